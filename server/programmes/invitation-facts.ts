import { usableInvitation } from '../identity/index.js';
import type { Db } from '../platform/database.js';
import type { TermsRow } from './programme.entity.js';
import { currentTerms } from './programme.reads.js';

/** What a link tells whoever holds it. */
export interface InvitationFacts {
  readonly kind: string;
  readonly organizationName: string | null;
  readonly role: string | null;
  readonly programmeName: string | null;
  readonly buyerName: string | null;
  readonly email: string | null;
  readonly expiresAt: Date;
}

/** The preview of a link; null where it cannot be used (any more). */
export async function invitationFacts(db: Db, token: string): Promise<InvitationFacts | null> {
  const invitation = await usableInvitation(db, token);
  if (!invitation) return null;
  return db.one<InvitationFacts>(
    `SELECT i.kind, coalesce(o.name, i.name) AS organization_name, i.role, p.name AS programme_name,
            b.name AS buyer_name, i.email, i.expires_at
       FROM invitation i LEFT JOIN organization o ON o.id = i.organization_id
       LEFT JOIN programme p ON p.id = i.programme_id LEFT JOIN organization b ON b.id = p.buyer_id
      WHERE i.id = $1`,
    [invitation.id],
  );
}

/** The terms in force of the programme that a link leads into. */
export async function invitedTerms(db: Db, token: string): Promise<TermsRow | null> {
  const invitation = await usableInvitation(db, token);
  if (!invitation?.programmeId) return null;
  return (await currentTerms(db, invitation.programmeId)) ?? null;
}
