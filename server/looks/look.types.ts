import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { AskedFor } from '../platform/asked-for.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import type { OperatorLookRow } from './look.entity.js';

const LookKindEnum = {
  QUERY: 'QUERY',
  MUTATION: 'MUTATION',
  SUBSCRIPTION: 'SUBSCRIPTION',
  DOCUMENT: 'DOCUMENT',
  FILE: 'FILE',
} as const satisfies Record<AskedFor['kind'], AskedFor['kind']>;
registerEnumType(LookKindEnum, {
  name: 'LookKind',
  description: 'How somebody of the operator looked.',
  valuesConfig: {
    QUERY: { description: 'A query, as every page sends them.' },
    MUTATION: { description: 'What an act gave back to read.' },
    SUBSCRIPTION: { description: 'The event stream, from its start on.' },
    DOCUMENT: { description: 'The original of a document.' },
    FILE: { description: 'A list as a file.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Something that a person of the operator asked to see, written down before it was shown.',
})
export class OperatorLook {
  @Field(() => Date, { description: 'By the real clock.' })
  readonly at!: Date;

  @Field(() => Date, { description: 'What the business clock showed.' })
  readonly businessAt!: Date;

  @Field(() => LookKindEnum)
  readonly kind!: AskedFor['kind'];

  @Field(() => String, { description: 'The name of what was sent; empty where it had none.' })
  readonly operation!: string;

  @Field(() => [String], { description: 'The fields of the root that it asked for.' })
  readonly fields!: string[];

  @Field(() => [ID], { description: 'What it named. An id that names nothing is here as well.' })
  readonly subjectIds!: string[];

  /** The row it was made of. */
  readonly row!: OperatorLookRow;
}

export const OperatorLookConnection = connectionOf(OperatorLook, 'OperatorLook');

@ArgsType()
export class OperatorLookArgs extends PageArgs {
  @Field(() => ID, { nullable: true })
  readonly personId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of anything that has an id.' })
  readonly subjectId?: string | null;
}

export function presentLook(row: OperatorLookRow): OperatorLook {
  const { lookedAt: at, businessAt, kind, operation, fields, subjects: subjectIds } = row;
  return Object.assign(new OperatorLook(), { at, businessAt, kind, operation, fields, subjectIds, row });
}
