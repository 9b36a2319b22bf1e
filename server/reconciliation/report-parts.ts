import { createHash } from 'node:crypto';
import type { BankReport, Entry, EntryTransaction, Statement } from '../bank/index.js';
import { minorUnitsOf } from '../platform/currencies.js';
import { type LocalDate, parseLocalDate } from '../platform/local-date.js';
import { parseDecimalMoney } from '../platform/money.js';

/*
 * What a bank's report says, as figures: amounts in minor units, days as days. Nothing is looked up here, and nothing is
 * judged but whether the report can be understood and adds up.
 */

/** One account's part of a report (camt.052, camt.053 or camt.054). Amounts are minor units of `currency`. */
export interface ReportPart {
  /** From 1, in the order of the file. */
  readonly ordinal: number;
  readonly message: BankReport['message'];
  /** As the bank names it. */
  readonly reference: string | null;
  readonly iban: string;
  readonly currency: string;
  /** Of a statement; null where the bank counts none. */
  readonly sequence: number | null;
  /** Of a statement: the day of its closing balance. */
  readonly day: LocalDate | null;
  /** Of a statement; below zero the account is overdrawn. Null where the bank gives none. */
  readonly openingMinor: bigint | null;
  readonly closingMinor: bigint | null;
  /** What was booked. */
  readonly items: readonly ReportItem[];
  /** How many entries are announced, and not booked. */
  readonly announced: number;
}

/** One movement of money on the account: an entry, or one of the transactions that an entry stands for. */
export interface ReportItem {
  /** Out of the account, or into it. */
  readonly side: 'DEBIT' | 'CREDIT';
  /** It takes back what was booked before. */
  readonly returned: boolean;
  /** Above zero. */
  readonly amountMinor: bigint;
  readonly bookedOn: LocalDate;
  readonly endToEndId: string | null;
  /** The instruction file that the bank booked as one; null for what names single instructions. */
  readonly batchId: string | null;
  /** The bank's own. Not every bank's is unique (SAP note 3745593). */
  readonly reference: string | null;
  readonly remittance: string | null;
  readonly counterpartyName: string | null;
  readonly counterpartyIban: string | null;
  readonly returnCode: string | null;
  readonly returnWords: string | null;
  /** What the same is known by in whatever report it comes again, but for its account and whose payment it is. */
  readonly likeness: string;
}

/** Something that the report lacks or that cannot be: `path` as `Stmt[1]/Ntry[3]/Amt`. */
export interface ReportFault {
  readonly code: 'MISSING' | 'AMOUNT_INVALID' | 'CURRENCY_UNKNOWN' | 'CURRENCY_DIFFERS' | 'DATE_INVALID';
  readonly path: string;
  readonly message: string;
}

const partNames = { 'camt.052': 'Rpt', 'camt.053': 'Stmt', 'camt.054': 'Ntfctn' } as const;
const announcedStatuses = new Set(['PDNG', 'INFO', 'FUTR']);

/** The parts of a report, or every fault in it at once. */
export function partsOfReport(report: BankReport): readonly ReportPart[] | { readonly faults: readonly ReportFault[] } {
  const faults: ReportFault[] = [];
  const parts = report.statements.map((statement, index) =>
    partOf(report, statement, index + 1, (code, path, message) => {
      faults.push({ code, path: `${partNames[report.message]}[${index + 1}]${path}`, message });
    }),
  );
  return faults.length > 0 ? { faults } : (parts as ReportPart[]);
}

type Complain = (code: ReportFault['code'], path: string, message: string) => void;

