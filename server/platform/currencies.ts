/**
 * Currency codes by the number of their decimals ("minor units", ISO 4217 table A.1, as of January 2026).
 *
 * Never a locale library: those show decimals the way people write prices (none for HUF), not the way banks book them.
 * Metals, drawing rights, test codes and the like have no minor unit and are therefore no currencies here.
 */
const CODES_BY_MINOR_UNITS: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
      'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ' +
      'ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN ' +
      'MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE ' +
      'SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ' +
      'ZAR ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
  // Withdrawn since 2021 (table A.3): invoices written in them are still disputed, credited and paid.
  [2, 'ANG BGN CUC HRK SLL ZWL'],
];

const minorUnitsByCode: ReadonlyMap<string, number> = new Map(
  CODES_BY_MINOR_UNITS.flatMap(([minorUnits, codes]) => codes.split(' ').map(code => [code, minorUnits] as const)),
);

/** The decimals of a currency, 0 to 4; undefined for what is not an ISO 4217 code in capitals, or has no minor unit. */
export function minorUnitsOf(currency: string): number | undefined {
  return minorUnitsByCode.get(currency);
}
