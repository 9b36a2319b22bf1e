import { randomUUID } from 'node:crypto';
import {
  type BankPort,
  type ReceivedFile,
  type WrittenEntry,
  writeNotification,
  writeStatement,
  writeStatusReport,
} from '../../server/bank/index.js';
import { settlementEffects } from '../../server/financings/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import {
  type BankMessage,
  followBankMessages,
  type PaymentRow,
  registerBankMessages,
  sendPaymentFiles,
} from '../../server/payments/index.js';
import { type LocalDate, localDate } from '../../server/platform/local-date.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, type Party, unexpected } from './money-market.js';

/** A bank that takes whatever it is sent, and gives the files that it was told to give. */
export function bankWithFiles(files: readonly ReceivedFile[] = []): BankPort {
  const waiting = new Map(files.map(file => [file.id, file]));
  return {
    submit: async () => {},
    recall: async () => {},
    waitingFiles: async limit => [...waiting.values()].slice(0, limit),
    acknowledge: async ids => ids.forEach(id => waiting.delete(id)),
  };
}

/** Something that happened on an account in the month. */
export interface Happening {
  readonly iban: string;
  readonly side: 'DEBIT' | 'CREDIT';
  readonly amountMinor: bigint;
  readonly day: LocalDate;
  readonly endToEndId: string | null;
  readonly counterparty: { readonly name: string; readonly iban: string } | null;
  readonly remittance: string | null;
  readonly returned: boolean;
}

/** What a bank has to tell of a month: what became of instructions, and what was booked, each in its order. */
export interface BankMonth {
  readonly statuses: readonly { readonly endToEndId: string; readonly status: 'ACCP' | 'RJCT' }[];
  readonly happenings: readonly Happening[];
}

const amount = 100_000_00n;
const stranger = { name: 'Stranger', iban: 'DE89370400440532013000' };

/**
 * A market whose payments of one month are all at the bank, which has said nothing yet; and what it has to say: payments
 * booked on both sides, rejected, returned before and after they came, paid in another way, and entries of nobody's.
 */
export async function openBankMonth(market: MoneyMarket): Promise<BankMonth> {
  const { buyer, supplier, funder } = market;
  const parties = new Map([buyer, supplier, funder].map(party => [party.id, party]));
  const statuses: { endToEndId: string; status: 'ACCP' | 'RJCT' }[] = [];
  const happenings: Happening[] = [];

  const instructed = async (invoice: InvoiceRow, kind: PaymentRow['kind']): Promise<PaymentRow> => {
    await market.release(await market.payment(invoice, kind));
    await sendPaymentFiles(market.work, market.database, bankWithFiles(), unexpected);
    return market.payment(invoice, kind);
  };
  const tell = (payment: PaymentRow, day: string, fate: 'BOOKED' | 'REJECTED' | 'UNREACHED' | 'SENT_BACK'): void => {
    const [payer, payee] = [parties.get(payment.payerId)!, parties.get(payment.payeeId)!];
    const { endToEndId, amountMinor } = payment;
    statuses.push({ endToEndId, status: 'ACCP' });
    if (fate === 'REJECTED') return void statuses.push({ endToEndId, status: 'RJCT' });
    const at = (of: Party, other: Party, side: Happening['side'], on: string, returned = false): void => {
      happenings.push({
        ...{ iban: of.iban, side, amountMinor, day: localDate(on), endToEndId, counterparty: other, returned },
        remittance: null,
      });
    };
    at(payer, payee, 'DEBIT', day);
    if (fate !== 'UNREACHED') at(payee, payer, 'CREDIT', day);
    if (fate === 'BOOKED') return;
    at(payer, payee, 'CREDIT', '2031-03-27', true);
    if (fate === 'SENT_BACK') at(payee, payer, 'DEBIT', '2031-03-27', true);
  };

  // Deals of the month before: their leg 1 has settled, and leg 2 is due now.
  for (const [day, discountMinor, fate] of [
    ['2031-03-10', 62_50n, 'BOOKED'],
    ['2031-03-14', 112_50n, 'BOOKED'],
    ['2031-03-21', 200_00n, 'SENT_BACK'],
  ] as const) {
    const invoice = await market.approve({ adjustedDueDate: localDate(day) });
    await market.award(invoice, { valueDate: localDate('2031-03-05'), discountMinor });
    await settle(market, await instructed(invoice, 'DISBURSEMENT'), localDate('2031-03-05'));
    tell(await instructed(invoice, 'REPAYMENT'), day, fate);
  }
  for (const fate of ['BOOKED', 'BOOKED', 'REJECTED', 'UNREACHED', 'SENT_BACK'] as const) {
    const invoice = await market.approve();
    await market.award(invoice);
    tell(await instructed(invoice, 'DISBURSEMENT'), '2031-03-06', fate);
  }
  for (const [day, fate] of [
    ['2031-03-11', 'BOOKED'],
    ['2031-03-11', 'BOOKED'],
    ['2031-03-17', 'REJECTED'],
    ['2031-03-18', 'UNREACHED'],
    ['2031-03-24', 'BOOKED'],
  ] as const) {
    const invoice = await market.approve({ adjustedDueDate: localDate(day) });
    tell(await instructed(invoice, 'SUPPLIER_PAYMENT'), day, fate);
  }

  const other = (of: Party, change: Partial<Happening>): void => {
    happenings.push({
      ...{ iban: of.iban, side: 'DEBIT', amountMinor: 12_50n, day: localDate('2031-03-12'), endToEndId: null },
      ...{ counterparty: null, remittance: 'Fees of the month', returned: false, ...change },
    } as Happening);
  };
  // The buyer pays in its own way, naming the invoice.
  const outside = await market.approve({ adjustedDueDate: localDate('2031-03-26') });
  const paid = { amountMinor: amount, day: localDate('2031-03-26'), remittance: `Inv. ${outside.number} with thanks` };
  other(buyer, { ...paid, side: 'DEBIT', counterparty: supplier });
  other(supplier, { ...paid, side: 'CREDIT', counterparty: buyer });
  // Somebody else pays an invoice; a customer of the supplier's pays; the bank takes its fees, twice the same.
  const others = await market.approve({ adjustedDueDate: localDate('2031-03-28') });
  other(supplier, { ...paid, side: 'CREDIT', remittance: others.number, counterparty: stranger });
  other(supplier, { side: 'CREDIT', amountMinor: 40_000_00n, remittance: 'RF18539007547034', counterparty: stranger });
  other(buyer, {});
  other(funder, {});
  other(funder, {});
  await market.setClock('2031-03-31T12:00:00+02:00');
  return { statuses, happenings };
}

