import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadFinancing } from '../financings/index.js';
import type { Command } from '../platform/command.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { acceptOffer } from './accept-offer.js';
import { auctionById } from './auction.reads.js';
import { Auction, presentAuction } from './auction.types.js';
import { bidById, ownBidPage } from './bid.reads.js';
import {
  AcceptOfferInput,
  AcceptOfferResult,
  AcceptOfferSuccess,
  Bid,
  BidArgs,
  BidConnection,
  ChangeBidInput,
  ChangeBidResult,
  ChangeBidSuccess,
  PlaceBidInput,
  PlaceBidResult,
  PlaceBidSuccess,
  presentBid,
  WithdrawBidInput,
  WithdrawBidResult,
  WithdrawBidSuccess,
} from './bid.types.js';
import { holdsUntil, priceBidAt } from './bid-price.js';
import { changeBid } from './change-bid.js';
import { placeBid } from './place-bid.js';
import { quotePrice } from './quote.js';
import { ownRateOf, presentQuote, Quote, QuoteInput, QuoteResult } from './quote.types.js';
import { bidAsOf, offersAsOf } from './rank-bids.js';
import { withdrawBid } from './withdraw-bid.js';

/** The bid by its id inside; null where the viewer may not see it. */
export async function loadBid(ctx: RequestContext, id: string): Promise<Bid | null> {
  const row = await ctx.load(bidById, id);
  return row && presentBid(row);
}

@Resolver(() => Bid)
export class BidResolver {
  @Query(() => BidConnection, { description: 'Your own, the latest placed first.' })
  async bids(@Args(() => BidArgs) args: BidArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => ownBidPage(db, args));
    return BidConnection.from(page, presentBid, keysOf);
  }

  @FieldResolver(() => Auction)
  async auction(@Root() { row }: Bid, @Ctx() ctx: RequestContext): Promise<Auction | null> {
    const auction = await ctx.load(auctionById, row.auctionId);
    return auction && presentAuction(ctx.viewer, auction);
  }

  @FieldResolver(() => Quote, { description: 'If it were accepted now; of a decided bid, as it stood then.' })
  async quote(@Root() { row }: Bid, @Ctx() ctx: RequestContext): Promise<Quote | null> {
    const auction = await ctx.load(auctionById, row.auctionId);
    if (!auction) return null;
    const at = bidAsOf(row, auction);
    const { platformFeePayer } = auction;
    return presentQuote(priceBidAt(auction, row, at), {
      platformFeePayer,
      holdsUntil: holdsUntil(auction, at, row.validUntil),
    });
  }

  @Mutation(() => PlaceBidResult, {
    description: 'A firm price for the whole invoice; reserves its exposure on your limits.',
  })
  placeBid(
    @Arg('input', () => PlaceBidInput) input: PlaceBidInput,
    @Ctx() ctx: RequestContext,
  ): Promise<PlaceBidSuccess | Problem> {
    return changed(ctx, placeBid, input, PlaceBidSuccess);
  }

  @Mutation(() => ChangeBidResult, {
    description: 'Another version of your bid; behind its equals, unless strictly better.',
  })
  changeBid(
    @Arg('input', () => ChangeBidInput) input: ChangeBidInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ChangeBidSuccess | Problem> {
    return changed(ctx, changeBid, input, ChangeBidSuccess);
  }

  @Mutation(() => WithdrawBidResult, { description: 'Takes your bid back, before the close; frees what it reserved.' })
  withdrawBid(
    @Arg('input', () => WithdrawBidInput) input: WithdrawBidInput,
    @Ctx() ctx: RequestContext,
  ): Promise<WithdrawBidSuccess | Problem> {
    return changed(ctx, withdrawBid, input, WithdrawBidSuccess);
  }

  @Mutation(() => AcceptOfferResult, {
    description:
      'Takes one offer, bound to the version, net and value date shown: a financing is agreed, all other bids are refused.',
  })
  async acceptOffer(
    @Arg('input', () => AcceptOfferInput) input: AcceptOfferInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AcceptOfferSuccess | Problem> {
    const outcome = await ctx.run(acceptOffer, input);
    if (outcome instanceof Problem) return outcome;
    const { financingId, ...figures } = outcome;
    return Object.assign(new AcceptOfferSuccess(), { ...figures, financing: await loadFinancing(ctx, financingId) });
  }
}

@Resolver()
export class QuoteResolver {
  @Query(() => QuoteResult, {
    description: 'The figures of a price you think of, if it were accepted now. Nothing is kept.',
  })
  async quote(@Arg('input', () => QuoteInput) input: QuoteInput, @Ctx() ctx: RequestContext): Promise<Quote | Problem> {
    const quoted = await ctx.read((db, viewer) => quotePrice(db, viewer, input));
    if (quoted instanceof Problem) return quoted;
    const { auction, quote, ownRateBps } = quoted;
    const holds = holdsUntil(auction, offersAsOf(auction), auction.acceptUntil);
    const { platformFeePayer } = auction;
    return presentQuote(quote, { platformFeePayer, holdsUntil: holds }, ownRateBps ?? ownRateOf(auction));
  }
}

/** Runs a command about a bid and shows the bid as it is afterwards. */
async function changed<Success extends { readonly bid: Bid }, Input>(
  ctx: RequestContext,
  command: Command<Input, { bidId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { bid: await loadBid(ctx, outcome.bidId) });
}
