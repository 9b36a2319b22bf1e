import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import type { FeeBillRow } from './fee-bill.entity.js';
import { feeBillVisible } from './fee-bill.policy.js';
import type { FeeBillState } from './fee-bill.states.js';

export interface FeeBillFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly FeeBillState[] | null;
}

/** The bills that the viewer sees, the latest drawn first. */
export async function feeBillPage(db: Db, filter: FeeBillFilter): Promise<Page<Listed<FeeBillRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<FeeBillRow>>(
    `SELECT t.*, ${sortKey('t.drawn_at')} AS sort_key FROM fee_bill t
      WHERE ${feeBillVisible} AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND (t.drawn_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.drawn_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const feeBillById: BatchRead<string, FeeBillRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<FeeBillRow>(
    `SELECT t.* FROM fee_bill t WHERE t.id = ANY($1::uuid[]) AND ${feeBillVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** A fee, or the credit for one that was taken back. */
export interface FeeBillLine {
  readonly billId: string;
  readonly financingId: string;
  /** Minor units of `currency`, below zero for a credit. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly postedOn: LocalDate;
}

/** The lines of each bill that the viewer sees, in their order. */
export const linesOfBill: BatchRead<string, FeeBillLine[]> = async (db, _viewer, billIds) => {
  const rows = await db.query<FeeBillLine>(
    `SELECT l.bill_id, l.financing_id, l.amount_minor, t.currency, m.business_day AS posted_on
       FROM fee_bill_line l
       JOIN fee_bill t ON t.id = l.bill_id
       JOIN movement m ON m.id = l.movement_id
      WHERE l.bill_id = ANY($1::uuid[]) AND ${feeBillVisible}
      ORDER BY l.bill_id, l.ordinal`,
    [billIds],
  );
  return billIds.map(id => rows.filter(row => row.billId === id));
};
