import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a buyer discloses of its supplier finance arrangements for a period: prepared by one person from the ledger and from
 * what only the buyer knows, closed by another. A closed pack never changes, whatever is posted into its period later.
 */
export class DiscloseArrangements20261122620100 implements MigrationInterface {
  name = 'DiscloseArrangements20261122620100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('disclosure_pack', '', 'OPEN', 'disclosurePack.opened'),
        ('disclosure_pack', 'OPEN', 'OPEN', 'disclosurePack.supplied'),
        ('disclosure_pack', 'PREPARED', 'OPEN', 'disclosurePack.supplied'),
        ('disclosure_pack', 'OPEN', 'PREPARED', 'disclosurePack.prepared'),
        ('disclosure_pack', 'PREPARED', 'OPEN', 'disclosurePack.reopened'),
        ('disclosure_pack', 'PREPARED', 'CLOSED', 'disclosurePack.closed');

      -- The month in which a buyer's fiscal year begins; January where it has said nothing.
      CREATE TABLE fiscal_year (
        buyer_id    uuid PRIMARY KEY REFERENCES organization,
        first_month integer NOT NULL CHECK (first_month BETWEEN 1 AND 12),
        set_by      uuid NOT NULL REFERENCES person,
        set_at      timestamptz NOT NULL DEFAULT business_now()
      );
      GRANT SELECT, INSERT, UPDATE (first_month, set_by, set_at) ON fiscal_year TO tenor_app;

