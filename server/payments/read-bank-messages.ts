import type { BankMessage, BankPort } from '../bank/index.js';
import { transition } from '../events/index.js';
import { lockInvoices } from '../invoices/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import {
  bookedInVain,
  causeOf,
  conclude,
  holdForFault,
  insertReceipt,
  lockBookingsInVain,
  messageOf,
  type Receipt,
} from './bank-message-receipts.js';
import { lockPaymentsBeside } from './lock-payments.js';
import { paymentChannels } from './payment.channels.js';
import type { HoldReason, PaymentRow } from './payment.entity.js';
import { type InstructedPayment, judge, type Outcome } from './payment.rules.js';
import { paymentMachine } from './payment.states.js';
import type { Settlement, SettlementEffects } from './settlement-effects.js';

const pageSize = 100;

/**
 * Reads what the bank has said since the last time and applies it: each message in a transaction of its own, each message
 * id at most once, in whatever order they come. What cannot be applied yet is held and tried again when what it waits for
 * has come; what does not fit is held for a person; what meets a fault is reported, held, and tried again, while the
 * messages after it go on. Resolves to how many messages were new or became applicable.
 */
export async function readBankMessages<Financing>(
  work: UnitOfWork,
  database: Database,
  bank: BankPort,
  effects: SettlementEffects<Financing>,
  report: ReportFault,
): Promise<number> {
  const received = await receiveAll(work, database, bank, effects, report);
  return received + (await retryHeld(work, database, effects, report));
}

async function receiveAll<Financing>(
  work: UnitOfWork,
  database: Database,
  bank: BankPort,
  effects: SettlementEffects<Financing>,
  report: ReportFault,
): Promise<number> {
  let received = 0;
  for (;;) {
    const cursor = await readCursor(database, bank.name);
    const page = await bank.messagesAfter(cursor, pageSize);
    if (page.messages.length === 0) return received;
    for (const message of page.messages) {
      const isNew = await isolated(work, message, report, tx => receive(tx, message, effects));
      if (isNew) received += 1;
    }
    await moveCursor(work, bank.name, cursor, page.cursor);
  }
}

/** Works on one message; a fault is reported and the message held. Resolves to whether the work did anything. */
async function isolated(
  work: UnitOfWork,
  message: BankMessage,
  report: ReportFault,
  apply: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work.perform(systemViewer, apply);
  } catch (error) {
    report(new Error(`The bank message ${message.id} could not be worked on.`, { cause: error }));
    await work.perform(systemViewer, tx => holdForFault(tx, message));
    return false;
  }
}

async function readCursor(database: Database, bank: string): Promise<string> {
  const feed = await database.read(systemViewer, db =>
    db.maybe<{ cursor: string }>('SELECT cursor FROM bank_feed WHERE bank = $1', [bank]),
  );
  return feed?.cursor ?? '';
}

/** Only onwards from where it was read: a server that read the same page at the same time has moved it already. */
async function moveCursor(work: UnitOfWork, bank: string, from: string, to: string): Promise<void> {
  await work.perform(systemViewer, async tx => {
    await tx.execute(`INSERT INTO bank_feed (bank) VALUES ($1) ON CONFLICT (bank) DO NOTHING`, [bank]);
    await tx.execute('UPDATE bank_feed SET cursor = $3 WHERE bank = $1 AND cursor = $2', [bank, from, to]);
  });
}

/** False for a message that came before. Its receipt is the first thing written, so that its twin waits and then sees it. */
async function receive<Financing>(
  tx: Tx,
  message: BankMessage,
  effects: SettlementEffects<Financing>,
): Promise<boolean> {
  const receipt = await insertReceipt(tx, message);
  if (!receipt) return false;
  await applyReceipt(tx, receipt, effects);
  return true;
}

/** What can be tried again, an SQL condition on the receipt `r` and its payment `p`: its booking came, or its time has. */
const retryable = `r.outcome = 'HELD' AND (
  (r.reason = 'NOT_BOOKED_YET' AND (p.state <> 'INSTRUCTED' OR (r.kind = 'RETURNED' AND ${bookedInVain})))
  OR r.retry_at <= clock_timestamp())`;

/** Tries again what waited for a booking that has come since, and what met a fault before. */
async function retryHeld<Financing>(
  work: UnitOfWork,
  database: Database,
  effects: SettlementEffects<Financing>,
  report: ReportFault,
): Promise<number> {
  const ready = await database.read(systemViewer, db =>
    db.query<Pick<Receipt, 'messageId' | 'content'>>(
      `SELECT r.message_id, r.content
         FROM bank_message_receipt r
         LEFT JOIN payment p ON p.end_to_end_id = r.content ->> 'endToEndId'
        WHERE ${retryable}
        ORDER BY r.received_at, r.message_id`,
    ),
  );
  let applied = 0;
  for (const held of ready) {
    const isDone = await isolated(work, messageOf(held), report, async tx => {
      const receipt = await tx.maybe<Receipt>(
        `SELECT * FROM bank_message_receipt
          WHERE message_id = $1 AND outcome = 'HELD' AND reason IN ('NOT_BOOKED_YET', 'FAULT') FOR UPDATE`,
        [held.messageId],
      );
      if (receipt) await applyReceipt(tx, receipt, effects);
      return receipt !== undefined;
    });
    if (isDone) applied += 1;
  }
  return applied;
}

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

  const judgement = judge(message, { ...payment, ...(await instructionOf(tx, payment)) });
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
    amountMinor: payment.amountMinor,
    invoice: invoice ?? null,
    financing: financings[0] ?? null,
    otherPayments: payments.filter(row => row.id !== payment.id),
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

type Instruction = Pick<InstructedPayment, 'payerIban' | 'payeeIban' | 'mayHaveLeft' | 'bookedInVain'>;

async function instructionOf(tx: Tx, payment: PaymentRow): Promise<Instruction> {
  return tx.one(
    `SELECT (SELECT iban FROM bank_account WHERE id = p.payer_account_id) AS payer_iban,
            (SELECT iban FROM bank_account WHERE id = p.payee_account_id) AS payee_iban,
            EXISTS (SELECT FROM payment_file WHERE id = p.file_id AND sending_at IS NOT NULL) AS may_have_left,
            ${bookedInVain} AS booked_in_vain
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
