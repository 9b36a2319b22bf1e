import { createHash } from 'node:crypto';
import type { BankReport, Charge, Entry, EntryTransaction, Side, Statement } from '../bank/index.js';
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
  readonly code:
    | 'MISSING'
    | 'AMOUNT_INVALID'
    | 'CURRENCY_UNKNOWN'
    | 'CURRENCY_DIFFERS'
    | 'DATE_INVALID'
    | 'STATUS_UNKNOWN';
  readonly path: string;
  readonly message: string;
}

const partNames = { 'camt.052': 'Rpt', 'camt.053': 'Stmt', 'camt.054': 'Ntfctn' } as const;
const announcedStatuses = new Set(['PDNG', 'INFO', 'FUTR']);
/** What stands where a bank has no reference to give. */
const noReferences = new Set(['NOTPROVIDED', 'NONREF', 'NOTAVAILABLE', 'NONE']);
/** Of bank transaction codes: reversals because of a return, a reversal, or a call back, of transfers and direct debits. */
const returnCode = /\/(RRTN|RPCR|UPDD|PRDD)$/;

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

  const iban = accountNumber(account);
  const writtenOn = dayOf(statement.createdAt) ?? dayOf(createdAt);
  const read = (entries: readonly Entry[], say: Complain) => itemsIn(entries, { iban, currency }, writtenOn, say);
  const asWritten = read(statement.entries, complain);
  const isStatement = message === 'camt.053';
  const [openings, closings] = balanceCodes(statement);
  const opening = isStatement ? balanceOf(statement, openings, 'first', currency, complain) : noBalance;
  const closing = isStatement ? balanceOf(statement, closings, 'last', currency, complain) : noBalance;
  const turned = statement.entries.some(isReversal)
    ? read(statement.entries.map(turnedIfReversal), () => {})
    : asWritten;
  return {
    ordinal,
    message,
    reference: statement.id,
    iban,
    currency,
    sequence: isStatement ? sequenceOf(statement) : null,
    day: isStatement ? (closing.day ?? writtenOn) : null,
    openingMinor: opening.amountMinor,
    closingMinor: closing.amountMinor,
    items: [asWritten, turned].find(items => addsUp(items, opening, closing)) ?? asWritten,
    announced: statement.entries.filter(isAnnounced).length,
  };
}

/** The account of a report. */
interface OfAccount {
  readonly iban: string;
  readonly currency: string;
}

/** What of the entries was booked. */
function itemsIn(
  entries: readonly Entry[],
  account: OfAccount,
  writtenOn: LocalDate | null,
  complain: Complain,
): ReportItem[] {
  return entries.flatMap((entry, index) => {
    const place = within(complain, `/Ntry[${index + 1}]`);
    if (isAnnounced(entry)) return [];
    if (entry.status === null || entry.status === 'BOOK') return itemsOf(entry, account, writtenOn, place);
    place('STATUS_UNKNOWN', '/Sts', `Whether “${entry.status}” is booked is not known.`);
    return [];
  });
}

function isAnnounced({ status }: Entry): boolean {
  return announcedStatuses.has(status ?? '');
}

function isReversal({ reversal }: Entry): boolean {
  return reversal === true;
}

/** Some banks write of a reversal which way it was that they reverse: their balances show it. */
function turnedIfReversal(entry: Entry): Entry {
  if (!isReversal(entry) || entry.side === null) return entry;
  return { ...entry, side: entry.side === 'CRDT' ? 'DBIT' : 'CRDT' };
}

function addsUp(items: readonly ReportItem[], opening: ReadBalance, closing: ReadBalance): boolean {
  return opening.amountMinor !== null && opening.amountMinor + movedBy(items) === closing.amountMinor;
}

function within(complain: Complain, place: string): Complain {
  return (code, path, message) => complain(code, place + path, message);
}

/** That of the balances or the entries, where the account names none. */
function currencyOf({ balances, entries }: Statement): string | null {
  return [...balances, ...entries].find(({ currency }) => currency !== null)?.currency ?? null;
}

/** Zero counts nothing: it stands where a bank does not count. */
function sequenceOf({ sequence }: Statement): number | null {
  return Number(/^0*(\d{1,9})$/.exec(sequence ?? '')?.[1] ?? 0) || null;
}

interface ReadBalance {
  readonly amountMinor: bigint | null;
  readonly day: LocalDate | null;
}

const noBalance: ReadBalance = { amountMinor: null, day: null };

