import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { loadOrganization, Organization } from '../organizations/index.js';
import { fromWireId, type IdKind } from '../platform/ids.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import {
  ledgerAccountById,
  ledgerAccounts,
  type MovementFilter,
  movementById,
  movements,
  transfersOfMovement,
} from './ledger.reads.js';
import {
  LedgerAccount,
  Movement,
  MovementArgs,
  MovementConnection,
  presentLedgerAccount,
  presentMovement,
  presentTransfer,
  Transfer,
} from './ledger.types.js';

/** The account by its id inside, if it is the viewer's to see. */
export async function loadLedgerAccount(ctx: RequestContext, id: string): Promise<LedgerAccount | null> {
  const row = await ctx.load(ledgerAccountById, id);
  return row && presentLedgerAccount(row);
}

/** The movement by its id inside, if it touches an account of the viewer's. */
export async function loadMovement(ctx: RequestContext, id: string): Promise<Movement | null> {
  const row = await ctx.load(movementById, id);
  return row && presentMovement(row);
}

@Resolver(() => LedgerAccount)
export class LedgerAccountResolver {
  @Query(() => [LedgerAccount], { description: 'Your own; for the operator all.' })
  async ledgerAccounts(@Ctx() ctx: RequestContext): Promise<LedgerAccount[]> {
    return (await ctx.read(ledgerAccounts)).map(presentLedgerAccount);
  }

  @FieldResolver(() => Organization)
  organization(@Root() { row }: LedgerAccount, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.organizationId);
  }
}

@Resolver(() => Movement)
export class MovementResolver {
  @Query(() => MovementConnection, {
    description: 'Those that touch your accounts, newest first; for the operator all.',
  })
  async movements(@Args(() => MovementArgs) args: MovementArgs, @Ctx() ctx: RequestContext) {
    const filter = filterOf(args);
    const page = await ctx.read(db => movements(db, filter, args.first, args.after));
    return MovementConnection.from(page, presentMovement, keysOf);
  }

  @FieldResolver(() => [Transfer], { description: 'Those that touch your accounts; for the operator all.' })
  async transfers(@Root() { row }: Movement, @Ctx() ctx: RequestContext): Promise<Transfer[]> {
    return (await ctx.load(transfersOfMovement, row.id)).map(presentTransfer);
  }
}

/** An id that nothing has finds nothing. */
function filterOf({ accountId, invoiceId, financingId, from, until }: MovementArgs): MovementFilter {
  const inside = (kind: IdKind, id: string | null | undefined) => (id ? (fromWireId(kind, id) ?? nobody) : undefined);
  return {
    accountId: inside('ledgerAccount', accountId),
    invoiceId: inside('invoice', invoiceId),
    financingId: inside('financing', financingId),
    from,
    until,
  };
}

const nobody = '00000000-0000-0000-0000-000000000000';
