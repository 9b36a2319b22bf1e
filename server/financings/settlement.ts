import { transition } from '../events/index.js';
import { obstacleToBill, openBilling, settleFeeBill } from '../fees/index.js';
import { type InvoiceView, payInvoice, unpayInvoice } from '../invoices/index.js';
import { chargesToday, type SettledClaim, settleClaim, unsettleClaim } from '../lateness/index.js';
import {
  correctionCause,
  correctionOf,
  fee,
  forwarded,
  type NewMovement,
  openOfFinancing,
  paidToSupplier,
  paymentCause,
  post,
  priceAdjusted,
  purchase,
  recovery,
  refundHeld,
  repayment,
  reversalsOf,
  reverse,
} from '../ledger/index.js';
import { disburseExposure, freeCommitted, repayExposure, restoreExposure } from '../limits/index.js';
import {
  cancelPayments,
  concludeBankMessageWith,
  createPriceAdjustment,
  createRepayment,
  failedBy,
  type HoldReason,
  type PaymentRow,
  releasePaymentFilesWith,
  renewPayment,
  type Settlement,
  type SettlementEffects,
} from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { attemptsMax } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import { addBusinessDays, calendarOfCurrency } from '../pricing/index.js';
import { holdRefund, lockExcess, lockRefund, refundForwarded, refundReopened, refundUndone } from '../refunds/index.js';
import { financingChannels } from './financing.channels.js';
import type { FailedBy, FinancingRow } from './financing.entity.js';
import { lockFinancings } from './financing.reads.js';
import { type FinancingState, financingMachine } from './financing.states.js';
import { exposuresOf, releasedBetween } from './financing-exposure.js';
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

