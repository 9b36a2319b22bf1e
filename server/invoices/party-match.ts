import type { InvoiceParty } from '../documents/index.js';
import { parseLei, parseVatNumber } from '../platform/check-digits.js';

/*
 * Who a party of a document is. Tax id, registration number and LEI tell; a name never does. Only organizations the viewer
 * deals with are ever candidates, so a stranger and nobody give one answer.
 */

/** What an organization is known by. */
export interface KnownParty {
  readonly id: string;
  readonly country: string;
  readonly registrationNumber: string | null;
  readonly taxId: string | null;
  readonly lei: string | null;
}

/** What a document says about a party, each in the form in which it is compared. */
export interface PartyIdentifiers {
  /** The VAT number first, then other tax registrations. */
  readonly taxIds: readonly string[];
  readonly vatId: string | null;
  readonly registrationNumber: string | null;
  readonly lei: string | null;
  /** ISO 3166-1 alpha-2, of the address, else of the VAT number; null where neither is there. */
  readonly country: string | null;
}

/** NOT_IDENTIFIED: nothing but a name. UNKNOWN: nobody here. CONTRADICTED: its identifiers name different parties. */
export type PartyMatch =
  | { readonly id: string }
  | { readonly fault: 'NOT_IDENTIFIED' }
  | { readonly fault: 'UNKNOWN' }
  | { readonly fault: 'CONTRADICTED' };

/** ISO 6523: the French company and its establishments, whose number begins with the company's. */
const SIRET_SCHEME = '0009';
const SIREN_DIGITS = 9;

export function identifiersOf(party: InvoiceParty): PartyIdentifiers {
  const country = party.country?.toUpperCase() ?? null;
  const vatId = party.vatId === null ? null : taxIdKey(party.vatId, country);
  const others = party.taxRegistrations.map(registration => taxIdKey(registration.value, country));
  return {
    taxIds: [...(vatId === null ? [] : [vatId]), ...others].filter(key => key !== ''),
    vatId,
    registrationNumber: registrationOf(party),
    lei: party.lei === null ? null : leiKey(party.lei),
    country: country ?? countryOfVat(vatId),
  };
}

/** Candidates by their identifiers, so that a file of thousands of rows is matched in one pass. */
export class PartyIndex {
  private readonly byKey = new Map<string, Set<KnownParty>>();

  constructor(candidates: readonly KnownParty[]) {
    for (const candidate of candidates) this.include(candidate);
  }

  /** A further candidate. */
  include(candidate: KnownParty): void {
    const { taxId, lei, registrationNumber, country } = candidate;
    if (taxId !== null) this.add(`tax ${taxIdKey(taxId)}`, candidate);
    if (lei !== null) this.add(`lei ${leiKey(lei)}`, candidate);
    if (registrationNumber === null) return;
    // Each country numbers its own companies; a document that names no country is looked up in all.
    this.add(`number ${country} ${registrationKey(registrationNumber)}`, candidate);
    this.add(`number * ${registrationKey(registrationNumber)}`, candidate);
  }

  /** Finds the one candidate that the identifiers name. */
  match(identifiers: PartyIdentifiers): PartyMatch {
    const { taxIds, registrationNumber, lei, country } = identifiers;
    const keys = taxIds.map(taxId => `tax ${taxId}`);
    if (lei !== null) keys.push(`lei ${lei}`);
    if (registrationNumber !== null) keys.push(`number ${country ?? '*'} ${registrationNumber}`);
    if (keys.length === 0) return { fault: 'NOT_IDENTIFIED' };
    const [match, another] = new Set(keys.flatMap(key => [...(this.byKey.get(key) ?? [])]));
    if (match === undefined) return { fault: 'UNKNOWN' };
    if (another !== undefined || contradicts(identifiers, match)) return { fault: 'CONTRADICTED' };
    return { id: match.id };
  }

  private add(key: string, candidate: KnownParty): void {
    const there = this.byKey.get(key);
    if (there) there.add(candidate);
    else this.byKey.set(key, new Set([candidate]));
  }
}

/** A party that is known, as if a document named it. */
export function identifiersOfKnown({ country, registrationNumber, taxId, lei }: KnownParty): PartyIdentifiers {
  const vatId = taxId === null ? null : taxIdKey(taxId);
  return {
    taxIds: vatId === null ? [] : [vatId],
    vatId,
    registrationNumber: registrationNumber === null ? null : registrationKey(registrationNumber),
    lei: lei === null ? null : leiKey(lei),
    country,
  };
}

/** Whether nothing speaks against two records being one party: no number of one kind, and country, that differs. */
export function agree(one: KnownParty, other: KnownParty): boolean {
  const [a, b] = [identifiersOfKnown(one), identifiersOfKnown(other)];
  const sameRegister =
    a.country !== b.country ||
    a.registrationNumber === null ||
    b.registrationNumber === null ||
    a.registrationNumber === b.registrationNumber;
  return sameRegister && !contradicts(a, other);
}

/** A tax id in the one form in which it is compared. */
function taxIdKey(written: string, country: string | null = null): string {
  const prefixed = country === null ? undefined : parseVatNumber(`${country}${written}`);
  return parseVatNumber(written) ?? prefixed ?? significant(written);
}

/** A registration number in the one form in which it is compared. */
function registrationKey(written: string): string {
  return significant(written);
}

/** An LEI in the one form in which it is compared. */
function leiKey(written: string): string {
  return parseLei(written) ?? significant(written);
}

/** A company has one LEI, and one VAT number a country. */
function contradicts(identifiers: PartyIdentifiers, match: KnownParty): boolean {
  const { lei, vatId } = identifiers;
  if (lei !== null && match.lei !== null && lei !== leiKey(match.lei)) return true;
  if (vatId === null || match.taxId === null) return false;
  const own = taxIdKey(match.taxId);
  return vatId !== own && /^[A-Z]{2}/.test(vatId) && vatId.slice(0, 2) === own.slice(0, 2);
}

function registrationOf(party: InvoiceParty): string | null {
  const id = party.legalId;
  if (id === null || id.scheme === '0199') return null;
  const key = registrationKey(id.value);
  if (key === '') return null;
  return id.scheme === SIRET_SCHEME ? key.slice(0, SIREN_DIGITS) : key;
}

function countryOfVat(vatId: string | null): string | null {
  const prefix = /^[A-Z]{2}/.exec(vatId ?? '')?.[0];
  if (prefix === undefined) return null;
  if (prefix === 'EL') return 'GR';
  return prefix === 'XI' ? 'GB' : prefix;
}

function significant(written: string): string {
  return written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
