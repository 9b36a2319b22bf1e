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
  readonly sessionId: string;
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

export function hasRole(viewer: Viewer, role: OrganizationRole): boolean {
  return viewer.kind === 'MEMBER' && viewer.roles.includes(role);
}

export function hasPermission(viewer: Viewer, permission: Permission): boolean {
  return viewer.kind === 'MEMBER' && viewer.permissions.includes(permission);
}
