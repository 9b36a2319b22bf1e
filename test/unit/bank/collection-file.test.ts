import { type CollectionOrder, readCollectionFile, writeCollectionFile } from '../../../server/bank/index.js';
import { localDate } from '../../../server/platform/local-date.js';

const debtor = { name: 'Groupe Hôtelier Lumière', iban: 'FR7630006000011234567890189', bic: null, address: null };
const order: CollectionOrder = {
  messageId: 'M01',
  createdAt: new Date('2031-03-05T09:30:00Z'),
  creditor: { name: 'Nordlicht Bank', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', address: null },
  creditorIdentifier: 'DE98ZZZ09999999999',
  scheme: 'B2B',
  sequence: 'RCUR',
  collectionDate: localDate('2031-05-05'),
  currency: 'EUR',
  format: 'PAIN_008_001_08',
  collections: [
    {
      endToEndId: 'B',
      debtor,
      mandate: { id: 'MANDATE-7', signedOn: localDate('2030-01-15') },
      amountMinor: 100_000_00n,
      remittance: null,
    },
    {
      endToEndId: 'A',
      debtor,
      mandate: { id: 'MANDATE-7', signedOn: localDate('2030-01-15') },
      amountMinor: 12_34n,
      remittance: 'Nº 7',
    },
  ],
};

test('a collection names its mandate, and what all of them sum to', () => {
  const body = writeCollectionFile(order);
  expect(body).toContain('xsd:pain.008.001.08"');
  expect(body).toContain('<NbOfTxs>2</NbOfTxs><CtrlSum>100012.34</CtrlSum>');
  expect(body).toContain('<ReqdColltnDt>2031-05-05</ReqdColltnDt>');
  expect(body).toContain('<LclInstrm><Cd>B2B</Cd></LclInstrm><SeqTp>RCUR</SeqTp>');
  expect(body).toContain('<Id>DE98ZZZ09999999999</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm>');
  expect(body).toContain(
    '<DrctDbtTxInf><PmtId><EndToEndId>A</EndToEndId></PmtId><InstdAmt Ccy="EUR">12.34</InstdAmt>' +
      '<DrctDbtTx><MndtRltdInf><MndtId>MANDATE-7</MndtId><DtOfSgntr>2030-01-15</DtOfSgntr></MndtRltdInf></DrctDbtTx>' +
      '<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>' +
      '<Dbtr><Nm>Groupe Hotelier Lumiere</Nm></Dbtr>',
  );
  expect(body.indexOf('<EndToEndId>A')).toBeLessThan(body.indexOf('<EndToEndId>B'));
});

test('the same order gives the same bytes, whatever order its collections come in', () => {
  const turned = { ...order, collections: [...order.collections].reverse() };
  expect(writeCollectionFile(turned)).toBe(writeCollectionFile(order));
});

test('the message of 2009 has the BIC as that has it', () => {
  const body = writeCollectionFile({ ...order, format: 'PAIN_008_001_02' });
  expect(body).toContain('xsd:pain.008.001.02"');
  expect(body).toContain('<BIC>COBADEFFXXX</BIC>');
});

test('a bank reads back what was written, to the cent', () => {
  const { collections, ...rest } = readCollectionFile(
    writeCollectionFile({ ...order, scheme: 'CORE', sequence: 'FRST' }),
  );
  expect(rest).toEqual({ ...order, scheme: 'CORE', sequence: 'FRST', collections: undefined });
  expect(collections).toEqual(
    [...order.collections].reverse().map(collection => ({
      ...collection,
      debtor: { ...debtor, name: 'Groupe Hotelier Lumiere' },
      remittance: collection.remittance && 'N. 7',
    })),
  );
  const broken = writeCollectionFile(order).replace('<CtrlSum>100012.34', '<CtrlSum>100012.35');
  expect(() => readCollectionFile(broken)).toThrow('does not hold what it says');
});