      CREATE TABLE disclosure_pack (
        id            uuid PRIMARY KEY,
        buyer_id      uuid NOT NULL REFERENCES organization,
        kind          text NOT NULL CHECK (kind IN ('MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR')),
        first_day     date NOT NULL CHECK (extract(day FROM first_day) = 1),
        last_day      date NOT NULL,
        opened_by     uuid NOT NULL REFERENCES person,
        opened_at     timestamptz NOT NULL DEFAULT business_now(),
        prepared_by   uuid REFERENCES person,
        prepared_at   timestamptz,
        prepared_hash bytea CHECK (octet_length(prepared_hash) = 32),
        closed_by     uuid REFERENCES person,
        closed_at     timestamptz,
        content_hash  bytea,
        state         text NOT NULL CHECK (state IN ('OPEN', 'PREPARED', 'CLOSED')),
        event_no      integer NOT NULL,
        UNIQUE (buyer_id, kind, first_day),
        CHECK (last_day = (first_day + CASE kind WHEN 'MONTH' THEN interval '1 month' WHEN 'QUARTER' THEN interval '3 months'
                                                 WHEN 'HALF_YEAR' THEN interval '6 months' ELSE interval '1 year' END)::date - 1),
        CHECK (num_nonnulls(prepared_by, prepared_at, prepared_hash) = CASE state WHEN 'OPEN' THEN 0 ELSE 3 END),
        CHECK (num_nonnulls(closed_by, closed_at, content_hash) = CASE state WHEN 'CLOSED' THEN 3 ELSE 0 END),
        -- Nobody closes what it prepared itself, nor anything but what was prepared.
        CHECK (closed_by <> prepared_by AND content_hash = prepared_hash),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX disclosure_pack_latest ON disclosure_pack (buyer_id, last_day DESC, id DESC);
      GRANT SELECT, INSERT, UPDATE (state, event_no, prepared_by, prepared_at, prepared_hash, closed_by, closed_at, content_hash)
        ON disclosure_pack TO tenor_app;

      -- What only the buyer knows, with who said so, and when.
      CREATE TABLE disclosure_fact (
        id           uuid PRIMARY KEY,
        pack_id      uuid NOT NULL REFERENCES disclosure_pack,
        programme_id uuid NOT NULL REFERENCES programme,
        kind         text NOT NULL CHECK (kind IN ('TERMS', 'SECURITY', 'RANGE_NOTE', 'LINE_ITEM', 'COMPARABLE', 'NON_CASH')),
        -- The beginning or the end of the period, for what is said of a day.
        moment       text CHECK (moment IN ('BEGINNING', 'END')),
        label        text CHECK (length(label) BETWEEN 1 AND 200),
        amount_minor bigint CHECK (abs(amount_minor) < 1000000000000000),
        currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        days_from    integer CHECK (days_from BETWEEN 0 AND 3650),
        days_until   integer CHECK (days_until BETWEEN days_from AND 3650),
        note         text CHECK (length(note) BETWEEN 1 AND 4000),
        ordinal      integer NOT NULL CHECK (ordinal >= 1),
        supplied_by  uuid NOT NULL REFERENCES person,
        supplied_at  timestamptz NOT NULL DEFAULT business_now(),
        -- The name of the file that it came by; null for the form.
        file_name    text CHECK (length(file_name) BETWEEN 1 AND 255),
        CHECK (CASE kind
          WHEN 'LINE_ITEM'  THEN moment IS NOT NULL AND label IS NOT NULL AND amount_minor >= 0
          WHEN 'COMPARABLE' THEN moment IS NOT NULL AND num_nonnulls(days_from, days_until) = 2
          WHEN 'NON_CASH'   THEN label IS NOT NULL AND amount_minor IS NOT NULL AND moment IS NULL
          ELSE note IS NOT NULL AND num_nonnulls(moment, label, amount_minor) = 0 END),
        CHECK (kind = 'COMPARABLE' OR num_nonnulls(days_from, days_until) = 0)
      );
      CREATE INDEX disclosure_fact_pack ON disclosure_fact (pack_id, programme_id, ordinal);
      GRANT SELECT, INSERT, DELETE ON disclosure_fact TO tenor_app;

      -- Of a closed pack: what each invoice has in each figure, signed as it changes what is owed.
      CREATE TABLE disclosure_line (
        pack_id      uuid NOT NULL REFERENCES disclosure_pack,
        programme_id uuid NOT NULL REFERENCES programme,
        figure       text NOT NULL CHECK (figure IN ('OPENING', 'LATE', 'CONFIRMED', 'PAID', 'RETURNED', 'CREDITED',
                       'TAKEN_BACK', 'OTHER', 'CLOSING', 'OPENING_FUNDED', 'CLOSING_FUNDED')),
        invoice_id   uuid NOT NULL REFERENCES invoice,
        amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
        currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        -- From the invoice date to the payment due date.
        due_days     integer NOT NULL,
        PRIMARY KEY (pack_id, figure, invoice_id)
      );
      GRANT SELECT, INSERT ON disclosure_line TO tenor_app;

      -- Of a closed pack: each figure as it was stored, by how many days after the invoice date payment was due.
      CREATE TABLE disclosure_figure (
        pack_id       uuid NOT NULL REFERENCES disclosure_pack,
        programme_id  uuid NOT NULL REFERENCES programme,
        currency      text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        figure        text NOT NULL,
        stratum       integer NOT NULL,
        amount_minor  bigint NOT NULL,
        invoice_count integer NOT NULL CHECK (invoice_count >= 1),
        days_from     integer NOT NULL,
        days_until    integer NOT NULL CHECK (days_until >= days_from),
        PRIMARY KEY (pack_id, programme_id, currency, figure, stratum)
      );
      GRANT SELECT, INSERT ON disclosure_figure TO tenor_app;

      -- Of a closed pack: the programmes it speaks of, by the terms in force on its last day, and those it leaves out.
      CREATE TABLE disclosure_programme (
        pack_id        uuid NOT NULL REFERENCES disclosure_pack,
        programme_id   uuid NOT NULL REFERENCES programme,
        terms_id       uuid NOT NULL REFERENCES programme_terms,
        included       boolean NOT NULL,
        -- What is owed on the last day under terms that the buyer funds itself.
        excluded_minor bigint,
        CHECK (included OR excluded_minor IS NOT NULL),
        PRIMARY KEY (pack_id, programme_id)
      );
      GRANT SELECT, INSERT ON disclosure_programme TO tenor_app;

      -- A closed pack keeps everything it holds, and takes in nothing.
      CREATE FUNCTION keep_closed_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE of_pack uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.pack_id ELSE NEW.pack_id END;
      BEGIN
        PERFORM FROM disclosure_pack WHERE id = of_pack AND state <> 'CLOSED' FOR SHARE;
        IF NOT FOUND OR (TG_OP = 'UPDATE' AND OLD.pack_id <> NEW.pack_id) THEN
          RAISE EXCEPTION 'a closed disclosure pack does not change' USING ERRCODE = '42501';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      CREATE TRIGGER keep_closed_disclosure BEFORE INSERT OR UPDATE OR DELETE ON disclosure_fact
        FOR EACH ROW EXECUTE FUNCTION keep_closed_disclosure();
      CREATE TRIGGER keep_closed_disclosure BEFORE INSERT OR UPDATE OR DELETE ON disclosure_line
        FOR EACH ROW EXECUTE FUNCTION keep_closed_disclosure();
      CREATE TRIGGER keep_closed_disclosure BEFORE INSERT OR UPDATE OR DELETE ON disclosure_figure
        FOR EACH ROW EXECUTE FUNCTION keep_closed_disclosure();
      CREATE TRIGGER keep_closed_disclosure BEFORE INSERT OR UPDATE OR DELETE ON disclosure_programme
        FOR EACH ROW EXECUTE FUNCTION keep_closed_disclosure();

      -- What is closed stays closed; and it closes only where opening and changes come to the closing, to the last digit.
      CREATE FUNCTION close_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.state = 'CLOSED' THEN
          RAISE EXCEPTION 'a closed disclosure pack does not change' USING ERRCODE = '42501';
        END IF;
        IF NEW.state = 'CLOSED' AND (
          EXISTS (SELECT FROM disclosure_line WHERE pack_id = NEW.id
                   GROUP BY programme_id, currency
                  HAVING sum(CASE WHEN figure = 'CLOSING' THEN -amount_minor
                                  WHEN figure IN ('OPENING_FUNDED', 'CLOSING_FUNDED') THEN 0 ELSE amount_minor END) <> 0)
          OR EXISTS (
            SELECT FROM (SELECT programme_id, currency, figure, sum(amount_minor) AS total FROM disclosure_line
                          WHERE pack_id = NEW.id GROUP BY 1, 2, 3) l
              FULL JOIN (SELECT programme_id, currency, figure, sum(amount_minor) AS total FROM disclosure_figure
                          WHERE pack_id = NEW.id GROUP BY 1, 2, 3) f USING (programme_id, currency, figure)
             WHERE l.total IS DISTINCT FROM f.total)
        ) THEN
          RAISE EXCEPTION 'the disclosure pack % does not add up', NEW.id USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER close_disclosure BEFORE UPDATE OR DELETE ON disclosure_pack
        FOR EACH ROW EXECUTE FUNCTION close_disclosure();
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was disclosed stays disclosed: there is no way back.');
  }
}
