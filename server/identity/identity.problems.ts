import { Field, Int } from 'type-graphql';
import { formatMoney, type Money } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType(
  'SIGN_IN_REFUSED',
  'The e-mail address and the password, or the link, do not open a session. It never says which is wrong.',
)
export class SignInRefused extends Problem {
  override readonly message = 'This does not open a session: check what you entered.';
}

@ProblemType(
  'TOO_MANY_ATTEMPTS',
  'Too many failures lately for this account or from this address, or the server is busy.',
)
export class TooManyAttempts extends Problem {
  override readonly message: string;

  @Field(() => Int, { description: 'Try again after so many seconds.' })
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super();
    this.retryAfterSeconds = retryAfterSeconds;
    this.message = `Too many attempts: try again in ${retryAfterSeconds} s.`;
  }
}

@ProblemType(
  'INVITATION_UNUSABLE',
  'The link does not exist, was used before, was made by somebody who left, or is older than 72 hours.',
)
export class InvitationUnusable extends Problem {
  override readonly message = 'This invitation cannot be used (any more): ask for a new one.';
}

@ProblemType('ALREADY_REGISTERED', 'You are a member of this organization already.')
export class AlreadyRegistered extends Problem {
  override readonly message = 'You are a member of this organization already: sign in.';
}

@ProblemType('LAST_ADMINISTRATOR', 'The organization would be left without an administrator.')
export class LastAdministrator extends Problem {
  override readonly message = 'This is the last administrator: make another member one first.';
}

@ProblemType(
  'OWN_PERMISSIONS',
  'Nobody gives permissions over money, a ceiling or a substitution to themselves, but the only member of an organization.',
)
export class OwnPermissions extends Problem {
  override readonly message = 'Another administrator must give you this permission.';
}

@ProblemType('ABOVE_CEILING', 'The total is above the ceiling of whoever would release it.')
export class AboveCeiling extends Problem {
  override readonly message: string;

  @Field(() => MoneyType, { description: 'The ceiling.' })
  readonly ceiling: MoneyType;

  constructor(ceiling: Money) {
    super();
    this.ceiling = { amount: formatMoney(ceiling), currency: ceiling.currency };
    this.message = `Your ceiling is ${this.ceiling.amount} ${this.ceiling.currency}: somebody with a higher one releases this.`;
  }
}
