import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { type Undertaking, UndertakingEnum } from '../programmes/index.js';
import { correctInvoice } from './correct-invoice.js';
import { type DecisionReason, decisionReasons } from './decision-reasons.js';
import { disputeInvoice } from './dispute-invoice.js';
import type { DocumentView } from './document.reads.js';
import type { Side } from './invoice.entity.js';
import { type InvoiceAction, invoicePolicy, type InvoiceView } from './invoice.policy.js';
import type { CopyView, InvoiceOrder } from './invoice.reads.js';
import type { InvoiceState } from './invoice.states.js';
import { rejectInvoice } from './reject-invoice.js';
import { settleDifference } from './settle-difference.js';
import { withdrawInvoice } from './withdraw-invoice.js';

const invoiceStates = {
  SUBMITTED: 'SUBMITTED',
  APPROVED: 'APPROVED',
  DISPUTED: 'DISPUTED',
  REJECTED: 'REJECTED',
  WITHDRAWN: 'WITHDRAWN',
  CREDITED: 'CREDITED',
  PAID: 'PAID',
  OVERDUE: 'OVERDUE',
  DEFAULTED: 'DEFAULTED',
} as const satisfies Record<InvoiceState, InvoiceState>;
registerEnumType(invoiceStates, {
  name: 'InvoiceState',
  description: 'Where an invoice stands.',
  valuesConfig: {
    SUBMITTED: { description: 'Sent by the supplier or the buyer; the buyer approves, disputes or rejects it.' },
    APPROVED: { description: 'Released by the buyer under four eyes; it can be put up for early payment.' },
    DISPUTED: {
      description: 'The buyer says what is wrong; the supplier corrects it, or the buyer approves or rejects it.',
    },
    REJECTED: { description: 'Refused by the buyer; final.' },
    WITHDRAWN: { description: 'Taken back by the side that submitted it; final.' },
    CREDITED: { description: 'A credit note took all of it; final.' },
    PAID: { description: 'Paid in full; open again only when the payment comes back.' },
    OVERDUE: { description: 'The adjusted due date and the grace have passed with an amount open.' },
    DEFAULTED: { description: 'Overdue for as long as the programme waits.' },
  },
});

const invoiceActions = {
  PREPARE_APPROVAL: 'PREPARE_APPROVAL',
  DISPUTE: 'DISPUTE',
  REJECT: 'REJECT',
  WITHDRAW: 'WITHDRAW',
  CORRECT: 'CORRECT',
  SETTLE_DIFFERENCE: 'SETTLE_DIFFERENCE',
  OPEN_AUCTION: 'OPEN_AUCTION',
} as const satisfies Record<InvoiceAction, InvoiceAction>;
registerEnumType(invoiceActions, { name: 'InvoiceAction', description: 'What you can do with an invoice now.' });

export const SideEnum = { SUPPLIER: 'SUPPLIER', BUYER: 'BUYER' } as const satisfies Record<Side, Side>;
registerEnumType(SideEnum, { name: 'Side', description: 'Which party of an invoice.' });

export const DecisionReasonEnum = Object.fromEntries(decisionReasons.map(reason => [reason, reason])) as {
  [reason in DecisionReason]: reason;
};
registerEnumType(DecisionReasonEnum, {
  name: 'DecisionReason',
  description: 'Why an invoice is disputed, rejected, or approved for less than it says.',
});

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A claim of a supplier on a buyer.' })
export class Invoice extends Node {
  @Field(() => String, { description: 'As the supplier wrote it.' })
  readonly number!: string;

  @Field(() => String, { description: 'UNTDID 1001, where the document keeps to it.' })
  readonly typeCode!: string;

  @Field(() => LocalDateScalar)
  readonly issueDate!: string;

  @Field(() => LocalDateScalar, { description: 'The latest due date of the document, or what the programme says.' })
  readonly dueDate!: string;

