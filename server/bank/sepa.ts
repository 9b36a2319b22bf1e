/**
 * The countries and territories of the SEPA schemes by how IBANs begin there (EPC409-09, as of 2026): the European Economic
 * Area and those that joined beside it.
 */
const countries = new Set(
  (
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK ' +
    'AD AL CH GB GI MC MD ME MK RS SM VA'
  ).split(' '),
);
/** In cents: what one SEPA credit transfer may come to (EPC125-05). */
const largestMinor = 999_999_999_99n;

/** Whether a transfer can go by SEPA: of euros, no more than it takes, between two accounts within it. */
export function isSepaTransfer(currency: string, amountMinor: bigint, ibans: readonly string[]): boolean {
  return currency === 'EUR' && amountMinor <= largestMinor && ibans.every(iban => countries.has(iban.slice(0, 2)));
}
