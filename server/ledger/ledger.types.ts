import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { LedgerAccountRow, MovementRow } from './ledger.entity.js';
import type { ShownTransfer } from './ledger.reads.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What an organization owes, is owed or has moved, of one kind in one currency.',
})
export class LedgerAccount extends Node {
  readonly row!: LedgerAccountRow;

  @Field(() => String, { description: 'BANK, CLAIM, PAYABLE, …: the chart of postings names them all.' })
  readonly kind!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => MoneyType, { description: 'The sum of all debits; it only grows.' })
  readonly debit!: MoneyType;

  @Field(() => MoneyType, { description: 'The sum of all credits; it only grows.' })
  readonly credit!: MoneyType;

  @Field(() => MoneyType, { description: 'Debit less credit: above zero what is owed to it, below zero what it owes.' })
  readonly balance!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: 'An account as one side of a transfer.' })
export class LedgerAccountName {
  @Field(() => String)
  readonly organizationName!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => Boolean, { description: 'It is an account of your own organization.' })
  readonly own!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'One amount from one account (credit) to another (debit).' })
export class Transfer {
  @Field(() => LedgerAccountName)
  readonly debitAccount!: LedgerAccountName;

  @Field(() => LedgerAccountName)
  readonly creditAccount!: LedgerAccountName;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => ID, { nullable: true, description: 'Null for the funder, which has a claim without a number.' })
  readonly invoiceId!: string | null;

  @Field(() => ID, { nullable: true })
  readonly financingId!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Transfers that were posted together. Never changed; what was wrong is taken back by a REVERSAL.',
})
export class Movement extends Node {
  readonly row!: MovementRow;

  @Field(() => String, {
    description: 'UNDERTAKING, PURCHASE, REPAYMENT, LATE_CHARGE, REVERSAL, …: the chart of postings names them all.',
  })
  readonly kind!: string;

  @Field(() => String, { description: 'PAYMENT, APPROVAL_LINE, BANK_ENTRY, INVOICE_DAY, CREDIT_NOTE or CORRECTION.' })
  readonly causeKind!: string;

  @Field(() => Date)
  readonly postedAt!: Date;

  @Field(() => LocalDateScalar)
  readonly businessDay!: string;

  @Field(() => ID, { nullable: true, description: 'The movement that a REVERSAL takes back.' })
  readonly reverses!: string | null;
}

export const MovementConnection = connectionOf(Movement, 'Movement');

@ArgsType()
export class MovementArgs extends PageArgs {
  @Field(() => ID, { nullable: true })
  readonly accountId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly invoiceId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly financingId?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The first business day.' })
  readonly from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last business day.' })
  readonly until?: string | null;
}

export function presentLedgerAccount(row: LedgerAccountRow): LedgerAccount {
  const money = (amountMinor: bigint): MoneyType => ({
    amount: formatMoney({ amountMinor, currency: row.currency }),
    currency: row.currency,
  });
  return Object.assign(new LedgerAccount(), {
    row,
    id: toWireId('ledgerAccount', row.id),
    kind: row.kind,
    currency: row.currency,
    debit: money(row.debitMinor),
    credit: money(row.creditMinor),
    balance: money(row.debitMinor - row.creditMinor),
  });
}

export function presentMovement(row: MovementRow): Movement {
  return Object.assign(new Movement(), {
    row,
    id: toWireId('movement', row.id),
    kind: row.kind,
    causeKind: row.causeKind,
    postedAt: row.postedAt,
    businessDay: row.businessDay,
    reverses: row.reversesId && toWireId('movement', row.reversesId),
  });
}

export function presentTransfer(row: ShownTransfer): Transfer {
  return {
    debitAccount: { organizationName: row.debitOrganizationName, kind: row.debitKind, own: row.debitOwn },
    creditAccount: { organizationName: row.creditOrganizationName, kind: row.creditKind, own: row.creditOwn },
    amount: { amount: formatMoney(row), currency: row.currency },
    invoiceId: row.invoiceId && toWireId('invoice', row.invoiceId),
    financingId: row.financingId && toWireId('financing', row.financingId),
  };
}
