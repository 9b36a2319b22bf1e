import { Field, Int } from 'type-graphql';
import { FieldProblem, Problem, ProblemType } from '../platform/problem.js';
import type { RateFault } from './read-rate-file.js';

const mostFaults = 1000;

@ProblemType('UNREADABLE_RATES', 'The file is not what the ECB publishes; nothing of it was kept.')
export class UnreadableRates extends Problem {
  override readonly message: string;

  @Field(() => [FieldProblem], { description: 'Every fault with its place: the first 1000.' })
  readonly faults: FieldProblem[];

  @Field(() => Int)
  readonly faultCount: number;

  constructor(faults: readonly RateFault[]) {
    super();
    this.faults = faults.slice(0, mostFaults);
    this.faultCount = faults.length;
    this.message = `The file was not taken: ${faults.length} faults.`;
  }
}
