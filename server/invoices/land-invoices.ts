import { created, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import { invoiceChannels } from './invoice.channels.js';
import type { CopyFigures } from './invoice.rules.js';
import type { Side } from './invoice.entity.js';
import { invoiceMachine } from './invoice.states.js';
import type { Submission } from './judge-invoices.js';
import { jsonForDatabase } from './json-for-database.js';
import { type Landable, numberOf, type PlannedLanding, planLanding, type StandingInvoice } from './landing-plan.js';

/** A file to be kept if one of its invoices lands. */
export interface NewDocument {
  readonly id: string;
  readonly organizationId: string;
  readonly uploadedBy: string;
  readonly name: string;
  readonly mediaType: string;
  readonly format: string;
  readonly body: Buffer;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
}

const cause = 'submitDocument';
/** How often the same invoice may be overtaken by another upload before something else must be wrong. */
const MOST_ROUNDS = 10;

type New = PlannedLanding & { landing: { kind: 'NEW' } };
type Join<Landed extends Landable = Submission> = PlannedLanding<Landed> & { landing: { kind: 'JOIN' } };

/**
 * Lands invoices of one file in a transaction of theirs; what cannot land is decided, and changes nothing. An upload of the
 * same invoices at the same time is waited for by the unique indexes, then looked at anew: exactly one of both lands.
 */
export async function landInvoices(
  tx: Tx,
  viewer: Viewer,
  document: NewDocument,
  submissions: readonly Submission[],
): Promise<PlannedLanding[]> {
  const decided: PlannedLanding[] = [];
  let pending = submissions;
  for (let round = 1; pending.length > 0; round++) {
    if (round > MOST_ROUNDS)
      throw new Error(`${pending.length} invoices were overtaken in each of ${MOST_ROUNDS} rounds.`);
    const plan = planLanding(pending, await lockStanding(tx, pending));
    const news = plan.filter((planned): planned is New => planned.landing.kind === 'NEW');
    const inserted = await insertInvoices(tx, news);
    const isOvertaken = ({ landing }: PlannedLanding) => landing.kind === 'NEW' && !inserted.has(landing.id);
    const settled = plan.filter(planned => !isOvertaken(planned));
    await keep(tx, viewer, document, settled);
    decided.push(...settled);
    pending = plan.filter(isOvertaken).map(planned => planned.submission);
  }
  return decided;
}

/** Locks the invoices that stand under the numbers of these, and reads them after the lock. */
export async function lockStanding(tx: Tx, submissions: readonly Landable[]): Promise<StandingInvoice[]> {
  const numbers = new Map(submissions.map(submission => [numberOf(submission), submission]));
  const rows = await tx.query<Omit<StandingInvoice, 'copies'>>(
    `SELECT t.id, t.supplier_id, t.buyer_id, t.number_key, t.number_ordinal, t.fingerprint, t.state, t.event_no, t.held_reason
       FROM invoice t
       JOIN unnest($1::uuid[], $2::uuid[], $3::text[]) AS n(supplier_id, buyer_id, number_key)
         ON (t.supplier_id, t.buyer_id, t.number_key) = (n.supplier_id, n.buyer_id, n.number_key)
      WHERE t.state NOT IN ('REJECTED', 'WITHDRAWN')
      ORDER BY t.id FOR UPDATE OF t`,
    [
      [...numbers.values()].map(submission => submission.supplierId),
      [...numbers.values()].map(submission => submission.buyerId),
      [...numbers.values()].map(submission => submission.numberKey),
    ],
  );
  if (rows.length === 0) return [];
  const copies = await tx.query<CopyFigures & { invoiceId: string; side: Side }>(
    `SELECT invoice_id, side, issue_date, due_date, currency, payable_minor FROM invoice_copy
      WHERE invoice_id = ANY($1::uuid[])`,
    [rows.map(row => row.id)],
  );
  const copiesOf = new Map(rows.map(row => [row.id, new Map<Side, CopyFigures>()]));
  for (const copy of copies) copiesOf.get(copy.invoiceId)?.set(copy.side, copy);
  return rows.map(row => ({ ...row, copies: copiesOf.get(row.id) ?? new Map() }));
}

/** Inserts in one order for everybody; gives back the ids of those that nobody was quicker with. */
async function insertInvoices(tx: Tx, news: readonly New[]): Promise<Set<string>> {
  if (news.length === 0) return new Set();
  const rows = news.map(({ submission, landing }) => ({
    id: landing.id,
    supplier_id: submission.supplierId,
    buyer_id: submission.buyerId,
    programme_id: submission.programmeId,
    number: submission.number,
    number_key: submission.numberKey,
    number_ordinal: landing.numberOrdinal,
    type_code: submission.typeCode,
    issue_date: submission.issueDate,
    due_date: submission.dueDate,
    adjusted_due_date: submission.adjustedDueDate,
    due_date_reason: submission.dueDateReason,
    currency: submission.currency,
    payable_minor: submission.payableMinor.toString(),
    fingerprint: submission.fingerprint.toString('hex'),
    submitted_by_side: submission.side,
    held_reason: landing.heldReason,
  }));
  const inserted = await tx.query<{ id: string }>(
    `INSERT INTO invoice (id, supplier_id, buyer_id, programme_id, number, number_key, number_ordinal, type_code, issue_date,
                          due_date, adjusted_due_date, due_date_reason, currency, payable_minor, fingerprint,
                          submitted_by_side, held_reason, state, event_no)
     SELECT id, supplier_id, buyer_id, programme_id, number, number_key, number_ordinal, type_code, issue_date, due_date,
            adjusted_due_date, due_date_reason, currency, payable_minor, decode(fingerprint, 'hex'), submitted_by_side,
            held_reason, 'SUBMITTED', 1
       FROM jsonb_to_recordset($1::jsonb) AS n(
         id uuid, supplier_id uuid, buyer_id uuid, programme_id uuid, number text, number_key text, number_ordinal integer,
         type_code text, issue_date date, due_date date, adjusted_due_date date, due_date_reason text, currency text,
         payable_minor bigint, fingerprint text, submitted_by_side text, held_reason text)
      ORDER BY supplier_id, buyer_id, number_key, number_ordinal
     ON CONFLICT DO NOTHING RETURNING id`,
    [jsonForDatabase(rows)],
  );
  return new Set(inserted.map(row => row.id));
}

/** Writes what belongs to the invoices that land: the file, the copies, what changes, the events. */
async function keep(tx: Tx, viewer: Viewer, document: NewDocument, settled: readonly PlannedLanding[]): Promise<void> {
  const news = settled.filter((planned): planned is New => planned.landing.kind === 'NEW');
  const joins = settled.filter((planned): planned is Join => planned.landing.kind === 'JOIN');
  if (news.length + joins.length === 0) return;
  await keepDocument(tx, document);
  await insertCopies(tx, document.id, [
    ...news.map(({ landing, submission }) => ({ invoiceId: landing.id, submission })),
    ...joins.map(({ landing, submission }) => ({ invoiceId: landing.invoice.id, submission })),
  ]);
  await hold(tx, joins);
  await recordNew(tx, viewer, news);
  await recordJoined(tx, viewer, cause, joins);
}

/** Once for all slices of the file, with the first that lands anything. */
export async function keepDocument(tx: Tx, document: NewDocument): Promise<void> {
  const { id, organizationId, uploadedBy, name, mediaType, format, sha256, body } = document;
  if (await tx.maybe('SELECT id FROM document WHERE id = $1', [id])) return;
  await tx.execute(
    `INSERT INTO document (id, organization_id, uploaded_by, name, media_type, format, sha256, body)
     VALUES ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8)`,
    [id, organizationId, uploadedBy, name, mediaType, format, sha256, body],
  );
}

async function insertCopies(
  tx: Tx,
  documentId: string,
  copies: readonly { invoiceId: string; submission: Submission }[],
): Promise<void> {
  const rows = copies.map(({ invoiceId, submission }) => ({
    invoice_id: invoiceId,
    side: submission.side,
    document_row: submission.row,
    number: submission.number,
    issue_date: submission.issueDate,
    due_date: submission.dueDate,
    currency: submission.currency,
    payable_minor: submission.payableMinor.toString(),
    content: submission.content,
  }));
  await tx.execute(
    `INSERT INTO invoice_copy (invoice_id, side, document_id, document_row, number, issue_date, due_date, currency,
                               payable_minor, content)
     SELECT invoice_id, side, $2, document_row, number, issue_date, due_date, currency, payable_minor, content
       FROM jsonb_to_recordset($1::jsonb) AS n(
         invoice_id uuid, side text, document_row integer, number text, issue_date date, due_date date, currency text,
         payable_minor bigint, content jsonb)`,
    [jsonForDatabase(rows), documentId],
  );
}

/**
 * The buyer's copies of invoices that were addressed to another join those that the supplier has sent itself. `landed` names
 * the invoice that a copy is of until now.
 */
export async function joinCopies<Landed extends Landable & { readonly invoice: { readonly id: string } }>(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  plan: readonly PlannedLanding<Landed>[],
): Promise<void> {
  const joins = plan.filter((planned): planned is Join<Landed> => planned.landing.kind === 'JOIN');
  if (joins.length === 0) return;
  await tx.execute(
    `INSERT INTO invoice_copy (invoice_id, side, document_id, document_row, number, issue_date, due_date, currency,
                               payable_minor, content, received_at)
     SELECT j.to_id, c.side, c.document_id, c.document_row, c.number, c.issue_date, c.due_date, c.currency, c.payable_minor,
            c.content, c.received_at
       FROM unnest($1::uuid[], $2::uuid[]) AS j(from_id, to_id)
       JOIN invoice_copy c ON c.invoice_id = j.from_id AND c.side = 'BUYER'`,
    [joins.map(({ submission }) => submission.invoice.id), joins.map(({ landing }) => landing.invoice.id)],
  );
  await hold(tx, joins);
  await recordJoined(tx, viewer, cause, joins);
}

async function hold(tx: Tx, joins: readonly Join<Landable>[]): Promise<void> {
  const held = joins.filter(({ landing }) => landing.heldReason !== landing.invoice.heldReason);
  if (held.length === 0) return;
  await tx.execute(
    `UPDATE invoice t SET held_reason = h.reason
       FROM unnest($1::uuid[], $2::text[]) AS h(id, reason) WHERE t.id = h.id`,
    [held.map(({ landing }) => landing.invoice.id), held.map(({ landing }) => landing.heldReason)],
  );
}

async function recordNew(tx: Tx, viewer: Viewer, news: readonly New[]): Promise<void> {
  const rows = news.map(({ landing, submission }) => ({
    id: landing.id,
    state: 'SUBMITTED' as const,
    event: 'invoice.submitted',
    channels: invoiceChannels(submission),
    after: figuresOf(submission),
  }));
  await created(tx, viewer, invoiceMachine, cause, rows);
  const doubtful = news.filter(({ landing }) => landing.heldReason === 'SAME_NUMBER');
  await transition(
    tx,
    viewer,
    invoiceMachine,
    cause,
    doubtful.map(({ landing, submission }) => ({
      row: { id: landing.id, state: 'SUBMITTED', eventNo: 1 },
      to: 'SUBMITTED',
      event: 'duplicate.found',
      channels: invoiceChannels(submission),
      after: { heldReason: landing.heldReason },
    })),
  );
}

async function recordJoined(tx: Tx, viewer: Viewer, cause: string, joins: readonly Join<Landable>[]): Promise<void> {
  await transition(
    tx,
    viewer,
    invoiceMachine,
    cause,
    joins.map(({ landing, submission }) => ({
      row: landing.invoice,
      to: landing.invoice.state,
      event: 'invoice.joined',
      channels: invoiceChannels(submission),
      before: { heldReason: landing.invoice.heldReason },
      after: { ...figuresOf(submission), heldReason: landing.heldReason, differences: landing.differences },
    })),
  );
}

function figuresOf({ side, number, issueDate, dueDate, currency, payableMinor }: Landable): object {
  return { side, number, issueDate, dueDate, currency, payableMinor: payableMinor.toString() };
}
