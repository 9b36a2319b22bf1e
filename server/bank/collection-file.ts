import { type LocalDate, localDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { element, type Xml, xmlDocument } from '../platform/xml-writer.js';
import type { CollectionInitiation, DirectDebit } from './bank-file.js';
import { bankText } from './bank-text.js';
import {
  accountElement,
  agentElement,
  type BicElement,
  instantText,
  longest,
  type Party,
  partyElement,
} from './file-elements.js';
import { amountIn, assertFigures, onlyPart, partyOf, present, readInstructions, totalOf } from './instruction-parts.js';

/** What one payee asks its bank to collect on one day into one account. */
export interface CollectionOrder {
  /** Of the file, 1 to 35 characters of A-Z and 0-9. */
  readonly messageId: string;
  /** When it was made; to the second. */
  readonly createdAt: Date;
  readonly creditor: Party;
  /** By which schemes of direct debit know the creditor (EPC262-08). */
  readonly creditorIdentifier: string;
  readonly scheme: CollectionScheme;
  readonly sequence: CollectionSequence;
  readonly collectionDate: LocalDate;
  /** ISO 4217; the scheme is that of SEPA in euros. */
  readonly currency: string;
  readonly format: CollectionFormat;
  /** At least one. */
  readonly collections: readonly Collection[];
}

export interface Collection {
  /** 1 to 35 characters of A-Z and 0-9. */
  readonly endToEndId: string;
  readonly debtor: Party;
  /** What the debtor signed: its reference, 1 to 35 characters, and the day. */
  readonly mandate: { readonly id: string; readonly signedOn: LocalDate };
  /** Minor units, above zero. */
  readonly amountMinor: bigint;
  readonly remittance: string | null;
}

/** Of SEPA direct debits: anybody's (EPC130-08), or between businesses (EPC131-08). */
export type CollectionScheme = 'CORE' | 'B2B';

/** The first collection under each mandate in the file, or a further one. */
export type CollectionSequence = 'FRST' | 'RCUR';

/** Which pain.008 a bank takes: that of 2019, or that of 2009 where it still asks for it. */
export type CollectionFormat = 'PAIN_008_001_08' | 'PAIN_008_001_02';

const dialects: Readonly<Record<CollectionFormat, { readonly namespace: string; readonly bic: BicElement }>> = {
  PAIN_008_001_08: { namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08', bic: 'BICFI' },
  PAIN_008_001_02: { namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.02', bic: 'BIC' },
};

/**
 * The bytes of a file of direct debits: ISO 20022 pain.008, one payment information of one account, one day, one scheme of
 * SEPA and one sequence type, under mandates that are collected under again and again. The same order gives the same bytes: collections stand by their end-to-end ids; the file says how many they are and what they sum to.
 */
export function writeCollectionFile(order: CollectionOrder): string {
  const { messageId, currency, creditor } = order;
  const { namespace, bic } = dialects[order.format];
  const collections = [...order.collections].sort((a, b) => (a.endToEndId < b.endToEndId ? -1 : 1));
  const figures = [
    element('NbOfTxs', String(collections.length)),
    element('CtrlSum', formatMoney(totalOf(currency, collections))),
  ];
  const header = element('GrpHdr', [
    element('MsgId', messageId),
    element('CreDtTm', instantText(order.createdAt)),
    ...figures,
    element('InitgPty', [element('Nm', bankText(creditor.name, longest.name))]),
  ]);
  const payment = element('PmtInf', [
    element('PmtInfId', messageId),
    element('PmtMtd', 'DD'),
    ...figures,
    element('PmtTpInf', [
      element('SvcLvl', [element('Cd', 'SEPA')]),
      element('LclInstrm', [element('Cd', order.scheme)]),
      element('SeqTp', order.sequence),
    ]),
    element('ReqdColltnDt', order.collectionDate),
    partyElement('Cdtr', creditor),
    accountElement('CdtrAcct', creditor),
    agentElement('CdtrAgt', creditor.bic, bic),
    element('ChrgBr', 'SLEV'),
    schemeElement(order.creditorIdentifier),
    ...collections.map(collection => collectionElement(currency, collection, bic)),
  ]);
  return xmlDocument(element('Document', [element('CstmrDrctDbtInitn', [header, payment])], { xmlns: namespace }));
}

function collectionElement(currency: string, collection: Collection, bic: BicElement): Xml {
  const { endToEndId, debtor, mandate, amountMinor, remittance } = collection;
  return element('DrctDbtTxInf', [
    element('PmtId', [element('EndToEndId', endToEndId)]),
    element('InstdAmt', formatMoney({ amountMinor, currency }), { Ccy: currency }),
    element('DrctDbtTx', [
      element('MndtRltdInf', [element('MndtId', mandate.id), element('DtOfSgntr', mandate.signedOn)]),
    ]),
    agentElement('DbtrAgt', debtor.bic, bic),
    partyElement('Dbtr', debtor),
    accountElement('DbtrAcct', debtor),
    remittance !== null && element('RmtInf', [element('Ustrd', bankText(remittance, longest.remittance))]),
  ]);
}

function schemeElement(creditorIdentifier: string): Xml {
  const scheme = element('SchmeNm', [element('Prtry', 'SEPA')]);
  const other = element('Othr', [element('Id', creditorIdentifier), scheme]);
  return element('CdtrSchmeId', [element('Id', [element('PrvtId', [other])])]);
}

/**
 * Reads a file of direct debits as a bank does: one creditor account, one day, one currency, one scheme.
 *
 * @throws Error for any other message, and where count or sum are not what the file says
 */
export function readCollectionFile(body: string): CollectionOrder {
  const file = readInstructions(body);
  if (file.message !== 'pain.008') throw new Error('This is no file of direct debits.');
  return collectionOrderOf(file);
}

/** @throws Error as `readCollectionFile` */
export function collectionOrderOf(file: CollectionInitiation): CollectionOrder {
  const { messageId, createdAt, payment, currency } = onlyPart(file, file.payments[0]?.collections[0]);
  const collections = payment.collections.map(debit => collectionOf(debit, currency));
  assertFigures(file, currency, collections);
  return {
    messageId,
    createdAt,
    creditor: partyOf(payment.creditor, payment.creditorAccount, payment.creditorBic, payment.creditorAddress),
    creditorIdentifier: present(payment.creditorIdentifier, 'a creditor identifier'),
    scheme: oneOf(['CORE', 'B2B'], payment.scheme),
    sequence: oneOf(['FRST', 'RCUR'], payment.sequence),
    collectionDate: localDate(present(payment.collectionDate, 'a day')),
    currency,
    format: file.version === 'pain.008.001.02' ? 'PAIN_008_001_02' : 'PAIN_008_001_08',
    collections,
  };
}

function collectionOf(debit: DirectDebit, currency: string): Collection {
  return {
    endToEndId: present(debit.endToEndId, 'an end-to-end id'),
    debtor: partyOf(debit.debtor, debit.debtorAccount, debit.debtorBic, debit.debtorAddress),
    mandate: {
      id: present(debit.mandateId, 'a mandate'),
      signedOn: localDate(present(debit.signedOn, 'a day of signature')),
    },
    amountMinor: amountIn(currency, debit),
    remittance: debit.remittance,
  };
}

function oneOf<Value extends string>(values: readonly Value[], written: string | null): Value {
  const value = values.find(each => each === written);
  if (!value) throw new Error(`The file has ${written} where one of ${values.join(', ')} is taken.`);
  return value;
}
