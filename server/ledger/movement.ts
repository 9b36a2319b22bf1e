import type { LocalDate } from '../platform/local-date.js';

/** What happened, as the ledger names it. */
export type MovementKind =
  | 'UNDERTAKING'
  | 'PURCHASE'
  | 'FEE'
  | 'FEE_PAID'
  | 'REPAYMENT'
  | 'PAID_TO_SUPPLIER'
  | 'CREDIT_NOTE'
  | 'CREDIT_NETTED'
  | 'LATE_CHARGE'
  | 'PRICE_ADJUSTED'
  | 'WRITE_OFF'
  | 'RECOVERY'
  | 'RESERVE_RELEASED'
  | 'EARLY_PAYMENT'
  | 'SUSPENSE'
  | 'REFUND_HELD'
  | 'REFUNDED'
  | 'FORWARDED'
  | 'CLAIM_RECORDED'
  | 'REVERSAL';

/** What an account holds. Balance = debit less credit: receivables and costs are positive, payables and income negative. */
export type AccountKind =
  | 'BANK'
  | 'CLAIM'
  | 'PAYABLE'
  | 'PURCHASES'
  | 'SALES'
  | 'DISCOUNT_COST'
  | 'DISCOUNT_UNEARNED'
  | 'DISCOUNT_EARNED'
  | 'DISCOUNT_INCOME'
  | 'COMMISSION_COST'
  | 'COMMISSION_INCOME'
  | 'INTEREST_RECEIVABLE'
  | 'INTEREST_PAYABLE'
  | 'PRICE_RECEIVABLE'
  | 'PRICE_PAYABLE'
  | 'RESERVE_RECEIVABLE'
  | 'RESERVE_PAYABLE'
  | 'LATE_RECEIVABLE'
  | 'LATE_PAYABLE'
  | 'LATE_COST'
  | 'LATE_INCOME'
  | 'REFUND_RECEIVABLE'
  | 'REFUND_PAYABLE'
  | 'SUSPENSE'
  | 'LOSS'
  | 'LOSS_ALLOWANCE'
  | 'RECOVERY_INCOME'
  | 'CREDIT_RECEIVABLE'
  | 'CREDIT_PAYABLE'
  | 'FEE_COST'
  | 'FEE_INCOME'
  | 'FEE_RECEIVABLE'
  | 'FEE_PAYABLE';

/** What brought a movement about; the same cause posts once. */
export interface Cause {
  readonly kind: 'PAYMENT' | 'APPROVAL_LINE' | 'BANK_ENTRY' | 'INVOICE_DAY' | 'CREDIT_NOTE' | 'CORRECTION' | 'REFUND';
  readonly id: string;
}

/** A payment that settled, or came back. */
export function paymentCause(paymentId: string): Cause {
  return { kind: 'PAYMENT', id: paymentId };
}

/** One invoice of an approval that was released. */
export function approvalLineCause(approvalId: string, invoiceId: string): Cause {
  return { kind: 'APPROVAL_LINE', id: `${approvalId}:${invoiceId}` };
}

/**
 * A day of an invoice: a late charge, or a write-off. What is posted for the same day once more, after it was taken back,
 * carries the next number.
 */
export function invoiceDayCause(invoiceId: string, day: LocalDate, no = 1): Cause {
  return { kind: 'INVOICE_DAY', id: no === 1 ? `${invoiceId}:${day}` : `${invoiceId}:${day}:${no}` };
}

/** An entry of an organization's bank. */
export function bankEntryCause(bankEntryId: string): Cause {
  return { kind: 'BANK_ENTRY', id: bankEntryId };
}

/** Money that came wrongly and is held; each time that it is sent back, by its number, is a cause of its own. */
export function refundCause(refundId: string, sending = 0): Cause {
  return { kind: 'REFUND', id: sending === 0 ? refundId : `${refundId}:${sending}` };
}

/** The correction of a movement, which is corrected once; what stands in its place may be corrected again. */
export function correctionCause(movementId: string): Cause {
  return { kind: 'CORRECTION', id: movementId };
}

/** A credit note, which is posted once: as it reduces its invoice, or as it is owed to the buyer. */
export function creditNoteCause(creditNoteId: string): Cause {
  return { kind: 'CREDIT_NOTE', id: creditNoteId };
}

export interface NewTransfer {
  readonly debit: { readonly organizationId: string; readonly kind: AccountKind };
  readonly credit: { readonly organizationId: string; readonly kind: AccountKind };
  /** Above zero, in minor units of the currency. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Null for what belongs to no invoice: a credit note that names none, a bill of fees. */
  readonly invoiceId: string | null;
  readonly financingId?: string | null;
}

/** Transfers that commit together. Debits equal credits for each organization and currency among them. */
export interface NewMovement {
  readonly kind: MovementKind;
  readonly cause: Cause;
  /** The movement that a REVERSAL takes back. */
  readonly reversesId?: string | null;
  readonly transfers: readonly NewTransfer[];
}
