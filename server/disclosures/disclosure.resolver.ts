import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadPerson, Person } from '../identity/index.js';
import { Invoice, loadInvoice } from '../invoices/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import type { Command } from '../platform/command.js';
import type { Page } from '../platform/connection.js';
import { fromWireId } from '../platform/ids.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { actsInPerson, hasRole } from '../platform/viewer.js';
import { loadProgramme, loadTerms, Programme, Terms } from '../programmes/index.js';
import { closeDisclosurePack, prepareDisclosurePack, reopenDisclosurePack } from './close-disclosure-pack.js';
import {
  contentOfPack,
  type DisclosureLineRow,
  disclosurePackById,
  disclosurePackPage,
  fiscalYearOf,
  linesLeftOut,
  linesPage,
  periodsWithPack,
} from './disclosure.reads.js';
import {
  CloseDisclosurePackInput,
  CloseDisclosurePackResult,
  CloseDisclosurePackSuccess,
  DisclosureExclusion,
  DisclosureFact,
  DisclosureLine,
  DisclosureLineArgs,
  DisclosureLineConnection,
  DisclosurePack,
  DisclosurePackArgs,
  DisclosurePackConnection,
  DisclosureStatement,
  FiscalYear,
  OpenDisclosurePackInput,
  OpenDisclosurePackResult,
  OpenDisclosurePackSuccess,
  presentFact,
  presentFiscalYear,
  presentLine,
  presentPack,
  presentStatement,
  PrepareDisclosurePackInput,
  PrepareDisclosurePackResult,
  PrepareDisclosurePackSuccess,
  ReopenDisclosurePackInput,
  ReopenDisclosurePackResult,
  ReopenDisclosurePackSuccess,
  SetFiscalYearInput,
  SetFiscalYearResult,
  SetFiscalYearSuccess,
  SupplyDisclosureFactsInput,
  SupplyDisclosureFactsResult,
  SupplyDisclosureFactsSuccess,
  SupplyDisclosureFileInput,
  SupplyDisclosureFileResult,
  SupplyDisclosureFileSuccess,
} from './disclosure.types.js';
import { fiscalYearRule, openRule } from './disclosure-pack.policy.js';
import { periodsUntil } from './fiscal-periods.js';
import { openDisclosurePack, setFiscalYear } from './open-disclosure-pack.js';
import { statementsOf } from './statements.js';
import { supplyDisclosureFacts, supplyDisclosureFile } from './supply-facts.js';
import { formatMoney } from '../platform/money.js';

/** The pack by its id inside; null for whoever is neither of its buyer nor of the operator. */
export async function loadDisclosurePack(ctx: RequestContext, id: string): Promise<DisclosurePack | null> {
  const row = await ctx.load(disclosurePackById, id);
  return row && presentPack(ctx.viewer, row);
}

