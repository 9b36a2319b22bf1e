import { Field } from 'type-graphql';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('MAKER_IS_CHECKER', 'Four eyes: whoever prepared a batch does not release it.')
export class MakerIsChecker extends Problem {
  override readonly message = 'You prepared this batch yourself: another person releases it.';
}

@ProblemType('HASH_MISMATCH', 'The hash given is not that of the batch: what is released must be what was looked at.')
export class HashMismatch extends Problem {
  override readonly message = 'The hash is not that of this batch: look at it again.';
}

@ProblemType('APPROVAL_LAPSED', 'The time in which the batch could be released is over.')
export class ApprovalLapsed extends Problem {
  override readonly message: string;

  @Field(() => Date, { description: 'When it was over.' })
  readonly lapsedAt: Date;

  constructor(lapsedAt: Date) {
    super();
    this.lapsedAt = lapsedAt;
    this.message = `The batch could be released until ${lapsedAt.toISOString()}: prepare it anew.`;
  }
}

@ProblemType('PROGRAMME_CLOSED', 'The programme takes no new approvals: it is not active, or has no terms yet.')
export class ProgrammeClosed extends Problem {
  override readonly message = 'The programme takes no approvals now: it is not active, or has no published terms.';
}
