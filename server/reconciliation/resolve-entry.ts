import { z } from 'zod';
import { created, operatorChannel, organizationChannel, transition } from '../events/index.js';
import { settlementEffects } from '../financings/index.js';
import { reverse } from '../ledger/index.js';
import { SamePerson } from '../organizations/index.js';
import { followNow, instructOutside, isOfClaim, type PaymentRow } from '../payments/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { actsInPerson, type MemberViewer, systemViewer, type Viewer } from '../platform/viewer.js';
import { recordEntry } from './entry-events.js';
import type { EntryResolutionRow, ResolutionKind } from './entry-resolution.entity.js';
import { suspend, suspenseCause } from './follow-entries.js';
import { isBookable } from './match-entry.js';
import { messagesOfMatch, registerMatch, undoingMessage } from './match-messages.js';
import {
  EntriesDiffer,
  PayerGoesFirst,
  PayerUnknown,
  PaymentDiffers,
  RefundDiffers,
  ResolutionProposed,
} from './reconciliation.problems.js';
import { entryPolicy, isOwnWord, ofOwnOrganization, resolutionPolicy } from './reconciliation.policy.js';
import type { BankEntryRow } from './reconciliation.entity.js';
import { entryResolutionMachine } from './reconciliation.states.js';
import type { RefundKind } from './refund-sides.js';
import { obstacleToRefund, takeForRefund, undoRefund } from './resolve-refund.js';

const proposal = z
  .object({
    entryId: wireId('bankEntry'),
    kind: z.enum(['PAYMENT', 'OFFSET', 'UNRELATED', 'SET_ASIDE', 'REFUND', 'SENT_BACK', 'SENT_ON']),
    paymentId: wireId('payment').nullish(),
    otherEntryId: wireId('bankEntry').nullish(),
    refundId: wireId('refund').nullish(),
    invoiceId: wireId('invoice').nullish(),
    reason: text(500),
    idempotencyKey: uuidKey,
  })
  .refine(({ kind, paymentId }) => (kind === 'PAYMENT') === Boolean(paymentId), {
    path: ['paymentId'],
    message: 'Name the payment, of the kind PAYMENT alone.',
  })
  .refine(({ kind, otherEntryId }) => (kind === 'OFFSET') === Boolean(otherEntryId), {
    path: ['otherEntryId'],
    message: 'Name the other entry, of the kind OFFSET alone.',
  })
  .refine(({ kind, refundId }) => isOfRefund(kind) || !refundId, {
    path: ['refundId'],
    message: 'Name the refund, of the kinds REFUND, SENT_BACK and SENT_ON alone.',
  })
  .refine(({ kind, refundId }) => (kind !== 'SENT_BACK' && kind !== 'SENT_ON') || Boolean(refundId), {
    path: ['refundId'],
    message: 'Name what was held.',
  })
  .refine(({ kind, refundId, invoiceId }) => !invoiceId || (kind === 'REFUND' && !refundId), {
    path: ['invoiceId'],
    message: 'Name the invoice of money that came wrongly, where it is to be held, alone.',
  });

function isOfRefund(kind: ResolutionKind): kind is RefundKind {
  return kind === 'REFUND' || kind === 'SENT_BACK' || kind === 'SENT_ON';
}

interface Resolved {
  readonly resolutionId: string;
}

