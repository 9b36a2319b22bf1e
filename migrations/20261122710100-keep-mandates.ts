import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A buyer lets a funder collect what it owes it: a mandate of the schemes of SEPA, granted by two of its persons. */
export class KeepMandates20261122710100 implements MigrationInterface {
  name = 'KeepMandates20261122710100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('mandate', '', 'PROPOSED', 'mandate.proposed'),
        ('mandate', 'PROPOSED', 'ACTIVE', 'mandate.activated'),
        ('mandate', 'PROPOSED', 'REVOKED', 'mandate.revoked'),
        ('mandate', 'ACTIVE', 'REVOKED', 'mandate.revoked'),
        ('mandate', 'PROPOSED', 'EXPIRED', 'mandate.expired'),
        ('mandate', 'ACTIVE', 'EXPIRED', 'mandate.expired');

      ALTER TABLE bank_account ADD UNIQUE (id, organization_id, currency);

      CREATE TABLE mandate (
        id                  uuid PRIMARY KEY,
        debtor_id           uuid NOT NULL REFERENCES organization,
        creditor_id         uuid NOT NULL REFERENCES organization,
        reference           text NOT NULL CHECK (reference ~ '^[A-Z0-9]{1,35}$'),
        scheme              text NOT NULL CHECK (scheme IN ('CORE', 'B2B')),
        -- EPC262-08: country, check digits, business code, national identifier.
        creditor_identifier text NOT NULL CHECK (creditor_identifier ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{4,31}$'),
        debtor_account_id   uuid NOT NULL,
        -- The schemes are of euros alone.
        currency            text NOT NULL DEFAULT 'EUR' CHECK (currency = 'EUR'),
        signed_on           date NOT NULL,
        -- The last day on which it may be collected under, and the most at once; null for no such bound.
        ends_on             date CHECK (ends_on >= signed_on),
        ceiling_minor       bigint CHECK (ceiling_minor > 0),
        -- How many business days before it is collected the debtor is told.
        notice_days         integer NOT NULL CHECK (notice_days BETWEEN 1 AND 14),
        last_collected_on   date,
        -- Its last day: 36 months after it was last collected under, or signed (EPC016-06, EPC222-07).
        lapses_on           date NOT NULL GENERATED ALWAYS AS (
          least(ends_on, (coalesce(last_collected_on, signed_on) + interval '36 months')::date)) STORED,
        proposed_by         uuid NOT NULL REFERENCES person,
        proposed_at         timestamptz NOT NULL DEFAULT business_now(),
        activated_by        uuid REFERENCES person,
        activated_at        timestamptz,
        -- Who revoked it; nobody, where it expired.
        revoked_by          uuid REFERENCES person,
        ended_at            timestamptz,
        state               text NOT NULL CHECK (state IN ('PROPOSED', 'ACTIVE', 'REVOKED', 'EXPIRED')),
        event_no            integer NOT NULL,
        UNIQUE (creditor_id, reference),
        UNIQUE (id, debtor_account_id),
        CHECK (debtor_id <> creditor_id),
        FOREIGN KEY (debtor_account_id, debtor_id, currency) REFERENCES bank_account (id, organization_id, currency),
        -- Nobody activates what it proposed itself.
        CHECK (activated_by <> proposed_by),
        CHECK ((activated_by IS NULL) = (activated_at IS NULL)),
        CHECK (state <> 'ACTIVE' OR activated_by IS NOT NULL),
        CHECK (state <> 'PROPOSED' OR activated_by IS NULL),
        CHECK ((state IN ('REVOKED', 'EXPIRED')) = (ended_at IS NOT NULL)),
        CHECK ((state = 'REVOKED') = (revoked_by IS NOT NULL)),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      -- One mandate of a debtor for a creditor at a time: what it covers is never a choice.
      CREATE UNIQUE INDEX mandate_one ON mandate (debtor_id, creditor_id) WHERE state IN ('PROPOSED', 'ACTIVE');
      CREATE INDEX mandate_debtor ON mandate (debtor_id, proposed_at DESC, id DESC);
      CREATE INDEX mandate_creditor ON mandate (creditor_id, proposed_at DESC, id DESC);
      CREATE INDEX mandate_newest ON mandate (proposed_at DESC, id DESC);
      CREATE INDEX mandate_lapsing ON mandate (lapses_on) WHERE state IN ('PROPOSED', 'ACTIVE');
      -- What was signed never changes.
      GRANT SELECT, INSERT, UPDATE (state, event_no, activated_by, activated_at, revoked_by, ended_at, last_collected_on)
        ON mandate TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
