import { minorUnitsOf } from './currencies.js';

/** An amount in the currency's minor unit (cents of EUR, yen of JPY). Negative amounts are corrections and credits. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/**
 * Every amount satisfies |amountMinor| < AMOUNT_MINOR_LIMIT: at most 15 digits, which every store and file we use
 * holds.
 */
export const AMOUNT_MINOR_LIMIT = 10n ** 15n;

/**
 * What can be wrong with an amount that came over the wire:
 * - NOT_A_NUMBER: no reading as a decimal number at all.
 * - NOT_CANONICAL: a number, but not in the one spelling allowed (other signs, leading zero, exponent, '-0', spaces).
 * - TOO_MANY_DECIMALS: more decimals than the currency has, even if they are zeros.
 * - TOO_LARGE: |amountMinor| would reach AMOUNT_MINOR_LIMIT.
 * - UNKNOWN_CURRENCY: not an active ISO 4217 code with a minor unit.
 */
export type MoneyFault = 'NOT_A_NUMBER' | 'NOT_CANONICAL' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE' | 'UNKNOWN_CURRENCY';

const CANONICAL_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const NEGATIVE_ZERO = /^-0(?:\.0+)?$/;
const NUMBER_IN_ANOTHER_SPELLING = /^\s*[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const MOST_DIGITS = 15;

/**
 * Reads a decimal string such as '1234.5' as money. Fewer decimals than the currency has are completed, more are
 * refused. All faults are reported together, so that a form can show every one.
 */
export function parseDecimalMoney(text: string, currency: string): Money | { readonly faults: readonly MoneyFault[] } {
  const minorUnits = minorUnitsOf(currency);
  const faults: MoneyFault[] = minorUnits === undefined ? ['UNKNOWN_CURRENCY'] : [];

  if (!CANONICAL_DECIMAL.test(text) || NEGATIVE_ZERO.test(text)) {
    return { faults: [...faults, NUMBER_IN_ANOTHER_SPELLING.test(text) ? 'NOT_CANONICAL' : 'NOT_A_NUMBER'] };
  }
  if (minorUnits === undefined) return { faults };

  const [whole = '', decimals = ''] = text.split('.');
  if (decimals.length > minorUnits) faults.push('TOO_MANY_DECIMALS');
  if (whole.replace('-', '').length + minorUnits > MOST_DIGITS && !/^-?0$/.test(whole)) faults.push('TOO_LARGE');
  if (faults.length > 0) return { faults };
  return { amountMinor: BigInt(whole + decimals.padEnd(minorUnits, '0')), currency };
}

/**
 * The canonical decimal string, with exactly the currency's decimals: '1234.50' EUR, '1235' JPY. Throws for an unknown
 * currency.
 */
export function formatMoney(money: Money): string {
  const minorUnits = minorUnitsOf(money.currency);
  if (minorUnits === undefined) throw new RangeError(`no ISO 4217 minor unit for currency ${money.currency}`);

  const negative = money.amountMinor < 0n;
  const digits = (negative ? -money.amountMinor : money.amountMinor).toString().padStart(minorUnits + 1, '0');
  const whole = digits.slice(0, digits.length - minorUnits);
  const decimals = minorUnits === 0 ? '' : `.${digits.slice(-minorUnits)}`;
  return `${negative ? '-' : ''}${whole}${decimals}`;
}

/**
 * numerator / denominator to the nearest whole, halves away from zero ("kaufmännisch"), so that a credit mirrors its
 * charge exactly. Throws for a zero denominator.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return divideHalfUp(-numerator, -denominator);
  if (numerator < 0n) return -divideHalfUp(-numerator, denominator);
  return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * The sum in one currency; an empty list sums to zero. Throws on a mixed currency or a sum beyond the limit: both are
 * bugs.
 */
export function sumMoney(currency: string, amounts: Iterable<Money>): Money {
  let amountMinor = 0n;
  for (const money of amounts) {
    if (money.currency !== currency) throw new TypeError(`cannot add ${money.currency} to a sum in ${currency}`);
    amountMinor += money.amountMinor;
  }
  if (!isWithinLimit(amountMinor)) throw new RangeError(`sum in ${currency} reaches the limit of 15 digits`);
  return { amountMinor, currency };
}

function isWithinLimit(amountMinor: bigint): boolean {
  return amountMinor < AMOUNT_MINOR_LIMIT && amountMinor > -AMOUNT_MINOR_LIMIT;
}
