import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment file is released as a batch of invoices is: up to a ceiling, and by a substitute in the place of an absent checker. */
export class ReleaseFilesInPlace20261122750300 implements MigrationInterface {
  name = 'ReleaseFilesInPlace20261122750300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- decided_for: the absent person in whose place it was released, or refused.
      ALTER TABLE payment_file
        ADD COLUMN decided_for   uuid REFERENCES person,
        ADD COLUMN ceiling_minor bigint,
        ADD CONSTRAINT payment_file_in_place CHECK (
          decided_for IS NULL OR decided_for <> coalesce(released_by, refused_by)),
        ADD CONSTRAINT payment_file_never_its_own CHECK (
          state <> 'RELEASED' OR decided_for IS NULL OR decided_for <> prepared_by),
        ADD CONSTRAINT payment_file_under_ceiling CHECK (ceiling_minor IS NULL OR total_minor <= ceiling_minor);
      GRANT UPDATE (decided_for, ceiling_minor) ON payment_file TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payment_file DROP COLUMN decided_for, DROP COLUMN ceiling_minor');
  }
}