function partOf(
  { message, createdAt }: BankReport,
  statement: Statement,
  ordinal: number,
  complain: Complain,
): ReportPart | undefined {
  const { account } = statement;
  const currency = statement.currency ?? currencyOf(statement);
  if (account === null) complain('MISSING', '/Acct', 'The account is missing.');
  if (currency === null) complain('MISSING', '/Acct/Ccy', 'The currency is missing.');
  else if (minorUnitsOf(currency) === undefined)
    complain('CURRENCY_UNKNOWN', '/Acct/Ccy', `${currency} is no currency of ISO 4217.`);
  if (account === null || currency === null || minorUnitsOf(currency) === undefined) return undefined;

  const writtenOn = dayOf(statement.createdAt) ?? dayOf(createdAt);
  const items: ReportItem[] = [];
  let announced = 0;
  for (const [index, entry] of statement.entries.entries()) {
    if (announcedStatuses.has(entry.status ?? '')) announced += 1;
    else items.push(...itemsOf(entry, currency, writtenOn, within(complain, `/Ntry[${index + 1}]`)));
  }
  const opening = balanceOf(statement, ['OPBD', 'PRCD'], currency, complain);
  const closing = balanceOf(statement, ['CLBD'], currency, complain);
  const isStatement = message === 'camt.053';
  return {
    ordinal,
    message,
    reference: statement.id,
    iban: account.replace(/\s/g, '').toUpperCase(),
    currency,
    sequence: isStatement && /^\d{1,9}$/.test(statement.sequence ?? '') ? Number(statement.sequence) : null,
    day: isStatement ? (closing.day ?? writtenOn) : null,
    openingMinor: isStatement ? opening.amountMinor : null,
    closingMinor: isStatement ? closing.amountMinor : null,
    items,
    announced,
  };
}

function within(complain: Complain, place: string): Complain {
  return (code, path, message) => complain(code, place + path, message);
}

/** That of the balances or the entries, where the account names none. */
function currencyOf({ balances, entries }: Statement): string | null {
  return [...balances, ...entries].find(({ currency }) => currency !== null)?.currency ?? null;
}

function balanceOf(
  { balances }: Statement,
  codes: readonly string[],
  currency: string,
  complain: Complain,
): { amountMinor: bigint | null; day: LocalDate | null } {
  const code = codes.find(each => balances.some(balance => balance.code === each));
  // Of a statement in several pages the first opening counts, and the last closing.
  const balance = balances.find(each => each.code === code);
  if (!balance || code === undefined) return { amountMinor: null, day: null };
  const place = within(complain, `/Bal[${balances.indexOf(balance) + 1}]`);
  const amountMinor = amountOf(balance, currency, place);
  return {
    amountMinor: amountMinor !== null && balance.side === 'DBIT' ? -amountMinor : amountMinor,
    day: dayOf(balance.date),
  };
}

function itemsOf(entry: Entry, currency: string, writtenOn: LocalDate | null, complain: Complain): ReportItem[] {
  const amountMinor = amountOf(entry, currency, complain);
  const bookedOn = dayOf(entry.bookedOn) ?? dayOf(entry.valueOn) ?? writtenOn;
  if (entry.side === null) complain('MISSING', '/CdtDbtInd', 'Whether it is a debit or a credit is missing.');
  if (bookedOn === null) complain('DATE_INVALID', '/BookgDt', 'The day of the booking is missing or no day.');
  if (amountMinor === null || amountMinor === 0n || entry.side === null || bookedOn === null) return [];

  const side = entry.side === 'CRDT' ? 'CREDIT' : 'DEBIT';
  const shares = sharesOf(entry, amountMinor, currency);
  return shares.map(([transaction, share]) =>
    itemOf(entry, transaction, { side, bookedOn, amountMinor: share }, currency),
  );
}

/**
 * The transactions of an entry with what each moved. A single one moved what the entry did, whatever was instructed. Those of
 * a batch that do not add up to it in its currency are left: the entry as a whole is what happened.
 */
