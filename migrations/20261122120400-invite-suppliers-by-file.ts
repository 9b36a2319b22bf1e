import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A buyer's file may name suppliers that are not here yet. Each is an organization in state INVITED, known to its buyer
 * alone, to which the rows are addressed until the supplier is here; then they are addressed to the supplier itself.
 */
export class InviteSuppliersByFile20261122120400 implements MigrationInterface {
  name = 'InviteSuppliersByFile20261122120400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('organization', '', 'INVITED', 'organization.invited'),
        ('organization', 'INVITED', 'JOINED', 'organization.joined'),
        ('invoice', 'SUBMITTED', 'SUBMITTED', 'invoice.addressed'),
        ('invoice', 'DISPUTED', 'DISPUTED', 'invoice.addressed');
      ALTER TABLE organization DROP CONSTRAINT organization_state_check;
      ALTER TABLE organization ADD CONSTRAINT organization_state_check
        CHECK (state IN ('INVITED', 'JOINED', 'PENDING', 'ADMITTED', 'SUSPENDED', 'REFUSED'));

      CREATE TABLE invited_supplier (
        -- The organization that stands in for it.
        id           uuid PRIMARY KEY REFERENCES organization,
        buyer_id     uuid NOT NULL REFERENCES organization,
        -- Into which its invitation leads.
        programme_id uuid NOT NULL REFERENCES programme,
        -- The first of its numbers, in the form in which they are compared: two uploads at once invite it once.
        number_key   text NOT NULL CHECK (length(number_key) BETWEEN 5 AND 80),
        -- Who accepted an invitation that was made out to it.
        accepted_by  uuid REFERENCES organization,
        -- The supplier itself, once it is known to be here, and when its invoices were addressed to it.
        supplier_id  uuid REFERENCES organization CHECK (supplier_id <> id),
        joined_at    timestamptz,
        invited_at   timestamptz NOT NULL DEFAULT business_now(),
        -- Whether it was compared with all suppliers of the buyer's programmes; whoever joins one asks for it anew.
        compared     boolean NOT NULL DEFAULT false,
        CHECK (joined_at IS NULL OR supplier_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX invited_supplier_once ON invited_supplier (buyer_id, number_key) WHERE joined_at IS NULL;
      CREATE INDEX invited_supplier_programme ON invited_supplier (programme_id) WHERE joined_at IS NULL;
      CREATE INDEX invited_supplier_waiting ON invited_supplier (id)
        WHERE joined_at IS NULL AND (supplier_id IS NOT NULL OR NOT compared);
      GRANT SELECT, INSERT, UPDATE (accepted_by, supplier_id, joined_at, compared) ON invited_supplier TO tenor_app;

      ALTER TABLE invitation ADD COLUMN stands_for uuid REFERENCES invited_supplier,
        ADD CHECK (stands_for IS NULL OR (kind = 'ORGANIZATION' AND programme_id IS NOT NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invitation DROP COLUMN stands_for;
      DROP TABLE invited_supplier;
      DELETE FROM state_transition WHERE event_type IN ('organization.invited', 'organization.joined', 'invoice.addressed');
    `);
  }
}
