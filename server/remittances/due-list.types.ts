import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { DueChange, DueField, DueHold, DueLine as DueLineRow } from './due-line.js';
import type { DueListExportRow } from './due-list.reads.js';
import { exportDueList } from './export-due-list.js';

const dueChanges: { [Change in DueChange]: Change } = {
  NEW: 'NEW',
  CHANGED: 'CHANGED',
  UNCHANGED: 'UNCHANGED',
  CANCELLED: 'CANCELLED',
  RELEASED: 'RELEASED',
};
registerEnumType(dueChanges, {
  name: 'DueChange',
  description: 'What became of a line of a due list since the export before.',
  valuesConfig: {
    NEW: { description: 'It was not there.' },
    CHANGED: { description: 'It was there, and is not as it was; see `changed`.' },
    UNCHANGED: { description: 'It is as it was.' },
    CANCELLED: { description: 'It was there, and is not owed any more.' },
    RELEASED: { description: 'It was there, and is on its way to the bank, or paid.' },
  },
});

const dueFields: { [Field in DueField]: Field } = {
  PAYEE: 'PAYEE',
  ACCOUNT: 'ACCOUNT',
  AMOUNT: 'AMOUNT',
  DUE_DATE: 'DUE_DATE',
  REFERENCE: 'REFERENCE',
  HOLD: 'HOLD',
};
registerEnumType(dueFields, {
  name: 'DueField',
  valuesConfig: {
    PAYEE: { description: 'The claim has another holder: it was sold, or fell back.' },
    ACCOUNT: { description: 'It goes to another account.' },
    AMOUNT: { description: 'It is another amount.' },
    DUE_DATE: { description: 'It is due on another day.' },
    REFERENCE: { description: 'It is another payment.' },
    HOLD: { description: 'It must not be paid now, or may be again.' },
  },
});

const dueHolds: { [Hold in DueHold]: Hold } = {
  FINANCING_AGREED: 'FINANCING_AGREED',
  NO_ACCOUNT: 'NO_ACCOUNT',
  ACCOUNT_COOLS_OFF: 'ACCOUNT_COOLS_OFF',
  COLLECTED: 'COLLECTED',
};
registerEnumType(dueHolds, {
  name: 'DueHold',
  description: 'Why a line must not be paid now.',
  valuesConfig: {
    FINANCING_AGREED: { description: 'The claim is being sold: to whom it will be owed is not certain yet.' },
    NO_ACCOUNT: { description: 'The payee has no verified account in this currency.' },
    COLLECTED: { description: 'Its payee collects it under your mandate: do not pay it as well.' },
    ACCOUNT_COOLS_OFF: { description: 'The payee has a new account that is not to be paid into yet.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'What you owe for one invoice, to the holder of the claim, or for one bill of fees.',
})
export class DueLine {
  readonly row!: DueLineRow;

  @Field(() => dueChanges)
  readonly change!: DueChange;

  @Field(() => [dueFields], { description: 'In what it differs, where it is CHANGED.' })
  readonly changed!: readonly DueField[];

  @Field(() => LocalDateScalar)
  readonly dueOn!: string;

  @Field(() => String)
  readonly payeeName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null where it is held for its account, as `iban` and `bic` are.',
  })
  readonly holderName!: string | null;

  @Field(() => String, { nullable: true })
  readonly iban!: string | null;

  @Field(() => String, { nullable: true })
  readonly bic!: string | null;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => String, { description: 'The end-to-end id under which the payment is expected.' })
  readonly reference!: string;

  @Field(() => String, { nullable: true, description: 'Null for a bill of fees, as `invoiceId` is.' })
  readonly invoiceNumber!: string | null;

  @Field(() => ID, { nullable: true })
  readonly invoiceId!: string | null;

  @Field(() => String, { nullable: true, description: 'Null for an invoice, as `feeBillId` is.' })
  readonly billNumber!: string | null;

  @Field(() => ID, { nullable: true })
  readonly feeBillId!: string | null;

  @Field(() => ID)
  readonly paymentId!: string;

  @Field(() => dueHolds, { nullable: true })
  readonly hold!: DueHold | null;
}

export const DueLineConnection = connectionOf(DueLine, 'DueLine');

@InputType('DueLineFilter')
class DueLineFilterInput {
  @Field(() => [dueChanges], { nullable: true })
  readonly change?: DueChange[] | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Due on this day or before.' })
  readonly dueUntil?: string | null;
}

@ArgsType()
export class DueLineArgs extends PageArgs {
  @Field(() => DueLineFilterInput, { nullable: true })
  readonly filter?: DueLineFilterInput | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One time that your due list was taken away. Its file can be had again, to the byte.',
})
export class DueListExport extends Node {
  readonly row!: DueListExportRow;

  @Field(() => Int, { description: 'From 1.' })
  readonly number!: number;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly exportedAt!: Date;

  @Field(() => Int)
  readonly lines!: number;

  @Field(() => Int, { description: 'Those that are not UNCHANGED.' })
  readonly changedLines!: number;

  @Field(() => String, { description: 'SHA-256 of the file, in lower-case hexadecimal.' })
  readonly sha256!: string;

  @Field(() => String, { description: 'Where the file is: a path of this server.' })
  readonly href!: string;
}

export const DueListExportConnection = connectionOf(DueListExport, 'DueListExport');

@InputType()
export class ExportDueListInput {
  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ExportDueListSuccess {
  @Field(() => DueListExport)
  readonly dueListExport!: DueListExport;
}

export const ExportDueListResult = resultUnion(ExportDueListSuccess, exportDueList);

export function presentDueLine(row: DueLineRow): DueLine {
  const { currency } = row;
  return Object.assign(new DueLine(), {
    row,
    change: row.change,
    changed: row.changed,
    dueOn: row.dueOn,
    payeeName: row.payeeName,
    holderName: row.holderName,
    iban: row.iban,
    bic: row.bic,
    amount: { amount: formatMoney(row), currency },
    reference: row.reference,
    invoiceNumber: row.invoiceNumber,
    invoiceId: row.invoiceId && toWireId('invoice', row.invoiceId),
    billNumber: row.billNumber,
    feeBillId: row.feeBillId && toWireId('feeBill', row.feeBillId),
    paymentId: toWireId('payment', row.paymentId),
    hold: row.heldReason,
  });
}

export function presentDueListExport(row: DueListExportRow): DueListExport {
  const id = toWireId('dueListExport', row.id);
  return Object.assign(new DueListExport(), {
    row,
    id,
    number: row.no,
    exportedAt: row.exportedAt,
    lines: row.lineCount,
    changedLines: row.changedCount,
    sha256: row.sha256.toString('hex'),
    href: `/exports/due-list.csv?export=${id}`,
  });
}
