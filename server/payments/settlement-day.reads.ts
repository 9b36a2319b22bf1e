import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import { paymentAsks } from './payment.policy.js';
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

/**
 * The payments of the viewer's organization that are due on a day, each with what it asks for lateness, but for those that are
 * owed no more.
 */
export function settlementDayTotals(db: Db, day: LocalDate): Promise<SettlementDayTotal[]> {
  return db.query<SettlementDayTotal>(
    `SELECT g.direction, g.state, g.currency, count(*)::integer AS count, sum(g.amount_minor)::bigint AS total_minor
       FROM (SELECT 'OUT' AS direction, t.state, t.currency, ${paymentAsks} AS amount_minor FROM payment t
              WHERE t.payer_id = viewer_organization() AND t.due_on = $1 AND t.state <> 'CANCELLED'
             UNION ALL
             SELECT 'IN', t.state, t.currency, ${paymentAsks} FROM payment t
              WHERE t.payee_id = viewer_organization() AND t.due_on = $1 AND t.state <> 'CANCELLED') g
      GROUP BY g.direction, g.state, g.currency
      ORDER BY g.direction DESC, g.currency, array_position(ARRAY['DUE', 'INSTRUCTED', 'SETTLED', 'REJECTED', 'RETURNED'], g.state)`,
    [day],
  );
}
