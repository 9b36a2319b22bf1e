import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { loadOrganization, Organization } from '../organizations/index.js';
import { Payment, paymentsOfFeeBill, presentPayment } from '../payments/index.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { feeBillById, feeBillPage, linesOfBill } from './fee-bill.reads.js';
import {
  FeeBill,
  FeeBillArgs,
  FeeBillConnection,
  FeeBillLine,
  presentFeeBill,
  presentFeeBillLine,
} from './fee-bill.types.js';

/** The bill by its id inside; null where the viewer neither owes it nor is the operator. */
export async function loadFeeBill(ctx: RequestContext, id: string): Promise<FeeBill | null> {
  const row = await ctx.load(feeBillById, id);
  return row && presentFeeBill(row);
}

@Resolver(() => FeeBill)
export class FeeBillResolver {
  @Query(() => FeeBillConnection, { description: 'The bills that you owe, or as the operator drew: the latest first.' })
  async feeBills(@Args(() => FeeBillArgs) args: FeeBillArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => feeBillPage(db, args));
    return FeeBillConnection.from(page, presentFeeBill, keysOf);
  }

  @FieldResolver(() => Organization)
  operator(@Root() { row }: FeeBill, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.operatorId);
  }

  @FieldResolver(() => Organization)
  payer(@Root() { row }: FeeBill, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payerId);
  }

  @FieldResolver(() => [FeeBillLine], { description: 'In the order in which they were posted.' })
  async lines(@Root() { row }: FeeBill, @Ctx() ctx: RequestContext): Promise<FeeBillLine[]> {
    return (await ctx.load(linesOfBill, row.id)).map(presentFeeBillLine);
  }

  @FieldResolver(() => [Payment], { description: 'Every attempt.' })
  async payments(@Root() { row }: FeeBill, @Ctx() ctx: RequestContext): Promise<Payment[]> {
    return (await ctx.load(paymentsOfFeeBill, row.id)).map(payment => presentPayment(ctx.viewer, payment));
  }
}

@Resolver(() => Payment)
export class PaymentFeeBillResolver {
  @FieldResolver(() => FeeBill, { nullable: true, description: 'What it pays, of the kind FEE_BILL.' })
  feeBill(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<FeeBill | null> | null {
    return row.feeBillId === null ? null : loadFeeBill(ctx, row.feeBillId);
  }
}
