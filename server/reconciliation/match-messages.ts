import { type BankMessage, registerBankMessages } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import type { Candidate } from './match-entry.js';
import type { BankEntryRow } from './reconciliation.entity.js';
import { digestOf } from './report-parts.js';

/*
 * An entry that is taken for a payment says what a bank would have said that named it: that it left the payer's account and,
 * where it is the payee's entry, that it came. Whichever side's entry is first, the same is said once.
 */

type Between = Pick<Candidate, 'endToEndId' | 'payerIban' | 'payeeIban'>;
type Figures = Pick<BankEntryRow, 'side' | 'amountMinor' | 'currency' | 'bookedOn'>;

export function messagesOfMatch({ side, ...figures }: Figures, match: Between, saidByPersons = false): BankMessage[] {
  const debit = booked(figures, match, 'DEBIT', match.payerIban, match.payeeIban);
  const credit = booked(figures, match, 'CREDIT', match.payeeIban, match.payerIban);
  const said = side === 'CREDIT' ? [debit, credit] : [debit];
  return saidByPersons ? said.map(message => ({ ...message, saidByPersons })) : said;
}

function booked(
  { amountMinor, currency, bookedOn }: Omit<Figures, 'side'>,
  { endToEndId }: Between,
  side: 'DEBIT' | 'CREDIT',
  iban: string,
  counterpartyIban: string,
): BankMessage {
  const id = `${endToEndId}-${side}-${digestOf(iban, amountMinor, currency).slice(0, 8)}`;
  return { kind: 'BOOKED', id, endToEndId, iban, side, amountMinor, currency, bookedOn, counterpartyIban };
}

/** What an entry would be as this payment; undefined where one of its accounts is not known. */
export async function registerMatch(tx: Tx, entry: BankEntryRow, paymentId: string): Promise<Candidate | undefined> {
  const match = await tx.maybe<Candidate>(
    `SELECT p.id, p.invoice_id, p.financing_id, p.fee_bill_id, p.state, p.end_to_end_id,
            r.id AS payer_account_id, e.id AS payee_account_id, r.iban AS payer_iban, e.iban AS payee_iban
       FROM payment p
       JOIN LATERAL (SELECT a.id, a.iban FROM bank_account a
                      WHERE a.organization_id = p.payer_id AND a.currency = p.currency AND a.state IN ('VERIFIED', 'CLOSED')
                      ORDER BY a.id = p.payer_account_id DESC NULLS LAST, a.id = $2 DESC, a.iban = $3 DESC, a.state DESC LIMIT 1) r ON true
       JOIN LATERAL (SELECT a.id, a.iban FROM bank_account a
                      WHERE a.organization_id = p.payee_id AND a.currency = p.currency AND a.state IN ('VERIFIED', 'CLOSED')
                      ORDER BY a.id = p.payee_account_id DESC NULLS LAST, a.id = $2 DESC, a.iban = $3 DESC, a.state DESC LIMIT 1) e ON true
      WHERE p.id = $1`,
    [paymentId, entry.accountId, entry.counterpartyIban],
  );
  if (match) await registerBankMessages(tx, messagesOfMatch(entry, match, true));
  return match;
}

/** What undoes a payment that an entry was taken for: as if it had come back. Undefined where it has, or never settled. */
export async function undoingMessage(tx: Tx, entry: BankEntryRow, paymentId: string): Promise<BankMessage | undefined> {
  const payment = await tx.maybe<{ endToEndId: string; iban: string; amountMinor: bigint }>(
    `SELECT p.end_to_end_id, a.iban, p.amount_minor FROM payment p JOIN bank_account a ON a.id = p.payer_account_id
      WHERE p.id = $1 AND p.state = 'SETTLED'`,
    [paymentId],
  );
  if (!payment) return undefined;
  const message: BankMessage = {
    kind: 'RETURNED',
    id: `${payment.endToEndId}-UNDO-${entry.id.slice(0, 8)}`,
    ...payment,
    side: 'CREDIT',
    saidByPersons: true,
    currency: entry.currency,
    returnedOn: entry.bookedOn,
    reasonCode: 'NARR',
    reason: 'taken for this payment by mistake',
  };
  await registerBankMessages(tx, [message]);
  return message;
}
