/** What an organization is on the marketplace; one may be several. */
export type OrganizationRole = 'BUYER' | 'SUPPLIER' | 'FUNDER' | 'INSURER' | 'OPERATOR';

/**
 * What a member may do. MAKER submits and prepares; CHECKER releases approvals, payment files, accounts; DEALER opens,
 * bids, accepts; RISK sets limits; VIEWER reads; ADMINISTRATOR keeps members and settings, no money.
 */
export type Permission = 'MAKER' | 'CHECKER' | 'DEALER' | 'RISK' | 'VIEWER' | 'ADMINISTRATOR';

/** Who asks. Passed explicitly to every read and command; never inferred from a request. */
export type Viewer = MemberViewer | SystemViewer | AnonymousViewer;

/** A person acting for one organization. */
export interface MemberViewer {
  readonly kind: 'MEMBER';
  readonly personId: string;
  readonly memberId: string;
  readonly organizationId: string;
  readonly roles: readonly OrganizationRole[];
  readonly permissions: readonly Permission[];
  /** The credential: the session, or the key. */
  readonly sessionId: string;
  /** Where a program acts for the person, by this key: within its scopes, which are the permissions. */
  readonly apiKeyId?: string;
  /** Of an override: who proposed what this person confirms. Set by the confirmation alone. */
  readonly proposedBy?: string;
}

/** The marketplace itself: sweeps, rules that act by themselves, the demo's set-up. */
export interface SystemViewer {
  readonly kind: 'SYSTEM';
}

/** Somebody without credentials: reaches sign-in, invitations and published terms only. */
export interface AnonymousViewer {
  readonly kind: 'ANONYMOUS';
}

export const systemViewer: SystemViewer = { kind: 'SYSTEM' };
export const anonymousViewer: AnonymousViewer = { kind: 'ANONYMOUS' };

/** The organization a viewer acts for, if any. */
export function organizationOf(viewer: Viewer): string | null {
  return viewer.kind === 'MEMBER' ? viewer.organizationId : null;
}

/** The person a viewer is, if any. */
export function personOf(viewer: Viewer): string | null {
  return viewer.kind === 'MEMBER' ? viewer.personId : null;
}

/** The first of two persons, where the viewer confirms what another proposed. */
export function proposerOf(viewer: Viewer): string | null {
  return viewer.kind === 'MEMBER' ? (viewer.proposedBy ?? null) : null;
}

/** Whether the viewer acts by itself where two persons are asked for; the system acts by rules. */
export function actsAlone(viewer: Viewer): boolean {
  return viewer.kind !== 'SYSTEM' && proposerOf(viewer) === null;
}

/**
 * Whether the person itself is there. A program with a key of the person's counts as the person where four eyes compares
 * persons, and has none of the rights that belong to the person alone.
 */
export function actsInPerson(viewer: Viewer): viewer is MemberViewer & { readonly apiKeyId?: undefined } {
  return viewer.kind === 'MEMBER' && viewer.apiKeyId === undefined;
}

/** Whose sockets count together: a person's, and each key's apart, so that a program takes no place of its person's. */
export function shareOf(viewer: MemberViewer): string {
  return viewer.apiKeyId ?? viewer.personId;
}

/** Who acts, as events name it. */
export function actorKindOf(viewer: Viewer): Viewer['kind'] | 'API_KEY' {
  return viewer.kind === 'MEMBER' && viewer.apiKeyId !== undefined ? 'API_KEY' : viewer.kind;
}

/** The key by which a viewer acts, if by one. */
export function apiKeyOf(viewer: Viewer): string | null {
  return viewer.kind === 'MEMBER' ? (viewer.apiKeyId ?? null) : null;
}

export function hasRole(viewer: Viewer, role: OrganizationRole): boolean {
  return viewer.kind === 'MEMBER' && viewer.roles.includes(role);
}

export function hasPermission(viewer: Viewer, permission: Permission): boolean {
  return viewer.kind === 'MEMBER' && viewer.permissions.includes(permission);
}
