import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are told of payment files that wait for them, and of what is to be collected from their organization. */
export class TellOfPaymentFiles20261122750310 implements MigrationInterface {
  name = 'TellOfPaymentFiles20261122750310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alert
        DROP CONSTRAINT alert_kind_check,
        ADD CONSTRAINT alert_kind_check CHECK (kind IN (
          'DUE_SOON', 'OVERDUE', 'NEW_OFFER', 'OFFER_ENDING', 'LIMIT_NEAR', 'PAYMENT_FAILED', 'DOCUMENT_HELD',
          'INVOICE_DISPUTED', 'APPROVAL_WAITING', 'PAYMENT_FILE_WAITING', 'PAYMENT_FILE_ENDING', 'COLLECTION_ANNOUNCED',
          'ADMISSION_EXPIRING', 'FEED_LATE', 'WEBHOOK_DISABLED', 'ENTRY_UNMATCHED', 'WRONG_PAYER', 'BANK_REPORT_HELD')),
        DROP CONSTRAINT alert_subject_kind_check,
        ADD CONSTRAINT alert_subject_kind_check CHECK (subject_kind IN (
          'organization', 'invoice', 'approval', 'auction', 'financing', 'payment', 'payment_file', 'limit',
          'webhook_endpoint', 'bank_file', 'bank_report', 'bank_entry')),
        ADD CONSTRAINT alert_says_day CHECK (kind <> 'COLLECTION_ANNOUNCED' OR day IS NOT NULL);

      ALTER TABLE alert_threshold
        DROP CONSTRAINT alert_threshold_range,
        ADD CONSTRAINT alert_threshold_range CHECK (CASE kind
          WHEN 'DUE_SOON' THEN threshold BETWEEN 1 AND 60
          WHEN 'OFFER_ENDING' THEN threshold BETWEEN 1 AND 240
          WHEN 'PAYMENT_FILE_ENDING' THEN threshold BETWEEN 1 AND 240
          WHEN 'LIMIT_NEAR' THEN threshold BETWEEN 50 AND 100
          WHEN 'ADMISSION_EXPIRING' THEN threshold BETWEEN 1 AND 180
          WHEN 'FEED_LATE' THEN threshold BETWEEN 5 AND 3600
          ELSE false END);
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was told stays told: there is no way back.');
  }
}
