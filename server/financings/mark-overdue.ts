import { transition } from '../events/index.js';
import {
  type Grace,
  type InvoiceRow,
  lastDayInTime,
  markInvoicesDefaulted,
  markInvoicesOverdue,
} from '../invoices/index.js';
import type { Db, Tx } from '../platform/database.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import { financingChannels } from './financing.channels.js';
import type { FinancingRow } from './financing.entity.js';
import { type FinancingState, financingMachine } from './financing.states.js';
import { writeOffClaims } from './write-off.js';

const slice = 500;

/**
 * Invoices with an amount open after the adjusted due date and the programme's grace, and the financings that hang on
 * them, are overdue; so is one whose leg 1 settled only after its invoice was. Resolves to how many invoices.
 */
export function markOverdue(work: UnitOfWork): Promise<number> {
  return inSlices(work, async tx => {
    const invoices = await pickLate(tx);
    const financings = await lockFinancingsOf(tx, invoices, ['DISBURSED']);
    const approved = invoices.filter(invoice => invoice.state === 'APPROVED');
    await markInvoicesOverdue(tx, systemViewer, 'markOverdue', approved);
    await move(tx, systemViewer, 'markOverdue', financings, 'OVERDUE', 'financing.overdue');
    return invoices.length;
  });
}

/** The day from whose beginning the earliest of them is overdue; null where none is open. */
export async function overdueFrom(db: Db): Promise<LocalDate | null> {
  const earliest = await db.query<Grace & { dueDate: LocalDate }>(
    `SELECT p.grace_business_days, p.calendars, min(i.adjusted_due_date) AS due_date
       FROM invoice i JOIN programme p ON p.id = i.programme_id
      WHERE i.state = 'APPROVED' GROUP BY p.grace_business_days, p.calendars`,
  );
  const days = earliest.map(({ dueDate, ...grace }) => addDays(lastDayInTime(dueDate, grace), 1));
  return days.sort()[0] ?? null;
}

/**
 * Invoices that have been overdue for as long as the programme waits, and the financings that hang on them, are in default.
 * Resolves to how many invoices.
 */
export function markDefaulted(work: UnitOfWork): Promise<number> {
  return inSlices(work, async tx => {
    const { today } = await tx.one<{ today: LocalDate }>('SELECT business_today() AS today');
    const invoices = await tx.query<InvoiceRow>(
      `SELECT i.* FROM invoice i JOIN programme p ON p.id = i.programme_id
        WHERE i.adjusted_due_date < $1
          AND ((i.state = 'OVERDUE' AND i.adjusted_due_date + p.default_days <= $1)
            OR (i.state = 'DEFAULTED' AND EXISTS (SELECT FROM financing f
                                                   WHERE f.invoice_id = i.id AND f.state IN ('OVERDUE', 'CLAIMED'))))
        ORDER BY i.id LIMIT $2 FOR UPDATE OF i SKIP LOCKED`,
      [today, slice],
    );
    await defaultInvoices(tx, systemViewer, 'markDefaulted', invoices);
    return invoices.length;
  });
}

/** Invoices that are locked, overdue or in default, with the financings that hang on them: all are in default. */
export async function defaultInvoices(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
): Promise<void> {
  const financings = await lockFinancingsOf(tx, invoices, ['OVERDUE', 'CLAIMED']);
  const overdue = invoices.filter(invoice => invoice.state === 'OVERDUE');
  await markInvoicesDefaulted(tx, viewer, cause, overdue);
  await move(tx, viewer, cause, financings, 'DEFAULTED', 'financing.defaulted');
  await writeOffClaims(tx, financings);
}

/** The day from whose beginning the earliest of them is in default; null where none is overdue. */
export async function defaultedFrom(db: Db): Promise<LocalDate | null> {
  const { day } = await db.one<{ day: LocalDate | null }>(
    `SELECT min(i.adjusted_due_date + p.default_days) AS day
       FROM invoice i JOIN programme p ON p.id = i.programme_id WHERE i.state = 'OVERDUE'`,
  );
  return day;
}

async function inSlices(work: UnitOfWork, markSlice: (tx: Tx) => Promise<number>): Promise<number> {
  let marked = 0;
  for (;;) {
    const count = await work.perform(systemViewer, markSlice);
    if (count === 0) return marked;
    marked += count;
  }
}

async function pickLate(tx: Tx): Promise<InvoiceRow[]> {
  const { today } = await tx.one<{ today: LocalDate }>('SELECT business_today() AS today');
  const graces = await tx.query<Grace>('SELECT DISTINCT grace_business_days, calendars FROM programme');
  return tx.query(
    `SELECT i.* FROM invoice i
       JOIN programme p ON p.id = i.programme_id
       JOIN unnest($1::integer[], $2::text[], $3::date[]) AS g(days, calendars, due_until)
         ON g.days = p.grace_business_days AND g.calendars::text[] = p.calendars
      WHERE i.state IN ('APPROVED', 'OVERDUE') AND i.adjusted_due_date <= g.due_until
        AND (i.state = 'APPROVED'
             OR EXISTS (SELECT FROM financing f WHERE f.invoice_id = i.id AND f.state = 'DISBURSED'))
      ORDER BY i.id LIMIT $4 FOR UPDATE OF i SKIP LOCKED`,
    [
      graces.map(grace => grace.graceBusinessDays),
      graces.map(grace => `{${grace.calendars.join(',')}}`),
      graces.map(grace => latestLateDueDate(today, grace)),
      slice,
    ],
  );
}

/** The latest due date that is late today under a grace. */
function latestLateDueDate(today: LocalDate, grace: Grace): LocalDate {
  let dueDate = addDays(today, -1);
  while (lastDayInTime(dueDate, grace) >= today) dueDate = addDays(dueDate, -1);
  return dueDate;
}

function lockFinancingsOf(
  tx: Tx,
  invoices: readonly InvoiceRow[],
  states: readonly FinancingState[],
): Promise<FinancingRow[]> {
  return tx.query(
    'SELECT * FROM financing WHERE invoice_id = ANY($1::uuid[]) AND state = ANY($2) ORDER BY id FOR UPDATE',
    [invoices.map(invoice => invoice.id), states],
  );
}

async function move(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  financings: readonly FinancingRow[],
  to: FinancingState,
  event: string,
): Promise<void> {
  await transition(
    tx,
    viewer,
    financingMachine,
    cause,
    financings.map(row => ({ row, to, event, channels: financingChannels(row) })),
  );
}
