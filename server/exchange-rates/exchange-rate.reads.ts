import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { ExchangeRateImportRow } from './exchange-rate.entity.js';

export interface RateOfDay {
  readonly day: LocalDate;
  readonly currency: string;
  /** Units for one euro, a decimal string. */
  readonly rate: string;
  readonly source: string;
}

/** What was published for a day, or for the last before it for which anything was; by currency. */
export function ratesOf(db: Db, day: LocalDate | null): Promise<RateOfDay[]> {
  return db.query(
    `SELECT r.day, r.currency, trim_scale(r.rate)::text AS rate, i.source
       FROM exchange_rate r JOIN exchange_rate_import i ON i.id = r.import_id
      WHERE r.day = (SELECT max(day) FROM exchange_rate WHERE day <= coalesce($1::date, business_today()))
      ORDER BY r.currency`,
    [day],
  );
}

/** The last files that were handed in, the latest first. */
export function rateImports(db: Db): Promise<ExchangeRateImportRow[]> {
  return db.query('SELECT * FROM exchange_rate_import ORDER BY imported_at DESC, id LIMIT 20');
}
