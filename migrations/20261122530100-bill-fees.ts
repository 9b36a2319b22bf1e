import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operator's fees come to is billed once a month, and paid as everything else is. */
export class BillFees20261122530100 implements MigrationInterface {
  name = 'BillFees20261122530100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('fee_bill', '', 'DRAWN', 'feeBill.drawn'),
        ('fee_bill', 'DRAWN', 'PAID', 'feeBill.paid'),
        ('fee_bill', 'PAID', 'DRAWN', 'feeBill.reopened');

      -- One row an operator that ever earned a fee: the lock under which bills are numbered and months are done with.
      CREATE TABLE fee_billing (
        operator_id    uuid PRIMARY KEY REFERENCES organization,
        last_no        integer NOT NULL DEFAULT 0 CHECK (last_no >= 0),
        -- The first day of the last month that was billed.
        billed_through date NOT NULL CHECK (extract(day FROM billed_through) = 1),
        -- From the day a bill is drawn to the day it is due, which is then moved to a business day.
        due_days       integer NOT NULL DEFAULT 30 CHECK (due_days BETWEEN 0 AND 365)
      );
      GRANT SELECT, INSERT, UPDATE (last_no, billed_through) ON fee_billing TO tenor_app;
      INSERT INTO fee_billing (operator_id, billed_through)
      SELECT a.organization_id, (date_trunc('month', min(m.business_day)) - interval '1 month')::date
        FROM movement m JOIN transfer t ON t.movement_id = m.id JOIN ledger_account a ON a.id = t.debit_account_id
       WHERE m.kind = 'FEE' AND a.kind = 'FEE_RECEIVABLE'
       GROUP BY a.organization_id;

      CREATE TABLE fee_bill (
        id          uuid PRIMARY KEY,
        xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
        operator_id uuid NOT NULL REFERENCES fee_billing,
        payer_id    uuid NOT NULL REFERENCES organization,
        -- Its first day.
        month       date NOT NULL CHECK (extract(day FROM month) = 1),
        currency    text NOT NULL,
        no          integer NOT NULL CHECK (no >= 1),
        number      text NOT NULL GENERATED ALWAYS AS ('F' || lpad(no::text, greatest(6, length(no::text)), '0')) STORED,
        total_minor bigint NOT NULL CHECK (total_minor > 0),
        drawn_on    date NOT NULL DEFAULT business_today(),
        drawn_at    timestamptz NOT NULL DEFAULT business_now(),
        due_on      date NOT NULL CHECK (due_on >= drawn_on),
        -- The day on which its payment was booked on the account of the payer.
        paid_on     date,
        state       text NOT NULL CHECK (state IN ('DRAWN', 'PAID')),
        event_no    integer NOT NULL,
        CHECK (payer_id <> operator_id),
        CHECK (drawn_on >= month + interval '1 month'),
        CHECK ((state = 'PAID') = (paid_on IS NOT NULL)),
        UNIQUE (operator_id, no),
        UNIQUE (operator_id, payer_id, month, currency),
        UNIQUE (id, xid),
        UNIQUE (id, currency),
        CONSTRAINT fee_bill_owed UNIQUE (id, total_minor, payer_id, operator_id),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX fee_bill_newest ON fee_bill (drawn_at DESC, id DESC);
      CREATE INDEX fee_bill_payer ON fee_bill (payer_id, drawn_at DESC, id DESC);
      GRANT SELECT, INSERT, UPDATE (state, event_no, paid_on) ON fee_bill TO tenor_app;

      -- A fee that was posted, or one that was taken back: each stands in one bill. The foreign key on (bill, xid) refuses a
      -- line added to a bill that was already committed.
      CREATE TABLE fee_bill_line (
        bill_id      uuid NOT NULL,
        xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
        ordinal      integer NOT NULL CHECK (ordinal >= 1),
        movement_id  uuid NOT NULL UNIQUE REFERENCES movement,
        financing_id uuid NOT NULL REFERENCES financing,
        -- Below zero for a credit.
        amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
        PRIMARY KEY (bill_id, ordinal),
        FOREIGN KEY (bill_id, xid) REFERENCES fee_bill (id, xid)
      );
      CREATE TRIGGER fee_bill_line_append_only BEFORE UPDATE OR DELETE ON fee_bill_line
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON fee_bill_line TO tenor_app;

      -- A bill's total is the sum of its lines: judged at commit.
      CREATE FUNCTION fee_bill_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.total_minor IS DISTINCT FROM (SELECT sum(amount_minor) FROM fee_bill_line WHERE bill_id = NEW.id) THEN
          RAISE EXCEPTION 'the lines of bill % do not add up to its total', NEW.number USING ERRCODE = '23514';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER fee_bill_adds_up AFTER INSERT ON fee_bill DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION fee_bill_adds_up();

      -- A payment is of an invoice, or of a bill: with the bill's total, payer and payee, one that is live at a time.
      ALTER TABLE payment DROP CONSTRAINT payment_kind_check, DROP CONSTRAINT payment_check1;
      ALTER TABLE payment
        ALTER COLUMN invoice_id DROP NOT NULL,
        ADD COLUMN fee_bill_id uuid,
        ADD COLUMN billed_minor bigint GENERATED ALWAYS AS (CASE kind WHEN 'FEE_BILL' THEN amount_minor END) STORED,
        ADD CONSTRAINT payment_kind_check
          CHECK (kind IN ('DISBURSEMENT', 'REPAYMENT', 'SUPPLIER_PAYMENT', 'FEE_BILL')),
        ADD CONSTRAINT payment_of_financing CHECK ((kind IN ('DISBURSEMENT', 'REPAYMENT')) = (financing_id IS NOT NULL)),
        ADD CONSTRAINT payment_of_invoice CHECK ((kind = 'FEE_BILL') = (invoice_id IS NULL)),
        ADD CONSTRAINT payment_of_bill CHECK ((kind = 'FEE_BILL') = (fee_bill_id IS NOT NULL)),
        ADD CONSTRAINT payment_is_billed FOREIGN KEY (fee_bill_id, billed_minor, payer_id, payee_id)
          REFERENCES fee_bill (id, total_minor, payer_id, operator_id),
        ADD FOREIGN KEY (fee_bill_id, currency) REFERENCES fee_bill (id, currency);
      DROP INDEX payment_one_live;
      CREATE UNIQUE INDEX payment_one_live ON payment (kind, coalesce(financing_id, invoice_id, fee_bill_id))
        WHERE state IN ('DUE', 'INSTRUCTED', 'SETTLED');
      CREATE INDEX payment_fee_bill ON payment (fee_bill_id) WHERE fee_bill_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Bills that were drawn stay drawn: there is no way back.');
  }
}
