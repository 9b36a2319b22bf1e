import { createHash } from 'node:crypto';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import { type PublishedRate, type RateFault, readRateFile } from './read-rate-file.js';

/** A file as it was handed in. */
export interface RateFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Who handed it in; null at the terminal of the server. */
  readonly personId: string | null;
}

export interface KeptRates {
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
  /** Rates that were not there yet, or that the ECB has corrected since. */
  readonly changed: number;
  readonly total: number;
}

/** Rows of one statement. */
const slice = 20_000;

/**
 * Keeps what a file of the ECB says, in the transaction of the caller: a rate that is there already stays, one that differs
 * is the ECB's correction. A file with a fault changes nothing.
 */
export async function keepRates(tx: Tx, file: RateFile): Promise<KeptRates | { readonly faults: RateFault[] }> {
  const { today } = await tx.one<{ today: LocalDate }>('SELECT business_today() AS today');
  const rates = readRateFile(file.bytes, today);
  if ('faults' in rates) return rates;
  const days = rates.map(({ day }) => day).sort();
  const [firstDay, lastDay] = [days[0]!, days.at(-1)!];
  const importId = newId();
  await tx.execute(
    `INSERT INTO exchange_rate_import (id, source, file_name, sha256, first_day, last_day, rate_count, imported_by)
     VALUES ($1, 'ECB', $2, $3, $4, $5, $6, $7)`,
    [
      importId,
      file.name,
      createHash('sha256').update(file.bytes).digest(),
      firstDay,
      lastDay,
      rates.length,
      file.personId,
    ],
  );
  let changed = 0;
  for (let start = 0; start < rates.length; start += slice) {
    changed += await insert(tx, importId, rates.slice(start, start + slice));
  }
  return { firstDay, lastDay, changed, total: rates.length };
}

function insert(tx: Tx, importId: string, rates: readonly PublishedRate[]): Promise<number> {
  return tx.execute(
    `INSERT INTO exchange_rate (day, currency, rate, import_id)
     SELECT g.day, g.currency, g.rate, $4
       FROM unnest($1::date[], $2::text[], $3::numeric[]) AS g(day, currency, rate)
      ORDER BY g.day, g.currency
     ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate, import_id = excluded.import_id
       WHERE exchange_rate.rate <> excluded.rate`,
    [rates.map(({ day }) => day), rates.map(({ currency }) => currency), rates.map(({ rate }) => rate), importId],
  );
}
