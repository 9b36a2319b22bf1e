import {
  bpsOfPercent,
  compareDecimals,
  differenceOf,
  grouped,
  groupedWhole,
  moneyText,
  parseDecimal,
  percentOfBps,
  percentText,
  sumOf,
  typed,
} from '../../../web/src/lib/decimal-text.js';
import { putInForce } from '../../../web/src/lib/language.js';

afterEach(() => putInForce('en'));

const eur = (amount: string) => ({ amount, currency: 'EUR' });

test('amounts are grouped by thousands, whatever their length and digits', () => {
  expect(grouped('0.00')).toBe('0.00');
  expect(grouped('999.99')).toBe('999.99');
  expect(grouped('1000.00')).toBe('1,000.00');
  expect(grouped('1234567')).toBe('1,234,567');
  expect(grouped('9007199254740993.001')).toBe('9,007,199,254,740,993.001');
  expect(grouped('-1234.50')).toBe('\u{2212}1,234.50');
  expect(moneyText(eur('99050.00'))).toBe('99,050.00\u{202F}EUR');
});

test('French groups by narrow spaces, with a decimal comma', () => {
  putInForce('fr');
  expect(grouped('1234567.50')).toBe('1\u202F234\u202F567,50');
  expect(grouped('-1234')).toBe('\u{2212}1\u202F234');
  expect(moneyText(eur('1234.56'))).toBe('1\u202F234,56\u202FEUR');
  expect(percentText('4.50')).toBe('4,50\u202F%');
  expect(typed('1234.50')).toBe('1234,50');
  expect(groupedWhole(12345)).toBe('12\u202F345');
});

test.each([
  ['1234,56', '1234.56'],
  ['1 234,56', '1234.56'],
  ['1\u202F234,56', '1234.56'],
  ['1.234,56', '1234.56'],
  ['1,234.56', '1234.56'],
  ['1234.56', '1234.56'],
  ['4,5', '4.5'],
  ['5,125', '5.125'],
  [',5', '0.5'],
  ['1000', '1000'],
])('in French %j is read as %s', (text, decimal) => {
  putInForce('fr');
  expect(parseDecimal(text)).toBe(decimal);
});

test.each(['1.000', '1.000.000', '1,2,3', '1,2.3', ',', '-5', '12a'])('in French %j is not read', text => {
  putInForce('fr');
  expect(parseDecimal(text)).toBeUndefined();
});

test.each([
  ['1000', '1000'],
  ['1000.50', '1000.50'],
  ['1,000.50', '1000.50'],
  ["1'000.50", '1000.50'],
  ['1 000.50', '1000.50'],
  ['1\u{202F}000', '1000'],
  ['0012.5', '12.5'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['0', '0'],
])('%j is read as %s', (text, decimal) => expect(parseDecimal(text)).toBe(decimal));

test.each(['', '.', '1,000', '1,00.50', '1.000,50', '1e3', '-5', '12a', '1.2.3', '١٢'])('%j is not read', text =>
  expect(parseDecimal(text)).toBeUndefined(),
);

test.each([
  ['4.5', '450'],
  ['5.125', '512.5'],
  ['0.0001', '0.01'],
  ['100', '10000'],
  ['0', '0'],
])('%s percent are %s basis points', (percent, bps) => expect(bpsOfPercent(percent)).toBe(bps));

test.each([
  ['450', '4.50'],
  ['450.0000', '4.50'],
  ['512.5', '5.125'],
  ['0.01', '0.0001'],
  ['10000', '100.00'],
  ['5', '0.05'],
])('%s basis points are %s percent', (bps, percent) => expect(percentOfBps(bps)).toBe(percent));

test('a sum is exact beyond the reach of a float, and keeps the digits of the currency', () => {
  expect(sumOf([eur('9007199254740993.01'), eur('0.02')])).toEqual(eur('9007199254740993.03'));
  expect(sumOf([eur('0.10'), eur('0.20')])).toEqual(eur('0.30'));
  expect(sumOf([eur('5.00'), eur('-7.50')])).toEqual(eur('-2.50'));
  expect(sumOf([{ amount: '100', currency: 'JPY' }])).toEqual({ amount: '100', currency: 'JPY' });
});

test('nothing, and several currencies, have no sum', () => {
  expect(sumOf([])).toBeUndefined();
  expect(sumOf([eur('1.00'), { amount: '1.00', currency: 'USD' }])).toBeUndefined();
});

test('a difference is exact, and may be below zero', () => {
  expect(differenceOf(eur('1392.13'), eur('950.00'))).toEqual(eur('442.13'));
  expect(differenceOf(eur('950.00'), eur('1392.13'))).toEqual(eur('-442.13'));
  expect(differenceOf(eur('9007199254740993.01'), eur('0.02'))).toEqual(eur('9007199254740992.99'));
});

test('decimals are compared by value', () => {
  expect(compareDecimals('100', '100.00')).toBe(0);
  expect(compareDecimals('99.99', '100')).toBe(-1);
  expect(compareDecimals('9007199254740993', '9007199254740992.99')).toBe(1);
});
