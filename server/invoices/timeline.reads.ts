import type { BatchRead } from '../platform/request-context.js';
import { invoiceVisible } from './invoice.policy.js';

/** One thing that happened to an invoice, as the viewer may know it. */
export interface TimelineRow {
  readonly invoiceId: string;
  readonly at: Date;
  readonly type: string;
  readonly businessDay: string;
  /**
   * A person's name within the viewer's own organization, with that of the key by which a program acted for it, else the
   * organization's; "Tenor" for what happens by itself.
   */
  readonly actor: string | null;
  readonly note: string | null;
}

/**
 * What happened to invoices, oldest first: to themselves, and to their credit notes, auctions, financings and payments as far as the
 * viewer's channels carry it. Bids are no part of it: they belong to those who placed them.
 */
export const timelineOf: BatchRead<string, TimelineRow[]> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<TimelineRow>(
    `WITH seen AS (
       SELECT t.id FROM invoice t WHERE t.id = ANY($1::uuid[]) AND ${invoiceVisible}
     ), subject AS (
       SELECT id AS invoice_id, id AS subject_id FROM seen
       UNION ALL SELECT a.invoice_id, a.id FROM auction a JOIN seen ON seen.id = a.invoice_id
       UNION ALL SELECT f.invoice_id, f.id FROM financing f JOIN seen ON seen.id = f.invoice_id
       UNION ALL SELECT p.invoice_id, p.id FROM payment p JOIN seen ON seen.id = p.invoice_id
       UNION ALL SELECT n.invoice_id, n.id FROM credit_note n JOIN seen ON seen.id = n.invoice_id
     )
     SELECT s.invoice_id, e.at, e.type, e.business_day,
            CASE WHEN e.actor_kind = 'SYSTEM' THEN 'Tenor'
                 WHEN e.organization_id = viewer_organization() THEN per.name || coalesce(' (' || k.name || ')', '')
                 ELSE org.name END AS actor,
            CASE WHEN e.type IN ('invoice.approved', 'invoice.disputed', 'invoice.rejected')
                 THEN nullif(concat_ws(': ', e.after ->> 'reason', e.after ->> 'note'), '') END AS note
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
    [invoiceIds],
  );
  return invoiceIds.map(id => rows.filter(row => row.invoiceId === id));
};
