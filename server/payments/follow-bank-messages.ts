import { transition } from '../events/index.js';
import { lockInvoices } from '../invoices/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import type { BankMessage } from './bank-message.js';
import {
  bookedInVain,
  causeOf,
  conclude,
  holdForFault,
  lockBookingsInVain,
  lockWaiting,
  messageOf,
  type Receipt,
} from './bank-message-receipts.js';
import { lockPaymentsBeside } from './lock-payments.js';
import { paymentChannels } from './payment.channels.js';
import type { HoldReason, PaymentRow } from './payment.entity.js';
import { type InstructedPayment, judge, type Outcome } from './payment.rules.js';
import { paymentMachine } from './payment.states.js';
import type { Settlement, SettlementEffects } from './settlement-effects.js';

/**
 * Follows what banks said and nobody worked on yet: each message in a transaction of its own, each id at most once, in
 * whatever order they came. What cannot be applied yet is held and tried again when what it waits for has come; what does
 * not fit is held for a person; what meets a fault is reported, held, and tried again, while the others go on. Resolves to
 * how many messages were worked on.
 */
export async function followBankMessages<Financing>(
  work: UnitOfWork,
  database: Database,
  effects: SettlementEffects<Financing>,
  report: ReportFault,
): Promise<number> {
  let followed = 0;
  for (;;) {
    const waiting = await database.read(systemViewer, db =>
      db.query<Pick<Receipt, 'messageId'>>(waitingMessages, [slice]),
    );
    let done = 0;
    for (const { messageId } of waiting) {
      if (await follow(work, messageId, effects, report)) done += 1;
    }
    // What one brought about may be what another waits for.
    if (done === 0) return followed;
    followed += done;
  }
}

const slice = 500;

/** Works on one message; a fault is reported and the message held. Resolves to whether the work did anything. */
async function follow<Financing>(
  work: UnitOfWork,
  messageId: string,
  effects: SettlementEffects<Financing>,
  report: ReportFault,
): Promise<boolean> {
  try {
    return await work.perform(systemViewer, async tx => {
      const receipt = await lockWaiting(tx, messageId);
      if (receipt) await applyReceipt(tx, receipt, effects);
      return receipt !== undefined;
    });
  } catch (error) {
    report(new Error(`The bank message ${messageId} could not be worked on.`, { cause: error }));
    await work.perform(systemViewer, tx => holdForFault(tx, messageId));
    return false;
  }
}

/**
 * Follows messages that were registered, in this transaction and in their order. Resolves to why one is held, null where all
 * are done with.
 */
export async function followNow<Financing>(
  tx: Tx,
  messages: readonly BankMessage[],
  effects: SettlementEffects<Financing>,
  viewer: Viewer,
): Promise<HoldReason | null> {
  for (const { id } of messages) {
    const receipt = await lockWaiting(tx, id);
    const held = receipt && (await applyReceipt(tx, receipt, effects, viewer));
    if (held) return held;
  }
  return null;
}

/** What came, and what can be tried again: its booking or its return came, or its time has. The earliest first. */
const waitingMessages = `
  SELECT r.message_id
    FROM bank_message_receipt r
    LEFT JOIN payment p ON p.end_to_end_id = r.content ->> 'endToEndId'
   WHERE r.outcome = 'RECEIVED' OR (r.outcome = 'HELD' AND (
           (r.reason = 'NOT_BOOKED_YET'
            AND (p.state <> 'INSTRUCTED' OR (r.kind = 'RETURNED' AND coalesce(r.content ->> 'side', 'CREDIT') = 'CREDIT'
                                             AND ${bookedInVain})))
        OR (r.reason = 'NOT_RETURNED_YET' AND p.state <> 'SETTLED')
        OR r.retry_at <= clock_timestamp()))
   ORDER BY r.received_at, r.message_id LIMIT $1`;

/**
 * Locks in the one order, judges, and lets the payment and all that hangs on it move. Resolves to why the message is held,
 * null where it is not.
 */
