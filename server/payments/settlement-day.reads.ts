import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { PaymentState } from './payment.states.js';

/** What is paid on a day, of one direction, state and currency. */
export interface SettlementDayTotal {
  readonly direction: 'OUT' | 'IN';
  readonly state: PaymentState;
  readonly currency: string;
  readonly count: number;
  /** Minor units of `currency`. */
  readonly totalMinor: bigint;
}

/** The payments of the viewer's organization that are due on a day, but for those that are owed no more. */
export function settlementDayTotals(db: Db, day: LocalDate): Promise<SettlementDayTotal[]> {
  return db.query<SettlementDayTotal>(
    `SELECT g.direction, g.state, g.currency, count(*)::integer AS count, sum(g.amount_minor)::bigint AS total_minor
       FROM (SELECT 'OUT' AS direction, state, currency, amount_minor FROM payment
              WHERE payer_id = viewer_organization() AND due_on = $1 AND state <> 'CANCELLED'
             UNION ALL
             SELECT 'IN', state, currency, amount_minor FROM payment
              WHERE payee_id = viewer_organization() AND due_on = $1 AND state <> 'CANCELLED') g
      GROUP BY g.direction, g.state, g.currency
      ORDER BY g.direction DESC, g.currency, array_position(ARRAY['DUE', 'INSTRUCTED', 'SETTLED', 'REJECTED', 'RETURNED'], g.state)`,
    [day],
  );
}
