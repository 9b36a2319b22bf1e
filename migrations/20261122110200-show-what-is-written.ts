import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names and numbers that people decide by hold no character that is not seen, or that changes the order of others: a rule
 * of the input (server/platform/plain-text.ts), of which the worst are refused here as well. What was written before is
 * left as it is.
 */
export class ShowWhatIsWritten20261122110200 implements MigrationInterface {
  name = 'ShowWhatIsWritten20261122110200';

  async up(runner: QueryRunner): Promise<void> {
    // Controls, soft hyphen, Arabic letter mark, zero-width space, directional marks, overrides and isolates, BOM.
    const hidden = `'[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]'`;
    await runner.query(`
      ALTER TABLE organization ADD CONSTRAINT organization_name_shows CHECK (name !~ ${hidden}) NOT VALID;
      ALTER TABLE person ADD CONSTRAINT person_name_shows CHECK (name !~ ${hidden}) NOT VALID;
      ALTER TABLE programme ADD CONSTRAINT programme_name_shows CHECK (name !~ ${hidden}) NOT VALID;
      ALTER TABLE invoice ADD CONSTRAINT invoice_number_shows CHECK (number !~ ${hidden}) NOT VALID;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organization DROP CONSTRAINT organization_name_shows;
      ALTER TABLE person DROP CONSTRAINT person_name_shows;
      ALTER TABLE programme DROP CONSTRAINT programme_name_shows;
      ALTER TABLE invoice DROP CONSTRAINT invoice_number_shows;
    `);
  }
}
