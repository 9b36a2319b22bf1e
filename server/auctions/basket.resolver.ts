import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadFinancing } from '../financings/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { fromWireId } from '../platform/ids.js';
import { Problem, problemFrom } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { acceptOffers, basketMax } from './accept-offers.js';
import { OfferRefusal } from './auction.problems.js';
import {
  AcceptOffersInput,
  AcceptOffersResult,
  AcceptOffersSuccess,
  Basket,
  goneOf,
  presentBasket,
} from './basket.types.js';
import { OfferAcceptance } from './bid.types.js';
import { buyerSight } from './buyer-sight.reads.js';
import { BuyerSight, presentBuyerSight } from './buyer-sight.types.js';
import { bestOffers, bestOffersOf, chosenOffers } from './offer.reads.js';

@Resolver()
export class BasketResolver {
  @Query(() => Basket, {
    description:
      'The best offer of each of these auctions, up to 200; without ids of all in which you can choose now, those first that end first.',
  })
  async bestOffers(
    @Arg('auctionIds', () => [ID], { nullable: true }) auctionIds: string[] | null,
    @Ctx() ctx: RequestContext,
  ): Promise<Basket> {
    const choices = await ctx.read((db, viewer) =>
      auctionIds ? bestOffersOf(db, viewer, insideIds('auction', auctionIds)) : bestOffers(db, viewer, basketMax + 1),
    );
    const hasMore = choices.length > basketMax;
    return Object.assign(new Basket(), {
      ...presentBasket(ctx.viewer, choices.slice(0, basketMax)),
      gone: [],
      hasMore,
    });
  }

  @Query(() => Basket, {
    description: 'The offers of these bids, up to 200, and what they come to together, as it is now.',
  })
  async basket(@Arg('bidIds', () => [ID]) bidIds: string[], @Ctx() ctx: RequestContext): Promise<Basket> {
    const choices = await ctx.read((db, viewer) => chosenOffers(db, viewer, insideIds('bid', bidIds)));
    return Object.assign(new Basket(), {
      ...presentBasket(ctx.viewer, choices),
      gone: goneOf(bidIds.slice(0, basketMax), choices),
      hasMore: false,
    });
  }

  @Query(() => BuyerSight, {
    nullable: true,
    description: 'What your customer would see if you took this offer now; null where you cannot.',
  })
  async buyerSight(@Arg('bidId', () => ID) bidId: string, @Ctx() ctx: RequestContext): Promise<BuyerSight | null> {
    const [id] = insideIds('bid', [bidId]);
    const sight = id === undefined ? null : await ctx.read((db, viewer) => buyerSight(db, viewer, id));
    return sight && presentBuyerSight(sight);
  }

  @Mutation(() => AcceptOffersResult, {
    description:
      'Takes up to 200 offers at once, all of them or none, bound to what was shown of each and to their total.',
  })
  async acceptOffers(
    @Arg('input', () => AcceptOffersInput) input: AcceptOffersInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AcceptOffersSuccess | Problem> {
    const outcome = await ctx.run(acceptOffers, input);
    if (outcome instanceof Problem) return outcome;
    const acceptances = await Promise.all(
      outcome.offers.map(async ({ financingId, ...figures }) =>
        Object.assign(new OfferAcceptance(), { ...figures, financing: await loadFinancing(ctx, financingId) }),
      ),
    );
    return Object.assign(new AcceptOffersSuccess(), { acceptances, totalNet: outcome.totalNet });
  }
}

@Resolver(() => BuyerSight)
export class BuyerSightResolver {
  @FieldResolver(() => Organization)
  buyer(@Root() { buyerId }: BuyerSight, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, buyerId);
  }
}

@Resolver(() => OfferRefusal)
export class OfferRefusalResolver {
  @FieldResolver(() => Problem)
  problem(@Root() { remembered }: OfferRefusal): Problem {
    return problemFrom(remembered);
  }
}

/** Ids inside, of as many as a basket holds; what is no id of this kind names nothing. */
function insideIds(kind: 'auction' | 'bid', ids: readonly string[]): string[] {
  return ids.slice(0, basketMax).flatMap(id => fromWireId(kind, id) ?? []);
}
