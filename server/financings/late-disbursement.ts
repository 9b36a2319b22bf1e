import { Decimal } from 'decimal.js';
import type { LocalDate } from '../platform/local-date.js';
import { price } from '../pricing/index.js';
import type { FinancingRow } from './financing.entity.js';

/** The discount that a leg 1 earns, and what it still owes. Minor units. */
export interface SettledDiscount {
  readonly discountMinor: bigint;
  /** What the supplier should have got beyond leg 1; zero when it came in time. */
  readonly owedToSupplierMinor: bigint;
}

/**
 * The discount to the day on which leg 1 settled. A leg 1 that came late came late through the funder or its bank: had the
 * supplier's account refused it, it would have been rejected. So the days without money are not charged, and the
 * difference is owed to the supplier. For financings whose cost the supplier bears.
 */
export function settledDiscount(financing: FinancingRow, settledOn: LocalDate): SettledDiscount {
  const { discountMinor, valueDate, maturity } = financing;
  if (settledOn <= valueDate) return { discountMinor, owedToSupplierMinor: 0n };
  const recomputed = settledOn >= maturity ? 0n : discountFrom(financing, settledOn);
  return { discountMinor: recomputed, owedToSupplierMinor: discountMinor - recomputed };
}

function discountFrom(financing: FinancingRow, settledOn: LocalDate): bigint {
  const quote = price(
    {
      discount: { kind: financing.priceKind, rateBps: new Decimal(financing.rateBps) },
      commission: null,
      flatFeeMinor: financing.flatFeeMinor,
      advanceBps: 10_000,
      dayCount: financing.dayCount,
      costBearer: 'SUPPLIER',
      repaidBy: 'BUYER',
      platformFee: null,
    },
    // The advance as its own face: the discount is taken off what is paid for.
    { amountMinor: financing.advanceMinor, currency: financing.currency },
    settledOn,
    financing.maturity,
  );
  return quote.discountMinor;
}
