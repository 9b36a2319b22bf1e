import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  AcceptInvitationInput,
  AcceptInvitationResult,
  AcceptInvitationSuccess,
  acceptInvitation,
  carrierOf,
  handOver,
  InvitationPreview,
  presentInvitation,
} from '../identity/index.js';
import { loadOrganization, Organization, presentOrganization } from '../organizations/index.js';
import { PageArgs } from '../platform/connection.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { acceptTerms } from './accept-terms.js';
import { addFunder } from './add-funder.js';
import { createProgramme } from './create-programme.js';
import { invitationFacts, invitedTerms } from './invitation-facts.js';
import { inviteNamedSupplier } from './invite-named-supplier.js';
import { inviteSupplier } from './invite-supplier.js';
import { programmeEntrance } from './join-programme.js';
import { fundersOf, invitedInto, programmeById, programmePage, suppliersOf, termsById } from './programme.reads.js';
import {
  AcceptTermsInput,
  AcceptTermsResult,
  AcceptTermsSuccess,
  AddFunderInput,
  AddFunderResult,
  AddFunderSuccess,
  CreateProgrammeInput,
  CreateProgrammeResult,
  CreateProgrammeSuccess,
  InviteNamedSupplierInput,
  InviteNamedSupplierResult,
  InviteNamedSupplierSuccess,
  InviteSupplierInput,
  InviteSupplierResult,
  InviteSupplierSuccess,
  Programme,
  ProgrammeConnection,
  presentProgramme,
  presentTerms,
  PublishTermsInput,
  PublishTermsResult,
  PublishTermsSuccess,
  SetOverdueStopInput,
  SetOverdueStopResult,
  SetOverdueStopSuccess,
  SupplierAlias,
  Terms,
} from './programme.types.js';
import { publishTerms } from './publish-terms.js';
import { setOverdueStop } from './set-overdue-stop.js';
import { supplierAliasById } from './supplier-alias.js';

/** The programme by its id inside; null where the viewer may not see it. */
export async function loadProgramme(ctx: RequestContext, id: string): Promise<Programme | null> {
  const row = await ctx.load(programmeById, id);
  return row && presentProgramme(ctx.viewer, row);
}

/** The version of terms by its id inside; null where the viewer may not see it. */
export async function loadTerms(ctx: RequestContext, id: string): Promise<Terms | null> {
  const row = await ctx.load(termsById, id);
  return row && presentTerms(row);
}

/** A supplier as the viewing funder knows it before its name; null for a stranger. */
export async function loadSupplierAlias(ctx: RequestContext, supplierId: string): Promise<SupplierAlias | null> {
  const row = await ctx.load(supplierAliasById, supplierId);
  return row && Object.assign(new SupplierAlias(), row);
}

