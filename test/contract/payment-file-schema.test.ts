import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type CollectionOrder,
  type PaymentOrder,
  readPaymentFile,
  writeCollectionFile,
  writePaymentFile,
} from '../../server/bank/index.js';
import { localDate } from '../../server/platform/local-date.js';

/* Instruction files against the official schema, which is third-party data outside the project: TENOR_CORPUS names it. */

const corpus = process.env['TENOR_CORPUS'];
const schemaOf = (message: string) => join(corpus ?? '', `iso20022/xsd/${message}.xsd`);

const identifier = fc.stringMatching(/^[A-Z0-9]{1,35}$/);
const words = (maxLength: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength });
const address = fc.oneof(
  fc.record({
    street: fc.option(words(70)),
    buildingNumber: fc.constant(null),
    postCode: fc.option(words(16)),
    town: words(35),
    country: fc.constantFrom('DE', 'FR', 'GB'),
    lines: fc.constant([]),
  }),
  fc.record({
    street: words(70),
    buildingNumber: words(16),
    postCode: words(16),
    town: words(35),
    country: fc.constantFrom('DE', 'FR', 'GB'),
    lines: fc.constant([]),
  }),
  fc.record({
    street: fc.constant(null),
    buildingNumber: fc.constant(null),
    postCode: fc.option(words(16)),
    town: words(35),
    country: fc.constantFrom('DE', 'FR', 'GB'),
    lines: fc.array(words(70), { minLength: 1, maxLength: 2 }),
  }),
);
const party = fc.record({
  name: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), fc.constant('Müller & Söhne <KG>')),
  iban: fc.constantFrom(
    'DE89370400440532013000',
    'FR7630006000011234567890189',
    'NO9386011117947',
    'AE070331234567890123456',
  ),
  bic: fc.constantFrom(null, 'COBADEFF', 'COBADEFFXXX', 'COBADE1F', 'COBADEFO123'),
  address: fc.option(address),
});
const order: fc.Arbitrary<PaymentOrder> = fc.record({
  messageId: identifier,
  createdAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
  debtor: party,
  executionDate: fc.constantFrom(localDate('2031-03-06'), localDate('2028-02-29')),
  currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF'),
  format: fc.constantFrom('PAIN_001_001_09', 'PAIN_001_001_03'),
  instructions: fc.uniqueArray(
    fc.record({
      endToEndId: identifier,
      creditor: party,
      amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      remittance: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })),
    }),
    { minLength: 1, maxLength: 20, selector: ({ endToEndId }) => endToEndId },
  ),
});

function faultsOf(message: string, bodies: readonly string[]): [file: string, fault: string][] {
  const folder = mkdtempSync(join(tmpdir(), 'payment-files-'));
  try {
    const files = bodies.map((body, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, body);
      return file;
    });
    const validator = join(__dirname, '../support/validate-xml.mjs');
    return JSON.parse(
      execFileSync(process.execPath, [validator, schemaOf(message), ...files], { encoding: 'utf8' }),
    ) as never;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

(corpus === undefined ? test.skip : test).each([
  ['pain.001.001.09', 'PAIN_001_001_09'],
  ['pain.001.001.03', 'PAIN_001_001_03'],
] as const)('every file is what the official schema of %s asks', (message, format) => {
  const orders = fc.sample(order, { numRuns: 200, seed: 20310306 }).map(given => ({ ...given, format }));
  expect(faultsOf(message, orders.map(writePaymentFile))).toEqual([]);
  const broken = writePaymentFile(orders[0]!).replace('<PmtMtd>TRF', '<PmtMtd>GIFT');
  expect(faultsOf(message, [broken])).toEqual([[expect.any(String), expect.stringContaining('PmtMtd')]]);
});

const collections: fc.Arbitrary<CollectionOrder> = fc.record({
  messageId: identifier,
  createdAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
  creditor: party,
  creditorIdentifier: fc.constantFrom('DE98ZZZ09999999999', 'FR72ZZZ123456'),
  scheme: fc.constantFrom('CORE', 'B2B'),
  sequence: fc.constantFrom('FRST', 'RCUR'),
  collectionDate: fc.constantFrom(localDate('2031-03-06'), localDate('2028-02-29')),
  currency: fc.constant('EUR'),
  format: fc.constantFrom('PAIN_008_001_08', 'PAIN_008_001_02'),
  collections: fc.uniqueArray(
    fc.record({
      endToEndId: identifier,
      debtor: party,
      mandate: fc.record({ id: identifier, signedOn: fc.constant(localDate('2030-01-15')) }),
      amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      remittance: fc.option(words(300)),
    }),
    { minLength: 1, maxLength: 20, selector: ({ endToEndId }) => endToEndId },
  ),
});

(corpus === undefined ? test.skip : test).each([
  ['pain.008.001.08', 'PAIN_008_001_08'],
  ['pain.008.001.02', 'PAIN_008_001_02'],
] as const)('every file of direct debits is what the official schema of %s asks', (message, format) => {
  const orders = fc.sample(collections, { numRuns: 200, seed: 20310306 }).map(given => ({ ...given, format }));
  expect(faultsOf(message, orders.map(writeCollectionFile))).toEqual([]);
  const broken = writeCollectionFile(orders[0]!).replace('<PmtMtd>DD', '<PmtMtd>TRF');
  expect(faultsOf(message, [broken])).toEqual([[expect.any(String), expect.stringContaining('PmtMtd')]]);
});

test('whatever is ordered is read back, to the cent', () => {
  fc.assert(
    fc.property(order, given => {
      const byId = (a: { endToEndId: string }, b: { endToEndId: string }) => (a.endToEndId < b.endToEndId ? -1 : 1);
      const figures = ({ instructions }: PaymentOrder) =>
        [...instructions]
          .sort(byId)
          .map(({ endToEndId, amountMinor, creditor: { iban } }) => [endToEndId, amountMinor, iban]);
      const read = readPaymentFile(writePaymentFile(given));
      expect(figures(read)).toEqual(figures(given));
      expect([read.messageId, read.currency, read.format, read.executionDate]).toEqual([
        given.messageId,
        given.currency,
        given.format,
        given.executionDate,
      ]);
    }),
  );
});
