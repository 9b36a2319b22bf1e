import { decodeText } from '../platform/decode-text.js';
import { readXml } from '../platform/xml-reader.js';
import type { XmlElement } from '../platform/xml-tree.js';
import type {
  Balance,
  BankFile,
  BankReport,
  Charge,
  CollectionInformation,
  CollectionInitiation,
  DirectDebit,
  Entry,
  EntryTransaction,
  PaymentInformation,
  PaymentStatus,
  Side,
  Statement,
  StatusReason,
  StatusReport,
  TransactionStatus,
  Transfer,
  TransferInitiation,
  WrittenAddress,
} from './bank-file.js';

/** Why a file is not read: `path` is `/` for the file as a whole, else `line 3, column 14`. */
export interface BankFileProblem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** Banks write ten thousand entries into a file. */
const limits = { depth: 64, nodes: 5_000_000, attributes: 64 };

/**
 * Reads a message between a company and its bank (ISO 20022 camt.052, camt.053, camt.054, pain.001,
 * pain.002 and pain.008, any version). Leniently: elements are found by
 * their names, whatever namespace, profile or order the bank gives them, for what a bank says must not be lost over a form.
 * What the words mean, and whether they fit what was instructed, is judged by whoever applies them.
 */
export function readBankFile(bytes: Uint8Array): BankFile | { readonly problem: BankFileProblem } {
  const archive = archiveOf(bytes);
  if (archive) {
    const message = `This is a ${archive} archive: unpack it, and bring the messages in it one by one.`;
    return { problem: { code: 'ARCHIVE_UNSUPPORTED', message, path: '/' } };
  }
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return { problem: { ...decoded.fault, path: '/' } };
  const outcome = readXml(decoded.text, limits);
  if ('fault' in outcome) {
    const { code, message, line, column } = outcome.fault;
    return { problem: { code, message, path: `line ${line}, column ${column}` } };
  }
  const { root } = outcome;
  const [found, ...others] = messagesIn(root);
  if (!found) return unsupported(root);
  if (others.length === 0) return found.read(found.body, versionOf(found.body) ?? versionOf(root));
  const message = `The file holds ${others.length + 1} messages: bring them one by one.`;
  return { problem: { code: 'MESSAGE_UNSUPPORTED', path: '/', message } };
}

/** Banks send what belongs together as one ZIP archive (EBICS C53 and the like). */
function archiveOf(bytes: Uint8Array): 'ZIP' | 'GZIP' | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'ZIP';
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? 'GZIP' : null;
}

/** The messages of a file: by itself, in its Document, or with a header of the business in whatever envelope there is. */
function messagesIn(element: XmlElement): { readonly body: XmlElement; readonly read: Read }[] {
  const read = readers.find(([name]) => name.test(element.name))?.[1];
  if (read) return [{ body: element, read }];
  return isWithinDocument(element) ? [] : element.children.flatMap(messagesIn);
}

/** What a message of another kind carries within itself is no message to us. */
function isWithinDocument({ parent }: XmlElement): boolean {
  return parent?.name === 'Document';
}

type Read = (body: XmlElement, version: string | null) => BankFile;

/** Version 1 carries its number in the name of the message. */
const readers: readonly (readonly [RegExp, Read])[] = [
  [/^BkToCstmrAcctRpt(V\d+)?$/, (body, version) => bankReport('camt.052', 'Rpt', body, version)],
  [/^BkToCstmrStmt(V\d+)?$/, (body, version) => bankReport('camt.053', 'Stmt', body, version)],
  [/^BkToCstmrDbtCdtNtfctn(V\d+)?$/, (body, version) => bankReport('camt.054', 'Ntfctn', body, version)],
  [/^(CstmrPmtStsRpt|pain\.002\.001\.\d{2})$/, statusReport],
  [/^CstmrCdtTrfInitn$/, transferInitiation],
  [/^CstmrDrctDbtInitn$/, collectionInitiation],
];

