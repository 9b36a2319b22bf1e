import { Problem, ProblemType } from '../platform/problem.js';
import { keysMax } from './api-key.policy.js';

@ProblemType('SCOPE_BEYOND_OWN', 'A key acts for who creates it, and may do no more than that person.')
export class ScopeBeyondOwn extends Problem {
  override readonly message =
    'A key may do no more than you may: leave out the scopes that you have no permission for.';
}

@ProblemType('TOO_MANY_KEYS', `An organization has at most ${keysMax} keys that work.`)
export class TooManyKeys extends Problem {
  override readonly message = `There are ${keysMax} keys that work: revoke one that is not needed.`;
}
