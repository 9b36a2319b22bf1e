import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { LedgerAccount } from '../ledger/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { fromWireId } from '../platform/ids.js';
import { keysOf } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import type { RequestContext } from '../platform/request-context.js';
import { hasRole, organizationOf } from '../platform/viewer.js';
import { accountStatements, type Period, statementLines } from './account-statement.reads.js';
import {
  AccountStatement,
  MarketTrialBalance,
  MarketTrialBalanceArgs,
  presentMarketTrialBalances,
  presentStatement,
  presentStatementLine,
  presentTrialBalances,
  StatementArgs,
  StatementLineArgs,
  StatementLineConnection,
  TrialBalance,
  TrialBalanceArgs,
  TrialBalanceShare,
} from './statement.types.js';
import { trialBalanceRows } from './trial-balance.reads.js';

/** The organization that is asked for: the viewer's own by default; null for an id that names none. */
export function askedOrganization(ctx: RequestContext, wireId: string | null | undefined): string | null {
  return wireId ? (fromWireId('organization', wireId) ?? null) : organizationOf(ctx.viewer);
}

@Resolver(() => LedgerAccount)
export class StatementResolver {
  @Query(() => [AccountStatement], {
    description: 'Of each account: opening, movements and closing. Your own; for the operator of any organization.',
  })
  async statements(@Args(() => StatementArgs) args: StatementArgs, @Ctx() ctx: RequestContext) {
    const organizationId = askedOrganization(ctx, args.organizationId);
    if (organizationId === null) return [];
    return (await ctx.read(db => accountStatements(db, organizationId, args as Period))).map(presentStatement);
  }

  @FieldResolver(() => StatementLineConnection, {
    description: 'What moved on it, oldest first, with the balance behind each line.',
  })
  async statementLines(
    @Root() { row }: LedgerAccount,
    @Args(() => StatementLineArgs) args: StatementLineArgs,
    @Ctx() ctx: RequestContext,
  ) {
    const period = args as StatementLineArgs & { from?: LocalDate | null; until?: LocalDate | null };
    const page = await ctx.read(db => statementLines(db, row.id, period));
    return StatementLineConnection.from(page, presentStatementLine, keysOf);
  }

  @Query(() => [TrialBalance], {
    description: 'One for each currency. Your own; for the operator of any organization.',
  })
  async trialBalances(
    @Args(() => TrialBalanceArgs) { organizationId, on }: TrialBalanceArgs,
    @Ctx() ctx: RequestContext,
  ) {
    const asked = askedOrganization(ctx, organizationId);
    if (asked === null) return [];
    return presentTrialBalances(await ctx.read(db => trialBalanceRows(db, asked, on as LocalDate | null)));
  }

  @Query(() => [MarketTrialBalance], {
    description: 'Of all organizations together, one for each currency. The operator’s; for others there is none.',
  })
  async marketTrialBalances(
    @Args(() => MarketTrialBalanceArgs) { on }: MarketTrialBalanceArgs,
    @Ctx() ctx: RequestContext,
  ) {
    if (!hasRole(ctx.viewer, 'OPERATOR')) return [];
    return presentMarketTrialBalances(await ctx.read(db => trialBalanceRows(db, null, on as LocalDate | null)));
  }
}

@Resolver(() => TrialBalanceShare)
export class TrialBalanceShareResolver {
  @FieldResolver(() => Organization)
  organization(@Root() { organizationId }: TrialBalanceShare, @Ctx() ctx: RequestContext) {
    return loadOrganization(ctx, fromWireId('organization', organizationId)!);
  }
}
