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
export type LimitShortfall =
  | { readonly kind: 'AMOUNT'; readonly scope: LimitScope; readonly shortByMinor: bigint; readonly currency: string }
  | { readonly kind: 'TENOR'; readonly scope: LimitScope; readonly tenorDays: number; readonly tenorDaysMax: number };

type Use = Pick<LimitRow, 'limitMinor' | 'reservedMinor' | 'committedMinor' | 'outstandingMinor'>;

/** Live bids count in full: what is reserved can always be awarded. */
export function useOf(limit: Use): bigint {
  return limit.reservedMinor + limit.committedMinor + limit.outstandingMinor;
}

/** What is left for a further bid; negative where the limit was lowered below its use. */
export function headroomOf(limit: Use): bigint {
  return limit.limitMinor - useOf(limit);
}

/** Why these limits, as read under their locks, do not bear the exposure: the tenor first, then the widest gap; else null. */
export function shortfallOf(limits: readonly LimitRow[], exposure: Exposure): LimitShortfall | null {
  return tenorShortfall(limits, exposure.tenorDays) ?? amountShortfall(limits, exposure.amountMinor);
}

function tenorShortfall(limits: readonly LimitRow[], tenorDays: number | undefined): LimitShortfall | null {
  if (tenorDays === undefined) return null;
  const [shortest] = limits
    .filter(limit => limit.tenorDaysMax !== null && limit.tenorDaysMax < tenorDays)
    .sort((a, b) => a.tenorDaysMax! - b.tenorDaysMax!);
  return shortest ? { kind: 'TENOR', scope: shortest.scope, tenorDays, tenorDaysMax: shortest.tenorDaysMax! } : null;
}

function amountShortfall(limits: readonly LimitRow[], amountMinor: bigint): LimitShortfall | null {
  const [widest] = limits
    .map(limit => ({ limit, shortByMinor: amountMinor - headroomOf(limit) }))
    .filter(({ shortByMinor }) => shortByMinor > 0n)
    .sort((a, b) => (a.shortByMinor > b.shortByMinor ? -1 : 1));
  if (!widest) return null;
  const { limit, shortByMinor } = widest;
  return { kind: 'AMOUNT', scope: limit.scope, shortByMinor, currency: limit.currency };
}
