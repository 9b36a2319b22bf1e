import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { BankAccount, loadOrganization, Organization } from '../organizations/index.js';
import { readInstallation } from '../platform/installation.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { actsInPerson, anonymousViewer, type MemberViewer } from '../platform/viewer.js';
import { changeOrganization } from './change-organization.js';
import { deactivateMember } from './deactivate-member.js';
import { endSession } from './end-session.js';
import {
  ChangeOrganizationInput,
  ChangeOrganizationResult,
  ChangeOrganizationSuccess,
  DeactivateMemberInput,
  DeactivateMemberResult,
  DeactivateMemberSuccess,
  EndSessionInput,
  EndSessionResult,
  EndSessionSuccess,
  InviteMemberInput,
  InviteMemberResult,
  InviteMemberSuccess,
  InviteOrganizationInput,
  InviteOrganizationResult,
  InviteOrganizationSuccess,
  MarketClock,
  Member,
  MembershipType,
  Person,
  presentInvitation,
  presentMember,
  presentMembership,
  presentPerson,
  presentSession,
  Session,
  SetCeilingsInput,
  SetCeilingsResult,
  SetCeilingsSuccess,
  SetLanguageInput,
  SetLanguageResult,
  SetLanguageSuccess,
  SetPermissionsInput,
  SetPermissionsResult,
  SetPermissionsSuccess,
  SetSubstituteInput,
  SetSubstituteResult,
  SetSubstituteSuccess,
  SignInInput,
  SignInResult,
  SignInSuccess,
  SignInWithLinkInput,
  SignOutSuccess,
  Substitution,
  ViewerType,
} from './identity.types.js';
import { inviteMember } from './invite-member.js';
import { inviteOrganization } from './invite-organization.js';
import { readMarketTime } from './market-clock.js';
import { memberById, membershipsOf, membersOf, personById } from './member.reads.js';
import { sessionsOf } from './session.reads.js';
import type { SignedIn } from './sessions.js';
import { setCeilings } from './set-ceilings.js';
import { setLanguage } from './set-language.js';
import { setPermissions } from './set-permissions.js';
import { setSubstitute } from './set-substitute.js';
import { signIn } from './sign-in.js';
import type { SignInCarrier, SignInDoor } from './sign-in-door.js';
import { signInWithLink } from './sign-in-with-link.js';
import { signOut } from './sign-out.js';

declare module '../platform/request-context.js' {
  interface Services {
    readonly signIn: SignInDoor;
    /** 'https://host' of the pages, for the links that are handed out. */
    readonly origin: string;
    /** Present over HTTP only: nobody signs in or out over a socket. */
    readonly carrier?: SignInCarrier;
  }
}

/** The person by its id inside; null where the viewer may not know it. */
export async function loadPerson(ctx: RequestContext, id: string | null): Promise<Person | null> {
  const row = id === null ? null : await ctx.load(personById, id);
  return row && presentPerson(row);
}

/** The member by its id inside; null where the viewer may not know it. */
export async function loadMember(ctx: RequestContext, id: string): Promise<Member | null> {
  const row = await ctx.load(memberById, id);
  return row && presentMember(ctx.viewer, row);
}

/** One of the viewer's own live sessions by its id inside. */
export async function loadSession(ctx: RequestContext, id: string): Promise<Session | null> {
  const { viewer } = ctx;
  if (!actsInPerson(viewer)) return null;
  const row = (await ctx.read(db => sessionsOf(db, viewer.memberId))).find(each => each.id === id);
  return row ? presentSession(viewer, row) : null;
}

/** The connection that a sign-in or sign-out comes over. */
export function carrierOf(ctx: RequestContext): SignInCarrier {
  if (!ctx.services.carrier) throw new Error('Signing in and out needs an HTTP request of its own.');
  return ctx.services.carrier;
}

/** Hands a new session over, and goes on as its member: the answer's viewer is the one who signed in. */
export function handOver<Success extends SignInSuccess>(
  ctx: RequestContext,
  outcome: SignedIn | Problem,
  carrier: 'COOKIE' | 'BEARER',
  Success: new () => Success,
): Success | Problem {
  if (outcome instanceof Problem) return outcome;
  if (carrier === 'COOKIE') carrierOf(ctx).setSessionCookie(outcome.token, outcome.expiresAt);
  ctx.actAs(outcome.viewer);
  return Object.assign(new Success(), {
    token: carrier === 'BEARER' ? outcome.token : null,
    viewer: new ViewerType(),
  });
}

