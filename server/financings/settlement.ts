import { transition } from '../events/index.js';
import { obstacleToBill, openBilling, settleFeeBill } from '../fees/index.js';
import { type InvoiceView, markInvoicesPaid, reopenInvoices } from '../invoices/index.js';
import {
  fee,
  type NewMovement,
  openOfFinancing,
  paidToSupplier,
  paymentCause,
  post,
  purchase,
  repayment,
  reverse,
} from '../ledger/index.js';
import { disburseExposure, freeCommitted, repayExposure, restoreExposure } from '../limits/index.js';
import {
  cancelPayments,
  concludeBankMessageWith,
  createRepayment,
  failedBy,
  type HoldReason,
  type PaymentRow,
  releasePaymentsWith,
  renewPayment,
  type Settlement,
  type SettlementEffects,
} from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { attemptsMax } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import { financingChannels } from './financing.channels.js';
import type { FailedBy, FinancingRow } from './financing.entity.js';
import { lockFinancings } from './financing.reads.js';
import { type FinancingState, financingMachine } from './financing.states.js';
import { exposuresOf } from './financing-exposure.js';
import { settledDiscount } from './late-disbursement.js';

/*
 * What the settlement of payments does to financings, invoices, limits and the ledger. Every row is locked when this runs:
 * invoice, financing, payments; the limits and the ledger follow, in that order.
 */

/** What befell a payment of an invoice. */
type Change = Settlement<FinancingRow> & {
  readonly payment: { readonly kind: DealKind };
  readonly invoice: InvoiceView;
};

/** The kinds by which an invoice, or its financing, is paid. */
type DealKind = Exclude<PaymentRow['kind'], 'FEE_BILL'>;

export const settlementEffects: SettlementEffects<FinancingRow> = {
  lockFinancings,

  /** Leg 1 is on its way. */
  async instructed(tx, viewer, cause, _payments, financings) {
    const agreed = financings.filter(financing => financing.state === 'AGREED');
    await transition(
      tx,
      viewer,
      financingMachine,
      cause,
      agreed.map(row => ({ row, to: 'DISBURSING', event: 'financing.disbursing', channels: financingChannels(row) })),
    );
  },

  obstacle(change) {
    if (!isOfDeal(change)) return obstacleToBill(change);
    return cases[change.payment.kind][change.outcome].obstacle(change) ?? obstacleToAnotherAttempt(change);
  },

  apply(tx, viewer, cause, change) {
    if (!isOfDeal(change)) return settleFeeBill(tx, viewer, cause, change);
    return cases[change.payment.kind][change.outcome].apply(tx, viewer, cause, change);
  },
};

function isOfDeal(change: Settlement<FinancingRow>): change is Change {
  return change.payment.kind !== 'FEE_BILL';
}

/** Each payer releases its own payments; the effects on its financings are named here. */
export const releasePayments = releasePaymentsWith(settlementEffects);

/** Two persons of the operator end the waiting of a bank's message. */
export const concludeBankMessage = concludeBankMessageWith(settlementEffects);

interface Case {
  obstacle(change: Change): HoldReason | null;
  apply(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void>;
}

/** What is owed again after it failed so often that the bank has no id left for it: a person must look at that. */
function obstacleToAnotherAttempt({ payment, outcome, otherPayments }: Change): HoldReason | null {
  const isLeg1 = payment.kind === 'DISBURSEMENT';
  if (outcome === 'SETTLED' || (isLeg1 && outcome === 'REJECTED')) return null;
  const owedAgain = isLeg1 ? latest(otherPayments, 'SUPPLIER_PAYMENT') : payment;
  return owedAgain.attempt < attemptsMax ? null : 'ATTEMPTS_EXHAUSTED';
}

/** One entry for each kind of payment and each thing that can befall it. */
const cases: Readonly<Record<DealKind, Readonly<Record<Change['outcome'], Case>>>> = {
  DISBURSEMENT: {
    SETTLED: { obstacle: obstacleToPurchase, apply: purchaseClaim },
    REJECTED: { obstacle: () => null, apply: failRejected },
    RETURNED: { obstacle: obstacleToUndoing, apply: undoPurchase },
  },
  REPAYMENT: {
    SETTLED: { obstacle: obstacleToRepayment, apply: repayFunder },
    REJECTED: { obstacle: () => null, apply: renew },
    RETURNED: { obstacle: obstacleToReopening, apply: undoRepayment },
  },
  SUPPLIER_PAYMENT: {
    SETTLED: { obstacle: obstacleToPayment, apply: paySupplier },
    REJECTED: { obstacle: () => null, apply: renew },
    RETURNED: { obstacle: obstacleToReopening, apply: undoPayment },
  },
};

const openStates: readonly string[] = ['APPROVED', 'OVERDUE', 'DEFAULTED'];

/** A leg 1 that was given up has no claim to buy: its money is a person's to send back. */
function obstacleToPurchase({ financing, invoice, otherPayments }: Change): HoldReason | null {
  if (financing?.state === 'FAILED') return 'FINANCING_FAILED';
  if (financing?.state !== 'DISBURSING') return 'FINANCING_MOVED_ON';
  if (!openStates.includes(invoice.state)) return 'INVOICE_MOVED_ON';
  return otherPayments.some(isUnderWayToSupplier) ? 'OTHER_PAYMENT_UNDER_WAY' : null;
}

/** The claim passes to the funder, and with it the buyer's payment. */
async function purchaseClaim(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment, otherPayments } = change;
  const financing = change.financing!;
  const settledOn = change.bookedOn!;
  await tx.execute('UPDATE financing SET disbursed_on = $2 WHERE id = $1', [financing.id, settledOn]);
  await move(tx, viewer, cause, financing, 'DISBURSED', 'financing.disbursed');
  await cancelPayments(
    tx,
    viewer,
    cause,
    otherPayments.filter(other => other.kind === 'SUPPLIER_PAYMENT' && other.state === 'DUE'),
  );
  await createRepayment(tx, viewer, cause, financing);
  await disburseExposure(tx, await exposuresOf(tx, [financing]));
  await post(tx, [
    purchase({
      ...dealOf(payment, financing),
      faceMinor: financing.faceMinor,
      priceMinor: payment.amountMinor,
      reserveMinor: 0n,
      ...costOf(financing, settledOn),
    }),
    ...(await platformFee(tx, payment, financing)),
  ]);
}

