import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Organizations bring files of their banks themselves; the operator brings what speaks of anybody's accounts, and two of its
 * persons end the waiting of what was held.
 */
export class AnswerForBankFiles20261122670100 implements MigrationInterface {
  name = 'AnswerForBankFiles20261122670100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The same bytes count once for each who brought them: what one says of its own accounts is not said by another's copy.
      ALTER TABLE bank_file DROP CONSTRAINT bank_file_sha256_key;
      ALTER TABLE bank_file ADD CONSTRAINT bank_file_once UNIQUE NULLS NOT DISTINCT (sha256, organization_id);
      -- A person without an organization here is the operator's, whose files speak of every account as the bank's own do.
      ALTER TABLE bank_file DROP CONSTRAINT bank_file_check3;

      -- How much a report says was booked, new or told before; null as long as nothing of it was registered.
      ALTER TABLE bank_report ADD COLUMN entry_count integer CHECK (entry_count >= 0);
      GRANT UPDATE (entry_count) ON bank_report TO tenor_app;

      ALTER TABLE operator_override
        DROP CONSTRAINT operator_override_act_check,
        ADD CONSTRAINT operator_override_act_check CHECK (act IN (
          'RESUME_ORGANIZATION', 'RESUME_AUCTION', 'ACCEPT_CLOSE_MATCH', 'ACCEPT_UNCHECKED_ACCOUNT', 'APPLY_BANK_MESSAGE',
          'IGNORE_BANK_MESSAGE', 'DEFAULT_INVOICE', 'TAKE_BANK_REPORT', 'SET_ASIDE_BANK_REPORT'));

      ALTER TABLE alert
        DROP CONSTRAINT alert_kind_check,
        ADD CONSTRAINT alert_kind_check CHECK (kind IN (
          'DUE_SOON', 'OVERDUE', 'NEW_OFFER', 'OFFER_ENDING', 'LIMIT_NEAR', 'PAYMENT_FAILED', 'DOCUMENT_HELD',
          'INVOICE_DISPUTED', 'APPROVAL_WAITING', 'ADMISSION_EXPIRING', 'FEED_LATE', 'WEBHOOK_DISABLED', 'ENTRY_UNMATCHED',
          'WRONG_PAYER', 'BANK_REPORT_HELD')),
        DROP CONSTRAINT alert_subject_kind_check,
        ADD CONSTRAINT alert_subject_kind_check CHECK (subject_kind IN (
          'organization', 'invoice', 'approval', 'auction', 'financing', 'payment', 'limit', 'webhook_endpoint',
          'bank_file', 'bank_report', 'bank_entry'));

      CREATE INDEX bank_report_account ON bank_report (account_id, received_at DESC, id DESC);
      CREATE INDEX bank_entry_newest ON bank_entry (received_at DESC, id DESC);
      CREATE INDEX entry_resolution_latest ON entry_resolution (proposed_at DESC, id DESC);
      CREATE INDEX entry_resolution_entry ON entry_resolution (entry_id);
      CREATE INDEX payment_file_payer ON payment_file (payer_id, released_at DESC, id DESC);
      CREATE INDEX payment_file_newest ON payment_file (released_at DESC, id DESC);
    `);
  }

  async down(): Promise<void> {
    throw new Error('What several brought is kept for each of them: there is no way back.');
  }
}
