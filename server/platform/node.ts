import { Field, ID, InterfaceType } from 'type-graphql';

/** Anything that can be asked for again by its id. */
@InterfaceType({
  description: 'Anything that can be asked for again by its id.',
  resolveType: (value: object) => value.constructor.name,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, prefixed by kind, never reused.' })
  readonly id!: string;
}
