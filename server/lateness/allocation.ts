import type { ClaimPart } from '../programmes/index.js';

/** Minor units of the claim's currency, by what they are for. */
export interface ClaimParts {
  readonly lumpSumMinor: bigint;
  readonly lateInterestMinor: bigint;
  /** What was agreed beyond the face, where the buyer bears the cost. */
  readonly interestMinor: bigint;
  readonly principalMinor: bigint;
}

const figureOf = {
  LUMP_SUM: 'lumpSumMinor',
  LATE_INTEREST: 'lateInterestMinor',
  CONTRACT_INTEREST: 'interestMinor',
  PRINCIPAL: 'principalMinor',
} as const satisfies Record<ClaimPart, keyof ClaimParts>;

export interface Allocation extends ClaimParts {
  /** What exceeds everything owed. */
  readonly excessMinor: bigint;
}

/** What a payment is for: each part in its order as far as the money goes. Every part of the order is named once. */
export function allocate(amountMinor: bigint, owed: ClaimParts, order: readonly ClaimPart[]): Allocation {
  const parts = { lumpSumMinor: 0n, lateInterestMinor: 0n, interestMinor: 0n, principalMinor: 0n };
  let left = amountMinor;
  for (const part of order) {
    const figure = figureOf[part];
    const paid = left < owed[figure] ? left : owed[figure];
    parts[figure] = paid;
    left -= paid;
  }
  return { ...parts, excessMinor: left };
}

/** What is still owed. */
export function lessened(owed: ClaimParts, by: ClaimParts): ClaimParts {
  return {
    lumpSumMinor: owed.lumpSumMinor - by.lumpSumMinor,
    lateInterestMinor: owed.lateInterestMinor - by.lateInterestMinor,
    interestMinor: owed.interestMinor - by.interestMinor,
    principalMinor: owed.principalMinor - by.principalMinor,
  };
}
