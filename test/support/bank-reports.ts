import {
  type BankPort,
  type WrittenEntry,
  writeNotification,
  writeStatement,
  writeStatusReport,
} from '../../server/bank/index.js';
import { findViolations } from '../../server/invariants/index.js';
import type { PaymentRow } from '../../server/payments/index.js';
import { type LocalDate, localDate } from '../../server/platform/local-date.js';
import type { MoneyMarket, Party } from './money-market.js';

let count = 0;

/** A name that no other message of this run has. */
function newMessageId(): string {
  count += 1;
  return `BANK${process.pid}X${count}`;
}

/** An entry of somebody unknown, unless it says more. */
export function entry(of: Partial<WrittenEntry> & Pick<WrittenEntry, 'side' | 'amountMinor'>): WrittenEntry {
  count += 1;
  return {
    reference: `REF${process.pid}X${count}`,
    bookedOn: localDate('2031-03-06'),
    endToEndId: null,
    originalMessageId: null,
    debtor: { name: null, iban: null },
    creditor: { name: null, iban: null },
    remittance: null,
    returned: null,
    ...of,
  };
}

/** One side of a payment as its banks book it. */
export function entryOf(
  payment: Pick<PaymentRow, 'endToEndId' | 'amountMinor'>,
  side: 'DEBIT' | 'CREDIT',
  { payer, payee, ...of }: { payer: Party; payee: Party } & Partial<WrittenEntry>,
): WrittenEntry {
  return entry({
    side,
    amountMinor: payment.amountMinor,
    endToEndId: payment.endToEndId,
    debtor: { name: payer.name, iban: payer.iban },
    creditor: { name: payee.name, iban: payee.iban },
    ...of,
  });
}

const createdAt = new Date('2031-03-06T17:00:00Z');

/** The statement of a day of the party's account. */
export function statement(
  { iban }: Pick<Party, 'iban'>,
  openingMinor: bigint,
  entries: readonly WrittenEntry[],
  of: { readonly sequence?: number; readonly day?: LocalDate; readonly currency?: string } = {},
): Buffer {
  const { sequence = 1, day = localDate('2031-03-06'), currency = 'EUR' } = of;
  return Buffer.from(
    writeStatement({ messageId: newMessageId(), createdAt, iban, currency, entries, sequence, day, openingMinor }),
  );
}

/** What was booked just now, or what the day has brought so far. */
export function notification(
  { iban }: Pick<Party, 'iban'>,
  entries: readonly WrittenEntry[],
  message: 'camt.052' | 'camt.054' = 'camt.054',
): Buffer {
  return Buffer.from(
    writeNotification(message, { messageId: newMessageId(), createdAt, iban, currency: 'EUR', entries }),
  );
}

/** What becomes of instructions of a file. */
export function statusReport(originalMessageId: string, statuses: Readonly<Record<string, string>>): Buffer {
  const transactions = Object.entries(statuses).map(([endToEndId, status]) => ({
    endToEndId,
    status,
    reason: status === 'RJCT' ? { code: 'AC04', words: 'closed account' } : null,
  }));
  return Buffer.from(writeStatusReport({ messageId: newMessageId(), createdAt, originalMessageId, transactions }));
}

/** As if somebody had changed it on the way. */
export function doctored(file: Buffer, from: string | RegExp, to: string): Buffer {
  const changed = file.toString().replace(from, to);
  if (changed === file.toString()) throw new Error('Nothing was changed.');
  return Buffer.from(changed);
}

/** A bank that is connected and says nothing: what is known of it, files that people bring say. */
export const silentBank: BankPort = {
  submit: async () => {},
  recall: async () => {},
  waitingFiles: async () => [],
  acknowledge: async () => {},
};

/** Checks that know nothing of suspense, of payments outside files and of resolutions. */
const narrower = ['I-02.BANK', 'I-20', 'I-51'];

/** Every invariant; of BANK that it is what payments moved and what is in suspense. */
export async function expectBooksToHold(market: MoneyMarket): Promise<void> {
  const violations = await findViolations(market.database);
  expect(violations.filter(({ id }) => !narrower.includes(id))).toEqual([]);
  const differing = await market.asAdmin(
    `SELECT o.id, a.balance, m.moved
       FROM organization o
       LEFT JOIN (SELECT organization_id, sum(debit_minor - credit_minor) AS balance FROM ledger_account
                   WHERE kind = 'BANK' GROUP BY 1) a ON a.organization_id = o.id
       LEFT JOIN (SELECT id, sum(minor) AS moved FROM (
                    SELECT payee_id AS id, amount_minor AS minor FROM payment WHERE state = 'SETTLED'
                     UNION ALL SELECT payer_id, -amount_minor FROM payment WHERE state = 'SETTLED'
                     UNION ALL SELECT organization_id, CASE side WHEN 'CREDIT' THEN amount_minor ELSE -amount_minor END
                                 FROM bank_entry WHERE state = 'SUSPENSE') g GROUP BY 1) m ON m.id = o.id
      WHERE coalesce(a.balance, 0) <> coalesce(m.moved, 0)`,
  );
  expect(differing).toEqual([]);
}
