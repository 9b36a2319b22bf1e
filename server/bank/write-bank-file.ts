import type { LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { element, type Xml, xmlDocument } from '../platform/xml-writer.js';
import { bankText } from './bank-text.js';

/*
 * What a bank writes to its customers, in the messages of ISO 20022: pain.002.001.10, camt.052.001.08, camt.053.001.08 and
 * camt.054.001.08. All of it is read by read-bank-file.ts; what was written there and here is the same to the cent.
 */

/** What becomes of instructions before they are booked. */
export interface WrittenStatus {
  readonly messageId: string;
  readonly createdAt: Date;
  /** Of the instruction file; `NOTPROVIDED` where no file is known. */
  readonly originalMessageId: string;
  /** What that was: transfers unless it is said. */
  readonly originalMessage?: 'pain.001.001.09' | 'pain.008.001.08' | undefined;
  /** At least one. */
  readonly transactions: readonly WrittenTransactionStatus[];
}

export interface WrittenTransactionStatus {
  readonly endToEndId: string;
  /** ISO 20022 external payment transaction status (ACCP, RJCT, …). */
  readonly status: string;
  /** An external status reason (AC04, AM04, …) and its words. */
  readonly reason: { readonly code: string; readonly words: string } | null;
}

export function writeStatusReport(status: WrittenStatus): string {
  const { messageId, createdAt, originalMessageId, originalMessage = 'pain.001.001.09', transactions } = status;
  return document('pain.002.001.10', 'CstmrPmtStsRpt', [
    head(messageId, createdAt),
    element('OrgnlGrpInfAndSts', [element('OrgnlMsgId', originalMessageId), element('OrgnlMsgNmId', originalMessage)]),
    element('OrgnlPmtInfAndSts', [
      element('OrgnlPmtInfId', originalMessageId),
      ...transactions.map(({ endToEndId, status, reason }) =>
        element('TxInfAndSts', [
          element('OrgnlEndToEndId', endToEndId),
          element('TxSts', status),
          reason !== null &&
            element('StsRsnInf', [
              element('Rsn', [element('Cd', reason.code)]),
              element('AddtlInf', bankText(reason.words, longest.words)),
            ]),
        ]),
      ),
    ]),
  ]);
}

/** What happened on one account. */
export interface WrittenReport {
  readonly messageId: string;
  readonly createdAt: Date;
  readonly iban: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly entries: readonly WrittenEntry[];
}

export interface WrittenEntry {
  /** The bank's own reference, up to 35 characters. */
  readonly reference: string;
  readonly side: 'DEBIT' | 'CREDIT';
  /** Minor units, above zero. */
  readonly amountMinor: bigint;
  readonly bookedOn: LocalDate;
  readonly endToEndId: string | null;
  /** Of the instruction file. */
  readonly originalMessageId: string | null;
  readonly debtor: WrittenParty;
  readonly creditor: WrittenParty;
  readonly remittance: string | null;
  /** An external return reason (AC04, …) and its words: the entry is a payment that came back. */
  readonly returned: { readonly code: string; readonly words: string } | null;
  /** Of a direct debit, the scheme of SEPA; a transfer unless it is said. */
  readonly scheme?: 'CORE' | 'B2B' | null;
}

export interface WrittenParty {
  readonly name: string | null;
  readonly iban: string | null;
}

/** camt.054 of what was booked just now; camt.052 of what the day has brought so far. */
export function writeNotification(message: 'camt.052' | 'camt.054', report: WrittenReport): string {
  const [body, part] = message === 'camt.052' ? ['BkToCstmrAcctRpt', 'Rpt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'];
  return document(`${message}.001.08`, body!, [
    head(report.messageId, report.createdAt),
    element(part!, [
      element('Id', report.messageId),
      element('CreDtTm', instantOf(report.createdAt)),
      accountOf(report),
      ...report.entries.map(entry => entryOf(report.currency, entry)),
    ]),
  ]);
}

/** The day of an account, its balances and everything between them. Balances below zero are overdrawn. */
export interface WrittenStatement extends WrittenReport {
  /** One more than that of the statement before. */
  readonly sequence: number;
  readonly day: LocalDate;
  readonly openingMinor: bigint;
}

export function writeStatement(statement: WrittenStatement): string {
  const { messageId, createdAt, currency, entries, day, openingMinor, sequence } = statement;
  const closingMinor = entries.reduce(
    (balance, { side, amountMinor }) => (side === 'CREDIT' ? balance + amountMinor : balance - amountMinor),
    openingMinor,
  );
  return document('camt.053.001.08', 'BkToCstmrStmt', [
    head(messageId, createdAt),
    element('Stmt', [
      element('Id', messageId),
      element('ElctrncSeqNb', String(sequence)),
      element('CreDtTm', instantOf(createdAt)),
      accountOf(statement),
      balanceOf('OPBD', openingMinor, currency, day),
      balanceOf('CLBD', closingMinor, currency, day),
      ...entries.map(entry => entryOf(currency, entry)),
    ]),
  ]);
}

/** The longest that the messages take. */
const longest = { name: 140, words: 105, remittance: 140 };

function balanceOf(code: string, balanceMinor: bigint, currency: string, day: LocalDate): Xml {
  const amountMinor = balanceMinor < 0n ? -balanceMinor : balanceMinor;
  return element('Bal', [
    element('Tp', [element('CdOrPrtry', [element('Cd', code)])]),
    amountOf(currency, amountMinor),
    element('CdtDbtInd', balanceMinor < 0n ? 'DBIT' : 'CRDT'),
    dayOf('Dt', day),
  ]);
}

function entryOf(currency: string, entry: WrittenEntry): Xml {
  const { reference, side, amountMinor, bookedOn, endToEndId, originalMessageId, debtor, creditor, returned } = entry;
  const indicator = element('CdtDbtInd', side === 'CREDIT' ? 'CRDT' : 'DBIT');
  return element('Ntry', [
    amountOf(currency, amountMinor),
    indicator,
    element('Sts', [element('Cd', 'BOOK')]),
    dayOf('BookgDt', bookedOn),
    dayOf('ValDt', bookedOn),
    element('AcctSvcrRef', reference),
    element('BkTxCd', [element('Domn', [element('Cd', 'PMNT'), familyOf(entry)])]),
    element('NtryDtls', [
      element('TxDtls', [
        element('Refs', [
          element('AcctSvcrRef', reference),
          originalMessageId !== null && element('PmtInfId', originalMessageId),
          endToEndId !== null && element('EndToEndId', endToEndId),
        ]),
        amountOf(currency, amountMinor),
        indicator,
        element('RltdPties', [...partyOf('Dbtr', debtor), ...partyOf('Cdtr', creditor)]),
        entry.remittance !== null &&
          element('RmtInf', [element('Ustrd', bankText(entry.remittance, longest.remittance))]),
        returned !== null &&
          element('RtrInf', [
            element('Rsn', [element('Cd', returned.code)]),
            element('AddtlInf', bankText(returned.words, longest.words)),
          ]),
      ]),
    ]),
  ]);
}

/** ISO 20022 bank transaction code: received and issued transfers or direct debits, seen from the account. */
function familyOf({ side, returned, scheme }: WrittenEntry): Xml {
  const [family, sub] = scheme
    ? [(side === 'DEBIT') === (returned === null) ? 'RDDT' : 'IDDT', scheme === 'B2B' ? 'BBDD' : 'ESDD']
    : [side === 'CREDIT' ? 'RCDT' : 'ICDT', 'OTHR'];
  const subOfReturned = scheme ? 'UPDD' : 'RRTN';
  return element('Fmly', [element('Cd', family!), element('SubFmlyCd', returned ? subOfReturned : sub!)]);
}

function partyOf(role: 'Dbtr' | 'Cdtr', { name, iban }: WrittenParty): (Xml | false)[] {
  return [
    name !== null && element(role, [element('Pty', [element('Nm', bankText(name, longest.name))])]),
    iban !== null && element(`${role}Acct`, [element('Id', [element('IBAN', iban)])]),
  ];
}

function accountOf({ iban, currency }: WrittenReport): Xml {
  return element('Acct', [element('Id', [element('IBAN', iban)]), element('Ccy', currency)]);
}

function amountOf(currency: string, amountMinor: bigint): Xml {
  return element('Amt', formatMoney({ amountMinor, currency }), { Ccy: currency });
}

function dayOf(name: string, day: LocalDate): Xml {
  return element(name, [element('Dt', day)]);
}

function head(messageId: string, createdAt: Date): Xml {
  return element('GrpHdr', [element('MsgId', messageId), element('CreDtTm', instantOf(createdAt))]);
}

function document(version: string, name: string, content: readonly (Xml | false)[]): string {
  const xmlns = `urn:iso:std:iso:20022:tech:xsd:${version}`;
  return xmlDocument(element('Document', [element(name, content)], { xmlns }));
}

/** ISO 8601 in UTC, to the second. */
function instantOf(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}
