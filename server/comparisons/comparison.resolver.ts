import { Arg, Query, Resolver } from 'type-graphql';
import { Problem } from '../platform/problem.js';
import { compareOffers } from './compare-offers.js';
import {
  CompareOffersInput,
  CompareOffersResult,
  type OfferComparison,
  presentComparison,
} from './comparison.types.js';

@Resolver()
export class ComparisonResolver {
  @Query(() => CompareOffersResult, {
    description:
      'What offers for one claim come to, and which is the cheapest. Of this market or from elsewhere; nothing is kept.',
  })
  compareOffers(@Arg('input', () => CompareOffersInput) input: CompareOffersInput): OfferComparison | Problem {
    const comparison = compareOffers(input);
    return comparison instanceof Problem ? comparison : presentComparison(comparison);
  }
}
