import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an organization's suspension stops: an auction names the party for which it stands still, a bid that its funder's
 * suspension took back says so. Until the work is done, in slices, it is found by the organization's own state.
 */
export class StopWithTheParty20261122320100 implements MigrationInterface {
  name = 'StopWithTheParty20261122320100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organization ADD COLUMN suspended_at timestamptz,
        ADD CONSTRAINT organization_suspended_at_check CHECK (suspended_at IS NULL OR state = 'SUSPENDED');
      UPDATE organization SET suspended_at = date_trunc('milliseconds', business_now()) WHERE state = 'SUSPENDED';
      GRANT UPDATE (suspended_at) ON organization TO tenor_app;
      CREATE INDEX organization_suspended ON organization (id) WHERE state = 'SUSPENDED';

      -- Null where the operator stopped the auction itself.
      ALTER TABLE auction ADD COLUMN suspended_for uuid REFERENCES organization,
        ADD CONSTRAINT auction_suspended_for_check
          CHECK (suspended_for IS NULL OR (state = 'SUSPENDED' AND suspended_for IN (supplier_id, buyer_id)));
      GRANT UPDATE (suspended_for) ON auction TO tenor_app;
      CREATE INDEX auction_suspended_for ON auction (suspended_for) WHERE suspended_for IS NOT NULL;
      CREATE INDEX auction_running_supplier ON auction (supplier_id) WHERE state IN ('OPEN', 'CLOSED');
      CREATE INDEX auction_running_buyer ON auction (buyer_id) WHERE state IN ('OPEN', 'CLOSED');

      ALTER TABLE bid DROP CONSTRAINT bid_lost_reason_check;
      ALTER TABLE bid ADD CONSTRAINT bid_lost_reason_check
        CHECK (lost_reason IN ('OUTBID', 'EXPIRED', 'WITHDRAWN', 'LIMIT', 'NOT_CHOSEN', 'SUSPENDED')),
        ADD CONSTRAINT bid_suspended_check CHECK (lost_reason <> 'SUSPENDED' OR state = 'WITHDRAWN');
      CREATE INDEX bid_live_funder ON bid (funder_id) WHERE state = 'LIVE';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX bid_live_funder;
      ALTER TABLE bid DROP CONSTRAINT bid_suspended_check, DROP CONSTRAINT bid_lost_reason_check;
      UPDATE bid SET lost_reason = NULL WHERE lost_reason = 'SUSPENDED';
      ALTER TABLE bid ADD CONSTRAINT bid_lost_reason_check
        CHECK (lost_reason IN ('OUTBID', 'EXPIRED', 'WITHDRAWN', 'LIMIT', 'NOT_CHOSEN'));
      DROP INDEX auction_running_supplier;
      DROP INDEX auction_running_buyer;
      ALTER TABLE auction DROP COLUMN suspended_for;
      DROP INDEX organization_suspended;
      ALTER TABLE organization DROP COLUMN suspended_at;
    `);
  }
}
