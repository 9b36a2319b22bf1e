import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('FEE_BILLED', 'The fee stands in a bill that was drawn, whose figures never change.')
export class FeeBilled extends Problem {
  override readonly message = 'The fee stands in a bill already: its figures never change.';
}

@ProblemType('FEE_OUT_OF_RANGE', 'The fee is more than was agreed, in another currency, or what it is already.')
export class FeeOutOfRange extends Problem {
  override readonly message = 'The right fee is at most what was agreed, in its currency, and another than it is now.';
}
