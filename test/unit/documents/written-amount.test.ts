import fc from 'fast-check';
import { moneyOfWritten } from '../../../server/documents/index.js';
import { minorUnitsOf } from '../../../server/platform/currencies.js';
import { formatMoney } from '../../../server/platform/money.js';
import { csvOf, problemsBesideRules, read, ublInvoiceWith } from './sample-documents.js';

const currencies = ['EUR', 'JPY', 'BHD', 'CLF', 'HUF', 'BGN'];
const anyMoney = fc.record({
  amountMinor: fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }),
  currency: fc.constantFrom(...currencies),
});

test('minor units are those of ISO 4217', () => {
  expect(currencies.map(minorUnitsOf)).toEqual([2, 0, 3, 4, 2, 2]);
  expect(['XXX', 'XAU', 'eur', 'DEM', '', 'toString'].map(minorUnitsOf)).toEqual(Array(6).fill(undefined));
});

test('reading what was printed gives the same money, in every spelling xsd:decimal allows', () => {
  fc.assert(
    fc.property(anyMoney, fc.nat({ max: 20 }), fc.boolean(), (money, zeros, plus) => {
      const printed = formatMoney(money);
      const digits = printed.replace('-', '');
      const sign = printed.startsWith('-') ? '-' : plus ? '+' : '';
      for (const written of [
        printed,
        `${sign}${'0'.repeat(zeros)}${digits}`,
        `${sign}${digits.replace(/^0\./, '.')}`,
      ]) {
        expect(moneyOfWritten(written, money.currency)).toEqual(money);
      }
    }),
  );
});

test('an amount comes out of a document as it was written, and means the same money', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }), amountMinor => {
      const money = { amountMinor, currency: 'EUR' };
      const written = formatMoney(money);
      const xml = read(ublInvoiceWith(['>119.00</cbc:Pay', `>${written}</cbc:Pay`]));
      const csv = read(csvOf([{ payable_amount: written }]), 'a.csv');
      for (const reading of [xml, csv]) {
        expect(problemsBesideRules(reading)).toEqual([]);
        expect(reading.invoices[0]?.payableAmount).toBe(written);
        expect(moneyOfWritten(reading.invoices[0]?.payableAmount ?? '', 'EUR')).toEqual(money);
      }
    }),
    { numRuns: 50 },
  );
});

test('a text that is no number is never money', () => {
  const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,e ]{0,12}$/)), written => {
      fc.pre(!decimal.test(written));
      expect(moneyOfWritten(written, 'EUR')).toHaveProperty('faults');
    }),
  );
});

test('a megabyte of digits costs nothing', () => {
  const started = performance.now();
  for (const written of ['0'.repeat(5_000_000), `${'0'.repeat(5_000_000)}x`, '9'.repeat(5_000_000)]) {
    expect(moneyOfWritten(written, 'EUR')).toHaveProperty('faults');
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});
