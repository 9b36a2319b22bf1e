import { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Financing } from '../financings/index.js';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import { DayCountEnum, PriceKindEnum } from '../programmes/index.js';
import { acceptOffer } from './accept-offer.js';
import type { BidRow, PriceKind } from './auction.entity.js';
import type { AuctionView } from './auction.reads.js';
import type { BidState } from './bid.states.js';
import { holdsUntil } from './bid-price.js';
import { changeBid } from './change-bid.js';
import type { OfferedBid } from './offer.reads.js';
import { placeBid } from './place-bid.js';
import { ownRateOf, presentQuote, Quote } from './quote.types.js';
import { offersAsOf, type RankedBid } from './rank-bids.js';
import { withdrawBid } from './withdraw-bid.js';
import type { BidOrder } from './bid.reads.js';

export const BidStateEnum = {
  LIVE: 'LIVE',
  WON: 'WON',
  LOST: 'LOST',
  WITHDRAWN: 'WITHDRAWN',
  EXPIRED: 'EXPIRED',
} as const;
registerEnumType(BidStateEnum, {
  name: 'BidState',
  description: 'What became of a bid.',
  valuesConfig: {
    LIVE: { description: 'Firm: it can be accepted until `validUntil`.' },
    WON: { description: 'Accepted: a financing was agreed.' },
    LOST: { description: 'Another bid was accepted, or the supplier withdrew the auction: see `lostReason`.' },
    WITHDRAWN: { description: 'Taken back by its funder.' },
    EXPIRED: { description: 'Its validity ran out.' },
  },
});

@ObjectType({ implements: Node, simpleResolvers: true, description: "A funder's firm price for the whole invoice." })
export class Bid extends Node {
  @Field(() => BidStateEnum)
  readonly state!: BidState;

  @Field(() => Int, { description: '1, and one more with each change.' })
  readonly version!: number;

  @Field(() => PriceKindEnum)
  readonly priceKind!: PriceKind;

  @Field(() => DecimalScalar, { description: 'Basis points a year.' })
  readonly rateBps!: string;

  @Field(() => DayCountEnum)
  readonly dayCount!: string;

  @Field(() => MoneyType)
  readonly flatFee!: MoneyType;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly placedAt!: Date;

  @Field(() => Date, { description: 'From this instant on it cannot be accepted.' })
  readonly validUntil!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'OUTBID, EXPIRED, WITHDRAWN (the auction), LIMIT, NOT_CHOSEN or SUSPENDED (your organization, which took the bid back); null while it lives, or won.',
  })
  readonly lostReason!: string | null;

  /** The row it was made of. */
  readonly row!: BidRow;
}

export const BidConnection = connectionOf(Bid, 'Bid');

export function presentBid(row: BidRow): Bid {
  const { currency, flatFeeMinor: amountMinor } = row;
  return Object.assign(new Bid(), {
    row,
    id: toWireId('bid', row.id),
    state: row.state,
    version: row.version,
    priceKind: row.priceKind,
    rateBps: new Decimal(row.rateBps).toFixed(),
    dayCount: row.dayCount,
    flatFee: { amount: formatMoney({ amountMinor, currency }), currency },
    placedAt: row.placedAt,
    validUntil: row.validUntil,
    lostReason: row.lostReason,
  });
}

@ObjectType({ simpleResolvers: true, description: 'A bid as the one who bears its cost sees it.' })
export class Offer {
  @Field(() => ID, { description: 'Of this version of the bid.' })
  readonly id!: string;

  @Field(() => ID)
  readonly bidId!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Int, { description: '1 costs least; among equals the earlier comes first.' })
  readonly rank!: number;

  @Field(() => String, { description: '`Funder` where the programme does not name them before the award.' })
  readonly funderName!: string;

  @Field(() => PriceKindEnum)
  readonly priceKind!: PriceKind;

  @Field(() => DecimalScalar, { description: 'Basis points a year.' })
  readonly rateBps!: string;

  @Field(() => DayCountEnum)
  readonly dayCount!: string;

  @Field(() => Quote)
  readonly quote!: Quote;

  @Field(() => Date, {
    description: 'Until when these figures hold: the next cut-off, or the end of the offer before it.',
  })
  readonly holdsUntil!: Date;

  @Field(() => Date, { description: 'Until when it can be accepted, at the figures of then.' })
  readonly validUntil!: Date;
}

