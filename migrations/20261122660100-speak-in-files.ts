import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Banks speak in files: the simulated one writes them, what came is kept as it came, and each thing that a bank said of a
 * payment is registered before it is worked on.
 */
export class SpeakInFiles20261122660100 implements MigrationInterface {
  name = 'SpeakInFiles20261122660100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- RECEIVED: it is worked on next.
      ALTER TABLE bank_message_receipt
        DROP CONSTRAINT bank_message_receipt_outcome_check,
        ADD CONSTRAINT bank_message_receipt_outcome_check CHECK (outcome IN ('RECEIVED', 'APPLIED', 'IGNORED', 'HELD'));
      CREATE INDEX bank_message_receipt_received ON bank_message_receipt (received_at, message_id)
        WHERE outcome = 'RECEIVED';
      -- What had been said and was not read yet is not lost.
      INSERT INTO bank_message_receipt (message_id, kind, content, outcome)
      SELECT DISTINCT ON (m.id) m.id, m.content ->> 'kind', m.content, 'RECEIVED'
        FROM simulated_bank.message m
       WHERE m.position > coalesce((SELECT nullif(cursor, '')::bigint FROM bank_feed WHERE bank = 'simulated'), 0)
       ORDER BY m.id, m.position
      ON CONFLICT DO NOTHING;
      DROP TABLE bank_feed;
      DROP TABLE simulated_bank.message;
      DROP SEQUENCE simulated_bank.message_position;

      -- What stands in a bank's reports beside the amount.
      ALTER TABLE simulated_bank.instruction
        ADD COLUMN debtor_name text, ADD COLUMN creditor_name text, ADD COLUMN remittance text;
      CREATE TABLE simulated_bank.account (
        iban          text NOT NULL,
        currency      text NOT NULL,
        -- After the last statement; below zero it is overdrawn.
        balance_minor bigint NOT NULL DEFAULT 0,
        statement_no  integer NOT NULL DEFAULT 0,
        PRIMARY KEY (iban, currency)
      );
      CREATE TABLE simulated_bank.entry (
        position      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        iban          text NOT NULL,
        currency      text NOT NULL,
        side          text NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
        end_to_end_id text NOT NULL REFERENCES simulated_bank.instruction,
        -- It brings a payment back.
        returned      boolean NOT NULL,
        booked_on     date NOT NULL,
        -- The statement it stands in; null until the day's is written.
        statement_no  integer,
        UNIQUE (end_to_end_id, side, returned)
      );
      CREATE INDEX entry_unstated ON simulated_bank.entry (booked_on) WHERE statement_no IS NULL;
      CREATE SEQUENCE simulated_bank.file_position;
      -- Until its reader has acknowledged it.
      CREATE TABLE simulated_bank.file (
        position bigint PRIMARY KEY,
        name     text NOT NULL,
        body     text NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA simulated_bank TO tenor_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA simulated_bank TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What banks said stays said: there is no way back.');
  }
}
