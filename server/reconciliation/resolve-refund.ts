import { settlementEffects } from '../financings/index.js';
import { post, refunded, refundCause, refundHeld, reverse } from '../ledger/index.js';
import { followNow, instructOutside, registerBankMessages } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { NotAvailable, type Problem } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import {
  holdRefund,
  lockRefund,
  type RefundRow,
  refundReopened,
  refundSentBack,
  refundUndone,
} from '../refunds/index.js';
import type { EntryResolutionRow } from './entry-resolution.entity.js';
import type { Candidate } from './match-entry.js';
import { messagesOfMatch, undoingMessage } from './match-messages.js';
import type { BankEntryRow } from './reconciliation.entity.js';
import { PayerUnknown, RefundDiffers } from './reconciliation.problems.js';
import { isMeantFor, payersOf, type RefundKind, type RefundSide, refundSide } from './refund-sides.js';

/** What is said of an entry that is a side of a refund; without a refund it is what makes one. */
export type SaidOfRefund = Pick<EntryResolutionRow, 'refundId' | 'invoiceId'> & { readonly kind: RefundKind };

const cause = 'confirmResolution';

/** Why an entry cannot be this; null where it can. */
export async function obstacleToRefund(tx: Tx, entry: BankEntryRow, said: SaidOfRefund): Promise<Problem | null> {
  if (said.refundId !== null)
    return (await refundSide(tx, entry.id, said.refundId, said.kind)) ? null : new RefundDiffers();
  const payer = (await payersOf(tx, [entry.id])).get(entry.id);
  if (!payer) return new PayerUnknown();
  const isMeant = said.invoiceId === null || (await isMeantFor(tx, entry, payer, said.invoiceId));
  return isMeant ? null : new RefundDiffers();
}

/** The entry is that side of a refund: what follows from it does so once, whichever side is named first. */
export async function takeForRefund(
  tx: Tx,
  viewer: Viewer,
  entry: BankEntryRow,
  said: SaidOfRefund,
): Promise<Problem | { readonly refundId: string }> {
  const refused = await obstacleToRefund(tx, entry, said);
  if (refused) return refused;
  const { kind, refundId } = said;
  if (refundId === null) return { refundId: await hold(tx, viewer, entry, said.invoiceId) };
  const obstacle = kind === 'SENT_ON' ? await sendOn(tx, viewer, entry, refundId) : await name(tx, viewer, entry, said);
  return obstacle ?? { refundId };
}

/** It came wrongly: it is the payer's, and held for it. */
async function hold(tx: Tx, viewer: Viewer, entry: BankEntryRow, invoiceId: string | null): Promise<string> {
  const payer = (await payersOf(tx, [entry.id])).get(entry.id)!;
  const { organizationId: receiverId, amountMinor, currency } = entry;
  const deal = { receiverId, payerId: payer.organizationId, invoiceId, amountMinor, currency };
  const id = await holdRefund(tx, viewer, cause, {
    ...deal,
    entryId: entry.id,
    receiverAccountId: entry.accountId,
    payerAccountId: payer.accountId,
    financingId: null,
    heldOn: entry.bookedOn,
  });
  await post(tx, [refundHeld({ ...deal, cause: refundCause(id) })]);
  return id;
}

/** The payer's side of what is held, or a side of what went back. */
async function name(tx: Tx, viewer: Viewer, entry: BankEntryRow, said: SaidOfRefund): Promise<Problem | null> {
  const refund = await lockRefund(tx, said.refundId!);
  // It may have moved while this waited for the lock.
  if (!refund || !(await refundSide(tx, entry.id, refund.id, said.kind))) return new RefundDiffers();
  if (said.kind === 'REFUND' || refund.state !== 'HELD') return null;
  const accounts = await accountsOfReturn(tx, entry, refund);
  const sending = await refundSentBack(tx, viewer, cause, refund, { ...accounts, sentOn: entry.bookedOn });
  await post(tx, [refunded({ ...dealOf(refund), cause: refundCause(refund.id, sending) })]);
  return null;
}

