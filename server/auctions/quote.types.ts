import { Decimal } from 'decimal.js';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { InvalidInput, NotFound } from '../platform/problem.js';
import { DecimalScalar, LocalDateScalar } from '../platform/scalars.js';
import { costOfWaiting, effectiveRateBps, type Quote as Price, simpleYieldBps, toldRate } from '../pricing/index.js';
import { DayCountEnum, PriceKindEnum } from '../programmes/index.js';
import type { PriceKind } from './auction.entity.js';

@ObjectType({
  simpleResolvers: true,
  description: 'The figures of a price for the whole invoice on one value date, each rounded half up, once.',
})
export class Quote {
  @Field(() => MoneyType)
  readonly face!: MoneyType;

  @Field(() => LocalDateScalar, { description: 'The day of leg 1.' })
  readonly valueDate!: string;

  @Field(() => LocalDateScalar, { description: 'The day of leg 2.' })
  readonly maturity!: string;

  @Field(() => Int, { description: 'Of interest, by the day count; value date excluded, maturity included.' })
  readonly days!: number;

  @Field(() => Int, { description: 'Days of the year that the rate is counted on: 360 or 365.' })
  readonly dayBasis!: number;

  @Field(() => MoneyType)
  readonly discount!: MoneyType;

  @Field(() => MoneyType)
  readonly flatFee!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed to the operator, billed apart, in no leg.' })
  readonly platformFee!: MoneyType;

  @Field(() => String, { description: 'SUPPLIER, FUNDER or BUYER.' })
  readonly platformFeePayer!: string;

  @Field(() => MoneyType, { description: 'Leg 1: what the supplier receives.' })
  readonly net!: MoneyType;

  @Field(() => MoneyType, { description: 'Leg 2: what the funder is repaid.' })
  readonly repayment!: MoneyType;

  @Field(() => MoneyType, { description: 'To the cost bearer; with the platform fee only where it pays that too.' })
  readonly totalCost!: MoneyType;

  @Field(() => DecimalScalar, { description: 'Percent a year on 365 days, four decimals.' })
  readonly simpleYield!: string;

  @Field(() => DecimalScalar, { description: 'Effective percent a year, four decimals.' })
  readonly effectiveRate!: string;

  @Field(() => Date, {
    description: 'From this instant on the figures are others: the next cut-off, or the end before it.',
  })
  readonly holdsUntil!: Date;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What waiting until maturity would cost at your own rate; null unless you have set one.',
  })
  readonly waitingCost!: MoneyType | null;
}

/** What the viewer, a supplier, has set as the yearly cost of its own money, in basis points. */
export function ownRateOf({ ownRateBps }: { readonly ownRateBps: string | null }): Decimal | null {
  return ownRateBps === null ? null : new Decimal(ownRateBps);
}

/** A price as it is shown. `ownRateBps` is what the supplier's own money costs a year. */
export function presentQuote(
  price: Price,
  { platformFeePayer, holdsUntil }: { platformFeePayer: string; holdsUntil: Date },
  ownRateBps: Decimal | null = null,
): Quote {
  const { currency } = price;
  const money = (amountMinor: bigint): MoneyType => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return Object.assign(new Quote(), {
    face: money(price.faceMinor),
    valueDate: price.valueDate,
    maturity: price.maturity,
    days: price.days,
    dayBasis: price.basis,
    discount: money(price.discountMinor),
    flatFee: money(price.flatFeeMinor),
    platformFee: money(price.platformFeeMinor),
    platformFeePayer,
    net: money(price.netMinor),
    repayment: money(price.repaymentMinor),
    totalCost: money(price.totalCostMinor),
    simpleYield: toldRate(simpleYieldBps(price)),
    effectiveRate: toldRate(effectiveRateBps(price)),
    holdsUntil,
    waitingCost: ownRateBps && money(costOfWaiting(price.netMinor, ownRateBps, price.tenorDays)),
  });
}

@InputType()
export class QuoteInput {
  @Field(() => ID)
  readonly auctionId!: string;

  @Field(() => PriceKindEnum)
  readonly priceKind!: PriceKind;

  @Field(() => DecimalScalar, {
    description: 'Basis points a year: more than 0, at most 10000, at most four decimals.',
  })
  readonly rateBps!: string;

  @Field(() => DayCountEnum, { nullable: true, description: 'By default that of the terms.' })
  readonly dayCount?: string | null;

  @Field(() => MoneyInput, { nullable: true })
  readonly flatFee?: MoneyInput | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What your own money costs, basis points a year, for `waitingCost`; by default what you have set.',
  })
  readonly ownRateBps?: string | null;
}

export const QuoteResult = createUnionType({
  name: 'QuoteResult',
  types: () => [Quote, InvalidInput, NotFound] as const,
  resolveType: (value: object) => value.constructor.name,
});
