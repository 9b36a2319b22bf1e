import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import {
  Credit,
  CreditNote,
  Invoice,
  invoiceFilterInput,
  loadCreditNote,
  loadInvoice,
  presentCredit,
} from '../invoices/index.js';
import { fromWireId } from '../platform/ids.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadProgramme, Programme, termsById } from '../programmes/index.js';
import {
  approvalById,
  approvalPage,
  creditsOfLine,
  linePage,
  linesLeftOut,
  reductionsOfApproval,
} from './approval.reads.js';
import {
  Approval,
  ApprovalArgs,
  ApprovalConnection,
  ApprovalCredit,
  ApprovalLine,
  ApprovalLineArgs,
  ApprovalLineConnection,
  ApprovalSelection,
  ApprovalSelectionArgs,
  PrepareApprovalInput,
  PrepareApprovalResult,
  PrepareApprovalSuccess,
  presentApproval,
  presentApprovalCredit,
  presentLine,
  presentSelection,
  RefuseApprovalInput,
  RefuseApprovalResult,
  RefuseApprovalSuccess,
  ReleaseApprovalInput,
  ReleaseApprovalResult,
  ReleaseApprovalSuccess,
} from './approval.types.js';
import { countMatching } from './choose-invoices.js';
import { prepareApproval } from './prepare-approval.js';
import { refuseApproval } from './refuse-approval.js';
import { releaseApproval } from './release-approval.js';

/** The approval by its id inside, as the viewer sees it; null where it may not. */
export async function loadApproval(ctx: RequestContext, id: string): Promise<Approval | null> {
  const row = await ctx.load(approvalById, id);
  return row && presentApproval(ctx.viewer, row);
}

@Resolver(() => Approval)
export class ApprovalResolver {
  @Query(() => ApprovalConnection, {
    description: 'Newest first: those of your organization as a buyer; the operator all.',
  })
  async approvals(@Args(() => ApprovalArgs) args: ApprovalArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => approvalPage(db, args));
    return ApprovalConnection.from(page, row => presentApproval(ctx.viewer, row), keysOf);
  }

  @Query(() => ApprovalSelection, {
    description: 'As the buyer: what a batch over a filter would be now, to be looked at before it is prepared.',
  })
  async approvalSelection(
    @Args(() => ApprovalSelectionArgs) args: ApprovalSelectionArgs,
    @Ctx() ctx: RequestContext,
  ): Promise<ApprovalSelection> {
    const programmeId = fromWireId('programme', args.programmeId);
    const filter = invoiceFilterInput.safeParse(args.filter ?? {});
    if (programmeId === undefined || !filter.success) return presentSelection([]);
    return presentSelection(await ctx.read(db => countMatching(db, programmeId, filter.data)));
  }

  @FieldResolver(() => Programme)
  programme(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, root.row.programmeId);
  }

  @FieldResolver(() => Person)
  preparedBy(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, root.row.preparedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who released or refused it.' })
  decidedBy(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, root.row.decidedBy);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The absent checker in whose place that person acted.',
  })
  decidedFor(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, root.row.decidedFor);
  }

  @FieldResolver(() => String, { description: 'What the release promises, in words.' })
  async undertakingText(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<string | undefined> {
    return (await ctx.load(termsById, root.row.termsId))?.undertakingText;
  }

  @FieldResolver(() => String, { description: 'SHA-256 of `undertakingText` in UTF-8, in lower-case hexadecimal.' })
  async undertakingHash(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<string | undefined> {
    return (await ctx.load(termsById, root.row.termsId))?.undertakingHash.toString('hex');
  }

  @FieldResolver(() => ApprovalLineConnection)
  async lines(
    @Root() root: Approval,
    @Args(() => ApprovalLineArgs) args: ApprovalLineArgs,
    @Ctx() ctx: RequestContext,
  ) {
    const page = await ctx.read(db => linePage(db, root.row.id, args));
    return ApprovalLineConnection.from(page, presentLine, row => [row.invoiceId]);
  }

  @FieldResolver(() => [ApprovalCredit], {
    description: 'What it takes off invoices that are promised already and not sold: at most 500.',
  })
  async reductions(@Root() root: Approval, @Ctx() ctx: RequestContext): Promise<ApprovalCredit[]> {
    return (await ctx.load(reductionsOfApproval, root.row.id)).map(presentApprovalCredit);
  }

  @Mutation(() => PrepareApprovalResult, {
    description: 'Freezes invoices into a batch for another person to release.',
  })
  async prepareApproval(
    @Arg('input', () => PrepareApprovalInput) input: PrepareApprovalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PrepareApprovalSuccess | Problem> {
    const outcome = await ctx.run(prepareApproval, input);
    if (outcome instanceof Problem) return outcome;
    const { approvalId, refusedRows, refusedRowCount } = outcome;
    const approval = await loadApproval(ctx, approvalId);
    return Object.assign(new PrepareApprovalSuccess(), { approval, refusedRows, refusedRowCount });
  }

  @Mutation(() => ReleaseApprovalResult, {
    description: 'The decision: approves what is as it was frozen, by its hash.',
  })
  async releaseApproval(
    @Arg('input', () => ReleaseApprovalInput) input: ReleaseApprovalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ReleaseApprovalSuccess | Problem> {
    const outcome = await ctx.run(releaseApproval, input);
    if (outcome instanceof Problem) return outcome;
    const { approvalId, approvedCount } = outcome;
    const approval = await loadApproval(ctx, approvalId);
    const leftOut = (await ctx.read(db => linesLeftOut(db, approvalId))).map(presentLine);
    return Object.assign(new ReleaseApprovalSuccess(), { approval, approvedCount, leftOut });
  }

  @Mutation(() => RefuseApprovalResult, { description: 'Turns a batch down; its invoices stay as they are.' })
  async refuseApproval(
    @Arg('input', () => RefuseApprovalInput) input: RefuseApprovalInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RefuseApprovalSuccess | Problem> {
    const outcome = await ctx.run(refuseApproval, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new RefuseApprovalSuccess(), { approval: await loadApproval(ctx, outcome.approvalId) });
  }
}

@Resolver(() => ApprovalLine)
export class ApprovalLineResolver {
  @FieldResolver(() => Invoice)
  invoice(@Root() root: ApprovalLine, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return loadInvoice(ctx, root.row.invoiceId);
  }

  @FieldResolver(() => [Credit], { description: 'The credit notes that are taken off it.' })
  async credits(@Root() root: ApprovalLine, @Ctx() ctx: RequestContext): Promise<Credit[]> {
    return (await ctx.load(creditsOfLine, `${root.row.approvalId} ${root.row.invoiceId}`)).map(presentCredit);
  }
}

@Resolver(() => ApprovalCredit)
export class ApprovalCreditResolver {
  @FieldResolver(() => CreditNote)
  creditNote(@Root() root: ApprovalCredit, @Ctx() ctx: RequestContext): Promise<CreditNote | null> {
    return loadCreditNote(ctx, root.row.creditNoteId);
  }

  @FieldResolver(() => Invoice)
  invoice(@Root() root: ApprovalCredit, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return loadInvoice(ctx, root.row.invoiceId);
  }
}
