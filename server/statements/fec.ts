import { minorUnitsOf } from '../platform/currencies.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import type { Books } from './books.reads.js';
import { entryLabel, type OwnJournal, usualJournal } from './chart-of-accounts.js';
import type { JournalEntry, JournalLine } from './journal.reads.js';

/*
 * The "fichier des écritures comptables" that a French tax audit asks for: article A. 47 A-1 of the Livre des procédures
 * fiscales (arrêté of 29 July 2013), with BOI-CF-IOR-60-40-20. A flat file of 18 named fields, divided by tabs, lines ended by
 * CR LF, the names in the first line; dates AAAAMMJJ, a decimal comma, no divider of thousands; in ISO 8859-15, which the
 * article names (UTF-8 it does not).
 */

/** The fields, in the order that the article gives them. */
export const fecFields = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const;

/** `<SIREN>FEC<AAAAMMJJ>.txt`, with the day on which the fiscal year is closed. */
export function fecFileName(siren: string, yearEnd: string): string {
  return `${siren}FEC${compact(yearEnd)}.txt`;
}

export function fecHead(): string {
  return record(fecFields);
}

/** An entry as the file has it, one record a line. Throws where it is not numbered, or an account has no number. */
export function fecRecords(books: Books, entry: JournalEntry): string {
  const journal = journalOf(books, entry);
  const label = labelOf(entry);
  if (entry.no === null) throw new Error(`The entry ${entry.id} has no number.`);
  const no = String(entry.no);
  return entry.lines
    .map(line => {
      const account = books.accounts.get(line.kind);
      if (!account) throw new Error(`No account is set for ${line.kind}.`);
      const [auxiliary, auxiliaryName] = hasAuxiliary(account.number) ? auxiliaryOf(line) : ['', ''];
      return record([
        journal.code,
        journal.label,
        no,
        compact(entry.businessDay),
        account.number,
        account.label,
        auxiliary,
        auxiliaryName,
        pieceOf(entry),
        compact(entry.pieceDay),
        label,
        amount(line.debitMinor, line.currency),
        amount(line.creditMinor, line.currency),
        letterOf(line) ?? '',
        letterOf(line) === null ? '' : compact(line.letteredOn!),
        compact(entry.businessDay),
        '',
        '',
      ]);
    })
    .join('');
}

/** The journal in which an entry stands: that of its kind, or the usual one. */
export function journalOf(books: Books, { basicKind, lines }: JournalEntry): OwnJournal {
  return books.journals.get(basicKind) ?? usualJournal(lines.map(({ kind }) => kind));
}

/** What an entry is about, in French: the movement, what it rests on, and the other party. */
export function labelOf(entry: JournalEntry): string {
  const { kind, basicKind, lines } = entry;
  const what = kind === basicKind ? entryLabel(kind) : `${entryLabel(kind)} : ${entryLabel(basicKind)}`;
  const parties = [...new Set(lines.flatMap(({ counterpartyName }) => counterpartyName ?? []))];
  return [what, ...parties].join(' - ');
}

/** The reference of an entry: what it rests on; the financing, or the movement itself, where the organization knows no other. */
export function pieceOf({ piece, financingId, id }: JournalEntry): string {
  return piece ?? (financingId ? toWireId('financing', financingId) : toWireId('movement', id));
}

/** What binds the lines of a claim or debt that came to nothing. */
export function letterOf({ letterNo }: JournalLine): string | null {
  return letterNo === null ? null : `L${letterNo}`;
}

/** Accounts of third parties (class 4, but for what is put off or in suspense) are kept apart by party. */
function hasAuxiliary(number: string): boolean {
  return /^4(0|1|6)/.test(number);
}

function auxiliaryOf({ auxiliaryId, auxiliaryName }: JournalLine): [string, string] {
  return auxiliaryId === null ? ['', ''] : [toWireId('organization', auxiliaryId), auxiliaryName ?? ''];
}

/** '100000,00'. Throws for a currency without two digits: the file is in euro. */
function amount(amountMinor: bigint, currency: string): string {
  if (currency !== 'EUR' || minorUnitsOf(currency) !== 2)
    throw new Error(`${currency} does not stand in a file in euro.`);
  return formatMoney({ amountMinor, currency }).replace('.', ',');
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** A text of ours holds no divider: a tab or line end in it becomes a blank. */
function record(fields: readonly string[]): string {
  return `${fields.map(field => field.replace(/[\t\r\n\v\f]+/g, ' ')).join('\t')}\r\n`;
}
