import type { Tx } from '../platform/database.js';
import { paymentHeld, type PaymentRow } from '../payments/index.js';
import type { BankEntryRow, EntryReason } from './reconciliation.entity.js';

/** A payment that an entry can be, with the accounts between which it went. */
export type Candidate = Pick<PaymentRow, 'id' | 'invoiceId' | 'financingId' | 'feeBillId' | 'state' | 'endToEndId'> & {
  readonly payerAccountId: string;
  readonly payeeAccountId: string;
  readonly payerIban: string;
  readonly payeeIban: string;
};

/**
 * Whether payment `t` can be what was booked on a side for an amount, an SQL condition of two SQL expressions: no entry of
 * that side is it yet, and it is open, or the other party's entry settled what was paid past the marketplace, by that amount.
 * One that is held, for its claim is being sold, is not open.
 */
export function isBookable(side: string, amountMinor: string): string {
  return `((t.state = 'INSTRUCTED' OR (t.state = 'DUE' AND ${paymentHeld} IS NULL)
            OR (t.state = 'SETTLED' AND t.outside
                AND EXISTS (SELECT FROM bank_message_receipt m
                             WHERE m.content ->> 'endToEndId' = t.end_to_end_id AND m.kind = 'BOOKED'
                               AND (m.content ->> 'amountMinor')::bigint = ${amountMinor})))
           AND NOT EXISTS (SELECT FROM bank_entry o JOIN bank_message_receipt m USING (message_id)
                            WHERE m.content ->> 'endToEndId' = t.end_to_end_id AND o.side = ${side} AND NOT o.returned)
           AND NOT EXISTS (SELECT FROM entry_resolution r JOIN bank_entry o ON o.id = r.entry_id
                            WHERE r.payment_id = t.id AND r.state IN ('CONFIRMED', 'UNDOING') AND o.side = ${side}))`;
}

/**
 * What an entry is that names no instruction of ours: the one payment of its amount, between its two accounts, both verified,
 * whose document it names (rule: amount, payer and reference). Anything less is no match, and is never guessed.
 */
export async function matchEntry(tx: Tx, entry: BankEntryRow): Promise<Candidate | EntryReason> {
  if (entry.returned) return 'NO_MATCH';
  if (await isNamedAgain(tx, entry)) return 'PAYMENT_BOOKED';
  const named = await paymentsNamed(tx, entry);
  if (named.length === 0) return 'NO_MATCH';
  const between = named.filter(({ isRightParty }) => isRightParty);
  // The money is here; it is not the payer's that was to pay it.
  if (between.length === 0)
    return entry.side === 'CREDIT' && entry.counterpartyIban !== null ? 'WRONG_PAYER' : 'NO_MATCH';
  return between.length === 1 ? between[0]! : 'SEVERAL_MATCHES';
}

/** What names a payment of ours by its id is followed at once, unless another entry is that payment already. */
async function isNamedAgain(tx: Tx, { endToEndId }: BankEntryRow): Promise<boolean> {
  if (endToEndId === null) return false;
  return (await tx.query('SELECT FROM payment WHERE end_to_end_id = $1', [endToEndId])).length > 0;
}

/**
 * Payments of the amount that the account's organization is owed, or owes, and whose document, or id, stands among the words
 * of the entry.
 */
function paymentsNamed(tx: Tx, entry: BankEntryRow): Promise<(Candidate & { readonly isRightParty: boolean })[]> {
  const [own, other] = entry.side === 'CREDIT' ? ['payee', 'payer'] : ['payer', 'payee'];
  return tx.query(
    `SELECT t.id, t.invoice_id, t.financing_id, t.fee_bill_id, t.state, t.end_to_end_id,
            x.id IS NOT NULL AS is_right_party,
            CASE WHEN $6 THEN x.id ELSE a.id END AS payer_account_id, CASE WHEN $6 THEN a.id ELSE x.id END AS payee_account_id,
            CASE WHEN $6 THEN x.iban ELSE a.iban END AS payer_iban, CASE WHEN $6 THEN a.iban ELSE x.iban END AS payee_iban
       FROM payment t
       JOIN bank_account a ON a.id = $1
       LEFT JOIN bank_account x ON x.organization_id = t.${other}_id AND x.iban = $5 AND x.currency = t.currency
                               AND x.state = 'VERIFIED' AND x.usable_from <= business_now()
                               AND (t.${other}_account_id IS NULL OR t.${other}_account_id = x.id)
       LEFT JOIN invoice i ON i.id = t.invoice_id
       LEFT JOIN fee_bill b ON b.id = t.fee_bill_id
      WHERE t.${own}_id = $2 AND t.amount_minor = $3 AND t.currency = $4
        AND (t.${own}_account_id IS NULL OR t.${own}_account_id = a.id)
        AND ${isBookable('$8', '$3')}
        AND EXISTS (SELECT FROM unnest(ARRAY[i.number, b.number, t.end_to_end_id]) AS n(number)
                     WHERE length(plain(n.number)) >= 3 AND position(plain(n.number) IN plain($7)) > 0)
      ORDER BY x.id IS NULL, t.id LIMIT 2`,
    [
      entry.accountId,
      entry.organizationId,
      entry.amountMinor,
      entry.currency,
      entry.counterpartyIban,
      entry.side === 'CREDIT',
      [entry.endToEndId, entry.remittance].filter(Boolean).join(' '),
      entry.side,
    ],
  );
}
