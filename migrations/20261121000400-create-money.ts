import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments and their files, the double-entry ledger, and the simulated bank in a schema of its own. */
export class CreateMoney20261121000400 implements MigrationInterface {
  name = 'CreateMoney20261121000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('payment', '', 'DUE', 'payment.due'),
        ('payment', 'DUE', 'INSTRUCTED', 'payment.instructed'),
        ('payment', 'DUE', 'CANCELLED', 'payment.cancelled'),
        ('payment', 'INSTRUCTED', 'SETTLED', 'payment.settled'),
        ('payment', 'INSTRUCTED', 'REJECTED', 'payment.rejected'),
        ('payment', 'SETTLED', 'SETTLED', 'payment.credited'),
        ('payment', 'SETTLED', 'RETURNED', 'payment.returned');

      -- What a payer released in one act: sent to its bank as one instruction file, always the same bytes.
      CREATE TABLE payment_file (
        id             uuid PRIMARY KEY,
        message_id     text NOT NULL UNIQUE CHECK (message_id ~ '^[A-Z0-9]{1,35}$'),
        payer_id       uuid NOT NULL REFERENCES organization,
        payer_account_id uuid NOT NULL,
        execution_date date NOT NULL,
        currency       text NOT NULL,
        payment_count  integer NOT NULL CHECK (payment_count >= 1),
        total_minor    bigint NOT NULL CHECK (total_minor > 0),
        body           text NOT NULL,
        sha256         bytea NOT NULL CHECK (sha256 = sha256(convert_to(body, 'UTF8'))),
        released_by    uuid NOT NULL REFERENCES person,
        released_at    timestamptz NOT NULL DEFAULT business_now(),
        sent_at        timestamptz,
        FOREIGN KEY (payer_account_id, payer_id) REFERENCES bank_account (id, organization_id)
      );
      CREATE INDEX payment_file_unsent ON payment_file (released_at) WHERE sent_at IS NULL;
      GRANT SELECT, INSERT, UPDATE (sent_at) ON payment_file TO tenor_app;