/** What the funder earns: taken off leg 1 where the supplier bears it, added to leg 2 where the buyer does. */
function costOf(financing: FinancingRow, settledOn: LocalDate) {
  const interestMinor = financing.repaymentMinor - financing.faceMinor;
  if (interestMinor > 0n) return { interestMinor, discountMinor: 0n, flatFeeMinor: 0n, owedToSupplierMinor: 0n };
  return { interestMinor, flatFeeMinor: financing.flatFeeMinor, ...settledDiscount(financing, settledOn) };
}

async function platformFee(tx: Tx, payment: PaymentRow, financing: FinancingRow): Promise<NewMovement[]> {
  if (financing.platformFeeMinor === 0n) return [];
  const { id: operatorId } = await tx.one<{ id: string }>(
    `SELECT id FROM organization WHERE 'OPERATOR' = ANY (roles) ORDER BY created_at, id LIMIT 1`,
  );
  await openBilling(tx, operatorId);
  const payers = { SUPPLIER: financing.supplierId, FUNDER: financing.funderId, BUYER: financing.buyerId };
  const payerId = payers[financing.platformFeePayer];
  return [fee({ ...dealOf(payment, financing), payerId, operatorId, feeMinor: financing.platformFeeMinor })];
}

/** Leg 1 never left: the claim stays with the supplier, and with it the buyer's payment, which was only held. */
async function failRejected(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const financing = change.financing!;
  // It was given up before the bank rejected it.
  if (financing.state === 'FAILED') return;
  await failFinancing(tx, viewer, cause, financing, change);
  await freeCommitted(tx, await exposuresOf(tx, [financing]));
}

/** What followed the purchase must still be undone without anybody's money: the buyer has not sent leg 2. */
function obstacleToUndoing({ financing, otherPayments }: Change): HoldReason | null {
  if (financing?.state !== 'DISBURSED') return 'FINANCING_MOVED_ON';
  const repaymentState = otherPayments.find(other => isLive(other) && other.kind === 'REPAYMENT')?.state;
  return repaymentState === 'DUE' ? null : 'OTHER_PAYMENT_UNDER_WAY';
}

/** Leg 1 came back: the claim is the supplier's again, as if it had never been sold. */
async function undoPurchase(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment, otherPayments } = change;
  const financing = change.financing!;
  await failFinancing(tx, viewer, cause, financing, change);
  await cancelPayments(
    tx,
    viewer,
    cause,
    otherPayments.filter(other => other.kind === 'REPAYMENT' && other.state === 'DUE'),
  );
  await renewPayment(tx, viewer, cause, latest(otherPayments, 'SUPPLIER_PAYMENT'));
  await repayExposure(tx, await exposuresOf(tx, [financing]));
  await reverse(tx, paymentCause(payment.id));
}

function obstacleToRepayment({ financing, invoice }: Change): HoldReason | null {
  const isOpen = ['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED'].includes(financing?.state ?? '');
  if (!isOpen) return 'FINANCING_MOVED_ON';
  return openStates.includes(invoice.state) ? null : 'INVOICE_MOVED_ON';
}

/** The buyer paid the holder of the claim. */
async function repayFunder(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment, invoice } = change;
  const financing = change.financing!;
  await markInvoicesPaid(tx, viewer, cause, [invoice]);
  await tx.execute('UPDATE financing SET repaid_on = $2 WHERE id = $1', [financing.id, change.bookedOn]);
  await move(tx, viewer, cause, financing, 'REPAID', 'financing.repaid');
  await repayExposure(tx, await exposuresOf(tx, [financing]));
  await post(tx, [
    repayment({
      ...dealOf(payment, financing),
      lateMinor: 0n,
      principalMinor: financing.faceMinor,
      interestMinor: payment.amountMinor - financing.faceMinor,
      earnedMinor: -(await openOfFinancing(tx, financing.id, 'DISCOUNT_UNEARNED')),
    }),
  ]);
}

