import { Field } from 'type-graphql';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType(
  'JOURNAL_NOT_READY',
  'The books lack something without which the journal of the year cannot be written; all of it is named.',
)
export class JournalNotReady extends Problem {
  override readonly message: string;

  @Field(() => [String], { description: 'Kinds of account without a number in your chart of accounts.' })
  readonly unmappedKinds: string[];

  @Field(() => [String], {
    description: 'Currencies other than the euro: no rate is kept at which they could be written.',
  })
  readonly otherCurrencies: string[];

  @Field(() => Boolean, { description: 'There is no SIREN.' })
  readonly lacksSiren: boolean;

  constructor(obstacles: {
    readonly unmappedKinds: readonly string[];
    readonly otherCurrencies: readonly string[];
    readonly lacksSiren: boolean;
  }) {
    super();
    this.unmappedKinds = [...obstacles.unmappedKinds];
    this.otherCurrencies = [...obstacles.otherCurrencies];
    this.lacksSiren = obstacles.lacksSiren;
    this.message = [
      this.unmappedKinds.length > 0 && `No account is set for ${this.unmappedKinds.join(', ')}.`,
      this.otherCurrencies.length > 0 &&
        `The file is in euro, and something moved in ${this.otherCurrencies.join(', ')}, for which no rate is kept.`,
      this.lacksSiren && 'No SIREN is set.',
    ]
      .filter(Boolean)
      .join(' ');
  }
}
