import { z } from 'zod';
import { newAccountFields, newOrganization } from '../../../server/organizations/organization.rules.js';

function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(
    issue => `${issue.path.join('.')} ${(issue as { params?: { code: string } }).params?.code ?? issue.code}`,
  );
}

const good = {
  name: ' Ateliers  Verdier ',
  country: 'FR',
  registrationNumber: 'rcs 014 026 173',
  taxId: 'fr 28 014026173',
  lei: '9695tenor0operator05',
  sizeBand: 'SMALL',
  sector: 'Linen',
};

test('an organization takes its compact numbers', () => {
  expect(read(newOrganization, good)).toEqual({
    name: 'Ateliers  Verdier',
    country: 'FR',
    registrationNumber: 'RCS014026173',
    taxId: 'FR28014026173',
    lei: '9695TENOR0OPERATOR05',
    sizeBand: 'SMALL',
    sector: 'Linen',
  });
});

test('a name, a country and one number are enough', () => {
  const few = { name: 'X', country: 'US', taxId: '12-3456789' };
  expect(read(newOrganization, few)).toEqual({
    name: 'X',
    country: 'US',
    registrationNumber: null,
    taxId: '12-3456789',
    lei: null,
    sizeBand: null,
    sector: null,
  });
});

test.each<[string, object, string[]]>([
  ['no number at all', { registrationNumber: null, taxId: null, lei: null }, ['registrationNumber REQUIRED']],
  ['a wrong check digit of the VAT number', { taxId: 'FR29014026173' }, ['taxId NOT_A_VAT_NUMBER']],
  ['a tax id of the EU without its prefix', { taxId: '014026173' }, ['taxId NOT_A_VAT_NUMBER']],
  ['a wrong check digit of the LEI', { lei: '9695TENOR0OPERATOR06' }, ['lei NOT_A_LEI']],
  ['a country in words', { country: 'France' }, ['country NOT_A_COUNTRY']],
  ['an unknown size', { sizeBand: 'HUGE' }, ['sizeBand invalid_value']],
  [
    'everything at once',
    { name: '  ', taxId: 'FR1', lei: 'x', sector: 'y'.repeat(61), registrationNumber: 'z'.repeat(61) },
    ['name REQUIRED', 'registrationNumber TOO_LONG', 'lei NOT_A_LEI', 'sector TOO_LONG', 'taxId NOT_A_VAT_NUMBER'],
  ],
])('an organization with %s is refused', (_, change, expected) => {
  expect(read(newOrganization, { ...good, ...change })).toEqual(expected);
});

const account = z.object(newAccountFields);
const goodAccount = {
  iban: 'fr76 9999 9000 0100 0000 1001 446',
  bic: 'tnrbfrpp',
  holderName: 'Tenor Operations SAS',
  currency: 'EUR',
};

test('an account takes its compact numbers', () => {
  expect(read(account, goodAccount)).toEqual({
    iban: 'FR7699999000010000001001446',
    bic: 'TNRBFRPP',
    holderName: 'Tenor Operations SAS',
    currency: 'EUR',
  });
  expect(read(account, { ...goodAccount, bic: null })).toMatchObject({ bic: null });
});

test.each<[string, object, string[]]>([
  ['a wrong check digit', { iban: 'FR7799999000010000001001446' }, ['iban NOT_AN_IBAN']],
  ['two digits exchanged', { iban: 'FR7699999000010000001010446' }, ['iban NOT_AN_IBAN']],
  ['one digit missing', { iban: 'FR769999900001000000100144' }, ['iban NOT_AN_IBAN']],
  ['a BIC of seven', { bic: 'TNRBFRP' }, ['bic NOT_A_BIC']],
  ['an unknown currency', { currency: 'EURO' }, ['currency UNKNOWN_CURRENCY']],
  [
    'everything at once',
    { iban: 'x', bic: 'y', holderName: '', currency: '€' },
    ['iban NOT_AN_IBAN', 'bic NOT_A_BIC', 'holderName REQUIRED', 'currency UNKNOWN_CURRENCY'],
  ],
])('an account with %s is refused', (_, change, expected) => {
  expect(read(account, { ...goodAccount, ...change })).toEqual(expected);
});
