import { addressLengths, type PostalAddress } from '../platform/postal-address.js';
import { element, type Xml } from '../platform/xml-writer.js';
import { bankText } from './bank-text.js';

/* What files to banks have in common, whichever way the money goes. */

export interface Party {
  readonly name: string;
  readonly iban: string;
  readonly bic: string | null;
  /** Left out where it is not known. */
  readonly address: PostalAddress | null;
}

/** The longest that SEPA takes (EPC132-08 and EPC131-08, customer to bank). */
export const longest = { name: 70, remittance: 140 };

/** What an agent is called: BICFI since the messages of 2019, BIC before. */
export type BicElement = 'BICFI' | 'BIC';

/** A party by its name, with its address where it is known. */
export function partyElement(role: string, { name, address }: Party): Xml {
  return element(role, [element('Nm', bankText(name, longest.name)), address !== null && addressElement(address)]);
}

/** What the messages before 2019 take as a BIC: none of a test, and none whose eighth character is an O. */
const olderBic = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/;

/** A bank that must be named, be it as not told. */
export function agentElement(role: string, bic: string | null, bicElement: BicElement): Xml {
  const isUnwritable = bic === null || (bicElement === 'BIC' && !olderBic.test(bic));
  const known = isUnwritable ? element('Othr', [element('Id', 'NOTPROVIDED')]) : element(bicElement, bic);
  return element(role, [element('FinInstnId', [known])]);
}

export function accountElement(role: string, { iban }: Party): Xml {
  return element(role, [element('Id', [element('IBAN', iban)])]);
}

/** ISO 8601 in UTC, to the second. */
export function instantText(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}

function addressElement({ street, buildingNumber, postCode, town, country, lines }: PostalAddress): Xml {
  const part = (name: string, words: string | null, most: number) =>
    words !== null && element(name, bankText(words, most));
  return element('PstlAdr', [
    part('StrtNm', street, addressLengths.street),
    part('BldgNb', buildingNumber, addressLengths.buildingNumber),
    part('PstCd', postCode, addressLengths.postCode),
    part('TwnNm', town, addressLengths.town),
    element('Ctry', country),
    ...lines.map(line => part('AdrLine', line, addressLengths.line)),
  ]);
}
