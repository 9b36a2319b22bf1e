import { z } from 'zod';
import { countryCode, fault, orNull, plainName } from '../platform/input.js';
import { addressLengths, type PostalAddress } from '../platform/postal-address.js';
import type { OrganizationRow } from './organization.entity.js';

type AddressColumns = Pick<
  OrganizationRow,
  'addressStreet' | 'addressBuildingNumber' | 'addressPostCode' | 'addressTown' | 'addressCountry' | 'addressLines'
>;

/** Judged even where other fields have faults, so that all come back together. */
const always = { when: () => true };

/** Structured or hybrid; town and country in either. */
export const postalAddress = z
  .object({
    street: orNull(plainName(addressLengths.street)),
    buildingNumber: orNull(plainName(addressLengths.buildingNumber)),
    postCode: orNull(plainName(addressLengths.postCode)),
    town: plainName(addressLengths.town),
    country: countryCode,
    lines: orNull(z.array(plainName(addressLengths.line)).max(2, 'Give at most two lines.')).transform(
      lines => lines ?? [],
    ),
  })
  .refine(given => given.street === null || given.lines?.length === 0, {
    ...fault('EITHER_OR', 'Give a street, or lines for what has no street: not both.'),
    ...always,
    path: ['lines'],
  })
  .refine(given => given.buildingNumber === null || given.street !== null, {
    ...fault('REQUIRED', 'A building number needs its street.'),
    ...always,
    path: ['street'],
  });

/** The address of an organization; null where it has said none, or the viewer may not know it. */
export function addressOf(row: AddressColumns): PostalAddress | null {
  const { addressTown: town, addressCountry: country } = row;
  if (town === null || country === null) return null;
  return {
    street: row.addressStreet,
    buildingNumber: row.addressBuildingNumber,
    postCode: row.addressPostCode,
    town,
    country,
    lines: row.addressLines,
  };
}

/** By their names in the table. */
export function addressColumns(address: PostalAddress | null) {
  return {
    address_street: address?.street ?? null,
    address_building_number: address?.buildingNumber ?? null,
    address_post_code: address?.postCode ?? null,
    address_town: address?.town ?? null,
    address_country: address?.country ?? null,
    address_lines: address?.lines ?? [],
  };
}
