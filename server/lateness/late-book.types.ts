import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { LateChargeRow, LateClaimRow, LateOrder, LateRuleRow, LateSide } from './late-book.reads.js';
import { setLateRule } from './set-late-rule.js';
import { setReferenceRate } from './set-reference-rate.js';

@ObjectType({ simpleResolvers: true, description: 'What the law of the debtor’s country asks of who pays late.' })
export class LateRule {
  @Field(() => String, { description: 'ISO 3166-1; `*` is any other country.' })
  readonly country!: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'For claims whose first late day is this one, or a later; null for those of all time.',
  })
  readonly since!: string | null;

  @Field(() => String, { description: 'Whose reference rate counts: the central bank of this currency.' })
  readonly zone!: string;

  @Field(() => DecimalScalar, { description: 'Basis points a year on top of the reference rate.' })
  readonly marginBps!: string;

  @Field(() => MoneyType, { description: 'Owed once, where the invoice is in this currency.' })
  readonly lumpSum!: MoneyType;

  @Field(() => String, { description: 'The law that says so.' })
  readonly source!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A claim that is or was open after its adjusted due date, with what is owed for it as of today, or of the day it ended.',
})
export class LateClaim {
  @Field(() => ID, { nullable: true, description: 'Null for a funder, which has a claim without a number.' })
  readonly invoiceId!: string | null;

  @Field(() => String, { nullable: true, description: 'Null for a funder.' })
  readonly number!: string | null;

  @Field(() => ID, { nullable: true, description: 'Null where nobody financed it.' })
  readonly financingId!: string | null;

  @Field(() => String, {
    description: 'The state of the invoice; one that is paid may still owe its charges.',
  })
  readonly state!: string;

  @Field(() => Boolean, { description: 'Your organization owes it.' })
  readonly own!: boolean;

  @Field(() => String)
  readonly buyerName!: string;

  @Field(() => String, { description: 'To whom it is owed: the funder, or the supplier whose claim nobody financed.' })
  readonly holderName!: string;

  @Field(() => LocalDateScalar)
  readonly adjustedDueDate!: string;

  @Field(() => Int)
  readonly daysLate!: number;

  @Field(() => MoneyType, { description: 'What is open of the face.' })
  readonly principal!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed once, from the first day on.' })
  readonly lumpSum!: MoneyType;

  @Field(() => MoneyType, { description: 'The interest of all days until `chargedTo`.' })
  readonly interest!: MoneyType;

  @Field(() => MoneyType, { description: 'What was paid of lump sum and interest.' })
  readonly chargesPaid!: MoneyType;

  @Field(() => MoneyType, { description: 'Face, lump sum and interest that are open today.' })
  readonly total!: MoneyType;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Basis points a year today: reference rate and margin. Null where the rate is not entered yet.',
  })
  readonly rateBps!: string | null;

  @Field(() => LocalDateScalar, { description: 'The last day counted: today, unless a reference rate is missing.' })
  readonly chargedTo!: string;

  @Field(() => Boolean, {
    description: 'Days are not counted yet, for the operator has not entered the reference rate.',
  })
  readonly rateMissing!: boolean;

  @Field(() => LateRule, { description: 'By which it is charged.' })
  readonly rule!: LateRule;

  /** The row it was made of. */
  readonly row!: LateClaimRow;
}

@ObjectType({ simpleResolvers: true, description: 'Days of one half-year for which a claim bears interest.' })
export class LatePeriod {
  @Field(() => LocalDateScalar)
  readonly from!: string;

  @Field(() => LocalDateScalar, { description: 'Included.' })
  readonly until!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Basis points a year, in force when the half-year began; null where it is not entered yet.',
  })
  readonly referenceRateBps!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Basis points a year with the margin of the rule.' })
  readonly rateBps!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What was charged for a day of a late claim.' })
export class LateCharge {
  @Field(() => LocalDateScalar)
  readonly day!: string;

  @Field(() => MoneyType)
  readonly lumpSum!: MoneyType;

  @Field(() => MoneyType, { description: 'The interest of all days so far, rounded, less what was charged before.' })
  readonly interest!: MoneyType;

  @Field(() => MoneyType, { description: 'Lump sum and interest of this and all earlier days.' })
  readonly total!: MoneyType;
}

export const LateClaimConnection = connectionOf(LateClaim, 'LateClaim');

const lateSides: { [Side in LateSide]: Side } = { OWED: 'OWED', RECEIVABLE: 'RECEIVABLE' };
registerEnumType(lateSides, {
  name: 'LateSide',
  valuesConfig: {
    OWED: { description: 'Your organization owes it.' },
    RECEIVABLE: { description: 'It is owed to your organization.' },
  },
});

const lateOrders: { [Order in LateOrder]: Order } = { DUE: 'DUE', PRINCIPAL: 'PRINCIPAL' };
registerEnumType(lateOrders, {
  name: 'LateOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    DUE: { description: 'The longest late first.' },
    PRINCIPAL: { description: 'The largest open face first. Amounts compare within their currency.' },
  },
});

@InputType('LateFilter')
export class LateFilterInput {
  @Field(() => lateSides, { nullable: true })
  readonly side?: LateSide | null;

  @Field(() => Int, { nullable: true, description: 'At least so many days late.' })
  readonly daysMin?: number | null;
}

