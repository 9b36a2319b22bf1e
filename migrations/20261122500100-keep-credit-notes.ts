import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Credit notes: what a supplier takes back of what it claims. One reduces its invoice at a release, or, where the claim is
 * sold or paid, is owed to the buyer and netted against later invoices at their release.
 */
export class KeepCreditNotes20261122500100 implements MigrationInterface {
  name = 'KeepCreditNotes20261122500100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('credit_note', '', 'RECORDED', 'credit_note.recorded'),
        ('credit_note', '', 'OPEN', 'credit_note.recorded'),
        ('credit_note', 'RECORDED', 'RECORDED', 'credit_note.joined'),
        ('credit_note', 'OPEN', 'OPEN', 'credit_note.joined'),
        ('credit_note', 'APPLIED', 'APPLIED', 'credit_note.joined'),
        ('credit_note', 'NETTED', 'NETTED', 'credit_note.joined'),
        ('credit_note', 'RECORDED', 'APPLIED', 'credit_note.applied'),
        ('credit_note', 'RECORDED', 'OPEN', 'credit_note.opened'),
        ('credit_note', 'OPEN', 'OPEN', 'credit_note.netted'),
        ('credit_note', 'OPEN', 'NETTED', 'credit_note.netted'),
        ('credit_note', 'RECORDED', 'WITHDRAWN', 'credit_note.withdrawn'),
        ('credit_note', 'OPEN', 'WITHDRAWN', 'credit_note.withdrawn'),
        ('invoice', 'SUBMITTED', 'SUBMITTED', 'invoice.credit_recorded'),
        ('invoice', 'DISPUTED', 'DISPUTED', 'invoice.credit_recorded'),
        ('invoice', 'APPROVED', 'APPROVED', 'invoice.reduced'),
        ('invoice', 'OVERDUE', 'OVERDUE', 'invoice.reduced');

      -- credited_minor: what credit notes took of what was released. approved_minor is the rest, which is promised.
      ALTER TABLE invoice
        ADD COLUMN credited_minor bigint NOT NULL DEFAULT 0 CHECK (credited_minor >= 0),
        ADD CONSTRAINT invoice_of_parties UNIQUE (id, supplier_id, buyer_id);
      DO $$
      DECLARE old text;
      BEGIN
        SELECT conname INTO STRICT old FROM pg_constraint
         WHERE conrelid = 'invoice'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%approved_minor > 0%';
        EXECUTE format('ALTER TABLE invoice DROP CONSTRAINT %I', old);
      END $$;
      ALTER TABLE invoice
        ADD CONSTRAINT invoice_promise CHECK (approved_minor >= 0 AND approved_minor + credited_minor <= payable_minor),
        ADD CONSTRAINT invoice_promise_of_state
          CHECK (approved_minor > 0 OR state NOT IN ('APPROVED', 'OVERDUE', 'DEFAULTED', 'PAID')),
        ADD CONSTRAINT invoice_credited CHECK (state <> 'CREDITED' OR (approved_minor = 0 AND credited_minor > 0)),
        ADD CONSTRAINT invoice_credited_of_promise CHECK (approved_minor IS NOT NULL OR credited_minor = 0);

