import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadOrganization, Organization } from '../organizations/index.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import {
  creditNoteById,
  creditNoteCopies,
  creditNotePage,
  creditNotesOfInvoice,
  creditsOfInvoice,
  usesOfCreditNote,
} from './credit-note.reads.js';
import {
  Credit,
  CreditNote,
  CreditNoteArgs,
  CreditNoteConnection,
  CreditNoteCopy,
  presentCredit,
  presentCreditNote,
  WithdrawCreditNoteInput,
  WithdrawCreditNoteResult,
  WithdrawCreditNoteSuccess,
} from './credit-note.types.js';
import { loadDocument, loadInvoice } from './invoice.resolver.js';
import { Document, Invoice } from './invoice.types.js';
import { withdrawCreditNote } from './withdraw-credit-note.js';

/** The credit note by its id inside, as the viewer sees it; null where it may not. */
export async function loadCreditNote(ctx: RequestContext, id: string): Promise<CreditNote | null> {
  const row = await ctx.load(creditNoteById, id);
  return row && presentCreditNote(ctx.viewer, row);
}

@Resolver(() => CreditNote)
export class CreditNoteResolver {
  @Query(() => CreditNoteConnection, {
    description: 'Newest first: those of which you are supplier or buyer; the operator all.',
  })
  async creditNotes(@Args(() => CreditNoteArgs) args: CreditNoteArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => creditNotePage(db, args));
    return CreditNoteConnection.from(page, row => presentCreditNote(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Organization)
  supplier(@Root() root: CreditNote, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, root.row.supplierId);
  }

  @FieldResolver(() => Organization)
  buyer(@Root() root: CreditNote, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, root.row.buyerId);
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'The one that it names; null where it names none.' })
  async invoice(@Root() root: CreditNote, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return root.row.invoiceId === null ? null : loadInvoice(ctx, root.row.invoiceId);
  }

  @FieldResolver(() => [Credit], { description: 'What it was taken off, in the order of the releases.' })
  async credits(@Root() root: CreditNote, @Ctx() ctx: RequestContext): Promise<Credit[]> {
    return (await ctx.load(usesOfCreditNote, root.row.id)).map(presentCredit);
  }

  @FieldResolver(() => [CreditNoteCopy], { description: 'What was sent of it. The supplier sees its own copy.' })
  async copies(@Root() root: CreditNote, @Ctx() ctx: RequestContext): Promise<CreditNoteCopy[]> {
    const rows = await ctx.load(creditNoteCopies, root.row.id);
    return rows.map(row => Object.assign(new CreditNoteCopy(), { side: row.side, receivedAt: row.receivedAt, row }));
  }

  @Mutation(() => WithdrawCreditNoteResult, {
    description: 'The side that submitted a credit note takes it back, while nothing came of it.',
  })
  async withdrawCreditNote(
    @Arg('input', () => WithdrawCreditNoteInput) input: WithdrawCreditNoteInput,
    @Ctx() ctx: RequestContext,
  ): Promise<WithdrawCreditNoteSuccess | Problem> {
    const outcome = await ctx.run(withdrawCreditNote, input);
    if (outcome instanceof Problem) return outcome;
    const creditNote = await loadCreditNote(ctx, outcome.creditNoteId);
    return Object.assign(new WithdrawCreditNoteSuccess(), { creditNote });
  }
}

@Resolver(() => Invoice)
export class InvoiceCreditResolver {
  @FieldResolver(() => [CreditNote], { description: 'Those that name it, the oldest first.' })
  async creditNotes(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<CreditNote[]> {
    const rows = await ctx.load(creditNotesOfInvoice, root.row.id);
    return rows.map(row => presentCreditNote(ctx.viewer, row));
  }

  @FieldResolver(() => [Credit], { description: 'What releases took off it for credit notes.' })
  async credits(@Root() root: Invoice, @Ctx() ctx: RequestContext): Promise<Credit[]> {
    return (await ctx.load(creditsOfInvoice, root.row.id)).map(presentCredit);
  }
}

@Resolver(() => Credit)
export class CreditResolver {
  @FieldResolver(() => CreditNote)
  creditNote(@Root() root: Credit, @Ctx() ctx: RequestContext): Promise<CreditNote | null> {
    return loadCreditNote(ctx, root.row.creditNoteId);
  }

  @FieldResolver(() => Invoice)
  invoice(@Root() root: Credit, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return loadInvoice(ctx, root.row.invoiceId);
  }
}

@Resolver(() => CreditNoteCopy)
export class CreditNoteCopyResolver {
  @FieldResolver(() => Document, {
    nullable: true,
    description: "The original. Null where you may not open it: another party's file of many.",
  })
  async document(@Root() root: CreditNoteCopy, @Ctx() ctx: RequestContext): Promise<Document | null> {
    return root.row.documentId === null ? null : loadDocument(ctx, root.row.documentId);
  }
}
