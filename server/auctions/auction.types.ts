import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { daysBetween } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { AuctionKindEnum, UndertakingEnum } from '../programmes/index.js';
import { type AuctionAction, auctionPolicy } from './auction.policy.js';
import type { AuctionOrder, AuctionView } from './auction.reads.js';
import type { AuctionState } from './auction.states.js';
import { valueDateAt } from './bid-price.js';
import { openAuction } from './open-auction.js';
import { offersAsOf } from './rank-bids.js';
import { suspendAuction } from './suspend-auction.js';
import { withdrawAuction } from './withdraw-auction.js';

export const AuctionStateEnum = {
  OPEN: 'OPEN',
  CLOSED: 'CLOSED',
  AWARDED: 'AWARDED',
  LAPSED: 'LAPSED',
  WITHDRAWN: 'WITHDRAWN',
  SUSPENDED: 'SUSPENDED',
} as const;
registerEnumType(AuctionStateEnum, {
  name: 'AuctionState',
  description: 'Where an auction stands.',
  valuesConfig: {
    OPEN: { description: 'Takes bids until `closesAt`.' },
    CLOSED: { description: 'Takes no more bids; a sealed one takes an acceptance until `acceptUntil`.' },
    AWARDED: { description: 'An offer was accepted.' },
    LAPSED: { description: 'Its time ran out without an award; the invoice may be listed again.' },
    WITHDRAWN: { description: 'Taken back by its supplier.' },
    SUSPENDED: { description: 'Stopped by the operator: bids and timers stand still.' },
  },
});

export const AuctionActionEnum: { readonly [action in AuctionAction]: action } = {
  PLACE_BID: 'PLACE_BID',
  CHANGE_BID: 'CHANGE_BID',
  WITHDRAW_BID: 'WITHDRAW_BID',
  ACCEPT_OFFER: 'ACCEPT_OFFER',
  WITHDRAW: 'WITHDRAW',
  SUSPEND: 'SUSPEND',
  RESUME: 'RESUME',
};
registerEnumType(AuctionActionEnum, {
  name: 'AuctionAction',
  description: 'What you can do with an auction, and your bid in it, now.',
});

@ObjectType({ simpleResolvers: true, description: 'How the buyer has paid this supplier so far, in bands.' })
export class PaymentHistory {
  @Field(() => String, { description: 'Invoices paid: NONE, 1-9, 10-49, 50-199, 200+.' })
  readonly invoicesPaidBand!: string;

  @Field(() => String, { description: 'Days late on average: 0, 1-5, 6-15, 16-30, 31+, UNKNOWN.' })
  readonly averageDaysLateBand!: string;

  @Field(() => String, { description: 'Invoices disputed: 0 %, 1-4 %, 5-14 %, 15+ %, UNKNOWN.' })
  readonly disputedBand!: string;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'An approved invoice put up for early payment.' })
export class Auction extends Node {
  @Field(() => AuctionStateEnum)
  readonly state!: AuctionState;

  @Field(() => AuctionKindEnum)
  readonly kind!: string;

  @Field(() => MoneyType, { description: 'The approved amount.' })
  readonly face!: MoneyType;

  @Field(() => LocalDateScalar, { description: 'The adjusted due date.' })
  readonly maturity!: string;

  @Field(() => UndertakingEnum, { description: 'What the buyer promised.' })
  readonly undertaking!: string;

  @Field(() => Date, { description: 'By the business clock, as the other instants.' })
  readonly openedAt!: Date;

  @Field(() => Date, { description: 'From this instant on no bid is taken, changed or withdrawn.' })
  readonly closesAt!: Date;

  @Field(() => Date, { description: 'From this instant on no offer can be accepted.' })
  readonly acceptUntil!: Date;

  @Field(() => Int, { description: 'Calendar days to maturity from the value date of an acceptance now.' })
  readonly tenorDays!: number;

  @Field(() => [AuctionActionEnum], { description: 'What you can do now.' })
  readonly availableActions!: AuctionAction[];

  /** The row it was made of. */
  readonly row!: AuctionView;
}

export const AuctionConnection = connectionOf(Auction, 'Auction');

/** An auction as its viewer sees it. */
export function presentAuction(viewer: Viewer, row: AuctionView): Auction {
  const { currency, faceMinor: amountMinor, maturity } = row;
  return Object.assign(new Auction(), {
    row,
    id: toWireId('auction', row.id),
    state: row.state,
    kind: row.kind,
    face: { amount: formatMoney({ amountMinor, currency }), currency },
    maturity,
    undertaking: row.undertaking,
    openedAt: row.openedAt,
    closesAt: row.closesAt,
    acceptUntil: row.acceptUntil,
    tenorDays: daysBetween(valueDateAt(row, offersAsOf(row)).valueDate, maturity),
    availableActions: availableActions(auctionPolicy, viewer, row),
  });
}

const auctionOrders: { [Order in AuctionOrder]: Order } = {
  OPENED: 'OPENED',
  CLOSES: 'CLOSES',
  MATURITY: 'MATURITY',
  FACE: 'FACE',
};
registerEnumType(auctionOrders, {
  name: 'AuctionOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    OPENED: { description: 'The latest first.' },
    CLOSES: { description: 'The first to close first.' },
    MATURITY: { description: 'The first to mature first.' },
    FACE: { description: 'The largest first. Amounts compare within their currency.' },
  },
});

@ArgsType()
export class AuctionArgs extends sortedPageArgs(auctionOrders) {
  @Field(() => [AuctionStateEnum], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: AuctionState[] | null;
}

@InputType()
export class OpenAuctionInput {
  @Field(() => ID)
  readonly invoiceId!: string;

  @Field(() => Int, { nullable: true, description: '1 to 43200; by default those of the programme.' })
  readonly minutes?: number | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
class AuctionInput {
  @Field(() => ID)
  readonly auctionId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class WithdrawAuctionInput extends AuctionInput {}
@InputType()
export class SuspendAuctionInput extends AuctionInput {
  @Field(() => String, { description: 'Kept with the suspension; at most 500 characters.' })
  readonly reason!: string;
}
@ObjectType({ simpleResolvers: true })
export class OpenAuctionSuccess {
  @Field(() => Auction)
  readonly auction!: Auction;
}
@ObjectType({ simpleResolvers: true })
export class WithdrawAuctionSuccess {
  @Field(() => Auction)
  readonly auction!: Auction;
}
@ObjectType({ simpleResolvers: true })
export class SuspendAuctionSuccess {
  @Field(() => Auction)
  readonly auction!: Auction;
}
export const OpenAuctionResult = resultUnion(OpenAuctionSuccess, openAuction);
export const WithdrawAuctionResult = resultUnion(WithdrawAuctionSuccess, withdrawAuction);
export const SuspendAuctionResult = resultUnion(SuspendAuctionSuccess, suspendAuction);
