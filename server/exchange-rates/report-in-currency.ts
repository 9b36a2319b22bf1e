import { Decimal } from 'decimal.js';
import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import { minorUnitsOf } from '../platform/currencies.js';
import type { Money } from '../platform/money.js';

/** An amount as a report shows it beside others; never one that is owed, posted or paid. */
export interface ReportedAmount {
  readonly amount: Money;
  /** In the reporting currency, rounded half up; null where no rate was ever published. */
  readonly reported: Money | null;
  /** Units of the reporting currency for one of the amount's, ten digits. */
  readonly rate: string | null;
  /** The day of the rate: the one asked for, or the last before it on which there was one. */
  readonly rateDay: LocalDate | null;
  readonly source: 'ECB' | null;
}

const Precise = Decimal.clone({ precision: 44, rounding: Decimal.ROUND_HALF_UP });

/**
 * Amounts of several currencies in one, at the ECB's reference rates of a day. On a day without rates the last published
 * before it count. Both currencies of a rate are of one day. An amount that is in the reporting currency needs none.
 */
export async function reportInCurrency(
  db: Db,
  amounts: readonly Money[],
  currency: string,
  day: LocalDate,
): Promise<ReportedAmount[]> {
  const rows = await db.query<{ currency: string; day: LocalDate; perEuro: string; reportingPerEuro: string }>(
    `SELECT c.currency, r.day, r.per_euro, r.reporting_per_euro
       FROM unnest($1::text[]) AS c(currency)
      CROSS JOIN LATERAL (
        SELECT f.day, f.rate::text AS per_euro, t.rate::text AS reporting_per_euro
          FROM (SELECT day, rate FROM exchange_rate WHERE currency = c.currency
                UNION ALL SELECT DISTINCT day, 1 FROM exchange_rate WHERE c.currency = 'EUR' AND currency = $2) f
          JOIN (SELECT day, rate FROM exchange_rate WHERE currency = $2
                UNION ALL SELECT DISTINCT day, 1 FROM exchange_rate WHERE $2 = 'EUR' AND currency = c.currency) t USING (day)
         WHERE day <= $3::date ORDER BY day DESC LIMIT 1) r`,
    [[...new Set(amounts.map(amount => amount.currency))], currency, day],
  );
  const rateOf = new Map(rows.map(row => [row.currency, row]));
  return amounts.map(amount => {
    if (amount.currency === currency) return { amount, reported: amount, rate: null, rateDay: null, source: null };
    const row = rateOf.get(amount.currency);
    if (!row) return { amount, reported: null, rate: null, rateDay: null, source: null };
    const rate = new Precise(row.reportingPerEuro).div(row.perEuro);
    const reported = { amountMinor: converted(amount, rate, currency), currency };
    return { amount, reported, rate: rate.toDecimalPlaces(10).toFixed(), rateDay: row.day, source: 'ECB' };
  });
}

function converted({ amountMinor, currency }: Money, rate: Decimal, into: string): bigint {
  const digits = digitsOf(into) - digitsOf(currency);
  const exact = new Precise(amountMinor.toString()).times(rate).times(new Precise(10).pow(digits));
  return BigInt(exact.toDecimalPlaces(0).toFixed());
}

function digitsOf(currency: string): number {
  const digits = minorUnitsOf(currency);
  if (digits === undefined) throw new RangeError(`${currency} is no currency.`);
  return digits;
}
