import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the chart of postings names, and nothing else, is a movement or an account; corrections are causes. */
export class NameMovements20261122600100 implements MigrationInterface {
  name = 'NameMovements20261122600100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE movement DROP CONSTRAINT movement_kind_check, DROP CONSTRAINT movement_cause_kind_check;
      ALTER TABLE movement
        ADD CONSTRAINT movement_kind_check CHECK (kind IN (
          'UNDERTAKING', 'PURCHASE', 'FEE', 'FEE_PAID', 'REPAYMENT', 'PAID_TO_SUPPLIER', 'CREDIT_NOTE',
          'CREDIT_NETTED', 'LATE_CHARGE', 'PRICE_ADJUSTED', 'WRITE_OFF', 'RECOVERY', 'RESERVE_RELEASED',
          'EARLY_PAYMENT', 'SUSPENSE', 'REFUND_HELD', 'REFUNDED', 'FORWARDED', 'CLAIM_RECORDED', 'REVERSAL')),
        ADD CONSTRAINT movement_cause_kind_check CHECK (cause_kind IN (
          'PAYMENT', 'APPROVAL_LINE', 'BANK_ENTRY', 'INVOICE_DAY', 'CREDIT_NOTE', 'CORRECTION'));

      ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;
      ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN (
          'BANK', 'CLAIM', 'PAYABLE', 'PURCHASES', 'SALES', 'DISCOUNT_COST', 'DISCOUNT_UNEARNED',
          'DISCOUNT_EARNED', 'DISCOUNT_INCOME', 'COMMISSION_COST', 'COMMISSION_INCOME',
          'INTEREST_RECEIVABLE', 'INTEREST_PAYABLE', 'PRICE_RECEIVABLE', 'PRICE_PAYABLE',
          'RESERVE_RECEIVABLE', 'RESERVE_PAYABLE', 'LATE_RECEIVABLE', 'LATE_PAYABLE', 'LATE_COST',
          'LATE_INCOME', 'REFUND_RECEIVABLE', 'REFUND_PAYABLE', 'SUSPENSE', 'LOSS', 'LOSS_ALLOWANCE',
          'RECOVERY_INCOME', 'CREDIT_RECEIVABLE', 'CREDIT_PAYABLE', 'FEE_COST', 'FEE_INCOME',
          'FEE_RECEIVABLE', 'FEE_PAYABLE'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was posted stays posted: there is no way back.');
  }
}
