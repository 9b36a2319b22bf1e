import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bill of fees stands in the due list of whoever owes it, as an invoice does. */
export class ListFeeBillsAsDue20261122740200 implements MigrationInterface {
  name = 'ListFeeBillsAsDue20261122740200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE due_list_line DROP CONSTRAINT due_list_line_pkey;
      DROP INDEX due_list_line_standing;
      ALTER TABLE due_list_line
        ALTER COLUMN invoice_id DROP NOT NULL,
        ALTER COLUMN invoice_number DROP NOT NULL,
        ADD COLUMN fee_bill_id uuid REFERENCES fee_bill,
        ADD COLUMN bill_number text,
        ADD CONSTRAINT due_list_line_of_one CHECK (num_nonnulls(invoice_id, fee_bill_id) = 1),
        ADD CHECK ((invoice_id IS NULL) = (invoice_number IS NULL)),
        ADD CHECK ((fee_bill_id IS NULL) = (bill_number IS NULL)),
        -- What is owed for.
        ADD COLUMN subject_id uuid NOT NULL GENERATED ALWAYS AS (coalesce(invoice_id, fee_bill_id)) STORED,
        ADD PRIMARY KEY (organization_id, subject_id, from_no);
      CREATE UNIQUE INDEX due_list_line_standing ON due_list_line (organization_id, subject_id)
        WHERE until_no IS NULL AND change IN ('NEW', 'CHANGED');
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was taken away is kept: there is no way back.');
  }
}
