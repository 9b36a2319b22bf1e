import type { BankMessage, BankPort } from '../bank/index.js';
import { transition } from '../events/index.js';
import { lockInvoices } from '../invoices/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { lockPaymentsOfInvoices } from './lock-payments.js';
import { paymentChannels } from './payment.channels.js';
import type { BankMessageReceiptRow, PaymentRow } from './payment.entity.js';
import { type HoldReason, type InstructedPayment, judge, type Outcome } from './payment.rules.js';
import { paymentMachine } from './payment.states.js';
import type { Settlement, SettlementEffects } from './settlement-effects.js';

const pageSize = 100;

/**
 * Reads what the bank has said since the last time and applies it: each message in a transaction of its own, each message
 * id at most once, in whatever order they come. What cannot be applied yet is held and tried again when what it waits for
 * has come; what does not fit is held for a person. Resolves to how many messages were new or became applicable.
 */
export async function readBankMessages<Financing>(
  work: UnitOfWork,
  database: Database,
  bank: BankPort,
  effects: SettlementEffects<Financing>,
): Promise<number> {
  let applied = 0;
  for (;;) {
    const cursor = await readCursor(database, bank.name);
    const page = await bank.messagesAfter(cursor, pageSize);
    if (page.messages.length === 0) break;
    for (const message of page.messages) {
      const isNew = await work.perform(systemViewer, tx => receive(tx, message, effects));
      if (isNew) applied += 1;
    }
    await moveCursor(work, bank.name, cursor, page.cursor);
  }
  return applied + (await retryHeld(work, database, effects));
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
  const content = JSON.stringify(message, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  const isNew = await tx.execute(
    `INSERT INTO bank_message_receipt (message_id, kind, content, outcome) VALUES ($1, $2, $3, 'HELD')
     ON CONFLICT (message_id) DO NOTHING`,
    [message.id, message.kind, content],
  );
  if (isNew === 0) return false;
  await apply(tx, message, effects);
  return true;
}

/** Tries again what waited for a booking that has come since. */
async function retryHeld<Financing>(
  work: UnitOfWork,
  database: Database,
  effects: SettlementEffects<Financing>,
): Promise<number> {
  const ready = await database.read(systemViewer, db =>
    db.query<Pick<BankMessageReceiptRow, 'messageId'>>(
      `SELECT r.message_id
         FROM bank_message_receipt r
         JOIN payment p ON p.end_to_end_id = r.content ->> 'endToEndId'
        WHERE r.outcome = 'HELD' AND r.reason = 'NOT_BOOKED_YET' AND p.state <> 'INSTRUCTED'
        ORDER BY r.received_at, r.message_id`,
    ),
  );
  for (const { messageId } of ready) {
    await work.perform(systemViewer, async tx => {
      const held = await tx.maybe<Pick<BankMessageReceiptRow, 'content'>>(
        `SELECT content FROM bank_message_receipt
          WHERE message_id = $1 AND outcome = 'HELD' AND reason = 'NOT_BOOKED_YET' FOR UPDATE`,
        [messageId],
      );
      if (held) await apply(tx, messageFrom(held.content), effects);
    });
  }
  return ready.length;
}

function messageFrom(content: BankMessageReceiptRow['content']): BankMessage {
  const revived =
    'amountMinor' in content ? { ...content, amountMinor: BigInt(content.amountMinor as string) } : content;
  return revived as unknown as BankMessage;
}

/** Locks in the one order, judges, and lets the payment and all that hangs on it move. */
async function apply<Financing>(tx: Tx, message: BankMessage, effects: SettlementEffects<Financing>): Promise<void> {
  const found = await tx.maybe<Pick<PaymentRow, 'id' | 'invoiceId' | 'financingId'>>(
    'SELECT id, invoice_id, financing_id FROM payment WHERE end_to_end_id = $1',
    [message.endToEndId],
  );
  if (!found) return conclude(tx, message, 'HELD', 'UNKNOWN_PAYMENT');
  const [invoice] = await lockInvoices(tx, [found.invoiceId]);
  const financings = await effects.lockFinancings(tx, found.financingId ? [found.financingId] : []);
  const payments = await lockPaymentsOfInvoices(tx, [found.invoiceId]);
  const payment = payments.find(row => row.id === found.id)!;

  const judgement = judge(message, { ...payment, ...(await instructionOf(tx, payment)) });
  if ('ignore' in judgement) return conclude(tx, message, 'IGNORED', null);
  if ('hold' in judgement) return conclude(tx, message, 'HELD', judgement.hold);
  const { apply: outcome } = judgement;
  if (outcome === 'CREDITED') {
    await moveTo(tx, message, payment, outcome);
    return conclude(tx, message, 'APPLIED', null);
  }
  const change: Settlement<Financing> = {
    outcome,
    payment,
    invoice: invoice!,
    financing: financings[0] ?? null,
    otherPayments: payments.filter(row => row.id !== payment.id),
    ...factsOf(message),
  };
  const obstacle = effects.obstacle(change);
  if (obstacle) return conclude(tx, message, 'HELD', obstacle);
  await moveTo(tx, message, payment, outcome);
  await effects.apply(tx, systemViewer, causeOf(message), change);
  await conclude(tx, message, 'APPLIED', null);
}

type Instruction = Pick<InstructedPayment, 'payerIban' | 'payeeIban' | 'mayHaveLeft'>;

async function instructionOf(tx: Tx, payment: PaymentRow): Promise<Instruction> {
  return tx.one(
    `SELECT (SELECT iban FROM bank_account WHERE id = $1) AS payer_iban,
            (SELECT iban FROM bank_account WHERE id = $2) AS payee_iban,
            EXISTS (SELECT FROM payment_file WHERE id = $3 AND sending_at IS NOT NULL) AS may_have_left`,
    [payment.payerAccountId, payment.payeeAccountId, payment.fileId],
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

async function conclude(
  tx: Tx,
  message: BankMessage,
  outcome: BankMessageReceiptRow['outcome'],
  reason: HoldReason | null,
): Promise<void> {
  await tx.execute('UPDATE bank_message_receipt SET outcome = $2, reason = $3 WHERE message_id = $1', [
    message.id,
    outcome,
    reason,
  ]);
}

function causeOf(message: BankMessage): string {
  return `bank message ${message.id}`;
}
