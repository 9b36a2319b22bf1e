import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What banks report is kept as it came, and each thing that they booked once: as part of a payment, or in suspense until two
 * persons say what it is.
 */
export class ReconcileAccounts20261122660200 implements MigrationInterface {
  name = 'ReconcileAccounts20261122660200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('bank_file', '', 'HELD', 'bankFile.held'),
        ('bank_report', '', 'HELD', 'bankReport.held'),
        ('bank_report', 'HELD', 'TAKEN', 'bankReport.taken'),
        ('bank_report', 'HELD', 'REPEATED', 'bankReport.repeated'),
        ('bank_report', 'HELD', 'SET_ASIDE', 'bankReport.setAside'),
        ('bank_entry', '', 'SUSPENSE', 'bankEntry.suspended'),
        ('bank_entry', '', 'HELD', 'bankEntry.held'),
        ('bank_entry', 'HELD', 'RESOLVED', 'bankEntry.setAside'),
        ('bank_entry', 'SUSPENSE', 'RESOLVED', 'bankEntry.resolved'),
        ('bank_entry', 'RESOLVED', 'SUSPENSE', 'bankEntry.reopened'),
        ('entry_resolution', '', 'PROPOSED', 'entryResolution.proposed'),
        ('entry_resolution', 'PROPOSED', 'CONFIRMED', 'entryResolution.confirmed'),
        ('entry_resolution', 'PROPOSED', 'REFUSED', 'entryResolution.refused'),
        ('entry_resolution', 'CONFIRMED', 'UNDOING', 'entryResolution.undoProposed'),
        ('entry_resolution', 'UNDOING', 'CONFIRMED', 'entryResolution.undoRefused'),
        ('entry_resolution', 'UNDOING', 'UNDONE', 'entryResolution.undone');