function versionOf({ namespace }: XmlElement): string | null {
  return /(camt|pain)\.\d{3}\.\d{3}\.\d{2}/.exec(namespace)?.[0] ?? null;
}

function unsupported(root: XmlElement): { problem: BankFileProblem } {
  const what = (documentIn(root) ?? root).children[0]?.name ?? root.name;
  const message = `${what} is none of the messages that are read: camt.052, camt.053, camt.054, pain.001, pain.002 and pain.008.`;
  return { problem: { code: 'MESSAGE_UNSUPPORTED', path: '/', message } };
}

function documentIn(root: XmlElement): XmlElement | undefined {
  return [root, ...root.children].find(({ name }) => name === 'Document');
}

function bankReport(
  message: BankReport['message'],
  statements: string,
  body: XmlElement,
  version: string | null,
): BankReport {
  // Before version 4 the message as a whole is a page.
  const pages = one(body, 'GrpHdr', 'MsgPgntn');
  return { message, version, ...headOf(body), statements: all(body, statements).map(each => statement(each, pages)) };
}

function headOf(body: XmlElement) {
  return { messageId: text(body, 'GrpHdr', 'MsgId'), createdAt: text(body, 'GrpHdr', 'CreDtTm') };
}

function statement(element: XmlElement, pagesOfMessage: XmlElement | null): Statement {
  const pages = element.children.find(({ name }) => /^(Stmt|Rpt|Ntfctn)Pgntn$/.test(name)) ?? pagesOfMessage;
  return {
    id: text(element, 'Id'),
    sequence: text(element, 'ElctrncSeqNb'),
    page: text(pages, 'PgNb'),
    isLastPage: booleanOf(text(pages, 'LastPgInd')),
    createdAt: text(element, 'CreDtTm'),
    account: accountOf(one(element, 'Acct')),
    currency: text(element, 'Acct', 'Ccy'),
    balances: all(element, 'Bal').map(balance),
    entries: all(element, 'Ntry').map(entry),
  };
}

function balance(element: XmlElement): Balance {
  return {
    code:
      text(element, 'Tp', 'CdOrPrtry', 'Cd') ?? text(element, 'Tp', 'CdOrPrtry', 'Prtry') ?? text(element, 'Tp', 'Cd'),
    ...amountOf(one(element, 'Amt')),
    side: sideOf(element),
    date: dateOf(one(element, 'Dt')),
  };
}

function entry(element: XmlElement): Entry {
  const details = all(element, 'NtryDtls');
  return {
    reference: text(element, 'NtryRef'),
    ...amountOf(one(element, 'Amt')),
    side: sideOf(element),
    reversal: booleanOf(text(element, 'RvslInd')),
    // A code of its own from version 4 on.
    status: text(element, 'Sts', 'Cd') ?? text(element, 'Sts', 'Prtry') ?? text(element, 'Sts'),
    bookedOn: dateOf(one(element, 'BookgDt')),
    valueOn: dateOf(one(element, 'ValDt')),
    servicerReference: text(element, 'AcctSvcrRef'),
    transactionCode: transactionCodeOf(one(element, 'BkTxCd')),
    additionalInfo: text(element, 'AddtlNtryInf'),
    batchId: text(element, 'NtryDtls', 'Btch', 'PmtInfId') ?? text(element, 'NtryDtls', 'Btch', 'MsgId'),
    unlisted: details.map(unlistedIn).reduce((sum, each) => sum + each, 0),
    charges: chargesOf(element),
    transactions: details.flatMap(each => all(each, 'TxDtls')).map(transaction),
  };
}

function unlistedIn(details: XmlElement): number {
  const counted = /^\d{1,15}$/.exec(text(details, 'Btch', 'NbOfTxs') ?? '')?.[0] ?? '0';
  return Math.max(0, Number(counted) - all(details, 'TxDtls').length);
}

