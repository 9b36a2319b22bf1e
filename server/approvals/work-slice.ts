import { transition } from '../events/index.js';
import { invoiceChannels, invoiceMachine, type InvoiceView, lockInvoices } from '../invoices/index.js';
import { approvalLineCause, type NewMovement, post, undertaking } from '../ledger/index.js';
import type { Tx } from '../platform/database.js';
import { sqlState } from '../platform/unit-of-work.js';
import type { Viewer } from '../platform/viewer.js';
import { type TermsRow, termsById } from '../programmes/index.js';
import {
  type CreditedInvoice,
  invoicesReduced,
  invoicesWithChangedCredits,
  lockPendingCredits,
  type PendingCredit,
  settleCredits,
  takeCredits,
} from './apply-credits.js';
import { approvalChannels } from './approval.channels.js';
import type { ApprovalLineRow, ApprovalRow, LeftOutReason } from './approval.entity.js';
import { leftOutReason, sliceSize, totalOf } from './approval.rules.js';
import { approvalMachine } from './approval.states.js';

const cause = 'releaseApproval';

/** What a slice made of its invoices. */
export interface SliceWork {
  readonly approvedCount: number;
  readonly leftOut: readonly { readonly invoiceId: string; readonly reason: LeftOutReason }[];
  readonly failedCount: number;
}

/** A line of the slice with its invoice, both locked. */
interface Pending {
  readonly line: ApprovalLineRow;
  readonly invoice: InvoiceView;
}

type Settled = Pending & { readonly reason: LeftOutReason | 'FAULT' | null; readonly fault?: string };

/**
 * Works on the next 500 invoices of a released batch that this transaction has locked. Each that is as it was frozen is
 * approved under the undertaking of the terms: its promise is posted, its payment to the supplier falls due, and, where
 * the buyer initiates, its auction opens. What changed since is left out, what cannot be worked on fails, by itself;
 * each is named. The batch counts on, and is completed by the slice after which nothing is pending.
 */
export async function workSlice(tx: Tx, viewer: Viewer, approval: ApprovalRow): Promise<SliceWork> {
  const { ids, pending, reduced, changed } = await lockPending(tx, approval.id);
  const [terms] = await termsById(tx, viewer, [approval.termsId]);
  if (!terms) throw new Error(`The terms of approval ${approval.id} are gone.`);
  const judged = pending.map(one => ({
    ...one,
    reason:
      leftOutReason(one.invoice, one.line.invoiceEventNo) ??
      (changed.has(one.invoice.id) ? ('CREDIT_CHANGED' as const) : null),
  }));
  const settled = [
    ...judged.filter(one => one.reason !== null),
    ...(await approveEach(
      tx,
      viewer,
      approval,
      terms,
      judged.filter(one => one.reason === null),
    )),
  ];
  await reducePromised(tx, viewer, approval, reduced);
  await settleLines(tx, approval, settled);
  await settleCredits(tx, approval.id, ids, 'LEFT_OUT');
  await countOn(tx, viewer, approval, settled);
  return {
    approvedCount: settled.filter(one => one.reason === null).length,
    leftOut: settled.flatMap(({ invoice, reason }) =>
      reason === null || reason === 'FAULT' ? [] : [{ invoiceId: invoice.id, reason }],
    ),
    failedCount: settled.filter(one => one.reason === 'FAULT').length,
  };
}

/** What a slice works on, all of it locked. */
interface Slice {
  readonly ids: readonly string[];
  readonly pending: readonly Pending[];
  /** Promised before, and reduced by credit notes of the batch: with its first slice. */
  readonly reduced: readonly { readonly invoice: InvoiceView }[];
  /** The invoices whose credit notes are not what was frozen any more. */
  readonly changed: ReadonlySet<string>;
}

/** All invoices of the slice are locked before anything else, credit notes next: what follows locks downwards only. */
async function lockPending(tx: Tx, approvalId: string): Promise<Slice> {
  const lines = await tx.query<ApprovalLineRow>(
    `SELECT l.* FROM approval_line l WHERE l.approval_id = $1 AND l.outcome = 'PENDING'
      ORDER BY l.invoice_id LIMIT $2`,
    [approvalId, sliceSize],
  );
  const lineOf = new Map(lines.map(line => [line.invoiceId, line]));
  const ids = [...lineOf.keys(), ...(await invoicesReduced(tx, approvalId))];
  const invoices = await lockInvoices(tx, ids);
  const credits = await lockPendingCredits(tx, approvalId, ids);
  const changed = invoicesWithChangedCredits(credits, new Set(lineOf.keys()));
  return {
    ids,
    pending: invoices.flatMap(invoice => {
      const line = lineOf.get(invoice.id);
      return line ? [{ line, invoice }] : [];
    }),
    reduced: invoices.filter(({ id }) => !lineOf.has(id) && !changed.has(id)).map(invoice => ({ invoice })),
    changed,
  };
}

