import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('OVERRIDE_PROPOSED', 'An exception for the same thing waits for its confirmation already.')
export class OverrideProposed extends Problem {
  override readonly message = 'An exception for this waits already: confirm or refuse it first.';
}