function transaction(element: XmlElement): EntryTransaction {
  const references = one(element, 'Refs');
  const parties = one(element, 'RltdPties');
  // Its own amount came with version 4; before, it stands among the details, where the instructed one is the last resort.
  const [booked, counterValue, instructed] = ['TxAmt', 'CntrValAmt', 'InstdAmt'].map(name =>
    one(element, 'AmtDtls', name, 'Amt'),
  );
  const [first, ...others] = [one(element, 'Amt') ?? booked ?? instructed, booked, counterValue, instructed];
  return {
    ...amountOf(first ?? null),
    otherAmounts: others.flatMap(other => (other ? amountOf(other) : [])),
    side: sideOf(element),
    transactionCode: transactionCodeOf(one(element, 'BkTxCd')),
    charges: chargesOf(element),
    endToEndId: text(references, 'EndToEndId'),
    instructionId: text(references, 'InstrId'),
    messageId: text(references, 'MsgId'),
    paymentInformationId: text(references, 'PmtInfId'),
    servicerReference: text(references, 'AcctSvcrRef'),
    ...remittanceOf(one(element, 'RmtInf')),
    documents: all(one(element, 'RmtInf'), 'Strd').flatMap(documentsOf),
    additionalInfo: text(element, 'AddtlTxInf'),
    debtor: nameOf(parties, 'Dbtr'),
    debtorAccount: accountOf(one(parties, 'DbtrAcct')),
    creditor: nameOf(parties, 'Cdtr'),
    creditorAccount: accountOf(one(parties, 'CdtrAcct')),
    isReturn: one(element, 'RtrInf') !== null,
    returnReason: text(element, 'RtrInf', 'Rsn', 'Cd') ?? text(element, 'RtrInf', 'RtrRsn', 'Cd'),
    bankReturnReason: text(element, 'RtrInf', 'Rsn', 'Prtry') ?? text(element, 'RtrInf', 'RtrRsn', 'Prtry'),
    returnInfo: joined([...all(one(element, 'RtrInf'), 'AddtlInf'), ...all(one(element, 'RtrInf'), 'AddtlRtrRsnInf')]),
  };
}

/** Record by record from version 4 on, where the bank breaks them up. */
function chargesOf(element: XmlElement): Charge[] {
  return all(element, 'Chrgs').flatMap(charges => {
    const records = all(charges, 'Rcrd');
    if (records.length > 0) return records.map(record => ({ ...amountOf(one(record, 'Amt')), side: sideOf(record) }));
    return [{ ...amountOf(one(charges, 'Amt') ?? one(charges, 'TtlChrgsAndTaxAmt')), side: sideOf(charges) }];
  });
}

/** From version 8 on the person or company stands one step further in. */
function nameOf(parties: XmlElement | null, role: string): string | null {
  return text(parties, role, 'Nm') ?? text(parties, role, 'Pty', 'Nm');
}

/** An IBAN, or whatever else identifies the account. */
function accountOf(account: XmlElement | null): string | null {
  return text(account, 'Id', 'IBAN') ?? text(account, 'Id', 'Othr', 'Id');
}

/** BICFI from version 4 of the messages of 2013 on, BIC before. */
function bicOf(agent: XmlElement | null): string | null {
  return text(agent, 'FinInstnId', 'BICFI') ?? text(agent, 'FinInstnId', 'BIC');
}

function remittanceOf(element: XmlElement | null): { remittance: string | null; references: string[] } {
  return {
    remittance: joined(all(element, 'Ustrd')),
    references: all(element, 'Strd').flatMap(part => text(part, 'CdtrRefInf', 'Ref') ?? []),
  };
}

/** Of structured remittance information, what is no creditor reference. */
function documentsOf(structured: XmlElement): string[] {
  const numbers = all(structured, 'RfrdDocInf').map(document => text(document, 'Nb') ?? text(document, 'RfrdDocNb'));
  return [...numbers, ...all(structured, 'AddtlRmtInf').map(textOf)].filter(words => words !== null);
}

