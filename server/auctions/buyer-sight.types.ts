import { Field, ObjectType } from 'type-graphql';
import { presentSeenFinancing, SeenFinancing } from '../financings/index.js';
import type { BuyerSight as Sight } from './buyer-sight.reads.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What the buyer would see of an acceptance, by the rules under which it sees anything.',
})
export class BuyerSight {
  @Field(() => Boolean, { description: 'Whether it knows of the auction, and that an offer was accepted.' })
  readonly auctionShown!: boolean;

  @Field(() => Boolean, { description: 'Whether it is shown the price that was accepted, as a bid.' })
  readonly bidShown!: boolean;

  @Field(() => SeenFinancing, { nullable: true, description: 'Null where the financing would not exist for it.' })
  readonly financing!: SeenFinancing | null;

  @Field(() => Boolean, { description: 'Whether it learns who the funder is.' })
  readonly funderShown!: boolean;

  @Field(() => [String], { description: 'The types of the events by which it would be told.' })
  readonly events!: string[];

  /** Inside. */
  readonly buyerId!: string;
}

export function presentBuyerSight({ auction, financing, ...sight }: Sight): BuyerSight {
  return Object.assign(new BuyerSight(), {
    ...sight,
    buyerId: auction.buyerId,
    financing: financing && presentSeenFinancing(financing),
  });
}
