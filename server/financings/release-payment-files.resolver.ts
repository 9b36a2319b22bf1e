import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { loadPaymentFile, ReleasePaymentFilesInput, ReleasePaymentFilesSuccess } from '../payments/index.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { resultUnion } from '../platform/result.js';
import { releasePaymentFiles } from './settlement.js';

export const ReleasePaymentFilesResult = resultUnion(ReleasePaymentFilesSuccess, releasePaymentFiles);

/** Here, and not with the payments: what a released leg 1 does to its financing is known from here on only. */
@Resolver()
export class ReleasePaymentFilesResolver {
  @Mutation(() => ReleasePaymentFilesResult, {
    description: 'The second person lets files go to the bank, each by the hash of its bytes: all or nothing.',
  })
  async releasePaymentFiles(
    @Arg('input', () => ReleasePaymentFilesInput) input: ReleasePaymentFilesInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ReleasePaymentFilesSuccess | Problem> {
    const outcome = await ctx.run(releasePaymentFiles, input);
    if (outcome instanceof Problem) return outcome;
    const files = await Promise.all(outcome.fileIds.map(id => loadPaymentFile(ctx, id)));
    return Object.assign(new ReleasePaymentFilesSuccess(), { files });
  }
}
