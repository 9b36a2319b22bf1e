import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Invoice, loadInvoice } from '../invoices/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { loadPayment, Payment } from '../payments/index.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { refundById, refundPage } from './refund.reads.js';
import { presentRefund, Refund, RefundArgs, RefundConnection } from './refund.types.js';

/** The refund by its id inside; null where it is no business of the viewer. */
export async function loadRefund(ctx: RequestContext, id: string): Promise<Refund | null> {
  const row = await ctx.load(refundById, id);
  return row && presentRefund(row);
}

@Resolver(() => Refund)
export class RefundResolver {
  @Query(() => RefundConnection, {
    description: 'What you hold for others, and others for you; for the operator all. The latest first.',
  })
  async refunds(@Args(() => RefundArgs) args: RefundArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => refundPage(db, args));
    return RefundConnection.from(page, presentRefund, keysOf);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'Who holds it.' })
  receiver(@Root() { row }: Refund, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.receiverId);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'Whose it is.' })
  payer(@Root() { row }: Refund, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payerId);
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'What it was meant for, where that is known.' })
  invoice(@Root() { row }: Refund, @Ctx() ctx: RequestContext): Promise<Invoice | null> | null {
    return row.invoiceId === null ? null : loadInvoice(ctx, row.invoiceId);
  }

  @FieldResolver(() => Payment, {
    nullable: true,
    description: 'The payment that brought it beyond everything owed; null for what no payment was.',
  })
  payment(@Root() { row }: Refund, @Ctx() ctx: RequestContext): Promise<Payment | null> | null {
    return row.paymentId === null ? null : loadPayment(ctx, row.paymentId);
  }
}