export async function applyReceipt<Financing>(
  tx: Tx,
  receipt: Receipt,
  effects: SettlementEffects<Financing>,
  viewer: Viewer = systemViewer,
): Promise<HoldReason | null> {
  const concluded = async (outcome: Receipt['outcome'], reason: HoldReason | null) => {
    await conclude(tx, receipt, outcome, reason, viewer);
    return reason;
  };
  const message = messageOf(receipt);
  const found = await tx.maybe<Pick<PaymentRow, 'id' | 'invoiceId' | 'financingId' | 'feeBillId'>>(
    'SELECT id, invoice_id, financing_id, fee_bill_id FROM payment WHERE end_to_end_id = $1',
    [message.endToEndId],
  );
  if (!found) return concluded('HELD', 'UNKNOWN_PAYMENT');
  const [invoice] = await lockInvoices(tx, found.invoiceId ? [found.invoiceId] : []);
  const financings = await effects.lockFinancings(tx, found.financingId ? [found.financingId] : []);
  const payments = await lockPaymentsBeside(tx, found);
  const payment = payments.find(row => row.id === found.id)!;

  const { excessIsSent, ...instruction } = await instructionOf(tx, payment);
  const judgement = judge(message, { ...payment, ...instruction }, viewer !== systemViewer);
  if ('ignore' in judgement) return concluded('IGNORED', null);
  if ('hold' in judgement) return concluded('HELD', judgement.hold);
  const { apply: outcome } = judgement;
  if (outcome === 'CREDITED') {
    await moveTo(tx, message, payment, outcome);
    return concluded('APPLIED', null);
  }
  const change: Settlement<Financing> = {
    outcome,
    payment,
    amountMinor: message.kind === 'BOOKED' ? message.amountMinor : payment.amountMinor,
    invoice: invoice ?? null,
    financing: financings[0] ?? null,
    otherPayments: payments.filter(row => row.id !== payment.id),
    excessIsSent,
    ...factsOf(message),
  };
  if (outcome === 'RETURNED' && payment.state === 'INSTRUCTED') {
    await comeBackUnused(tx, receipt, change, effects);
    return concluded('APPLIED', null);
  }
  const obstacle = effects.obstacle(change);
  if (obstacle) return concluded('HELD', obstacle);
  await moveTo(tx, message, payment, outcome);
  await effects.apply(tx, systemViewer, causeOf(message), change);
  return concluded('APPLIED', null);
}

/**
 * A payment that was booked in vain came back: both messages are true now. It settled and was returned, nothing had followed
 * from its booking, so nothing is undone: for the deal it is as if the bank had rejected it.
 */
async function comeBackUnused<Financing>(
  tx: Tx,
  receipt: Receipt,
  change: Settlement<Financing>,
  effects: SettlementEffects<Financing>,
): Promise<void> {
  const { payment } = change;
  const message = messageOf(receipt);
  const [booking, ...repeated] = await lockBookingsInVain(tx, payment.endToEndId);
  await moveTo(tx, messageOf(booking!), payment, 'SETTLED');
  await moveTo(tx, message, { ...payment, state: 'SETTLED', eventNo: payment.eventNo + 1 }, 'RETURNED');
  await effects.apply(tx, systemViewer, causeOf(message), { ...change, outcome: 'REJECTED', bookedOn: null });
  await conclude(tx, booking!, 'APPLIED', null);
  for (const again of repeated) await conclude(tx, again, 'IGNORED', null);
}

type Instruction = Pick<InstructedPayment, 'payerIban' | 'payeeIban' | 'mayHaveLeft' | 'bookedInVain'> & {
  readonly excessIsSent: boolean;
};

async function instructionOf(tx: Tx, payment: PaymentRow): Promise<Instruction> {
  return tx.one(
    `SELECT (SELECT iban FROM bank_account WHERE id = p.payer_account_id) AS payer_iban,
            (SELECT iban FROM bank_account WHERE id = p.payee_account_id) AS payee_iban,
            (p.outside OR EXISTS (SELECT FROM payment_file WHERE id = p.file_id AND sending_at IS NOT NULL)) AS may_have_left,
            ${bookedInVain} AS booked_in_vain,
            EXISTS (SELECT FROM refund WHERE payment_id = p.id AND state IN ('REFUNDED', 'FORWARDED')) AS excess_is_sent
       FROM payment p WHERE p.id = $1`,
    [payment.id],
  );
}

function factsOf(message: BankMessage): Pick<Settlement<unknown>, 'bookedOn' | 'reasonCode' | 'reason'> {
  switch (message.kind) {
    case 'STATUS':
      return { bookedOn: null, reasonCode: message.reasonCode, reason: message.reason };
    case 'BOOKED':
      return { bookedOn: message.bookedOn, reasonCode: null, reason: null };
    case 'RETURNED':
      return { bookedOn: message.returnedOn, reasonCode: message.reasonCode, reason: message.reason };
  }
}

const events: Readonly<Record<Outcome, { to: 'SETTLED' | 'REJECTED' | 'RETURNED'; event: string }>> = {
  SETTLED: { to: 'SETTLED', event: 'payment.settled' },
  CREDITED: { to: 'SETTLED', event: 'payment.credited' },
  REJECTED: { to: 'REJECTED', event: 'payment.rejected' },
  RETURNED: { to: 'RETURNED', event: 'payment.returned' },
};

/** The payment's own part of a change. */
async function moveTo(tx: Tx, message: BankMessage, payment: PaymentRow, outcome: Outcome): Promise<void> {
  const { bookedOn, reasonCode, reason } = factsOf(message);
  await tx.execute(
    `UPDATE payment SET settled_on = coalesce(settled_on, $2), credited_on = coalesce(credited_on, $3),
                        failure_reason = coalesce(failure_reason, $4) WHERE id = $1`,
    [
      payment.id,
      outcome === 'SETTLED' ? bookedOn : null,
      outcome === 'CREDITED' ? bookedOn : null,
      outcome === 'REJECTED' || outcome === 'RETURNED' ? (reason ?? reasonCode ?? 'no reason given') : null,
    ],
  );
  await transition(tx, systemViewer, paymentMachine, causeOf(message), [
    { row: payment, ...events[outcome], channels: paymentChannels(payment), after: { bookedOn, reasonCode, reason } },
  ]);
}