function transactionCodeOf(code: XmlElement | null): string | null {
  const domain = one(code, 'Domn');
  const parts = [text(domain, 'Cd'), text(domain, 'Fmly', 'Cd'), text(domain, 'Fmly', 'SubFmlyCd')];
  return domain ? parts.filter(part => part !== null).join('/') : text(code, 'Prtry', 'Cd');
}

function statusReport(body: XmlElement, version: string | null): StatusReport {
  const group = one(body, 'OrgnlGrpInfAndSts');
  return {
    message: 'pain.002',
    version,
    ...headOf(body),
    originalMessageId: text(group, 'OrgnlMsgId'),
    groupStatus: text(group, 'GrpSts'),
    groupReasons: reasonsOf(group),
    payments: [
      ...all(body, 'OrgnlPmtInfAndSts').map(paymentStatus),
      // Before version 3 the transactions stand by themselves.
      ...all(body, 'TxInfAndSts').map(single => ({
        paymentInformationId: text(single, 'OrgnlPmtInfId'),
        status: null,
        reasons: [],
        transactions: [transactionStatus(single)],
      })),
    ],
  };
}

function paymentStatus(element: XmlElement): PaymentStatus {
  return {
    paymentInformationId: text(element, 'OrgnlPmtInfId'),
    status: text(element, 'PmtInfSts'),
    reasons: reasonsOf(element),
    transactions: all(element, 'TxInfAndSts').map(transactionStatus),
  };
}

function transactionStatus(element: XmlElement): TransactionStatus {
  return {
    endToEndId: text(element, 'OrgnlEndToEndId'),
    instructionId: text(element, 'OrgnlInstrId'),
    status: text(element, 'TxSts'),
    reasons: reasonsOf(element),
  };
}

function initiationOf(body: XmlElement) {
  return {
    ...headOf(body),
    initiator: text(body, 'GrpHdr', 'InitgPty', 'Nm'),
    count: text(body, 'GrpHdr', 'NbOfTxs'),
    controlSum: text(body, 'GrpHdr', 'CtrlSum'),
  };
}

function transferInitiation(body: XmlElement, version: string | null): TransferInitiation {
  return {
    message: 'pain.001',
    version,
    ...initiationOf(body),
    payments: all(body, 'PmtInf').map(paymentInformation),
  };
}

function paymentInformation(element: XmlElement): PaymentInformation {
  return {
    id: text(element, 'PmtInfId'),
    // A choice of day and instant from version 8 on.
    executionDate: dateOf(one(element, 'ReqdExctnDt')) ?? text(element, 'ReqdExctnDt'),
    debtor: text(element, 'Dbtr', 'Nm'),
    debtorAccount: accountOf(one(element, 'DbtrAcct')),
    debtorBic: bicOf(one(element, 'DbtrAgt')),
    debtorAddress: addressOf(one(element, 'Dbtr', 'PstlAdr')),
    transfers: all(element, 'CdtTrfTxInf').map(transfer),
  };
}

function transfer(element: XmlElement): Transfer {
  return {
    ...amountOf(one(element, 'Amt', 'InstdAmt') ?? one(element, 'Amt', 'EqvtAmt', 'Amt')),
    endToEndId: text(element, 'PmtId', 'EndToEndId'),
    instructionId: text(element, 'PmtId', 'InstrId'),
    creditor: text(element, 'Cdtr', 'Nm'),
    creditorAccount: accountOf(one(element, 'CdtrAcct')),
    creditorBic: bicOf(one(element, 'CdtrAgt')),
    creditorAddress: addressOf(one(element, 'Cdtr', 'PstlAdr')),
    ...remittanceOf(one(element, 'RmtInf')),
  };
}

function collectionInitiation(body: XmlElement, version: string | null): CollectionInitiation {
  return {
    message: 'pain.008',
    version,
    ...initiationOf(body),
    payments: all(body, 'PmtInf').map(collectionInformation),
  };
}

