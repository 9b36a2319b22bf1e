import { organizationVisible } from '../organizations/index.js';
import { paymentHeld } from '../payments/index.js';
import type { Db, Tx } from '../platform/database.js';
import type { EntryResolutionRow } from './entry-resolution.entity.js';
import type { BankEntryRow } from './reconciliation.entity.js';

/** Which side of a refund an entry is: that of the payer when it came, or either side when it left again. */
export type RefundKind = Extract<EntryResolutionRow['kind'], 'REFUND' | 'SENT_BACK' | 'SENT_ON'>;

/** Verified, or verified until it was closed: money goes on coming. */
const known = `a.state IN ('VERIFIED', 'CLOSED')`;

/**
 * The sides of refunds `r` that entry `e` can be, as SQL rows `refund_id, kind, payment_id`: of the same amount, on the account
 * where that side is expected, between the two whose money it is, and named by nobody yet. What left is said first by the
 * receiver, or by the payer that got it back; the holder of a claim hears of it when it was sent on to it, by `payment_id`.
 * Where the bank names no other account, only money that went back, or that the other side has named, is taken for it: the
 * claim of a third is paid by nobody's word alone.
 */
const sides = `
  SELECT r.id AS refund_id, s.kind, h.id AS payment_id
    FROM refund r
    LEFT JOIN LATERAL (
      SELECT t.id, t.state, t.payee_id, t.payee_account_id FROM payment t
       WHERE t.invoice_id = r.invoice_id AND t.kind = 'REPAYMENT' AND t.payer_id = r.payer_id
         AND CASE r.state WHEN 'HELD' THEN t.state = 'DUE' AND ${paymentHeld} IS NULL
                          ELSE t.state = 'SETTLED' AND t.refund_id = r.id END) h
      ON r.payer_account_id IS NOT NULL AND r.state IN ('HELD', 'FORWARDED')
   CROSS JOIN LATERAL (VALUES
     ('REFUND',
      e.side = 'DEBIT' AND e.organization_id = r.payer_id AND e.account_id = r.payer_account_id AND r.state <> 'UNDONE',
      r.receiver_id),
     ('SENT_BACK',
      CASE e.side WHEN 'DEBIT'
        THEN e.organization_id = r.receiver_id AND (r.state = 'HELD' OR (r.state = 'REFUNDED' AND e.account_id = r.sent_from_account_id))
        ELSE e.organization_id = r.payer_id AND ((r.state = 'HELD' AND e.counterparty_iban IS NOT NULL)
                                                 OR (r.state = 'REFUNDED' AND e.account_id = r.sent_to_account_id)) END,
      CASE e.side WHEN 'DEBIT' THEN r.payer_id ELSE r.receiver_id END),
     ('SENT_ON',
      h.id IS NOT NULL AND CASE e.side WHEN 'DEBIT'
        THEN e.organization_id = r.receiver_id
             AND CASE r.state WHEN 'HELD' THEN e.counterparty_iban IS NOT NULL ELSE e.account_id = r.sent_from_account_id END
        ELSE r.state = 'FORWARDED' AND e.organization_id = h.payee_id AND e.account_id = h.payee_account_id END,
      CASE e.side WHEN 'DEBIT' THEN h.payee_id ELSE r.receiver_id END)
   ) AS s(kind, is_side, other_id)
   WHERE (r.amount_minor, r.currency) = (e.amount_minor, e.currency) AND NOT e.returned AND s.is_side
     AND (e.counterparty_iban IS NULL OR EXISTS (
            SELECT FROM bank_account a
             WHERE a.organization_id = s.other_id AND a.iban = e.counterparty_iban AND a.currency = e.currency AND ${known}))
     AND NOT EXISTS (SELECT FROM entry_resolution o
                      WHERE o.refund_id = r.id AND o.kind = s.kind AND o.organization_id = e.organization_id
                        AND o.state IN ('CONFIRMED', 'UNDOING'))`;

/** What an entry can be of a refund; its payment is the claim's that it pays, or paid, as SENT_ON. */
export interface RefundSide {
  readonly refundId: string;
  readonly kind: RefundKind;
  readonly paymentId: string | null;
}