@ArgsType()
export class LateClaimArgs extends sortedPageArgs(lateOrders) {
  @Field(() => LateFilterInput, { nullable: true })
  readonly filter?: LateFilterInput | null;
}

@ObjectType({ simpleResolvers: true, description: 'The rate in force when a half-year began.' })
export class ReferenceRate {
  @Field(() => String, { description: 'Whose rate: the central bank of this currency.' })
  readonly zone!: string;

  @Field(() => LocalDateScalar, { description: '1 January or 1 July.' })
  readonly halfYear!: string;

  @Field(() => DecimalScalar, { description: 'Basis points a year.' })
  readonly rateBps!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A half-year whose reference rate late claims wait for.' })
export class MissingRate {
  @Field(() => String)
  readonly zone!: string;

  @Field(() => LocalDateScalar)
  readonly halfYear!: string;

  @Field(() => Int)
  readonly claimCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'By what late payment is charged.' })
export class LateRates {
  @Field(() => [ReferenceRate], { description: 'The latest half-year first.' })
  readonly rates!: ReferenceRate[];

  @Field(() => [LateRule])
  readonly rules!: LateRule[];

  @Field(() => [MissingRate], { description: 'For the operator: what it has to enter. Nothing is charged until then.' })
  readonly missing!: MissingRate[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A programme of yours that takes no new approvals until you paid what is overdue.',
})
export class OverdueStop {
  @Field(() => String)
  readonly programmeName!: string;

  @Field(() => Int, { description: 'So many days overdue are allowed.' })
  readonly allowedDays!: number;

  @Field(() => Int, { description: 'How late your oldest overdue invoice is.' })
  readonly daysLate!: number;
}

@InputType()
export class SetReferenceRateInput {
  @Field(() => String, { description: 'ISO 4217: whose central bank.' })
  readonly zone!: string;

  @Field(() => LocalDateScalar, { description: '1 January or 1 July.' })
  readonly halfYear!: string;

  @Field(() => DecimalScalar, { description: 'Basis points a year.' })
  readonly rateBps!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetReferenceRateSuccess {
  @Field(() => LateRates)
  readonly lateRates!: LateRates;
}

export const SetReferenceRateResult = resultUnion(SetReferenceRateSuccess, setReferenceRate);

@InputType()
export class SetLateRuleInput {
  @Field(() => String, { description: 'ISO 3166-1; `*` is any other country.' })
  readonly country!: string;

  @Field(() => LocalDateScalar, {
    description: 'A day to come: for claims whose first late day is this one, or a later.',
  })
  readonly since!: string;

  @Field(() => String, { description: 'ISO 4217: whose central bank sets the reference rate.' })
  readonly zone!: string;

  @Field(() => DecimalScalar, { description: 'Basis points a year on top of the reference rate.' })
  readonly marginBps!: string;

  @Field(() => MoneyInput, { description: 'Owed once, where the invoice is in this currency.' })
  readonly lumpSum!: MoneyInput;

  @Field(() => String, { description: 'The law that says so: up to 200 characters.' })
  readonly source!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetLateRuleSuccess {
  @Field(() => LateRates)
  readonly lateRates!: LateRates;
}

export const SetLateRuleResult = resultUnion(SetLateRuleSuccess, setLateRule);

export function presentLateClaim(row: LateClaimRow): LateClaim {
  const money = moneyIn(row.currency);
  const charges = row.lumpSumMinor + row.interestMinor - row.paidMinor;
  const openCharges = charges > 0n ? charges : 0n;
  return Object.assign(new LateClaim(), {
    invoiceId: row.invoiceShown ? toWireId('invoice', row.id) : null,
    number: row.number,
    financingId: row.financingId && toWireId('financing', row.financingId),
    state: row.state,
    own: row.isOwn,
    buyerName: row.buyerName,
    holderName: row.holderName,
    adjustedDueDate: row.adjustedDueDate,
    daysLate: row.daysLate,
    principal: money(row.principalMinor),
    lumpSum: money(row.lumpSumMinor),
    interest: money(row.interestMinor),
    chargesPaid: money(row.paidMinor),
    total: money(row.principalMinor + openCharges),
    rateBps: row.totalRateBps,
    chargedTo: row.chargedTo,
    rateMissing: row.isRateMissing,
    rule: presentLateRule({
      ...row,
      lumpSumMinor: row.ruleLumpSumMinor,
      lumpSumCurrency: row.ruleLumpSumCurrency,
    }),
    row,
  });
}

export function presentLateCharge({
  day,
  currency,
  lumpSumMinor,
  interestMinor,
  totalMinor,
}: LateChargeRow): LateCharge {
  const money = moneyIn(currency);
  return { day, lumpSum: money(lumpSumMinor), interest: money(interestMinor), total: money(totalMinor) };
}

export function presentLateRule(row: LateRuleRow): LateRule {
  const { country, since, zone, marginBps, source } = row;
  return { country, since, zone, marginBps, lumpSum: moneyIn(row.lumpSumCurrency)(row.lumpSumMinor), source };
}

function moneyIn(currency: string): (amountMinor: bigint) => MoneyType {
  return amountMinor => ({ amount: formatMoney({ amountMinor, currency }), currency });
}
