import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  readBankFile,
  type WrittenEntry,
  type WrittenStatement,
  type WrittenStatus,
  writeNotification,
  writeStatement,
  writeStatusReport,
} from '../../server/bank/index.js';
import { localDate } from '../../server/platform/local-date.js';

/* Files of banks against the official schemas, which are third-party data outside the project: TENOR_CORPUS names them. */

const corpus = process.env['TENOR_CORPUS'];

const identifier = fc.stringMatching(/^[A-Z0-9]{1,35}$/);
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
const words = (maxLength: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength });
const party = fc.record({
  name: fc.oneof(fc.constant(null), words(200), fc.constant('Müller & Söhne <KG>')),
  iban: fc.constantFrom(null, 'DE89370400440532013000', 'NO9386011117947'),
});
const returned = fc.option(fc.record({ code: fc.constantFrom('AC04', 'MD06'), words: words(200) }));
const entry: fc.Arbitrary<WrittenEntry> = fc.record({
  reference: identifier,
  side: fc.constantFrom('DEBIT', 'CREDIT'),
  amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  bookedOn: fc.constantFrom(localDate('2031-03-06'), localDate('2028-02-29')),
  endToEndId: fc.option(identifier),
  originalMessageId: fc.option(identifier),
  debtor: party,
  creditor: party,
  remittance: fc.option(words(300)),
  returned,
});
const statement: fc.Arbitrary<WrittenStatement> = fc.record({
  messageId: identifier,
  createdAt: instant,
  iban: fc.constantFrom('DE89370400440532013000', 'FR7630006000011234567890189'),
  currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD'),
  entries: fc.array(entry, { maxLength: 8 }),
  sequence: fc.integer({ min: 1, max: 400 }),
  day: fc.constant(localDate('2031-03-06')),
  openingMinor: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
});
const status: fc.Arbitrary<WrittenStatus> = fc.record({
  messageId: identifier,
  createdAt: instant,
  originalMessageId: fc.oneof(identifier, fc.constant('NOTPROVIDED')),
  transactions: fc.array(
    fc.record({ endToEndId: identifier, status: fc.constantFrom('ACCP', 'RJCT'), reason: returned }),
    { minLength: 1, maxLength: 8 },
  ),
});

const samples = (count: number) => ({ numRuns: count, seed: 7 });
const written: Readonly<Record<string, () => string[]>> = {
  'pain.002.001.10': () => fc.sample(status, samples(60)).map(writeStatusReport),
  'camt.052.001.08': () => fc.sample(statement, samples(60)).map(report => writeNotification('camt.052', report)),
  'camt.053.001.08': () => fc.sample(statement, samples(60)).map(writeStatement),
  'camt.054.001.08': () => fc.sample(statement, samples(60)).map(report => writeNotification('camt.054', report)),
};

function faultsOf(message: string, bodies: readonly string[]): [file: string, fault: string][] {
  const folder = mkdtempSync(join(tmpdir(), 'bank-files-'));
  try {
    const files = bodies.map((body, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, body);
      return file;
    });
    const schema = join(corpus!, `iso20022/xsd/${message}.xsd`);
    const validator = join(__dirname, '../support/validate-xml.mjs');
    return JSON.parse(execFileSync(process.execPath, [validator, schema, ...files], { encoding: 'utf8' })) as never;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(Object.keys(written))('%s', message => {
  (corpus === undefined ? test.skip : test)('every file is what the official schema asks', () => {
    expect(faultsOf(message, written[message]!())).toEqual([]);
  });

  test('every file is read again as the message that it is', () => {
    for (const body of written[message]!()) {
      expect(readBankFile(Buffer.from(body))).toMatchObject({ version: message, message: message.slice(0, 8) });
    }
  });
});

if (corpus === undefined) process.stderr.write('bank-file-schema: 4 tests skipped, TENOR_CORPUS is not set.\n');
