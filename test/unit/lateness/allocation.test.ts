import fc from 'fast-check';
import { allocate, lessened } from '../../../server/lateness/index.js';
import type { ClaimPart } from '../../../server/programmes/index.js';

const usual: readonly ClaimPart[] = ['LUMP_SUM', 'LATE_INTEREST', 'CONTRACT_INTEREST', 'PRINCIPAL'];
const late = { lumpSumMinor: 40_00n, lateInterestMinor: 341_92n, interestMinor: 0n, principalMinor: 100_000_00n };

test('100,000.00 comes twelve days late: lump sum, late interest, and 99,618.08 of the face', () => {
  expect(allocate(100_000_00n, late, usual)).toEqual({
    lumpSumMinor: 40_00n,
    lateInterestMinor: 341_92n,
    interestMinor: 0n,
    principalMinor: 99_618_08n,
    excessMinor: 0n,
  });
});

test('the order is a setting of the terms', () => {
  const order: ClaimPart[] = ['PRINCIPAL', 'CONTRACT_INTEREST', 'LATE_INTEREST', 'LUMP_SUM'];
  expect(allocate(100_100_00n, late, order)).toMatchObject({
    principalMinor: 100_000_00n,
    lateInterestMinor: 100_00n,
    lumpSumMinor: 0n,
  });
});

test('whatever comes, whatever is owed, in whatever order: nothing is lost, nothing is paid twice, each part in its turn', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
  const owed = fc.record({
    lumpSumMinor: amount,
    lateInterestMinor: amount,
    interestMinor: amount,
    principalMinor: amount,
  });
  const order = fc.shuffledSubarray([...usual], { minLength: 4 });
  fc.assert(
    fc.property(amount, amount, owed, order, (first, second, claim, parts) => {
      const one = allocate(first, claim, parts);
      const rest = lessened(claim, one);
      const sum = one.lumpSumMinor + one.lateInterestMinor + one.interestMinor + one.principalMinor + one.excessMinor;
      expect(sum).toBe(first);
      expect(Object.values(rest).every(left => left >= 0n)).toBe(true);
      // Something is left over only where nothing is owed any more.
      if (one.excessMinor > 0n) expect(Object.values(rest).every(left => left === 0n)).toBe(true);
      // Two payments are for the same as one of both.
      const two = allocate(second, rest, parts);
      const both = allocate(first + second, claim, parts);
      expect(lessened(rest, two)).toEqual(lessened(claim, both));
    }),
  );
});
