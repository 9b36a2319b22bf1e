import { z } from 'zod';
import { created } from '../events/index.js';
import { decisionReasons, type DecisionReason, invoiceFilterInput } from '../invoices/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { currencyCode, moneyInput, orNull, positiveMoneyInput, refuse, uuidKey, wireId } from '../platform/input.js';
import { AMOUNT_MINOR_LIMIT, type Money } from '../platform/money.js';
import { type FieldProblem, InvalidInput, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { hasPermission, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { currentTerms, lockVisibleProgrammeForShare } from '../programmes/index.js';
import { approvalChannels } from './approval.channels.js';
import type { ExclusionReason } from './approval.entity.js';
import type { ExclusionCount } from './approval-line.types.js';
import { BatchTooLarge, NothingToApprove, ProgrammeClosed, SelectionChanged } from './approval.problems.js';
import {
  type BatchTerms,
  contentHashOf,
  type ExcludedInvoice,
  type FrozenLine,
  type PlannedCredit,
  totalOf,
} from './approval.rules.js';
import { approvalMachine } from './approval.states.js';
import {
  type BatchFrame,
  batchSizeMax,
  type Choice,
  chooseFromFile,
  chooseLines,
  chooseMatching,
} from './choose-invoices.js';
import { lockNamedNotes, lockNotesOfSuppliers, planCredits, reductionsMax, type WaitingNote } from './plan-credits.js';

const line = z.object({
  invoiceId: wireId('invoice'),
  amount: orNull(positiveMoneyInput),
  lowerReason: z
    .enum(decisionReasons)
    .nullish()
    .transform((reason): DecisionReason | null => reason ?? null),
});

/** As many characters as a request holds. */
const fileLengthMax = 1_500_000;

const input = z
  .object({
    programmeId: wireId('programme'),
    lines: orNull(z.array(line).min(1).max(batchSizeMax)),
    filter: orNull(invoiceFilterInput),
    file: orNull(z.string().max(fileLengthMax)),
    creditNoteIds: orNull(z.array(wireId('creditNote')).min(1).max(reductionsMax)),
    currency: orNull(currencyCode),
    expected: orNull(z.object({ count: z.number().int(), total: moneyInput })),
    idempotencyKey: uuidKey,
  })
  .superRefine(({ lines, filter, file, creditNoteIds }, context) => {
    const ways = [lines, filter, file, creditNoteIds].filter(way => way !== null).length;
    const message = 'Name the invoices by lines, by a filter or by a file, or name credit notes alone.';
    if (ways !== 1) refuse(context, 'ONE_WAY', message, ['lines']);
  });

/** How many rows of a file that are no lines of the batch are remembered with the outcome. */
const refusedRowsMax = 500;

/**
 * Freezes invoices into a batch, with their versions, count, total and a hash over it all: what another person will look
 * at and release. Nothing happens to the invoices; one that changes before the release is left out of it. What was meant
 * and cannot be approved is no part of what is frozen, and is named in the batch all the same.
 */
export const prepareApproval = command({
  name: 'prepareApproval',
  input,
  problems: [
    NotFound,
    NotPermitted,
    OrganizationSuspended,
    ProgrammeClosed,
    BatchTooLarge,
    NothingToApprove,
    SelectionChanged,
  ],
  async execute(tx, viewer, given) {
    const { programmeId, expected } = given;
    const [buyer] = await lockOrganizationsForShare(
      tx,
      [organizationOf(viewer)].filter(id => id !== null),
    );
    const programme = await lockVisibleProgrammeForShare(tx, programmeId);
    if (!programme) return new NotFound();
    const preparer = personOf(viewer);
    const isMaker = hasPermission(viewer, 'MAKER') && buyer?.id === programme.buyerId;
    if (!buyer || !isMaker || preparer === null) return new NotPermitted();
    if (buyer.state !== 'ADMITTED') return new OrganizationSuspended();
    const terms = await currentTerms(tx, programmeId);
    if (!programme.active || !terms) return new ProgrammeClosed();

    const frame = { buyerId: buyer.id, programmeId, currency: given.currency ?? programme.currency };
    const chosen = await chooseWithCredits(tx, frame, given);
    if (chosen instanceof Problem) return chosen;
    const { choice, credits, currency } = chosen;
    const { frozen, excluded } = choice;
    const refusedRows = choice.refusedRows.slice(0, refusedRowsMax);
    if (frozen.length + credits.length === 0) return new NothingToApprove(countReasons(excluded), refusedRows);
    if (frozen.length > batchSizeMax) return new BatchTooLarge(batchSizeMax);
    const total = { amountMinor: totalOf(frozen), currency };
    if (total.amountMinor >= AMOUNT_MINOR_LIMIT) return tooLarge();
    if (expected && !isExpected(expected, frozen.length, total)) return new SelectionChanged(frozen.length, total);

    const batch: BatchTerms = {
      buyerId: buyer.id,
      programmeId,
      termsId: terms.id,
      undertakingHash: terms.undertakingHash,
      currency,
    };
    const id = await insertApproval(tx, batch, chosen, preparer, programme.approvalLapseDays);
    await insertLines(tx, id, choice);
    await insertCredits(tx, id, credits);
    await recordPrepared(tx, viewer, id, batch, chosen);
    return { approvalId: id, refusedRows, refusedRowCount: choice.refusedRows.length };
  },
});

/** What was chosen, with what credit notes take off it, in one currency. */
interface CreditedChoice {
  readonly choice: Choice;
  readonly credits: readonly PlannedCredit[];
  readonly currency: string;
}

async function chooseWithCredits(
  tx: Tx,
  frame: BatchFrame,
  given: Pick<z.output<typeof input>, 'lines' | 'filter' | 'file' | 'creditNoteIds'>,
): Promise<CreditedChoice | Problem> {
  if (given.creditNoteIds) return chooseNotes(tx, frame.buyerId, given.creditNoteIds);
  const choice = await choose(tx, frame, given);
  if (choice instanceof Problem) return choice;
  const currency = choice.frozen[0]?.invoice.currency ?? frame.currency;
  const suppliers = [...new Set(choice.frozen.map(({ invoice }) => invoice.supplierId))];
  const notes = await lockNotesOfSuppliers(tx, frame.buyerId, currency, suppliers);
  const plan = planCredits(choice.frozen, notes);
  if (plan.overdrawn.length === 0) return { choice, credits: plan.credits, currency };
  if (given.lines) return new InvalidInput(given.lines.flatMap(overdrawnFault(plan.overdrawn)));
  const isOverdrawn = ({ invoice }: FrozenLine) => plan.overdrawn.includes(invoice.id);
  const frozen = choice.frozen.filter(one => !isOverdrawn(one));
  const overdrawn = choice.frozen.filter(isOverdrawn);
  const excluded = [
    ...choice.excluded,
    ...overdrawn.map(({ invoice }) => ({ invoice, reason: 'CREDIT_ABOVE_AMOUNT' as const })),
  ];
  return { choice: { ...choice, frozen, excluded }, credits: planCredits(frozen, notes).credits, currency };
}

function overdrawnFault(overdrawn: readonly string[]) {
  return ({ invoiceId }: { readonly invoiceId: string }, index: number): FieldProblem[] => {
    const message = 'Its credit notes come to more than this amount.';
    return overdrawn.includes(invoiceId)
      ? [{ path: `lines.${index}.amount`, code: 'AMOUNT_BELOW_CREDIT', message }]
      : [];
  };
}

/** Credit notes alone: each reduces an invoice that is promised already. */
async function chooseNotes(tx: Tx, buyerId: string, ids: readonly string[]): Promise<CreditedChoice | Problem> {
  const notes = await lockNamedNotes(tx, buyerId, ids);
  const noteOf = new Map(notes.map(note => [note.id, note]));
  const currency = notes[0]?.currency ?? '';
  const faults = ids.flatMap((id, index): FieldProblem[] => {
    const fault = faultOfNote(noteOf.get(id), currency);
    return fault ? [{ path: `creditNoteIds.${index}`, ...fault }] : [];
  });
  if (faults.length > 0) return new InvalidInput(faults);
  const { credits } = planCredits([], notes);
  return { choice: { frozen: [], excluded: [], refusedRows: [] }, credits, currency };
}

function faultOfNote(
  note: (WaitingNote & { readonly currency: string }) | undefined,
  currency: string,
): { code: string; message: string } | null {
  if (!note) return { code: 'CREDIT_NOTE_NOT_FOUND', message: 'No such credit note waits.' };
  if (note.standing === 'WITH_INVOICE') {
    return { code: 'CREDIT_WAITS_FOR_INVOICE', message: 'It reduces its invoice when that is approved.' };
  }
  if (note.standing !== 'REDUCTION') {
    return { code: 'CREDIT_WAITS_FOR_LATER', message: 'It is taken off later invoices when they are approved.' };
  }
  if (note.restMinor <= 0n) return { code: 'ALREADY_PREPARED', message: 'It is in another batch that waits.' };
  if (note.currency !== currency) return { code: 'CURRENCY_MISMATCH', message: 'One currency a batch.' };
  return null;
}

/** By whichever way the invoices are named. */
async function choose(
  tx: Tx,
  frame: BatchFrame,
  { lines, filter, file }: Pick<z.output<typeof input>, 'lines' | 'filter' | 'file'>,
): Promise<Choice | Problem> {
  if (lines) return chooseLines(tx, frame, lines);
  if (filter) return chooseMatching(tx, frame, filter);
  return chooseFromFile(tx, frame, file ?? '');
}

function isExpected(expected: { count: number; total: Money }, count: number, total: Money): boolean {
  const { amountMinor, currency } = expected.total;
  return expected.count === count && amountMinor === total.amountMinor && currency === total.currency;
}

function countReasons(excluded: readonly ExcludedInvoice[]): ExclusionCount[] {
  const counts = new Map<ExclusionReason, number>();
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

function tooLarge(): InvalidInput {
  const message = 'The total of the batch has more than 15 digits.';
  return new InvalidInput([{ path: 'lines', code: 'TOTAL_TOO_LARGE', message }]);
}

async function insertApproval(
  tx: Tx,
  batch: BatchTerms,
  { choice: { frozen, excluded }, credits }: CreditedChoice,
  preparer: string,
  lapseDays: number,
): Promise<string> {
  const id = newId();
  const { buyerId, programmeId, termsId, currency } = batch;
  await tx.execute(
    `INSERT INTO approval (id, buyer_id, programme_id, terms_id, currency, invoice_count, excluded_count, total_minor,
                           content_hash, prepared_by, lapses_at, credit_count, credit_minor, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, business_now() + make_interval(days => $11), $12, $13, 'PREPARED', 1)`,
    [
      id,
      buyerId,
      programmeId,
      termsId,
      currency,
      frozen.length,
      excluded.length,
      totalOf(frozen),
      contentHashOf(batch, frozen, credits),
      preparer,
      lapseDays,
      credits.length,
      totalOf(credits),
    ],
  );
  return id;
}

async function insertLines(tx: Tx, approvalId: string, { frozen, excluded }: Choice): Promise<void> {
  const lines = [
    ...frozen.map(line => ({ ...line, outcome: 'PENDING', reason: null })),
    ...excluded.map(line => ({
      ...line,
      amountMinor: line.invoice.payableMinor,
      lowerReason: null,
      outcome: 'EXCLUDED',
    })),
  ];
  await tx.execute(
    `INSERT INTO approval_line (approval_id, invoice_id, invoice_event_no, amount_minor, lower_reason, outcome,
                                left_out_reason)
     SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::bigint[], $5::text[], $6::text[], $7::text[])`,
    [
      approvalId,
      lines.map(({ invoice }) => invoice.id),
      lines.map(({ invoice }) => invoice.eventNo),
      lines.map(({ amountMinor }) => amountMinor),
      lines.map(({ lowerReason }) => lowerReason),
      lines.map(({ outcome }) => outcome),
      lines.map(({ reason }) => reason),
    ],
  );
}

async function insertCredits(tx: Tx, approvalId: string, credits: readonly PlannedCredit[]): Promise<void> {
  await tx.execute(
    `INSERT INTO approval_credit (approval_id, credit_note_id, invoice_id, kind, amount_minor)
     SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[])`,
    [
      approvalId,
      credits.map(({ creditNoteId }) => creditNoteId),
      credits.map(({ invoiceId }) => invoiceId),
      credits.map(({ kind }) => kind),
      credits.map(({ amountMinor }) => amountMinor),
    ],
  );
}

async function recordPrepared(
  tx: Tx,
  viewer: Viewer,
  id: string,
  batch: BatchTerms,
  { choice: { frozen, excluded }, credits }: CreditedChoice,
): Promise<void> {
  const after = {
    invoiceCount: frozen.length,
    excludedCount: excluded.length,
    totalMinor: totalOf(frozen).toString(),
    creditMinor: totalOf(credits).toString(),
    currency: batch.currency,
  };
  await created(tx, viewer, approvalMachine, 'prepareApproval', [
    { id, state: 'PREPARED', event: 'approval.prepared', channels: approvalChannels(batch), after },
  ]);
}
