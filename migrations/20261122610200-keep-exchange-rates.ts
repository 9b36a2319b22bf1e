import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ECB publishes, for reporting only. Nothing that is owed or paid refers to it. */
export class KeepExchangeRates20261122610200 implements MigrationInterface {
  name = 'KeepExchangeRates20261122610200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exchange_rate_import (
        id          uuid PRIMARY KEY,
        source      text NOT NULL CHECK (source = 'ECB'),
        file_name   text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
        sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
        first_day   date NOT NULL,
        last_day    date NOT NULL CHECK (last_day >= first_day),
        rate_count  integer NOT NULL CHECK (rate_count >= 1),
        imported_by uuid REFERENCES person,
        imported_at timestamptz NOT NULL DEFAULT business_now()
      );
      CREATE INDEX exchange_rate_import_latest ON exchange_rate_import (imported_at DESC, id);
      CREATE TRIGGER exchange_rate_import_append_only BEFORE UPDATE OR DELETE ON exchange_rate_import
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON exchange_rate_import TO tenor_app;

      -- Units of the currency for one euro.
      CREATE TABLE exchange_rate (
        day       date NOT NULL,
        currency  text NOT NULL CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'EUR'),
        rate      numeric(20, 10) NOT NULL CHECK (rate > 0),
        import_id uuid NOT NULL REFERENCES exchange_rate_import,
        PRIMARY KEY (currency, day)
      );
      CREATE INDEX exchange_rate_day ON exchange_rate (day);
      GRANT SELECT, INSERT, UPDATE (rate, import_id) ON exchange_rate TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE exchange_rate; DROP TABLE exchange_rate_import;');
  }
}
