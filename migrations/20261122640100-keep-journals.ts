import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each organization keeps its books, and the numbers of its journal. */
export class KeepJournals20261122640100 implements MigrationInterface {
  name = 'KeepJournals20261122640100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What stands before or after a business day is read by it.
      CREATE INDEX movement_business_day ON movement (business_day);

      -- One row an organization that keeps a journal: the lock under which entries are numbered.
      CREATE TABLE book_setting (
        organization_id uuid PRIMARY KEY REFERENCES organization,
        -- The fiscal year ends with the last day of this month.
        year_end_month  integer NOT NULL DEFAULT 12 CHECK (year_end_month BETWEEN 1 AND 12),
        -- Under which it keeps books in France, where that is not its registration number.
        siren           text CHECK (siren ~ '^[0-9]{9}$'),
        UNIQUE (organization_id, year_end_month)
      );
      GRANT SELECT, INSERT, UPDATE (year_end_month, siren) ON book_setting TO tenor_app;

      -- The organization's own chart of accounts, for each kind of account of the ledger.
      CREATE TABLE book_account (
        organization_id uuid NOT NULL REFERENCES book_setting,
        kind            text NOT NULL CHECK (kind ~ '^[A-Z_]{3,30}$'),
        number          text NOT NULL CHECK (number ~ '^[0-9]{3}[0-9A-Z]{0,17}$'),
        label           text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 100),
        PRIMARY KEY (organization_id, kind)
      );
      GRANT SELECT, INSERT, DELETE ON book_account TO tenor_app;

      -- Its own journals, for each kind of movement that it keeps elsewhere than in the usual one.
      CREATE TABLE book_journal (
        organization_id uuid NOT NULL REFERENCES book_setting,
        kind            text NOT NULL CHECK (kind ~ '^[A-Z_]{3,30}$'),
        code            text NOT NULL CHECK (code ~ '^[0-9A-Z]{1,10}$'),
        label           text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 100),
        PRIMARY KEY (organization_id, kind)
      );
      GRANT SELECT, INSERT, DELETE ON book_journal TO tenor_app;

      -- The number of a movement in an organization's journal of one fiscal year. Each number but the first refers to the one
      -- before it, so that there is no gap; a month in which years end cannot change under numbers that were given.
      CREATE TABLE journal_number (
        organization_id uuid NOT NULL,
        -- The last day of the fiscal year.
        year_end        date NOT NULL CHECK (extract(day FROM year_end + 1) = 1),
        no              integer NOT NULL CHECK (no >= 1),
        movement_id     uuid NOT NULL REFERENCES movement,
        numbered_at     timestamptz NOT NULL DEFAULT business_now(),
        no_before       integer GENERATED ALWAYS AS (nullif(no - 1, 0)) STORED,
        year_end_month  integer GENERATED ALWAYS AS (extract(month FROM year_end)::integer) STORED,
        PRIMARY KEY (organization_id, year_end, no),
        UNIQUE (organization_id, movement_id),
        FOREIGN KEY (organization_id, year_end, no_before) REFERENCES journal_number (organization_id, year_end, no),
        FOREIGN KEY (organization_id, year_end_month) REFERENCES book_setting (organization_id, year_end_month)
      );
      CREATE TRIGGER journal_number_append_only BEFORE UPDATE OR DELETE ON journal_number
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON journal_number TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE journal_number, book_journal, book_account, book_setting;
      DROP INDEX movement_business_day;
    `);
  }
}
