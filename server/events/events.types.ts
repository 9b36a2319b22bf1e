import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../platform/node.js';
import { LocalDateScalar } from '../platform/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A frame of the event stream. The first, and one every 30 s, is a bare cursor; so is one that follows a move of the demo clock, which tells the time in `at`.',
})
export class EventFrame {
  @Field(() => ID, {
    nullable: true,
    description: 'The event: the same at each reading of your organization, and in webhooks; null in a bare cursor.',
  })
  readonly id!: string | null;

  @Field(() => String, {
    description: 'Resume after it: nothing is missed, no cursor is too old. Opaque, bound to your organization.',
  })
  readonly cursor!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What happened, e.g. `invoice.approved`; null in a bare cursor.',
  })
  readonly type!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When, by the business clock, taken after the lock; in a bare cursor where a moved clock stands.',
  })
  readonly at!: Date | null;

  @Field(() => LocalDateScalar, { nullable: true })
  readonly businessDay!: string | null;

  @Field(() => Node, { nullable: true, description: 'What it happened to, as you may see it now.' })
  readonly subject!: Node | null;
}

@ObjectType({ simpleResolvers: true, description: 'An entry of the event log.' })
export class LoggedEvent {
  @Field(() => ID, { description: 'As in the frames of `events`, and in webhooks.' })
  readonly id!: string;

  @Field(() => String)
  readonly cursor!: string;

  @Field(() => String)
  readonly type!: string;

  @Field(() => Date)
  readonly at!: Date;

  @Field(() => LocalDateScalar)
  readonly businessDay!: string;

  @Field(() => Node, { nullable: true })
  readonly subject!: Node | null;
}
