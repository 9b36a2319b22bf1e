import { createUnionType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { InvalidInput } from '../platform/problem.js';
import { DecimalScalar, LocalDateScalar } from '../platform/scalars.js';
import { costOfWaiting, effectiveRateBps, simpleYieldBps, toldRate } from '../pricing/index.js';
import {
  CalendarCodeEnum,
  CostBearerEnum,
  DayCountEnum,
  FeePayerEnum,
  RollConventionEnum,
} from '../programmes/index.js';
import type { ComparedOffer as Compared, Comparison } from './compare-offers.js';

const DiscountKindEnum = {
  DISCOUNT_ON_FACE: 'DISCOUNT_ON_FACE',
  TRUE_DISCOUNT: 'TRUE_DISCOUNT',
  SLIDING_DISCOUNT: 'SLIDING_DISCOUNT',
} as const;
registerEnumType(DiscountKindEnum, {
  name: 'DiscountKind',
  description: 'How a rate becomes a discount.',
  valuesConfig: {
    DISCOUNT_ON_FACE: { description: 'Advance times yearly rate times days, taken off the advance.' },
    TRUE_DISCOUNT: { description: 'The price that grows to the advance at the yearly rate.' },
    SLIDING_DISCOUNT: {
      description: 'A share, whole until `earliestDate`, falling evenly to nothing on the due date.',
    },
  },
});

const CommissionBaseEnum = { FACE: 'FACE', ADVANCE: 'ADVANCE' } as const;
registerEnumType(CommissionBaseEnum, { name: 'CommissionBase', description: 'What a flat commission is a share of.' });

@InputType({ description: 'One offer, of this market or from anywhere else.' })
export class ComparedOfferInput {
  @Field(() => String, { description: 'Whose it is, or what you call it: up to 80 characters.' })
  readonly name!: string;

  @Field(() => DiscountKindEnum, { nullable: true, description: 'Without it there is no discount.' })
  readonly discountKind?: keyof typeof DiscountKindEnum | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Basis points, 0 to 10000: a year, or the whole share of a sliding discount.',
  })
  readonly rateBps?: string | null;

  @Field(() => DayCountEnum, { nullable: true, description: 'Without it ACT_360.' })
  readonly dayCount?: keyof typeof DayCountEnum | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Until when a sliding discount is whole.' })
  readonly earliestDate?: string | null;

  @Field(() => Int, { nullable: true, description: 'The share paid at once, basis points; without it 10000.' })
  readonly advanceBps?: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'A share whatever the days, basis points.' })
  readonly commissionBps?: string | null;

  @Field(() => CommissionBaseEnum, { nullable: true, description: 'Without it the advance.' })
  readonly commissionOn?: keyof typeof CommissionBaseEnum | null;

  @Field(() => MoneyInput, { nullable: true })
  readonly flatFee?: MoneyInput | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Basis points a year on the face, billed apart.' })
  readonly platformFeeBps?: string | null;

  @Field(() => FeePayerEnum, { nullable: true, description: 'Without it the funder.' })
  readonly platformFeePayer?: keyof typeof FeePayerEnum | null;
}

@InputType()
export class CompareOffersInput {
  @Field(() => MoneyInput, { description: 'The claim.' })
  readonly face!: MoneyInput;

  @Field(() => LocalDateScalar, { description: 'The day of the money.' })
  readonly valueDate!: string;

  @Field(() => LocalDateScalar, { description: 'As the claim says; it is moved to a business day first.' })
  readonly dueDate!: string;

  @Field(() => [CalendarCodeEnum], { nullable: true, description: 'Without them that of the currency.' })
  readonly calendars?: (keyof typeof CalendarCodeEnum)[] | null;

  @Field(() => RollConventionEnum, { nullable: true, description: 'Without it FOLLOWING.' })
  readonly rollConvention?: keyof typeof RollConventionEnum | null;

  @Field(() => CostBearerEnum, { nullable: true, description: 'Without it the supplier.' })
  readonly costBearer?: keyof typeof CostBearerEnum | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What the supplier’s own money costs, basis points a year, for `waitingCost`.',
  })
  readonly ownRateBps?: string | null;

  @Field(() => [ComparedOfferInput], { description: '1 to 20.' })
  readonly offers!: ComparedOfferInput[];
}

