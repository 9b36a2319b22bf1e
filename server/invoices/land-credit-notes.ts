import { created, transition } from '../events/index.js';
import { creditNoteCause, creditNoteOwed, post } from '../ledger/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import {
  namedNumbers,
  type NamedInvoice,
  type PlannedNote,
  planNotes,
  type StandingNote,
} from './credit-note-landing.js';
import { creditStanding } from './credit-note.policy.js';
import { creditNoteMachine } from './credit-note.states.js';
import { invoiceChannels } from './invoice.channels.js';
import { invoiceMachine } from './invoice.states.js';
import type { Submission } from './judge-invoices.js';
import { jsonForDatabase } from './json-for-database.js';
import { keepDocument, type NewDocument } from './land-invoices.js';

const cause = 'submitDocument';
/** How often the same credit note may be overtaken by another upload before something else must be wrong. */
const MOST_ROUNDS = 10;

type New = PlannedNote & { landing: { kind: 'NEW' } };
type Join = PlannedNote & { landing: { kind: 'JOIN' } };

/**
 * Lands credit notes of one file in a transaction of theirs; what cannot land is decided, and changes nothing. The invoices
 * that they name are locked, so that what becomes of each is decided before or after a release, an award or a payment, and
 * not meanwhile. One whose claim is sold or paid, or which names none, is posted at once: it is owed to the buyer.
 */
export async function landCreditNotes(
  tx: Tx,
  viewer: Viewer,
  document: NewDocument,
  submissions: readonly Submission[],
): Promise<PlannedNote[]> {
  const decided: PlannedNote[] = [];
  let pending = submissions;
  for (let round = 1; pending.length > 0; round++) {
    if (round > MOST_ROUNDS) throw new Error(`${pending.length} credit notes were overtaken in ${MOST_ROUNDS} rounds.`);
    const invoices = await lockNamed(tx, pending);
    const plan = planNotes(pending, invoices, await lockNotes(tx, pending));
    const inserted = await insertNotes(tx, plan.filter(isNew));
    const isOvertaken = ({ landing }: PlannedNote) => landing.kind === 'NEW' && !inserted.has(landing.id);
    const settled = plan.filter(planned => !isOvertaken(planned));
    decided.push(...settled);
    pending = plan.filter(isOvertaken).map(({ submission }) => submission);
    await keep(tx, viewer, document, settled);
  }
  await postOwed(tx, decided.filter(isNew));
  return decided;
}

function isNew(planned: PlannedNote): planned is New {
  return planned.landing.kind === 'NEW';
}

/** Locks the invoices under the numbers that are named, the lowest id first, and reads them after the lock. */
async function lockNamed(tx: Tx, submissions: readonly Submission[]): Promise<NamedInvoice[]> {
  const named = submissions.flatMap(submission =>
    namedNumbers(submission).map(numberKey => ({ ...submission, numberKey })),
  );
  if (named.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `SELECT i.id FROM invoice i
       JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS g(supplier_id, buyer_id, number_key)) g
         ON (i.supplier_id, i.buyer_id, i.number_key) = (g.supplier_id, g.buyer_id, g.number_key)
      ORDER BY i.id FOR UPDATE OF i`,
    [named.map(of => of.supplierId), named.map(of => of.buyerId), named.map(of => of.numberKey)],
  );
  return tx.query<NamedInvoice>(
    `SELECT i.id, i.supplier_id, i.buyer_id, i.number, i.number_key, i.issue_date, i.currency, i.state, i.event_no,
            i.undertaking, coalesce(i.approved_minor + i.credited_minor, i.payable_minor) AS gross_minor,
            coalesce((SELECT sum(c.amount_minor) FROM credit_note c
                       WHERE c.invoice_id = i.id AND c.state <> 'WITHDRAWN'), 0)::bigint AS noted_minor,
            ${creditStanding} AS standing
       FROM invoice i CROSS JOIN (SELECT 'RECORDED' AS state) n WHERE i.id = ANY($1::uuid[]) ORDER BY i.issue_date, i.id`,
    [rows.map(({ id }) => id)],
  );
}