      -- What came from a bank, as it came; the same bytes once.
      CREATE TABLE bank_file (
        id              uuid PRIMARY KEY,
        sha256          bytea NOT NULL UNIQUE,
        name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        size            integer NOT NULL CHECK (size >= 0),
        -- Null for one that is too large to keep.
        body            bytea CHECK (sha256 = sha256(body) AND size = octet_length(body)),
        -- Who brought it; null for what came from the connected bank itself.
        organization_id uuid REFERENCES organization,
        submitted_by    uuid REFERENCES person,
        -- camt.052, camt.053, camt.054 or pain.002, and the bank's id; null for what could not be read.
        message         text,
        message_id      text,
        state           text NOT NULL CHECK (state IN ('TAKEN', 'HELD')),
        reason          text CHECK (reason IN ('TOO_LARGE', 'UNREADABLE', 'UNSUPPORTED', 'IMPOSSIBLE', 'UNKNOWN_FILE')),
        problems        jsonb NOT NULL DEFAULT '[]',
        received_at     timestamptz NOT NULL DEFAULT business_now(),
        -- Nothing is told of a file that was taken.
        event_no        integer,
        CHECK ((state = 'HELD') = (reason IS NOT NULL)),
        CHECK ((state = 'HELD') = (event_no IS NOT NULL)),
        CHECK (submitted_by IS NULL OR organization_id IS NOT NULL),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX bank_file_newest ON bank_file (received_at DESC, id DESC);
      CREATE INDEX bank_file_organization ON bank_file (organization_id, received_at DESC, id DESC);
      GRANT SELECT, INSERT ON bank_file TO tenor_app;

      -- One account's part of a file.
      CREATE TABLE bank_report (
        id            uuid PRIMARY KEY,
        file_id       uuid NOT NULL REFERENCES bank_file,
        ordinal       integer NOT NULL CHECK (ordinal >= 1),
        message       text NOT NULL CHECK (message IN ('camt.052', 'camt.053', 'camt.054')),
        reference     text,
        iban          text NOT NULL,
        -- Null for an account that is nobody's here.
        account_id    uuid REFERENCES bank_account,
        currency      text NOT NULL,
        -- Of a statement; below zero an account is overdrawn.
        sequence      integer,
        day           date,
        opening_minor bigint,
        closing_minor bigint,
        -- TAKEN: what it says is registered. REPEATED: a statement that was taken before.
        state         text NOT NULL CHECK (state IN ('TAKEN', 'REPEATED', 'HELD', 'SET_ASIDE')),
        reason        text CHECK (reason IN ('FOREIGN_ACCOUNT', 'BALANCES_MISSING', 'BALANCES_DIFFER', 'OUT_OF_SEQUENCE',
                                             'STATEMENT_DIFFERS')),
        received_at   timestamptz NOT NULL DEFAULT business_now(),
        event_no      integer,
        CHECK (state <> 'HELD' OR reason IS NOT NULL),
        CHECK ((reason IS NULL) = (event_no IS NULL)),
        CHECK (state <> 'TAKEN' OR account_id IS NOT NULL),
        UNIQUE (file_id, ordinal),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      -- The statements of an account stand in one line: each opens where one before it closed, and no two where one did.
      CREATE INDEX bank_report_statements ON bank_report (account_id, day DESC, sequence DESC NULLS LAST)
        WHERE message = 'camt.053' AND state = 'TAKEN';
      CREATE INDEX bank_report_held ON bank_report (account_id) WHERE state = 'HELD';
      CREATE INDEX bank_report_newest ON bank_report (received_at DESC, id DESC);
      GRANT SELECT, INSERT, UPDATE (state, event_no) ON bank_report TO tenor_app;

      -- Each thing that a bank booked on an account, once, in however many reports it stands.
      CREATE TABLE bank_entry (
        id                uuid PRIMARY KEY,
        account_id        uuid NOT NULL,
        organization_id   uuid NOT NULL,
        -- What it is known by in whatever report it comes again.
        key               text NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
        -- The report it came in first, and the statement it stands in.
        report_id         uuid NOT NULL REFERENCES bank_report,
        statement_id      uuid REFERENCES bank_report,
        side              text NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
        returned          boolean NOT NULL,
        amount_minor      bigint NOT NULL CHECK (amount_minor > 0),
        currency          text NOT NULL,
        booked_on         date NOT NULL,
        end_to_end_id     text,
        reference         text,
        remittance        text,
        counterparty_name text,
        counterparty_iban text,
        -- What it said of a payment of ours, under which it is followed.
        message_id        text REFERENCES bank_message_receipt,
        -- RECEIVED: it is worked on next. FOLLOWED: it speaks of a payment. SUSPENSE: it matches nothing.
        state             text NOT NULL CHECK (state IN ('RECEIVED', 'FOLLOWED', 'SUSPENSE', 'RESOLVED', 'HELD')),
        -- Why it waits for persons.
        reason            text CHECK (reason IN ('NO_MATCH', 'SEVERAL_MATCHES', 'WRONG_PAYER', 'REFERENCE_REUSED')),
        -- How often it went into suspense: each time is a cause of its own.
        suspended         integer NOT NULL DEFAULT 0 CHECK (suspended >= 0),
        received_at       timestamptz NOT NULL DEFAULT business_now(),
        event_no          integer,
        UNIQUE (account_id, key),
        FOREIGN KEY (account_id, organization_id) REFERENCES bank_account (id, organization_id),
        CHECK ((state = 'FOLLOWED') = (message_id IS NOT NULL)),
        CHECK ((state IN ('RECEIVED', 'FOLLOWED')) = (event_no IS NULL)),
        CHECK ((reason IS NOT NULL) = (event_no IS NOT NULL)),
        CHECK (state <> 'SUSPENSE' OR suspended > 0),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX bank_entry_received ON bank_entry (received_at, id) WHERE state = 'RECEIVED';
      CREATE INDEX bank_entry_waiting ON bank_entry (organization_id, received_at DESC, id DESC)
        WHERE state IN ('SUSPENSE', 'HELD');
      CREATE INDEX bank_entry_account ON bank_entry (account_id, received_at DESC, id DESC);
      CREATE INDEX bank_entry_organization ON bank_entry (organization_id, received_at DESC, id DESC);
      CREATE INDEX bank_entry_statement ON bank_entry (statement_id);
      CREATE INDEX bank_entry_message ON bank_entry (message_id) WHERE message_id IS NOT NULL;
      CREATE INDEX bank_entry_reference ON bank_entry (account_id, reference) WHERE reference IS NOT NULL;
      -- What a bank booked never changes: only what it is taken for.
      GRANT SELECT, INSERT, UPDATE (state, event_no, statement_id, message_id, reason, suspended) ON bank_entry TO tenor_app;

      -- Letters and digits alone, as words and numbers are compared.
      CREATE FUNCTION plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN upper(regexp_replace(words, '[^A-Za-z0-9]', '', 'g'));

      -- What its payer paid in its own way settles as what left in a file.
      ALTER TABLE payment ADD COLUMN outside boolean NOT NULL DEFAULT false;
      ALTER TABLE payment DROP CONSTRAINT payment_check2;
      ALTER TABLE payment ADD CONSTRAINT payment_left
        CHECK (state IN ('DUE', 'CANCELLED') OR ((file_id IS NOT NULL) <> outside AND payer_account_id IS NOT NULL
               AND payee_account_id IS NOT NULL AND (instructed_at IS NOT NULL) <> outside));
      GRANT UPDATE (outside) ON payment TO tenor_app;

      -- What two persons of the account's organization say that an entry is.
      CREATE TABLE entry_resolution (
        id               uuid PRIMARY KEY,
        entry_id         uuid NOT NULL REFERENCES bank_entry,
        organization_id  uuid NOT NULL REFERENCES organization,
        kind             text NOT NULL CHECK (kind IN ('PAYMENT', 'OFFSET', 'UNRELATED', 'SET_ASIDE')),
        payment_id       uuid REFERENCES payment,
        -- The other entry, which undoes it, of OFFSET.
        other_entry_id   uuid REFERENCES bank_entry,
        reason           text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        proposed_by      uuid NOT NULL REFERENCES person,
        proposed_at      timestamptz NOT NULL DEFAULT business_now(),
        decided_by       uuid REFERENCES person,
        decided_at       timestamptz,
        undo_reason      text CHECK (length(undo_reason) BETWEEN 1 AND 500),
        undo_proposed_by uuid REFERENCES person,
        undone_by        uuid REFERENCES person,
        state            text NOT NULL CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REFUSED', 'UNDOING', 'UNDONE')),
        event_no         integer NOT NULL,
        CHECK ((kind = 'OFFSET') = (other_entry_id IS NOT NULL)),
        CHECK ((kind = 'PAYMENT') = (payment_id IS NOT NULL)),
        CHECK ((state = 'PROPOSED') = (decided_by IS NULL)),
        CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
        -- Nobody confirms its own; to refuse it is to take it back.
        CHECK (state IN ('PROPOSED', 'REFUSED') OR decided_by <> proposed_by),
        CHECK (state <> 'UNDOING' OR (undo_proposed_by IS NOT NULL AND undo_reason IS NOT NULL)),
        CHECK ((state = 'UNDONE') = (undone_by IS NOT NULL)),
        CHECK (undone_by <> undo_proposed_by),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX entry_resolution_one ON entry_resolution (entry_id)
        WHERE state IN ('PROPOSED', 'CONFIRMED', 'UNDOING');
      CREATE INDEX entry_resolution_newest ON entry_resolution (organization_id, proposed_at DESC, id DESC);
      GRANT SELECT, INSERT, UPDATE (state, event_no, decided_by, decided_at, undo_reason, undo_proposed_by, undone_by)
        ON entry_resolution TO tenor_app;

      ALTER TABLE event ADD CONSTRAINT event_entry_takes_two CHECK (
        type NOT IN ('bankEntry.resolved', 'bankEntry.setAside', 'bankEntry.reopened', 'entryResolution.confirmed',
                     'entryResolution.undone', 'bankReport.setAside')
        OR proposed_by IS NOT NULL) NOT VALID;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What banks reported stays reported: there is no way back.');
  }
}
