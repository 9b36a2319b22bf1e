import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { LedgerAccount, LedgerAccountName, presentLedgerAccount } from '../ledger/index.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { AccountStatement as StatementRow, StatementLine as LineRow } from './account-statement.reads.js';
import type { TrialBalanceRow } from './trial-balance.reads.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What an account stood at, what moved on it, and what it stands at.',
})
export class AccountStatement {
  @Field(() => LedgerAccount)
  readonly account!: LedgerAccount;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first business day; null for all there ever were.',
  })
  readonly from!: string | null;

  @Field(() => LocalDateScalar, { description: 'The last business day.' })
  readonly until!: string;

  @Field(() => MoneyType, { description: 'The balance before the first day: debit less credit.' })
  readonly opening!: MoneyType;

  @Field(() => MoneyType)
  readonly debit!: MoneyType;

  @Field(() => MoneyType)
  readonly credit!: MoneyType;

  @Field(() => MoneyType, {
    description: 'The opening and the debits less the credits: the balance behind the last day.',
  })
  readonly closing!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: 'One transfer, as one of its two accounts has it.' })
export class StatementLine {
  @Field(() => ID, { description: 'The transfer’s.' })
  readonly id!: string;

  @Field(() => ID)
  readonly movementId!: string;

  @Field(() => LocalDateScalar)
  readonly businessDay!: string;

  @Field(() => Date)
  readonly postedAt!: Date;

  @Field(() => String, { description: 'Of the movement.' })
  readonly kind!: string;

  @Field(() => String, { description: 'What brought the movement about.' })
  readonly causeKind!: string;

  @Field(() => ID, { nullable: true, description: 'The movement that a REVERSAL takes back.' })
  readonly reverses!: string | null;

  @Field(() => LedgerAccountName, { description: 'The other side of the transfer.' })
  readonly counterparty!: LedgerAccountName;

  @Field(() => MoneyType, { nullable: true })
  readonly debit!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  readonly credit!: MoneyType | null;

  @Field(() => MoneyType, { description: 'Of the account, behind this line.' })
  readonly balance!: MoneyType;

  @Field(() => ID, { nullable: true, description: 'Null for the funder, which has a claim without a number.' })
  readonly invoiceId!: string | null;

  @Field(() => ID, { nullable: true })
  readonly financingId!: string | null;
}

export const StatementLineConnection = connectionOf(StatementLine, 'StatementLine');

@ArgsType()
export class StatementArgs {
  @Field(() => ID, { nullable: true, description: 'Your own where you leave it out.' })
  readonly organizationId?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The first business day; the first of all by default.' })
  readonly from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last business day; this day by default.' })
  readonly until?: string | null;
}

@ArgsType()
export class StatementLineArgs extends PageArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: 'The first business day.' })
  readonly from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last business day.' })
  readonly until?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The accounts of one kind in a trial balance.' })
export class TrialBalanceLine {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => ID, { nullable: true, description: 'The account, where it is one organization’s.' })
  readonly accountId!: string | null;

  @Field(() => MoneyType)
  readonly debit!: MoneyType;

  @Field(() => MoneyType)
  readonly credit!: MoneyType;

  @Field(() => MoneyType, { description: 'Debit less credit.' })
  readonly balance!: MoneyType;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'All accounts in one currency at the end of a day. Debits equal credits, and no two currencies are ever added.',
})
export class TrialBalance {
  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => LocalDateScalar)
  readonly on!: string;

  @Field(() => [TrialBalanceLine])
  readonly lines!: TrialBalanceLine[];

  @Field(() => MoneyType)
  readonly debit!: MoneyType;

  @Field(() => MoneyType)
  readonly credit!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: 'The part of one organization in a trial balance of the market.' })
export class TrialBalanceShare {
  @Field(() => ID)
  readonly organizationId!: string;

  @Field(() => MoneyType)
  readonly debit!: MoneyType;

  @Field(() => MoneyType)
  readonly credit!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: 'The trial balance of all organizations in one currency.' })
export class MarketTrialBalance extends TrialBalance {
  @Field(() => [TrialBalanceShare], { description: 'What each organization’s own comes to.' })
  readonly shares!: TrialBalanceShare[];
}

