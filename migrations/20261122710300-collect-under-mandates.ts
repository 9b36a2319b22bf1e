import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payee collects under a mandate: a file of direct debits is its own, each line of it under the mandate of its payer. */
export class CollectUnderMandates20261122710300 implements MigrationInterface {
  name = 'CollectUnderMandates20261122710300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payment_file
        ADD COLUMN direction text NOT NULL DEFAULT 'TRANSFER' CHECK (direction IN ('TRANSFER', 'COLLECTION')),
        ADD UNIQUE (id, direction);
      ALTER TABLE payment_file ALTER COLUMN direction DROP DEFAULT;

      -- A line of a collection, and no other, is under a mandate, and collects from the account that it names.
      ALTER TABLE payment_file_line
        ADD COLUMN mandate_id uuid,
        ADD COLUMN direction  text NOT NULL GENERATED ALWAYS AS (
          CASE WHEN mandate_id IS NULL THEN 'TRANSFER' ELSE 'COLLECTION' END) STORED,
        ADD FOREIGN KEY (mandate_id, payer_account_id) REFERENCES mandate (id, debtor_account_id),
        ADD FOREIGN KEY (file_id, direction) REFERENCES payment_file (id, direction);
      CREATE INDEX payment_file_line_mandate ON payment_file_line (mandate_id) WHERE mandate_id IS NOT NULL;

      -- What is being collected is not for its payer to pay.
      ALTER TABLE due_list_line DROP CONSTRAINT due_list_line_held_reason_check;
      ALTER TABLE due_list_line ADD CONSTRAINT due_list_line_held_reason_check
        CHECK (held_reason IN ('FINANCING_AGREED', 'NO_ACCOUNT', 'ACCOUNT_COOLS_OFF', 'COLLECTED'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was collected stays collected: there is no way back.');
  }
}
