import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { OrganizationRoleEnum } from '../organizations/index.js';
import { availableActions } from '../platform/actions.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { MemberViewer, Viewer } from '../platform/viewer.js';
import { acceptInvitationProblems } from './accept-invitation.js';
import { changeOrganization } from './change-organization.js';
import { deactivateMember } from './deactivate-member.js';
import { endSession } from './end-session.js';
import type { SessionRow } from './identity.entity.js';
import type { NewLink } from './invitation.js';
import { inviteMember } from './invite-member.js';
import { inviteOrganization } from './invite-organization.js';
import { type MemberView, memberActions } from './member.policy.js';
import type { Membership, PersonView } from './member.reads.js';
import { setCeilings } from './set-ceilings.js';
import { setLanguage } from './set-language.js';
import { setPermissions } from './set-permissions.js';
import { setSubstitute } from './set-substitute.js';
import { signInProblems } from './sign-in.js';

const PermissionEnum = {
  MAKER: 'MAKER',
  CHECKER: 'CHECKER',
  DEALER: 'DEALER',
  RISK: 'RISK',
  VIEWER: 'VIEWER',
  ADMINISTRATOR: 'ADMINISTRATOR',
} as const;
registerEnumType(PermissionEnum, {
  name: 'Permission',
  description: 'What a member may do; one may hold several.',
  valuesConfig: {
    MAKER: { description: 'Submits and prepares.' },
    CHECKER: { description: 'Releases approvals, payments and accounts that another person prepared.' },
    DEALER: { description: 'Opens auctions, bids and accepts.' },
    RISK: { description: 'Sets limits.' },
    VIEWER: { description: 'Reads.' },
    ADMINISTRATOR: { description: 'Keeps members and settings; no money.' },
  },
});

const MemberActionEnum = {
  SET_PERMISSIONS: 'SET_PERMISSIONS',
  DEACTIVATE: 'DEACTIVATE',
  SET_CEILINGS: 'SET_CEILINGS',
  SET_SUBSTITUTE: 'SET_SUBSTITUTE',
} as const;
registerEnumType(MemberActionEnum, { name: 'MemberAction', description: 'What you can do with a member now.' });

const CarrierEnum = { COOKIE: 'COOKIE', BEARER: 'BEARER' } as const;
registerEnumType(CarrierEnum, {
  name: 'Carrier',
  description: 'How the session travels.',
  valuesConfig: {
    COOKIE: { description: 'For browsers: ends after 30 minutes without use, and after 12 hours.' },
    BEARER: { description: 'For programs: `Authorization: Bearer …`; ends after 30 days.' },
  },
});

const LanguageEnum = { EN: 'en', FR: 'fr' } as const;
registerEnumType(LanguageEnum, { name: 'Language', description: 'What mails to you are written in.' });

@ObjectType({ simpleResolvers: true, description: 'A human being. Four eyes compares persons.' })
export class Person {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly email!: string;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A person acting for an organization.' })
export class Member extends Node {
  @Field(() => [PermissionEnum])
  readonly permissions!: string[];

  @Field(() => Boolean, { description: 'False once deactivated: it signs in no more.' })
  readonly active!: boolean;

  @Field(() => [MoneyType], {
    description:
      'Up to which total it may release a batch or a payment file, by currency. Empty: any; else in these currencies only.',
  })
  readonly ceilings!: MoneyType[];

  @Field(() => [MemberActionEnum], { description: 'What you can do with it now.' })
  readonly availableActions!: string[];

  /** The row it was made of. */
  readonly row!: MemberView;
}

@ObjectType({ simpleResolvers: true, description: 'Who stands in for a member that is absent.' })
export class Substitution {
  @Field(() => Member)
  readonly member!: Member;

  @Field(() => LocalDateScalar, { description: 'The first business day.' })
  readonly from!: string;

  @Field(() => LocalDateScalar, { description: 'The last business day.' })
  readonly until!: string;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'One of your own sign-ins that has not ended.' })
export class Session extends Node {
  @Field(() => String, { description: 'COOKIE or BEARER.' })
  readonly carrier!: string;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'To the minute.' })
  readonly lastUsedAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  readonly current!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The business clock, which decides about closes, cut-offs and days.',
})
export class MarketClock {
  @Field(() => Date)
  readonly now!: Date;

  @Field(() => LocalDateScalar, { description: 'The calendar day in `zone`.' })
  readonly today!: string;

  @Field(() => Date, { description: 'The next cut-off: what is accepted before it counts for its day.' })
  readonly cutOffAt!: Date;

  @Field(() => String, { description: 'IANA.' })
  readonly zone!: string;

  @Field(() => Boolean, { description: 'Whether banks settle euro today.' })
  readonly businessDay!: boolean;
}

@ObjectType('Membership', { simpleResolvers: true, description: 'An organization that you may act for.' })
export class MembershipType {
  @Field(() => ID)
  readonly organizationId!: string;

  @Field(() => String)
  readonly organizationName!: string;

  @Field(() => [OrganizationRoleEnum])
  readonly roles!: readonly string[];

