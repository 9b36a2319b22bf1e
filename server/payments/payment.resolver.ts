import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Invoice, loadInvoice } from '../invoices/index.js';
import { loadMandate, Mandate } from '../mandates/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { changePayeeAccount } from './change-payee-account.js';
import { paymentById, payments, paymentsOfInvoice } from './payment.reads.js';
import {
  ChangePayeeAccountInput,
  ChangePayeeAccountResult,
  ChangePayeeAccountSuccess,
  Payment,
  PaymentArgs,
  PaymentConnection,
  presentPayment,
} from './payment.types.js';

/** The payment by its id inside, if the viewer pays it, is paid by it, or is the operator. */
export async function loadPayment(ctx: RequestContext, id: string): Promise<Payment | null> {
  const row = await ctx.load(paymentById, id);
  return row && presentPayment(ctx.viewer, row);
}

@Resolver(() => Payment)
export class PaymentResolver {
  @Query(() => PaymentConnection, { description: 'What you pay and are paid, by the day it is due.' })
  async payments(@Args(() => PaymentArgs) args: PaymentArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => payments(db, args.filter ?? {}, args));
    return PaymentConnection.from(page, row => presentPayment(ctx.viewer, row), keysOf);
  }

  @Mutation(() => ChangePayeeAccountResult, {
    description:
      'A checker of the payee of a leg 2 says where it goes, for the account that the award pinned was closed.',
  })
  async changePayeeAccount(
    @Arg('input', () => ChangePayeeAccountInput) input: ChangePayeeAccountInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ChangePayeeAccountSuccess | Problem> {
    const outcome = await ctx.run(changePayeeAccount, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new ChangePayeeAccountSuccess(), { payment: await loadPayment(ctx, outcome.paymentId) });
  }

  @FieldResolver(() => Organization)
  payer(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payerId);
  }

  @FieldResolver(() => Organization)
  payee(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payeeId);
  }

  @FieldResolver(() => Mandate, {
    nullable: true,
    description:
      'The mandate under which its payee collects it, from the preparation on. Its payer may pay it until that is released.',
  })
  collectedUnder(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<Mandate | null> | null {
    return row.collectedUnderId === null ? null : loadMandate(ctx, row.collectedUnderId);
  }

  @FieldResolver(() => Invoice, {
    nullable: true,
    description: 'Null for the funder, which has a claim without a number, and for the payment of a bill.',
  })
  async invoice(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return row.invoiceId === null ? null : loadInvoice(ctx, row.invoiceId);
  }
}

@Resolver(() => Invoice)
export class InvoicePaymentsResolver {
  @FieldResolver(() => [Payment], { description: 'Those that you pay or are paid, every attempt.' })
  async payments(@Root() { row }: Invoice, @Ctx() ctx: RequestContext): Promise<Payment[]> {
    return (await ctx.load(paymentsOfInvoice, row.id)).map(payment => presentPayment(ctx.viewer, payment));
  }
}
