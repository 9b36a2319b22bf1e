import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing locks the table of limits any more, so the serving role needs to write only what changes in it. */
export class LockLimitsByRow20261122130400 implements MigrationInterface {
  name = 'LockLimitsByRow20261122130400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE ON exposure_limit FROM tenor_app;
      GRANT UPDATE (limit_minor, tenor_days_max, reserved_minor, committed_minor, outstanding_minor, lowered, event_no)
        ON exposure_limit TO tenor_app;
      CREATE INDEX exposure_limit_buyer ON exposure_limit (buyer_id, currency) WHERE scope = 'BUYER';
    `);
  }

  async down(): Promise<void> {
    throw new Error('The code that locked the table is gone: there is no way back.');
  }
}