/** A person of the account's organization says what an entry is. Nothing is posted until another confirms. */
export const proposeResolution = command({
  name: 'proposeResolution',
  input: proposal,
  problems: [
    NotFound,
    NotPermitted,
    NotAvailable,
    ResolutionProposed,
    EntriesDiffer,
    PaymentDiffers,
    PayerGoesFirst,
    PayerUnknown,
    RefundDiffers,
  ],
  async execute(tx, viewer, { entryId, kind, reason, ...named }): Promise<Resolved | Problem> {
    const { paymentId = null, otherEntryId = null, refundId = null, invoiceId = null } = named;
    const entries = await lockEntries(tx, [entryId, ...(otherEntryId ? [otherEntryId] : [])]);
    const entry = entries.find(({ id }) => id === entryId);
    const other = entries.find(({ id }) => id === otherEntryId);
    if (!entry || (otherEntryId && !other)) return new NotFound();
    const refused =
      refusal(entryPolicy.RESOLVE, viewer, entry) ?? (other && refusal(entryPolicy.RESOLVE, viewer, other));
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    if ((kind === 'SET_ASIDE') !== (entry.state === 'HELD')) return new NotAvailable(entry.state);
    if (await isSpokenOf(tx, entries)) return new ResolutionProposed();
    if (other && !undoOneAnother(entry, other)) return new EntriesDiffer();
    if (paymentId) {
      const payment = await visiblePayment(tx, entry, paymentId);
      if (!payment) return new NotFound();
      if (!canBe(entry, payment) || !(await isBetweenItsParties(tx, entry, payment))) return new PaymentDiffers();
      if (!payment.isBookable) return new NotAvailable(payment.state);
      if (isUnconfirmed(entry, payment)) return new PayerGoesFirst();
    }
    if (isOfRefund(kind)) {
      const obstacle = await obstacleToRefund(tx, entry, { kind, refundId, invoiceId });
      if (obstacle) return obstacle;
    }

    const resolutionId = newId();
    await tx.execute(
      `INSERT INTO entry_resolution (id, entry_id, organization_id, kind, payment_id, other_entry_id, refund_id, invoice_id,
                                     reason, proposed_by, state, event_no)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'PROPOSED', 1)`,
      [
        resolutionId,
        entryId,
        entry.organizationId,
        kind,
        paymentId,
        otherEntryId,
        refundId,
        invoiceId,
        reason,
        viewer.personId,
      ],
    );
    await created(tx, viewer, entryResolutionMachine, 'proposeResolution', [
      {
        id: resolutionId,
        state: 'PROPOSED',
        event: 'entryResolution.proposed',
        channels: channelsOf(entry),
        after: { kind, entryId, reason },
      },
    ]);
    return { resolutionId };
  },
});

const decision = z.object({ resolutionId: wireId('entryResolution'), idempotencyKey: uuidKey });

/**
 * Another person confirms what the entry is, or that it was taken for the wrong thing: what was in suspense goes out of it
 * and is posted as what it is, in one commit; or the other way round.
 */
export const confirmResolution = command({
  name: 'confirmResolution',
  input: decision,
  problems: [
    NotFound,
    NotPermitted,
    NotAvailable,
    SamePerson,
    PaymentDiffers,
    PayerGoesFirst,
    PayerUnknown,
    RefundDiffers,
  ],
  async execute(tx, viewer, { resolutionId }): Promise<Resolved | Problem> {
    const row = await lockResolution(tx, resolutionId);
    if (!row) return new NotFound();
    const refused = refusal(resolutionPolicy.CONFIRM, viewer, row);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    if (isOwnWord(viewer, row)) return new SamePerson();
    const isUndoing = row.state === 'UNDOING';
    const first = isUndoing ? row.undoProposedBy! : row.proposedBy;
    const seconded: MemberViewer = { ...viewer, proposedBy: first };
    const outcome = isUndoing ? await undo(tx, seconded, row) : await carryOut(tx, seconded, row);
    if (outcome instanceof Problem) return outcome;
    if (isUndoing) {
      await decide(tx, seconded, row, 'UNDONE', 'entryResolution.undone', { undone_by: viewer.personId });
    } else {
      await decide(tx, seconded, row, 'CONFIRMED', 'entryResolution.confirmed', {
        ...(await decidedBy(tx, viewer)),
        ...outcome,
      });
    }
    return { resolutionId };
  },
});

/** Turns a proposal down, or takes it back: what the entry is, or that it was not that. */
export const refuseResolution = command({
  name: 'refuseResolution',
  input: decision,
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { resolutionId }): Promise<Resolved | Problem> {
    const row = await lockResolution(tx, resolutionId);
    if (!row) return new NotFound();
    const refused = refusal(resolutionPolicy.REFUSE, viewer, row);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    if (row.state === 'UNDOING') {
      await decide(tx, viewer, row, 'CONFIRMED', 'entryResolution.undoRefused', {
        undo_proposed_by: null,
        undo_reason: null,
      });
    } else {
      await decide(tx, viewer, row, 'REFUSED', 'entryResolution.refused', await decidedBy(tx, viewer));
    }
    return { resolutionId };
  },
});

/** A person says that an entry was taken for the wrong thing; another confirms, and it is in suspense again. */
export const undoResolution = command({
  name: 'undoResolution',
  input: decision.extend({ reason: text(500) }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { resolutionId, reason }): Promise<Resolved | Problem> {
    const row = await lockResolution(tx, resolutionId);
    if (!row) return new NotFound();
    const refused = refusal(resolutionPolicy.UNDO, viewer, row);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    await decide(tx, viewer, row, 'UNDOING', 'entryResolution.undoProposed', {
      undo_proposed_by: viewer.personId,
      undo_reason: reason,
    });
    return { resolutionId };
  },
});

