import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import { loadMandate, Mandate } from '../mandates/index.js';
import { BankAccount, loadBankAccount, loadOrganization, Organization } from '../organizations/index.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { linesOfFile, paymentFileById, paymentFilePage } from './payment-file.reads.js';
import {
  PaymentFile,
  PaymentFileArgs,
  PaymentFileConnection,
  PaymentFileLine,
  PreparePaymentFilesInput,
  PreparePaymentFilesResult,
  PreparePaymentFilesSuccess,
  presentLine,
  presentPaymentFile,
  RefusePaymentFileInput,
  RefusePaymentFileResult,
  RefusePaymentFileSuccess,
} from './payment-file.types.js';
import { loadPayment } from './payment.resolver.js';
import { Payment } from './payment.types.js';
import { preparePaymentFiles } from './prepare-payment-files.js';
import { refusePaymentFile } from './refuse-payment-file.js';

/** The file by its id inside; null where it is another payer's. */
export async function loadPaymentFile(ctx: RequestContext, id: string): Promise<PaymentFile | null> {
  const row = await ctx.load(paymentFileById, id);
  return row && presentPaymentFile(ctx.viewer, row);
}

@Resolver(() => PaymentFile)
export class PaymentFileResolver {
  @Query(() => PaymentFileConnection, {
    description: 'The instruction files of your organization; for the operator all. The latest prepared first.',
  })
  async paymentFiles(@Args(() => PaymentFileArgs) args: PaymentFileArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => paymentFilePage(db, args));
    return PaymentFileConnection.from(page, row => presentPaymentFile(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Organization, { description: 'Whose bank it instructs.' })
  owner(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.ownerId);
  }

  @FieldResolver(() => BankAccount)
  account(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<BankAccount | null> {
    return loadBankAccount(ctx, row.ownerAccountId);
  }

  @FieldResolver(() => Person, { nullable: true })
  preparedBy(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Person | null> | null {
    return row.preparedBy === null ? null : loadPerson(ctx, row.preparedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Another person than who prepared it.' })
  releasedBy(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Person | null> | null {
    return row.releasedBy === null ? null : loadPerson(ctx, row.releasedBy);
  }

  @FieldResolver(() => Person, { nullable: true })
  refusedBy(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Person | null> | null {
    return row.refusedBy === null ? null : loadPerson(ctx, row.refusedBy);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The absent checker in whose place that person released or refused it.',
  })
  decidedFor(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<Person | null> | null {
    return row.decidedFor === null ? null : loadPerson(ctx, row.decidedFor);
  }

  @FieldResolver(() => [PaymentFileLine], { description: 'Its payments as they stand in it, by their end-to-end ids.' })
  async lines(@Root() { row }: PaymentFile, @Ctx() ctx: RequestContext): Promise<PaymentFileLine[]> {
    return (await ctx.load(linesOfFile, row.id)).map(presentLine);
  }

  @Mutation(() => PreparePaymentFilesResult, {
    description:
      'Puts payments that you make, or collect under mandates, into files to your bank, for another person to release: ' +
      'bound to the total shown.',
  })
  async preparePaymentFiles(
    @Arg('input', () => PreparePaymentFilesInput) input: PreparePaymentFilesInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PreparePaymentFilesSuccess | Problem> {
    const outcome = await ctx.run(preparePaymentFiles, input);
    if (outcome instanceof Problem) return outcome;
    const files = await Promise.all(outcome.fileIds.map(id => loadPaymentFile(ctx, id)));
    return Object.assign(new PreparePaymentFilesSuccess(), { files });
  }

  @Mutation(() => RefusePaymentFileResult, {
    description: 'Turns a file down that nobody released; its payments are free.',
  })
  async refusePaymentFile(
    @Arg('input', () => RefusePaymentFileInput) input: RefusePaymentFileInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RefusePaymentFileSuccess | Problem> {
    const outcome = await ctx.run(refusePaymentFile, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new RefusePaymentFileSuccess(), { file: await loadPaymentFile(ctx, outcome.fileId) });
  }
}

@Resolver(() => PaymentFileLine)
export class PaymentFileLineResolver {
  @FieldResolver(() => Mandate, { nullable: true, description: 'Under which it is collected; null for a transfer.' })
  mandate(@Root() { row }: PaymentFileLine, @Ctx() ctx: RequestContext): Promise<Mandate | null> | null {
    return row.mandateId === null ? null : loadMandate(ctx, row.mandateId);
  }

  @FieldResolver(() => Payment)
  payment(@Root() { row }: PaymentFileLine, @Ctx() ctx: RequestContext): Promise<Payment | null> {
    return loadPayment(ctx, row.paymentId);
  }
}

@Resolver(() => Payment)
export class PaymentFileOfPaymentResolver {
  @FieldResolver(() => PaymentFile, {
    nullable: true,
    description: 'The file it left in, or waits in for a second person; for the owner of the file and the operator.',
  })
  async file(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<PaymentFile | null> {
    const ids = [row.fileId, row.preparedFileId, row.preparedCollectionId].filter(id => id !== null);
    const files = await Promise.all(ids.map(id => loadPaymentFile(ctx, id)));
    return files.find(file => file !== null) ?? null;
  }
}
