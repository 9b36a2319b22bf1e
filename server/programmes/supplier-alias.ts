import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 'S-' and six random characters: two labels in a thousand million meet, and then the second is drawn again. */
function newLabel(): string {
  return `S-${Array.from(randomBytes(6), byte => base32[byte % 32]).join('')}`;
}

interface Pair {
  readonly funderId: string;
  readonly supplierId: string;
}

/** Gives every funder of a programme a label for every supplier of it that has none yet; they are kept for good. */
export async function createAliases(tx: Tx, programmeId: string): Promise<void> {
  await nameAll(tx, () =>
    tx.query<Pair>(
      `SELECT f.funder_id, s.supplier_id FROM programme_funder f JOIN programme_supplier s USING (programme_id)
        WHERE f.programme_id = $1 AND NOT EXISTS (SELECT FROM supplier_alias a WHERE a.funder_id = f.funder_id
                                                    AND a.supplier_id = s.supplier_id)
        ORDER BY 1, 2`,
      [programmeId],
    ),
  );
}

/** The labels by which a funder knows suppliers, by the supplier's id; those it has none for are given one. */
export async function aliasOf(tx: Tx, funderId: string, supplierIds: readonly string[]): Promise<Map<string, string>> {
  await nameAll(tx, () =>
    tx.query<Pair>(
      `SELECT $1::uuid AS funder_id, g.id AS supplier_id FROM unnest($2::uuid[]) AS g(id)
        WHERE NOT EXISTS (SELECT FROM supplier_alias a WHERE a.funder_id = $1 AND a.supplier_id = g.id) ORDER BY 2`,
      [funderId, supplierIds],
    ),
  );
  return aliasesOf(tx, funderId, supplierIds);
}

/** The labels that a funder has for suppliers, by the supplier's id. */
export async function aliasesOf(
  db: Db,
  funderId: string,
  supplierIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ supplierId: string; label: string }>(
    'SELECT supplier_id, label FROM supplier_alias WHERE funder_id = $1 AND supplier_id = ANY($2)',
    [funderId, supplierIds],
  );
  return new Map(rows.map(row => [row.supplierId, row.label]));
}

/** The supplier that a funder calls so. */
export async function supplierOfAlias(db: Db, funderId: string, label: string): Promise<string | undefined> {
  const row = await db.maybe<{ supplierId: string }>(
    'SELECT supplier_id FROM supplier_alias WHERE funder_id = $1 AND label = $2',
    [funderId, label],
  );
  return row?.supplierId;
}

/** What a funder knows of a supplier before its name. */
export interface SupplierAliasView {
  readonly label: string;
  readonly country: string;
  readonly sizeBand: string | null;
  readonly sector: string | null;
}

/** The suppliers as the viewing funder knows them, by the supplier's id; null for a stranger. */
export const supplierAliasById: BatchRead<string, SupplierAliasView | null> = async (db, _viewer, supplierIds) => {
  const rows = await db.query<SupplierAliasView & { supplierId: string }>(
    `SELECT a.supplier_id, a.label, o.country, o.size_band, o.sector
       FROM supplier_alias a JOIN organization o ON o.id = a.supplier_id
      WHERE a.funder_id = viewer_organization() AND a.supplier_id = ANY($1)`,
    [supplierIds],
  );
  const bySupplier = new Map(rows.map(row => [row.supplierId, row]));
  return supplierIds.map(id => bySupplier.get(id) ?? null);
};

/** Draws labels until every pair has one: where a label is taken, its pair is found missing once more. */
async function nameAll(tx: Tx, missing: () => Promise<Pair[]>): Promise<void> {
  for (let pairs = await missing(); pairs.length > 0; pairs = await missing()) {
    await tx.execute(
      `INSERT INTO supplier_alias (funder_id, supplier_id, label)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) ON CONFLICT DO NOTHING`,
      [pairs.map(pair => pair.funderId), pairs.map(pair => pair.supplierId), pairs.map(newLabel)],
    );
  }
}