      CREATE TABLE payment (
        id               uuid PRIMARY KEY,
        kind             text NOT NULL CHECK (kind IN ('DISBURSEMENT', 'REPAYMENT', 'SUPPLIER_PAYMENT')),
        invoice_id       uuid NOT NULL REFERENCES invoice,
        financing_id     uuid REFERENCES financing,
        payer_id         uuid NOT NULL REFERENCES organization,
        payee_id         uuid NOT NULL REFERENCES organization,
        payer_account_id uuid,
        payee_account_id uuid,
        amount_minor     bigint NOT NULL CHECK (amount_minor > 0),
        currency         text NOT NULL,
        due_on           date NOT NULL,
        attempt          integer NOT NULL CHECK (attempt BETWEEN 1 AND 99),
        end_to_end_id    text NOT NULL UNIQUE CHECK (end_to_end_id ~ '^[A-Z0-9]{29}$'),
        file_id          uuid REFERENCES payment_file,
        instructed_at    timestamptz,
        settled_on       date,
        credited_on      date,
        failure_reason   text,
        state            text NOT NULL CHECK (state IN ('DUE', 'INSTRUCTED', 'SETTLED', 'REJECTED', 'RETURNED', 'CANCELLED')),
        event_no         integer NOT NULL,
        created_at       timestamptz NOT NULL DEFAULT business_now(),
        CHECK (payer_id <> payee_id),
        -- Money moves between accounts of its payer and its payee, and of nobody else.
        FOREIGN KEY (payer_account_id, payer_id) REFERENCES bank_account (id, organization_id),
        FOREIGN KEY (payee_account_id, payee_id) REFERENCES bank_account (id, organization_id),
        CHECK ((kind = 'SUPPLIER_PAYMENT') = (financing_id IS NULL)),
        CHECK (state IN ('DUE', 'CANCELLED') OR (file_id IS NOT NULL AND payer_account_id IS NOT NULL
               AND payee_account_id IS NOT NULL AND instructed_at IS NOT NULL)),
        CHECK (state NOT IN ('SETTLED', 'RETURNED') OR settled_on IS NOT NULL),
        FOREIGN KEY (invoice_id, currency) REFERENCES invoice (id, currency),
        FOREIGN KEY (financing_id, currency) REFERENCES financing (id, currency),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      -- A leg 1 may still lie at the bank when its financing has failed and the invoice is financed anew.
      CREATE UNIQUE INDEX payment_one_live ON payment (kind, coalesce(financing_id, invoice_id))
        WHERE state IN ('DUE', 'INSTRUCTED', 'SETTLED');
      -- The buyer pays one party, the holder of the claim: the supplier or the funder, never both.
      CREATE UNIQUE INDEX payment_one_holder ON payment (invoice_id)
        WHERE kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND state IN ('DUE', 'INSTRUCTED', 'SETTLED');
      CREATE INDEX payment_payer ON payment (payer_id, due_on, id);
      CREATE INDEX payment_payee ON payment (payee_id, due_on, id);
      CREATE INDEX payment_invoice ON payment (invoice_id);
      CREATE INDEX payment_financing ON payment (financing_id);
      CREATE INDEX payment_file_id ON payment (file_id);
      CREATE INDEX payment_instructed ON payment (financing_id) WHERE state = 'INSTRUCTED';
      -- Who pays whom, how much and when never changes: what is owed otherwise is another payment.
      GRANT SELECT, INSERT, UPDATE (state, event_no, file_id, payer_account_id, payee_account_id, instructed_at, settled_on,
                                    credited_on, failure_reason) ON payment TO tenor_app;

      -- Each message of a bank is applied at most once.
      CREATE TABLE bank_message_receipt (
        message_id  text PRIMARY KEY CHECK (length(message_id) BETWEEN 1 AND 64),
        kind        text NOT NULL,
        content     jsonb NOT NULL,
        outcome     text NOT NULL CHECK (outcome IN ('APPLIED', 'IGNORED', 'HELD')),
        reason      text,
        received_at timestamptz NOT NULL DEFAULT business_now()
      );
      CREATE INDEX bank_message_receipt_held ON bank_message_receipt ((content ->> 'endToEndId')) WHERE outcome = 'HELD';
      GRANT SELECT, INSERT, UPDATE (outcome, reason) ON bank_message_receipt TO tenor_app;
      -- How far the messages of a bank have been read.
      CREATE TABLE bank_feed (
        bank   text PRIMARY KEY,
        cursor text NOT NULL DEFAULT ''
      );
      GRANT SELECT, INSERT, UPDATE ON bank_feed TO tenor_app;

      CREATE TABLE ledger_account (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization,
        kind            text NOT NULL CHECK (kind ~ '^[A-Z_]{3,30}$'),
        currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        debit_minor     bigint NOT NULL DEFAULT 0 CHECK (debit_minor >= 0),
        credit_minor    bigint NOT NULL DEFAULT 0 CHECK (credit_minor >= 0),
        UNIQUE (organization_id, kind, currency),
        UNIQUE (id, currency)
      );
      GRANT SELECT, INSERT ON ledger_account TO tenor_app;
      GRANT UPDATE (debit_minor, credit_minor) ON ledger_account TO tenor_app;

      -- The transfers that commit together; the same cause posts once.
      CREATE TABLE movement (
        id           uuid PRIMARY KEY,
        xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
        kind         text NOT NULL CHECK (kind ~ '^[A-Z_]{3,30}$'),
        cause_kind   text NOT NULL CHECK (cause_kind IN ('PAYMENT', 'APPROVAL_LINE', 'BANK_ENTRY', 'INVOICE_DAY')),
        cause_id     text NOT NULL,
        reverses_id  uuid UNIQUE REFERENCES movement,
        posted_at    timestamptz NOT NULL DEFAULT business_now(),
        business_day date NOT NULL DEFAULT business_today(),
        CHECK ((kind = 'REVERSAL') = (reverses_id IS NOT NULL)),
        UNIQUE (id, xid)
      );
      CREATE UNIQUE INDEX movement_cause ON movement (kind, cause_kind, cause_id, reverses_id) NULLS NOT DISTINCT;
      CREATE INDEX movement_of_cause ON movement (cause_kind, cause_id);
      CREATE INDEX movement_posted ON movement (posted_at DESC, id DESC);
      CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON movement FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON movement TO tenor_app;

      -- The foreign key on (movement, xid) refuses a transfer added to a movement that was already committed.
      CREATE TABLE transfer (
        id                uuid PRIMARY KEY,
        movement_id       uuid NOT NULL,
        xid               xid8 NOT NULL DEFAULT pg_current_xact_id(),
        ordinal           integer NOT NULL CHECK (ordinal >= 1),
        debit_account_id  uuid NOT NULL,
        credit_account_id uuid NOT NULL,
        amount_minor      bigint NOT NULL CHECK (amount_minor > 0),
        currency          text NOT NULL,
        invoice_id        uuid REFERENCES invoice,
        financing_id      uuid REFERENCES financing,
        CHECK (debit_account_id <> credit_account_id),
        UNIQUE (movement_id, ordinal),
        FOREIGN KEY (movement_id, xid) REFERENCES movement (id, xid),
        FOREIGN KEY (debit_account_id, currency) REFERENCES ledger_account (id, currency),
        FOREIGN KEY (credit_account_id, currency) REFERENCES ledger_account (id, currency)
      );
      CREATE INDEX transfer_debit ON transfer (debit_account_id);
      CREATE INDEX transfer_credit ON transfer (credit_account_id);
      CREATE INDEX transfer_invoice ON transfer (invoice_id);
      CREATE INDEX transfer_financing ON transfer (financing_id);
      CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE ON transfer FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON transfer TO tenor_app;

      -- Per movement, organization and currency, debits equal credits: judged at commit.
      CREATE FUNCTION movement_balances() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE unbalanced text;
      BEGIN
        SELECT string_agg(organization_id || ' ' || currency, ', ') INTO unbalanced FROM (
          SELECT a.organization_id, e.currency FROM (
            SELECT debit_account_id AS account_id, amount_minor AS amount, currency FROM transfer WHERE movement_id = NEW.id
            UNION ALL
            SELECT credit_account_id, -amount_minor, currency FROM transfer WHERE movement_id = NEW.id
          ) e JOIN ledger_account a ON a.id = e.account_id
          GROUP BY a.organization_id, e.currency HAVING sum(e.amount) <> 0
        ) u;
        IF unbalanced IS NOT NULL THEN
          RAISE EXCEPTION 'movement % does not balance for %', NEW.id, unbalanced USING ERRCODE = '23514';
        END IF;
        IF NOT EXISTS (SELECT FROM transfer WHERE movement_id = NEW.id) THEN
          RAISE EXCEPTION 'movement % has no transfer', NEW.id USING ERRCODE = '23514';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER movement_balances AFTER INSERT ON movement DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION movement_balances();

      -- The simulated bank keeps its books apart: it knows no table of the marketplace, and none of it is read from there.
      CREATE SCHEMA simulated_bank;
      GRANT USAGE ON SCHEMA simulated_bank TO tenor_app;
      CREATE TABLE simulated_bank.instruction (
        end_to_end_id  text PRIMARY KEY,
        message_id     text NOT NULL,
        debtor_iban    text NOT NULL,
        creditor_iban  text NOT NULL,
        amount_minor   bigint NOT NULL CHECK (amount_minor > 0),
        currency       text NOT NULL,
        execution_date date NOT NULL,
        received_at    timestamptz NOT NULL,
        process_at     timestamptz NOT NULL,
        state          text NOT NULL CHECK (state IN ('WAITING', 'REJECTED', 'BOOKED', 'RETURNED')),
        booked_on      date,
        return_at      timestamptz,
        reason         text
      );
      CREATE INDEX instruction_waiting ON simulated_bank.instruction (process_at) WHERE state = 'WAITING';
      CREATE INDEX instruction_returning ON simulated_bank.instruction (return_at) WHERE return_at IS NOT NULL;
      -- What the operator told the simulation to do with an instruction it has, or will get.
      CREATE TABLE simulated_bank.plan (
        end_to_end_id text PRIMARY KEY,
        behaviour     text NOT NULL CHECK (behaviour IN ('REJECT', 'RETURN', 'DELAY')),
        delay_days    integer CHECK (delay_days BETWEEN 1 AND 365),
        reason        text NOT NULL
      );
      CREATE TABLE simulated_bank.closed_day (
        day    date PRIMARY KEY,
        reason text NOT NULL
      );
      CREATE TABLE simulated_bank.setting (
        id             boolean PRIMARY KEY DEFAULT true CHECK (id),
        repeat_messages  boolean NOT NULL DEFAULT false,
        reorder_messages boolean NOT NULL DEFAULT false
      );
      INSERT INTO simulated_bank.setting DEFAULT VALUES;
      CREATE SEQUENCE simulated_bank.message_position;
      CREATE TABLE simulated_bank.message (
        position  bigint PRIMARY KEY DEFAULT nextval('simulated_bank.message_position'),
        id        text NOT NULL,
        content   jsonb NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA simulated_bank TO tenor_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA simulated_bank TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migrations have no way back: drop the database.');
  }
}
