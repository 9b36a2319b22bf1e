import { z } from 'zod';
import { instantInput, moneyInput, orNull, positiveRateBps, uuidKey } from '../platform/input.js';
import { type FieldProblem, InvalidInput } from '../platform/problem.js';
import type { Quote } from '../pricing/index.js';
import type { AuctionView } from './auction.reads.js';
import { lastAcceptance } from './auction.rules.js';
import { type BidTerms, priceBidAt } from './bid-price.js';

/** What a price is made from, on the wire. */
export const priceFields = {
  priceKind: z.enum(['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT']),
  rateBps: positiveRateBps,
  dayCount: orNull(z.enum(['ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360'])),
  flatFee: orNull(moneyInput),
};

/** What a bid says, on the wire. */
export const bidFields = { ...priceFields, validUntil: orNull(instantInput), idempotencyKey: uuidKey };

const priceInput = z.object(priceFields);
const bidInput = z.object(bidFields);

/** A price as its auction takes it, with its figures if it were accepted at an instant. */
export interface JudgedPrice {
  readonly terms: BidTerms;
  readonly quote: Quote;
}

/** Judges a price by the terms of its auction: every fault at once. */
export function judgePrice(
  auction: AuctionView,
  input: z.output<typeof priceInput>,
  at: Date,
): JudgedPrice | InvalidInput {
  const faults: FieldProblem[] = [];
  if (!auction.priceKinds.includes(input.priceKind)) {
    faults.push(fieldFault('priceKind', 'NOT_IN_TERMS', 'The terms of the auction have no such price.'));
  }
  if (input.flatFee && input.flatFee.currency !== auction.currency) {
    faults.push(fieldFault('flatFee.currency', 'NOT_OF_AUCTION', 'The auction is in another currency.'));
  }
  if (faults.length > 0) return new InvalidInput(faults);
  const terms: BidTerms = {
    priceKind: input.priceKind,
    rateBps: input.rateBps.toFixed(),
    dayCount: input.dayCount ?? auction.dayCount,
    flatFeeMinor: input.flatFee?.amountMinor ?? 0n,
  };
  const quote = priceBidAt(auction, terms, at);
  if (quote.netMinor > 0n) return { terms, quote };
  return new InvalidInput([fieldFault('rateBps', 'NOTHING_LEFT', 'The costs leave nothing to be paid out.')]);
}

/** A bid as its auction takes it. */
export interface JudgedBid extends JudgedPrice {
  readonly validUntil: Date;
}

/** Judges a bid as `judgePrice` does, and its validity: by default, and at most, the last moment it can be accepted. */
export function judgeBid(auction: AuctionView, input: z.output<typeof bidInput>): JudgedBid | InvalidInput {
  const priced = judgePrice(auction, input, auction.asOf);
  const last = lastAcceptance(auction);
  const validUntil = input.validUntil ?? last;
  const faults = priced instanceof InvalidInput ? [...priced.fields] : [];
  if (validUntil <= auction.asOf) faults.push(fieldFault('validUntil', 'PAST', 'This instant has passed.'));
  if (validUntil > last) {
    faults.push(fieldFault('validUntil', 'TOO_LATE', 'After this auction there is nothing to be valid for.'));
  }
  if (priced instanceof InvalidInput || faults.length > 0) return new InvalidInput(faults);
  return { ...priced, validUntil };
}

function fieldFault(path: string, code: string, message: string): FieldProblem {
  return { path, code, message };
}