      CREATE TABLE credit_note (
        id                uuid PRIMARY KEY,
        supplier_id       uuid NOT NULL REFERENCES organization,
        buyer_id          uuid NOT NULL REFERENCES organization,
        -- The invoice that it names; null where it names none that is here, or several.
        invoice_id        uuid REFERENCES invoice,
        number            text NOT NULL CHECK (length(number) BETWEEN 1 AND 200),
        number_key        text NOT NULL CHECK (number_key ~ '^[^[:space:][:punct:]]+$'),
        type_code         text NOT NULL CHECK (length(type_code) BETWEEN 1 AND 10),
        issue_date        date NOT NULL,
        currency          text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        amount_minor      bigint NOT NULL CHECK (amount_minor > 0 AND amount_minor < 1000000000000000),
        -- What was taken off later invoices.
        netted_minor      bigint NOT NULL DEFAULT 0 CHECK (netted_minor BETWEEN 0 AND amount_minor),
        submitted_by_side text NOT NULL CHECK (submitted_by_side IN ('SUPPLIER', 'BUYER')),
        -- When it was posted: its invoice was reduced, or it was owed to the buyer from then on.
        booked_at         timestamptz,
        state             text NOT NULL CHECK (state IN ('RECORDED', 'APPLIED', 'OPEN', 'NETTED', 'WITHDRAWN')),
        event_no          integer NOT NULL,
        submitted_at      timestamptz NOT NULL DEFAULT business_now(),
        CHECK (supplier_id <> buyer_id),
        CHECK (state NOT IN ('RECORDED', 'APPLIED') OR invoice_id IS NOT NULL),
        CHECK (state <> 'RECORDED' OR booked_at IS NULL),
        CHECK (state NOT IN ('APPLIED', 'OPEN', 'NETTED') OR booked_at IS NOT NULL),
        CHECK (netted_minor = 0 OR state IN ('OPEN', 'NETTED')),
        CHECK ((state = 'NETTED') = (netted_minor = amount_minor)),
        UNIQUE (id, currency),
        FOREIGN KEY (invoice_id, currency) REFERENCES invoice (id, currency),
        FOREIGN KEY (invoice_id, supplier_id, buyer_id) REFERENCES invoice (id, supplier_id, buyer_id),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX credit_note_number ON credit_note (supplier_id, buyer_id, number_key) WHERE state <> 'WITHDRAWN';
      CREATE INDEX credit_note_invoice ON credit_note (invoice_id);
      CREATE INDEX credit_note_supplier ON credit_note (supplier_id, submitted_at DESC, id DESC);
      CREATE INDEX credit_note_buyer ON credit_note (buyer_id, submitted_at DESC, id DESC);
      CREATE INDEX credit_note_waiting ON credit_note (buyer_id, supplier_id, currency) WHERE state IN ('RECORDED', 'OPEN');
      GRANT SELECT, INSERT, UPDATE (state, event_no, netted_minor, booked_at) ON credit_note TO tenor_app;

      -- What each side sent: at most one copy a side, with all that was read from it.
      CREATE TABLE credit_note_copy (
        credit_note_id uuid NOT NULL REFERENCES credit_note,
        side           text NOT NULL CHECK (side IN ('SUPPLIER', 'BUYER')),
        document_id    uuid NOT NULL REFERENCES document,
        document_row   integer,
        content        jsonb NOT NULL,
        received_at    timestamptz NOT NULL DEFAULT business_now(),
        PRIMARY KEY (credit_note_id, side)
      );
      CREATE INDEX credit_note_copy_document ON credit_note_copy (document_id);
      GRANT SELECT, INSERT ON credit_note_copy TO tenor_app;

      -- What a batch takes off an invoice for a credit note: REDUCTION, off the invoice that the note names, whether the
      -- batch approves it or it is approved already; NETTING, off another one that the batch approves.
      CREATE TABLE approval_credit (
        approval_id     uuid NOT NULL REFERENCES approval,
        credit_note_id  uuid NOT NULL REFERENCES credit_note,
        invoice_id      uuid NOT NULL REFERENCES invoice,
        kind            text NOT NULL CHECK (kind IN ('REDUCTION', 'NETTING')),
        amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
        outcome         text NOT NULL DEFAULT 'PENDING' CHECK (outcome IN ('PENDING', 'APPLIED', 'LEFT_OUT')),
        PRIMARY KEY (approval_id, credit_note_id, invoice_id)
      );
      CREATE INDEX approval_credit_note ON approval_credit (credit_note_id);
      CREATE INDEX approval_credit_invoice ON approval_credit (invoice_id);
      -- A note reduces its invoice once.
      CREATE UNIQUE INDEX approval_credit_reduction ON approval_credit (credit_note_id)
        WHERE kind = 'REDUCTION' AND outcome = 'APPLIED';
      GRANT SELECT, INSERT, UPDATE (outcome) ON approval_credit TO tenor_app;

      -- A batch may hold credit notes alone.
      ALTER TABLE approval DROP CONSTRAINT approval_invoice_count_check, DROP CONSTRAINT approval_total_minor_check;
      ALTER TABLE approval
        ADD COLUMN credit_count integer NOT NULL DEFAULT 0 CHECK (credit_count >= 0),
        ADD COLUMN credit_minor bigint NOT NULL DEFAULT 0 CHECK (credit_minor >= 0),
        ADD CHECK (invoice_count >= 0 AND invoice_count + credit_count >= 1),
        ADD CHECK (total_minor >= 0 AND (total_minor > 0) = (invoice_count > 0)),
        ADD CHECK ((credit_minor > 0) = (credit_count > 0));

      ALTER TABLE movement DROP CONSTRAINT movement_cause_kind_check;
      ALTER TABLE movement ADD CONSTRAINT movement_cause_kind_check
        CHECK (cause_kind IN ('PAYMENT', 'APPROVAL_LINE', 'BANK_ENTRY', 'INVOICE_DAY', 'CREDIT_NOTE'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Credit notes are part of what was promised: there is no way back.');
  }
}
