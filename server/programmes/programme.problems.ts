import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('TERMS_CHANGED', 'What is accepted is not what is in force: read the words again, and accept those.')
export class TermsChanged extends Problem {
  override readonly message = 'These are not the words in force: read them again.';
}