function sharesOf(
  entry: Entry,
  amountMinor: bigint,
  currency: string,
): readonly (readonly [EntryTransaction | null, bigint])[] {
  const { transactions } = entry;
  if (transactions.length <= 1) return [[transactions[0] ?? null, amountMinor]];
  const shares = transactions.map(transaction => {
    const money =
      transaction.currency === currency ? parseDecimalMoney(canonical(transaction.amount ?? ''), currency) : null;
    return [transaction, money && 'amountMinor' in money ? money.amountMinor : 0n] as const;
  });
  const addUp = shares.every(([, share]) => share > 0n) && sumOf(shares.map(([, share]) => share)) === amountMinor;
  return addUp ? shares : [[null, amountMinor]];
}

function itemOf(
  entry: Entry,
  transaction: EntryTransaction | null,
  { side, bookedOn, amountMinor }: Pick<ReportItem, 'side' | 'bookedOn' | 'amountMinor'>,
  currency: string,
): ReportItem {
  const returnCode = transaction?.returnReason ?? transaction?.bankReturnReason ?? null;
  const returned = returnCode !== null || entry.reversal === true || /\/RRTN$/.test(entry.transactionCode ?? '');
  const named = transaction?.endToEndId ?? null;
  const endToEndId = named === 'NOTPROVIDED' ? null : named;
  const remittance = [transaction?.remittance, ...(transaction?.references ?? [])].filter(Boolean).join(' ') || null;
  const ofOther = side === 'CREDIT' ? 'debtor' : 'creditor';
  const counterpartyIban = transaction?.[`${ofOther}Account`]?.replace(/\s/g, '').toUpperCase() ?? null;
  const words = (remittance ?? entry.additionalInfo ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  return {
    side,
    returned,
    amountMinor,
    bookedOn,
    endToEndId,
    batchId:
      endToEndId === null
        ? (entry.batchId ?? transaction?.paymentInformationId ?? transaction?.messageId ?? null)
        : null,
    reference: transaction?.servicerReference ?? entry.servicerReference,
    remittance: remittance ?? entry.additionalInfo,
    counterpartyName: transaction?.[ofOther] ?? null,
    counterpartyIban,
    returnCode,
    returnWords: returned ? (transaction?.returnInfo ?? entry.additionalInfo) : null,
    likeness: digestOf(side, returned, amountMinor, currency, bookedOn, endToEndId, counterpartyIban, words),
  };
}

/** Minor units of the account's currency, zero or above; null where it is not such an amount, and that was complained of. */
function amountOf(
  { amount, currency }: { readonly amount: string | null; readonly currency: string | null },
  ofAccount: string,
  complain: Complain,
): bigint | null {
  if (amount === null) {
    complain('MISSING', '/Amt', 'The amount is missing.');
    return null;
  }
  if (currency !== null && currency !== ofAccount) {
    complain('CURRENCY_DIFFERS', '/Amt', `The amount is in ${currency}, the account in ${ofAccount}.`);
    return null;
  }
  const money = parseDecimalMoney(canonical(amount), ofAccount);
  if ('faults' in money || money.amountMinor < 0n) {
    complain('AMOUNT_INVALID', '/Amt', `“${amount}” is no amount of ${ofAccount} of zero or more.`);
    return null;
  }
  return money.amountMinor;
}

/** The decimals of XML Schema may have a plus, zeros in front, and zeros behind. */
function canonical(decimal: string): string {
  const [, whole, decimals] = /^\+?(\d*)(?:\.(\d*))?$/.exec(decimal) ?? [];
  if (whole === undefined || !(whole + (decimals ?? ''))) return decimal;
  const shortened = (decimals ?? '').replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${shortened && `.${shortened}`}`;
}

function dayOf(written: string | null): LocalDate | null {
  return parseLocalDate(written?.slice(0, 10) ?? '') ?? null;
}

/** What the items moved on the account: above zero it has more than before. */
export function movedBy(items: readonly Pick<ReportItem, 'side' | 'amountMinor'>[]): bigint {
  return sumOf(items.map(({ side, amountMinor }) => (side === 'CREDIT' ? amountMinor : -amountMinor)));
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

export function digestOf(...parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(String)))
    .digest('hex')
    .slice(0, 24);
}