/** Resolves to what is known of the resolution from now on, by its columns. */
async function carryOut(tx: Tx, viewer: MemberViewer, row: EntryResolutionRow): Promise<Problem | object> {
  const entries = await lockEntries(tx, idsOf(row));
  const moved = entries.find(({ state }) => state !== (row.kind === 'SET_ASIDE' ? 'HELD' : 'SUSPENSE'));
  if (moved) return new NotAvailable(moved.state);
  if (row.kind === 'SET_ASIDE') {
    await recordEntry(tx, viewer, 'confirmResolution', entries[0]!, 'RESOLVED', 'bankEntry.setAside');
    return {};
  }
  if (row.kind === 'PAYMENT') {
    const refused = await takeForPayment(tx, viewer, entries[0]!, row.paymentId!);
    if (refused) return refused;
  }
  const known = isOfRefund(row.kind) ? await takeForRefund(tx, viewer, entries[0]!, { ...row, kind: row.kind }) : {};
  if (known instanceof Problem) return known;
  for (const entry of entries) {
    await recordEntry(tx, viewer, 'confirmResolution', entry, 'RESOLVED', 'bankEntry.resolved');
    await reverse(tx, suspenseCause(entry));
  }
  return 'refundId' in known ? { refund_id: known.refundId } : {};
}

/** The entry is that payment: it settles by it now, in this commit, unless something stands against it. */
async function takeForPayment(tx: Tx, viewer: Viewer, entry: BankEntryRow, paymentId: string): Promise<Problem | null> {
  const payment = await visiblePayment(tx, entry, paymentId);
  // Its bank may have named it since.
  if (!payment?.isBookable) return new NotAvailable(payment?.state ?? 'SETTLED');
  if (isUnconfirmed(entry, payment)) return new PayerGoesFirst();
  const match = await registerMatch(tx, entry, paymentId);
  if (!match) return new PaymentDiffers();
  if (match.state === 'DUE') await instructOutside(tx, settlementEffects, `bank entry ${entry.id}`, match, match);
  const held = await followNow(tx, messagesOfMatch(entry, match, true), settlementEffects, viewer);
  return held ? new NotAvailable(held) : null;
}

async function undo(tx: Tx, viewer: MemberViewer, row: EntryResolutionRow): Promise<Problem | null> {
  const entries = await lockEntries(tx, idsOf(row));
  const moved = entries.find(({ state }) => state !== 'RESOLVED');
  if (moved) return new NotAvailable(moved.state);
  if (row.kind === 'PAYMENT') {
    const message = await undoingMessage(tx, entries[0]!, row.paymentId!);
    const held = message && (await followNow(tx, [message], settlementEffects, viewer));
    if (held) return new NotAvailable(held);
    // What came back by itself has gone both ways: the other party's entries stand.
    if (message) {
      await reopenFollowed(tx, row, message.endToEndId);
      await undoOtherSide(tx, viewer, row);
    }
  }
  if (isOfRefund(row.kind)) {
    const obstacle = await undoRefund(tx, viewer, entries[0]!, { ...row, kind: row.kind });
    if (obstacle) return obstacle;
    await undoOtherSide(tx, viewer, row);
  }
  for (const entry of entries) await suspend(tx, viewer, entry, 'NO_MATCH', 'bankEntry.reopened');
  return null;
}

/**
 * What the other party had named as the same payment, or the same side of a refund, is no more that than this is: its entry is
 * in suspense again, by the word of these two persons.
 */
async function undoOtherSide(tx: Tx, viewer: MemberViewer, row: EntryResolutionRow): Promise<void> {
  const others = await tx.query<EntryResolutionRow>(
    `SELECT * FROM entry_resolution
      WHERE id <> $1 AND kind = $2 AND state IN ('CONFIRMED', 'UNDOING') AND $3::uuid IN (payment_id, refund_id)
      ORDER BY id FOR UPDATE`,
    [row.id, row.kind, row.paymentId ?? row.refundId],
  );
  for (const other of others) {
    const entry = await tx.one<BankEntryRow>('SELECT * FROM bank_entry WHERE id = $1 FOR UPDATE', [other.entryId]);
    await suspend(tx, viewer, entry, 'NO_MATCH', 'bankEntry.reopened');
    const said = { ...other, undoReason: row.undoReason };
    await decide(tx, viewer, said, 'UNDONE', 'entryResolution.undone', {
      undo_proposed_by: row.undoProposedBy,
      undo_reason: row.undoReason,
      undone_by: viewer.personId,
    });
  }
}

