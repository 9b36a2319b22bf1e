import { type OrganizationView, organizationVisible } from '../organizations/index.js';
import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import type { MandateRow } from './mandate.entity.js';
import { mandateVisible } from './mandate.policy.js';
import type { MandateState } from './mandate.states.js';

/** A mandate with the account that it names, which its creditor sees by the mandate alone. */
export type ShownMandate = MandateRow & { readonly iban: string; readonly holderName: string };

const shownMandate = `SELECT t.*, a.iban, a.holder_name`;
const fromMandates = 'FROM mandate t JOIN bank_account a ON a.id = t.debtor_account_id';

export interface MandateFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly MandateState[] | null;
}

/** The mandates that the viewer sees, the latest proposed first. */
export async function mandatePage(db: Db, filter: MandateFilter): Promise<Page<Listed<ShownMandate>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<ShownMandate>>(
    `${shownMandate}, ${sortKey('t.proposed_at')} AS sort_key ${fromMandates}
      WHERE ${mandateVisible} AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND (t.proposed_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.proposed_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const mandateById: BatchRead<string, ShownMandate | null> = async (db, _viewer, ids) => {
  const rows = await db.query<ShownMandate>(
    `${shownMandate} ${fromMandates} WHERE t.id = ANY($1::uuid[]) AND ${mandateVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** Those whom the viewer may grant a mandate, by name: the funders that it knows. */
export function creditorsToChoose(db: Db): Promise<Pick<OrganizationView, 'id'>[]> {
  return db.query(
    `SELECT t.id FROM organization t
      WHERE 'FUNDER' = ANY(t.roles) AND t.id <> viewer_organization() AND ${organizationVisible} ORDER BY t.name, t.id`,
  );
}

/** Whether the viewer knows this organization as a funder. */
export async function isCreditor(db: Db, id: string): Promise<boolean> {
  return (await creditorsToChoose(db)).some(creditor => creditor.id === id);
}

/** The mandate, locked, and read again after the lock, if the viewer sees it. */
export async function lockMandate(tx: Tx, id: string): Promise<MandateRow | undefined> {
  await tx.query(`SELECT FROM mandate t WHERE t.id = $1 AND ${mandateVisible} FOR UPDATE`, [id]);
  return tx.maybe(`SELECT t.* FROM mandate t WHERE t.id = $1 AND ${mandateVisible}`, [id]);
}

/** Locks mandates, the lowest id first: those by which the creditor may collect from these debtors now. */
export function lockMandatesInForce(tx: Tx, creditorId: string, debtorIds: readonly string[]): Promise<MandateRow[]> {
  return tx.query(
    `SELECT t.* FROM mandate t
      WHERE t.creditor_id = $1 AND t.debtor_id = ANY ($2::uuid[]) AND t.state = 'ACTIVE' ORDER BY t.id FOR NO KEY UPDATE`,
    [creditorId, debtorIds],
  );
}

/** Locks mandates, the lowest id first, in whatever state they are. */
export function lockMandates(tx: Tx, ids: readonly string[]): Promise<MandateRow[]> {
  return tx.query('SELECT t.* FROM mandate t WHERE t.id = ANY ($1::uuid[]) ORDER BY t.id FOR NO KEY UPDATE', [ids]);
}

/** A file is released that collects under mandates, locked, each on its latest day: they do not expire unused. */
export async function markCollected(
  tx: Tx,
  collected: readonly { readonly mandateId: string; readonly day: LocalDate }[],
): Promise<void> {
  await tx.execute(
    `UPDATE mandate t SET last_collected_on = greatest(t.last_collected_on, c.day)
       FROM (SELECT g.id, max(g.day) AS day FROM unnest($1::uuid[], $2::date[]) AS g(id, day) GROUP BY g.id) c
      WHERE t.id = c.id`,
    [collected.map(({ mandateId }) => mandateId), collected.map(({ day }) => day)],
  );
}

/** The first day on which one expires; null where none will. */
export async function mandatesExpireFrom(db: Db): Promise<LocalDate | null> {
  const { day } = await db.one<{ day: LocalDate | null }>(
    `SELECT min(lapses_on) AS day FROM mandate WHERE state IN ('PROPOSED', 'ACTIVE')`,
  );
  return day && addDays(day, 1);
}
