import type { InvoiceParty } from '../../../server/documents/index.js';
import { identifiersOf, type KnownParty, PartyIndex } from '../../../server/invoices/party-match.js';

const werke: KnownParty = {
  id: 'werke',
  country: 'DE',
  registrationNumber: 'HRB 12345',
  taxId: 'DE136695976',
  lei: '529900T8BM49AURSDO55',
};
const industries: KnownParty = {
  id: 'industries',
  country: 'FR',
  registrationNumber: '404833048',
  taxId: 'FR83404833048',
  lei: null,
};
const namesake: KnownParty = { id: 'namesake', country: 'AT', registrationNumber: 'HRB12345', taxId: null, lei: null };
const index = new PartyIndex([werke, industries, namesake]);

function party(of: Partial<InvoiceParty>): InvoiceParty {
  return {
    name: 'Muster Werke GmbH',
    legalName: 'Muster Werke GmbH',
    tradingName: null,
    vatId: null,
    taxRegistrations: [],
    legalId: null,
    allIds: [],
    lei: null,
    endpoint: null,
    address: null,
    country: null,
    contact: null,
    ...of,
  };
}

function match(of: Partial<InvoiceParty>) {
  return index.match(identifiersOf(party(of)));
}

test.each<[string, Partial<InvoiceParty>]>([
  ['tax id', { vatId: 'DE136695976' }],
  ['tax id as people write it', { vatId: 'de 136.695.976' }],
  ['tax id without its prefix, the country beside it', { vatId: '136695976', country: 'DE' }],
  ['tax id under another scheme', { taxRegistrations: [{ value: 'DE136695976', scheme: 'TAX' }] }],
  ['LEI', { lei: '529900t8bm49aursdo55' }],
  ['registration number with its country', { legalId: { value: 'HRB12345', scheme: null }, country: 'DE' }],
  ['all of them', { vatId: 'DE136695976', lei: '529900T8BM49AURSDO55', legalId: { value: 'hrb 12345', scheme: null } }],
])('a party is known by its %s', (_, of) => {
  expect(match(of)).toEqual({ id: 'werke' });
});

test('a name alone identifies nobody', () => {
  expect(match({})).toEqual({ fault: 'NOT_IDENTIFIED' });
  expect(match({ allIds: [{ value: 'HRB 12345', scheme: '0088' }] })).toEqual({ fault: 'NOT_IDENTIFIED' });
});

test('the same name with another identifier is a stranger', () => {
  expect(match({ vatId: 'DE811907980' })).toEqual({ fault: 'UNKNOWN' });
  expect(match({ legalId: { value: 'HRB 99999', scheme: null } })).toEqual({ fault: 'UNKNOWN' });
});

test('each country numbers its own companies', () => {
  expect(match({ legalId: { value: 'HRB 12345', scheme: null }, country: 'AT' })).toEqual({ id: 'namesake' });
  expect(match({ legalId: { value: 'HRB 12345', scheme: null }, country: 'CH' })).toEqual({ fault: 'UNKNOWN' });
});

test('a registration number that two countries gave says nothing without its country', () => {
  expect(match({ legalId: { value: 'HRB 12345', scheme: null } })).toEqual({ fault: 'CONTRADICTED' });
});

test('the number of a French establishment is known by its company', () => {
  expect(match({ legalId: { value: '404 833 048 00022', scheme: '0009' }, country: 'FR' })).toEqual({
    id: 'industries',
  });
});

test.each<[string, Partial<InvoiceParty>]>([
  ['tax id and LEI name two of ours', { vatId: 'FR83404833048', lei: '529900T8BM49AURSDO55' }],
  ['the LEI is not the one we know', { vatId: 'DE136695976', lei: '549300MLUDYVRQOOXS22' }],
  ['the tax id is another of the same country', { vatId: 'DE811907980', lei: '529900T8BM49AURSDO55' }],
])('identifiers contradict each other: %s', (_, of) => {
  expect(match(of)).toEqual({ fault: 'CONTRADICTED' });
});

test('a tax id of another country contradicts nothing: companies register abroad', () => {
  expect(match({ vatId: 'ATU12345675', lei: '529900T8BM49AURSDO55' })).toEqual({ id: 'werke' });
});