/** What the other party's bank said, or a match found, to be the payment is in suspense as well. */
async function reopenFollowed(tx: Tx, { organizationId }: EntryResolutionRow, endToEndId: string): Promise<void> {
  const followed = await tx.query<BankEntryRow>(
    `SELECT e.* FROM bank_entry e JOIN bank_message_receipt m USING (message_id)
      WHERE m.content ->> 'endToEndId' = $1 AND e.state = 'FOLLOWED' AND NOT e.returned AND e.organization_id <> $2
      ORDER BY e.id FOR UPDATE OF e`,
    [endToEndId, organizationId],
  );
  for (const entry of followed) await suspend(tx, systemViewer, entry, 'NO_MATCH');
}

function idsOf({ entryId, otherEntryId }: EntryResolutionRow): string[] {
  return [entryId, ...(otherEntryId ? [otherEntryId] : [])];
}

/** The entries that the viewer sees, locked. */
function lockEntries(tx: Tx, ids: readonly string[]): Promise<BankEntryRow[]> {
  return tx.query<BankEntryRow>(
    `SELECT t.* FROM bank_entry t WHERE t.id = ANY ($1::uuid[]) AND ${ofOwnOrganization} ORDER BY t.id FOR UPDATE`,
    [ids],
  );
}

function lockResolution(tx: Tx, id: string): Promise<EntryResolutionRow | undefined> {
  return tx.maybe(`SELECT t.* FROM entry_resolution t WHERE t.id = $1 AND ${ofOwnOrganization} FOR UPDATE`, [id]);
}

async function isSpokenOf(tx: Tx, entries: readonly BankEntryRow[]): Promise<boolean> {
  const open = await tx.query(
    `SELECT FROM entry_resolution
      WHERE (entry_id = ANY ($1::uuid[]) OR other_entry_id = ANY ($1::uuid[])) AND state IN ('PROPOSED', 'UNDOING')`,
    [entries.map(({ id }) => id)],
  );
  return open.length > 0;
}

function undoOneAnother(one: BankEntryRow, other: BankEntryRow): boolean {
  return (
    one.side !== other.side &&
    one.amountMinor === other.amountMinor &&
    one.currency === other.currency &&
    one.organizationId === other.organizationId
  );
}

/** A payment of the viewer's organization, as payer or as payee. */
function visiblePayment(
  tx: Tx,
  { side, amountMinor }: BankEntryRow,
  id: string,
): Promise<(PaymentRow & { readonly isBookable: boolean }) | undefined> {
  return tx.maybe(
    `SELECT t.*, ${isBookable('$2', '$3')} AS is_bookable FROM payment t
      WHERE t.id = $1 AND viewer_organization() IN (t.payer_id, t.payee_id)`,
    [id, side, amountMinor],
  );
}

function canBe(entry: BankEntryRow, payment: PaymentRow): boolean {
  const owner = entry.side === 'CREDIT' ? payment.payeeId : payment.payerId;
  return (
    !entry.returned &&
    owner === entry.organizationId &&
    payment.currency === entry.currency &&
    (payment.amountMinor === entry.amountMinor || isOfClaim(payment))
  );
}

/**
 * Whether nothing but the word of the payee's persons says that the payer paid: its bank names no account, and the payer has
 * neither released the payment nor has its own bank booked it.
 */
function isUnconfirmed({ side, counterpartyIban }: BankEntryRow, { state }: PaymentRow): boolean {
  return side === 'CREDIT' && counterpartyIban === null && state === 'DUE';
}

/** Where the bank names the other account, it is one of the other party's: only the right payer pays, whoever says so. */
async function isBetweenItsParties(tx: Tx, entry: BankEntryRow, payment: PaymentRow): Promise<boolean> {
  if (entry.counterpartyIban === null) return true;
  const otherId = entry.side === 'CREDIT' ? payment.payerId : payment.payeeId;
  const found = await tx.query(
    `SELECT FROM bank_account WHERE organization_id = $1 AND iban = $2 AND state IN ('VERIFIED', 'CLOSED')`,
    [otherId, entry.counterpartyIban],
  );
  return found.length > 0;
}

function channelsOf({ organizationId }: Pick<BankEntryRow, 'organizationId'>) {
  return [organizationChannel(organizationId), operatorChannel];
}

async function decidedBy(tx: Tx, { personId }: MemberViewer) {
  const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
  return { decided_by: personId, decided_at: now };
}

function decide(
  tx: Tx,
  viewer: Viewer,
  row: EntryResolutionRow,
  to: EntryResolutionRow['state'],
  event: string,
  set: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { kind, reason, undoReason } = row;
  const change = { row, to, event, channels: channelsOf(row), after: { kind, reason, undoReason } };
  return transition(tx, viewer, entryResolutionMachine, event, [change], set);
}
