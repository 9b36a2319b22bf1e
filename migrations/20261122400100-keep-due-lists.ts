import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a buyer took away of its due list, so that the next one can say what changed. */
export class KeepDueLists20261122400100 implements MigrationInterface {
  name = 'KeepDueLists20261122400100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row a buyer: the lock under which its exports are numbered.
      CREATE TABLE due_list (
        organization_id uuid PRIMARY KEY REFERENCES organization,
        last_no         integer NOT NULL DEFAULT 0 CHECK (last_no >= 0)
      );
      GRANT SELECT, INSERT, UPDATE (last_no) ON due_list TO tenor_app;

      CREATE TABLE due_list_export (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES due_list,
        no              integer NOT NULL CHECK (no >= 1),
        exported_by     uuid NOT NULL REFERENCES person,
        exported_at     timestamptz NOT NULL DEFAULT business_now(),
        line_count      integer NOT NULL CHECK (line_count >= 0),
        changed_count   integer NOT NULL CHECK (changed_count BETWEEN 0 AND line_count),
        -- Of the file, to the byte.
        sha256          bytea NOT NULL CHECK (octet_length(sha256) = 32),
        UNIQUE (organization_id, no)
      );
      CREATE TRIGGER due_list_export_append_only BEFORE UPDATE OR DELETE ON due_list_export
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON due_list_export TO tenor_app;

      -- A line stands in every export from from_no on, until another took its place in until_no. What is owed no more, or
      -- was released, stands in its one export to say so.
      CREATE TABLE due_list_line (
        organization_id uuid NOT NULL REFERENCES due_list,
        invoice_id      uuid NOT NULL REFERENCES invoice,
        from_no         integer NOT NULL,
        until_no        integer CHECK (until_no > from_no),
        change          text NOT NULL CHECK (change IN ('NEW', 'CHANGED', 'CANCELLED', 'RELEASED')),
        changed         text[] NOT NULL CHECK (changed <@ ARRAY['PAYEE', 'ACCOUNT', 'AMOUNT', 'DUE_DATE', 'REFERENCE', 'HOLD']),
        payment_id      uuid NOT NULL REFERENCES payment,
        invoice_number  text NOT NULL,
        payee_id        uuid NOT NULL REFERENCES organization,
        payee_name      text NOT NULL,
        holder_name     text,
        iban            text,
        bic             text,
        amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
        currency        text NOT NULL,
        due_on          date NOT NULL,
        reference       text NOT NULL,
        held_reason     text CHECK (held_reason IN ('FINANCING_AGREED', 'NO_ACCOUNT', 'ACCOUNT_COOLS_OFF')),
        PRIMARY KEY (organization_id, invoice_id, from_no),
        CHECK ((change = 'CHANGED') = (cardinality(changed) > 0)),
        -- No account is named that may not be paid into.
        CHECK ((iban IS NULL) = (holder_name IS NULL)),
        CHECK (iban IS NOT NULL OR held_reason IS NOT NULL),
        FOREIGN KEY (organization_id, from_no) REFERENCES due_list_export (organization_id, no)
          DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (organization_id, until_no) REFERENCES due_list_export (organization_id, no)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX due_list_line_standing ON due_list_line (organization_id, invoice_id)
        WHERE until_no IS NULL AND change IN ('NEW', 'CHANGED');
      CREATE INDEX due_list_line_order ON due_list_line (organization_id, due_on, payment_id);
      GRANT SELECT, INSERT, UPDATE (until_no) ON due_list_line TO tenor_app;

      CREATE INDEX payment_due ON payment (payer_id, due_on, id) WHERE state = 'DUE';
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was taken away is kept: there is no way back.');
  }
}
