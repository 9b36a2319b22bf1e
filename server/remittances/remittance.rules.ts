import type { PaymentRow } from '../payments/index.js';

/** What the contract says of a financing, as far as its legs are made from it; minor units of one currency. */
export interface FinancingFigures {
  readonly advanceMinor: bigint;
  readonly discountMinor: bigint;
  readonly flatFeeMinor: bigint;
  readonly repaymentMinor: bigint;
}

/**
 * How the approved amount became the amount of a payment: approved − reserve − discount − fees + interest + adjustment =
 * net, to the minor unit, always. Minor units of the payment's currency.
 */
export interface Breakdown {
  readonly approvedMinor: bigint;
  /** Kept back by the funder until the buyer has paid. */
  readonly reserveMinor: bigint;
  readonly discountMinor: bigint;
  readonly feesMinor: bigint;
  /** What a buyer that bears the cost pays on top. */
  readonly interestMinor: bigint;
  /** Whatever else: paid or credited before, or owed for another reason. Above zero where the payment is larger for it. */
  readonly adjustmentMinor: bigint;
  readonly netMinor: bigint;
}

/**
 * A payment's own figures and nobody else's: what leg 1 took off does not stand in leg 2, whose payer must not meet it.
 *
 * @param approvedMinor what the buyer approved of the invoice, or the total of the bill
 * @param financing null for a payment to a supplier that nobody financed, or of a bill
 */
export function breakdownOf(
  { kind, amountMinor }: Pick<PaymentRow, 'kind' | 'amountMinor'>,
  approvedMinor: bigint,
  financing: FinancingFigures | null,
): Breakdown {
  const none = { reserveMinor: 0n, discountMinor: 0n, feesMinor: 0n, interestMinor: 0n };
  const parts = { ...none, ...(financing && partsOf(kind, approvedMinor, financing)) };
  const known = approvedMinor - parts.reserveMinor - parts.discountMinor - parts.feesMinor + parts.interestMinor;
  return { approvedMinor, ...parts, adjustmentMinor: amountMinor - known, netMinor: amountMinor };
}

function partsOf(kind: PaymentRow['kind'], approvedMinor: bigint, financing: FinancingFigures) {
  const onTopMinor = financing.repaymentMinor - approvedMinor;
  if (kind === 'REPAYMENT') return { interestMinor: onTopMinor };
  if (kind !== 'DISBURSEMENT') return {};
  const reserveMinor = approvedMinor - financing.advanceMinor;
  // The cost is taken off leg 1 or put on leg 2, never both.
  if (onTopMinor > 0n) return { reserveMinor };
  return { reserveMinor, discountMinor: financing.discountMinor, feesMinor: financing.flatFeeMinor };
}

/** An account as those see it who do not pay into it: its country and its last four characters. */
export function maskedIban(iban: string): string {
  return iban.slice(0, 2) + '*'.repeat(Math.max(iban.length - 6, 0)) + iban.slice(-4);
}
