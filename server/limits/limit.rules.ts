import type { LimitRow, LimitScope } from './limit.entity.js';

/** What somebody stands to lose on one claim: the advance on its face, never its price. */
export interface Exposure {
  readonly funderId: string;
  readonly buyerId: string;
  readonly supplierId: string;
  /** ISO 3166-1. */
  readonly buyerCountry: string;
  readonly programmeId: string;
  readonly currency: string;
  /** Minor units of `currency`, more than zero. */
  readonly amountMinor: bigint;
  /** Calendar days from the value date to maturity; judged by a bid alone. */
  readonly tenorDays?: number;
}

/** Why a limit does not bear an exposure. Told to the limit's owner only: it is a figure of its book. */
export type LimitShortfall = AmountShortfall | TenorShortfall;

export interface AmountShortfall {
  readonly kind: 'AMOUNT';
  readonly scope: LimitScope;
  readonly shortByMinor: bigint;
  readonly currency: string;
}

export interface TenorShortfall {
  readonly kind: 'TENOR';
  readonly scope: LimitScope;
  readonly tenorDays: number;
  readonly tenorDaysMax: number;
}

type Use = Pick<LimitRow, 'limitMinor' | 'reservedMinor' | 'committedMinor' | 'outstandingMinor'>;

/** Live bids count in full: what is reserved can always be awarded. */
export function useOf(limit: Use): bigint {
  return limit.reservedMinor + limit.committedMinor + limit.outstandingMinor;
}

/** What is left for a further bid; negative where the limit was lowered below its use. */
export function headroomOf(limit: Use): bigint {
  return limit.limitMinor - useOf(limit);
}

/** The shortest maximum among these limits, where the exposure is longer; else null. */
export function tenorShortfallOf(limits: readonly LimitRow[], { tenorDays }: Exposure): TenorShortfall | null {
  if (tenorDays === undefined) return null;
  let shortest: TenorShortfall | null = null;
  for (const { scope, tenorDaysMax } of limits) {
    if (tenorDaysMax === null || tenorDaysMax >= (shortest?.tenorDaysMax ?? tenorDays)) continue;
    shortest = { kind: 'TENOR', scope, tenorDays, tenorDaysMax };
  }
  return shortest;
}

/** The widest gap among these limits, as read under their locks, where one does not bear the exposure; else null. */
export function amountShortfallOf(
  limits: readonly LimitRow[],
  { amountMinor }: Pick<Exposure, 'amountMinor'>,
): AmountShortfall | null {
  let widest: AmountShortfall | null = null;
  for (const limit of limits) {
    const shortByMinor = amountMinor - headroomOf(limit);
    if (shortByMinor <= (widest?.shortByMinor ?? 0n)) continue;
    widest = { kind: 'AMOUNT', scope: limit.scope, shortByMinor, currency: limit.currency };
  }
  return widest;
}