/** Booked balances; at the end of a page that is not the last, and at the start of what follows it, the interim one. */
function balanceCodes({ page, isLastPage }: Statement): [openings: readonly string[], closings: readonly string[]] {
  const interim = ['ITBD'];
  const isFirstPage = page === null || Number(page) === 1;
  return [
    ['OPBD', 'PRCD', ...(isFirstPage ? [] : interim)],
    ['CLBD', ...(isLastPage === false ? interim : [])],
  ];
}

/** Of a statement of several days the first opening counts, and the last closing. */
function balanceOf(
  { balances }: Statement,
  codes: readonly string[],
  which: 'first' | 'last',
  currency: string,
  complain: Complain,
): ReadBalance {
  const code = codes.find(each => balances.some(balance => balance.code === each));
  const candidates = balances
    .filter(balance => balance.code === code)
    .sort((a, b) => (dayOf(a.date) ?? '').localeCompare(dayOf(b.date) ?? ''));
  const balance = which === 'first' ? candidates[0] : candidates.at(-1);
  if (!balance || code === undefined) return noBalance;
  const place = within(complain, `/Bal[${balances.indexOf(balance) + 1}]`);
  const amountMinor = amountOf(balance, currency, place);
  return {
    amountMinor: amountMinor !== null && balance.side === 'DBIT' ? -amountMinor : amountMinor,
    day: dayOf(balance.date),
  };
}

function itemsOf(entry: Entry, account: OfAccount, writtenOn: LocalDate | null, complain: Complain): ReportItem[] {
  const amountMinor = amountOf(entry, account.currency, complain);
  const bookedOn = dayOf(entry.bookedOn) ?? dayOf(entry.valueOn) ?? writtenOn;
  if (entry.side === null) complain('MISSING', '/CdtDbtInd', 'Whether it is a debit or a credit is missing.');
  if (bookedOn === null) complain('DATE_INVALID', '/BookgDt', 'The day of the booking is missing or no day.');
  if (amountMinor === null || amountMinor === 0n || entry.side === null || bookedOn === null) return [];

  return sharesOf(entry, entry.side, amountMinor, account.currency).map(share =>
    itemOf(entry, share, bookedOn, account),
  );
}

/** What one transaction of an entry moved, or what the bank took for it; the entry as a whole where it names none. */
interface Share {
  readonly transaction: EntryTransaction | null;
  readonly isCharge?: boolean;
  readonly side: Side;
  readonly amountMinor: bigint;
}

/**
 * The transactions of an entry with what each moved. A single one moved what the entry did, whatever was instructed, but for
 * charges that the bank tells and that are all the difference; not so where the entry counts others that it does not list.
 * Those of a batch that do not come to it in its currency are left: the entry as a whole is what happened.
 */
function sharesOf(entry: Entry, side: Side, amountMinor: bigint, currency: string): readonly Share[] {
  const { transactions, unlisted } = entry;
  const [single] = transactions;
  const whole: Share = { transaction: null, side, amountMinor };
  if (!single) return [whole];
  if (transactions.length === 1 && unlisted === 0) {
    return chargedShares(single, entry, { side, amountMinor }, currency) ?? [{ ...whole, transaction: single }];
  }
  // Where all go one way it is that of the entry, whatever the bank says of the way in which they were instructed.
  const isMixed = new Set(transactions.map(transaction => transaction.side ?? side)).size > 1;
  const shares = transactions.flatMap(transaction => {
    const [minor] = amountsIn(transaction, currency);
    return minor === undefined
      ? []
      : { transaction, side: isMixed ? (transaction.side ?? side) : side, amountMinor: minor };
  });
  const moved = sumOf(shares.map(share => (share.side === side ? share.amountMinor : -share.amountMinor)));
  return shares.length === transactions.length && moved === amountMinor
    ? shares.filter(share => share.amountMinor > 0n)
    : [whole];
}

/** A transaction and its charges, by which alone the entry differs from it: added to what goes, taken off what comes. */
function chargedShares(
  transaction: EntryTransaction,
  entry: Entry,
  { side, amountMinor }: Pick<Share, 'side' | 'amountMinor'>,
  currency: string,
): readonly Share[] | null {
  const charged = totalOf(transaction.charges, currency) || totalOf(entry.charges, currency);
  if (charged <= 0n) return null;
  const own = amountsIn(transaction, currency).find(
    minor => amountMinor === (side === 'DBIT' ? minor + charged : minor - charged),
  );
  if (own === undefined) return null;
  return [
    { transaction, side, amountMinor: own },
    { transaction, side: 'DBIT', amountMinor: charged, isCharge: true },
  ];
}

