import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { toldRate } from '../pricing/index.js';
import { acceptOffers } from './accept-offers.js';
import { Auction, presentAuction } from './auction.types.js';
import { type BasketTotal, basketTotals } from './basket.rules.js';
import { holdsUntil } from './bid-price.js';
import { Offer, OfferAcceptance, presentOffer, ShownOfferInput } from './bid.types.js';
import type { Choice } from './offer.reads.js';
import { ownRateOf } from './quote.types.js';
import { offersAsOf } from './rank-bids.js';

@ObjectType({ simpleResolvers: true, description: 'An offer among those that are taken together.' })
export class BasketLine {
  @Field(() => Auction)
  readonly auction!: Auction;

  @Field(() => Offer)
  readonly offer!: Offer;
}

@ObjectType('BasketTotal', {
  simpleResolvers: true,
  description: 'What offers of one currency come to together: sums of what is rounded offer by offer.',
})
export class BasketTotalType {
  @Field(() => Int)
  readonly count!: number;

  @Field(() => MoneyType)
  readonly face!: MoneyType;

  @Field(() => MoneyType, { description: 'What you receive.' })
  readonly net!: MoneyType;

  @Field(() => MoneyType)
  readonly totalCost!: MoneyType;

  @Field(() => DecimalScalar, {
    description: 'Effective percent a year, four decimals: the mean of the offers, weighted by cash and days.',
  })
  readonly effectiveRate!: string;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What waiting until maturity would cost at your own rate; null unless you have set one.',
  })
  readonly waitingCost!: MoneyType | null;

  @Field(() => LocalDateScalar)
  readonly firstValueDate!: string;

  @Field(() => LocalDateScalar)
  readonly lastValueDate!: string;

  @Field(() => Date, { description: 'From this instant on one of the figures is another.' })
  readonly holdsUntil!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Offers that you can take now, if you may deal, and what they come to.',
})
export class Basket {
  @Field(() => [BasketLine])
  readonly lines!: BasketLine[];

  @Field(() => [BasketTotalType], { description: 'One a currency.' })
  readonly totals!: BasketTotalType[];

  @Field(() => [ID], { description: 'The bids asked for whose offers cannot be taken any more.' })
  readonly gone!: string[];

  @Field(() => Boolean, { description: 'Whether there are more offers than a basket holds: these end first.' })
  readonly hasMore!: boolean;
}

/** Offers that can be chosen now, as a basket of them is shown. */
export function presentBasket(viewer: Viewer, choices: readonly Choice[]): Omit<Basket, 'gone' | 'hasMore'> {
  const entries = choices.map(({ auction, offer: { bid, quote } }) => {
    return {
      quote,
      holdsUntil: holdsUntil(auction, offersAsOf(auction), bid.validUntil),
      ownRateBps: ownRateOf(auction),
    };
  });
  return {
    lines: choices.map(({ auction, offer }) =>
      Object.assign(new BasketLine(), {
        auction: presentAuction(viewer, auction),
        offer: presentOffer(auction, offer),
      }),
    ),
    totals: basketTotals(entries).map(presentTotal),
  };
}

function presentTotal(total: BasketTotal): BasketTotalType {
  const { currency, count, waitingCostMinor, firstValueDate, lastValueDate } = total;
  const money = (amountMinor: bigint): MoneyType => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return Object.assign(new BasketTotalType(), {
    count,
    face: money(total.faceMinor),
    net: money(total.netMinor),
    totalCost: money(total.totalCostMinor),
    effectiveRate: toldRate(total.rateBps),
    waitingCost: waitingCostMinor === null ? null : money(waitingCostMinor),
    firstValueDate,
    lastValueDate,
    holdsUntil: total.holdsUntil,
  });
}

@InputType({ description: 'What was shown: the acceptance is bound to it, offer by offer and in its total.' })
export class AcceptOffersInput {
  @Field(() => [ShownOfferInput], { description: '1 to 200, of one auction each, in one currency.' })
  readonly offers!: ShownOfferInput[];

  @Field(() => MoneyInput, { description: 'The sum of what was shown.' })
  readonly totalNet!: MoneyInput;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true, description: 'All of them were accepted.' })
export class AcceptOffersSuccess {
  @Field(() => [OfferAcceptance], { description: 'In the order of the basket.' })
  readonly acceptances!: OfferAcceptance[];

  @Field(() => MoneyType)
  readonly totalNet!: MoneyType;
}

export const AcceptOffersResult = resultUnion(AcceptOffersSuccess, acceptOffers);

/** The wire ids of bids whose offers are not among the choices. */
export function goneOf(bidIds: readonly string[], choices: readonly Choice[]): string[] {
  const there = new Set(choices.map(({ offer }) => toWireId('bid', offer.bid.id)));
  return bidIds.filter(id => !there.has(id));
}