  @Field(() => LocalDateScalar, { description: 'The due date moved to a business day: the maturity.' })
  readonly adjustedDueDate!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is due on that day, where the document does not say so.',
  })
  readonly dueDateReason!: string | null;

  @Field(() => MoneyType, { description: 'What the document says.' })
  readonly payable!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What the buyer promised: what it released, less what credit notes took. Never more than `payable`.',
  })
  readonly approved!: MoneyType | null;

  @Field(() => MoneyType, { description: 'What credit notes took of what was released.' })
  readonly credited!: MoneyType;

  @Field(() => MoneyType, { description: 'What has come.' })
  readonly paid!: MoneyType;

  @Field(() => UndertakingEnum, { description: 'What the buyer promised with the approval.' })
  readonly undertaking!: Undertaking;

  @Field(() => invoiceStates)
  readonly state!: InvoiceState;

  @Field(() => SideEnum)
  readonly submittedBySide!: Side;

  @Field(() => Date)
  readonly submittedAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly approvedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'COPIES_DIFFER or SAME_NUMBER: a person of the buyer must settle it before a release.',
  })
  readonly heldReason!: string | null;

  @Field(() => DecisionReasonEnum, {
    nullable: true,
    description: 'Why it was disputed, rejected, or approved for less.',
  })
  readonly decisionReason!: string | null;

  @Field(() => String, { nullable: true })
  readonly decisionNote!: string | null;

  @Field(() => [invoiceActions], { description: 'What you can do with it now.' })
  readonly availableActions!: InvoiceAction[];

  /** The row it was made of. */
  readonly row!: InvoiceView;
}

export const InvoiceConnection = connectionOf(Invoice, 'Invoice');

@ObjectType({ simpleResolvers: true, description: 'What one side sent of an invoice.' })
export class InvoiceCopy {
  @Field(() => SideEnum)
  readonly side!: Side;

  @Field(() => String)
  readonly number!: string;

  @Field(() => LocalDateScalar)
  readonly issueDate!: string;

  @Field(() => LocalDateScalar)
  readonly dueDate!: string;

  @Field(() => MoneyType)
  readonly payable!: MoneyType;

  @Field(() => Date)
  readonly receivedAt!: Date;

  /** The row it was made of. */
  readonly row!: CopyView;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A file as it came, kept byte for byte.' })
export class Document extends Node {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'What it turned out to be, such as ubl-invoice or csv.' })
  readonly format!: string;

  @Field(() => String, { description: 'What the sender called it.' })
  readonly mediaType!: string;

  @Field(() => Int, { description: 'Bytes.' })
  readonly sizeBytes!: number;

  @Field(() => String, { description: 'In lower-case hexadecimal.' })
  readonly sha256!: string;

  @Field(() => Date)
  readonly uploadedAt!: Date;

  @Field(() => String, { description: 'Where the bytes are, at this server.' })
  readonly href!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A party as a document names it.' })
export class InvoiceParty {
  @Field(() => String, { nullable: true })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'VAT or GST number.' })
  readonly vatId!: string | null;

  @Field(() => String, { nullable: true, description: 'Number in its register.' })
  readonly legalId!: string | null;

  @Field(() => String, { nullable: true, description: 'On one line.' })
  readonly address!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A line as the document writes it.' })
export class InvoiceLine {
  @Field(() => String, { nullable: true })
  readonly id!: string | null;

  @Field(() => String, { nullable: true })
  readonly description!: string | null;

  @Field(() => String, { nullable: true })
  readonly quantity!: string | null;

  @Field(() => String, { nullable: true })
  readonly unit!: string | null;

  @Field(() => String, { nullable: true })
  readonly unitPrice!: string | null;

  @Field(() => String, { nullable: true })
  readonly netAmount!: string | null;

  @Field(() => String, { nullable: true })
  readonly taxCategory!: string | null;

  @Field(() => String, { nullable: true, description: 'Per cent.' })
  readonly taxRate!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The tax of one category and rate, as the document writes it.' })
export class InvoiceTax {
  @Field(() => String, { nullable: true })
  readonly category!: string | null;

  @Field(() => String, { nullable: true, description: 'Per cent.' })
  readonly rate!: string | null;

  @Field(() => String, { nullable: true })
  readonly taxableAmount!: string | null;

  @Field(() => String, { nullable: true })
  readonly taxAmount!: string | null;

  @Field(() => String, { nullable: true, description: 'Why no tax is charged.' })
  readonly reason!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What is taken off or added, as the document writes it.' })
export class InvoiceAllowanceOrCharge {
  @Field(() => Boolean, { description: 'A charge is added, an allowance taken off.' })
  readonly charge!: boolean;

  @Field(() => String, { nullable: true })
  readonly amount!: string | null;

  @Field(() => String, { nullable: true })
  readonly baseAmount!: string | null;

  @Field(() => String, { nullable: true, description: 'Per cent of the base amount.' })
  readonly percentage!: string | null;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An account that a document asks to be paid to, as it writes it.' })
export class InvoiceAccount {
  @Field(() => String, { description: 'An IBAN, or a number of the country.' })
  readonly number!: string;

