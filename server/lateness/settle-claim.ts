import type { NewMovement } from '../ledger/index.js';
import type { Tx } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { ClaimPart } from '../programmes/index.js';
import { type Allocation, allocate, type ClaimParts, lessened } from './allocation.js';
import { chargesThrough, holdingFinancing } from './charge-late-days.js';

/** Money that came for a claim, in full or in part: booked on the payer's account on that day. Minor units. */
export interface ClaimPayment {
  readonly paymentId: string;
  readonly invoiceId: string;
  /** Null where nobody financed it. */
  readonly financingId: string | null;
  readonly bookedOn: LocalDate;
  readonly amountMinor: bigint;
  /** The claim was written off before. */
  readonly recovers: boolean;
}

export interface SettledClaim {
  readonly allocation: Allocation;
  /** What is still owed. */
  readonly rest: ClaimParts;
  /** What brings the charges to the day of the booking; for the caller to post, with what it posts itself. */
  readonly charges: readonly NewMovement[];
}

/**
 * What a payment was for, in the order of the terms, after the charges have come to the day it was booked on: not later, for
 * it was not the payer who let the message wait. The invoice is locked.
 */
export async function settleClaim(tx: Tx, payment: ClaimPayment): Promise<SettledClaim> {
  const charges = (await isCharged(tx, payment)) ? await chargesThrough(tx, [payment.invoiceId], payment.bookedOn) : [];
  const { order, ...owed } = await owedOf(tx, payment.invoiceId);
  const allocation = allocate(payment.amountMinor, owed, order);
  const rest = lessened(owed, allocation);
  await tx.execute(
    `INSERT INTO payment_allocation (payment_id, invoice_id, financing_id, booked_on, amount_minor, lump_sum_minor,
                                     late_interest_minor, interest_minor, principal_minor, excess_minor, recovers)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      payment.paymentId,
      payment.invoiceId,
      payment.financingId,
      payment.bookedOn,
      payment.amountMinor.toString(),
      allocation.lumpSumMinor.toString(),
      allocation.lateInterestMinor.toString(),
      allocation.interestMinor.toString(),
      allocation.principalMinor.toString(),
      allocation.excessMinor.toString(),
      payment.recovers,
    ],
  );
  if (rest.principalMinor === 0n)
    await tx.execute('UPDATE late_claim SET ends_on = greatest($2, charged_through) WHERE invoice_id = $1', [
      payment.invoiceId,
      payment.bookedOn,
    ]);
  return { allocation, rest, charges };
}

/** Whether it came late, or was taken to. */
async function isCharged(tx: Tx, { invoiceId, bookedOn }: ClaimPayment): Promise<boolean> {
  const found = await tx.query(
    `SELECT FROM invoice i WHERE i.id = $1 AND i.approved_minor IS NOT NULL
        AND (i.adjusted_due_date < $2 OR EXISTS (SELECT FROM late_claim WHERE invoice_id = i.id))`,
    [invoiceId, bookedOn],
  );
  return found.length > 0;
}

/** A payment came back: what it was for is owed again. Resolves to that; the charges are the caller's to bring up to date. */
export async function unsettleClaim(tx: Tx, paymentId: string): Promise<ClaimParts> {
  const { invoiceId, ...parts } = await tx.one<ClaimParts & { invoiceId: string }>(
    `UPDATE payment_allocation SET taken_back_on = business_today() WHERE payment_id = $1 AND taken_back_on IS NULL
     RETURNING invoice_id, lump_sum_minor, late_interest_minor, interest_minor, principal_minor`,
    [paymentId],
  );
  if (parts.principalMinor > 0n)
    await tx.execute('UPDATE late_claim SET ends_on = NULL WHERE invoice_id = $1', [invoiceId]);
  return parts;
}

/** What is open of a claim, as it stands posted, and the order in which a payment is for it. */
export function owedOf(tx: Tx, invoiceId: string): Promise<ClaimParts & { order: ClaimPart[] }> {
  return tx.one(
    `SELECT coalesce(c.lump_sum_minor, 0) - a.lump_sum_minor AS lump_sum_minor,
            coalesce(c.interest_minor, 0) - a.late_interest_minor AS late_interest_minor,
            coalesce(f.repayment_minor - f.face_minor, 0) - a.interest_minor AS interest_minor,
            coalesce(i.approved_minor, i.payable_minor) - a.principal_minor AS principal_minor,
            coalesce(t.allocation_order,
                     '{LUMP_SUM,LATE_INTEREST,CONTRACT_INTEREST,PRINCIPAL}') AS order
       FROM invoice i
       ${holdingFinancing}
       LEFT JOIN programme_terms t ON t.id = coalesce(f.terms_id, i.terms_id)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(lump_sum_minor), 0)::bigint AS lump_sum_minor,
               coalesce(sum(interest_minor), 0)::bigint AS interest_minor
          FROM late_charge WHERE invoice_id = i.id AND taken_back_on IS NULL) c
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(lump_sum_minor), 0)::bigint AS lump_sum_minor,
               coalesce(sum(late_interest_minor), 0)::bigint AS late_interest_minor,
               coalesce(sum(interest_minor), 0)::bigint AS interest_minor,
               coalesce(sum(principal_minor), 0)::bigint AS principal_minor
          FROM payment_allocation WHERE invoice_id = i.id AND taken_back_on IS NULL) a
      WHERE i.id = $1`,
    [invoiceId],
  );
}
