import { createHash, type Hash } from 'node:crypto';
import { byteOrderMark, csvRecord, numberCell, textCell } from '../platform/csv-writer.js';
import type { LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';

/**
 * What became of a line since the export before. CANCELLED: owed no more, or not by this payer; RELEASED: on its way to the
 * bank or paid. Both stand in one export, to say so.
 */
export type DueChange = 'NEW' | 'CHANGED' | 'UNCHANGED' | 'CANCELLED' | 'RELEASED';

/** In what a CHANGED line differs from the export before. */
export type DueField = 'PAYEE' | 'ACCOUNT' | 'AMOUNT' | 'DUE_DATE' | 'REFERENCE' | 'HOLD';

/**
 * Why a line must not be paid now. FINANCING_AGREED: the claim is being sold, the payee will change or stay; NO_ACCOUNT,
 * ACCOUNT_COOLS_OFF: the payee has no verified account, or a new one that is not to be paid into yet.
 */
export type DueHold = 'FINANCING_AGREED' | 'COLLECTED' | 'NO_ACCOUNT' | 'ACCOUNT_COOLS_OFF';

/** What is owed for one invoice, to the holder of the claim; or for one bill of fees, to the operator. */
export interface DueLine {
  readonly change: DueChange;
  readonly changed: readonly DueField[];
  /** Of an invoice; null for a bill. */
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  /** Of a bill of fees; null for an invoice. */
  readonly feeBillId: string | null;
  readonly billNumber: string | null;
  readonly paymentId: string;
  readonly payeeId: string;
  readonly payeeName: string;
  /** These three are null where the line is held for its account. */
  readonly holderName: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  /** Minor units of `currency`. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly dueOn: LocalDate;
  /** The end-to-end id under which the payment is expected. */
  readonly reference: string;
  readonly heldReason: DueHold | null;
}

/** The columns of the file; the record of a line follows them. */
export const dueListHeadings: readonly string[] = [
  'change',
  'changed',
  'due_on',
  'payee',
  'holder',
  'iban',
  'bic',
  'currency',
  'amount',
  'reference',
  'invoice_number',
  'hold',
];

export function dueListRecord(line: DueLine): string[] {
  return [
    line.change,
    line.changed.join(' '),
    line.dueOn,
    textCell(line.payeeName),
    textCell(line.holderName ?? ''),
    line.iban ?? '',
    line.bic ?? '',
    line.currency,
    numberCell(formatMoney(line)),
    line.reference,
    // Of what is paid: a file that was taken away before there were bills in it is had again to the byte.
    textCell(line.invoiceNumber ?? line.billNumber ?? ''),
    line.heldReason ?? '',
  ];
}

/** The SHA-256 of the file of these lines, to the byte, without the file. */
export async function dueListHash(
  pages: AsyncIterable<readonly DueLine[]>,
): Promise<{ sha256: Buffer; count: number }> {
  const hash: Hash = createHash('sha256').update(byteOrderMark + csvRecord(dueListHeadings));
  let count = 0;
  for await (const lines of pages) {
    for (const line of lines) hash.update(csvRecord(dueListRecord(line)));
    count += lines.length;
  }
  return { sha256: hash.digest(), count };
}
