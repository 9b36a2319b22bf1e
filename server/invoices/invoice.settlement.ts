import { type Change, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import { addBusinessDays, type CalendarCode, jointCalendar } from '../pricing/index.js';
import { invoiceChannels } from './invoice.channels.js';
import type { InvoiceRow } from './invoice.entity.js';
import { invoiceMachine, type InvoiceState } from './invoice.states.js';

/*
 * What settlement and lateness do to invoices. Sets of rows that the caller has locked; each row is as it was read under
 * the lock, and is stale afterwards.
 */

/** An amount of the face was paid, above zero; with the last of it the invoice is PAID. A part changes no state. */
export async function payInvoice(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoice: InvoiceRow,
  principalMinor: bigint,
): Promise<void> {
  const { isPaid } = await tx.one<{ isPaid: boolean }>(
    `UPDATE invoice SET paid_minor = paid_minor + $2 WHERE id = $1
     RETURNING paid_minor = coalesce(approved_minor, payable_minor) AS is_paid`,
    [invoice.id, principalMinor.toString()],
  );
  if (isPaid) await move(tx, viewer, cause, [invoice], () => ({ to: 'PAID', event: 'invoice.paid' }));
}

/**
 * A payment came back, which was for so much of the face. An invoice that was PAID is open again, in the state it was paid
 * from, or overdue where it is late by now.
 */
export async function unpayInvoice(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoice: InvoiceRow,
  principalMinor: bigint,
): Promise<void> {
  if (principalMinor === 0n) return;
  if (invoice.state === 'PAID') await reopen(tx, viewer, cause, invoice);
  await tx.execute('UPDATE invoice SET paid_minor = paid_minor - $2 WHERE id = $1', [
    invoice.id,
    principalMinor.toString(),
  ]);
}

async function reopen(tx: Tx, viewer: Viewer, cause: string, invoice: InvoiceRow): Promise<void> {
  const { paidFrom, graceBusinessDays, calendars, today } = await tx.one<{
    paidFrom: InvoiceState;
    graceBusinessDays: number;
    calendars: CalendarCode[];
    today: LocalDate;
  }>(
    `SELECT e.state_before AS paid_from, coalesce(p.grace_business_days, 0) AS grace_business_days,
            coalesce(p.calendars, '{TARGET}') AS calendars, business_today() AS today
       FROM invoice t
       JOIN event e ON e.subject_kind = 'invoice' AND e.subject_id = t.id AND e.subject_no = t.event_no
       LEFT JOIN programme p ON p.id = t.programme_id
      WHERE t.id = $1`,
    [invoice.id],
  );
  const isLate = today > lastDayInTime(invoice.adjustedDueDate, { graceBusinessDays, calendars });
  const to = paidFrom === 'APPROVED' && isLate ? 'OVERDUE' : paidFrom;
  await move(tx, viewer, cause, [invoice], () => ({ to, event: 'invoice.reopened' }));
}

/** The adjusted due date plus the grace has passed with an amount open. */
export function markInvoicesOverdue(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
): Promise<void> {
  return move(tx, viewer, cause, invoices, () => ({ to: 'OVERDUE', event: 'invoice.overdue' }));
}

/** Overdue for as long as the programme waits. */
export function markInvoicesDefaulted(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
): Promise<void> {
  return move(tx, viewer, cause, invoices, () => ({ to: 'DEFAULTED', event: 'invoice.defaulted' }));
}

/** What a release takes off an invoice for credit notes. */
export interface Reduction {
  /** Nothing of it was paid. */
  readonly invoice: InvoiceRow;
  /** Above zero, and no more than what is promised of the invoice. */
  readonly amountMinor: bigint;
}

/** Credit notes take of what is promised: the rest stands, or the invoice is CREDITED. Each invoice is named once. */
export async function reduceInvoices(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  reductions: readonly Reduction[],
): Promise<void> {
  await transition(
    tx,
    viewer,
    invoiceMachine,
    cause,
    reductions.map(({ invoice, amountMinor }): Change<InvoiceState> => {
      const rest = (invoice.approvedMinor ?? 0n) - amountMinor;
      const before = { approvedMinor: invoice.approvedMinor?.toString() };
      const figures = {
        approved_minor: rest.toString(),
        credited_minor: (invoice.creditedMinor + amountMinor).toString(),
      };
      return {
        row: invoice,
        ...stepOf(invoice, rest),
        channels: invoiceChannels(invoice),
        before,
        after: { approvedMinor: rest.toString() },
        set: figures,
      };
    }),
  );
}

/** Nothing is promised any more, or the rest stands. */
function stepOf({ state }: InvoiceRow, restMinor: bigint): Pick<Change<InvoiceState>, 'to' | 'event'> {
  if (restMinor === 0n) return { to: 'CREDITED', event: 'invoice.credited' };
  return { to: state, event: 'invoice.reduced' };
}

/** A programme's patience. */
export interface Grace {
  readonly graceBusinessDays: number;
  readonly calendars: readonly CalendarCode[];
}

/** The last day on which a payment is not late: the adjusted due date plus the grace. */
export function lastDayInTime(adjustedDueDate: LocalDate, { graceBusinessDays, calendars }: Grace): LocalDate {
  return addBusinessDays(adjustedDueDate, graceBusinessDays, jointCalendar(calendars));
}

async function move(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
  step: (invoice: InvoiceRow) => Pick<Change<InvoiceState>, 'to' | 'event'>,
): Promise<void> {
  const changes = invoices.map(invoice => ({ row: invoice, channels: invoiceChannels(invoice), ...step(invoice) }));
  await transition(tx, viewer, invoiceMachine, cause, changes);
}
