import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import {
  fault,
  localDateInput,
  moneyInput,
  orNull,
  plainName,
  positiveMoneyInput,
  rateBps,
  whole,
} from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { type FieldProblem, InvalidInput } from '../platform/problem.js';
import { invalidInput } from '../platform/unit-of-work.js';
import {
  adjust,
  calendarCodes,
  calendarOfCurrency,
  jointCalendar,
  type PriceTerms,
  price,
  type Quote,
  rankAcrossAdvances,
  rankOffers,
} from '../pricing/index.js';

const offerInput = z
  .object({
    name: plainName(80),
    discountKind: orNull(z.enum(['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT', 'SLIDING_DISCOUNT'])),
    rateBps: orNull(rateBps),
    dayCount: orNull(z.enum(['ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360'])),
    earliestDate: orNull(localDateInput),
    advanceBps: orNull(whole(1, 10_000)),
    commissionBps: orNull(rateBps),
    commissionOn: orNull(z.enum(['FACE', 'ADVANCE'])),
    flatFee: orNull(moneyInput),
    platformFeeBps: orNull(rateBps),
    platformFeePayer: orNull(z.enum(['SUPPLIER', 'FUNDER', 'BUYER'])),
  })
  .refine(({ discountKind, rateBps }) => !discountKind === !rateBps, {
    ...fault('REQUIRED', 'A kind of discount and its rate go together.'),
    path: ['rateBps'],
    when: () => true,
  })
  .refine(({ discountKind, earliestDate }) => discountKind !== 'SLIDING_DISCOUNT' || earliestDate, {
    ...fault('REQUIRED', 'A sliding discount is whole until some day: give it.'),
    path: ['earliestDate'],
    when: () => true,
  });

const input = z.object({
  face: positiveMoneyInput,
  valueDate: localDateInput,
  dueDate: localDateInput,
  calendars: orNull(z.array(z.enum(calendarCodes)).min(1).max(calendarCodes.length)),
  rollConvention: orNull(z.enum(['FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING'])),
  costBearer: orNull(z.enum(['SUPPLIER', 'BUYER'])),
  ownRateBps: orNull(rateBps),
  offers: z.array(offerInput).min(1).max(20),
});

type Input = z.output<typeof input>;
type OfferInput = z.output<typeof offerInput>;

/** One offer with its figures, and its places. */
export interface ComparedOffer {
  readonly name: string;
  readonly quote: Quote;
  /** Among the offers of the same advance: 1 costs least. */
  readonly rank: number;
  /** Among all, by effective yearly rate: 1 is the cheapest money. */
  readonly overallRank: number;
}

/** Offers for one claim on one value date. */
export interface Comparison {
  readonly maturity: LocalDate;
  /** Why the due date is no business day; null where it is one. */
  readonly movedBecause: string | null;
  readonly ownRateBps: Decimal | null;
  /** As they were given. */
  readonly offers: readonly ComparedOffer[];
}

/**
 * What offers for one claim come to, wherever they are from, reckoned and ranked by the code that prices and ranks the bids of an
 * auction. It depends on nothing but its input and nothing is kept.
 */
export function compareOffers(rawInput: unknown): Comparison | InvalidInput {
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) return invalidInput(parsed.error);
  const given = parsed.data;
  const calendar = given.calendars ? jointCalendar(given.calendars) : calendarOfCurrency(given.face.currency);
  const { date: maturity, reason } = adjust(given.dueDate, given.rollConvention ?? 'FOLLOWING', calendar);
  const misfits = misfitsOf(given, maturity);
  if (misfits.length > 0) return new InvalidInput(misfits);

  const priced = given.offers.map((offer, index) => ({
    bidId: String(index),
    timePriority: BigInt(index),
    name: offer.name,
    quote: price(termsOf(offer, given), given.face, given.valueDate, maturity),
  }));
  const empty = priced.flatMap(({ quote }, index) => (quote.netMinor > 0n ? [] : [nothingLeft(index)]));
  if (empty.length > 0) return new InvalidInput(empty);
  return { maturity, movedBecause: reason, ownRateBps: given.ownRateBps, offers: ranked(priced) };
}

type Priced = Parameters<typeof rankOffers>[0][number] & { readonly name: string };

/** Offers of one advance compare by what they cost, those of different advances by what the money costs a year. */
function ranked(priced: readonly Priced[]): ComparedOffer[] {
  const overall = new Map(rankAcrossAdvances(priced).map(({ offer, rank }) => [offer, rank]));
  const advances = new Set(priced.map(({ quote }) => quote.advanceMinor));
  const within = new Map(
    [...advances]
      .flatMap(advance => rankOffers(priced.filter(({ quote }) => quote.advanceMinor === advance)))
      .map(({ offer, rank }) => [offer, rank]),
  );
  return priced.map(offer => ({
    name: offer.name,
    quote: offer.quote,
    rank: within.get(offer)!,
    overallRank: overall.get(offer)!,
  }));
}

function termsOf(offer: OfferInput, { costBearer }: Input): PriceTerms {
  return {
    discount: discountOf(offer),
    commission: offer.commissionBps && {
      rateBps: offer.commissionBps,
      commissionOn: offer.commissionOn ?? 'ADVANCE',
    },
    flatFeeMinor: offer.flatFee?.amountMinor ?? 0n,
    advanceBps: offer.advanceBps ?? 10_000,
    dayCount: offer.dayCount ?? 'ACT_360',
    costBearer: costBearer ?? 'SUPPLIER',
    repaidBy: 'BUYER',
    platformFee: offer.platformFeeBps && {
      rateBps: offer.platformFeeBps,
      payer: offer.platformFeePayer ?? 'FUNDER',
    },
  };
}

function discountOf({ discountKind, rateBps, earliestDate }: OfferInput): PriceTerms['discount'] {
  if (!discountKind || !rateBps) return null;
  if (discountKind !== 'SLIDING_DISCOUNT') return { kind: discountKind, rateBps };
  return { kind: discountKind, maximumBps: rateBps, earliestDate: earliestDate! };
}

/** What is wrong with pieces that are right each by itself. */
function misfitsOf({ face, valueDate, costBearer, offers }: Input, maturity: LocalDate): FieldProblem[] {
  const misfits: FieldProblem[] = [];
  if (maturity < valueDate) {
    misfits.push({ path: 'dueDate', code: 'BEFORE_BEGIN', message: 'The claim is due before the value date.' });
  }
  for (const [index, { flatFee, discountKind }] of offers.entries()) {
    if (flatFee && flatFee.currency !== face.currency) {
      const message = 'The fee is in another currency than the claim.';
      misfits.push({ path: `offers.${index}.flatFee.currency`, code: 'CURRENCY_MISMATCH', message });
    }
    if (costBearer === 'BUYER' && discountKind === 'SLIDING_DISCOUNT') {
      const message = 'A sliding discount is the cost of the supplier.';
      misfits.push({ path: `offers.${index}.discountKind`, code: 'OTHER_BEARER', message });
    }
  }
  return misfits;
}

function nothingLeft(index: number): FieldProblem {
  return { path: `offers.${index}.rateBps`, code: 'NOTHING_LEFT', message: 'The costs leave nothing to be paid out.' };
}
