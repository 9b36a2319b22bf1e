import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a supplier's own money costs it: its own setting, without which no cost of waiting is told. */
export class KeepOwnRates20261122300100 implements MigrationInterface {
  name = 'KeepOwnRates20261122300100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Basis points a year; told to the organization alone.
      ALTER TABLE organization ADD COLUMN own_rate_bps numeric(12, 4)
        CHECK (own_rate_bps IS NULL OR (own_rate_bps > 0 AND own_rate_bps <= 10000 AND 'SUPPLIER' = ANY(roles)));
      GRANT UPDATE (own_rate_bps) ON organization TO tenor_app;
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('organization', 'PENDING', 'PENDING', 'organization.rateChanged'),
        ('organization', 'ADMITTED', 'ADMITTED', 'organization.rateChanged'),
        ('organization', 'SUSPENDED', 'SUSPENDED', 'organization.rateChanged');
      -- What a supplier can still choose from, the first to end first.
      CREATE INDEX auction_choosing ON auction (supplier_id, accept_until, id) WHERE state IN ('OPEN', 'CLOSED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX auction_choosing;
      ALTER TABLE organization DROP COLUMN own_rate_bps;
      DELETE FROM state_transition WHERE event_type = 'organization.rateChanged';
    `);
  }
}