@ObjectType({ simpleResolvers: true, description: 'The figures of one offer, each rounded half up, once.' })
export class ComparedOffer {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Int, { description: 'Among the offers of the same advance, by total cost: 1 costs least.' })
  readonly rank!: number;

  @Field(() => Int, { description: 'Among all offers, by effective yearly rate: 1 is the cheapest money.' })
  readonly overallRank!: number;

  @Field(() => Int, { description: 'Of interest, by the day count; value date excluded, maturity included.' })
  readonly days!: number;

  @Field(() => Int, { description: 'Days of the year that the rate is counted on: 360 or 365.' })
  readonly dayBasis!: number;

  @Field(() => MoneyType, { description: 'The share of the claim that is paid at once.' })
  readonly advance!: MoneyType;

  @Field(() => MoneyType, { description: 'The rest, released when the claim is paid.' })
  readonly reserve!: MoneyType;

  @Field(() => MoneyType, { description: 'Where the buyer bears the cost, what it adds to leg 2.' })
  readonly discount!: MoneyType;

  @Field(() => MoneyType)
  readonly commission!: MoneyType;

  @Field(() => MoneyType)
  readonly flatFee!: MoneyType;

  @Field(() => MoneyType, { description: 'Owed to the operator, billed apart, in no leg.' })
  readonly platformFee!: MoneyType;

  @Field(() => MoneyType, { description: 'Leg 1: what the supplier receives on the value date.' })
  readonly net!: MoneyType;

  @Field(() => MoneyType, { description: 'Leg 2: what the buyer pays at maturity.' })
  readonly repayment!: MoneyType;

  @Field(() => MoneyType, { description: 'To the cost bearer; with the platform fee only where it pays that too.' })
  readonly totalCost!: MoneyType;

  @Field(() => DecimalScalar, { description: 'Percent a year on 365 days, four decimals.' })
  readonly simpleYield!: string;

  @Field(() => DecimalScalar, { description: 'Effective percent a year, four decimals.' })
  readonly effectiveRate!: string;

  @Field(() => MoneyType, { nullable: true, description: 'What waiting until maturity costs at your own rate.' })
  readonly waitingCost!: MoneyType | null;
}

@ObjectType({ simpleResolvers: true, description: 'Offers for one claim on one value date, as they were given.' })
export class OfferComparison {
  @Field(() => LocalDateScalar, { description: 'The due date, or the business day it moves to.' })
  readonly maturity!: string;

  @Field(() => String, { nullable: true, description: 'Why the due date is no business day.' })
  readonly movedBecause!: string | null;

  @Field(() => [ComparedOffer])
  readonly offers!: readonly ComparedOffer[];
}

export function presentComparison({ maturity, movedBecause, ownRateBps, offers }: Comparison): OfferComparison {
  return Object.assign(new OfferComparison(), {
    maturity,
    movedBecause,
    offers: offers.map(offer => presentOffer(offer, ownRateBps)),
  });
}

function presentOffer(
  { name, rank, overallRank, quote }: Compared,
  ownRateBps: Comparison['ownRateBps'],
): ComparedOffer {
  const money = (amountMinor: bigint): MoneyType => ({
    amount: formatMoney({ amountMinor, currency: quote.currency }),
    currency: quote.currency,
  });
  return {
    name,
    rank,
    overallRank,
    days: quote.days,
    dayBasis: quote.basis,
    advance: money(quote.advanceMinor),
    reserve: money(quote.reserveMinor),
    discount: money(quote.discountMinor),
    commission: money(quote.commissionMinor),
    flatFee: money(quote.flatFeeMinor),
    platformFee: money(quote.platformFeeMinor),
    net: money(quote.netMinor),
    repayment: money(quote.repaymentMinor),
    totalCost: money(quote.totalCostMinor),
    simpleYield: toldRate(simpleYieldBps(quote)),
    effectiveRate: toldRate(effectiveRateBps(quote)),
    waitingCost: ownRateBps && money(costOfWaiting(quote.netMinor, ownRateBps, quote.tenorDays)),
  };
}

export const CompareOffersResult = createUnionType({
  name: 'CompareOffersResult',
  types: () => [OfferComparison, InvalidInput] as const,
  resolveType: (value: object) => value.constructor.name,
});
