import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { MarketClock } from '../identity/index.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import { orderClockMove } from './order-clock-move.js';

@InputType({ description: 'One of the two.' })
export class MoveClockInput {
  @Field(() => Date, { nullable: true, description: 'At most 400 days ahead, never back.' })
  readonly to?: Date | null;

  @Field(() => Int, { nullable: true, description: '1 to 400: the same time of day, so many days later.' })
  readonly byDays?: number | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class MoveClockSuccess {
  @Field(() => MarketClock)
  readonly marketClock!: MarketClock;

  @Field(() => Int, {
    description: 'At how many instants on the way something was due and was played, the target included.',
  })
  readonly played!: number;
}

export const MoveClockResult = resultUnion(MoveClockSuccess, orderClockMove);
