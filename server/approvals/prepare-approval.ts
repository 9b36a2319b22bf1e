import { z } from 'zod';
import { created } from '../events/index.js';
import { decisionReasons, type DecisionReason, invoiceFilterInput } from '../invoices/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { currencyCode, moneyInput, orNull, positiveMoneyInput, refuse, uuidKey, wireId } from '../platform/input.js';
import { AMOUNT_MINOR_LIMIT, type Money } from '../platform/money.js';
import { InvalidInput, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { hasPermission, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { currentTerms, lockVisibleProgrammeForShare } from '../programmes/index.js';
import { approvalChannels } from './approval.channels.js';
import type { ExclusionReason } from './approval.entity.js';
import type { ExclusionCount } from './approval-line.types.js';
import { BatchTooLarge, NothingToApprove, ProgrammeClosed, SelectionChanged } from './approval.problems.js';
import { type BatchTerms, contentHashOf, type ExcludedInvoice, totalOf } from './approval.rules.js';
import { approvalMachine } from './approval.states.js';
import {
  type BatchFrame,
  batchSizeMax,
  type Choice,
  chooseFromFile,
  chooseLines,
  chooseMatching,
} from './choose-invoices.js';

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
    currency: orNull(currencyCode),
    expected: orNull(z.object({ count: z.number().int(), total: moneyInput })),
    idempotencyKey: uuidKey,
  })
  .superRefine(({ lines, filter, file }, context) => {
    const ways = [lines, filter, file].filter(way => way !== null).length;
    if (ways !== 1) refuse(context, 'ONE_WAY', 'Name the invoices by lines, by a filter or by a file.', ['lines']);
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
    const choice = await choose(tx, frame, given);
    if (choice instanceof Problem) return choice;
    const { frozen, excluded } = choice;
    const refusedRows = choice.refusedRows.slice(0, refusedRowsMax);
    const [first] = frozen;
    if (!first) return new NothingToApprove(countReasons(excluded), refusedRows);
    if (frozen.length > batchSizeMax) return new BatchTooLarge(batchSizeMax);
    const { currency } = first.invoice;
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
    const id = await insertApproval(tx, batch, choice, preparer, programme.approvalLapseDays);
    await insertLines(tx, id, choice);
    await recordPrepared(tx, viewer, id, batch, choice);
    return { approvalId: id, refusedRows, refusedRowCount: choice.refusedRows.length };
  },
});

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
  { frozen, excluded }: Choice,
  preparer: string,
  lapseDays: number,
): Promise<string> {
  const id = newId();
  const { buyerId, programmeId, termsId, currency } = batch;
  await tx.execute(
    `INSERT INTO approval (id, buyer_id, programme_id, terms_id, currency, invoice_count, excluded_count, total_minor,
                           content_hash, prepared_by, lapses_at, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, business_now() + make_interval(days => $11), 'PREPARED', 1)`,
    [
      id,
      buyerId,
      programmeId,
      termsId,
      currency,
      frozen.length,
      excluded.length,
      totalOf(frozen),
      contentHashOf(batch, frozen),
      preparer,
      lapseDays,
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

async function recordPrepared(
  tx: Tx,
  viewer: Viewer,
  id: string,
  batch: BatchTerms,
  { frozen, excluded }: Choice,
): Promise<void> {
  const after = {
    invoiceCount: frozen.length,
    excludedCount: excluded.length,
    totalMinor: totalOf(frozen).toString(),
    currency: batch.currency,
  };
  await created(tx, viewer, approvalMachine, 'prepareApproval', [
    { id, state: 'PREPARED', event: 'approval.prepared', channels: approvalChannels(batch), after },
  ]);
}
