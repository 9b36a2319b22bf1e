import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents, invoices, approvals, auctions, bids, limits and financings. */
export class CreateMarket20261121000300 implements MigrationInterface {
  name = 'CreateMarket20261121000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('invoice', '', 'SUBMITTED', 'invoice.submitted'),
        ('invoice', 'SUBMITTED', 'SUBMITTED', 'invoice.corrected'),
        ('invoice', 'SUBMITTED', 'SUBMITTED', 'invoice.joined'),
        ('invoice', 'SUBMITTED', 'SUBMITTED', 'duplicate.found'),
        ('invoice', 'SUBMITTED', 'SUBMITTED', 'duplicate.cleared'),
        ('invoice', 'SUBMITTED', 'APPROVED', 'invoice.approved'),
        ('invoice', 'SUBMITTED', 'DISPUTED', 'invoice.disputed'),
        ('invoice', 'SUBMITTED', 'REJECTED', 'invoice.rejected'),
        ('invoice', 'SUBMITTED', 'WITHDRAWN', 'invoice.withdrawn'),
        ('invoice', 'SUBMITTED', 'CREDITED', 'invoice.credited'),
        ('invoice', 'SUBMITTED', 'PAID', 'invoice.paid'),
        ('invoice', 'SUBMITTED', 'OVERDUE', 'invoice.overdue'),
        ('invoice', 'DISPUTED', 'SUBMITTED', 'invoice.corrected'),
        ('invoice', 'DISPUTED', 'DISPUTED', 'invoice.joined'),
        ('invoice', 'DISPUTED', 'APPROVED', 'invoice.approved'),
        ('invoice', 'DISPUTED', 'REJECTED', 'invoice.rejected'),
        ('invoice', 'DISPUTED', 'WITHDRAWN', 'invoice.withdrawn'),
        ('invoice', 'APPROVED', 'PAID', 'invoice.paid'),
        ('invoice', 'APPROVED', 'OVERDUE', 'invoice.overdue'),
        ('invoice', 'APPROVED', 'CREDITED', 'invoice.credited'),
        ('invoice', 'APPROVED', 'DISPUTED', 'invoice.disputed'),
        ('invoice', 'OVERDUE', 'PAID', 'invoice.paid'),
        ('invoice', 'OVERDUE', 'DEFAULTED', 'invoice.defaulted'),
        ('invoice', 'OVERDUE', 'CREDITED', 'invoice.credited'),
        ('invoice', 'DEFAULTED', 'PAID', 'invoice.paid'),
        ('invoice', 'PAID', 'APPROVED', 'invoice.reopened'),
        ('invoice', 'PAID', 'OVERDUE', 'invoice.reopened'),
        ('invoice', 'PAID', 'DEFAULTED', 'invoice.reopened'),
        ('approval', '', 'PREPARED', 'approval.prepared'),
        ('approval', 'PREPARED', 'RELEASED', 'approval.released'),
        ('approval', 'PREPARED', 'REFUSED', 'approval.refused'),
        ('approval', 'PREPARED', 'LAPSED', 'approval.lapsed'),
        ('auction', '', 'OPEN', 'auction.opened'),
        ('auction', 'OPEN', 'CLOSED', 'auction.closed'),
        ('auction', 'OPEN', 'AWARDED', 'auction.awarded'),
        ('auction', 'OPEN', 'WITHDRAWN', 'auction.withdrawn'),
        ('auction', 'OPEN', 'SUSPENDED', 'auction.suspended'),
        ('auction', 'CLOSED', 'AWARDED', 'auction.awarded'),
        ('auction', 'CLOSED', 'LAPSED', 'auction.lapsed'),
        ('auction', 'CLOSED', 'WITHDRAWN', 'auction.withdrawn'),
        ('auction', 'CLOSED', 'SUSPENDED', 'auction.suspended'),
        ('auction', 'SUSPENDED', 'OPEN', 'auction.resumed'),
        ('auction', 'SUSPENDED', 'CLOSED', 'auction.resumed'),
        ('auction', 'SUSPENDED', 'WITHDRAWN', 'auction.withdrawn'),
        ('bid', '', 'LIVE', 'bid.placed'),
        ('bid', 'LIVE', 'LIVE', 'bid.changed'),
        ('bid', 'LIVE', 'WON', 'bid.won'),
        ('bid', 'LIVE', 'LOST', 'bid.lost'),
        ('bid', 'LIVE', 'WITHDRAWN', 'bid.withdrawn'),
        ('bid', 'LIVE', 'EXPIRED', 'bid.expired'),
        ('financing', '', 'AGREED', 'financing.agreed'),
        ('financing', 'AGREED', 'DISBURSING', 'financing.disbursing'),
        ('financing', 'AGREED', 'FAILED', 'financing.failed'),
        ('financing', 'DISBURSING', 'DISBURSED', 'financing.disbursed'),
        ('financing', 'DISBURSING', 'FAILED', 'financing.failed'),
        ('financing', 'DISBURSED', 'REPAID', 'financing.repaid'),
        ('financing', 'DISBURSED', 'FAILED', 'financing.failed'),
        ('financing', 'DISBURSED', 'OVERDUE', 'financing.overdue'),
        ('financing', 'OVERDUE', 'REPAID', 'financing.repaid'),
        ('financing', 'OVERDUE', 'CLAIMED', 'financing.claimed'),
        ('financing', 'OVERDUE', 'DEFAULTED', 'financing.defaulted'),
        ('financing', 'CLAIMED', 'REPAID', 'financing.repaid'),
        ('financing', 'CLAIMED', 'DEFAULTED', 'financing.defaulted'),
        ('financing', 'REPAID', 'OVERDUE', 'financing.overdue'),
        ('financing', 'DEFAULTED', 'REPAID', 'financing.repaid'),
        ('limit', '', '', 'limit.changed'),
        ('limit', '', '', 'limit.lowered');