export function presentOffer(auction: AuctionView, { rank, bid, quote }: RankedBid<OfferedBid>): Offer {
  const { platformFeePayer, fundersNamed } = auction;
  const until = holdsUntil(auction, offersAsOf(auction), bid.validUntil);
  const id = toWireId('bid', bid.id);
  return Object.assign(new Offer(), {
    id: `${id}.${bid.version}`,
    bidId: id,
    version: bid.version,
    rank,
    funderName: fundersNamed || bid.state === 'WON' ? bid.funderName : 'Funder',
    priceKind: bid.priceKind,
    rateBps: new Decimal(bid.rateBps).toFixed(),
    dayCount: bid.dayCount,
    quote: presentQuote(quote, { platformFeePayer, holdsUntil: until }, ownRateOf(auction)),
    holdsUntil: until,
    validUntil: bid.validUntil,
  });
}

const bidOrders: { [Order in BidOrder]: Order } = { PLACED: 'PLACED', VALID_UNTIL: 'VALID_UNTIL', RATE: 'RATE' };
registerEnumType(bidOrders, {
  name: 'BidOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    PLACED: { description: 'The latest first.' },
    VALID_UNTIL: { description: 'The first to end first.' },
    RATE: { description: 'The lowest first.' },
  },
});

@ArgsType()
export class BidArgs extends sortedPageArgs(bidOrders) {
  @Field(() => [BidStateEnum], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: BidState[] | null;
}

@InputType()
class BidInput {
  @Field(() => PriceKindEnum)
  readonly priceKind!: PriceKind;

  @Field(() => DecimalScalar, {
    description: 'Basis points a year: more than 0, at most 10000, at most four decimals.',
  })
  readonly rateBps!: string;

  @Field(() => DayCountEnum, { nullable: true, description: 'By default that of the terms.' })
  readonly dayCount?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'An amount on top, whatever the days.' })
  readonly flatFee?: MoneyInput | null;

  @Field(() => Date, { nullable: true, description: 'By default, and at most, the last moment it can be accepted.' })
  readonly validUntil?: Date | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class PlaceBidInput extends BidInput {
  @Field(() => ID)
  readonly auctionId!: string;
}

@InputType()
export class ChangeBidInput extends BidInput {
  @Field(() => ID)
  readonly bidId!: string;
}

@InputType()
export class WithdrawBidInput {
  @Field(() => ID)
  readonly bidId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType({ description: 'An offer as it was shown: its acceptance is bound to that.' })
export class ShownOfferInput {
  @Field(() => ID)
  readonly bidId!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => MoneyInput)
  readonly net!: MoneyInput;

  @Field(() => LocalDateScalar)
  readonly valueDate!: string;
}

@InputType({ description: 'What was shown: the acceptance is bound to it.' })
export class AcceptOfferInput extends ShownOfferInput {
  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class PlaceBidSuccess {
  @Field(() => Bid)
  readonly bid!: Bid;
}
@ObjectType({ simpleResolvers: true })
export class ChangeBidSuccess {
  @Field(() => Bid)
  readonly bid!: Bid;
}
@ObjectType({ simpleResolvers: true })
export class WithdrawBidSuccess {
  @Field(() => Bid)
  readonly bid!: Bid;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The figures agreed: those shown, or, after a cut-off, no worse ones.',
})
export class OfferAcceptance {
  @Field(() => Financing)
  readonly financing!: Financing;

  @Field(() => MoneyType)
  readonly net!: MoneyType;

  @Field(() => MoneyType)
  readonly discount!: MoneyType;

  @Field(() => LocalDateScalar)
  readonly valueDate!: string;
}

@ObjectType({ simpleResolvers: true })
export class AcceptOfferSuccess extends OfferAcceptance {}

export const PlaceBidResult = resultUnion(PlaceBidSuccess, placeBid);
export const ChangeBidResult = resultUnion(ChangeBidSuccess, changeBid);
export const WithdrawBidResult = resultUnion(WithdrawBidSuccess, withdrawBid);
export const AcceptOfferResult = resultUnion(AcceptOfferSuccess, acceptOffer);