@Resolver(() => Programme)
export class ProgrammeResolver {
  @Query(() => ProgrammeConnection, { description: 'By name: those you buy, sell or fund in; for the operator all.' })
  async programmes(@Args(() => PageArgs) args: PageArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => programmePage(db, args));
    return ProgrammeConnection.from(
      page,
      row => presentProgramme(ctx.viewer, row),
      row => [row.name, row.id],
    );
  }

  @FieldResolver(() => Organization)
  buyer(@Root() root: Programme, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, root.row.buyerId);
  }

  @FieldResolver(() => Terms, { nullable: true, description: 'In force; null until the first are published.' })
  async terms(@Root() root: Programme, @Ctx() ctx: RequestContext): Promise<Terms | null> {
    return root.row.currentTermsId === null ? null : loadTerms(ctx, root.row.currentTermsId);
  }

  @FieldResolver(() => [Organization], { nullable: true, description: 'By name; null but for its buyer and operator.' })
  async suppliers(@Root() root: Programme, @Ctx() ctx: RequestContext): Promise<Organization[] | null> {
    const rows = await ctx.load(suppliersOf, root.row.id);
    return rows && rows.map(row => presentOrganization(ctx.viewer, row));
  }

  @FieldResolver(() => [Organization], {
    nullable: true,
    description:
      'Named by files of its buyer and not here yet, by name: the first 500. Null but for buyer and operator.',
  })
  async invitedSuppliers(@Root() root: Programme, @Ctx() ctx: RequestContext): Promise<Organization[] | null> {
    const rows = await ctx.load(invitedInto, root.row.id);
    return rows && rows.map(row => presentOrganization(ctx.viewer, row));
  }

  @FieldResolver(() => [Organization], { nullable: true, description: 'By name; null but for its buyer and operator.' })
  async funders(@Root() root: Programme, @Ctx() ctx: RequestContext): Promise<Organization[] | null> {
    const rows = await ctx.load(fundersOf, root.row.id);
    return rows && rows.map(row => presentOrganization(ctx.viewer, row));
  }

  @Mutation(() => CreateProgrammeResult, { description: "The operator sets up a buyer's programme." })
  async createProgramme(
    @Arg('input', () => CreateProgrammeInput) input: CreateProgrammeInput,
    @Ctx() ctx: RequestContext,
  ): Promise<CreateProgrammeSuccess | Problem> {
    const outcome = await ctx.run(createProgramme, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new CreateProgrammeSuccess(), { programme: await loadProgramme(ctx, outcome.programmeId) });
  }

  @Mutation(() => SetOverdueStopResult, {
    description: 'The operator says for how long a buyer may be overdue before it promises nothing more.',
  })
  async setOverdueStop(
    @Arg('input', () => SetOverdueStopInput) input: SetOverdueStopInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetOverdueStopSuccess | Problem> {
    const outcome = await ctx.run(setOverdueStop, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetOverdueStopSuccess(), { programme: await loadProgramme(ctx, outcome.programmeId) });
  }

  @Mutation(() => AddFunderResult, { description: 'Invites a funder that is here into a programme.' })
  async addFunder(
    @Arg('input', () => AddFunderInput) input: AddFunderInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AddFunderSuccess | Problem> {
    const outcome = await ctx.run(addFunder, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new AddFunderSuccess(), { programme: await loadProgramme(ctx, outcome.programmeId) });
  }

  @Mutation(() => InviteSupplierResult, { description: 'A buyer invites a supplier into its programme by a link.' })
  async inviteSupplier(
    @Arg('input', () => InviteSupplierInput) input: InviteSupplierInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InviteSupplierSuccess | Problem> {
    const outcome = await ctx.run(inviteSupplier, input);
    if (outcome instanceof Problem) return outcome;
    const invitation = presentInvitation(ctx.services.origin, outcome);
    return Object.assign(new InviteSupplierSuccess(), { invitation });
  }

  @Mutation(() => InviteNamedSupplierResult, {
    description: 'A further link for a supplier that a file of the buyer has named and that is not here yet.',
  })
  async inviteNamedSupplier(
    @Arg('input', () => InviteNamedSupplierInput) input: InviteNamedSupplierInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InviteNamedSupplierSuccess | Problem> {
    const outcome = await ctx.run(inviteNamedSupplier, input);
    if (outcome instanceof Problem) return outcome;
    const invitation = presentInvitation(ctx.services.origin, outcome);
    return Object.assign(new InviteNamedSupplierSuccess(), { invitation });
  }
}

@Resolver(() => Terms)
export class TermsResolver {
  @FieldResolver(() => Programme, { nullable: true, description: 'Null for a stranger who holds but the link.' })
  programme(@Root() root: Terms, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, root.row.programmeId);
  }

  @Mutation(() => PublishTermsResult, {
    description: "The operator publishes the next version of a programme's terms.",
  })
  async publishTerms(
    @Arg('input', () => PublishTermsInput) input: PublishTermsInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PublishTermsSuccess | Problem> {
    const outcome = await ctx.run(publishTerms, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new PublishTermsSuccess(), { terms: await loadTerms(ctx, outcome.termsId) });
  }

  @Mutation(() => AcceptTermsResult, {
    description: 'A supplier or funder accepts the words in force; needed before its first listing or bid under them.',
  })
  async acceptTerms(
    @Arg('input', () => AcceptTermsInput) input: AcceptTermsInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AcceptTermsSuccess | Problem> {
    const outcome = await ctx.run(acceptTerms, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new AcceptTermsSuccess(), { terms: await loadTerms(ctx, outcome.termsId) });
  }
}

@Resolver()
export class InvitationResolver {
  @Query(() => InvitationPreview, {
    nullable: true,
    description: 'What a link is for; null where it cannot be used. Needs no sign-in.',
  })
  async invitation(
    @Arg('token', () => String, { description: 'What stands behind the # of the link.' }) token: string,
    @Ctx() ctx: RequestContext,
  ): Promise<InvitationPreview | null> {
    const facts = await ctx.read(db => invitationFacts(db, token));
    return facts && Object.assign(new InvitationPreview(), facts);
  }

  @Query(() => Terms, {
    nullable: true,
    description: 'The terms in force of the programme that a link leads into. Needs no sign-in.',
  })
  async publishedTerms(
    @Arg('invitation', () => String, { description: 'What stands behind the # of the link.' }) invitation: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Terms | null> {
    const row = await ctx.read(db => invitedTerms(db, invitation));
    return row && presentTerms({ ...row, acceptedAt: null });
  }

  @Mutation(() => AcceptInvitationResult, {
    description: 'Turns a link into a member, with its organization where it is a new one, and signs it in.',
  })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AcceptInvitationSuccess | Problem> {
    const { address } = carrierOf(ctx);
    const outcome = await acceptInvitation(ctx.services.signIn, programmeEntrance, address, input);
    return handOver(ctx, outcome, input.carrier, AcceptInvitationSuccess);
  }
}