  @Field(() => String, { nullable: true })
  readonly holderName!: string | null;

  @Field(() => String, { nullable: true })
  readonly bic!: string | null;

  @Field(() => String, { nullable: true, description: 'How it is to be paid, UNTDID 4461.' })
  readonly meansCode!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Something in a document that a person should look at.' })
export class DocumentProblem {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String, { description: 'Where: row and column, or an XPath.' })
  readonly path!: string;

  @Field(() => String)
  readonly message!: string;

  @Field(() => String, { description: 'WARNING; an invoice with an ERROR does not land.' })
  readonly severity!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a document says: figures and dates as it writes them.' })
export class InvoiceContent {
  @Field(() => InvoiceParty)
  readonly seller!: InvoiceParty;

  @Field(() => InvoiceParty)
  readonly buyer!: InvoiceParty;

  @Field(() => InvoiceParty, {
    nullable: true,
    description: 'Only where somebody other than the seller is to be paid.',
  })
  readonly payee!: InvoiceParty | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;

  @Field(() => String, { nullable: true })
  readonly orderReference!: string | null;

  @Field(() => String, { nullable: true })
  readonly paymentTerms!: string | null;

  @Field(() => String, { nullable: true })
  readonly iban!: string | null;

  @Field(() => [InvoiceAccount], {
    description: 'All of them, in document order. Money goes to none of them by itself.',
  })
  readonly accounts!: InvoiceAccount[];

  @Field(() => [String], { description: 'In document order; those before the latest are cash-discount dates.' })
  readonly dueDates!: string[];

  @Field(() => [InvoiceLine])
  readonly lines!: InvoiceLine[];

  @Field(() => [InvoiceTax])
  readonly taxes!: InvoiceTax[];

  @Field(() => String, { nullable: true })
  readonly lineTotal!: string | null;

  @Field(() => String, { nullable: true })
  readonly taxTotal!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The currency that tax is accounted for in, where it is another.',
  })
  readonly taxCurrency!: string | null;

  @Field(() => String, { nullable: true, description: 'The tax in that currency.' })
  readonly taxTotalInTaxCurrency!: string | null;

  @Field(() => [InvoiceAllowanceOrCharge], { description: 'Of the document as a whole; lines are net of theirs.' })
  readonly allowancesAndCharges!: InvoiceAllowanceOrCharge[];

  @Field(() => String, { nullable: true })
  readonly prepaid!: string | null;

  @Field(() => [DocumentProblem])
  readonly problems!: DocumentProblem[];
}

@ObjectType({ simpleResolvers: true, description: 'A figure in which the copies of the two sides differ.' })
export class InvoiceDifference {
  @Field(() => String, { description: 'issueDate, dueDate or payable.' })
  readonly field!: string;

  @Field(() => String)
  readonly supplierValue!: string;

  @Field(() => String)
  readonly buyerValue!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Something that happened.' })
export class TimelineEntry {
  @Field(() => Date)
  readonly at!: Date;

  @Field(() => String, { description: 'Such as invoice.approved.' })
  readonly type!: string;

  @Field(() => LocalDateScalar)
  readonly businessDay!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "A person's name within your own organization, else the organization's; Tenor for what happens by itself.",
  })
  readonly actor!: string | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;
}

/** An invoice as its viewer sees it. */
export function presentInvoice(viewer: Viewer, row: InvoiceView): Invoice {
  const money = (amountMinor: bigint) => moneyOf(amountMinor, row.currency);
  return Object.assign(new Invoice(), {
    id: toWireId('invoice', row.id),
    number: row.number,
    typeCode: row.typeCode,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    adjustedDueDate: row.adjustedDueDate,
    dueDateReason: row.dueDateReason,
    payable: money(row.payableMinor),
    approved: row.approvedMinor === null ? null : money(row.approvedMinor),
    credited: money(row.creditedMinor),
    paid: money(row.paidMinor),
    undertaking: row.undertaking,
    state: row.state,
    submittedBySide: row.submittedBySide,
    submittedAt: row.submittedAt,
    approvedAt: row.approvedAt,
    heldReason: row.heldReason,
    decisionReason: row.decisionReason,
    decisionNote: row.decisionNote,
    availableActions: availableActions(invoicePolicy, viewer, row),
    row,
  });
}

export function presentCopy(row: CopyView): InvoiceCopy {
  const { side, number, issueDate, dueDate, payableMinor, currency, receivedAt } = row;
  const payable = moneyOf(payableMinor, currency);
  return Object.assign(new InvoiceCopy(), { side, number, issueDate, dueDate, payable, receivedAt, row });
}

export function presentDocument(row: DocumentView): Document {
  const id = toWireId('document', row.id);
  const { name, format, mediaType, sizeBytes, uploadedAt } = row;
  const sha256 = row.sha256.toString('hex');
  return Object.assign(new Document(), {
    id,
    name,
    format,
    mediaType,
    sizeBytes,
    sha256,
    uploadedAt,
    href: `/documents/${id}`,
  });
}

function moneyOf(amountMinor: bigint, currency: string): MoneyType {
  return { amount: formatMoney({ amountMinor, currency }), currency };
}

@InputType('InvoiceFilter', { description: 'All that is given must hold.' })
export class InvoiceFilterInput {
  @Field(() => [invoiceStates], { nullable: true })
  readonly state?: InvoiceState[] | null;

