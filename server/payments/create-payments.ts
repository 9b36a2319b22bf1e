import { created, transition } from '../events/index.js';
import type { InvoiceRow } from '../invoices/index.js';
import type { Tx } from '../platform/database.js';
import { endToEndId, newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import { paymentChannels } from './payment.channels.js';
import type { PaymentKind, PaymentRow } from './payment.entity.js';
import { paymentMachine } from './payment.states.js';

/** Of a financing, what its two legs are made from. Amounts are minor units of `currency`. */
export interface FinancingForPayment {
  readonly id: string;
  readonly invoiceId: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly funderId: string;
  /** The accounts that the award pinned. */
  readonly supplierAccountId: string;
  readonly funderAccountId: string;
  readonly currency: string;
  readonly priceMinor: bigint;
  readonly repaymentMinor: bigint;
  readonly valueDate: LocalDate;
  readonly maturity: LocalDate;
}

/** The buyer owes each approved invoice to its supplier, on the adjusted due date, until somebody finances it. */
export function createSupplierPayments(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
): Promise<PaymentRow[]> {
  return insertDue(
    tx,
    viewer,
    cause,
    invoices.map(invoice => {
      if (invoice.approvedMinor === null) throw new Error(`Invoice ${invoice.id} is not approved.`);
      return {
        kind: 'SUPPLIER_PAYMENT',
        ...ofNothing,
        invoiceId: invoice.id,
        payerId: invoice.buyerId,
        payeeId: invoice.supplierId,
        amountMinor: invoice.approvedMinor - invoice.paidMinor,
        paidBeforeMinor: invoice.paidMinor,
        currency: invoice.currency,
        dueOn: invoice.adjustedDueDate,
        attempt: 1,
      };
    }),
  );
}

/** Of a bill for the operator's fees, what its payment is made from. */
export interface BillForPayment {
  readonly id: string;
  readonly payerId: string;
  readonly operatorId: string;
  /** Minor units of `currency`. */
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly dueOn: LocalDate;
}

/** Each bill is owed to the operator on its due day. */
export async function createBillPayments(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  bills: readonly BillForPayment[],
): Promise<void> {
  await insertDue(
    tx,
    viewer,
    cause,
    bills.map(bill => ({
      ...ofNothing,
      kind: 'FEE_BILL',
      feeBillId: bill.id,
      payerId: bill.payerId,
      payeeId: bill.operatorId,
      amountMinor: bill.totalMinor,
      currency: bill.currency,
      dueOn: bill.dueOn,
      attempt: 1,
    })),
  );
}

/** Leg 1 of each financing: the funder owes the supplier the price on the value date. */
export function createDisbursements(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  financings: readonly FinancingForPayment[],
): Promise<PaymentRow[]> {
  return insertDue(tx, viewer, cause, financings.map(disbursementOf));
}

/** Leg 2: the buyer owes the funder at maturity. */
export async function createRepayment(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  financing: FinancingForPayment,
): Promise<PaymentRow> {
  const [payment] = await insertDue(tx, viewer, cause, [repaymentOf(financing)]);
  return payment!;
}

/** Leg 1 as it is first owed. */
export function disbursementOf(financing: FinancingForPayment): NewPayment {
  return {
    ...dealOf(financing),
    kind: 'DISBURSEMENT',
    payerId: financing.funderId,
    payeeId: financing.supplierId,
    payerAccountId: financing.funderAccountId,
    payeeAccountId: financing.supplierAccountId,
    amountMinor: financing.priceMinor,
    dueOn: financing.valueDate,
    attempt: 1,
  };
}

/** Leg 2 as it is first owed. */
export function repaymentOf(financing: FinancingForPayment): NewPayment {
  return {
    ...dealOf(financing),
    kind: 'REPAYMENT',
    payerId: financing.buyerId,
    payeeId: financing.funderId,
    payerAccountId: null,
    payeeAccountId: financing.funderAccountId,
    amountMinor: financing.repaymentMinor,
    dueOn: financing.maturity,
    attempt: 1,
  };
}

/** What a late leg 1 was short of: the funder owes it to the supplier, over the accounts of the leg. */
export async function createPriceAdjustment(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  financing: FinancingForPayment,
  amountMinor: bigint,
  dueOn: LocalDate,
): Promise<void> {
  await insertDue(tx, viewer, cause, [{ ...disbursementOf(financing), kind: 'PRICE_ADJUSTMENT', amountMinor, dueOn }]);
}

/**
 * The next attempt at a payment that is known to have failed, was cancelled and is owed again, or was a part of what is owed:
 * due as it was, with the accounts chosen anew where nothing pins them. Of a claim, what is still open of it; null where
 * nothing is.
 */
export async function renewPayment(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  before: PaymentRow,
): Promise<PaymentRow | null> {
  const { attempt } = await tx.one<{ attempt: number }>(
    `SELECT 1 + max(attempt) AS attempt FROM payment
      WHERE kind = $1 AND coalesce(financing_id, invoice_id, fee_bill_id) = coalesce($2::uuid, $3::uuid, $4::uuid)`,
    [before.kind, before.financingId, before.invoiceId, before.feeBillId],
  );
  const isPinned = before.kind === 'DISBURSEMENT' || before.kind === 'PRICE_ADJUSTMENT';
  const next: NewPayment = {
    kind: before.kind,
    invoiceId: before.invoiceId,
    financingId: before.financingId,
    feeBillId: before.feeBillId,
    payerId: before.payerId,
    payeeId: before.payeeId,
    payerAccountId: isPinned ? before.payerAccountId : null,
    payeeAccountId: before.financingId ? before.payeeAccountId : null,
    amountMinor: before.amountMinor,
    currency: before.currency,
    dueOn: before.dueOn,
    attempt,
  };
  const open = isOfClaim(before) ? await openOf(tx, before) : {};
  const [payment] = open ? await insertDue(tx, viewer, cause, [{ ...next, ...open }]) : [];
  return payment ?? null;
}

function isOfClaim({ kind }: Pick<PaymentRow, 'kind'>): boolean {
  return kind === 'REPAYMENT' || kind === 'SUPPLIER_PAYMENT';
}

/**
 * What is open of a payment's claim: the face and the agreed interest, to which the release adds what is owed for lateness
 * by then; or that alone, where nothing else is open. Null where nothing is.
 */
async function openOf(
  tx: Tx,
  { invoiceId, financingId }: PaymentRow,
): Promise<Pick<NewPayment, 'amountMinor' | 'paidBeforeMinor' | 'lateMinor'> | null> {
  const { wholeMinor, paidBeforeMinor, chargedMinor } = await tx.one<{
    wholeMinor: bigint;
    paidBeforeMinor: bigint;
    chargedMinor: bigint;
  }>(
    `SELECT coalesce(f.repayment_minor, i.approved_minor) AS whole_minor, a.paid_before_minor,
            c.charged_minor - a.charges_paid_minor AS charged_minor
       FROM invoice i
       LEFT JOIN financing f ON f.id = $2
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(principal_minor + interest_minor), 0)::bigint AS paid_before_minor,
               coalesce(sum(lump_sum_minor + late_interest_minor), 0)::bigint AS charges_paid_minor
          FROM payment_allocation WHERE invoice_id = i.id AND taken_back_on IS NULL) a
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(lump_sum_minor + interest_minor), 0)::bigint AS charged_minor
          FROM late_charge WHERE invoice_id = i.id AND taken_back_on IS NULL) c
      WHERE i.id = $1`,
    [invoiceId, financingId],
  );
  const openMinor = wholeMinor - paidBeforeMinor;
  if (openMinor > 0n) return { amountMinor: openMinor, paidBeforeMinor, lateMinor: 0n };
  return chargedMinor > 0n ? { amountMinor: chargedMinor, paidBeforeMinor, lateMinor: chargedMinor } : null;
}

/**
 * Less is owed of approved invoices than before: their payments to the supplier, cancelled by the caller, are owed again for
 * the rest. Those of which nothing is left are left out.
 */
export async function renewSupplierPayments(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  cancelled: readonly PaymentRow[],
  invoices: readonly InvoiceRow[],
): Promise<void> {
  const owed = new Set(invoices.map(invoice => invoice.id));
  for (const payment of cancelled) {
    if (owed.has(payment.invoiceId!)) await renewPayment(tx, viewer, cause, payment);
  }
}

/** Payments that are due, and locked, will not be made. */
export async function cancelPayments(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  payments: readonly PaymentRow[],
): Promise<void> {
  await transition(
    tx,
    viewer,
    paymentMachine,
    cause,
    payments.map(row => ({ row, to: 'CANCELLED', event: 'payment.cancelled', channels: paymentChannels(row) })),
  );
}

export type NewPayment = Pick<
  PaymentRow,
  | 'kind'
  | 'invoiceId'
  | 'financingId'
  | 'feeBillId'
  | 'payerId'
  | 'payeeId'
  | 'payerAccountId'
  | 'payeeAccountId'
  | 'amountMinor'
  | 'currency'
  | 'dueOn'
  | 'attempt'
> &
  Partial<Pick<PaymentRow, 'paidBeforeMinor' | 'lateMinor'>>;

/** Which leg a kind of payment is, in the ids a bank sees. */
const legs: Readonly<Record<PaymentKind, 'D' | 'R' | 'P' | 'F' | 'A'>> = {
  DISBURSEMENT: 'D',
  REPAYMENT: 'R',
  SUPPLIER_PAYMENT: 'P',
  FEE_BILL: 'F',
  PRICE_ADJUSTMENT: 'A',
};

/** What a payment may hang on, and the accounts that may be pinned: whatever a kind has of it, it says itself. */
const ofNothing = { invoiceId: null, financingId: null, feeBillId: null, payerAccountId: null, payeeAccountId: null };

async function insertDue(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  payments: readonly NewPayment[],
): Promise<PaymentRow[]> {
  if (payments.length === 0) return [];
  const given = payments.map(payment => ({
    ...payment,
    id: newId(),
    amountMinor: payment.amountMinor.toString(),
    paidBeforeMinor: (payment.paidBeforeMinor ?? 0n).toString(),
    lateMinor: (payment.lateMinor ?? 0n).toString(),
    endToEndId: endToEndId(subjectOf(payment), legs[payment.kind], payment.attempt),
  }));
  const rows = await tx.query<PaymentRow>(
    `INSERT INTO payment (id, kind, invoice_id, financing_id, fee_bill_id, payer_id, payee_id, payer_account_id,
                          payee_account_id, amount_minor, paid_before_minor, late_minor, currency, due_on, attempt, end_to_end_id, state, event_no)
     SELECT g.id, g.kind, g."invoiceId", g."financingId", g."feeBillId", g."payerId", g."payeeId", g."payerAccountId",
            g."payeeAccountId", g."amountMinor", g."paidBeforeMinor", g."lateMinor", g.currency, g."dueOn", g.attempt, g."endToEndId", 'DUE', 1
       FROM jsonb_to_recordset($1::jsonb)
            AS g(id uuid, kind text, "invoiceId" uuid, "financingId" uuid, "feeBillId" uuid, "payerId" uuid,
                 "payeeId" uuid, "payerAccountId" uuid, "payeeAccountId" uuid, "amountMinor" bigint,
                 "paidBeforeMinor" bigint, "lateMinor" bigint, currency text, "dueOn" date,
                 attempt integer, "endToEndId" text)
     RETURNING *`,
    [JSON.stringify(given)],
  );
  await created(
    tx,
    viewer,
    paymentMachine,
    cause,
    rows.map(row => ({ id: row.id, state: 'DUE', event: 'payment.due', channels: paymentChannels(row) })),
  );
  return rows;
}

/** What the banks' id of a payment is made from. */
function subjectOf({ financingId, invoiceId, feeBillId }: NewPayment): string {
  const id = financingId ?? invoiceId ?? feeBillId;
  if (id === null) throw new Error('A payment is of an invoice or of a bill.');
  return id;
}

function dealOf(financing: FinancingForPayment) {
  return { feeBillId: null, financingId: financing.id, invoiceId: financing.invoiceId, currency: financing.currency };
}
