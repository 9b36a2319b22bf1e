import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import { BankAccount, loadBankAccount, loadOrganization, Organization } from '../organizations/index.js';
import { Invoice, loadInvoice } from '../invoices/index.js';
import { loadPayment, Payment } from '../payments/index.js';
import type { Command } from '../platform/command.js';
import { fromWireId, type IdKind } from '../platform/ids.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { organizationOf } from '../platform/viewer.js';
import { loadRefund, Refund } from '../refunds/index.js';
import { openEntries, reconciledAccounts } from './reconciled-accounts.reads.js';
import {
  candidatesOfEntry,
  countsOfReport,
  entryById,
  entryPage,
  fileById,
  filePage,
  invoicesOfEntry,
  offsetsOfEntry,
  payerOfEntry,
  paymentOfEntry,
  refundChoicesOfEntry,
  reportById,
  reportPage,
  reportsOfFile,
  resolutionById,
  resolutionOfEntry,
  resolutionPage,
} from './reconciliation.reads.js';
import {
  BankEntry,
  BankEntryArgs,
  BankEntryConnection,
  BankFile,
  BankFileArgs,
  BankFileConnection,
  BankReport,
  BankReportArgs,
  BankReportConnection,
  BankReportEntries,
  ConfirmResolutionInput,
  ConfirmResolutionResult,
  ConfirmResolutionSuccess,
  EntryResolution,
  EntryResolutionArgs,
  EntryResolutionConnection,
  presentAccount,
  presentEntry,
  presentFile,
  presentReport,
  presentResolution,
  ProposeResolutionInput,
  ProposeResolutionResult,
  ProposeResolutionSuccess,
  ReconciledAccount,
  RefundChoice,
  RefuseResolutionInput,
  RefuseResolutionResult,
  RefuseResolutionSuccess,
  UndoResolutionInput,
  UndoResolutionResult,
  UndoResolutionSuccess,
} from './reconciliation.types.js';
import { confirmResolution, proposeResolution, refuseResolution, undoResolution } from './resolve-entry.js';

export async function loadBankFile(ctx: RequestContext, id: string): Promise<BankFile | null> {
  const row = await ctx.load(fileById, id);
  return row && presentFile(ctx.viewer, row);
}

export async function loadBankReport(ctx: RequestContext, id: string | null): Promise<BankReport | null> {
  const row = id === null ? null : await ctx.load(reportById, id);
  return row && presentReport(ctx.viewer, row);
}

export async function loadBankEntry(ctx: RequestContext, id: string): Promise<BankEntry | null> {
  const row = await ctx.load(entryById, id);
  return row && presentEntry(ctx.viewer, row);
}

export async function loadEntryResolution(ctx: RequestContext, id: string): Promise<EntryResolution | null> {
  const row = await ctx.load(resolutionById, id);
  return row && presentResolution(ctx.viewer, row);
}

/** An id that stands for nothing finds nothing. */
const noId = '00000000-0000-0000-0000-000000000000';

function insideId(kind: IdKind, wireId: string | null | undefined): string | null {
  return wireId ? (fromWireId(kind, wireId) ?? noId) : null;
}

@Resolver(() => BankFile)
export class BankFileResolver {
  @Query(() => BankFileConnection, {
    description: 'The files of banks that your organization brought; for the operator all. The latest first.',
  })
  async bankFiles(@Args(() => BankFileArgs) args: BankFileArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => filePage(db, args));
    return BankFileConnection.from(page, row => presentFile(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Null for what came by itself, or by the operator.',
  })
  broughtBy(@Root() { row }: BankFile, @Ctx() ctx: RequestContext): Promise<Organization | null> | null {
    return row.organizationId === null ? null : loadOrganization(ctx, row.organizationId);
  }

  @FieldResolver(() => Person, { nullable: true })
  submittedBy(@Root() { row }: BankFile, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.submittedBy);
  }

  @FieldResolver(() => [BankReport], { description: 'Each account’s part, in the order of the file.' })
  async reports(@Root() { row }: BankFile, @Ctx() ctx: RequestContext): Promise<BankReport[]> {
    return (await ctx.load(reportsOfFile, row.id)).map(report => presentReport(ctx.viewer, report));
  }
}

