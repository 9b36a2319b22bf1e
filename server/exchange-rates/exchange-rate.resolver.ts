import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { hasRole } from '../platform/viewer.js';
import { rateImports, ratesOf } from './exchange-rate.reads.js';
import {
  ExchangeRate,
  ExchangeRateArgs,
  ExchangeRateImport,
  AddExchangeRatesInput,
  AddExchangeRatesResult,
  AddExchangeRatesSuccess,
} from './exchange-rate.types.js';
import { addExchangeRates } from './add-exchange-rates.js';

@Resolver()
export class ExchangeRateResolver {
  @Query(() => [ExchangeRate], { description: 'What was published for a day, by currency. For reporting only.' })
  exchangeRates(@Args(() => ExchangeRateArgs) { day }: ExchangeRateArgs, @Ctx() ctx: RequestContext) {
    return ctx.read(db => ratesOf(db, day ? localDate(day) : null));
  }

  @Query(() => [ExchangeRateImport], { description: 'The last 20 files handed in; for the operator alone.' })
  async exchangeRateImports(@Ctx() ctx: RequestContext) {
    return hasRole(ctx.viewer, 'OPERATOR') ? ctx.read(rateImports) : [];
  }

  @Mutation(() => AddExchangeRatesResult, {
    description: 'The operator hands in what the ECB has published. All or nothing.',
  })
  async addExchangeRates(
    @Arg('input', () => AddExchangeRatesInput) input: AddExchangeRatesInput,
    @Ctx() ctx: RequestContext,
  ): Promise<AddExchangeRatesSuccess | Problem> {
    const outcome = await ctx.run(addExchangeRates, input);
    return outcome instanceof Problem ? outcome : Object.assign(new AddExchangeRatesSuccess(), outcome);
  }
}
