import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The simulated bank takes direct debits: by their scheme it knows how long one can come back. */
export class TakeCollections20261122710200 implements MigrationInterface {
  name = 'TakeCollections20261122710200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE simulated_bank.instruction
        ADD COLUMN scheme           text CHECK (scheme IN ('CORE', 'B2B')),
        ADD COLUMN returnable_until timestamptz,
        ADD CHECK (returnable_until IS NULL OR scheme IS NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE simulated_bank.instruction DROP COLUMN returnable_until, DROP COLUMN scheme');
  }
}