/** Between which accounts it went back: the entry's own, and that which the bank names, else the one it had come from. */
async function accountsOfReturn(
  tx: Tx,
  { side, accountId, counterpartyIban, currency }: BankEntryRow,
  { receiverId, payerId, payerAccountId, paymentId }: RefundRow,
): Promise<{ fromAccountId: string; toAccountId: string }> {
  const otherId = side === 'DEBIT' ? payerId : receiverId;
  const { id: otherAccountId } = await tx.one<{ id: string }>(
    `SELECT a.id FROM bank_account a
      WHERE a.organization_id = $1 AND a.currency = $2
        AND CASE WHEN $3::text IS NULL
                 THEN a.id = coalesce($4::uuid, (SELECT payer_account_id FROM payment WHERE id = $5))
                 ELSE a.iban = $3 AND a.state IN ('VERIFIED', 'CLOSED') END
      ORDER BY a.state DESC, a.id LIMIT 1`,
    [otherId, currency, counterpartyIban, payerAccountId, paymentId],
  );
  return side === 'DEBIT'
    ? { fromAccountId: accountId, toAccountId: otherAccountId }
    : { fromAccountId: otherAccountId, toAccountId: accountId };
}

/** It went on to the holder of the claim: what is due to it settles by it, as what was paid past the marketplace. */
async function sendOn(tx: Tx, viewer: Viewer, entry: BankEntryRow, refundId: string): Promise<Problem | null> {
  const side = await refundSide(tx, entry.id, refundId, 'SENT_ON');
  if (!side) return new RefundDiffers();
  const match = await claimPaidBy(tx, side);
  const messages = messagesOfMatch(entry, match, true);
  await registerBankMessages(tx, messages);
  if (match.state === 'DUE') {
    const by = { payerAccountId: match.payerAccountId, payeeAccountId: match.payeeAccountId, refundId };
    if (!(await instructOutside(tx, settlementEffects, `bank entry ${entry.id}`, match, by)))
      return new RefundDiffers();
    const refund = await lockRefund(tx, refundId);
    if (refund?.state !== 'HELD') return new RefundDiffers();
    await tx.execute('UPDATE refund SET sent_from_account_id = $2, sent_on = $3 WHERE id = $1', [
      refundId,
      entry.accountId,
      entry.bookedOn,
    ]);
  }
  const held = await followNow(tx, messages, settlementEffects, viewer);
  return held ? new NotAvailable(held) : null;
}

/** The holder's claim as a payment between the account the money had come from and the holder's. */
function claimPaidBy(tx: Tx, { paymentId, refundId }: RefundSide): Promise<Candidate> {
  return tx.one(
    `SELECT p.id, p.invoice_id, p.financing_id, p.fee_bill_id, p.state, p.end_to_end_id,
            r.payer_account_id, p.payee_account_id, b.iban AS payer_iban, h.iban AS payee_iban
       FROM payment p
       JOIN refund r ON r.id = $2
       JOIN bank_account b ON b.id = r.payer_account_id
       JOIN bank_account h ON h.id = p.payee_account_id
      WHERE p.id = $1`,
    [paymentId, refundId],
  );
}

/** Two persons took back what they had said: what followed from it is taken back as well. */
export async function undoRefund(
  tx: Tx,
  viewer: Viewer,
  entry: BankEntryRow,
  { kind, refundId }: SaidOfRefund,
): Promise<Problem | null> {
  if (kind === 'SENT_ON') {
    const payment = await tx.maybe<{ id: string }>(
      `SELECT id FROM payment WHERE refund_id = $1 AND state = 'SETTLED'`,
      [refundId],
    );
    const message = payment && (await undoingMessage(tx, entry, payment.id));
    const held = message && (await followNow(tx, [message], settlementEffects, viewer));
    return held ? new NotAvailable(held) : null;
  }
  const refund = await lockRefund(tx, refundId!);
  const expected = kind === 'REFUND' ? 'HELD' : 'REFUNDED';
  if (refund?.state !== expected) return new NotAvailable(refund!.state);
  if (kind === 'REFUND') {
    await refundUndone(tx, viewer, cause, refund);
    await reverse(tx, refundCause(refund.id));
  } else {
    await refundReopened(tx, viewer, cause, refund);
    await reverse(tx, refundCause(refund.id, refund.sendings));
  }
  return null;
}

function dealOf({ receiverId, payerId, invoiceId, financingId, amountMinor, currency }: RefundRow) {
  return { receiverId, payerId, invoiceId, amountMinor, currency, ...(financingId && { financingId }) };
}