@Resolver(() => BankReport)
export class BankReportResolver {
  @Query(() => BankReportConnection, {
    description: 'What banks reported of your accounts; for the operator of all. The latest received first.',
  })
  async bankReports(@Args(() => BankReportArgs) args: BankReportArgs, @Ctx() ctx: RequestContext) {
    const filter = { ...args, accountId: insideId('bankAccount', args.accountId) };
    const page = await ctx.read(db => reportPage(db, filter));
    return BankReportConnection.from(page, row => presentReport(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => BankFile, { nullable: true, description: 'Null where somebody else brought it.' })
  file(@Root() { row }: BankReport, @Ctx() ctx: RequestContext): Promise<BankFile | null> {
    return loadBankFile(ctx, row.fileId);
  }

  @FieldResolver(() => BankAccount, { nullable: true, description: 'Null for an account that is nobody’s here.' })
  account(@Root() { row }: BankReport, @Ctx() ctx: RequestContext): Promise<BankAccount | null> | null {
    return row.accountId === null ? null : loadBankAccount(ctx, row.accountId);
  }

  @FieldResolver(() => BankReportEntries, {
    nullable: true,
    description: 'Null as long as nothing of it is registered.',
  })
  async entries(@Root() { row }: BankReport, @Ctx() ctx: RequestContext): Promise<BankReportEntries | null> {
    if (row.entryCount === null) return null;
    const counts = await ctx.load(countsOfReport, row.id);
    return Object.assign(new BankReportEntries(), { ...counts, repeated: row.entryCount - counts.told });
  }
}

@Resolver(() => BankEntry)
export class BankEntryResolver {
  @Query(() => BankEntryConnection, {
    description: 'What banks booked on your accounts; for the operator on all. The latest received first.',
  })
  async bankEntries(@Args(() => BankEntryArgs) args: BankEntryArgs, @Ctx() ctx: RequestContext) {
    const filter = { ...args, accountId: insideId('bankAccount', args.accountId) };
    const page = await ctx.read(db => entryPage(db, filter));
    return BankEntryConnection.from(page, row => presentEntry(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => BankAccount)
  account(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<BankAccount | null> {
    return loadBankAccount(ctx, row.accountId);
  }

  @FieldResolver(() => BankReport, { description: 'That told it first.' })
  report(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<BankReport | null> {
    return loadBankReport(ctx, row.reportId);
  }

  @FieldResolver(() => BankReport, { nullable: true, description: 'The statement it stands in; null until one came.' })
  statement(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<BankReport | null> {
    return loadBankReport(ctx, row.statementId);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'What it is said to be.' })
  async payment(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<Payment | null> {
    const id = await ctx.load(paymentOfEntry, row.id);
    return id === null ? null : loadPayment(ctx, id);
  }

  @FieldResolver(() => EntryResolution, { nullable: true, description: 'What was said of it last.' })
  async resolution(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<EntryResolution | null> {
    const resolution = await ctx.load(resolutionOfEntry, row.id);
    return resolution && presentResolution(ctx.viewer, resolution);
  }

  @FieldResolver(() => [Payment], {
    description: 'Open payments that an entry in suspense could be, to the cent: at most 20, those due nearest first.',
  })
  async candidates(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<Payment[]> {
    const ids = await ctx.load(candidatesOfEntry, row.id);
    return (await Promise.all(ids.map(id => loadPayment(ctx, id)))).flatMap(payment => payment ?? []);
  }

  @FieldResolver(() => [BankEntry], { description: 'Other entries in suspense that would undo it: at most 20.' })
  async offsets(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<BankEntry[]> {
    return (await ctx.load(offsetsOfEntry, row.id)).map(entry => presentEntry(ctx.viewer, entry));
  }
}

@Resolver(() => BankEntry)
export class BankEntryRefundResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'Of money in: whose account the bank names, where it is one that you deal with here. It can be held for it.',
  })
  async payer(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    const id = await ctx.load(payerOfEntry, row.id);
    return id === null ? null : loadOrganization(ctx, id);
  }

  @FieldResolver(() => [Invoice], {
    description: 'What money in suspense can have been meant for, where it is held: at most 20, the likeliest first.',
  })
  async meantFor(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<Invoice[]> {
    const ids = await ctx.load(invoicesOfEntry, row.id);
    return (await Promise.all(ids.map(id => loadInvoice(ctx, id)))).flatMap(invoice => invoice ?? []);
  }

  @FieldResolver(() => [RefundChoice], {
    description: 'What an entry in suspense can be of money that came wrongly: at most 20, the latest first.',
  })
  async refundChoices(@Root() { row }: BankEntry, @Ctx() ctx: RequestContext): Promise<RefundChoice[]> {
    const sides = await ctx.load(refundChoicesOfEntry, row.id);
    const refunds = await Promise.all(sides.map(({ refundId }) => loadRefund(ctx, refundId)));
    return sides.flatMap(({ kind }, index) => {
      const refund = refunds[index];
      return refund ? Object.assign(new RefundChoice(), { kind, refund }) : [];
    });
  }
}

@Resolver(() => ReconciledAccount)
export class ReconciledAccountResolver {
  @Query(() => [ReconciledAccount], {
    description:
      'Your accounts that are or were verified, each held against its bank; for the operator any organization’s.',
  })
  async reconciledAccounts(
    @Arg('organizationId', () => ID, { nullable: true }) organizationId: string | null,
    @Ctx() ctx: RequestContext,
  ): Promise<ReconciledAccount[]> {
    const ofWhom = insideId('organization', organizationId) ?? organizationOf(ctx.viewer) ?? noId;
    return ctx.read(async db => {
      const accounts = await reconciledAccounts(db, ofWhom);
      const open = await openEntries(
        db,
        accounts.map(({ accountId }) => accountId),
      );
      return accounts.map(account => presentAccount(account, open));
    });
  }

  @FieldResolver(() => BankAccount)
  account(@Root() { row }: ReconciledAccount, @Ctx() ctx: RequestContext): Promise<BankAccount | null> {
    return loadBankAccount(ctx, row.accountId);
  }

  @FieldResolver(() => BankReport, { nullable: true, description: 'The first statement that was taken.' })
  firstStatement(@Root() { row }: ReconciledAccount, @Ctx() ctx: RequestContext): Promise<BankReport | null> {
    return loadBankReport(ctx, row.firstStatementId);
  }

  @FieldResolver(() => BankReport, { nullable: true, description: 'The last statement that was taken.' })
  lastStatement(@Root() { row }: ReconciledAccount, @Ctx() ctx: RequestContext): Promise<BankReport | null> {
    return loadBankReport(ctx, row.lastStatementId);
  }
}

@Resolver(() => EntryResolution)
export class EntryResolutionResolver {
  @Query(() => EntryResolutionConnection, { description: 'What your organization said of entries, the latest first.' })
  async entryResolutions(@Args(() => EntryResolutionArgs) args: EntryResolutionArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => resolutionPage(db, args));
    return EntryResolutionConnection.from(page, row => presentResolution(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => BankEntry)
  entry(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<BankEntry | null> {
    return loadBankEntry(ctx, row.entryId);
  }

  @FieldResolver(() => BankEntry, { nullable: true, description: 'With OFFSET: the entry that undoes it.' })
  otherEntry(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<BankEntry | null> | null {
    return row.otherEntryId === null ? null : loadBankEntry(ctx, row.otherEntryId);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'With PAYMENT: which one.' })
  payment(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Payment | null> | null {
    return row.paymentId === null ? null : loadPayment(ctx, row.paymentId);
  }

  @FieldResolver(() => Refund, {
    nullable: true,
    description: 'With REFUND, SENT_BACK and SENT_ON: what is, or was, held.',
  })
  refund(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Refund | null> | null {
    return row.refundId === null ? null : loadRefund(ctx, row.refundId);
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'With REFUND: what it was meant for, where known.' })
  meantFor(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Invoice | null> | null {
    return row.invoiceId === null ? null : loadInvoice(ctx, row.invoiceId);
  }

  @FieldResolver(() => Person, { nullable: true })
  proposedBy(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.proposedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who confirmed or refused it.' })
  decidedBy(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.decidedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who said that it is wrong.' })
  undoProposedBy(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.undoProposedBy);
  }

  @FieldResolver(() => Person, { nullable: true })
  undoneBy(@Root() { row }: EntryResolution, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.undoneBy);
  }

  @Mutation(() => ProposeResolutionResult, {
    description:
      'A person of the account’s organization says what an entry is. Nothing follows until another confirms.',
  })
  proposeResolution(
    @Arg('input', () => ProposeResolutionInput) input: ProposeResolutionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ProposeResolutionSuccess | Problem> {
    return shown(ctx, proposeResolution, input, ProposeResolutionSuccess);
  }

  @Mutation(() => ConfirmResolutionResult, {
    description: 'Another person confirms what an entry is, or that it was not that: it is posted so, in one commit.',
  })
  confirmResolution(
    @Arg('input', () => ConfirmResolutionInput) input: ConfirmResolutionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ConfirmResolutionSuccess | Problem> {
    return shown(ctx, confirmResolution, input, ConfirmResolutionSuccess);
  }

  @Mutation(() => RefuseResolutionResult, { description: 'Turns down what was proposed, or that it be undone.' })
  refuseResolution(
    @Arg('input', () => RefuseResolutionInput) input: RefuseResolutionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<RefuseResolutionSuccess | Problem> {
    return shown(ctx, refuseResolution, input, RefuseResolutionSuccess);
  }

  @Mutation(() => UndoResolutionResult, {
    description:
      'A person says that an entry was taken for the wrong thing; another confirms, and it is in suspense again.',
  })
  undoResolution(
    @Arg('input', () => UndoResolutionInput) input: UndoResolutionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<UndoResolutionSuccess | Problem> {
    return shown(ctx, undoResolution, input, UndoResolutionSuccess);
  }
}

/** Runs a command about a resolution and shows it as it is afterwards. */
async function shown<Success extends { readonly resolution: EntryResolution }, Input>(
  ctx: RequestContext,
  command: Command<Input, { readonly resolutionId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { resolution: await loadEntryResolution(ctx, outcome.resolutionId) });
}
