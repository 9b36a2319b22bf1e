import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { isUuid, type Listed } from '../platform/keyset.js';
import { type LocalDate, parseLocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import type { DisclosurePackView } from './disclosure-pack.entity.js';
import { allowLongStatements, disclosureFigures, type Figure, linesOf } from './disclosure-lines.js';
import { disclosurePackVisible } from './disclosure-pack.policy.js';
import type { DisclosurePackState } from './disclosure-pack.states.js';
import { contentOf, type PackContent } from './pack-content.js';

const packColumns = `t.*, t.last_day < (SELECT business_today()) AS is_over,
  EXISTS (SELECT FROM disclosure_pack n WHERE n.buyer_id = t.buyer_id AND n.kind = t.kind
             AND n.first_day > t.first_day AND n.state = 'CLOSED') AS followed,
  (SELECT p.id FROM disclosure_pack p WHERE p.buyer_id = t.buyer_id AND p.kind = t.kind
      AND p.last_day = t.first_day - 1 AND p.state = 'CLOSED') AS predecessor_id`;

export interface DisclosurePackFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly DisclosurePackState[] | null;
}

/** The packs that the viewer sees, the latest period first. */
export async function disclosurePackPage(
  db: Db,
  { first, after, state }: DisclosurePackFilter,
): Promise<Page<Listed<DisclosurePackView>>> {
  const [day = '', id = ''] = decodeCursor(after, 2) ?? [];
  if (after && !(parseLocalDate(day) && isUuid(id))) return { rows: [], hasNextPage: false };
  const rows = await db.query<Listed<DisclosurePackView>>(
    `SELECT ${packColumns}, t.last_day::text AS sort_key FROM disclosure_pack t
      WHERE ${disclosurePackVisible} AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND ($2::date IS NULL OR (t.last_day, t.id) < ($2, $3::uuid))
      ORDER BY t.last_day DESC, t.id DESC LIMIT $4`,
    [state ?? null, day || null, id || null, fetchSize(first)],
  );
  return pageOf(rows, first);
}

export const disclosurePackById: BatchRead<string, DisclosurePackView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<DisclosurePackView>(
    `SELECT ${packColumns} FROM disclosure_pack t WHERE t.id = ANY($1::uuid[]) AND ${disclosurePackVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** What packs say; null for those that the viewer does not see. */
export const contentOfPack: BatchRead<string, PackContent | null> = async (db, viewer, ids) => {
  const contents: (PackContent | null)[] = [];
  await allowLongStatements(db);
  for (const pack of await disclosurePackById(db, viewer, ids)) contents.push(pack && (await contentOf(db, pack)));
  return contents;
};

/** The pack, locked, and read again after the lock. */
export async function lockDisclosurePack(tx: Tx, id: string): Promise<DisclosurePackView | undefined> {
  await tx.query(`SELECT FROM disclosure_pack t WHERE t.id = $1 AND ${disclosurePackVisible} FOR UPDATE`, [id]);
  return tx.maybe(`SELECT ${packColumns} FROM disclosure_pack t WHERE t.id = $1 AND ${disclosurePackVisible}`, [id]);
}

/** An invoice's part of a figure. */
export interface DisclosureLineRow {
  readonly figure: Figure;
  readonly programmeId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly dueDays: number;
}

const lineColumns = 'l.figure, l.programme_id, l.invoice_id, i.number, l.amount_minor, l.currency, l.due_days';

/** Which lines: of one figure or all, of one programme or all, within these days from the invoice date to the due date. */
export interface LineFilter {
  readonly figure?: Figure | null;
  readonly currency?: string | null;
  readonly programmeId?: string | null;
  readonly daysFrom?: number | null;
  readonly daysUntil?: number | null;
  readonly first: number;
  readonly after?: string | null;
}

/** The invoices behind the figures of a pack that the viewer sees, by their numbers. Those of a figure come to it. */
export async function linesPage(
  db: Db,
  pack: DisclosurePackView,
  filter: LineFilter,
): Promise<Page<DisclosureLineRow>> {
  const { first, after } = filter;
  const [number = '', id = '', figure = ''] = decodeCursor(after, 3) ?? [];
  if (after && !isUuid(id)) return { rows: [], hasNextPage: false };
  await allowLongStatements(db);
  const { sql, parameters } = linesOf(pack);
  const at = (place: number) => `$${parameters.length + place}`;
  const rows = await db.query<DisclosureLineRow>(
    `SELECT ${lineColumns} FROM ${sql} l JOIN invoice i ON i.id = l.invoice_id
      WHERE (${at(1)}::text IS NULL OR l.figure = ${at(1)}) AND (${at(2)}::text IS NULL OR l.currency = ${at(2)})
        AND (${at(3)}::uuid IS NULL OR l.programme_id = ${at(3)})
        AND (${at(4)}::integer IS NULL OR l.due_days >= ${at(4)}) AND (${at(5)}::integer IS NULL OR l.due_days <= ${at(5)})
        AND (${at(6)}::uuid IS NULL OR (i.number, i.id, l.figure) > (${at(7)}, ${at(6)}, ${at(8)}))
      ORDER BY i.number, i.id, l.figure LIMIT ${at(9)}`,
    [
      ...parameters,
      filter.figure ?? null,
      filter.currency ?? null,
      filter.programmeId ?? null,
      filter.daysFrom ?? null,
      filter.daysUntil ?? null,
      id || null,
      number,
      figure,
      fetchSize(first),
    ],
  );
  return pageOf(rows, first);
}

/** The month, 1 to 12, in which the fiscal year of a buyer begins, and today. */
export function fiscalYearOf(db: Db, buyerId: string | null): Promise<{ firstMonth: number; today: LocalDate }> {
  return db.one(
    `SELECT coalesce((SELECT first_month FROM fiscal_year WHERE buyer_id = $1), 1) AS first_month, business_today() AS today`,
    [buyerId],
  );
}

/** The first days and kinds of the periods of which a buyer has a pack. */
export function periodsWithPack(db: Db, buyerId: string): Promise<{ kind: string; firstDay: LocalDate }[]> {
  return db.query('SELECT kind, first_day FROM disclosure_pack WHERE buyer_id = $1', [buyerId]);
}

/** The most lines that a spreadsheet lists; the list itself, by page or as CSV, has them all. */
export const fileLinesMax = 50_000;

/** How many lines of a pack a file leaves out that has so many at most. */
export function linesLeftOut({ tallies }: PackContent, most = fileLinesMax): number {
  const count = tallies.reduce((sum, { invoiceCount }) => sum + invoiceCount, 0);
  return count > most ? count - most : 0;
}

/** The lines of a pack that the viewer sees, by figure, programme and number; at most so many. */
export async function linesForFile(db: Db, pack: DisclosurePackView, most: number): Promise<DisclosureLineRow[]> {
  await allowLongStatements(db);
  const { sql, parameters } = linesOf(pack);
  return db.query(
    `SELECT ${lineColumns} FROM ${sql} l JOIN invoice i ON i.id = l.invoice_id
      ORDER BY array_position($${parameters.length + 1}::text[], l.figure), l.programme_id, i.number, i.id
      LIMIT $${parameters.length + 2}`,
    [...parameters, disclosureFigures, most],
  );
}
