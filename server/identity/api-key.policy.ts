import type { ActionTable } from '../platform/actions.js';
import { actsInPerson, hasPermission, hasRole, organizationOf, type Viewer } from '../platform/viewer.js';
import type { ApiKeyRow } from './api-key.entity.js';

export type ApiKeyAction = 'ROTATE' | 'REVOKE';

/** LIVE: opens the API. ENDED: expired, or replaced by another. REVOKED: taken back, or its member left. */
export type ApiKeyState = 'LIVE' | 'ENDED' | 'REVOKED';

/** A key without its secret's hash, with where it stands. */
export type ApiKeyView = Omit<ApiKeyRow, 'secretHash'> & { readonly state: ApiKeyState };

/** The longest a key lives. */
export const keyDaysMax = 365;
/** For how long a key and the one in its place may both work. */
export const overlapDaysMax = 7;
/** How many live keys an organization may have. */
export const keysMax = 50;

/** The keys of the viewer's own organization, and for the operator all. */
export const apiKeyVisible = '(viewer_sees_all() OR t.organization_id = viewer_organization())';

/** Keys are what administrators keep; the operator looks on, and a key knows itself. */
export function seesKeys(viewer: Viewer, organizationId: string): boolean {
  const own = organizationOf(viewer) === organizationId && hasPermission(viewer, 'ADMINISTRATOR');
  return viewer.kind === 'SYSTEM' || hasRole(viewer, 'OPERATOR') || own;
}

/**
 * Whoever rotates a key is shown the new secret, with which it acts as the key's person: so that person alone does. Any
 * administrator of the organization takes a key back.
 */
export const apiKeyActions: ActionTable<ApiKeyAction, ApiKeyView> = {
  ROTATE: {
    permission: 'ADMINISTRATOR',
    states: ['LIVE'],
    party: (viewer, row) => actsInPerson(viewer) && viewer.memberId === row.memberId,
    when: (_viewer, row) => row.rotatedAt === null,
  },
  REVOKE: {
    permission: 'ADMINISTRATOR',
    states: ['LIVE'],
    party: (viewer, row) => organizationOf(viewer) === row.organizationId,
  },
};
