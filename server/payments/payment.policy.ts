import type { ActionTable } from '../platform/actions.js';
import type { LocalDate } from '../platform/local-date.js';
import { actsInPerson, organizationOf, type Viewer } from '../platform/viewer.js';
import type { PaymentFileDirection } from './payment-file.entity.js';
import type { PaymentRow } from './payment.entity.js';

/**
 * Which payments a viewer sees, as an SQL condition on `t`: its payer, its payee, and the operator. The buyer of a financed
 * invoice is neither in leg 1, so it does not meet the price.
 */
export const paymentVisible =
  '(viewer_sees_all() OR t.payer_id = viewer_organization() OR t.payee_id = viewer_organization())';

/** Why a payment that is due cannot be released now, or null; an SQL expression on `t`. */
export const paymentHeld = `CASE
  WHEN t.state = 'DUE' AND t.kind = 'SUPPLIER_PAYMENT' AND EXISTS (
    SELECT FROM financing f WHERE f.invoice_id = t.invoice_id AND f.state IN ('AGREED', 'DISBURSING'))
  THEN 'FINANCING_AGREED'
  WHEN t.state = 'DUE' AND EXISTS (
    SELECT FROM bank_account b WHERE b.id = t.payee_account_id AND b.state <> 'VERIFIED')
  THEN 'PAYEE_ACCOUNT_CLOSED' END`;

/** The last day on which a leg 1 may settle, or null; an SQL expression on `t`. After it a sweep fails its financing. */
const paymentLastDay = `CASE WHEN t.kind = 'DISBURSEMENT' THEN (
    SELECT f.disburse_until FROM financing f WHERE f.id = t.financing_id) END`;

/**
 * What a payment of a claim that is due asks for lateness, until the day on which it would be executed if it were released
 * now; of one that was released, what it asked. An SQL expression on `t`.
 */
const paymentLate = `CASE
  WHEN t.state = 'DUE' AND t.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND (t.due_on < business_today() OR t.late_minor > 0)
  THEN late_open(t.invoice_id, business_day_from(business_today())) ELSE t.late_minor END`;

/** What a payment asks, with what is owed for lateness; an SQL expression on `t`. */
export const paymentAsks = `greatest(t.amount_minor - t.late_minor + ${paymentLate}, 1)`;

/** The mandate under which the payee may collect a leg 2 that is due; an SQL expression on `t`. */
const paymentMandate = `CASE WHEN t.state = 'DUE' AND t.kind = 'REPAYMENT' THEN (
    SELECT m.id FROM mandate m
     WHERE m.debtor_id = t.payer_id AND m.creditor_id = t.payee_id AND m.currency = t.currency AND m.state = 'ACTIVE'
       AND m.lapses_on >= business_today()) END`;

/** The line `l` by which it is being collected, or was: it left by it, or waits while the mandate `m` is in force; SQL on `t`. */
const collection = `payment_file_line l JOIN mandate m ON m.id = l.mandate_id
    JOIN payment_file f ON f.id = l.file_id
    WHERE l.payment_id = t.id AND (l.state = 'RELEASED' OR (l.state = 'PREPARED' AND m.state = 'ACTIVE'))`;

/** The mandate under which it is being collected, or was; an SQL expression on `t`. */
export const paymentCollectedUnder = `(SELECT m.id FROM ${collection})`;

/** The day on which it is collected so; an SQL expression on `t`. */
const paymentCollectionDate = `(SELECT f.execution_date FROM ${collection})`;

/** The file in which it waits for a second person of its payer, or of its payee who collects it; an SQL expression on `t`. */
const paymentWaitsIn = (direction: PaymentFileDirection) => `(SELECT l.file_id FROM payment_file_line l
    WHERE l.payment_id = t.id AND l.state = 'PREPARED' AND l.direction = '${direction}')`;

/** The columns of a payment with what stands around it, from `payment t`. */
export const paymentColumns = `t.*, ${paymentAsks} AS asked_minor, ${paymentHeld} AS held_reason, ${paymentLastDay} AS last_day,
  coalesce(${paymentLastDay} < business_today(), false) AS is_over,
  ${paymentWaitsIn('TRANSFER')} AS prepared_file_id, ${paymentWaitsIn('COLLECTION')} AS prepared_collection_id,
  ${paymentMandate} AS mandate_id, ${paymentCollectedUnder} AS collected_under_id, ${paymentCollectionDate} AS collection_date`;

/**
 * FINANCING_AGREED: the claim is being sold; the payment goes when that failed, or is cancelled when leg 1 settles.
 * PAYEE_ACCOUNT_CLOSED: the account to which the award pinned it is closed; leg 1 fails on its last day, the payee of leg 2
 * names another.
 */
export type HeldReason = 'FINANCING_AGREED' | 'PAYEE_ACCOUNT_CLOSED';

/**
 * A payment with what it asks (minor units of its currency), what holds it, until when it may settle, and whether that is
 * over; the files in which it waits for a second person of its payer, or of its payee; the mandates under which it may be, and
 * is, collected, and the day.
 */
export type PaymentView = PaymentRow & {
  readonly askedMinor: bigint;
  readonly heldReason: HeldReason | null;
  readonly lastDay: LocalDate | null;
  readonly isOver: boolean;
  readonly preparedFileId: string | null;
  readonly preparedCollectionId: string | null;
  readonly mandateId: string | null;
  readonly collectedUnderId: string | null;
  readonly collectionDate: LocalDate | null;
};

export type PaymentAction = 'PREPARE' | 'COLLECT' | 'CHANGE_PAYEE_ACCOUNT';

const isFree = ({ heldReason, isOver }: PaymentView) => heldReason === null && !isOver;

/**
 * Each payer puts its own into files, for a second person to release; so does the payee of a leg 2 under a mandate. Neither
 * keeps the other from it: what is released first goes. Where leg 2 goes is its payee's to say, and only where it can go
 * nowhere else.
 */
export const paymentPolicy: ActionTable<PaymentAction, PaymentView> = {
  PREPARE: {
    permission: ['MAKER', 'CHECKER'],
    states: ['DUE'],
    party: (viewer, payment) => organizationOf(viewer) === payment.payerId,
    when: (_, payment) => isFree(payment) && payment.preparedFileId === null,
  },
  COLLECT: {
    permission: ['MAKER', 'CHECKER'],
    states: ['DUE'],
    party: (viewer, payment) => organizationOf(viewer) === payment.payeeId,
    when: (_, payment) => isFree(payment) && payment.preparedCollectionId === null && payment.mandateId !== null,
  },
  CHANGE_PAYEE_ACCOUNT: {
    permission: 'CHECKER',
    states: ['DUE'],
    party: (viewer, payment) => actsInPerson(viewer) && organizationOf(viewer) === payment.payeeId,
    when: (_, payment) => payment.kind === 'REPAYMENT' && payment.heldReason === 'PAYEE_ACCOUNT_CLOSED',
  },
};
