import fc from 'fast-check';
import {
  AMOUNT_MINOR_LIMIT,
  divideHalfUp,
  formatMoney,
  parseDecimalMoney,
  sumMoney,
} from '../../../server/platform/money.js';

const eur = (amountMinor: bigint) => ({ amountMinor, currency: 'EUR' });

describe('parseDecimalMoney', () => {
  test.each([
    ['100', 'EUR', 10_000n],
    ['100.5', 'EUR', 10_050n],
    ['100.05', 'EUR', 10_005n],
    ['-0.01', 'EUR', -1n],
    ['0', 'EUR', 0n],
    ['0.00', 'EUR', 0n],
    ['1235', 'JPY', 1235n],
    ['1.50', 'HUF', 150n],
    ['0.001', 'BHD', 1n],
    ['0.0001', 'CLF', 1n],
    ['9999999999999.99', 'EUR', 999_999_999_999_999n],
    ['-9999999999999.99', 'EUR', -999_999_999_999_999n],
    ['999999999999999', 'JPY', 999_999_999_999_999n],
  ])('%s %s', (text, currency, amountMinor) => {
    expect(parseDecimalMoney(text, currency)).toEqual({ amountMinor, currency });
  });

  test.each([
    ['', 'EUR', ['NOT_A_NUMBER']],
    ['abc', 'EUR', ['NOT_A_NUMBER']],
    ['NaN', 'EUR', ['NOT_A_NUMBER']],
    ['Infinity', 'EUR', ['NOT_A_NUMBER']],
    ['0x10', 'EUR', ['NOT_A_NUMBER']],
    ['1.2.3', 'EUR', ['NOT_A_NUMBER']],
    ['-', 'EUR', ['NOT_A_NUMBER']],
    ['.', 'EUR', ['NOT_A_NUMBER']],
    ['٣', 'EUR', ['NOT_A_NUMBER']],
    ['+1', 'EUR', ['NOT_CANONICAL']],
    ['01.00', 'EUR', ['NOT_CANONICAL']],
    ['-0', 'EUR', ['NOT_CANONICAL']],
    ['-0.00', 'EUR', ['NOT_CANONICAL']],
    ['1e3', 'EUR', ['NOT_CANONICAL']],
    ['.5', 'EUR', ['NOT_CANONICAL']],
    ['5.', 'EUR', ['NOT_CANONICAL']],
    [' 1', 'EUR', ['NOT_CANONICAL']],
    ['1\n', 'EUR', ['NOT_CANONICAL']],
    ['1,000.00', 'EUR', ['NOT_CANONICAL']],
    ['1.000', 'EUR', ['TOO_MANY_DECIMALS']],
    ['1.0', 'JPY', ['TOO_MANY_DECIMALS']],
    ['10000000000000', 'EUR', ['TOO_LARGE']],
    ['-10000000000000.00', 'EUR', ['TOO_LARGE']],
    ['1000000000000000', 'JPY', ['TOO_LARGE']],
    ['1000000000000.000', 'BHD', ['TOO_LARGE']],
    ['10000000000000.001', 'EUR', ['TOO_MANY_DECIMALS', 'TOO_LARGE']],
    ['1', 'eur', ['UNKNOWN_CURRENCY']],
    ['1', 'XAU', ['UNKNOWN_CURRENCY']],
    ['one', 'ZZZ', ['UNKNOWN_CURRENCY', 'NOT_A_NUMBER']],
  ])('%j %s is refused: %j', (text, currency, faults) => {
    expect(parseDecimalMoney(text, currency)).toEqual({ faults });
  });

  test('a very long text is refused like a short one', () => {
    expect(parseDecimalMoney(`${'1'.repeat(200_000)}x`, 'EUR')).toEqual({ faults: ['NOT_A_NUMBER'] });
    expect(parseDecimalMoney('9'.repeat(1_000_000), 'EUR')).toEqual({ faults: ['TOO_LARGE'] });
  });
});

describe('formatMoney', () => {
  test.each([
    [0n, 'EUR', '0.00'],
    [1n, 'EUR', '0.01'],
    [-1n, 'EUR', '-0.01'],
    [-123_450n, 'EUR', '-1234.50'],
    [123n, 'HUF', '1.23'],
    [0n, 'JPY', '0'],
    [-7n, 'JPY', '-7'],
    [5n, 'BHD', '0.005'],
  ])('%s %s', (amountMinor, currency, text) => {
    expect(formatMoney({ amountMinor, currency })).toBe(text);
  });

  test('an unknown currency is a bug', () => {
    expect(() => formatMoney({ amountMinor: 1n, currency: 'ZZZ' })).toThrow(RangeError);
  });

  test('what was formatted is read back as the same amount', () => {
    const amounts = fc.bigInt({ min: -AMOUNT_MINOR_LIMIT + 1n, max: AMOUNT_MINOR_LIMIT - 1n });
    fc.assert(
      fc.property(amounts, fc.constantFrom('EUR', 'JPY', 'BHD', 'HUF', 'CLF'), (amountMinor, currency) => {
        expect(parseDecimalMoney(formatMoney({ amountMinor, currency }), currency)).toEqual({ amountMinor, currency });
      }),
    );
  });

  test('a text that is read is written back as itself, completed to the decimals of the currency', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?[0-9]{1,14}(\.[0-9]{1,3})?$/), text => {
        const money = parseDecimalMoney(text, 'EUR');
        if ('faults' in money) return;
        const [whole, decimals = ''] = text.split('.');
        expect(formatMoney(money)).toBe(`${whole}.${decimals.padEnd(2, '0')}`);
      }),
    );
  });
});

describe('divideHalfUp', () => {
  test.each([
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [5n, -10n, -1n],
    [-15n, -10n, 2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [7n, 1n, 7n],
  ])('%s / %s is %s', (numerator, denominator, quotient) => {
    expect(divideHalfUp(numerator, denominator)).toBe(quotient);
  });

  test('the result is the nearest whole, and a half goes away from zero', () => {
    const numerators = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(numerators, fc.bigInt({ min: 1n, max: 10n ** 12n }), (numerator, denominator) => {
        const missed = 2n * (numerator - divideHalfUp(numerator, denominator) * denominator);
        expect(missed <= denominator && missed >= -denominator).toBe(true);
        if (missed === denominator) expect(numerator < 0n).toBe(true);
        if (missed === -denominator) expect(numerator > 0n).toBe(true);
      }),
    );
  });

  test('division by zero is a bug', () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
  });
});

describe('sumMoney', () => {
  test('adds, and an empty list is zero', () => {
    expect(sumMoney('EUR', [eur(20_000n), eur(18_750n), eur(35_000n)])).toEqual(eur(73_750n));
    expect(sumMoney('EUR', [])).toEqual(eur(0n));
  });

  test('a second currency, or a sum of sixteen digits, is a bug', () => {
    expect(() => sumMoney('EUR', [eur(1n), { amountMinor: 1n, currency: 'USD' }])).toThrow(TypeError);
    expect(() => sumMoney('EUR', [eur(AMOUNT_MINOR_LIMIT - 1n), eur(1n)])).toThrow(RangeError);
    expect(() => sumMoney('EUR', [eur(-AMOUNT_MINOR_LIMIT + 1n), eur(-1n)])).toThrow(RangeError);
  });
});