  @Field(() => Boolean, { description: 'Whether you act for it now.' })
  readonly current!: boolean;
}

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType {
  @Field(() => [PermissionEnum])
  readonly permissions!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A link to hand on, shown this once.' })
export class Invitation {
  @Field(() => String, { description: 'Good for one use within 72 hours.' })
  readonly link!: string;

  @Field(() => Date)
  readonly expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether it goes to the address it is made out to by mail, too.' })
  readonly mailed!: boolean;
}

export function presentPerson(row: PersonView): Person {
  return Object.assign(new Person(), { id: toWireId('person', row.id), name: row.name, email: row.email });
}

export function presentMember(viewer: Viewer, row: MemberView): Member {
  const { id, permissions, active } = row;
  return Object.assign(new Member(), {
    id: toWireId('member', id),
    permissions,
    active,
    ceilings: row.ceilings.map(({ currency, ceilingMinor }) => {
      const amount = formatMoney({ amountMinor: BigInt(ceilingMinor), currency });
      return { amount, currency };
    }),
    availableActions: availableActions(memberActions, viewer, row),
    row,
  });
}

export function presentMembership(viewer: MemberViewer, row: Membership): MembershipType {
  const { organizationName, roles } = row;
  return Object.assign(new MembershipType(), {
    organizationId: toWireId('organization', row.organizationId),
    organizationName,
    roles,
    current: row.memberId === viewer.memberId,
  });
}

export function presentSession(viewer: Viewer, row: SessionRow): Session {
  const { id, carrier, createdAt, lastUsedAt } = row;
  const current = viewer.kind === 'MEMBER' && viewer.sessionId === id;
  return Object.assign(new Session(), { id: toWireId('session', id), carrier, createdAt, lastUsedAt, current });
}

/** The token stands behind the #: browsers send it to no server, and no log keeps it. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/invitation#${token}`;
}

/** As `invitationLink`, for a demo's sign-in link. */
export function signInLink(origin: string, token: string): string {
  return `${origin}/sign-in#${token}`;
}

export function presentInvitation(origin: string, { token, expiresAt, mailed }: NewLink): Invitation {
  return Object.assign(new Invitation(), { link: invitationLink(origin, token), expiresAt, mailed });
}

@InputType()
export class SignInInput {
  @Field(() => String)
  readonly email!: string;

  @Field(() => String)
  readonly password!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Which organization to act for, where there are several; else the first joined.',
  })
  readonly organizationId?: string | null;

  @Field(() => CarrierEnum)
  readonly carrier!: 'COOKIE' | 'BEARER';
}

@InputType()
export class SignInWithLinkInput {
  @Field(() => String, { description: 'What stands behind the # of the link.' })
  readonly token!: string;

  @Field(() => CarrierEnum)
  readonly carrier!: 'COOKIE' | 'BEARER';
}

@ObjectType({ simpleResolvers: true })
export class SignInSuccess {
  @Field(() => String, { nullable: true, description: 'For BEARER; shown this once. A COOKIE comes in the reply.' })
  readonly token!: string | null;

  @Field(() => ViewerType)
  readonly viewer!: ViewerType;
}
export const SignInResult = resultUnion(SignInSuccess, signInProblems);

@InputType({ description: 'An organization in a handful of fields; at least one of its three numbers.' })
export class NewOrganizationInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  readonly country!: string;

  @Field(() => String, { nullable: true })
  readonly registrationNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'In the EU a VAT number with its country prefix.' })
  readonly taxId?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 17442.' })
  readonly lei?: string | null;

  @Field(() => String, { nullable: true, description: 'MICRO, SMALL, MEDIUM or LARGE.' })
  readonly sizeBand?: string | null;

  @Field(() => String, { nullable: true })
  readonly sector?: string | null;
}

@InputType()
export class NewAccountInput {
  @Field(() => String)
  readonly iban!: string;

  @Field(() => String, { nullable: true })
  readonly bic?: string | null;

  @Field(() => String)
  readonly holderName!: string;

  @Field(() => String, { nullable: true, description: 'ISO 4217; without it the programme’s currency, else EUR.' })
  readonly currency?: string | null;
}

@InputType()
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What stands behind the # of the link.' })
  readonly token!: string;

  @Field(() => String)
  readonly personName!: string;

  @Field(() => String, { description: 'The address that the invitation is made out to, where it names one.' })
  readonly email!: string;

  @Field(() => String, { description: 'At least 12 characters; for an address that is known, the password it has.' })
  readonly password!: string;

  @Field(() => NewOrganizationInput, { nullable: true, description: 'For an invitation of an organization.' })
  readonly organization?: NewOrganizationInput | null;

  @Field(() => NewAccountInput, { nullable: true, description: 'For an invitation of an organization.' })
  readonly account?: NewAccountInput | null;

  @Field(() => CarrierEnum)
  readonly carrier!: 'COOKIE' | 'BEARER';
}

@ObjectType({ simpleResolvers: true })
export class AcceptInvitationSuccess extends SignInSuccess {}
export const AcceptInvitationResult = resultUnion(AcceptInvitationSuccess, acceptInvitationProblems);

