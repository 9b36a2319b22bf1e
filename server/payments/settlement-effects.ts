import type { Tx } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import type { InvoiceView } from '../invoices/index.js';
import type { HoldReason, PaymentRow } from './payment.entity.js';

/**
 * What a bank's message about a payment changes beyond the payment itself. This slice lies below the financings, so the
 * effects are handed in: whoever reads messages or releases payments names them.
 */
export interface SettlementEffects<Financing> {
  /** Locks financings in the order of their ids: after the invoices, before the payments. */
  lockFinancings(tx: Tx, ids: readonly string[]): Promise<Financing[]>;
  /** Payments went out to the bank; they are INSTRUCTED already. */
  instructed(
    tx: Tx,
    viewer: Viewer,
    cause: string,
    payments: readonly PaymentRow[],
    financings: readonly Financing[],
  ): Promise<void>;
  /** Why the change must wait for a person, judged on locked rows before anything is written; null when nothing stands against it. */
  obstacle(change: Settlement<Financing>): HoldReason | null;
  /** Everything that follows. The payment has moved already. */
  apply(tx: Tx, viewer: Viewer, cause: string, change: Settlement<Financing>): Promise<void>;
}

/** A payment settled, was rejected, or came back; with every row that stands around it, locked. */
export interface Settlement<Financing> {
  readonly outcome: 'SETTLED' | 'REJECTED' | 'RETURNED';
  /** As it was before. */
  readonly payment: PaymentRow;
  /** What was really booked, in minor units of the payment's currency. */
  readonly amountMinor: bigint;
  /** Null for the payment of a bill. */
  readonly invoice: InvoiceView | null;
  /** Null but for a leg. */
  readonly financing: Financing | null;
  /** Every other payment of the invoice, or of the bill. */
  readonly otherPayments: readonly PaymentRow[];
  /** What it brought beyond everything owed was sent back, or on. */
  readonly excessIsSent: boolean;
  /** The bank's day: of the booking, or of the return; null for a rejection. */
  readonly bookedOn: LocalDate | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
}
