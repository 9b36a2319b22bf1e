import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadOrganization, Organization } from '../organizations/index.js';
import type { Command } from '../platform/command.js';
import { Problem } from '../platform/problem.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadProgramme, Programme } from '../programmes/index.js';
import { correctInvoice } from './correct-invoice.js';
import { disputeInvoice } from './dispute-invoice.js';
import { copyContent, documentById } from './document.reads.js';
import { invoiceFilterInput } from './invoice.filter.js';
import { copiesOf, differencesOf, invoiceById, invoicePage } from './invoice.reads.js';
import {
  CorrectInvoiceInput,
  CorrectInvoiceResult,
  CorrectInvoiceSuccess,
  DisputeInvoiceInput,
  DisputeInvoiceResult,
  DisputeInvoiceSuccess,
  Document,
  Invoice,
  InvoiceArgs,
  InvoiceConnection,
  InvoiceContent,
  InvoiceCopy,
  InvoiceDifference,
  presentCopy,
  presentDocument,
  presentInvoice,
  RejectInvoiceInput,
  RejectInvoiceResult,
  RejectInvoiceSuccess,
  SettleDifferenceInput,
  SettleDifferenceResult,
  SettleDifferenceSuccess,
  TimelineEntry,
  WithdrawInvoiceInput,
  WithdrawInvoiceResult,
  WithdrawInvoiceSuccess,
} from './invoice.types.js';
import { presentContent } from './present-content.js';
import { rejectInvoice } from './reject-invoice.js';
import { settleDifference } from './settle-difference.js';
import { timelineOf } from './timeline.reads.js';
import { withdrawInvoice } from './withdraw-invoice.js';

/** The invoice by its id inside, as the viewer sees it; null where it may not. */
export async function loadInvoice(ctx: RequestContext, id: string): Promise<Invoice | null> {
  const row = await ctx.load(invoiceById, id);
  return row && presentInvoice(ctx.viewer, row);
}

/** The document by its id inside; null where the viewer may not open it. */
export async function loadDocument(ctx: RequestContext, id: string): Promise<Document | null> {
  const row = await ctx.load(documentById, id);
  return row && presentDocument(row);
}

@Resolver(() => Invoice)
export class InvoiceResolver {
  @Query(() => InvoiceConnection, {
    description: 'Newest first: those of which you are supplier or buyer; the operator all.',
  })
  async invoices(@Args(() => InvoiceArgs) args: InvoiceArgs, @Ctx() ctx: RequestContext) {
    const filter = invoiceFilterInput.safeParse(args.filter ?? {});
    // A filter that is wrong in itself finds nothing.
    const page = filter.success
      ? await ctx.read(db => invoicePage(db, args, filter.data))
      : { rows: [], hasNextPage: false };
    return InvoiceConnection.from(page, row => presentInvoice(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Organization)
  supplier(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, root.row.supplierId);
  }

  @FieldResolver(() => Organization)
  buyer(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, root.row.buyerId);
  }

  @FieldResolver(() => Programme, { nullable: true })
  async programme(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return root.row.programmeId === null ? null : loadProgramme(ctx, root.row.programmeId);
  }

  @FieldResolver(() => [InvoiceCopy], {
    description:
      "What was sent of it. The supplier sees its own copy; where the buyer's differs, `differences` says how.",
  })
  async copies(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<InvoiceCopy[]> {
    return (await ctx.load(copiesOf, root.row.id)).map(presentCopy);
  }

  @FieldResolver(() => [InvoiceDifference])
  differences(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<InvoiceDifference[]> {
    return ctx.load(differencesOf, root.row.id);
  }

  @FieldResolver(() => [TimelineEntry], { description: 'What happened to it, oldest first, as far as you may see it.' })
  timeline(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<TimelineEntry[]> {
    return ctx.load(timelineOf, root.row.id);
  }

  @Mutation(() => WithdrawInvoiceResult, { description: 'The side that submitted an invoice takes it back.' })
  withdrawInvoice(
    @Arg('input', () => WithdrawInvoiceInput) input: WithdrawInvoiceInput,
    @Ctx() ctx: RequestContext,
  ): Promise<WithdrawInvoiceSuccess | Problem> {
    return changed(ctx, withdrawInvoice, input, WithdrawInvoiceSuccess);
  }

  @Mutation(() => DisputeInvoiceResult, { description: 'The buyer says what is wrong with an invoice.' })
  disputeInvoice(
    @Arg('input', () => DisputeInvoiceInput) input: DisputeInvoiceInput,
    @Ctx() ctx: RequestContext,
  ): Promise<DisputeInvoiceSuccess | Problem> {
    return changed(ctx, disputeInvoice, input, DisputeInvoiceSuccess);
  }

  @Mutation(() => RejectInvoiceResult, { description: 'The buyer refuses an invoice for good.' })
  rejectInvoice(
    @Arg('input', () => RejectInvoiceInput) input: RejectInvoiceInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RejectInvoiceSuccess | Problem> {
    return changed(ctx, rejectInvoice, input, RejectInvoiceSuccess);
  }

  @Mutation(() => CorrectInvoiceResult, { description: 'The supplier says that a disputed invoice stands corrected.' })
  correctInvoice(
    @Arg('input', () => CorrectInvoiceInput) input: CorrectInvoiceInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CorrectInvoiceSuccess | Problem> {
    return changed(ctx, correctInvoice, input, CorrectInvoiceSuccess);
  }

  @Mutation(() => SettleDifferenceResult, {
    description: 'The buyer decides about a held invoice: whose figures stand.',
  })
  settleDifference(
    @Arg('input', () => SettleDifferenceInput) input: SettleDifferenceInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SettleDifferenceSuccess | Problem> {
    return changed(ctx, settleDifference, input, SettleDifferenceSuccess);
  }
}

@Resolver(() => InvoiceCopy)
export class InvoiceCopyResolver {
  @FieldResolver(() => Document, {
    nullable: true,
    description: "The original. Null where you may not open it: another party's file of many invoices.",
  })
  async document(@Root() root: InvoiceCopy, @Ctx() ctx: RequestContext): Promise<Document | null> {
    return root.row.documentId === null ? null : loadDocument(ctx, root.row.documentId);
  }

  @FieldResolver(() => InvoiceContent)
  async content(@Root() root: InvoiceCopy, @Ctx() ctx: RequestContext): Promise<InvoiceContent | null> {
    const content = await ctx.load(copyContent, `${root.row.invoiceId} ${root.row.side}`);
    return content && presentContent(content);
  }
}

/** Runs a command about an invoice and shows the invoice as it is afterwards. */
async function changed<Success extends { readonly invoice: Invoice }, Input>(
  ctx: RequestContext,
  command: Command<Input, { invoiceId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { invoice: await loadInvoice(ctx, outcome.invoiceId) });
}
