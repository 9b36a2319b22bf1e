import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { resultUnion } from '../platform/result.js';
import { DecimalScalar, LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import { addExchangeRates } from './add-exchange-rates.js';

@ObjectType({
  simpleResolvers: true,
  description: "One of the ECB's euro foreign exchange reference rates. For reporting only: nothing is paid at it.",
})
export class ExchangeRate {
  @Field(() => LocalDateScalar)
  readonly day!: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => DecimalScalar, { description: 'Units for one euro, as published.' })
  readonly rate!: string;

  @Field(() => String, { description: 'ECB.' })
  readonly source!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A file of rates that was handed in.' })
export class ExchangeRateImport {
  @Field(() => String)
  readonly source!: string;

  @Field(() => String)
  readonly fileName!: string;

  @Field(() => LocalDateScalar)
  readonly firstDay!: string;

  @Field(() => LocalDateScalar)
  readonly lastDay!: string;

  @Field(() => Int)
  readonly rateCount!: number;

  @Field(() => Date)
  readonly importedAt!: Date;
}

@ArgsType()
export class ExchangeRateArgs {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'On a day without rates the last published before it; without it today.',
  })
  readonly day?: string | null;
}

@InputType()
export class AddExchangeRatesInput {
  @Field(() => String)
  readonly fileName!: string;

  @Field(() => String, {
    description: 'eurofxref-hist.csv, eurofxref-daily.xml or its longer sisters: the text, up to 2 MB.',
  })
  readonly file!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class AddExchangeRatesSuccess {
  @Field(() => LocalDateScalar)
  readonly firstDay!: string;

  @Field(() => LocalDateScalar)
  readonly lastDay!: string;

  @Field(() => Int, { description: 'Rates in the file.' })
  readonly total!: number;

  @Field(() => Int, { description: 'Of them those that were new, or had been corrected.' })
  readonly changed!: number;
}
export const AddExchangeRatesResult = resultUnion(AddExchangeRatesSuccess, addExchangeRates);
