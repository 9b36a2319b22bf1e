import type { Money, MoneyFault } from '../platform/money.js';
import { parseDecimalMoney } from '../platform/money.js';

const XSD_DECIMAL = /^([+-]?)0*(\d*)(?:\.(\d*))?$/;

/**
 * The money that an amount means as a document writes it: an `xsd:decimal`, so `+5`, `007.50`, `.5` and `-0` are numbers
 * though no form of ours would take them; `1e3`, `1,50` and `1 000` are none. More decimals than the currency has are a
 * fault even where they are zeros: nobody should have to guess whether 1.500 is a thousand and a half.
 */
export function moneyOfWritten(written: string, currency: string): Money | { readonly faults: readonly MoneyFault[] } {
  return parseDecimalMoney(canonical(written) ?? written, currency);
}

function canonical(written: string): string | null {
  const match = XSD_DECIMAL.exec(written);
  if (!match || !/\d/.test(written)) return null;
  const [, sign, whole, decimals = ''] = match;
  const number = `${whole || '0'}${decimals === '' ? '' : `.${decimals}`}`;
  return sign === '-' && /[1-9]/.test(number) ? `-${number}` : number;
}
