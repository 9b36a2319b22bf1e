import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { loadOrganization, Organization } from '../organizations/index.js';
import { loadPayment, Payment } from '../payments/index.js';
import { wireId } from '../platform/input.js';
import type { RequestContext } from '../platform/request-context.js';
import { remittanceKeys, remittanceOfPayment, remittances } from './remittance.reads.js';
import { presentRemittance, Remittance, RemittanceArgs, RemittanceConnection } from './remittance.types.js';

@Resolver(() => Remittance)
export class RemittanceResolver {
  @Query(() => RemittanceConnection, { description: 'Of what you pay and are paid, by the day it is due.' })
  async remittances(@Args(() => RemittanceArgs) args: RemittanceArgs, @Ctx() ctx: RequestContext) {
    const { paymentId, ...filter } = args.filter ?? {};
    const id = paymentId ? wireId('payment').parse(paymentId) : null;
    const page = await ctx.read(db => remittances(db, { ...filter, paymentId: id }, args.first, args.after));
    return RemittanceConnection.from(page, row => presentRemittance(ctx.viewer, row), remittanceKeys);
  }

  @FieldResolver(() => Payment)
  payment(@Root() { row }: Remittance, @Ctx() ctx: RequestContext): Promise<Payment | null> {
    return loadPayment(ctx, row.id);
  }

  @FieldResolver(() => Organization)
  payer(@Root() { row }: Remittance, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payerId);
  }

  @FieldResolver(() => Organization)
  payee(@Root() { row }: Remittance, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payeeId);
  }
}

@Resolver(() => Payment)
export class PaymentRemittanceResolver {
  @FieldResolver(() => Remittance, {
    nullable: true,
    description: 'How its amount came about; for its payer and its payee alone.',
  })
  async remittance(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<Remittance | null> {
    const remittance = await ctx.load(remittanceOfPayment, row.id);
    return remittance && presentRemittance(ctx.viewer, remittance);
  }
}
