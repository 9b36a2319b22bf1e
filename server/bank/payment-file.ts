import type { LocalDate } from '../platform/local-date.js';
import { localDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { element, type Xml, xmlDocument } from '../platform/xml-writer.js';
import type { Transfer, TransferInitiation } from './bank-file.js';
import { bankText } from './bank-text.js';
import { accountElement, agentElement, instantText, longest, type Party, partyElement } from './file-elements.js';
import { isSepaTransfer } from './sepa.js';
import { amountIn, assertFigures, onlyPart, partyOf, present, readInstructions, totalOf } from './instruction-parts.js';

/** What one payer asks its bank to pay on one day from one account. */
export interface PaymentOrder {
  /** Of the file, 1 to 35 characters of A-Z and 0-9. */
  readonly messageId: string;
  /** When it was made; to the second. */
  readonly createdAt: Date;
  readonly debtor: Party;
  readonly executionDate: LocalDate;
  /** ISO 4217. */
  readonly currency: string;
  /** What the debtor's bank takes. */
  readonly format: PaymentFormat;
  /** At least one. */
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  /** 1 to 35 characters of A-Z and 0-9. */
  readonly endToEndId: string;
  readonly creditor: Party;
  /** Minor units, above zero. */
  readonly amountMinor: bigint;
  /** What the payee reads; null for nothing beyond the end-to-end id. */
  readonly remittance: string | null;
}

/** Which pain.001 a bank takes: that of 2019, or that of 2009 where it still asks for it. */
export type PaymentFormat = 'PAIN_001_001_09' | 'PAIN_001_001_03';

/** In what the two differ, of all that is written here. */
const dialects = {
  PAIN_001_001_09: {
    namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09',
    bic: 'BICFI',
    day: (day: LocalDate) => [element('Dt', day)],
  },
  PAIN_001_001_03: {
    namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.03',
    bic: 'BIC',
    day: (day: LocalDate) => day,
  },
} as const;
type Dialect = (typeof dialects)[PaymentFormat];

/**
 * The bytes of an instruction file: ISO 20022 pain.001, one payment information of one debit account and one day. The same
 * order gives the same bytes: instructions stand by their end-to-end ids; the file says how many they are and what
 * they sum to. Where all of them can be, the transfers are SEPA credit transfers (EPC132-08); each side bears its own charges. Addresses
 * are structured or hybrid, town and country by themselves: of lines alone no bank takes one any more.
 */
export function writePaymentFile(order: PaymentOrder): string {
  const { messageId, currency, debtor } = order;
  const dialect = dialects[order.format];
  const instructions = [...order.instructions].sort((a, b) => (a.endToEndId < b.endToEndId ? -1 : 1));
  const figures = [
    element('NbOfTxs', String(instructions.length)),
    element('CtrlSum', formatMoney(totalOf(currency, instructions))),
  ];
  const isSepa = instructions.every(({ amountMinor, creditor }) =>
    isSepaTransfer(currency, amountMinor, [debtor.iban, creditor.iban]),
  );
  const name = bankText(debtor.name, longest.name);
  const header = element('GrpHdr', [
    element('MsgId', messageId),
    element('CreDtTm', instantText(order.createdAt)),
    ...figures,
    element('InitgPty', [element('Nm', name)]),
  ]);
  const payment = element('PmtInf', [
    element('PmtInfId', messageId),
    element('PmtMtd', 'TRF'),
    ...figures,
    isSepa && element('PmtTpInf', [element('SvcLvl', [element('Cd', 'SEPA')])]),
    element('ReqdExctnDt', dialect.day(order.executionDate)),
    partyElement('Dbtr', debtor),
    accountElement('DbtrAcct', debtor),
    agentElement('DbtrAgt', debtor.bic, dialect.bic),
    element('ChrgBr', isSepa ? 'SLEV' : 'SHAR'),
    ...instructions.map(instruction => transferOf(currency, instruction, dialect)),
  ]);
  return xmlDocument(
    element('Document', [element('CstmrCdtTrfInitn', [header, payment])], { xmlns: dialect.namespace }),
  );
}

function transferOf(
  currency: string,
  { endToEndId, creditor, amountMinor, remittance }: Instruction,
  dialect: Dialect,
): Xml {
  return element('CdtTrfTxInf', [
    element('PmtId', [element('EndToEndId', endToEndId)]),
    element('Amt', [element('InstdAmt', formatMoney({ amountMinor, currency }), { Ccy: currency })]),
    creditor.bic !== null && agentElement('CdtrAgt', creditor.bic, dialect.bic),
    partyElement('Cdtr', creditor),
    accountElement('CdtrAcct', creditor),
    remittance !== null && element('RmtInf', [element('Ustrd', bankText(remittance, longest.remittance))]),
  ]);
}

/**
 * Reads an instruction file as a bank does: a pain.001 of one debit account, one day and one currency.
 *
 * @throws Error for any other message, and where count or sum are not what the file says
 */
export function readPaymentFile(body: string): PaymentOrder {
  const file = readInstructions(body);
  if (file.message !== 'pain.001') throw new Error('This is no file of transfers.');
  return paymentOrderOf(file);
}

/** @throws Error as `readPaymentFile` */
export function paymentOrderOf(file: TransferInitiation): PaymentOrder {
  const { messageId, createdAt, payment, currency } = onlyPart(file, file.payments[0]?.transfers[0]);
  const instructions = payment.transfers.map(transfer => instructionOf(transfer, currency));
  assertFigures(file, currency, instructions);
  return {
    messageId,
    createdAt,
    debtor: partyOf(payment.debtor, payment.debtorAccount, payment.debtorBic, payment.debtorAddress),
    executionDate: localDate(present(payment.executionDate, 'a day')),
    currency,
    format: file.version === 'pain.001.001.03' ? 'PAIN_001_001_03' : 'PAIN_001_001_09',
    instructions,
  };
}

function instructionOf(transfer: Transfer, currency: string): Instruction {
  return {
    endToEndId: present(transfer.endToEndId, 'an end-to-end id'),
    creditor: partyOf(transfer.creditor, transfer.creditorAccount, transfer.creditorBic, transfer.creditorAddress),
    amountMinor: amountIn(currency, transfer),
    remittance: transfer.remittance,
  };
}
