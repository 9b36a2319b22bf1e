import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { Viewer } from '../platform/viewer.js';
import type { AccountKind } from './movement.js';
import type { LedgerAccountRow, MovementRow } from './ledger.entity.js';
import { accountVisible, invoiceNamed, transferVisible } from './ledger.policy.js';

/** The viewer's accounts, all of them for the operator: by organization, kind and currency. */
export function ledgerAccounts(db: Db): Promise<LedgerAccountRow[]> {
  return db.query(
    `SELECT a.* FROM ledger_account a JOIN organization o ON o.id = a.organization_id
      WHERE ${accountVisible} ORDER BY o.name, o.id, a.kind, a.currency`,
  );
}

export async function ledgerAccountById(
  db: Db,
  _viewer: Viewer,
  ids: readonly string[],
): Promise<(LedgerAccountRow | null)[]> {
  const rows = await db.query<LedgerAccountRow>(
    `SELECT a.* FROM ledger_account a WHERE a.id = ANY ($1::uuid[]) AND ${accountVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
}

export interface MovementFilter {
  readonly accountId?: string;
  readonly invoiceId?: string;
  readonly financingId?: string;
  /** Business days, both included. */
  readonly from?: string | null;
  readonly until?: string | null;
}

/** The movements that touch the viewer's accounts, newest first. */
export async function movements(
  db: Db,
  filter: MovementFilter,
  first: number,
  after: string | null | undefined,
): Promise<Page<Listed<MovementRow>>> {
  const place = placeOf(after);
  const rows = await db.query<Listed<MovementRow>>(
    `SELECT m.*, ${sortKey('m.posted_at')} AS sort_key
       FROM movement m
      WHERE EXISTS (SELECT FROM transfer t
                      JOIN ledger_account d ON d.id = t.debit_account_id
                      JOIN ledger_account c ON c.id = t.credit_account_id
                     WHERE t.movement_id = m.id AND ${transferVisible}
                       AND ($1::uuid IS NULL OR $1 IN (t.debit_account_id, t.credit_account_id))
                       AND ($2::uuid IS NULL OR (t.invoice_id = $2 AND ${invoiceNamed}))
                       AND ($3::uuid IS NULL OR t.financing_id = $3))
        AND ($4::date IS NULL OR m.business_day >= $4) AND ($5::date IS NULL OR m.business_day <= $5)
        AND (m.posted_at, m.id) < ($6::timestamptz, $7::uuid)
      ORDER BY m.posted_at DESC, m.id DESC
      LIMIT $8`,
    [
      filter.accountId ?? null,
      filter.invoiceId ?? null,
      filter.financingId ?? null,
      filter.from ?? null,
      filter.until ?? null,
      place.at,
      place.id,
      fetchSize(first),
    ],
  );
  return pageOf(rows, first);
}

export async function movementById(db: Db, _viewer: Viewer, ids: readonly string[]): Promise<(MovementRow | null)[]> {
  const rows = await db.query<MovementRow>(
    `SELECT m.* FROM movement m
      WHERE m.id = ANY ($1::uuid[])
        AND EXISTS (SELECT FROM transfer t
                      JOIN ledger_account d ON d.id = t.debit_account_id
                      JOIN ledger_account c ON c.id = t.credit_account_id
                     WHERE t.movement_id = m.id AND ${transferVisible})`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
}

/** A transfer as one of its two parties sees it. */
export interface ShownTransfer {
  readonly movementId: string;
  readonly debitOrganizationName: string;
  readonly debitKind: AccountKind;
  readonly debitOwn: boolean;
  readonly creditOrganizationName: string;
  readonly creditKind: AccountKind;
  readonly creditOwn: boolean;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Null for a party that must not know the invoice. */
  readonly invoiceId: string | null;
  readonly financingId: string | null;
}

/** The transfers of each movement that touch the viewer's accounts, in their order. */
export async function transfersOfMovement(
  db: Db,
  _viewer: Viewer,
  movementIds: readonly string[],
): Promise<ShownTransfer[][]> {
  const rows = await db.query<ShownTransfer>(
    `SELECT t.movement_id,
            debtor.name AS debit_organization_name, d.kind AS debit_kind,
            d.organization_id IS NOT DISTINCT FROM viewer_organization() AS debit_own,
            creditor.name AS credit_organization_name, c.kind AS credit_kind,
            c.organization_id IS NOT DISTINCT FROM viewer_organization() AS credit_own,
            t.amount_minor, t.currency, t.financing_id,
            CASE WHEN ${invoiceNamed} THEN t.invoice_id END AS invoice_id
       FROM transfer t
       JOIN ledger_account d ON d.id = t.debit_account_id
       JOIN ledger_account c ON c.id = t.credit_account_id
       JOIN organization debtor ON debtor.id = d.organization_id
       JOIN organization creditor ON creditor.id = c.organization_id
      WHERE t.movement_id = ANY ($1::uuid[]) AND ${transferVisible}
      ORDER BY t.movement_id, t.ordinal`,
    [movementIds],
  );
  return movementIds.map(id => rows.filter(row => row.movementId === id));
}

/** What a financing has open on one kind of account: debits less credits, in minor units. */
export async function openOfFinancing(db: Db, financingId: string, kind: AccountKind): Promise<bigint> {
  const { openMinor } = await db.one<{ openMinor: bigint }>(
    `SELECT coalesce(sum(CASE WHEN d.kind = $2 THEN t.amount_minor ELSE 0 END)
                   - sum(CASE WHEN c.kind = $2 THEN t.amount_minor ELSE 0 END), 0)::bigint AS open_minor
       FROM transfer t
       JOIN ledger_account d ON d.id = t.debit_account_id
       JOIN ledger_account c ON c.id = t.credit_account_id
      WHERE t.financing_id = $1 AND $2 IN (d.kind, c.kind)`,
    [financingId, kind],
  );
  return openMinor;
}
