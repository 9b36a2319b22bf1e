import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type LocalDate, parseLocalDate } from '../platform/local-date.js';
import { addBusinessDays, calendarOfCurrency } from '../pricing/index.js';
import { paymentVisible } from './payment.policy.js';

/** A bank books within two business days of the currency after the execution date; what takes longer is a person's to ask about. */
export const bookedWithinDays = 2;

/**
 * Why a payment does not go on by itself. FILE_NOT_SENT: released on an earlier day, and no bank has its file. NOT_BOOKED:
 * its execution date lies more than two business days back, and no bank said what became of it. NOT_RELEASED: its day has
 * passed, and its payer has not let it go though nothing holds it.
 */
export type StuckReason = 'FILE_NOT_SENT' | 'NOT_BOOKED' | 'NOT_RELEASED';

export interface StuckPaymentRow {
  readonly id: string;
  readonly reason: StuckReason;
  /** The day from which it should have gone on. */
  readonly since: LocalDate;
}

const stuck = `
  SELECT t.id, 'NOT_RELEASED' AS reason, t.due_on AS since
    FROM payment t
   WHERE t.state = 'DUE' AND t.due_on < $1::date AND ${paymentVisible}
     AND NOT (t.kind = 'SUPPLIER_PAYMENT' AND EXISTS (
           SELECT FROM financing f WHERE f.invoice_id = t.invoice_id AND f.state IN ('AGREED', 'DISBURSING')))
  UNION ALL
  SELECT t.id, CASE WHEN p.sent_at IS NULL THEN 'FILE_NOT_SENT' ELSE 'NOT_BOOKED' END,
         CASE WHEN p.sent_at IS NULL THEN business_day_of(p.released_at) ELSE p.execution_date END
    FROM payment t JOIN payment_file p ON p.id = t.file_id
    JOIN unnest($2::text[], $6::date[]) AS b(currency, day) ON b.currency = t.currency
   WHERE t.state = 'INSTRUCTED' AND ${paymentVisible}
     AND CASE WHEN p.sent_at IS NULL THEN business_day_of(p.released_at) < $1::date ELSE p.execution_date < b.day END`;

/** The payments among those that the viewer sees that need a person, the longest waiting first. */
export async function stuckPayments(
  db: Db,
  first: number,
  after: string | null | undefined,
): Promise<Page<StuckPaymentRow>> {
  const place = decodeCursor(after, 2);
  if (after && !isPlace(place)) return { rows: [], hasNextPage: false };
  const { today, currencies } = await db.one<{ today: LocalDate; currencies: string[] }>(
    'SELECT business_today() AS today, ARRAY(SELECT DISTINCT currency FROM payment_file) AS currencies',
  );
  const bookedBy = currencies.map(currency => addBusinessDays(today, -bookedWithinDays, calendarOfCurrency(currency)));
  const rows = await db.query<StuckPaymentRow>(
    `SELECT s.id, s.reason, s.since FROM (${stuck}) s
      WHERE $3::date IS NULL OR (s.since, s.id) > ($3::date, $4::uuid)
      ORDER BY s.since, s.id LIMIT $5`,
    [today, currencies, place?.[0] ?? null, place?.[1] ?? null, fetchSize(first), bookedBy],
  );
  return pageOf(rows, first);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isPlace(keys: readonly string[] | null): boolean {
  const [day = '', id = ''] = keys ?? [];
  return parseLocalDate(day) !== undefined && uuid.test(id);
}
