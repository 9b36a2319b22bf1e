import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';
import type { OrganizationRole } from '../platform/viewer.js';
import type { BankAccountRow, OrganizationRow } from './organization.entity.js';
import {
  addressVisible,
  type BankAccountView,
  bankAccountVisible,
  identifiersVisible,
  isOwnOrOperator,
  organizationVisible,
  stateVisible,
} from './organization.policy.js';
import type { OrganizationState } from './organization.states.js';

/** An organization as far as the viewer may know it: what it may not know is null. */
export type OrganizationView = Omit<OrganizationRow, 'state'> & { readonly state: OrganizationState | null };

const asViewed = `t.id, t.name, t.country, t.roles, t.size_band, t.sector, t.event_no, t.created_at,
  CASE WHEN ${stateVisible} THEN t.state END AS state,
  CASE WHEN n.known THEN t.registration_number END AS registration_number,
  CASE WHEN n.known THEN t.tax_id END AS tax_id, CASE WHEN n.known THEN t.lei END AS lei,
  CASE WHEN viewer_sees_all() OR t.id = viewer_organization() THEN t.suspended_at END AS suspended_at,
  CASE WHEN t.id = viewer_organization() THEN t.own_rate_bps END AS own_rate_bps,
  CASE WHEN ${addressVisible} THEN t.address_street END AS address_street,
  CASE WHEN ${addressVisible} THEN t.address_building_number END AS address_building_number,
  CASE WHEN ${addressVisible} THEN t.address_post_code END AS address_post_code,
  CASE WHEN ${addressVisible} THEN t.address_town END AS address_town,
  CASE WHEN ${addressVisible} THEN t.address_country END AS address_country,
  CASE WHEN ${addressVisible} THEN t.address_lines ELSE '{}' END AS address_lines`;

const fromOrganizations = `organization t CROSS JOIN LATERAL (SELECT ${identifiersVisible} AS known) n`;

const accountView = `t.*, (SELECT count(*) FROM member m WHERE m.organization_id = t.organization_id AND m.active)::integer
  AS active_members`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const organizationById: BatchRead<string, OrganizationView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<OrganizationView>(
    `SELECT ${asViewed} FROM ${fromOrganizations} WHERE t.id = ANY($1) AND ${organizationVisible}`,
    [ids],
  );
  return inOrder(ids, rows);
};

export interface OrganizationFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly OrganizationState[] | null;
  readonly role?: OrganizationRole | null;
}

/** Those the viewer may know, by name. A state that is not shown matches no filter. */
export async function organizationPage(db: Db, filter: OrganizationFilter): Promise<Page<OrganizationView>> {
  const after = decodeCursor(filter.after, 2);
  if (filter.after && !uuid.test(after?.[1] ?? '')) return { rows: [], hasNextPage: false };
  const rows = await db.query<OrganizationView>(
    `SELECT ${asViewed} FROM ${fromOrganizations}
      WHERE ($1::text IS NULL OR (t.name, t.id) > ($1, $2::uuid))
        AND ($3::text[] IS NULL OR (t.state = ANY($3) AND ${stateVisible}))
        AND ($4::text IS NULL OR $4 = ANY(t.roles))
        AND ${organizationVisible}
      ORDER BY t.name, t.id LIMIT $5`,
    [after?.[0] ?? null, after?.[1] ?? null, filter.state ?? null, filter.role ?? null, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const bankAccountById: BatchRead<string, BankAccountView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<BankAccountView>(
    `SELECT ${accountView} FROM bank_account t WHERE t.id = ANY($1) AND ${bankAccountVisible}`,
    [ids],
  );
  return inOrder(ids, rows);
};

/** The accounts of organizations, newest first; null where they are not the viewer's business. */
export const bankAccountsOf: BatchRead<string, BankAccountView[] | null> = async (db, viewer, organizationIds) => {
  const rows = await db.query<BankAccountView>(
    `SELECT ${accountView} FROM bank_account t WHERE t.organization_id = ANY($1) AND ${bankAccountVisible}
      ORDER BY t.created_at DESC, t.id`,
    [organizationIds],
  );
  return organizationIds.map(id =>
    isOwnOrOperator(viewer, { organizationId: id }) ? rows.filter(row => row.organizationId === id) : null,
  );
};

/**
 * The names of organizations, whoever asks: for texts and counterparts of what the viewer was found to see already.
 * Absent ids are left out.
 */
export async function organizationNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ id: string; name: string }>('SELECT id, name FROM organization WHERE id = ANY($1)', [
    ids,
  ]);
  return new Map(rows.map(row => [row.id, row.name]));
}