async function settle(market: MoneyMarket, payment: PaymentRow, day: LocalDate): Promise<void> {
  const { endToEndId, amountMinor, currency, payerAccountId, payeeAccountId } = payment;
  const accounts = await market.rows<{ id: string; iban: string }>('bank_account', 'id = ANY ($1::uuid[])', [
    [payerAccountId, payeeAccountId],
  ]);
  const said = (['DEBIT', 'CREDIT'] as const).map((side): BankMessage => {
    const { iban } = accounts.find(({ id }) => id === (side === 'DEBIT' ? payerAccountId : payeeAccountId))!;
    return {
      kind: 'BOOKED',
      id: `${endToEndId}-${side}`,
      endToEndId,
      iban,
      side,
      amountMinor,
      currency,
      bookedOn: day,
    };
  });
  await market.work.perform(systemViewer, tx => registerBankMessages(tx, said));
  await followBankMessages(market.work, market.database, settlementEffects, unexpected);
}

let messages = 0;

/** Ids of messages are never the same twice, as those of banks. */
function messageId(): string {
  messages += 1;
  return `T${String(messages).padStart(10, '0')}`;
}

const createdAt = new Date('2031-03-31T12:00:00Z');

function file(name: string, body: string): ReceivedFile {
  return { id: randomUUID(), name, bytes: Buffer.from(body, 'utf8') };
}

export function statusFile(transactions: BankMonth['statuses']): ReceivedFile {
  return file(
    'pain.002.xml',
    writeStatusReport({
      ...{ messageId: messageId(), createdAt, originalMessageId: 'NOTPROVIDED' },
      transactions: transactions.map(({ endToEndId, status }) => ({
        endToEndId,
        status,
        reason: status === 'RJCT' ? { code: 'AC04', words: 'closed' } : null,
      })),
    }),
  );
}

/** What happened on one account, as a camt.054 or a camt.052. */
export function notificationFile(name: 'camt.052' | 'camt.054', happenings: readonly Happening[]): ReceivedFile {
  const { iban } = happenings[0]!;
  const report = { messageId: messageId(), createdAt, iban, currency: 'EUR', entries: happenings.map(entryOf) };
  return file(`${name}.xml`, writeNotification(name, report));
}

/** One day of one account. */
export function statementFile(
  happenings: readonly Happening[],
  { openingMinor, sequence }: { readonly openingMinor: bigint; readonly sequence: number },
): ReceivedFile {
  const { iban, day } = happenings[0]!;
  const report = { messageId: messageId(), createdAt, iban, currency: 'EUR', entries: happenings.map(entryOf) };
  return file('camt.053.xml', writeStatement({ ...report, day, sequence, openingMinor }));
}

function entryOf(happening: Happening): WrittenEntry {
  const { side, amountMinor, day, endToEndId, counterparty, remittance, returned, iban } = happening;
  const own = { name: 'Holder', iban };
  const opposite = counterparty ?? { name: null, iban: null };
  const isPayers = (side === 'DEBIT') !== returned;
  return {
    // Every report has references of its own.
    reference: messageId(),
    ...{ side, amountMinor, bookedOn: day, endToEndId, originalMessageId: null, remittance },
    debtor: isPayers ? own : opposite,
    creditor: isPayers ? opposite : own,
    returned: returned ? { code: 'AC04', words: 'closed' } : null,
  };
}