  @Field(() => String, { nullable: true, description: 'The beginning of the number; only letters and digits count.' })
  readonly number?: string | null;

  @Field(() => ID, { nullable: true })
  readonly buyerId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly supplierId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly programmeId?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217.' })
  readonly currency?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Due, moved to a business day, on this day or later.' })
  readonly dueFrom?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Due, moved to a business day, on this day or earlier.',
  })
  readonly dueUntil?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Of this amount or more, in its currency.' })
  readonly amountFrom?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Of this amount or less, in its currency.' })
  readonly amountUntil?: MoneyInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Approved, not listed, not financed, and such that the programme takes it; see `eligibility`.',
  })
  readonly listable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'You, as its buyer, can put it into a batch.' })
  readonly approvable?: boolean | null;
}

const invoiceOrders: { [Order in InvoiceOrder]: Order } = {
  SUBMITTED: 'SUBMITTED',
  DUE: 'DUE',
  AMOUNT: 'AMOUNT',
  NUMBER: 'NUMBER',
};
registerEnumType(invoiceOrders, {
  name: 'InvoiceOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    SUBMITTED: { description: 'The newest first.' },
    DUE: { description: 'The first due first.' },
    AMOUNT: { description: 'The largest first. Amounts compare within their currency.' },
    NUMBER: { description: 'In the order of the alphabet.' },
  },
});

@ArgsType()
export class InvoiceArgs extends sortedPageArgs(invoiceOrders) {
  @Field(() => InvoiceFilterInput, { nullable: true })
  readonly filter?: InvoiceFilterInput | null;
}

@InputType()
export class WithdrawInvoiceInput {
  @Field(() => ID)
  readonly invoiceId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class CorrectInvoiceInput extends WithdrawInvoiceInput {}

@InputType()
export class DisputeInvoiceInput {
  @Field(() => ID)
  readonly invoiceId!: string;

  @Field(() => DecisionReasonEnum)
  readonly reason!: string;

  @Field(() => String, { nullable: true, description: 'At most 500 characters; the other party reads it.' })
  readonly note?: string | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class RejectInvoiceInput extends DisputeInvoiceInput {}

@InputType()
export class SettleDifferenceInput {
  @Field(() => ID)
  readonly invoiceId!: string;

  @Field(() => SideEnum, { description: 'Whose copy has the figures that stand from now on.' })
  readonly keep!: Side;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class WithdrawInvoiceSuccess {
  @Field(() => Invoice)
  readonly invoice!: Invoice;
}
@ObjectType({ simpleResolvers: true })
export class DisputeInvoiceSuccess {
  @Field(() => Invoice)
  readonly invoice!: Invoice;
}
@ObjectType({ simpleResolvers: true })
export class RejectInvoiceSuccess {
  @Field(() => Invoice)
  readonly invoice!: Invoice;
}
@ObjectType({ simpleResolvers: true })
export class CorrectInvoiceSuccess {
  @Field(() => Invoice)
  readonly invoice!: Invoice;
}
@ObjectType({ simpleResolvers: true })
export class SettleDifferenceSuccess {
  @Field(() => Invoice)
  readonly invoice!: Invoice;
}

export const WithdrawInvoiceResult = resultUnion(WithdrawInvoiceSuccess, withdrawInvoice);
export const DisputeInvoiceResult = resultUnion(DisputeInvoiceSuccess, disputeInvoice);
export const RejectInvoiceResult = resultUnion(RejectInvoiceSuccess, rejectInvoice);
export const CorrectInvoiceResult = resultUnion(CorrectInvoiceSuccess, correctInvoice);
export const SettleDifferenceResult = resultUnion(SettleDifferenceSuccess, settleDifference);
