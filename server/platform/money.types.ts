import { Field, InputType, ObjectType } from 'type-graphql';
import { DecimalScalar } from './scalars.js';

@ObjectType('Money', { simpleResolvers: true, description: "An amount with exactly its currency's ISO 4217 digits." })
export class MoneyType {
  @Field(() => DecimalScalar)
  readonly amount!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;
}

@InputType({ description: 'An amount; more digits than its currency has are refused.' })
export class MoneyInput {
  @Field(() => DecimalScalar)
  readonly amount!: string;

  @Field(() => String)
  readonly currency!: string;
}
