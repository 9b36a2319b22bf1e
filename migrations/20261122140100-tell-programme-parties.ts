import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * New terms concern everybody who joined a programme. The channel of its funders is for those with a limit on the buyer
 * alone, so that the board stays hidden from the others; this one is read by suppliers and funders, limit or not.
 */
export class TellProgrammeParties20261122140100 implements MigrationInterface {
  name = 'TellProgrammeParties20261122140100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event_channel DROP CONSTRAINT event_channel_channel_check;
      ALTER TABLE event_channel ADD CONSTRAINT event_channel_channel_check
        CHECK (channel ~ '^(organization:|programme-funders:|programme-parties:)[0-9a-f-]{36}$' OR channel = 'operator');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event_channel DROP CONSTRAINT event_channel_channel_check;
      ALTER TABLE event_channel ADD CONSTRAINT event_channel_channel_check
        CHECK (channel ~ '^(organization:|programme-funders:)[0-9a-f-]{36}$' OR channel = 'operator') NOT VALID;
    `);
  }
}
