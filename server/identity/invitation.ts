import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { OrganizationRole, Permission } from '../platform/viewer.js';
import type { InvitationKind, InvitationRow } from './identity.entity.js';
import { hashToken, isToken, newToken } from './token.js';

/** How long an invitation can be used, by the real clock. */
export const invitationHours = 72;

/** How long a demo's link signs in. */
export const signInLinkDays = 7;

/** A link to be handed on: shown once, of its token only the hash is kept. */
export interface NewLink {
  readonly token: string;
  readonly expiresAt: Date;
}

interface NewInvitation {
  readonly kind: InvitationKind;
  readonly organizationId?: string;
  /** The member who invites. */
  readonly invitedBy?: string;
  readonly programmeId?: string;
  readonly role?: OrganizationRole;
  readonly permissions?: readonly Permission[];
  readonly name?: string;
  readonly email?: string;
  readonly memberId?: string;
}

/** Writes an invitation and gives its token; a sign-in link lives 7 days, every other 72 hours. */
export async function writeInvitation(tx: Tx, given: NewInvitation): Promise<NewLink> {
  const token = newToken('tni');
  const hours = given.kind === 'SIGN_IN' ? signInLinkDays * 24 : invitationHours;
  const { expiresAt } = await tx.one<{ expiresAt: Date }>(
    `INSERT INTO invitation (id, token_hash, kind, organization_id, invited_by, programme_id, role, permissions, name,
                             email, member_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock_timestamp() + $12 * interval '1 hour')
     RETURNING expires_at`,
    [
      newId(),
      hashToken(token),
      given.kind,
      given.organizationId,
      given.invitedBy,
      given.programmeId,
      given.role,
      given.permissions,
      given.name,
      given.email,
      given.memberId,
      hours,
    ],
  );
  return { token, expiresAt };
}

/** Not used, not expired, and whoever made it is still a member, and still an administrator where it makes a member. */
const usable = `(t.kind <> 'SIGN_IN' AND t.used_at IS NULL AND t.expires_at > clock_timestamp()
  AND (t.invited_by IS NULL OR EXISTS (SELECT FROM member m WHERE m.id = t.invited_by AND m.active
         AND (t.kind <> 'MEMBER' OR 'ADMINISTRATOR' = ANY(m.permissions)))))`;

/** The invitation that a token names, if it can be used now. */
export async function usableInvitation(db: Db, token: string): Promise<InvitationRow | undefined> {
  if (!isToken('tni', token)) return undefined;
  return db.maybe(`SELECT t.* FROM invitation t WHERE t.token_hash = $1 AND ${usable}`, [hashToken(token)]);
}

/** Uses an invitation up: of two at once, the second finds nothing. */
export function useInvitation(tx: Tx, token: string): Promise<InvitationRow | undefined> {
  return tx.maybe(
    `UPDATE invitation t SET used_at = clock_timestamp() WHERE t.token_hash = $1 AND ${usable} RETURNING t.*`,
    [hashToken(token)],
  );
}
