import { Field, Int } from 'type-graphql';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Problem, ProblemType } from '../platform/problem.js';
import type { LimitScope } from './limit.entity.js';
import type { AmountShortfall, LimitShortfall, TenorShortfall } from './limit.rules.js';
import { limitScopes } from './limit-scope.types.js';

@ProblemType('LIMIT_EXCEEDED', 'A limit does not bear this. By how much is told to the owner of the limit alone.')
export class LimitExceeded extends Problem {
  override readonly message: string;

  @Field(() => limitScopes)
  readonly scope: LimitScope;

  @Field(() => MoneyType, { nullable: true, description: 'What is missing; null unless the limit is your own.' })
  readonly shortBy: MoneyType | null;

  constructor({ scope, shortByMinor, currency }: AmountShortfall, toOwner: boolean) {
    super();
    this.scope = scope;
    this.shortBy = toOwner ? { amount: formatMoney({ amountMinor: shortByMinor, currency }), currency } : null;
    this.message = this.shortBy
      ? `Your limit is short by ${this.shortBy.amount} ${currency}.`
      : 'The limit of the programme does not bear this.';
  }
}

@ProblemType('TENOR_TOO_LONG', 'The claim runs longer than your own limit allows.')
export class TenorTooLong extends Problem {
  override readonly message: string;

  @Field(() => limitScopes)
  readonly scope: LimitScope;

  @Field(() => Int, { description: 'Calendar days from the value date to maturity.' })
  readonly tenorDays: number;

  @Field(() => Int)
  readonly tenorDaysMax: number;

  constructor({ scope, tenorDays, tenorDaysMax }: TenorShortfall) {
    super();
    this.scope = scope;
    this.tenorDays = tenorDays;
    this.tenorDaysMax = tenorDaysMax;
    this.message = `${tenorDays} days are more than the ${tenorDaysMax} of your limit.`;
  }
}

/** A shortfall of a limit as its owner is told. */
export function problemOfOwn(shortfall: LimitShortfall): LimitExceeded | TenorTooLong {
  return shortfall.kind === 'TENOR' ? new TenorTooLong(shortfall) : new LimitExceeded(shortfall, true);
}