@ObjectType({ simpleResolvers: true, description: 'The preview of a link, for whoever holds it.' })
export class InvitationPreview {
  @Field(() => String, { description: 'MEMBER or ORGANIZATION.' })
  readonly kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The organization to join, or the name the new one was invited under.',
  })
  readonly organizationName!: string | null;

  @Field(() => OrganizationRoleEnum, { nullable: true, description: 'The role of the new organization.' })
  readonly role!: string | null;

  @Field(() => String, { nullable: true, description: 'The programme that the new supplier joins.' })
  readonly programmeName!: string | null;

  @Field(() => String, { nullable: true })
  readonly buyerName!: string | null;

  @Field(() => String, { nullable: true, description: 'Whom it is made out to.' })
  readonly email!: string | null;

  @Field(() => Date)
  readonly expiresAt!: Date;
}

@ObjectType({ simpleResolvers: true })
export class SignOutSuccess {
  @Field(() => Boolean)
  readonly signedOut!: boolean;
}

@InputType()
export class ChangeOrganizationInput {
  @Field(() => ID, { description: 'Of one of `Viewer.memberships`.' })
  readonly organizationId!: string;
}

@ObjectType({ simpleResolvers: true })
export class ChangeOrganizationSuccess extends SignInSuccess {}
export const ChangeOrganizationResult = resultUnion(ChangeOrganizationSuccess, changeOrganization);

@InputType()
export class SetLanguageInput {
  @Field(() => LanguageEnum)
  readonly language!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetLanguageSuccess {
  @Field(() => LanguageEnum)
  readonly language!: string;
}
export const SetLanguageResult = resultUnion(SetLanguageSuccess, setLanguage);

@InputType()
export class EndSessionInput {
  @Field(() => ID)
  readonly sessionId!: string;
}

@ObjectType({ simpleResolvers: true })
export class EndSessionSuccess {
  @Field(() => [Session], { description: 'Those that are left.' })
  readonly sessions!: Session[];
}
export const EndSessionResult = resultUnion(EndSessionSuccess, endSession);

@InputType()
export class InviteOrganizationInput {
  @Field(() => OrganizationRoleEnum, { description: 'All but OPERATOR.' })
  readonly role!: string;

  @Field(() => String, { description: 'The name of the organization, as you know it.' })
  readonly name!: string;

  @Field(() => String, { description: 'Of the person who is to accept.' })
  readonly email!: string;
}

@ObjectType({ simpleResolvers: true })
export class InviteOrganizationSuccess {
  @Field(() => Invitation)
  readonly invitation!: Invitation;
}
export const InviteOrganizationResult = resultUnion(InviteOrganizationSuccess, inviteOrganization);

@InputType()
export class InviteMemberInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly email!: string;

  @Field(() => [PermissionEnum])
  readonly permissions!: string[];
}

@ObjectType({ simpleResolvers: true })
export class InviteMemberSuccess {
  @Field(() => Invitation)
  readonly invitation!: Invitation;
}
export const InviteMemberResult = resultUnion(InviteMemberSuccess, inviteMember);

@InputType()
export class SetPermissionsInput {
  @Field(() => ID)
  readonly memberId!: string;

  @Field(() => [PermissionEnum])
  readonly permissions!: string[];
}

@ObjectType({ simpleResolvers: true })
export class SetPermissionsSuccess {
  @Field(() => Member)
  readonly member!: Member;
}
export const SetPermissionsResult = resultUnion(SetPermissionsSuccess, setPermissions);

@InputType()
export class SetCeilingsInput {
  @Field(() => ID)
  readonly memberId!: string;

  @Field(() => [MoneyInput], { description: 'One a currency, zero or more. Empty: any amount.' })
  readonly ceilings!: MoneyInput[];
}

@ObjectType({ simpleResolvers: true })
export class SetCeilingsSuccess {
  @Field(() => Member)
  readonly member!: Member;
}
export const SetCeilingsResult = resultUnion(SetCeilingsSuccess, setCeilings);

@InputType()
export class SubstitutionInput {
  @Field(() => ID)
  readonly memberId!: string;

  @Field(() => LocalDateScalar, { description: 'The first business day.' })
  readonly from!: string;

  @Field(() => LocalDateScalar, { description: 'The last business day.' })
  readonly until!: string;
}

@InputType()
export class SetSubstituteInput {
  @Field(() => ID, { description: 'Who is absent.' })
  readonly memberId!: string;

  @Field(() => SubstitutionInput, { nullable: true, description: 'Without one, nobody stands in any more.' })
  readonly substitute?: SubstitutionInput | null;
}

@ObjectType({ simpleResolvers: true })
export class SetSubstituteSuccess {
  @Field(() => Member)
  readonly member!: Member;
}
export const SetSubstituteResult = resultUnion(SetSubstituteSuccess, setSubstitute);

@InputType()
export class DeactivateMemberInput {
  @Field(() => ID)
  readonly memberId!: string;
}

@ObjectType({ simpleResolvers: true })
export class DeactivateMemberSuccess {
  @Field(() => Member)
  readonly member!: Member;
}
export const DeactivateMemberResult = resultUnion(DeactivateMemberSuccess, deactivateMember);
