import { z } from 'zod';
import { created } from '../events/index.js';
import { decisionReasons, type DecisionReason, lockVisibleInvoices } from '../invoices/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { orNull, positiveMoneyInput, uuidKey, wireId } from '../platform/input.js';
import { AMOUNT_MINOR_LIMIT } from '../platform/money.js';
import { InvalidInput, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { currentTerms, lockVisibleProgrammeForShare } from '../programmes/index.js';
import { approvalChannels } from './approval.channels.js';
import { ProgrammeClosed } from './approval.problems.js';
import { type BatchTerms, contentHashOf, freezeLines, type FrozenLine, totalOf } from './approval.rules.js';
import { approvalMachine } from './approval.states.js';

/** The most invoices of a batch. */
export const batchSizeMax = 10_000;

const line = z.object({
  invoiceId: wireId('invoice'),
  amount: orNull(positiveMoneyInput),
  lowerReason: z
    .enum(decisionReasons)
    .nullish()
    .transform((reason): DecisionReason | null => reason ?? null),
});

const input = z.object({
  programmeId: wireId('programme'),
  lines: z.array(line).min(1).max(batchSizeMax),
  idempotencyKey: uuidKey,
});

/**
 * Freezes invoices into a batch, with their versions, count, total and a hash over it all: what another person will look
 * at and release. Nothing happens to the invoices; one that changes before the release is left out of it.
 */
export const prepareApproval = command({
  name: 'prepareApproval',
  input,
  problems: [NotFound, NotPermitted, OrganizationSuspended, ProgrammeClosed],
  async execute(tx, viewer, { programmeId, lines }) {
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

    const invoices = await lockVisibleInvoices(
      tx,
      lines.map(asked => asked.invoiceId),
    );
    const outcome = freezeLines(
      programmeId,
      lines,
      invoices.filter(invoice => invoice.buyerId === buyer.id),
    );
    if ('faults' in outcome) return new InvalidInput(outcome.faults);
    const { frozen } = outcome;
    if (totalOf(frozen) >= AMOUNT_MINOR_LIMIT) return tooLarge();

    const batch: BatchTerms = {
      buyerId: buyer.id,
      programmeId,
      termsId: terms.id,
      undertakingHash: terms.undertakingHash,
      currency: frozen[0]!.invoice.currency,
    };
    const id = await insertApproval(tx, batch, frozen, preparer, programme.approvalLapseDays);
    await insertLines(tx, id, frozen);
    await recordPrepared(tx, viewer, id, batch, frozen);
    return { approvalId: id };
  },
});

function tooLarge(): InvalidInput {
  const message = 'The total of the batch has more than 15 digits.';
  return new InvalidInput([{ path: 'lines', code: 'TOTAL_TOO_LARGE', message }]);
}

async function insertApproval(
  tx: Tx,
  batch: BatchTerms,
  lines: readonly FrozenLine[],
  preparer: string,
  lapseDays: number,
): Promise<string> {
  const id = newId();
  const { buyerId, programmeId, termsId, currency } = batch;
  await tx.execute(
    `INSERT INTO approval (id, buyer_id, programme_id, terms_id, currency, invoice_count, total_minor, content_hash,
                           prepared_by, lapses_at, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, business_now() + make_interval(days => $10), 'PREPARED', 1)`,
    [
      id,
      buyerId,
      programmeId,
      termsId,
      currency,
      lines.length,
      totalOf(lines),
      contentHashOf(batch, lines),
      preparer,
      lapseDays,
    ],
  );
  return id;
}

async function insertLines(tx: Tx, approvalId: string, lines: readonly FrozenLine[]): Promise<void> {
  await tx.execute(
    `INSERT INTO approval_line (approval_id, invoice_id, invoice_event_no, amount_minor, lower_reason)
     SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::bigint[], $5::text[])`,
    [
      approvalId,
      lines.map(({ invoice }) => invoice.id),
      lines.map(({ invoice }) => invoice.eventNo),
      lines.map(({ amountMinor }) => amountMinor),
      lines.map(({ lowerReason }) => lowerReason),
    ],
  );
}

async function recordPrepared(
  tx: Tx,
  viewer: Viewer,
  id: string,
  batch: BatchTerms,
  lines: readonly FrozenLine[],
): Promise<void> {
  const after = { invoiceCount: lines.length, totalMinor: totalOf(lines).toString(), currency: batch.currency };
  await created(tx, viewer, approvalMachine, 'prepareApproval', [
    { id, state: 'PREPARED', event: 'approval.prepared', channels: approvalChannels(batch), after },
  ]);
}
