import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Invoice } from '../invoices/index.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import {
  lateChargesOfInvoice,
  lateClaimOfInvoice,
  lateClaims,
  latePeriodsOf,
  lateRules,
  missingRates,
  overdueStops,
  referenceRates,
} from './late-book.reads.js';
import {
  LateCharge,
  LateClaim,
  LateClaimArgs,
  LateClaimConnection,
  LatePeriod,
  LateRates,
  OverdueStop,
  presentLateCharge,
  presentLateClaim,
  presentLateRule,
  SetLateRuleInput,
  SetLateRuleResult,
  SetLateRuleSuccess,
  SetReferenceRateInput,
  SetReferenceRateResult,
  SetReferenceRateSuccess,
} from './late-book.types.js';
import { setLateRule } from './set-late-rule.js';
import { setReferenceRate } from './set-reference-rate.js';

/** What lateness of an invoice came to, by its id inside; null where it never was late, or is none of the viewer's. */
export async function loadLateClaim(ctx: RequestContext, invoiceId: string): Promise<LateClaim | null> {
  const row = await ctx.load(lateClaimOfInvoice, invoiceId);
  return row && presentLateClaim(row);
}

@Resolver(() => LateClaim)
export class LateClaimResolver {
  @FieldResolver(() => [LatePeriod], { description: 'Which rate counts for which days, the earliest first.' })
  periods(@Root() { row }: LateClaim, @Ctx() ctx: RequestContext): Promise<LatePeriod[]> {
    return ctx.load(latePeriodsOf, row.id);
  }
}

@Resolver(() => Invoice)
export class LateInvoiceResolver {
  @FieldResolver(() => LateClaim, {
    nullable: true,
    description: 'What paying late came to. Null where it was not late, and for who neither owes nor holds the claim.',
  })
  late(@Root() { row }: Invoice, @Ctx() ctx: RequestContext): Promise<LateClaim | null> {
    return loadLateClaim(ctx, row.id);
  }

  @FieldResolver(() => [LateCharge], {
    description: 'What was charged for paying late, the latest day first; none for who neither owes nor is owed it.',
  })
  async lateCharges(@Root() { row }: Invoice, @Ctx() ctx: RequestContext): Promise<LateCharge[]> {
    return (await ctx.load(lateChargesOfInvoice, row.id)).map(presentLateCharge);
  }
}

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

  @Mutation(() => SetLateRuleResult, {
    description: 'The operator enters what the law of a country asks, for claims that are not late yet.',
  })
  async setLateRule(
    @Arg('input', () => SetLateRuleInput) input: SetLateRuleInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetLateRuleSuccess | Problem> {
    const outcome = await ctx.run(setLateRule, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetLateRuleSuccess(), { lateRates: await loadLateRates(ctx) });
  }
}

async function loadLateRates(ctx: RequestContext): Promise<LateRates> {
  return ctx.read(async db => ({
    rates: await referenceRates(db),
    rules: (await lateRules(db)).map(presentLateRule),
    missing: await missingRates(db),
  }));
}
