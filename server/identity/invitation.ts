import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { OrganizationRole, Permission } from '../platform/viewer.js';
import type { InvitationKind, InvitationRow } from './identity.entity.js';
import { mailInvitations } from './invitation-mail.js';
import { hashToken, isToken, newToken } from './token.js';

/** How long an invitation can be used, by the real clock. */
export const invitationHours = 72;

/** How long a demo's link signs in. */
export const signInLinkDays = 7;

/** A link to be handed on: shown once, of its token only the hash is kept. */
export interface NewLink {
  readonly token: string;
  readonly expiresAt: Date;
  /** Whether it goes to whom it is made out to by mail, too. */
  readonly mailed: boolean;
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
  /** The organization that stands in for the invited supplier. */
  readonly standsFor?: string;
}

/** Writes an invitation and gives its token; a sign-in link lives 7 days, every other 72 hours. */
export async function writeInvitation(tx: Tx, given: NewInvitation): Promise<NewLink> {
  const [link] = await writeInvitations(tx, [given]);
  return link!;
}

/** As `writeInvitation`, for many in one statement; their links in the same order. Where mails leave, they go by mail, too. */
export async function writeInvitations(tx: Tx, given: readonly NewInvitation[]): Promise<NewLink[]> {
  const rows = given.map(invitation => {
    const token = newToken('tni');
    const hours = invitation.kind === 'SIGN_IN' ? signInLinkDays * 24 : invitationHours;
    return { ...invitation, id: newId(), token, tokenHash: hashToken(token).toString('hex'), hours };
  });
  const written = await tx.query<{ id: string; expiresAt: Date }>(
    `INSERT INTO invitation (id, token_hash, kind, organization_id, invited_by, programme_id, role, permissions, name,
                             email, member_id, stands_for, expires_at)
     SELECT g.id, decode(g."tokenHash", 'hex'), g.kind, g."organizationId", g."invitedBy", g."programmeId", g.role,
            g.permissions, g.name, g.email, g."memberId", g."standsFor", clock_timestamp() + g.hours * interval '1 hour'
       FROM jsonb_to_recordset($1::jsonb)
            AS g(id uuid, "tokenHash" text, kind text, "organizationId" uuid, "invitedBy" uuid, "programmeId" uuid,
                 role text, permissions text[], name text, email text, "memberId" uuid, "standsFor" uuid, hours integer)
     RETURNING id, expires_at`,
    [JSON.stringify(rows.map(({ token: _, ...row }) => row))],
  );
  const mailed = await mailInvitations(tx, rows);
  const expiresAtOf = new Map(written.map(({ id, expiresAt }) => [id, expiresAt]));
  return rows.map(({ id, token }) => ({ token, expiresAt: expiresAtOf.get(id)!, mailed: mailed.has(id) }));
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
