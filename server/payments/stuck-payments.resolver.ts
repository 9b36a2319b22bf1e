import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../platform/connection.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadPayment } from './payment.resolver.js';
import { Payment } from './payment.types.js';
import { stuckPayments } from './stuck-payments.reads.js';
import { presentStuckPayment, StuckPayment, StuckPaymentConnection } from './stuck-payments.types.js';

@Resolver(() => StuckPayment)
export class StuckPaymentResolver {
  @Query(() => StuckPaymentConnection, {
    description: 'Of the payments that you see, those that need a person; the longest waiting first.',
  })
  async stuckPayments(@Args(() => PageArgs) { first, after }: PageArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => stuckPayments(db, first, after));
    return StuckPaymentConnection.from(page, presentStuckPayment, ({ since, id }) => [since, id]);
  }

  @FieldResolver(() => Payment)
  payment(@Root() { row }: StuckPayment, @Ctx() ctx: RequestContext): Promise<Payment | null> {
    return loadPayment(ctx, row.id);
  }
}