/** Whether the entry is that side of the refund; undefined where it cannot be. */
export function refundSide(
  tx: Tx,
  entryId: string,
  refundId: string,
  kind: RefundKind,
): Promise<RefundSide | undefined> {
  return tx.maybe(
    `SELECT s.* FROM bank_entry e CROSS JOIN LATERAL (${sides}) s
      WHERE e.id = $1 AND s.refund_id = $2 AND s.kind = $3`,
    [entryId, refundId, kind],
  );
}

/** More than anybody chooses among. */
const sidesMax = 20;

/** What each entry in suspense, one of the viewer's own, can be of refunds: those that came last first. */
export function refundSidesOf(db: Db, ids: readonly string[]): Promise<(RefundSide & { readonly entryId: string })[]> {
  return db.query(
    `SELECT e.id AS entry_id, s.*
       FROM bank_entry e
      CROSS JOIN LATERAL (SELECT s.* FROM (${sides}) s JOIN refund r ON r.id = s.refund_id
                           ORDER BY r.created_at DESC, r.id, s.kind LIMIT ${sidesMax}) s
      WHERE e.id = ANY ($1::uuid[]) AND e.state = 'SUSPENSE'
        AND (viewer_sees_all() OR e.organization_id = viewer_organization())`,
    [ids],
  );
}

/** The organization whose account the bank names as where money came from, with that account. */
export interface Payer {
  readonly accountId: string;
  readonly organizationId: string;
}

/** Of entries of money in: the one organization that the viewer deals with whose account it came from, by the entry's id. */
export async function payersOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Payer>> {
  const rows = await db.query<Payer & { readonly id: string }>(
    `SELECT e.id, min(a.id::text)::uuid AS account_id, min(a.organization_id::text)::uuid AS organization_id
       FROM bank_entry e
       JOIN bank_account a ON a.iban = e.counterparty_iban AND a.currency = e.currency AND ${known}
                          AND a.organization_id <> e.organization_id
       JOIN organization t ON t.id = a.organization_id AND ${organizationVisible}
      WHERE e.id = ANY ($1::uuid[]) AND e.side = 'CREDIT' AND NOT e.returned
      GROUP BY e.id HAVING count(DISTINCT a.organization_id) = 1`,
    [ids],
  );
  return new Map(rows.map(({ id, ...payer }) => [id, payer]));
}

/**
 * The invoices that money in can have been meant for: between the receiver, as supplier, and the payer, in that currency. Those
 * that its words name first, then those of its amount, then those due nearest. At most 20 an entry, by the entry's id.
 */
export function invoicesMeant(db: Db, ids: readonly string[]): Promise<{ entryId: string; invoiceId: string }[]> {
  return db.query(
    `SELECT e.id AS entry_id, i.id AS invoice_id
       FROM bank_entry e
       JOIN bank_account a ON a.iban = e.counterparty_iban AND a.currency = e.currency AND ${known}
                          AND a.organization_id <> e.organization_id
      CROSS JOIN LATERAL (
        SELECT i.id FROM invoice i
         WHERE i.supplier_id = e.organization_id AND i.buyer_id = a.organization_id AND i.currency = e.currency
           AND i.approved_minor IS NOT NULL
         ORDER BY position(plain(i.number) IN plain(coalesce(e.remittance, ''))) > 0 DESC,
                  i.approved_minor = e.amount_minor DESC, abs(i.adjusted_due_date - e.booked_on), i.id
         LIMIT ${sidesMax}) i
      WHERE e.id = ANY ($1::uuid[]) AND e.side = 'CREDIT' AND e.state = 'SUSPENSE' AND NOT e.returned
        AND (viewer_sees_all() OR e.organization_id = viewer_organization())`,
    [ids],
  );
}

/** Whether money from the payer to the entry's owner can have been meant for this invoice. */
export async function isMeantFor(tx: Tx, entry: BankEntryRow, payer: Payer, invoiceId: string): Promise<boolean> {
  const found = await tx.query(
    `SELECT FROM invoice WHERE id = $1 AND supplier_id = $2 AND buyer_id = $3 AND currency = $4 AND approved_minor IS NOT NULL`,
    [invoiceId, entry.organizationId, payer.organizationId, entry.currency],
  );
  return found.length > 0;
}