/** Zero where one of them is in another currency, or no amount. */
function totalOf(charges: readonly Charge[], currency: string): bigint {
  const amounts = charges.map(charge => {
    const minor = minorOf(charge, currency);
    return minor !== null && charge.side === 'CRDT' ? -minor : minor;
  });
  return amounts.includes(null) ? 0n : sumOf(amounts.filter(minor => minor !== null));
}

/** All that the bank says a transaction came to in the account's currency, what it is booked at first. */
function amountsIn({ otherAmounts, ...own }: EntryTransaction, currency: string): bigint[] {
  return [own, ...otherAmounts].map(written => minorOf(written, currency)).filter(minor => minor !== null);
}

/** In minor units of the currency, zero or above; null where it is no such amount. */
function minorOf(written: Pick<Charge, 'amount' | 'currency'>, currency: string): bigint | null {
  const money = written.currency === currency ? parseDecimalMoney(canonical(written.amount ?? ''), currency) : null;
  return money && 'amountMinor' in money && money.amountMinor >= 0n ? money.amountMinor : null;
}

function itemOf(entry: Entry, share: Share, bookedOn: LocalDate, account: OfAccount): ReportItem {
  return share.isCharge ? chargeOf(entry, share, bookedOn, account) : transactionOf(entry, share, bookedOn, account);
}

/** It names nothing: what it was taken for tells it from its like alone. */
function chargeOf(entry: Entry, share: Share, bookedOn: LocalDate, account: OfAccount): ReportItem {
  const taken = transactionOf(entry, share, bookedOn, account);
  const unnamed = transactionOf(
    { ...entry, reversal: null, transactionCode: null, batchId: null, servicerReference: null },
    { ...share, transaction: null },
    bookedOn,
    account,
  );
  return { ...unnamed, likeness: digestOf('CHARGE', taken.likeness) };
}

function transactionOf(
  entry: Entry,
  { transaction, side, amountMinor }: Share,
  bookedOn: LocalDate,
  { iban, currency }: OfAccount,
): ReportItem {
  const reason = transaction?.returnReason ?? transaction?.bankReturnReason ?? null;
  const isReturnCode = [entry, transaction].some(each => returnCode.test(each?.transactionCode ?? ''));
  const returned = transaction?.isReturn === true || entry.reversal === true || isReturnCode;
  const endToEndId = given(transaction?.endToEndId);
  const { remittance, references = [], documents = [] } = transaction ?? {};
  const said = [remittance, ...references, ...documents].filter(Boolean).join(' ') || null;
  const words = said ?? transaction?.additionalInfo ?? entry.additionalInfo;
  const counterparty = counterpartyOf(transaction, side, returned, iban);
  const alike = (words ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  const digested = [side === 'CRDT' ? 'CREDIT' : 'DEBIT', returned, amountMinor, currency, bookedOn, endToEndId];
  return {
    side: side === 'CRDT' ? 'CREDIT' : 'DEBIT',
    returned,
    amountMinor,
    bookedOn,
    endToEndId,
    batchId:
      endToEndId === null
        ? (entry.batchId ?? transaction?.paymentInformationId ?? transaction?.messageId ?? null)
        : null,
    reference: given(transaction?.servicerReference) ?? given(entry.servicerReference),
    remittance: words,
    counterpartyName: counterparty.name,
    counterpartyIban: counterparty.iban,
    returnCode: reason,
    returnWords: returned ? (transaction?.returnInfo ?? entry.additionalInfo) : null,
    likeness: digestOf(...digested, counterparty.iban, alike),
  };
}

function given(reference: string | null | undefined): string | null {
  return !reference || noReferences.has(reference) ? null : reference;
}

/**
 * Who is on the other side: the debtor of what comes in, the creditor of what goes out, and of what comes back the one to whom
 * it went, for the parties stay as they were instructed. Where a bank turns them round, the account's own number shows it.
 */
function counterpartyOf(
  transaction: EntryTransaction | null,
  side: Side,
  returned: boolean,
  own: string,
): { readonly name: string | null; readonly iban: string | null } {
  if (!transaction) return { name: null, iban: null };
  const debtor = { name: transaction.debtor, iban: accountNumber(transaction.debtorAccount) };
  const creditor = { name: transaction.creditor, iban: accountNumber(transaction.creditorAccount) };
  const [likely, other] = (side === 'CRDT') === returned ? [creditor, debtor] : [debtor, creditor];
  const isTurned = likely.iban === own || (returned && likely.name === null && likely.iban === null);
  return isTurned && other.iban !== own ? other : likely;
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

/** As numbers of accounts are compared. */
function accountNumber<Written extends string | null>(written: Written): Written {
  return (written && written.replace(/\s/g, '').toUpperCase()) as Written;
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
