import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import { BankAccount, loadBankAccount, loadOrganization, Organization } from '../organizations/index.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { paymentFileById, paymentFilePage } from './payment-file.reads.js';
import { PaymentFile, PaymentFileArgs, PaymentFileConnection, presentPaymentFile } from './payment-file.types.js';
import { paymentsOfFile } from './payment.reads.js';
import { Payment, presentPayment } from './payment.types.js';

/** The file by its id inside; null where it is another payer's. */
export async function loadPaymentFile(ctx: RequestContext, id: string): Promise<PaymentFile | null> {
  const row = await ctx.load(paymentFileById, id);
  return row && presentPaymentFile(ctx.viewer, row);
}

@Resolver(() => PaymentFile)
export class PaymentFileResolver {
  @Query(() => PaymentFileConnection, {
    description: 'The instruction files of your organization; for the operator all. The latest released first.',
  })
  async paymentFiles(@Args(() => PaymentFileArgs) args: PaymentFileArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => paymentFilePage(db, args));
    return PaymentFileConnection.from(page, row => presentPaymentFile(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Organization)
  payer(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.payerId);
  }

  @FieldResolver(() => BankAccount)
  account(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<BankAccount | null> {
    return loadBankAccount(ctx, row.payerAccountId);
  }

  @FieldResolver(() => Person, { nullable: true })
  releasedBy(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.releasedBy);
  }

  @FieldResolver(() => [Payment], { description: 'By their end-to-end ids, as they stand in it.' })
  async payments(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Payment[]> {
    return (await ctx.load(paymentsOfFile, row.id)).map(payment => presentPayment(ctx.viewer, payment));
  }
}

@Resolver(() => Payment)
export class PaymentFileOfPaymentResolver {
  @FieldResolver(() => PaymentFile, {
    nullable: true,
    description: 'The file it left in; for its payer and the operator.',
  })
  file(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<PaymentFile | null> | null {
    return row.fileId === null ? null : loadPaymentFile(ctx, row.fileId);
  }
}
