import { Field, Int, ObjectType } from 'type-graphql';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { DecimalScalar, LocalDateScalar } from '../platform/scalars.js';
import { DayCountEnum, PriceKindEnum } from '../programmes/index.js';
import type { FinancingSight } from './financing-sight.js';
import { presentFinancing } from './financing.types.js';

@ObjectType({ simpleResolvers: true, description: 'A payment between two organizations that is to come.' })
export class SeenPayment {
  @Field(() => String, { description: 'DISBURSEMENT is leg 1, REPAYMENT leg 2.' })
  readonly kind!: string;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => LocalDateScalar)
  readonly dueOn!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A financing as it would be shown to somebody else: what is null here would be hidden there.',
})
export class SeenFinancing {
  @Field(() => MoneyType)
  readonly face!: MoneyType;

  @Field(() => MoneyType, { nullable: true })
  readonly discount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  readonly price!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  readonly repayment!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true })
  readonly platformFee!: MoneyType | null;

  @Field(() => String)
  readonly platformFeePayer!: string;

  @Field(() => PriceKindEnum, { nullable: true })
  readonly priceKind!: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  readonly rateBps!: string | null;

  @Field(() => DayCountEnum, { nullable: true })
  readonly dayCount!: string | null;

  @Field(() => Int)
  readonly tenorDays!: number;

  @Field(() => LocalDateScalar)
  readonly valueDate!: string;

  @Field(() => LocalDateScalar)
  readonly maturity!: string;

  @Field(() => Boolean, { description: 'Whether the invoice is shown with it.' })
  readonly invoiceShown!: boolean;

  @Field(() => [SeenPayment], { description: 'Of its two legs, those that would be shown, once each is due.' })
  readonly payments!: SeenPayment[];
}

/** What would be shown, by the presentation that every viewer of a financing gets. */
export function presentSeenFinancing({ financing, legs }: FinancingSight): SeenFinancing {
  const payments = legs.map(({ kind, amountMinor, currency, dueOn }) => {
    return { kind, amount: { amount: formatMoney({ amountMinor, currency }), currency }, dueOn };
  });
  const { invoiceShown } = financing;
  return Object.assign(new SeenFinancing(), { ...presentFinancing(financing), invoiceShown, payments });
}