      -- The file as it came, byte for byte.
      CREATE TABLE document (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization,
        uploaded_by     uuid NOT NULL REFERENCES person,
        name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
        media_type      text NOT NULL,
        format          text NOT NULL,
        sha256          bytea NOT NULL CHECK (sha256 = sha256(body)),
        body            bytea NOT NULL,
        size_bytes      integer GENERATED ALWAYS AS (octet_length(body)) STORED,
        uploaded_at     timestamptz NOT NULL DEFAULT business_now()
      );
      CREATE INDEX document_organization ON document (organization_id, sha256);
      CREATE TRIGGER document_append_only BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON document TO tenor_app;

      -- payable_minor is what the document says; approved_minor what the buyer promised; paid_minor what has come.
      CREATE TABLE invoice (
        id                uuid PRIMARY KEY,
        supplier_id       uuid NOT NULL REFERENCES organization,
        buyer_id          uuid NOT NULL REFERENCES organization,
        programme_id      uuid REFERENCES programme,
        terms_id          uuid REFERENCES programme_terms,
        number            text NOT NULL CHECK (length(number) BETWEEN 1 AND 200),
        number_key        text NOT NULL CHECK (number_key ~ '^[^[:space:][:punct:]]+$'),
        -- 1, or counted up where one supplier sent one buyer the same number with other content.
        number_ordinal    integer NOT NULL DEFAULT 1 CHECK (number_ordinal >= 1),
        type_code         text NOT NULL CHECK (length(type_code) BETWEEN 1 AND 10),
        issue_date        date NOT NULL,
        due_date          date NOT NULL CHECK (due_date >= issue_date),
        adjusted_due_date date NOT NULL CHECK (adjusted_due_date >= due_date - 3),
        due_date_reason   text,
        currency          text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        payable_minor     bigint NOT NULL CHECK (payable_minor > 0 AND payable_minor < 1000000000000000),
        approved_minor    bigint CHECK (approved_minor > 0 AND approved_minor <= payable_minor),
        paid_minor        bigint NOT NULL DEFAULT 0 CHECK (paid_minor >= 0 AND paid_minor <= coalesce(approved_minor, payable_minor)),
        undertaking       text NOT NULL DEFAULT 'NONE' CHECK (undertaking IN ('IRREVOCABLE', 'INFORMATION_ONLY', 'NONE')),
        undertaking_hash  bytea,
        approved_at       timestamptz,
        fingerprint       bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
        submitted_by_side text NOT NULL CHECK (submitted_by_side IN ('SUPPLIER', 'BUYER')),
        -- A copy of the other side differs, or the same side sent the same number with other content.
        held_reason       text CHECK (held_reason IN ('COPIES_DIFFER', 'SAME_NUMBER')),
        decision_reason   text,
        decision_note     text CHECK (length(decision_note) <= 500),
        state             text NOT NULL CHECK (state IN ('SUBMITTED', 'APPROVED', 'DISPUTED', 'REJECTED', 'WITHDRAWN',
                            'CREDITED', 'PAID', 'OVERDUE', 'DEFAULTED')),
        event_no          integer NOT NULL,
        submitted_at      timestamptz NOT NULL DEFAULT business_now(),
        CHECK (supplier_id <> buyer_id),
        CHECK (state NOT IN ('APPROVED', 'OVERDUE', 'DEFAULTED', 'PAID') OR approved_minor IS NOT NULL OR undertaking = 'NONE'),
        CHECK (approved_minor IS NULL OR (programme_id IS NOT NULL AND terms_id IS NOT NULL AND approved_at IS NOT NULL)),
        CHECK (undertaking = 'NONE' OR (undertaking_hash IS NOT NULL AND approved_minor IS NOT NULL)),
        CHECK (state NOT IN ('DISPUTED', 'REJECTED') OR decision_reason IS NOT NULL),
        CHECK (state <> 'PAID' OR paid_minor = coalesce(approved_minor, payable_minor)),
        UNIQUE (id, currency),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX invoice_fingerprint ON invoice (fingerprint) WHERE state NOT IN ('REJECTED', 'WITHDRAWN');
      -- Two that meet under one number, whatever else they say: the second must look at the first.
      CREATE UNIQUE INDEX invoice_number_live ON invoice (supplier_id, buyer_id, number_key, number_ordinal)
        WHERE state NOT IN ('REJECTED', 'WITHDRAWN');
      CREATE INDEX invoice_number ON invoice (supplier_id, buyer_id, number_key);
      CREATE INDEX invoice_supplier ON invoice (supplier_id, submitted_at DESC, id);
      CREATE INDEX invoice_buyer ON invoice (buyer_id, submitted_at DESC, id);
      CREATE INDEX invoice_due ON invoice (adjusted_due_date) WHERE state IN ('APPROVED', 'OVERDUE');
      GRANT SELECT, INSERT, UPDATE ON invoice TO tenor_app;

      -- What each side sent: at most one copy a side, with all that was read from it.
      CREATE TABLE invoice_copy (
        invoice_id    uuid NOT NULL REFERENCES invoice,
        side          text NOT NULL CHECK (side IN ('SUPPLIER', 'BUYER')),
        document_id   uuid NOT NULL REFERENCES document,
        document_row  integer,
        number        text NOT NULL,
        issue_date    date NOT NULL,
        due_date      date NOT NULL,
        currency      text NOT NULL,
        payable_minor bigint NOT NULL,
        content       jsonb NOT NULL,
        received_at   timestamptz NOT NULL DEFAULT business_now(),
        PRIMARY KEY (invoice_id, side)
      );
      CREATE INDEX invoice_copy_document ON invoice_copy (document_id);
      GRANT SELECT, INSERT ON invoice_copy TO tenor_app;

      -- A batch frozen by one person, released by another through its hash.
      CREATE TABLE approval (
        id             uuid PRIMARY KEY,
        buyer_id       uuid NOT NULL REFERENCES organization,
        programme_id   uuid NOT NULL REFERENCES programme,
        terms_id       uuid NOT NULL REFERENCES programme_terms,
        currency       text NOT NULL,
        invoice_count  integer NOT NULL CHECK (invoice_count >= 1),
        total_minor    bigint NOT NULL CHECK (total_minor > 0),
        content_hash   bytea NOT NULL CHECK (octet_length(content_hash) = 32),
        prepared_by    uuid NOT NULL REFERENCES person,
        prepared_at    timestamptz NOT NULL DEFAULT business_now(),
        lapses_at      timestamptz NOT NULL,
        decided_by     uuid REFERENCES person,
        decided_at     timestamptz,
        released_hash  bytea,
        refusal_reason text CHECK (length(refusal_reason) <= 500),
        state          text NOT NULL CHECK (state IN ('PREPARED', 'RELEASED', 'REFUSED', 'LAPSED')),
        event_no       integer NOT NULL,
        CHECK (state <> 'RELEASED' OR (decided_by IS NOT NULL AND decided_by <> prepared_by AND released_hash = content_hash)),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX approval_buyer ON approval (buyer_id, prepared_at DESC, id);
      CREATE INDEX approval_prepared ON approval (lapses_at) WHERE state = 'PREPARED';
      GRANT SELECT, INSERT, UPDATE (state, event_no, decided_by, decided_at, released_hash, refusal_reason)
        ON approval TO tenor_app;
      CREATE TABLE approval_line (
        approval_id      uuid NOT NULL REFERENCES approval,
        invoice_id       uuid NOT NULL REFERENCES invoice,
        invoice_event_no integer NOT NULL,
        amount_minor     bigint NOT NULL CHECK (amount_minor > 0),
        lower_reason     text,
        outcome          text NOT NULL DEFAULT 'PENDING' CHECK (outcome IN ('PENDING', 'APPROVED', 'LEFT_OUT')),
        left_out_reason  text,
        PRIMARY KEY (approval_id, invoice_id)
      );
      CREATE INDEX approval_line_invoice ON approval_line (invoice_id);
      GRANT SELECT, INSERT, UPDATE (outcome, left_out_reason) ON approval_line TO tenor_app;

      CREATE TABLE auction (
        id            uuid PRIMARY KEY,
        invoice_id    uuid NOT NULL REFERENCES invoice,
        programme_id  uuid NOT NULL REFERENCES programme,
        terms_id      uuid NOT NULL REFERENCES programme_terms,
        supplier_id   uuid NOT NULL REFERENCES organization,
        buyer_id      uuid NOT NULL REFERENCES organization,
        kind          text NOT NULL CHECK (kind IN ('CONTINUOUS', 'SEALED_WINDOW')),
        face_minor    bigint NOT NULL CHECK (face_minor > 0),
        currency      text NOT NULL,
        maturity      date NOT NULL,
        opened_at     timestamptz NOT NULL DEFAULT business_now(),
        closes_at     timestamptz NOT NULL,
        accept_until  timestamptz NOT NULL CHECK (accept_until >= closes_at),
        suspended_at  timestamptz,
        suspended_from text CHECK (suspended_from IN ('OPEN', 'CLOSED')),
        awarded_bid_id uuid,
        decided_at    timestamptz,
        state         text NOT NULL CHECK (state IN ('OPEN', 'CLOSED', 'AWARDED', 'LAPSED', 'WITHDRAWN', 'SUSPENDED')),
        event_no      integer NOT NULL,
        CHECK (closes_at > opened_at),
        CHECK ((state = 'AWARDED') = (awarded_bid_id IS NOT NULL)),
        CHECK ((state = 'SUSPENDED') = (suspended_at IS NOT NULL AND suspended_from IS NOT NULL)),
        FOREIGN KEY (invoice_id, currency) REFERENCES invoice (id, currency),
        UNIQUE (id, currency),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX auction_one_unfinished ON auction (invoice_id) WHERE state IN ('OPEN', 'CLOSED', 'SUSPENDED');
      CREATE INDEX auction_invoice ON auction (invoice_id);
      CREATE INDEX auction_programme ON auction (programme_id, opened_at DESC, id);
      CREATE INDEX auction_supplier ON auction (supplier_id, opened_at DESC, id);
      CREATE INDEX auction_opened ON auction (opened_at DESC, id DESC);
      CREATE INDEX auction_closing ON auction (closes_at) WHERE state = 'OPEN';
      CREATE INDEX auction_lapsing ON auction (accept_until) WHERE state = 'CLOSED';
      GRANT SELECT, INSERT, UPDATE (state, event_no, closes_at, accept_until, suspended_at, suspended_from, awarded_bid_id,
                                    decided_at) ON auction TO tenor_app;

      CREATE TABLE bid (
        id             uuid PRIMARY KEY,
        auction_id     uuid NOT NULL,
        funder_id      uuid NOT NULL REFERENCES organization,
        placed_by      uuid REFERENCES person,
        version        integer NOT NULL CHECK (version >= 1),
        price_kind     text NOT NULL CHECK (price_kind IN ('DISCOUNT_ON_FACE', 'TRUE_DISCOUNT')),
        rate_bps       numeric(12, 4) NOT NULL CHECK (rate_bps > 0 AND rate_bps <= 10000),
        day_count      text NOT NULL CHECK (day_count IN ('ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360')),
        flat_fee_minor bigint NOT NULL DEFAULT 0 CHECK (flat_fee_minor >= 0),
        exposure_minor bigint NOT NULL CHECK (exposure_minor > 0),
        currency       text NOT NULL,
        placed_at      timestamptz NOT NULL DEFAULT business_now(),
        -- Time priority; kept by a change only when the change is strictly better for the supplier.
        priority_at    timestamptz NOT NULL DEFAULT business_now(),
        valid_until    timestamptz NOT NULL,
        decided_at     timestamptz,
        lost_reason    text CHECK (lost_reason IN ('OUTBID', 'EXPIRED', 'WITHDRAWN', 'LIMIT', 'NOT_CHOSEN')),
        state          text NOT NULL CHECK (state IN ('LIVE', 'WON', 'LOST', 'WITHDRAWN', 'EXPIRED')),
        event_no       integer NOT NULL,
        CHECK ((state = 'LIVE') = (decided_at IS NULL)),
        CHECK (state <> 'WON' OR decided_at < valid_until),
        CHECK (state <> 'LOST' OR lost_reason IS NOT NULL),
        FOREIGN KEY (auction_id, currency) REFERENCES auction (id, currency),
        UNIQUE (id, auction_id),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX bid_one_live ON bid (auction_id, funder_id) WHERE state = 'LIVE';
      CREATE UNIQUE INDEX bid_one_won ON bid (auction_id) WHERE state = 'WON';
      CREATE INDEX bid_auction ON bid (auction_id);
      CREATE INDEX bid_funder ON bid (funder_id, placed_at DESC, id);
      CREATE INDEX bid_expiring ON bid (valid_until) WHERE state = 'LIVE';
      GRANT SELECT, INSERT, UPDATE (state, event_no, version, placed_by, price_kind, rate_bps, day_count, flat_fee_minor,
                                    priority_at, valid_until, decided_at, lost_reason) ON bid TO tenor_app;
      ALTER TABLE auction ADD FOREIGN KEY (awarded_bid_id, id) REFERENCES bid (id, auction_id) DEFERRABLE INITIALLY DEFERRED;

      -- A cap on exposure. funder_id is empty for a programme's own limit, which is looked at by awards only.
      CREATE TABLE exposure_limit (
        id                uuid PRIMARY KEY,
        scope             text NOT NULL CHECK (scope IN ('TOTAL', 'BUYER', 'PAIR', 'COUNTRY', 'PROGRAMME')),
        funder_id         uuid REFERENCES organization,
        buyer_id          uuid REFERENCES organization,
        supplier_id       uuid REFERENCES organization,
        country           text CHECK (country ~ '^[A-Z]{2}$'),
        programme_id      uuid REFERENCES programme,
        currency          text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        limit_minor       bigint NOT NULL CHECK (limit_minor >= 0 AND limit_minor < 1000000000000000),
        reserved_minor    bigint NOT NULL DEFAULT 0 CHECK (reserved_minor >= 0),
        committed_minor   bigint NOT NULL DEFAULT 0 CHECK (committed_minor >= 0),
        outstanding_minor bigint NOT NULL DEFAULT 0 CHECK (outstanding_minor >= 0),
        tenor_days_max    integer CHECK (tenor_days_max BETWEEN 1 AND 3650),
        -- The limit stands below its use: nothing is forced, and every new grant fails until it fits.
        lowered           boolean NOT NULL DEFAULT false,
        event_no          integer NOT NULL,
        CHECK (lowered OR outstanding_minor + committed_minor + reserved_minor <= limit_minor),
        CHECK (CASE scope
          WHEN 'TOTAL'     THEN funder_id IS NOT NULL AND num_nonnulls(buyer_id, supplier_id, country, programme_id) = 0
          WHEN 'BUYER'     THEN funder_id IS NOT NULL AND buyer_id IS NOT NULL AND num_nonnulls(supplier_id, country, programme_id) = 0
          WHEN 'PAIR'      THEN num_nonnulls(funder_id, buyer_id, supplier_id) = 3 AND num_nonnulls(country, programme_id) = 0
          WHEN 'COUNTRY'   THEN funder_id IS NOT NULL AND country IS NOT NULL AND num_nonnulls(buyer_id, supplier_id, programme_id) = 0
          WHEN 'PROGRAMME' THEN programme_id IS NOT NULL AND num_nonnulls(funder_id, buyer_id, supplier_id, country) = 0
        END)
      );
      CREATE UNIQUE INDEX exposure_limit_one ON exposure_limit
        (scope, funder_id, buyer_id, supplier_id, country, programme_id, currency) NULLS NOT DISTINCT;
      CREATE INDEX exposure_limit_funder ON exposure_limit (funder_id);
      -- All of its columns, for the lock of the table that a new limit takes asks for no less.
      GRANT SELECT, INSERT, UPDATE ON exposure_limit TO tenor_app;

      -- The contract born from an award; its terms and its figures are frozen, only state and dates of fact move.
      CREATE TABLE financing (
        id                  uuid PRIMARY KEY,
        invoice_id          uuid NOT NULL REFERENCES invoice,
        auction_id          uuid NOT NULL UNIQUE REFERENCES auction,
        bid_id              uuid NOT NULL UNIQUE,
        programme_id        uuid NOT NULL REFERENCES programme,
        terms_id            uuid NOT NULL REFERENCES programme_terms,
        supplier_id         uuid NOT NULL REFERENCES organization,
        buyer_id            uuid NOT NULL REFERENCES organization,
        funder_id           uuid NOT NULL REFERENCES organization,
        currency            text NOT NULL,
        face_minor          bigint NOT NULL CHECK (face_minor > 0),
        advance_minor       bigint NOT NULL CHECK (advance_minor > 0 AND advance_minor <= face_minor),
        discount_minor      bigint NOT NULL CHECK (discount_minor >= 0),
        flat_fee_minor      bigint NOT NULL CHECK (flat_fee_minor >= 0),
        price_minor         bigint NOT NULL CHECK (price_minor > 0),
        repayment_minor     bigint NOT NULL CHECK (repayment_minor >= face_minor),
        platform_fee_minor  bigint NOT NULL CHECK (platform_fee_minor >= 0),
        platform_fee_payer  text NOT NULL CHECK (platform_fee_payer IN ('SUPPLIER', 'FUNDER', 'BUYER')),
        price_kind          text NOT NULL,
        rate_bps            numeric(12, 4) NOT NULL,
        day_count           text NOT NULL,
        tenor_days          integer NOT NULL CHECK (tenor_days > 0),
        value_date          date NOT NULL,
        maturity            date NOT NULL CHECK (maturity > value_date),
        disburse_until      date NOT NULL CHECK (disburse_until >= value_date),
        supplier_account_id uuid NOT NULL,
        funder_account_id   uuid NOT NULL,
        agreed_by           uuid REFERENCES person,
        agreed_at           timestamptz NOT NULL DEFAULT business_now(),
        disbursed_on        date,
        repaid_on           date,
        failed_by           text CHECK (failed_by IN ('FUNDER', 'SUPPLIER', 'BANK')),
        failure_reason      text,
        state               text NOT NULL CHECK (state IN ('AGREED', 'DISBURSING', 'DISBURSED', 'REPAID', 'FAILED',
                              'OVERDUE', 'CLAIMED', 'DEFAULTED')),
        event_no            integer NOT NULL,
        -- The cost is taken off leg 1 where the supplier bears it, put on leg 2 where the buyer does; never both.
        CHECK ((price_minor = advance_minor - discount_minor - flat_fee_minor AND repayment_minor = face_minor)
            OR (price_minor = advance_minor AND repayment_minor = face_minor + discount_minor + flat_fee_minor)),
        CHECK (state NOT IN ('DISBURSED', 'REPAID', 'OVERDUE', 'CLAIMED', 'DEFAULTED') OR disbursed_on IS NOT NULL),
        CHECK (state <> 'REPAID' OR repaid_on IS NOT NULL),
        CHECK (state <> 'FAILED' OR (failed_by IS NOT NULL AND failure_reason IS NOT NULL)),
        FOREIGN KEY (supplier_account_id, supplier_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (funder_account_id, funder_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (bid_id, auction_id) REFERENCES bid (id, auction_id),
        FOREIGN KEY (invoice_id, currency) REFERENCES invoice (id, currency),
        UNIQUE (id, currency),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX financing_one_live ON financing (invoice_id) WHERE state <> 'FAILED';
      CREATE INDEX financing_supplier ON financing (supplier_id, agreed_at DESC, id);
      CREATE INDEX financing_funder ON financing (funder_id, agreed_at DESC, id);
      CREATE INDEX financing_buyer ON financing (buyer_id, agreed_at DESC, id);
      CREATE INDEX financing_undisbursed ON financing (disburse_until) WHERE state IN ('AGREED', 'DISBURSING');
      GRANT SELECT, INSERT ON financing TO tenor_app;
      GRANT UPDATE (state, event_no, disbursed_on, repaid_on, failed_by, failure_reason) ON financing TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migrations have no way back: drop the database.');
  }
}
