import { type ReportedAmount, reportInCurrency } from '../exchange-rates/index.js';
import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import { type Money, sumMoney } from '../platform/money.js';

/** What a buyer has to pay, and what comes back to a funder, over all days. */
export type ReportedFigureKind = 'DUE' | 'MATURING';

export interface ReportedFigure {
  readonly kind: ReportedFigureKind;
  /** The market's day at which rates were looked for. */
  readonly asOf: LocalDate;
  /** In the reporting currency, the sum of its parts; null where one of them has no rate. */
  readonly total: Money | null;
  /** By currency. */
  readonly parts: readonly ReportedAmount[];
}

/** The same rows as the due calendar and the maturity ladder have. */
const sums = `
  SELECT 'DUE' AS kind, currency, sum(amount_minor)::bigint AS amount_minor FROM payment
   WHERE payer_id = viewer_organization() AND state = 'DUE' AND kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') GROUP BY currency
  UNION ALL
  SELECT 'MATURING', currency, sum(repayment_minor)::bigint FROM financing
   WHERE funder_id = viewer_organization() AND state IN ('AGREED', 'DISBURSING', 'DISBURSED', 'OVERDUE', 'CLAIMED')
   GROUP BY currency
   ORDER BY kind, currency`;

/** The viewer's figures in one currency, for reporting; those that come to nothing are left out. */
export async function reportedFigures(db: Db, currency: string): Promise<ReportedFigure[]> {
  const { asOf } = await db.one<{ asOf: LocalDate }>('SELECT business_today() AS as_of');
  const rows = await db.query<Money & { kind: ReportedFigureKind }>(sums);
  const parts = await reportInCurrency(db, rows, currency, asOf);
  return (['DUE', 'MATURING'] as const).flatMap(kind => {
    const own = parts.filter((_, index) => rows[index]!.kind === kind);
    return own.length === 0 ? [] : [{ kind, asOf, total: totalOf(own, currency), parts: own }];
  });
}

function totalOf(parts: readonly ReportedAmount[], currency: string): Money | null {
  const reported = parts.flatMap(part => part.reported ?? []);
  return reported.length < parts.length ? null : sumMoney(currency, reported);
}