@Resolver(() => DisclosurePack)
export class DisclosurePackResolver {
  @Query(() => DisclosurePackConnection, {
    description: 'What you disclose as a buyer, the latest period first; the operator sees all. Else empty.',
  })
  async disclosurePacks(@Args(() => DisclosurePackArgs) args: DisclosurePackArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => disclosurePackPage(db, args));
    return DisclosurePackConnection.from(page, row => presentPack(ctx.viewer, row), keysOf);
  }

  @Query(() => FiscalYear, { nullable: true, description: 'Yours, as a buyer; else null.' })
  fiscalYear(@Ctx() ctx: RequestContext): Promise<FiscalYear | null> {
    return fiscalYearFor(ctx);
  }

  @FieldResolver(() => Organization)
  buyer(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.buyerId);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who fixed what it says.' })
  preparedBy(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.preparedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who closed it: another.' })
  closedBy(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.closedBy);
  }

  @FieldResolver(() => DisclosurePack, {
    nullable: true,
    description: 'The closed period of this kind before it, whose closing is its opening.',
  })
  predecessor(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<DisclosurePack | null> | null {
    return row.predecessorId === null ? null : loadDisclosurePack(ctx, row.predecessorId);
  }

  @FieldResolver(() => Int, {
    description: 'How many of its lines the spreadsheet leaves out, which takes 50,000: `lines` has them all.',
  })
  async linesLeftOut(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<number> {
    const content = await ctx.load(contentOfPack, row.id);
    return content ? linesLeftOut(content) : 0;
  }

  @FieldResolver(() => [DisclosureStatement], {
    description: 'Of each programme by its name, then of all programmes of each currency.',
  })
  async statements(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<DisclosureStatement[]> {
    const content = await ctx.load(contentOfPack, row.id);
    return content ? statementsOf(content).map(statement => presentStatement(row, statement)) : [];
  }

  @FieldResolver(() => [DisclosureExclusion], { description: 'Programmes that the buyer funds itself.' })
  async excluded(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<DisclosureExclusion[]> {
    const content = await ctx.load(contentOfPack, row.id);
    return (content?.programmes ?? []).flatMap(({ programmeId, excludedMinor, currency }) => {
      if (excludedMinor === null) return [];
      const outstanding = { amount: formatMoney({ amountMinor: excludedMinor, currency }), currency };
      return Object.assign(new DisclosureExclusion(), { programmeId, outstanding });
    });
  }

  @FieldResolver(() => [DisclosureFact], { description: 'Everything that the buyer supplied.' })
  async facts(@Root() { row }: DisclosurePack, @Ctx() ctx: RequestContext): Promise<DisclosureFact[]> {
    const content = await ctx.load(contentOfPack, row.id);
    return (content?.facts ?? []).map(presentFact);
  }

  @FieldResolver(() => DisclosureLineConnection, {
    description: 'The invoices behind the figures, by their numbers: those of a figure come to it.',
  })
  async lines(
    @Root() { row }: DisclosurePack,
    @Args(() => DisclosureLineArgs) args: DisclosureLineArgs,
    @Ctx() ctx: RequestContext,
  ) {
    const programmeId = args.programmeId ? fromWireId('programme', args.programmeId) : null;
    const page: Page<DisclosureLineRow> =
      programmeId === undefined
        ? { rows: [], hasNextPage: false }
        : await ctx.read(db => linesPage(db, row, { ...args, programmeId }));
    return DisclosureLineConnection.from(page, presentLine, line => [line.number, line.invoiceId, line.figure]);
  }

  @Mutation(() => OpenDisclosurePackResult, { description: 'Begins the pack of a period, which may still run.' })
  openDisclosurePack(
    @Arg('input', () => OpenDisclosurePackInput) input: OpenDisclosurePackInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OpenDisclosurePackSuccess | Problem> {
    return shown(ctx, openDisclosurePack, input, OpenDisclosurePackSuccess);
  }

  @Mutation(() => SetFiscalYearResult, { description: 'Says when the fiscal year begins. What is there stays.' })
  async setFiscalYear(
    @Arg('input', () => SetFiscalYearInput) input: SetFiscalYearInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetFiscalYearSuccess | Problem> {
    const outcome = await ctx.run(setFiscalYear, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetFiscalYearSuccess(), { fiscalYear: await fiscalYearFor(ctx) });
  }

  @Mutation(() => SupplyDisclosureFactsResult, {
    description: 'Says what only the buyer knows of one programme, in the place of what was said before.',
  })
  supplyDisclosureFacts(
    @Arg('input', () => SupplyDisclosureFactsInput) input: SupplyDisclosureFactsInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SupplyDisclosureFactsSuccess | Problem> {
    return shown(ctx, supplyDisclosureFacts, input, SupplyDisclosureFactsSuccess);
  }

  @Mutation(() => SupplyDisclosureFileResult, {
    description: 'The same of all programmes from a CSV file: all of it, or every fault with its place.',
  })
  supplyDisclosureFile(
    @Arg('input', () => SupplyDisclosureFileInput) input: SupplyDisclosureFileInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SupplyDisclosureFileSuccess | Problem> {
    return shown(ctx, supplyDisclosureFile, input, SupplyDisclosureFileSuccess);
  }

  @Mutation(() => PrepareDisclosurePackResult, { description: 'Fixes what the pack says, once its period is over.' })
  prepareDisclosurePack(
    @Arg('input', () => PrepareDisclosurePackInput) input: PrepareDisclosurePackInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PrepareDisclosurePackSuccess | Problem> {
    return shown(ctx, prepareDisclosurePack, input, PrepareDisclosurePackSuccess);
  }

  @Mutation(() => ReopenDisclosurePackResult, { description: 'Opens again what was prepared.' })
  reopenDisclosurePack(
    @Arg('input', () => ReopenDisclosurePackInput) input: ReopenDisclosurePackInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ReopenDisclosurePackSuccess | Problem> {
    return shown(ctx, reopenDisclosurePack, input, ReopenDisclosurePackSuccess);
  }

  @Mutation(() => CloseDisclosurePackResult, {
    description: 'Another person closes what was prepared: it never changes again.',
  })
  closeDisclosurePack(
    @Arg('input', () => CloseDisclosurePackInput) input: CloseDisclosurePackInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CloseDisclosurePackSuccess | Problem> {
    return shown(ctx, closeDisclosurePack, input, CloseDisclosurePackSuccess);
  }
}

@Resolver(() => DisclosureStatement)
export class DisclosureStatementResolver {
  @FieldResolver(() => Programme, { nullable: true, description: 'Null for all programmes of the currency.' })
  programme(@Root() { statement }: DisclosureStatement, @Ctx() ctx: RequestContext): Promise<Programme | null> | null {
    return statement.programmeId === null ? null : loadProgramme(ctx, statement.programmeId);
  }

  @FieldResolver(() => Terms, { nullable: true, description: 'Those in force on the last day.' })
  terms(@Root() { statement }: DisclosureStatement, @Ctx() ctx: RequestContext): Promise<Terms | null> | null {
    return statement.termsId === null ? null : loadTerms(ctx, statement.termsId);
  }

  @FieldResolver(() => [DisclosureFact], { description: 'What the buyer supplied.' })
  facts(@Root() { statement }: DisclosureStatement): DisclosureFact[] {
    return statement.facts.map(presentFact);
  }
}

@Resolver(() => DisclosureFact)
export class DisclosureFactResolver {
  @FieldResolver(() => Programme)
  programme(@Root() { row }: DisclosureFact, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, row.programmeId);
  }

  @FieldResolver(() => Person)
  suppliedBy(@Root() { row }: DisclosureFact, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, row.suppliedBy);
  }
}

@Resolver(() => DisclosureExclusion)
export class DisclosureExclusionResolver {
  @FieldResolver(() => Programme)
  programme(@Root() { programmeId }: DisclosureExclusion, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, programmeId);
  }
}

@Resolver(() => DisclosureLine)
export class DisclosureLineResolver {
  @FieldResolver(() => Programme)
  programme(@Root() { row }: DisclosureLine, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, row.programmeId);
  }

  @FieldResolver(() => Invoice)
  invoice(@Root() { row }: DisclosureLine, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return loadInvoice(ctx, row.invoiceId);
  }
}

async function fiscalYearFor(ctx: RequestContext): Promise<FiscalYear | null> {
  const { viewer } = ctx;
  if (viewer.kind !== 'MEMBER' || !hasRole(viewer, 'BUYER')) return null;
  const { firstMonth, today, taken } = await ctx.read(async db => ({
    ...(await fiscalYearOf(db, viewer.organizationId)),
    taken: await periodsWithPack(db, viewer.organizationId),
  }));
  const isFree = (kind: string, firstDay: string) =>
    !taken.some(pack => pack.kind === kind && pack.firstDay === firstDay);
  const may = (rule: typeof openRule) => actsInPerson(viewer) && refusal(rule, viewer, { state: 'NONE' }) === null;
  return presentFiscalYear({
    firstMonth,
    periods: periodsUntil(today, firstMonth).filter(({ kind, firstDay }) => isFree(kind, firstDay)),
    mayOpen: may(openRule),
    mayChange: may(fiscalYearRule),
  });
}

/** Runs a command about a pack and shows it as it is afterwards. */
async function shown<Success extends { readonly pack: DisclosurePack }, Input>(
  ctx: RequestContext,
  command: Command<Input, { packId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { pack: await loadDisclosurePack(ctx, outcome.packId) });
}
