import { Decimal } from 'decimal.js';
import { isWrittenDecimal } from './written-amount.js';

/** A written amount has at most 64 characters, so that sums and products of a whole file stay exact. */
const Exact = Decimal.clone({ precision: 500 });

/** The number a text is, to its last digit; undefined where it is none, or there is no text. */
export function exactOf(written: string | null): Decimal | undefined {
  return written !== null && isWrittenDecimal(written) ? new Exact(written) : undefined;
}

export function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), new Exact(0));
}

/** Rounded as XPath rounds, in which the rules are written: halves towards the larger number. */
export function rounded(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_CEIL);
}

/** The digits behind the dot as written, zeros included. */
export function decimalsOf(written: string): number {
  return written.split('.')[1]?.length ?? 0;
}