/** Locks the credit notes that stand under these numbers, and reads them after the lock. */
async function lockNotes(tx: Tx, submissions: readonly Submission[]): Promise<StandingNote[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT t.id FROM credit_note t
       JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS g(supplier_id, buyer_id, number_key)) g
         ON (t.supplier_id, t.buyer_id, t.number_key) = (g.supplier_id, g.buyer_id, g.number_key)
      WHERE t.state <> 'WITHDRAWN' ORDER BY t.id FOR UPDATE OF t`,
    [submissions.map(of => of.supplierId), submissions.map(of => of.buyerId), submissions.map(of => of.numberKey)],
  );
  return tx.query<StandingNote>(
    `SELECT t.id, t.supplier_id, t.buyer_id, t.invoice_id, t.number_key, t.issue_date, t.currency, t.amount_minor, t.state,
            t.event_no, ARRAY(SELECT c.side FROM credit_note_copy c WHERE c.credit_note_id = t.id) AS sides
       FROM credit_note t WHERE t.id = ANY($1::uuid[]) AND t.state <> 'WITHDRAWN'`,
    [rows.map(({ id }) => id)],
  );
}

/** Inserts in one order for everybody; gives back the ids of those that nobody was quicker with. */
async function insertNotes(tx: Tx, news: readonly New[]): Promise<Set<string>> {
  if (news.length === 0) return new Set();
  const rows = news.map(({ submission, landing }) => ({
    id: landing.id,
    supplier_id: submission.supplierId,
    buyer_id: submission.buyerId,
    invoice_id: landing.invoice?.id ?? null,
    number: submission.number,
    number_key: submission.numberKey,
    type_code: submission.typeCode,
    issue_date: submission.issueDate,
    currency: submission.currency,
    amount_minor: submission.payableMinor.toString(),
    submitted_by_side: submission.side,
    state: landing.state,
  }));
  const inserted = await tx.query<{ id: string }>(
    `INSERT INTO credit_note (id, supplier_id, buyer_id, invoice_id, number, number_key, type_code, issue_date, currency,
                              amount_minor, submitted_by_side, booked_at, state, event_no)
     SELECT id, supplier_id, buyer_id, invoice_id, number, number_key, type_code, issue_date, currency, amount_minor,
            submitted_by_side, CASE state WHEN 'OPEN' THEN business_now() END, state, 1
       FROM jsonb_to_recordset($1::jsonb) AS n(
         id uuid, supplier_id uuid, buyer_id uuid, invoice_id uuid, number text, number_key text, type_code text,
         issue_date date, currency text, amount_minor bigint, submitted_by_side text, state text)
      ORDER BY supplier_id, buyer_id, number_key
     ON CONFLICT DO NOTHING RETURNING id`,
    [jsonForDatabase(rows)],
  );
  return new Set(inserted.map(row => row.id));
}

/** Writes what belongs to the credit notes that land: the file, the copies, the events. */
async function keep(tx: Tx, viewer: Viewer, document: NewDocument, settled: readonly PlannedNote[]): Promise<void> {
  const news = settled.filter(isNew);
  const joins = settled.filter((planned): planned is Join => planned.landing.kind === 'JOIN');
  if (news.length + joins.length === 0) return;
  await keepDocument(tx, document);
  await insertCopies(tx, document.id, [
    ...news.map(({ landing, submission }) => ({ id: landing.id, submission })),
    ...joins.map(({ landing, submission }) => ({ id: landing.note.id, submission })),
  ]);
  await tellInvoices(tx, viewer, news);
  await created(
    tx,
    viewer,
    creditNoteMachine,
    cause,
    news.map(({ landing, submission }) => ({
      id: landing.id,
      state: landing.state,
      event: 'credit_note.recorded',
      channels: invoiceChannels(submission),
      after: figuresOf(submission),
    })),
  );
  await transition(
    tx,
    viewer,
    creditNoteMachine,
    cause,
    joins.map(({ landing: { note }, submission }) => ({
      row: note,
      to: note.state,
      event: 'credit_note.joined',
      channels: invoiceChannels(submission),
      after: figuresOf(submission),
    })),
  );
}

/** An invoice that is not decided yet is another one with its credit note: what was frozen of it is not what stands now. */
async function tellInvoices(tx: Tx, viewer: Viewer, news: readonly New[]): Promise<void> {
  const undecided = news.flatMap(({ landing: { invoice } }) => (invoice?.standing === 'WITH_INVOICE' ? [invoice] : []));
  const invoices = [...new Map(undecided.map(invoice => [invoice.id, invoice])).values()];
  const changes = invoices.map(row => ({
    row,
    to: row.state,
    event: 'invoice.credit_recorded',
    channels: invoiceChannels(row),
  }));
  await transition(tx, viewer, invoiceMachine, cause, changes);
}

async function insertCopies(
  tx: Tx,
  documentId: string,
  copies: readonly { readonly id: string; readonly submission: Submission }[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO credit_note_copy (credit_note_id, side, document_id, document_row, content)
     SELECT id, side, $2, row, content
       FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, side text, row integer, content jsonb)`,
    [
      jsonForDatabase(copies.map(({ id, submission: { side, row, content } }) => ({ id, side, row, content }))),
      documentId,
    ],
  );
}

/** After every other lock: the ledger's accounts come last. */
function postOwed(tx: Tx, news: readonly New[]): Promise<unknown> {
  const owed = news.filter(({ landing }) => landing.state === 'OPEN');
  return post(
    tx,
    owed.map(({ landing, submission }) =>
      creditNoteOwed({
        cause: creditNoteCause(landing.id),
        currency: submission.currency,
        invoiceId: landing.invoice?.id ?? null,
        supplierId: submission.supplierId,
        buyerId: submission.buyerId,
        amountMinor: submission.payableMinor,
      }),
    ),
  );
}

function figuresOf({ side, number, issueDate, currency, payableMinor }: Submission): object {
  return { side, number, issueDate, currency, amountMinor: payableMinor.toString() };
}
