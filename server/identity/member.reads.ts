import { isOwnOrOperator } from '../organizations/index.js';
import type { Db, Tx } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';
import type { OrganizationRole } from '../platform/viewer.js';
import type { PersonRow } from './identity.entity.js';
import { type MemberView, memberVisible, personVisible } from './member.policy.js';

const memberView = `t.*, CASE WHEN t.active THEN 'ACTIVE' ELSE 'INACTIVE' END AS state,
  (SELECT count(*) FROM member m WHERE m.organization_id = t.organization_id AND m.active)::integer AS active_members,
  (SELECT count(*) FROM member m WHERE m.organization_id = t.organization_id AND m.active
      AND 'ADMINISTRATOR' = ANY(m.permissions))::integer AS active_administrators,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('currency', c.currency, 'ceilingMinor', c.ceiling_minor::text)
                             ORDER BY c.currency), '[]')
     FROM member_ceiling c WHERE c.member_id = t.id) AS ceilings`;

/** A person without its password. */
export type PersonView = Pick<PersonRow, 'id' | 'name' | 'email'>;

export const personById: BatchRead<string, PersonView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<PersonView>(
    `SELECT t.id, t.name, t.email FROM person t WHERE t.id = ANY($1) AND ${personVisible}`,
    [ids],
  );
  return ids.map(id => rows.find(row => row.id === id) ?? null);
};

export const memberById: BatchRead<string, MemberView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<MemberView>(
    `SELECT ${memberView} FROM member t WHERE t.id = ANY($1) AND ${memberVisible}`,
    [ids],
  );
  return ids.map(id => rows.find(row => row.id === id) ?? null);
};

/** The members of organizations, the oldest first; null where they are not the viewer's business. */
export const membersOf: BatchRead<string, MemberView[] | null> = async (db, viewer, organizationIds) => {
  const rows = await db.query<MemberView>(
    `SELECT ${memberView} FROM member t WHERE t.organization_id = ANY($1) AND ${memberVisible}
      ORDER BY t.created_at, t.id`,
    [organizationIds],
  );
  return organizationIds.map(id =>
    isOwnOrOperator(viewer, { organizationId: id }) ? rows.filter(row => row.organizationId === id) : null,
  );
};

/** An organization that a person may act for. */
export interface Membership {
  readonly memberId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly roles: readonly OrganizationRole[];
}

/** The organizations that a person may act for, the first joined first; for that person alone. */
export function membershipsOf(db: Db, personId: string): Promise<Membership[]> {
  return db.query(
    `SELECT m.id AS member_id, o.id AS organization_id, o.name AS organization_name, o.roles
       FROM member m JOIN organization o ON o.id = m.organization_id
      WHERE m.person_id = $1 AND m.active ORDER BY m.created_at, m.id`,
    [personId],
  );
}

/** The oldest active membership of each person, by e-mail address; whoever asks. Strangers are left out. */
export async function memberIdsByEmail(db: Db, emails: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ email: string; id: string }>(
    `SELECT DISTINCT ON (p.email) p.email, m.id FROM person p JOIN member m ON m.person_id = p.id AND m.active
      WHERE p.email = ANY($1) ORDER BY p.email, m.created_at, m.id`,
    [emails],
  );
  return new Map(rows.map(row => [row.email, row.id]));
}

/** Takes the member for a change, if the viewer may see it. Its organization must be locked: that keeps the counts. */
export function lockMember(tx: Tx, id: string): Promise<MemberView | undefined> {
  return tx.maybe(`SELECT ${memberView} FROM member t WHERE t.id = $1 AND ${memberVisible} FOR UPDATE OF t`, [id]);
}