/**
 * Approves all at once, or, where one of them breaks a rule of the database or of the code, halves of them, down to the one
 * that does: it fails and the others are approved. A fault that has nothing to do with the invoices is thrown.
 */
async function approveEach(
  tx: Tx,
  viewer: Viewer,
  approval: ApprovalRow,
  terms: TermsRow,
  pending: readonly Pending[],
): Promise<Settled[]> {
  if (pending.length === 0) return [];
  const fault = await faultOf(tx, () => approveInvoices(tx, viewer, approval, terms, pending));
  if (fault === null) return pending.map(one => ({ ...one, reason: null }));
  if (pending.length === 1) return pending.map(one => ({ ...one, reason: 'FAULT', fault: fault.message }));
  const middle = Math.ceil(pending.length / 2);
  return [
    ...(await approveEach(tx, viewer, approval, terms, pending.slice(0, middle))),
    ...(await approveEach(tx, viewer, approval, terms, pending.slice(middle))),
  ];
}

/** Of the connection, the server or a lock: the same work may well succeed later. */
const ofSurroundings = /^(08|40|53|54|55|57|58|XX|E[A-Z])/;

/** Does the work, with all that is else judged at the commit, behind a savepoint; its fault where it was undone again. */
async function faultOf(tx: Tx, work: () => Promise<void>): Promise<Error | null> {
  await tx.execute('SAVEPOINT lines');
  try {
    await work();
    await tx.execute('SET CONSTRAINTS ALL IMMEDIATE');
    await tx.execute('SET CONSTRAINTS ALL DEFERRED');
    await tx.execute('RELEASE SAVEPOINT lines');
    return null;
  } catch (error) {
    if (ofSurroundings.test(sqlState(error))) throw error;
    await tx.execute('ROLLBACK TO SAVEPOINT lines');
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Locks go on downwards from here: auctions, payments, limits, and the ledger's accounts last. */
async function approveInvoices(
  tx: Tx,
  viewer: Viewer,
  approval: ApprovalRow,
  terms: TermsRow,
  approved: readonly Pending[],
): Promise<void> {
  const ids = approved.map(({ invoice }) => invoice.id);
  const credits = await lockPendingCredits(tx, approval.id, ids);
  await undertake(tx, terms, approved);
  await transition(
    tx,
    viewer,
    invoiceMachine,
    cause,
    approved.map(({ line, invoice }) => ({
      row: invoice,
      to: 'APPROVED',
      event: 'invoice.approved',
      channels: invoiceChannels(invoice),
      after: { approvedMinor: line.amountMinor.toString(), reason: line.lowerReason ?? undefined },
    })),
  );
  await keepReasons(tx, approved);
  const fresh = creditedInvoices(await lockInvoices(tx, ids), credits);
  const credited = await takeCredits(tx, viewer, cause, approval, fresh, []);
  await postAll(tx, [...approved.map(({ line, invoice }) => undertakingOf(approval, line, invoice)), ...credited]);
}

/** Each by itself: one on which the work breaks is left out, and its credit notes wait for another batch. */
async function reducePromised(
  tx: Tx,
  viewer: Viewer,
  approval: ApprovalRow,
  reduced: readonly { readonly invoice: InvoiceView }[],
): Promise<void> {
  for (const { invoice } of reduced) {
    await faultOf(tx, async () => {
      const credits = await lockPendingCredits(tx, approval.id, [invoice.id]);
      const movements = await takeCredits(tx, viewer, cause, approval, [], creditedInvoices([invoice], credits));
      await postAll(tx, movements);
    });
  }
}

function creditedInvoices(invoices: readonly InvoiceView[], credits: readonly PendingCredit[]): CreditedInvoice[] {
  return invoices.map(invoice => ({ invoice, credits: credits.filter(({ invoiceId }) => invoiceId === invoice.id) }));
}

/** As many as are posted at once. */
const postedAtOnce = 900;

async function postAll(tx: Tx, movements: readonly NewMovement[]): Promise<void> {
  for (let from = 0; from < movements.length; from += postedAtOnce) {
    await post(tx, movements.slice(from, from + postedAtOnce));
  }
}

/** The promise begins when this commits: the amount, the terms, and the words and their hash. */
async function undertake(tx: Tx, terms: TermsRow, approved: readonly Pending[]): Promise<void> {
  const isNone = terms.undertaking === 'NONE';
  await tx.execute(
    `UPDATE invoice t SET approved_minor = a.amount, approved_at = business_now(), terms_id = $1, undertaking = $2,
            undertaking_hash = $3
       FROM unnest($4::uuid[], $5::bigint[]) AS a(id, amount) WHERE t.id = a.id`,
    [
      terms.id,
      terms.undertaking,
      isNone ? null : terms.undertakingHash,
      approved.map(({ invoice }) => invoice.id),
      approved.map(({ line }) => line.amountMinor),
    ],
  );
}

/** Why less was approved takes the place of what a dispute said; an invoice has that for as long as it is disputed. */
async function keepReasons(tx: Tx, approved: readonly Pending[]): Promise<void> {
  await tx.execute(
    `UPDATE invoice t SET decision_reason = a.reason, decision_note = NULL
       FROM unnest($1::uuid[], $2::text[]) AS a(id, reason)
      WHERE t.id = a.id AND (a.reason IS NOT NULL OR t.decision_reason IS NOT NULL)`,
    [approved.map(({ invoice }) => invoice.id), approved.map(({ line }) => line.lowerReason)],
  );
}

function undertakingOf(
  approval: ApprovalRow,
  line: ApprovalLineRow,
  { id, supplierId, buyerId, currency }: InvoiceView,
) {
  const lineCause = approvalLineCause(approval.id, id);
  return undertaking({
    cause: lineCause,
    currency,
    invoiceId: id,
    supplierId,
    buyerId,
    approvedMinor: line.amountMinor,
  });
}

function outcomeOf({ reason }: Settled) {
  if (reason === null) return 'APPROVED';
  return reason === 'FAULT' ? 'FAILED' : 'LEFT_OUT';
}

async function settleLines(tx: Tx, approval: ApprovalRow, settled: readonly Settled[]): Promise<void> {
  await tx.execute(
    `UPDATE approval_line l SET outcome = j.outcome, left_out_reason = j.reason
       FROM unnest($2::uuid[], $3::text[], $4::text[]) AS j(invoice_id, outcome, reason)
      WHERE l.approval_id = $1 AND l.invoice_id = j.invoice_id`,
    [approval.id, settled.map(({ invoice }) => invoice.id), settled.map(outcomeOf), settled.map(one => one.reason)],
  );
}

/** What the batch says of itself, and the event by which readers follow it. */
async function countOn(tx: Tx, viewer: Viewer, approval: ApprovalRow, settled: readonly Settled[]): Promise<void> {
  const approved = settled.filter(one => one.reason === null);
  const failed = settled.filter(one => one.reason === 'FAULT');
  const approvedCount = approval.approvedCount + approved.length;
  const failedCount = approval.failedCount + failed.length;
  const leftOutCount = approval.leftOutCount + settled.length - approved.length - failed.length;
  const approvedMinor = approval.approvedMinor + totalOf(approved.map(({ line }) => line));
  const isCompleted = approvedCount + leftOutCount + failedCount === approval.invoiceCount;
  const after = {
    approvedCount,
    leftOutCount,
    failedCount,
    faults: failed.map(({ invoice, fault }) => ({ invoiceId: invoice.id, fault })),
  };
  const event = isCompleted ? 'approval.completed' : 'approval.progressed';
  await transition(
    tx,
    viewer,
    approvalMachine,
    cause,
    [{ row: approval, to: 'RELEASED', event, channels: approvalChannels(approval), after }],
    {
      approved_count: approvedCount,
      approved_minor: approvedMinor,
      left_out_count: leftOutCount,
      failed_count: failedCount,
      completed_at: isCompleted ? await now(tx) : null,
    },
  );
}

/** The business time. */
export async function now(tx: Tx): Promise<Date> {
  return (await tx.one<{ now: Date }>('SELECT business_now() AS now')).now;
}
