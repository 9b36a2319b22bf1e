import { z } from 'zod';
import { command } from '../platform/command.js';
import { moneyInput, refuse, uuidKey } from '../platform/input.js';
import { formatMoney } from '../platform/money.js';
import type { Tx } from '../platform/database.js';
import { InvalidInput, type Problem } from '../platform/problem.js';
import { type AcceptedOffer, acceptedOf, shownOfferFields } from './accept-offer.js';
import { OffersRefused } from './auction.problems.js';
import { awardOffers } from './award-offers.js';
import { findVisibleBids } from './bid.reads.js';

/** The most offers that a basket holds. */
export const basketMax = 200;

const basketFields = z.object({
  offers: z.array(z.object(shownOfferFields)).min(1).max(basketMax),
  totalNet: moneyInput,
  idempotencyKey: uuidKey,
});

type Basket = z.output<typeof basketFields>;

const input = basketFields.superRefine((basket, context) => {
  for (const [path, code, message] of faultsOf(basket)) refuse(context, code, message, path);
});

/** What is wrong with a basket as a whole: it is one sum in one currency, and holds each offer once. */
function faultsOf({ offers, totalNet }: Basket): [path: string[], code: string, message: string][] {
  const faults: ReturnType<typeof faultsOf> = [];
  for (const [index, { bidId, net }] of offers.entries()) {
    if (net.currency !== totalNet.currency) {
      faults.push([['offers', `${index}`, 'net', 'currency'], 'OTHER_CURRENCY', 'A basket is in one currency.']);
    }
    if (offers.findIndex(offer => offer.bidId === bidId) < index) {
      faults.push([['offers', `${index}`, 'bidId'], 'TWICE', 'This offer is in the basket already.']);
    }
  }
  const sumMinor = offers.reduce((sum, { net }) => sum + net.amountMinor, 0n);
  if (faults.length === 0 && sumMinor !== totalNet.amountMinor) {
    faults.push([['totalNet', 'amount'], 'NOT_THE_SUM', 'This is not the sum of the offers.']);
  }
  return faults;
}

/** A basket as it was accepted. */
export interface AcceptedBasket {
  /** In the order of the basket. */
  readonly offers: readonly AcceptedOffer[];
  readonly totalNet: AcceptedOffer['net'];
}

/**
 * Takes several offers, of one auction each, at once: all of them or none. Bound to what was shown of each and to their
 * total; what has changed, or stands in the way otherwise, is named offer by offer, all of it at once.
 */
export const acceptOffers = command({
  name: 'acceptOffers',
  input,
  problems: [InvalidInput, OffersRefused],
  async execute(tx, viewer, { offers, totalNet: { currency } }): Promise<AcceptedBasket | Problem> {
    const twice = await auctionsNamedTwice(tx, offers);
    if (twice) return twice;
    const outcome = await awardOffers(tx, viewer, 'acceptOffers', offers);
    if (!Array.isArray(outcome)) return new OffersRefused(outcome);
    const amountMinor = outcome.reduce((sum, { quote }) => sum + quote.netMinor, 0n);
    return {
      offers: outcome.map(acceptedOf),
      totalNet: { amount: formatMoney({ amountMinor, currency }), currency },
    };
  },
});

/** Of one auction one offer can be taken. */
async function auctionsNamedTwice(tx: Tx, offers: Basket['offers']): Promise<InvalidInput | null> {
  const named = await findVisibleBids(
    tx,
    offers.map(({ bidId }) => bidId),
  );
  const auctionOf = new Map(named.map(({ id, auctionId }) => [id, auctionId]));
  const auctionIds = offers.map(({ bidId }) => auctionOf.get(bidId));
  const fields = auctionIds.flatMap((auctionId, index) =>
    auctionId !== undefined && auctionIds.indexOf(auctionId) < index
      ? [
          {
            path: `offers.${index}.bidId`,
            code: 'SAME_AUCTION',
            message: 'The basket holds another offer of this auction.',
          },
        ]
      : [],
  );
  return fields.length > 0 ? new InvalidInput(fields) : null;
}
