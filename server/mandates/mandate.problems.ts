import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('MANDATE_EXISTS', 'A mandate of yours for this creditor is proposed or active: revoke it first.')
export class MandateExists extends Problem {
  override readonly message =
    'Your organization has a mandate for this creditor: revoke it before you propose another.';
}

@ProblemType('ACCOUNT_NOT_USABLE', 'The account is not verified, not past its cool-off, or not in euros.')
export class AccountNotUsable extends Problem {
  override readonly message = 'This account is not one of yours in euros that is verified and may be used by now.';
}