@ArgsType()
export class MarketTrialBalanceArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: 'A business day; this day by default.' })
  readonly on?: string | null;
}

@ArgsType()
export class TrialBalanceArgs extends MarketTrialBalanceArgs {
  @Field(() => ID, { nullable: true, description: 'Your own where you leave it out.' })
  readonly organizationId?: string | null;
}

export function presentStatement(row: StatementRow): AccountStatement {
  const { account, from, until } = row;
  const money = moneyIn(account.currency);
  return Object.assign(new AccountStatement(), {
    account: presentLedgerAccount(account),
    from,
    until,
    opening: money(row.openingMinor),
    debit: money(row.debitMinor),
    credit: money(row.creditMinor),
    closing: money(row.closingMinor),
  });
}

export function presentStatementLine(row: LineRow): StatementLine {
  const money = moneyIn(row.currency);
  return Object.assign(new StatementLine(), {
    id: toWireId('transfer', row.id),
    movementId: toWireId('movement', row.movementId),
    businessDay: row.businessDay,
    postedAt: row.postedAt,
    kind: row.kind,
    causeKind: row.causeKind,
    reverses: row.reversesId && toWireId('movement', row.reversesId),
    counterparty: { organizationName: row.counterName, kind: row.counterKind, own: row.counterOwn },
    debit: row.debitMinor > 0n ? money(row.debitMinor) : null,
    credit: row.creditMinor > 0n ? money(row.creditMinor) : null,
    balance: money(row.balanceMinor),
    invoiceId: row.invoiceId && toWireId('invoice', row.invoiceId),
    financingId: row.financingId && toWireId('financing', row.financingId),
  });
}

/** One organization's rows as one trial balance a currency. */
export function presentTrialBalances(rows: readonly TrialBalanceRow[]): TrialBalance[] {
  return byKey(rows, 'currency').map(own =>
    Object.assign(
      new TrialBalance(),
      trialBalance(own, row => row.accountId),
    ),
  );
}

/** The rows of all organizations as one trial balance a currency, with what each organization has of it. */
export function presentMarketTrialBalances(rows: readonly TrialBalanceRow[]): MarketTrialBalance[] {
  return byKey(rows, 'currency').map(own => {
    const shares = byKey(own, 'organizationId').map(ofOne => ({
      organizationId: toWireId('organization', ofOne[0]!.organizationId),
      ...sums(ofOne),
    }));
    return Object.assign(new MarketTrialBalance(), { ...trialBalance(own, () => null), shares });
  });
}

function trialBalance(rows: readonly TrialBalanceRow[], accountIdOf: (row: TrialBalanceRow) => string | null) {
  const { currency, on } = rows[0]!;
  const lines = byKey(rows, 'kind').map(ofKind => {
    const accountId = accountIdOf(ofKind[0]!);
    return { kind: ofKind[0]!.kind, accountId: accountId && toWireId('ledgerAccount', accountId), ...sums(ofKind) };
  });
  const { debit, credit } = sums(rows);
  return { currency, on, lines, debit, credit };
}

function sums(rows: readonly TrialBalanceRow[]) {
  const money = moneyIn(rows[0]!.currency);
  const [debitMinor, creditMinor] = [total(rows, 'debitMinor'), total(rows, 'creditMinor')];
  return { debit: money(debitMinor), credit: money(creditMinor), balance: money(debitMinor - creditMinor) };
}

function total(rows: readonly TrialBalanceRow[], of: 'debitMinor' | 'creditMinor'): bigint {
  return rows.reduce((sum, row) => sum + row[of], 0n);
}

/** The rows under each value of a key, in the order in which the values come first. */
function byKey<Row, Key extends keyof Row>(rows: readonly Row[], key: Key): Row[][] {
  const found = new Map<Row[Key], Row[]>();
  for (const row of rows) found.set(row[key], [...(found.get(row[key]) ?? []), row]);
  return [...found.values()];
}

function moneyIn(currency: string): (amountMinor: bigint) => MoneyType {
  return amountMinor => ({ amount: formatMoney({ amountMinor, currency }), currency });
}