/**
 * Takes organizations for a change. NO KEY UPDATE keeps off other changes and every FOR SHARE, but not the foreign keys of
 * rows that merely name the organization: those would deadlock with a change that goes on to an account.
 */
export function lockOrganizations(tx: Tx, ids: readonly string[]): Promise<OrganizationRow[]> {
  return tx.query('SELECT * FROM organization WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [ids]);
}

/** Two organizations are told apart by their numbers; SQL over `a` and `b`. */
const shareNumber = `(a.tax_id = b.tax_id OR a.lei = b.lei
  OR (a.country, a.registration_number) = (b.country, b.registration_number))`;

/**
 * The organizations besides this one that hold one of its numbers: those admitted, suspended ones among them. One such
 * question after the other in the whole market, so that of two that claim one number the second finds the first.
 */
export async function admittedWithNumbersOf(tx: Tx, { id }: OrganizationRow): Promise<{ id: string; name: string }[]> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('tenor.organization-numbers'))`);
  return tx.query(
    `SELECT a.id, a.name FROM organization a JOIN organization b ON b.id = $1 AND ${shareNumber}
      WHERE a.id <> b.id AND a.state IN ('ADMITTED', 'SUSPENDED') ORDER BY a.id`,
    [id],
  );
}

/** Takes the organization for a change, if the viewer may see it. */
export function lockVisibleOrganization(tx: Tx, id: string): Promise<OrganizationRow | undefined> {
  return tx.maybe(`SELECT t.* FROM organization t WHERE t.id = $1 AND ${organizationVisible} FOR NO KEY UPDATE OF t`, [
    id,
  ]);
}

/** Holds organizations as they are until the commit: whoever needs them admitted reads it here. In order of their ids. */
export function lockOrganizationsForShare(tx: Tx, ids: readonly string[]): Promise<OrganizationRow[]> {
  return tx.query('SELECT * FROM organization WHERE id = ANY($1) ORDER BY id FOR SHARE', [ids]);
}

/** The account that money of the organization in this currency goes to and comes from. */
export interface VerifiedAccount extends BankAccountRow {
  /** False during the cool-off of a replaced account. */
  readonly usable: boolean;
}

const verifiedAccounts = `SELECT t.*, t.usable_from <= business_now() AS usable FROM bank_account t
  WHERE t.organization_id = ANY($1) AND t.currency = ANY($2) AND t.state = 'VERIFIED'`;

export function verifiedAccount(
  db: Db,
  organizationId: string,
  currency: string,
): Promise<VerifiedAccount | undefined> {
  return db.maybe(verifiedAccounts, [[organizationId], [currency]]);
}

/** Holds the verified accounts of organizations in these currencies until the commit; where there is none, none is given. */
export function lockVerifiedAccountsForShare(
  tx: Tx,
  organizationIds: readonly string[],
  currencies: readonly string[],
): Promise<VerifiedAccount[]> {
  return tx.query(`${verifiedAccounts} ORDER BY t.id FOR SHARE`, [organizationIds, currencies]);
}

/** Takes the account for a change with the verified one it may replace, if the viewer may see it. By id. */
export async function lockAccountToChange(tx: Tx, id: string): Promise<BankAccountView[]> {
  return tx.query(
    `SELECT ${accountView} FROM bank_account t
      WHERE ${bankAccountVisible} AND (t.id = $1 OR (t.state = 'VERIFIED'
        AND (t.organization_id, t.currency) = (SELECT a.organization_id, a.currency FROM bank_account a WHERE a.id = $1)))
      ORDER BY t.id FOR UPDATE OF t`,
    [id],
  );
}

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
}