function obstacleToReopening({ payment, financing, invoice, otherPayments }: Change): HoldReason | null {
  if (payment.kind === 'REPAYMENT' && financing?.state !== 'REPAID') return 'FINANCING_MOVED_ON';
  if (invoice.state !== 'PAID') return 'INVOICE_MOVED_ON';
  return otherPayments.some(other => isLive(other) && other.payerId === payment.payerId)
    ? 'OTHER_PAYMENT_UNDER_WAY'
    : null;
}

/** Leg 2 came back: the buyer owes the funder again, and the exposure stands again, beyond the limit if need be. */
async function undoRepayment(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment, invoice } = change;
  const financing = change.financing!;
  await reopenInvoices(tx, viewer, cause, [invoice]);
  await move(tx, viewer, cause, financing, 'OVERDUE', 'financing.overdue');
  await renewPayment(tx, viewer, cause, payment);
  await restoreExposure(tx, await exposuresOf(tx, [financing]));
  await reverse(tx, paymentCause(payment.id));
}

/** A payment is on its way to a supplier that sells its claim meanwhile: the buyer would pay twice. */
function obstacleToPayment({ invoice }: Change): HoldReason | null {
  if (!openStates.includes(invoice.state)) return 'INVOICE_MOVED_ON';
  return invoice.financed ? 'OTHER_PAYMENT_UNDER_WAY' : null;
}

/** The buyer paid the supplier, which still held the claim. */
async function paySupplier(tx: Tx, viewer: Viewer, cause: string, { payment, invoice }: Change): Promise<void> {
  await markInvoicesPaid(tx, viewer, cause, [invoice]);
  await post(tx, [
    paidToSupplier({
      cause: paymentCause(payment.id),
      currency: payment.currency,
      invoiceId: payment.invoiceId,
      supplierId: payment.payeeId,
      buyerId: payment.payerId,
      lateMinor: 0n,
      principalMinor: payment.amountMinor,
    }),
  ]);
}

async function undoPayment(tx: Tx, viewer: Viewer, cause: string, { payment, invoice }: Change): Promise<void> {
  await reopenInvoices(tx, viewer, cause, [invoice]);
  await renewPayment(tx, viewer, cause, payment);
  await reverse(tx, paymentCause(payment.id));
}

/** The buyer still owes what its bank refused to send. */
async function renew(tx: Tx, viewer: Viewer, cause: string, { payment }: Change): Promise<void> {
  await renewPayment(tx, viewer, cause, payment);
}

const culprits: Readonly<Record<ReturnType<typeof failedBy>, FailedBy>> = {
  PAYER: 'FUNDER',
  PAYEE: 'SUPPLIER',
  BANK: 'BANK',
};

function failFinancing(tx: Tx, viewer: Viewer, cause: string, financing: FinancingRow, change: Change): Promise<void> {
  const reason = change.reason ?? change.reasonCode ?? 'no reason given';
  return fail(tx, viewer, cause, [financing], culprits[failedBy(change.reasonCode)], reason);
}

/** The claim never left the supplier, or is back with it. Who let it fail is kept. */
export async function fail(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  financings: readonly FinancingRow[],
  by: FailedBy,
  reason: string,
): Promise<void> {
  await tx.execute('UPDATE financing SET failed_by = $2, failure_reason = $3 WHERE id = ANY($1::uuid[])', [
    financings.map(financing => financing.id),
    by,
    reason,
  ]);
  await transition(
    tx,
    viewer,
    financingMachine,
    cause,
    financings.map(row => ({
      row,
      to: 'FAILED',
      event: 'financing.failed',
      channels: financingChannels(row),
      after: { by, reason },
    })),
  );
}

async function move(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  row: FinancingRow,
  to: FinancingState,
  event: string,
): Promise<void> {
  await transition(tx, viewer, financingMachine, cause, [{ row, to, event, channels: financingChannels(row) }]);
}

function dealOf(payment: PaymentRow, financing: FinancingRow) {
  const { invoiceId, supplierId, funderId, buyerId, currency } = financing;
  return {
    cause: paymentCause(payment.id),
    financingId: financing.id,
    invoiceId,
    supplierId,
    funderId,
    buyerId,
    currency,
  };
}

function isLive({ state }: PaymentRow): boolean {
  return state === 'DUE' || state === 'INSTRUCTED' || state === 'SETTLED';
}

function isUnderWayToSupplier({ kind, state }: PaymentRow): boolean {
  return kind === 'SUPPLIER_PAYMENT' && (state === 'INSTRUCTED' || state === 'SETTLED');
}

/** The latest attempt of a kind: what is owed again is owed as it was. */
function latest(payments: readonly PaymentRow[], kind: PaymentRow['kind']): PaymentRow {
  const attempts = payments.filter(payment => payment.kind === kind).sort((a, b) => b.attempt - a.attempt);
  if (!attempts[0]) throw new Error(`There was no ${kind} to be owed again.`);
  return attempts[0];
}
