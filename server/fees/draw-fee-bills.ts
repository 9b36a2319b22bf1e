import { created } from '../events/index.js';
import { createBillPayments } from '../payments/index.js';
import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { adjust, targetCalendar } from '../pricing/index.js';
import { feeBillChannels } from './fee-bill.channels.js';
import type { FeeBillRow } from './fee-bill.entity.js';
import { feeBillMachine } from './fee-bill.states.js';
import { unbilledCharges } from './fee-charges.js';

const slice = 500;

/** From the first fee on, an operator's months are billed: the one that runs now is the first. */
export async function openBilling(tx: Tx, operatorId: string): Promise<void> {
  await tx.execute(
    `INSERT INTO fee_billing (operator_id, billed_through)
     VALUES ($1, (date_trunc('month', business_today()) - interval '1 month')::date)
     ON CONFLICT (operator_id) DO NOTHING`,
    [operatorId],
  );
}

/**
 * Draws the bills of each month that is over, the earliest first: for each payer and currency what was posted until its end
 * and no bill holds yet. What comes to nothing, or below, waits for the bill in which it is made up for. Whoever holds the
 * operator's row draws; another server finds the month done. Resolves to how many bills were drawn.
 */
export async function drawFeeBills(work: UnitOfWork): Promise<number> {
  let drawn = 0;
  for (;;) {
    const count = await work.perform(systemViewer, drawSlice);
    if (count === null) return drawn;
    drawn += count;
  }
}

/** The day from whose beginning the next month is billed; null where no fee was ever earned. */
export async function feeBillsFrom(db: Db): Promise<LocalDate | null> {
  const { day } = await db.one<{ day: LocalDate | null }>(
    `SELECT (min(billed_through) + interval '2 months')::date AS day FROM fee_billing`,
  );
  return day;
}

interface Billing {
  readonly operatorId: string;
  readonly dueDays: number;
  /** The month that is billed, and the first day after it. */
  readonly month: LocalDate;
  readonly end: LocalDate;
  readonly today: LocalDate;
}

/** Up to 500 bills of one month; null where every month that is over is done with. */
async function drawSlice(tx: Tx): Promise<number | null> {
  const billing = await tx.maybe<Billing>(
    `SELECT operator_id, due_days, (billed_through + interval '1 month')::date AS month,
            (billed_through + interval '2 months')::date AS "end", business_today() AS today
       FROM fee_billing WHERE billed_through + interval '2 months' <= business_today()
      ORDER BY operator_id LIMIT 1 FOR UPDATE`,
  );
  if (!billing) return null;
  const bills = await insertBills(tx, billing);
  await tx.execute(
    `UPDATE fee_billing SET last_no = last_no + $2, billed_through = coalesce($3, billed_through) WHERE operator_id = $1`,
    [billing.operatorId, bills.length, bills.length < slice ? billing.month : null],
  );
  await created(
    tx,
    systemViewer,
    feeBillMachine,
    'drawFeeBills',
    bills.map(bill => ({ id: bill.id, state: 'DRAWN', event: 'feeBill.drawn', channels: feeBillChannels(bill) })),
  );
  await createBillPayments(tx, systemViewer, 'drawFeeBills', bills);
  return bills.length;
}

/** Numbers go on from the operator's last; lines stand in the order in which they were posted. */
function insertBills(tx: Tx, { operatorId, month, end, today, dueDays }: Billing): Promise<FeeBillRow[]> {
  const dueOn = adjust(addDays(today, dueDays), 'FOLLOWING', targetCalendar).date;
  return tx.query(
    `WITH charge AS MATERIALIZED (
       SELECT * FROM ${unbilledCharges} u WHERE u.operator_id = $1 AND u.business_day < $3
     ), owed AS (
       SELECT payer_id, currency, sum(amount_minor)::bigint AS total_minor FROM charge c
        WHERE NOT EXISTS (SELECT FROM fee_bill b WHERE b.operator_id = $1 AND b.month = $2
                                                   AND b.payer_id = c.payer_id AND b.currency = c.currency)
        GROUP BY payer_id, currency HAVING sum(amount_minor) > 0
        ORDER BY payer_id, currency LIMIT $5
     ), bill AS (
       INSERT INTO fee_bill (id, operator_id, payer_id, month, currency, no, total_minor, due_on, state, event_no)
       SELECT gen_random_uuid(), $1, payer_id, $2, currency, last_no + row_number() OVER (ORDER BY payer_id, currency),
              total_minor, $4, 'DRAWN', 1
         FROM owed CROSS JOIN (SELECT last_no FROM fee_billing WHERE operator_id = $1) n
       RETURNING *
     ), line AS (
       INSERT INTO fee_bill_line (bill_id, ordinal, movement_id, financing_id, amount_minor)
       SELECT b.id, row_number() OVER (PARTITION BY b.id ORDER BY c.posted_at, c.movement_id), c.movement_id,
              c.financing_id, c.amount_minor
         FROM bill b JOIN charge c ON c.payer_id = b.payer_id AND c.currency = b.currency
     )
     SELECT * FROM bill ORDER BY no`,
    [operatorId, month, end, dueOn, slice],
  );
}
