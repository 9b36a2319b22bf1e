import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { loadPayment, ReleasePaymentsInput, ReleasePaymentsSuccess } from '../payments/index.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { resultUnion } from '../platform/result.js';
import { releasePayments } from './settlement.js';

export const ReleasePaymentsResult = resultUnion(ReleasePaymentsSuccess, releasePayments);

/** Here, and not with the payments: what a released leg 1 does to its financing is known from here on only. */
@Resolver()
export class ReleasePaymentsResolver {
  @Mutation(() => ReleasePaymentsResult, {
    description: 'A checker of the payer lets its payments go to its bank: all or nothing, bound to the total shown.',
  })
  async releasePayments(
    @Arg('input', () => ReleasePaymentsInput) input: ReleasePaymentsInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ReleasePaymentsSuccess | Problem> {
    const outcome = await ctx.run(releasePayments, input);
    if (outcome instanceof Problem) return outcome;
    const payments = await Promise.all(outcome.paymentIds.map(id => loadPayment(ctx, id)));
    return Object.assign(new ReleasePaymentsSuccess(), { payments, fileCount: outcome.fileCount });
  }
}
