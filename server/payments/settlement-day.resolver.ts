import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import type { RequestContext } from '../platform/request-context.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { PaymentState } from './payment.states.js';
import { paymentDirections, paymentStates } from './payment.types.js';
import { settlementDayTotals } from './settlement-day.reads.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What you pay, or are paid, on a day, of one state and currency.',
})
export class SettlementDayTotal {
  @Field(() => paymentDirections)
  readonly direction!: 'OUT' | 'IN';

  @Field(() => paymentStates)
  readonly paymentState!: PaymentState;

  @Field(() => Int)
  readonly count!: number;

  @Field(() => MoneyType)
  readonly total!: MoneyType;
}

@Resolver()
export class SettlementDayResolver {
  @Query(() => [SettlementDayTotal], {
    description:
      'What you pay and are paid on a day: by direction, currency and state. What is owed no more is left out.',
  })
  async settlementDay(
    @Arg('day', () => LocalDateScalar) day: string,
    @Ctx() ctx: RequestContext,
  ): Promise<SettlementDayTotal[]> {
    const totals = await ctx.read(db => settlementDayTotals(db, day as LocalDate));
    return totals.map(({ direction, state: paymentState, count, totalMinor, currency }) =>
      Object.assign(new SettlementDayTotal(), {
        direction,
        paymentState,
        count,
        total: { amount: formatMoney({ amountMinor: totalMinor, currency }), currency },
      }),
    );
  }
}