/** A second person of the payer releases its files; the effects on its financings are named here. */
export const releasePaymentFiles = releasePaymentFilesWith(settlementEffects);

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
  const owedAgain = latest([payment, ...otherPayments], isLeg1 ? 'SUPPLIER_PAYMENT' : payment.kind);
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
  PRICE_ADJUSTMENT: {
    SETTLED: { obstacle: () => null, apply: adjustPrice },
    REJECTED: { obstacle: () => null, apply: renew },
    RETURNED: { obstacle: () => null, apply: undoAdjustment },
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
  const cost = costOf(financing, settledOn);
  if (cost.owedToSupplierMinor > 0n) {
    const dueOn = addBusinessDays(settledOn, 1, calendarOfCurrency(financing.currency));
    await createPriceAdjustment(tx, viewer, cause, financing, cost.owedToSupplierMinor, dueOn);
  }
  await disburseExposure(tx, await exposuresOf(tx, [financing]));
  await post(tx, [
    // What was charged for days before passes to the new holder, with the claim.
    ...(await chargesToday(tx, financing.invoiceId)),
    purchase({
      ...dealOf(payment, financing),
      faceMinor: financing.faceMinor,
      priceMinor: payment.amountMinor,
      reserveMinor: 0n,
      ...cost,
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
  const live = otherPayments.filter(({ state }) => state === 'DUE' || state === 'INSTRUCTED' || state === 'SETTLED');
  const followed = live.filter(({ kind }) => kind === 'REPAYMENT' || kind === 'PRICE_ADJUSTMENT');
  return followed.every(({ state }) => state === 'DUE') ? null : 'OTHER_PAYMENT_UNDER_WAY';
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
    otherPayments.filter(({ kind, state }) => kind !== 'DISBURSEMENT' && state === 'DUE'),
  );
  await renewPayment(tx, viewer, cause, latest(otherPayments, 'SUPPLIER_PAYMENT'));
  await repayExposure(tx, await exposuresOf(tx, [financing]));
  await post(tx, [
    ...(await reversalsOf(tx, [paymentCause(payment.id)])),
    ...(await chargesToday(tx, financing.invoiceId)),
  ]);
}

/** The funder paid what leg 1, being late, was short of. */
async function adjustPrice(tx: Tx, _viewer: Viewer, _cause: string, change: Change): Promise<void> {
  const { payment } = change;
  await post(tx, [priceAdjusted({ ...dealOf(payment, change.financing!), owedToSupplierMinor: payment.amountMinor })]);
}

async function undoAdjustment(tx: Tx, viewer: Viewer, cause: string, { payment }: Change): Promise<void> {
  await renewPayment(tx, viewer, cause, payment);
  await reverse(tx, paymentCause(payment.id));
}

function obstacleToRepayment({ payment, financing, invoice }: Change): HoldReason | null {
  const open = ['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED'];
  if (![...open, ...(isForLatenessAlone(payment) ? ['REPAID'] : [])].includes(financing?.state ?? ''))
    return 'FINANCING_MOVED_ON';
  return isPayable(payment, invoice) ? null : 'INVOICE_MOVED_ON';
}

/** What is left of a claim whose face is paid: charges that were posted since, or that the order of the terms puts last. */
function isForLatenessAlone({ amountMinor, lateMinor }: PaymentRow): boolean {
  return lateMinor === amountMinor;
}

function isPayable(payment: PaymentRow, { state }: InvoiceView): boolean {
  return openStates.includes(state) || (state === 'PAID' && isForLatenessAlone(payment));
}

/** The buyer paid the holder of the claim, in full or in part: a part changes amounts, never states. */
async function repayFunder(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment, invoice } = change;
  const financing = change.financing!;
  const settled = await settlePart(tx, viewer, cause, change);
  const { lumpSumMinor, lateInterestMinor, interestMinor, principalMinor } = settled.allocation;
  const isRepaid = settled.rest.principalMinor + settled.rest.interestMinor === 0n;
  if (isRepaid && financing.state !== 'REPAID') {
    await tx.execute('UPDATE financing SET repaid_on = $2 WHERE id = $1', [financing.id, change.bookedOn]);
    await move(tx, viewer, cause, financing, 'REPAID', 'financing.repaid');
  }
  await oweRest(tx, viewer, cause, change, settled);
  const released = releasedBetween(financing, invoice.paidMinor, invoice.paidMinor + principalMinor);
  if (released > 0n) await repayExposure(tx, await exposuresOf(tx, [financing], () => released));

  const parts = {
    ...dealOf(payment, financing),
    lateMinor: lumpSumMinor + lateInterestMinor,
    interestMinor,
    principalMinor,
  };
  const isWrittenOff = financing.writtenOffOn !== null;
  const unearnedMinor =
    isRepaid && !isWrittenOff ? -(await openOfFinancing(tx, financing.id, 'DISCOUNT_UNEARNED')) : 0n;
  const booked = isWrittenOff ? recovery(parts) : repayment({ ...parts, earnedMinor: unearnedMinor });
  if (payment.refundId === null) return postSettled(tx, viewer, cause, change, settled, booked);

  const { id: receiverId, excessMinor } = await sendOn(tx, viewer, cause, change, settled);
  const passedOn = { ...parts, receiverId, excessMinor, recovers: isWrittenOff, earnedMinor: unearnedMinor };
  await post(tx, [...settled.charges, forwarded(passedOn)]);
}

/** What pays the claim had come to somebody else, who sent it on: who that was, and what of it exceeds everything owed. */
async function sendOn(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  change: Change,
  settled: SettledClaim,
): Promise<{ id: string; excessMinor: bigint }> {
  const { payment } = change;
  const refund = await lockRefund(tx, payment.refundId!);
  if (refund?.state !== 'HELD') throw new Error(`The refund ${payment.refundId} is not held.`);
  await refundForwarded(tx, viewer, cause, refund, payment.payeeId);
  const { excessMinor } = settled.allocation;
  if (excessMinor > 0n) await holdExcess(tx, viewer, cause, change, excessMinor);
  return { id: refund.receiverId, excessMinor };
}

/** What every payment of a claim does first: the charges come to its day, it is allocated, and the face falls. */
async function settlePart(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<SettledClaim> {
  const { payment, financing, invoice, amountMinor } = change;
  const settled = await settleClaim(tx, {
    paymentId: payment.id,
    invoiceId: invoice.id,
    financingId: payment.financingId,
    bookedOn: change.bookedOn!,
    amountMinor,
    recovers: financing !== null && financing.writtenOffOn !== null,
  });
  const { principalMinor } = settled.allocation;
  if (principalMinor > 0n) await payInvoice(tx, viewer, cause, invoice, principalMinor);
  return settled;
}

/** What is still open is owed by the next attempt. */
async function oweRest(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  { payment }: Change,
  { rest }: SettledClaim,
): Promise<void> {
  if (rest.lumpSumMinor + rest.lateInterestMinor + rest.interestMinor + rest.principalMinor === 0n) return;
  await markParts(tx, [payment]);
  await renewPayment(tx, viewer, cause, payment);
}

/** They settled, and something of the claim is owed still, or again; or is not, after all. */
async function markParts(tx: Tx, payments: readonly PaymentRow[], areParts = true): Promise<void> {
  await tx.execute('UPDATE payment SET is_part = $2 WHERE id = ANY($1::uuid[])', [
    payments.map(({ id }) => id),
    areParts,
  ]);
}

/** The charges, what the payment was for, and what exceeds everything owed: the receiver holds it for the payer. */
async function postSettled(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  change: Change,
  { allocation: { excessMinor }, charges }: SettledClaim,
  booked: NewMovement,
): Promise<void> {
  const { payment, financing, amountMinor } = change;
  if (excessMinor > 0n) await holdExcess(tx, viewer, cause, change, excessMinor);
  const { invoiceId, currency, payerId, payeeId } = payment;
  const held = refundHeld({
    cause: paymentCause(payment.id),
    currency,
    invoiceId,
    ...(financing && { financingId: financing.id }),
    payerId,
    receiverId: payeeId,
    amountMinor: excessMinor,
  });
  await post(tx, [...charges, ...(excessMinor < amountMinor ? [booked] : []), ...(excessMinor > 0n ? [held] : [])]);
}

async function holdExcess(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  { payment, bookedOn }: Change,
  amountMinor: bigint,
): Promise<void> {
  const { id: paymentId, payeeId: receiverId, payerId, invoiceId, financingId, currency } = payment;
  const of = { paymentId, receiverId, payerId, invoiceId, financingId, currency };
  await holdRefund(tx, viewer, cause, { ...of, amountMinor, heldOn: bookedOn! });
}

function obstacleToReopening({ payment, financing, invoice, otherPayments, excessIsSent }: Change): HoldReason | null {
  // A part of it has left the payee again.
  if (excessIsSent) return 'OTHER_PAYMENT_UNDER_WAY';
  const standing = ['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID'];
  if (payment.kind === 'REPAYMENT' && !standing.includes(financing?.state ?? '')) return 'FINANCING_MOVED_ON';
  if (![...openStates, 'PAID'].includes(invoice.state)) return 'INVOICE_MOVED_ON';
  const isInTheWay = ({ kind, state, payerId }: PaymentRow) =>
    payerId === payment.payerId &&
    (state === 'INSTRUCTED' || (kind !== payment.kind && (state === 'DUE' || state === 'SETTLED')));
  return otherPayments.some(isInTheWay) ? 'OTHER_PAYMENT_UNDER_WAY' : null;
}

/** Leg 2 came back: the buyer owes the funder again, and the exposure stands again, beyond the limit if need be. */
async function undoRepayment(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment, invoice } = change;
  const financing = change.financing!;
  const { principalMinor, interestMinor, charges } = await unsettlePart(tx, viewer, cause, change);
  const isOwedAgain = principalMinor + interestMinor > 0n;
  if (financing.state === 'REPAID' && isOwedAgain)
    await move(tx, viewer, cause, financing, 'OVERDUE', 'financing.overdue');
  if (payment.refundId !== null) {
    const refund = await lockRefund(tx, payment.refundId);
    await refundReopened(tx, viewer, cause, refund!);
  }
  const restored = releasedBetween(financing, invoice.paidMinor - principalMinor, invoice.paidMinor);
  if (restored > 0n) await restoreExposure(tx, await exposuresOf(tx, [financing], () => restored));
  await post(tx, [
    ...(await reversalsOf(tx, [paymentCause(payment.id)])),
    ...(isOwedAgain ? await unearn(tx, payment, financing) : []),
    ...charges,
  ]);
}

/** What a payment that came back was for is owed again, with what else is, by one payment. */
async function unsettlePart(tx: Tx, viewer: Viewer, cause: string, change: Change) {
  const { payment, invoice, otherPayments } = change;
  const ofClaim = otherPayments.filter(({ kind }) => kind === payment.kind);
  const parts = await unsettleClaim(tx, payment.id);
  await unpayInvoice(tx, viewer, cause, invoice, parts.principalMinor);
  await cancelPayments(
    tx,
    viewer,
    cause,
    ofClaim.filter(({ state }) => state === 'DUE'),
  );
  const standing = ofClaim.filter(({ state }) => state === 'SETTLED');
  await markParts(tx, standing);
  const charges = await chargesToday(tx, invoice.id);
  const next = await renewPayment(tx, viewer, cause, payment);
  // What it was for had been charged too much: nothing is owed, and the latest of the others made the claim whole.
  if (!next) await markParts(tx, [latest(standing, payment.kind)], false);
  const excess = await lockExcess(tx, payment.id);
  if (excess) await refundUndone(tx, viewer, cause, excess);
  return { ...parts, charges };
}

/**
 * An earlier part came back after a later one had made the claim zero, with which the discount was earned: it is unearned
 * again, so the later movement is posted anew without it.
 */
async function unearn(tx: Tx, { id }: PaymentRow, financing: FinancingRow): Promise<NewMovement[]> {
  const [earning] = await tx.query<{
    movementId: string;
    lateMinor: bigint;
    interestMinor: bigint;
    principalMinor: bigint;
    excessMinor: bigint;
    receiverId: string | null;
  }>(
    `SELECT m.id AS movement_id, a.lump_sum_minor + a.late_interest_minor AS late_minor, a.interest_minor, a.principal_minor,
            a.excess_minor, r.receiver_id
       FROM payment_allocation a
       JOIN payment p ON p.id = a.payment_id
       LEFT JOIN refund r ON r.id = p.refund_id
       JOIN movement m ON m.cause_kind = 'PAYMENT' AND m.cause_id = a.payment_id::text
                      AND m.kind IN ('REPAYMENT', 'FORWARDED')
      WHERE a.financing_id = $1 AND a.payment_id <> $2 AND a.taken_back_on IS NULL
        AND NOT EXISTS (SELECT FROM movement r WHERE r.reverses_id = m.id)
        AND EXISTS (SELECT FROM transfer t JOIN ledger_account c ON c.id = t.credit_account_id
                     WHERE t.movement_id = m.id AND c.kind = 'DISCOUNT_EARNED')`,
    [financing.id, id],
  );
  if (!earning) return [];
  const { movementId, receiverId, excessMinor, ...parts } = earning;
  const { invoiceId, funderId, buyerId, currency } = financing;
  const deal = { financingId: financing.id, invoiceId, funderId, buyerId, currency };
  const right = { ...deal, ...parts, cause: correctionCause(movementId), earnedMinor: 0n };
  return correctionOf(tx, movementId, [
    receiverId === null ? repayment(right) : forwarded({ ...right, receiverId, excessMinor, recovers: false }),
  ]);
}

/** A payment is on its way to a supplier that sells its claim meanwhile: the buyer would pay twice. */
function obstacleToPayment({ payment, invoice }: Change): HoldReason | null {
  if (!isPayable(payment, invoice)) return 'INVOICE_MOVED_ON';
  return invoice.financed ? 'OTHER_PAYMENT_UNDER_WAY' : null;
}

/** The buyer paid the supplier, which still held the claim, in full or in part. */
async function paySupplier(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { payment } = change;
  const settled = await settlePart(tx, viewer, cause, change);
  await oweRest(tx, viewer, cause, change, settled);
  const { lumpSumMinor, lateInterestMinor, principalMinor } = settled.allocation;
  const booked = paidToSupplier({
    cause: paymentCause(payment.id),
    currency: payment.currency,
    invoiceId: payment.invoiceId,
    supplierId: payment.payeeId,
    buyerId: payment.payerId,
    lateMinor: lumpSumMinor + lateInterestMinor,
    principalMinor,
  });
  await postSettled(tx, viewer, cause, change, settled, booked);
}

async function undoPayment(tx: Tx, viewer: Viewer, cause: string, change: Change): Promise<void> {
  const { charges } = await unsettlePart(tx, viewer, cause, change);
  await post(tx, [...(await reversalsOf(tx, [paymentCause(change.payment.id)])), ...charges]);
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

function isUnderWayToSupplier({ kind, state }: PaymentRow): boolean {
  return kind === 'SUPPLIER_PAYMENT' && (state === 'INSTRUCTED' || state === 'SETTLED');
}

/** The latest attempt of a kind: what is owed again is owed as it was. */
function latest(payments: readonly PaymentRow[], kind: PaymentRow['kind']): PaymentRow {
  const attempts = payments.filter(payment => payment.kind === kind).sort((a, b) => b.attempt - a.attempt);
  if (!attempts[0]) throw new Error(`There was no ${kind} to be owed again.`);
  return attempts[0];
}
