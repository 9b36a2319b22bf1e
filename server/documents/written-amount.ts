import type { Money, MoneyFault } from '../platform/money.js';
import { parseDecimalMoney } from '../platform/money.js';

/** Longer than any amount, leading zeros included. Hostile text is turned away before a pattern looks at it. */
const LONGEST_AMOUNT = 64;
const XSD_DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * The money that an amount means as a document writes it: an `xsd:decimal`, so `+5`, `007.50`, `.5` and `-0` are numbers
 * though no form of ours would take them; `1e3`, `1,50` and `1 000` are none. More decimals than the currency has are a
 * fault even where they are zeros: nobody should have to guess whether 1.500 is a thousand and a half.
 */
export function moneyOfWritten(written: string, currency: string): Money | { readonly faults: readonly MoneyFault[] } {
  return parseDecimalMoney(canonical(written) ?? written, currency);
}

/** Whether a text is an `xsd:decimal`. */
export function isWrittenDecimal(written: string): boolean {
  return canonical(written) !== null;
}

function canonical(written: string): string | null {
  if (written.length > LONGEST_AMOUNT || !/\d/.test(written)) return null;
  const match = XSD_DECIMAL.exec(written);
  if (!match) return null;
  const [, sign, digits = '', decimals = ''] = match;
  const whole = digits.replace(/^0+(?=\d)/, '') || '0';
  const number = decimals === '' ? whole : `${whole}.${decimals}`;
  return sign === '-' && /[1-9]/.test(number) ? `-${number}` : number;
}
