import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever waits for a complete export is told why there is none. */
export class SayWhyExportsFailed20261122650100 implements MigrationInterface {
  name = 'SayWhyExportsFailed20261122650100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE complete_export
        ADD COLUMN failure text CHECK (failure IN ('NOT_ALLOWED', 'TOO_LARGE', 'FAULT'));
      UPDATE complete_export SET failure = 'FAULT' WHERE state = 'FAILED';
      ALTER TABLE complete_export ADD CONSTRAINT complete_export_failure CHECK ((state = 'FAILED') = (failure IS NOT NULL));
      GRANT UPDATE (failure) ON complete_export TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE complete_export DROP COLUMN failure');
  }
}
