import type { BatchRead } from '../platform/request-context.js';
import { financingVisible } from './financing.policy.js';

/** One thing that happened to a financing, as the viewer may know it. */
export interface FinancingTimelineRow {
  readonly financingId: string;
  readonly at: Date;
  readonly type: string;
  readonly businessDay: string;
  /** A person's name within the viewer's own organization, else the organization's; "Tenor" for what happens by itself. */
  readonly actor: string | null;
  readonly note: string | null;
}

/** What happened to financings and to the payments of their legs, oldest first, as far as the viewer's channels carry it. */
export const timelineOfFinancing: BatchRead<string, FinancingTimelineRow[]> = async (db, _viewer, financingIds) => {
  const rows = await db.query<FinancingTimelineRow>(
    `WITH seen AS (
       SELECT t.id FROM financing t WHERE t.id = ANY($1::uuid[]) AND ${financingVisible}
     ), subject AS (
       SELECT id AS financing_id, id AS subject_id FROM seen
       UNION ALL SELECT p.financing_id, p.id FROM payment p JOIN seen ON seen.id = p.financing_id
     )
     SELECT s.financing_id, e.at, e.type, e.business_day, NULL AS note,
            CASE WHEN e.actor_kind = 'SYSTEM' THEN 'Tenor'
                 WHEN e.organization_id = viewer_organization() THEN per.name || coalesce(' (' || k.name || ')', '')
                 ELSE org.name END AS actor
       FROM subject s
       JOIN event e ON e.subject_id = s.subject_id
       LEFT JOIN person per ON per.id = e.person_id
       LEFT JOIN organization org ON org.id = e.organization_id
       LEFT JOIN api_key k ON k.id = e.api_key_id
      WHERE viewer_scope() = 'SYSTEM' OR EXISTS (
              SELECT FROM event_channel c
               WHERE (c.epoch, c.xid, c.seq) = (e.epoch, e.xid, e.seq)
                 AND (c.channel = 'organization:' || viewer_organization()
                      OR (c.channel = 'operator' AND viewer_scope() = 'OPERATOR')))
      ORDER BY e.at, e.epoch, e.xid, e.seq`,
    [financingIds],
  );
  return financingIds.map(id => rows.filter(row => row.financingId === id));
};
