import type { Decimal } from 'decimal.js';
import type { LocalDate } from '../platform/local-date.js';
import { costOfWaiting, type Quote, weightedRateBps } from '../pricing/index.js';

/** An offer in a basket. */
export interface BasketEntry {
  readonly quote: Quote;
  /** Until when its figures hold. */
  readonly holdsUntil: Date;
  /** What the supplier's own money costs a year, in basis points, where it says so. */
  readonly ownRateBps: Decimal | null;
}

/** Several offers of one currency in one unit. Amounts are minor units, each the sum of what is rounded offer by offer. */
export interface BasketTotal {
  readonly currency: string;
  readonly count: number;
  readonly faceMinor: bigint;
  readonly netMinor: bigint;
  readonly totalCostMinor: bigint;
  /** Effective yearly rate in basis points, weighted by cash and days; null where one of them has none. */
  readonly rateBps: Decimal | null;
  /** What waiting for all of them would cost; null unless the supplier says what its own money costs. */
  readonly waitingCostMinor: bigint | null;
  readonly firstValueDate: LocalDate;
  readonly lastValueDate: LocalDate;
  /** The instant from which on one of the figures is another. */
  readonly holdsUntil: Date;
}

/** What offers come to together, by currency in the order of its code. */
export function basketTotals(entries: readonly BasketEntry[]): BasketTotal[] {
  const currencies = [...new Set(entries.map(({ quote }) => quote.currency))].sort();
  return currencies.map(currency =>
    totalOf(
      currency,
      entries.filter(({ quote }) => quote.currency === currency),
    ),
  );
}

function totalOf(currency: string, entries: readonly BasketEntry[]): BasketTotal {
  const quotes = entries.map(({ quote }) => quote);
  const valueDates = quotes.map(({ valueDate }) => valueDate).sort();
  return {
    currency,
    count: quotes.length,
    faceMinor: sum(quotes.map(({ faceMinor }) => faceMinor)),
    netMinor: sum(quotes.map(({ netMinor }) => netMinor)),
    totalCostMinor: sum(quotes.map(({ totalCostMinor }) => totalCostMinor)),
    rateBps: weightedRateBps(quotes),
    waitingCostMinor: waitingCost(entries),
    firstValueDate: valueDates[0]!,
    lastValueDate: valueDates.at(-1)!,
    holdsUntil: entries.map(({ holdsUntil }) => holdsUntil).reduce((a, b) => (b < a ? b : a)),
  };
}

function waitingCost(entries: readonly BasketEntry[]): bigint | null {
  const costs: bigint[] = [];
  for (const { quote, ownRateBps } of entries) {
    if (ownRateBps === null) return null;
    costs.push(costOfWaiting(quote.netMinor, ownRateBps, quote.tenorDays));
  }
  return sum(costs);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
