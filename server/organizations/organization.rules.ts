import { z } from 'zod';
import { parseBic, parseIban, parseLei, parseVatNumber } from '../platform/check-digits.js';
import { countryCode, currencyCode, fault, orNull, plainName, refuse, text } from '../platform/input.js';

/** How long a replaced account waits before money goes to it, by the business clock; the first account does not wait. */
export const accountCoolOffHours = 72;

/** Where a tax id is a VAT number, whose check digits are known. */
const vatCountries = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

const lei = text(40).transform((written, context): string => {
  return parseLei(written) ?? refuse(context, 'NOT_A_LEI', 'This is not an LEI: 20 characters with check digits.');
});

const registrationNumber = plainName(60)
  .transform(written => written.replace(/\s/g, '').toUpperCase())
  .refine(compact => compact.length <= 50, fault('TOO_LONG', 'This is longer than 50 characters.'));

const taxId = plainName(40)
  .transform(written => written.replace(/[\s.]/g, '').toUpperCase())
  .refine(compact => compact.length <= 30, fault('TOO_LONG', 'This is longer than 30 characters.'));

/** Judged even where other fields have faults, so that all come back together. */
const always = { when: () => true };

/** What a new organization says of itself: a handful of fields, with at least one number that tells it from others. */
export const newOrganization = z
  .object({
    name: plainName(200),
    country: countryCode,
    registrationNumber: orNull(registrationNumber),
    taxId: orNull(taxId),
    lei: orNull(lei),
    sizeBand: orNull(z.enum(['MICRO', 'SMALL', 'MEDIUM', 'LARGE'])),
    sector: orNull(text(60)),
  })
  .refine(given => given.registrationNumber !== null || given.taxId !== null || given.lei !== null, {
    ...fault('REQUIRED', 'Give a registration number, a tax id or an LEI.'),
    ...always,
    path: ['registrationNumber'],
  })
  .refine(given => typeof given.taxId !== 'string' || vatOrOther(given.country, given.taxId) !== undefined, {
    ...fault('NOT_A_VAT_NUMBER', 'This is not a VAT number with its country prefix.'),
    ...always,
    path: ['taxId'],
  })
  .transform(given => ({
    ...given,
    taxId: given.taxId === null ? null : (vatOrOther(given.country, given.taxId) ?? null),
  }));

/** In the EU a tax id is a VAT number and takes its one compact form; elsewhere it stays as written. */
function vatOrOther(country: string, written: string): string | undefined {
  return vatCountries.has(country) ? parseVatNumber(written) : written;
}

export type NewOrganization = z.output<typeof newOrganization>;

const iban = text(60).transform((written, context): string => {
  return (
    parseIban(written) ?? refuse(context, 'NOT_AN_IBAN', 'This is not an IBAN: its length or check digits are wrong.')
  );
});

const bic = text(20).transform((written, context): string => {
  return parseBic(written) ?? refuse(context, 'NOT_A_BIC', 'This is not a BIC of 8 or 11 characters.');
});

/** The fields of an account, each checked as far as it carries its own check. */
export const newAccountFields = {
  iban,
  bic: orNull(bic),
  holderName: plainName(140),
  currency: currencyCode,
};

export type NewAccount = z.output<z.ZodObject<typeof newAccountFields>>;
