import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { AccountKind } from './movement.js';

/** What identifies an account. */
export interface AccountKey {
  readonly organizationId: string;
  readonly kind: AccountKind;
  readonly currency: string;
}

/**
 * Makes the accounts that are not there yet, locks all in the order of their ids, and resolves to the id of each. Nothing is
 * locked while an account is made, so that two transactions that make the same ones wait for each other, not in a circle.
 */
export async function lockAccounts(tx: Tx, keys: readonly AccountKey[]): Promise<(key: AccountKey) => string> {
  const byName = new Map(keys.map(key => [nameOf(key), key]));
  const wanted = [...byName.keys()].sort().map(name => byName.get(name)!);
  await makeMissing(tx, wanted);
  const idByName = await lock(tx, wanted);
  return key => {
    const id = idByName.get(nameOf(key));
    if (id === undefined) throw new Error(`The account ${nameOf(key)} was not locked.`);
    return id;
  };
}

async function makeMissing(tx: Tx, keys: readonly AccountKey[]): Promise<void> {
  await tx.execute(
    `INSERT INTO ledger_account (id, organization_id, kind, currency)
     SELECT k.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS k(id, organization_id, kind, currency)
      WHERE NOT EXISTS (SELECT FROM ledger_account a
                         WHERE (a.organization_id, a.kind, a.currency) = (k.organization_id, k.kind, k.currency))
     ON CONFLICT (organization_id, kind, currency) DO NOTHING`,
    [keys.map(() => newId()), ...columnsOf(keys)],
  );
}

async function lock(tx: Tx, keys: readonly AccountKey[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<AccountKey & { id: string }>(
    `SELECT a.id, a.organization_id, a.kind, a.currency
       FROM ledger_account a
       JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS k(organization_id, kind, currency)
         ON (a.organization_id, a.kind, a.currency) = (k.organization_id, k.kind, k.currency)
      ORDER BY a.id
        FOR NO KEY UPDATE OF a`,
    columnsOf(keys),
  );
  return new Map(rows.map(row => [nameOf(row), row.id]));
}

function columnsOf(keys: readonly AccountKey[]): [string[], string[], string[]] {
  return [keys.map(key => key.organizationId), keys.map(key => key.kind), keys.map(key => key.currency)];
}

function nameOf({ organizationId, kind, currency }: AccountKey): string {
  return `${organizationId} ${kind} ${currency}`;
}
