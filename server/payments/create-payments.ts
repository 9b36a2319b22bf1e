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

/**
 * The next attempt at a payment that is known to have failed, or was cancelled and is owed again: due as it was, with the
 * accounts chosen anew where nothing pins them.
 */
export async function renewPayment(tx: Tx, viewer: Viewer, cause: string, failed: PaymentRow): Promise<PaymentRow> {
  const [payment] = await insertDue(tx, viewer, cause, [
    {
      kind: failed.kind,
      invoiceId: failed.invoiceId,
      financingId: failed.financingId,
      feeBillId: failed.feeBillId,
      payerId: failed.payerId,
      payeeId: failed.payeeId,
      payerAccountId: failed.kind === 'DISBURSEMENT' ? failed.payerAccountId : null,
      payeeAccountId: failed.financingId ? failed.payeeAccountId : null,
      amountMinor: failed.amountMinor,
      currency: failed.currency,
      dueOn: failed.dueOn,
      attempt: failed.attempt + 1,
    },
  ]);
  return payment!;
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
  const owedOf = new Map(invoices.map(invoice => [invoice.id, (invoice.approvedMinor ?? 0n) - invoice.paidMinor]));
  for (const payment of cancelled) {
    const amountMinor = owedOf.get(payment.invoiceId!) ?? 0n;
    if (amountMinor > 0n) await renewPayment(tx, viewer, cause, { ...payment, amountMinor });
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
>;

/** Which leg a kind of payment is, in the ids a bank sees. */
const legs: Readonly<Record<PaymentKind, 'D' | 'R' | 'P' | 'F'>> = {
  DISBURSEMENT: 'D',
  REPAYMENT: 'R',
  SUPPLIER_PAYMENT: 'P',
  FEE_BILL: 'F',
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
    endToEndId: endToEndId(subjectOf(payment), legs[payment.kind], payment.attempt),
  }));
  const rows = await tx.query<PaymentRow>(
    `INSERT INTO payment (id, kind, invoice_id, financing_id, fee_bill_id, payer_id, payee_id, payer_account_id,
                          payee_account_id, amount_minor, currency, due_on, attempt, end_to_end_id, state, event_no)
     SELECT g.id, g.kind, g."invoiceId", g."financingId", g."feeBillId", g."payerId", g."payeeId", g."payerAccountId",
            g."payeeAccountId", g."amountMinor", g.currency, g."dueOn", g.attempt, g."endToEndId", 'DUE', 1
       FROM jsonb_to_recordset($1::jsonb)
            AS g(id uuid, kind text, "invoiceId" uuid, "financingId" uuid, "feeBillId" uuid, "payerId" uuid,
                 "payeeId" uuid, "payerAccountId" uuid, "payeeAccountId" uuid, "amountMinor" bigint, currency text, "dueOn" date,
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