function collectionInformation(element: XmlElement): CollectionInformation {
  return {
    id: text(element, 'PmtInfId'),
    scheme: text(element, 'PmtTpInf', 'LclInstrm', 'Cd'),
    sequence: text(element, 'PmtTpInf', 'SeqTp'),
    collectionDate: text(element, 'ReqdColltnDt'),
    creditor: text(element, 'Cdtr', 'Nm'),
    creditorAccount: accountOf(one(element, 'CdtrAcct')),
    creditorBic: bicOf(one(element, 'CdtrAgt')),
    creditorAddress: addressOf(one(element, 'Cdtr', 'PstlAdr')),
    creditorIdentifier: text(element, 'CdtrSchmeId', 'Id', 'PrvtId', 'Othr', 'Id'),
    collections: all(element, 'DrctDbtTxInf').map(directDebit),
  };
}

function directDebit(element: XmlElement): DirectDebit {
  const mandate = one(element, 'DrctDbtTx', 'MndtRltdInf');
  return {
    ...amountOf(one(element, 'InstdAmt')),
    endToEndId: text(element, 'PmtId', 'EndToEndId'),
    instructionId: text(element, 'PmtId', 'InstrId'),
    mandateId: text(mandate, 'MndtId'),
    signedOn: text(mandate, 'DtOfSgntr'),
    debtor: text(element, 'Dbtr', 'Nm'),
    debtorAccount: accountOf(one(element, 'DbtrAcct')),
    debtorBic: bicOf(one(element, 'DbtrAgt')),
    debtorAddress: addressOf(one(element, 'Dbtr', 'PstlAdr')),
    ...remittanceOf(one(element, 'RmtInf')),
  };
}

function addressOf(element: XmlElement | null): WrittenAddress | null {
  return (
    element && {
      street: text(element, 'StrtNm'),
      buildingNumber: text(element, 'BldgNb'),
      postCode: text(element, 'PstCd'),
      town: text(element, 'TwnNm'),
      country: text(element, 'Ctry'),
      lines: all(element, 'AdrLine').flatMap(line => textOf(line) ?? []),
    }
  );
}

function reasonsOf(element: XmlElement | null): StatusReason[] {
  return all(element, 'StsRsnInf').map(part => ({
    code: text(part, 'Rsn', 'Cd') ?? text(part, 'Rsn', 'Prtry'),
    info: joined(all(part, 'AddtlInf')),
  }));
}

function amountOf(element: XmlElement | null): { amount: string | null; currency: string | null } {
  return { amount: textOf(element), currency: element?.attributes.get('Ccy')?.trim() || null };
}

function sideOf(element: XmlElement): Side | null {
  const side = text(element, 'CdtDbtInd');
  return side === 'CRDT' || side === 'DBIT' ? side : null;
}

function dateOf(element: XmlElement | null): string | null {
  return text(element, 'Dt') ?? text(element, 'DtTm');
}

function booleanOf(written: string | null): boolean | null {
  if (written === 'true' || written === '1') return true;
  return written === 'false' || written === '0' ? false : null;
}

/** The children of that name, in document order. */
function all(element: XmlElement | null, name: string): XmlElement[] {
  return element?.children.filter(child => child.name === name) ?? [];
}

/** The first element down this way; null where there is none. */
function one(element: XmlElement | null, ...names: string[]): XmlElement | null {
  let at = element;
  for (const name of names) at = at?.children.find(child => child.name === name) ?? null;
  return at;
}

/** The text of the first element down this way; null where it is missing or empty. */
function text(element: XmlElement | null, ...names: string[]): string | null {
  return textOf(one(element, ...names));
}

function textOf(element: XmlElement | null): string | null {
  return element?.text.trim() || null;
}

function joined(parts: readonly XmlElement[]): string | null {
  return (
    parts
      .map(textOf)
      .filter(part => part !== null)
      .join(' ') || null
  );
}