@Resolver()
export class SessionResolver {
  @Query(() => [Session], { description: 'Your own sign-ins that have not ended, the one used last first.' })
  async sessions(@Ctx() ctx: RequestContext): Promise<Session[]> {
    const { viewer } = ctx;
    if (!actsInPerson(viewer)) return [];
    const rows = await ctx.read(db => sessionsOf(db, viewer.memberId));
    return rows.map(row => presentSession(viewer, row));
  }

  @Mutation(() => SignInResult, {
    description: 'Signs in by password. Each failure counts, by account and by address.',
  })
  async signIn(
    @Arg('input', () => SignInInput) input: SignInInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SignInSuccess | Problem> {
    const outcome = await signIn(ctx.services.signIn, carrierOf(ctx).address, input);
    return handOver(ctx, outcome, input.carrier, SignInSuccess);
  }

  @Mutation(() => SignInResult, { description: 'Signs in by a link of a demo market.' })
  async signInWithLink(
    @Arg('input', () => SignInWithLinkInput) input: SignInWithLinkInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SignInSuccess | Problem> {
    const outcome = await signInWithLink(ctx.services.signIn, carrierOf(ctx).address, input);
    return handOver(ctx, outcome, input.carrier, SignInSuccess);
  }

  @Mutation(() => ChangeOrganizationResult, {
    description: 'Acts for another organization that you are a member of: this session ends, another begins.',
  })
  async changeOrganization(
    @Arg('input', () => ChangeOrganizationInput) input: ChangeOrganizationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ChangeOrganizationSuccess | Problem> {
    carrierOf(ctx);
    const outcome = await ctx.run(changeOrganization, input);
    if (outcome instanceof Problem) return outcome;
    return handOver(ctx, outcome, outcome.carrier, ChangeOrganizationSuccess);
  }

  @Mutation(() => SetLanguageResult, { description: 'You choose the language of mails to you.' })
  async setLanguage(
    @Arg('input', () => SetLanguageInput) input: SetLanguageInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetLanguageSuccess | Problem> {
    const outcome = await ctx.run(setLanguage, input);
    return outcome instanceof Problem ? outcome : Object.assign(new SetLanguageSuccess(), outcome);
  }

  @Mutation(() => SignOutSuccess, { description: 'Ends this session; its sockets are closed within a second.' })
  async signOut(@Ctx() ctx: RequestContext): Promise<SignOutSuccess> {
    await ctx.run(signOut, {});
    ctx.services.carrier?.clearSessionCookie();
    ctx.actAs(anonymousViewer);
    return Object.assign(new SignOutSuccess(), { signedOut: true });
  }

  @Mutation(() => EndSessionResult, { description: 'Ends one of your own sessions.' })
  async endSession(
    @Arg('input', () => EndSessionInput) input: EndSessionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<EndSessionSuccess | Problem> {
    const outcome = await ctx.run(endSession, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new EndSessionSuccess(), { sessions: await this.sessions(ctx) });
  }
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { nullable: true, description: 'Null where nobody is signed in.' })
  viewer(@Ctx() ctx: RequestContext): ViewerType | null {
    return ctx.viewer.kind === 'MEMBER' ? new ViewerType() : null;
  }

  @FieldResolver(() => Person)
  person(@Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, memberOf(ctx).personId);
  }

  @FieldResolver(() => Member)
  member(@Ctx() ctx: RequestContext): Promise<Member | null> {
    return loadMember(ctx, memberOf(ctx).memberId);
  }

  @FieldResolver(() => Organization)
  organization(@Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, memberOf(ctx).organizationId);
  }

  @FieldResolver(() => [MembershipType], {
    description: 'The organizations you may act for, the first joined first, this one among them.',
  })
  async memberships(@Ctx() ctx: RequestContext): Promise<MembershipType[]> {
    const viewer = memberOf(ctx);
    const rows = await ctx.read(db => membershipsOf(db, viewer.personId));
    return rows.map(row => presentMembership(viewer, row));
  }

  @FieldResolver()
  permissions(@Ctx() ctx: RequestContext): readonly string[] {
    return memberOf(ctx).permissions;
  }

  @FieldResolver(() => MarketClock)
  async marketClock(@Ctx() ctx: RequestContext): Promise<MarketClock> {
    return Object.assign(new MarketClock(), await ctx.read(readMarketTime));
  }

  @FieldResolver(() => Boolean, { description: 'Whether this is a demo market, whose bank and clock are simulated.' })
  async demo(@Ctx() ctx: RequestContext): Promise<boolean> {
    return (await ctx.read(readInstallation)).demo;
  }
}

@Resolver(() => Member)
export class MemberResolver {
  @FieldResolver(() => Person)
  person(@Root() root: Member, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, root.row.personId);
  }

  @FieldResolver(() => Substitution, {
    nullable: true,
    description: 'Who releases batches in its place, from one business day until another.',
  })
  async substitute(@Root() root: Member, @Ctx() ctx: RequestContext): Promise<Substitution | null> {
    const { substituteId, substituteFrom: from, substituteUntil: until } = root.row;
    if (substituteId === null) return null;
    return Object.assign(new Substitution(), { member: await loadMember(ctx, substituteId), from, until });
  }

  @Mutation(() => InviteOrganizationResult, { description: 'The operator invites a new organization by a link.' })
  async inviteOrganization(
    @Arg('input', () => InviteOrganizationInput) input: InviteOrganizationInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InviteOrganizationSuccess | Problem> {
    const outcome = await ctx.run(inviteOrganization, input);
    if (outcome instanceof Problem) return outcome;
    const invitation = presentInvitation(ctx.services.origin, outcome);
    return Object.assign(new InviteOrganizationSuccess(), { invitation });
  }

  @Mutation(() => InviteMemberResult, { description: 'An administrator invites a person by a link.' })
  async inviteMember(
    @Arg('input', () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() ctx: RequestContext,
  ): Promise<InviteMemberSuccess | Problem> {
    const outcome = await ctx.run(inviteMember, input);
    if (outcome instanceof Problem) return outcome;
    const invitation = presentInvitation(ctx.services.origin, outcome);
    return Object.assign(new InviteMemberSuccess(), { invitation });
  }

  @Mutation(() => SetPermissionsResult, {
    description: 'An administrator says what a member may do; ends the sessions of the member.',
  })
  async setPermissions(
    @Arg('input', () => SetPermissionsInput) input: SetPermissionsInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetPermissionsSuccess | Problem> {
    const outcome = await ctx.run(setPermissions, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetPermissionsSuccess(), { member: await loadMember(ctx, outcome.memberId) });
  }

  @Mutation(() => SetCeilingsResult, {
    description: 'An administrator says up to which total a member may release a batch.',
  })
  async setCeilings(
    @Arg('input', () => SetCeilingsInput) input: SetCeilingsInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetCeilingsSuccess | Problem> {
    const outcome = await ctx.run(setCeilings, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetCeilingsSuccess(), { member: await loadMember(ctx, outcome.memberId) });
  }

  @Mutation(() => SetSubstituteResult, {
    description: 'An administrator names who releases batches in the place of a member that is absent.',
  })
  async setSubstitute(
    @Arg('input', () => SetSubstituteInput) input: SetSubstituteInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SetSubstituteSuccess | Problem> {
    const outcome = await ctx.run(setSubstitute, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new SetSubstituteSuccess(), { member: await loadMember(ctx, outcome.memberId) });
  }

  @Mutation(() => DeactivateMemberResult, {
    description: 'A member leaves: its sessions end, its invitations are void.',
  })
  async deactivateMember(
    @Arg('input', () => DeactivateMemberInput) input: DeactivateMemberInput,
    @Ctx() ctx: RequestContext,
  ): Promise<DeactivateMemberSuccess | Problem> {
    const outcome = await ctx.run(deactivateMember, input);
    if (outcome instanceof Problem) return outcome;
    return Object.assign(new DeactivateMemberSuccess(), { member: await loadMember(ctx, outcome.memberId) });
  }
}

@Resolver(() => Organization)
export class OrganizationMembersResolver {
  @FieldResolver(() => [Member], { nullable: true, description: 'The oldest first. Null unless it is your own.' })
  async members(@Root() root: Organization, @Ctx() ctx: RequestContext): Promise<Member[] | null> {
    const rows = await ctx.load(membersOf, root.row.id);
    return rows && rows.map(row => presentMember(ctx.viewer, row));
  }
}

@Resolver(() => BankAccount)
export class BankAccountPersonsResolver {
  @FieldResolver(() => Person)
  proposedBy(@Root() root: BankAccount, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, root.row.proposedBy);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Null also where a person of the operator did.' })
  verifiedBy(@Root() root: BankAccount, @Ctx() ctx: RequestContext): Promise<Person | null> {
    return loadPerson(ctx, root.row.verifiedBy);
  }
}

function memberOf(ctx: RequestContext): MemberViewer {
  if (ctx.viewer.kind !== 'MEMBER') throw new Error('There is a viewer only while somebody is signed in.');
  return ctx.viewer;
}
