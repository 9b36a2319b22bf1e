import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { lateClaims, lateRules, missingRates, overdueStops, referenceRates } from './late-book.reads.js';
import {
  LateClaimArgs,
  LateClaimConnection,
  LateRates,
  OverdueStop,
  presentLateClaim,
  presentLateRule,
  SetReferenceRateInput,
  SetReferenceRateResult,
  SetReferenceRateSuccess,
} from './late-book.types.js';
import { setReferenceRate } from './set-reference-rate.js';

@Resolver()
export class LateBookResolver {
  @Query(() => LateClaimConnection, {
    description: 'What you owe late, or is owed to you; all of it for the operator. The longest late first.',
  })
  async lateClaims(@Args(() => LateClaimArgs) args: LateClaimArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => lateClaims(db, args.filter ?? {}, args));
    return LateClaimConnection.from(page, presentLateClaim, keysOf);
  }

  @Query(() => LateRates, {
    description: 'By what late payment is charged: reference rates, and the rules of countries.',
  })
  lateRates(@Ctx() ctx: RequestContext): Promise<LateRates> {
    return loadLateRates(ctx);
  }

  @Query(() => [OverdueStop], {
    description: 'Your programmes as a buyer that take no new approvals until you paid what is overdue.',
  })
  overdueStops(@Ctx() ctx: RequestContext): Promise<OverdueStop[]> {
    return ctx.read(overdueStops);
  }

  @Mutation(() => SetReferenceRateResult, {
    description: 'The operator enters a reference rate; every day that waited for it is charged then.',
  })
  async setReferenceRate(
    @Arg('input', () => SetReferenceRateInput) input: SetReferenceRateInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetReferenceRateSuccess | Problem> {
    const outcome = await ctx.run(setReferenceRate, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetReferenceRateSuccess(), { lateRates: await loadLateRates(ctx) });
  }
}

async function loadLateRates(ctx: RequestContext): Promise<LateRates> {
  return ctx.read(async db => ({
    rates: await referenceRates(db),
    rules: (await lateRules(db)).map(presentLateRule),
    missing: await missingRates(db),
  }));
}
