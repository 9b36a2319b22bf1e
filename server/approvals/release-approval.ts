import { z } from 'zod';
import { openAuctionsByRule } from '../auctions/index.js';
import { transition } from '../events/index.js';
import { invoiceChannels, invoiceMachine, type InvoiceView, lockInvoices } from '../invoices/index.js';
import { approvalLineCause, post, undertaking } from '../ledger/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { createSupplierPayments } from '../payments/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf, systemViewer, type Viewer } from '../platform/viewer.js';
import { lockProgrammesForShare, type TermsRow, termsById } from '../programmes/index.js';
import { approvalChannels } from './approval.channels.js';
import type { ApprovalLineRow, ApprovalRow, LeftOutReason } from './approval.entity.js';
import { approvalPolicy } from './approval.policy.js';
import { ApprovalLapsed, HashMismatch, MakerIsChecker } from './approval.problems.js';
import { leftOutReason } from './approval.rules.js';
import { approvalMachine } from './approval.states.js';
import { findVisibleApproval, lockVisibleApproval } from './lock-approval.js';

const cause = 'releaseApproval';

const input = z.object({
  approvalId: wireId('approval'),
  contentHash: z.string(),
  idempotencyKey: uuidKey,
});

/**
 * The decision: another person releases a batch by its hash. In one transaction each invoice that is as it was frozen is
 * approved under the undertaking of the terms, its promise is posted, its payment to the supplier falls due, and, where
 * the buyer initiates, its auction opens. What changed since is left out and named.
 */
export const releaseApproval = command({
  name: 'releaseApproval',
  input,
  problems: [NotFound, MakerIsChecker, NotPermitted, ApprovalLapsed, NotAvailable, OrganizationSuspended, HashMismatch],
  async execute(tx, viewer, { approvalId, contentHash }) {
    const found = await findVisibleApproval(tx, approvalId);
    if (!found) return new NotFound();
    const [buyer] = await lockOrganizationsForShare(tx, [found.buyerId]);
    await lockProgrammesForShare(tx, [found.programmeId]);
    const approval = await lockVisibleApproval(tx, approvalId);
    if (!approval) return new NotFound();

    const isOpen = approval.state === 'PREPARED';
    if (isOpen && approval.preparedBy === personOf(viewer)) return new MakerIsChecker();
    const refused = refusal(approvalPolicy.RELEASE, viewer, approval);
    if (refused instanceof NotAvailable && isOpen) return new ApprovalLapsed(approval.lapsesAt);
    if (refused) return refused;
    if (buyer?.state !== 'ADMITTED') return new OrganizationSuspended();
    if (contentHash !== approval.contentHash.toString('hex')) return new HashMismatch();

    const lines = await tx.query<ApprovalLineRow>('SELECT l.* FROM approval_line l WHERE l.approval_id = $1', [
      approval.id,
    ]);
    const invoices = await lockInvoices(
      tx,
      lines.map(line => line.invoiceId),
    );
    const judged = judgeLines(lines, invoices);
    const [terms] = await termsById(tx, viewer, [approval.termsId]);
    if (!terms) throw new Error(`The terms of approval ${approval.id} are gone.`);
    await settleLines(tx, approval, judged);
    await closeApproval(tx, viewer, approval, judged);
    await approveInvoices(tx, viewer, approval, terms, judged);
    return successOf(approval, judged);
  },
});

/** A line, its invoice, and why it is left out, if it is. */
interface JudgedLine {
  readonly line: ApprovalLineRow;
  readonly invoice: InvoiceView;
  readonly leftOut: LeftOutReason | null;
}

function judgeLines(lines: readonly ApprovalLineRow[], invoices: readonly InvoiceView[]): JudgedLine[] {
  const lineOf = new Map(lines.map(line => [line.invoiceId, line]));
  return invoices.map(invoice => {
    const line = lineOf.get(invoice.id)!;
    return { line, invoice, leftOut: leftOutReason(invoice, line.invoiceEventNo) };
  });
}

async function settleLines(tx: Tx, approval: ApprovalRow, judged: readonly JudgedLine[]): Promise<void> {
  await tx.execute(
    `UPDATE approval_line l SET outcome = CASE WHEN j.reason IS NULL THEN 'APPROVED' ELSE 'LEFT_OUT' END,
            left_out_reason = j.reason
       FROM unnest($2::uuid[], $3::text[]) AS j(invoice_id, reason)
      WHERE l.approval_id = $1 AND l.invoice_id = j.invoice_id`,
    [approval.id, judged.map(({ invoice }) => invoice.id), judged.map(({ leftOut }) => leftOut)],
  );
}

async function closeApproval(
  tx: Tx,
  viewer: Viewer,
  approval: ApprovalRow,
  judged: readonly JudgedLine[],
): Promise<void> {
  await tx.execute(
    'UPDATE approval SET decided_by = $2, decided_at = business_now(), released_hash = content_hash WHERE id = $1',
    [approval.id, personOf(viewer)],
  );
  const leftOut = judged.filter(one => one.leftOut !== null).length;
  const after = { approvedCount: judged.length - leftOut, leftOutCount: leftOut };
  await transition(tx, viewer, approvalMachine, cause, [
    { row: approval, to: 'RELEASED', event: 'approval.released', channels: approvalChannels(approval), after },
  ]);
}

/** Locks go on downwards from here: auctions, payments, and the ledger's accounts last. */
async function approveInvoices(
  tx: Tx,
  viewer: Viewer,
  approval: ApprovalRow,
  terms: TermsRow,
  judged: readonly JudgedLine[],
): Promise<void> {
  const approved = judged.filter(({ leftOut }) => leftOut === null);
  if (approved.length === 0) return;
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
  const invoices = await lockInvoices(
    tx,
    approved.map(({ invoice }) => invoice.id),
  );
  await openAuctionsByRule(tx, systemViewer, cause, invoices);
  await createSupplierPayments(tx, viewer, cause, invoices);
  await post(
    tx,
    approved.map(({ line, invoice }) => undertakingOf(approval, line, invoice)),
  );
}

/** The promise begins when this commits: the amount, the terms, and the words and their hash. */
async function undertake(tx: Tx, terms: TermsRow, approved: readonly JudgedLine[]): Promise<void> {
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
async function keepReasons(tx: Tx, approved: readonly JudgedLine[]): Promise<void> {
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

function successOf(approval: ApprovalRow, judged: readonly JudgedLine[]) {
  const leftOut = judged.filter(one => one.leftOut !== null);
  return {
    approvalId: approval.id,
    approvedCount: judged.length - leftOut.length,
    leftOut: leftOut.map(({ invoice, leftOut: reason }) => ({ invoiceId: invoice.id, reason })),
  };
}
