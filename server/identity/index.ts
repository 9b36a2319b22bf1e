export { acceptInvitation, type ProgrammeEntrance } from './accept-invitation.js';
export { changeOrganization } from './change-organization.js';
export {
  authoritiesOf,
  type Authority,
  highestCeiling,
  inPlaceOf,
  mayRelease,
  type Releasable,
  releaseAuthorities,
  releaseAuthority,
  releaseObstacle,
  type ReleaseObstacle,
  whoever,
} from './authority.js';
export { ReleaseObstacleEnum } from './authority.types.js';
export {
  ApiKeyResolver,
  loadApiKey,
  OrganizationApiKeysResolver,
  ViewerApiKeyResolver,
} from './api-key.resolver.js';
export { ApiKey } from './api-key.types.js';
export { createApiKey } from './create-api-key.js';
export { revokeApiKey } from './revoke-api-key.js';
export { rotateApiKey } from './rotate-api-key.js';
export { createFirstOperator } from './create-first-operator.js';
export { createSignInLink } from './create-sign-in-link.js';
export { deactivateMember } from './deactivate-member.js';
export { endSession } from './end-session.js';
export {
  BankAccountPersonsResolver,
  carrierOf,
  handOver,
  loadMember,
  loadPerson,
  loadSession,
  MemberResolver,
  OrganizationMembersResolver,
  SessionResolver,
  ViewerResolver,
} from './identity.resolver.js';
export {
  AcceptInvitationInput,
  AcceptInvitationResult,
  AcceptInvitationSuccess,
  Invitation,
  InvitationPreview,
  invitationLink,
  MarketClock,
  Member,
  Person,
  presentInvitation,
  signInLink,
} from './identity.types.js';
export { type NewLink, usableInvitation, writeInvitation, writeInvitations } from './invitation.js';
export { AboveCeiling } from './identity.problems.js';
export { inviteMember } from './invite-member.js';
export { inviteOrganization } from './invite-organization.js';
export { readMarketTime } from './market-clock.js';
export { memberById, memberIdsByEmail, membershipsOf, membersOf, personById } from './member.reads.js';
export { Passwords } from './passwords.js';
export { endedSessions, sessionsOf, viewerOfToken } from './session.reads.js';
export { forgetEnded, Sessions, type SignedIn, touchSession } from './sessions.js';
export { setCeilings } from './set-ceilings.js';
export { setLanguage } from './set-language.js';
export { setPermissions } from './set-permissions.js';
export { setSubstitute } from './set-substitute.js';
export { signIn } from './sign-in.js';
export type { SignInDoor } from './sign-in-door.js';
export { SignInLimiter } from './sign-in-limiter.js';
export { signInWithLink } from './sign-in-with-link.js';
export { signOut } from './sign-out.js';
export { hashToken, newToken } from './token.js';
