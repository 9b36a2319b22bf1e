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
  ImportExchangeRatesInput,
  ImportExchangeRatesResult,
  ImportExchangeRatesSuccess,
} from './exchange-rate.types.js';
import { importExchangeRates } from './import-exchange-rates.js';

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

  @Mutation(() => ImportExchangeRatesResult, {
    description: 'The operator hands in what the ECB has published. All or nothing.',
  })
  async importExchangeRates(
    @Arg('input', () => ImportExchangeRatesInput) input: ImportExchangeRatesInput,
    @Ctx() ctx: RequestContext,
  ): Promise<ImportExchangeRatesSuccess | Problem> {
    const outcome = await ctx.run(importExchangeRates, input);
    return outcome instanceof Problem ? outcome : Object.assign(new ImportExchangeRatesSuccess(), outcome);
  }
}
