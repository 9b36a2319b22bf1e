import { Field, ID, ObjectType } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import { formatMoney, type Money } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('TOTAL_MISMATCH', 'The payments do not sum to the total that was given; nothing was released.')
export class TotalMismatch extends Problem {
  override readonly message: string;

  @Field(() => [MoneyType], { description: 'What they sum to, one amount a currency.' })
  readonly totals: MoneyType[];

  constructor(sums: readonly Money[]) {
    super();
    this.totals = sums.map(sum => ({ amount: formatMoney(sum), currency: sum.currency }));
    this.message = `These payments come to ${this.totals.map(total => `${total.amount} ${total.currency}`).join(' and ')}.`;
  }
}

/** Why one payment cannot be released. */
export type ReleaseFaultCode =
  | 'NOT_DUE'
  | 'FINANCING_AGREED'
  | 'PAYEE_ACCOUNT_CLOSED'
  | 'PAYEE_ACCOUNT_MISSING'
  | 'PAYER_ACCOUNT_MISSING';

const sentences: Readonly<Record<ReleaseFaultCode, string>> = {
  NOT_DUE: 'The payment is not due any more.',
  FINANCING_AGREED: 'The invoice is being financed: its payment will go to the funder.',
  PAYEE_ACCOUNT_CLOSED: 'The payee has closed the account to which this was agreed to go.',
  PAYEE_ACCOUNT_MISSING: 'The payee has no verified account in this currency that may be used yet.',
  PAYER_ACCOUNT_MISSING: 'Your organization has no verified account in this currency that may be used yet.',
};

@ObjectType({ simpleResolvers: true, description: 'One payment that cannot be released, and why.' })
export class ReleaseFault {
  @Field(() => ID)
  readonly paymentId!: string;

  @Field(() => String, {
    description: 'NOT_DUE, FINANCING_AGREED, PAYEE_ACCOUNT_CLOSED, PAYEE_ACCOUNT_MISSING or PAYER_ACCOUNT_MISSING.',
  })
  readonly code!: string;

  @Field(() => String)
  readonly message!: string;
}

@ProblemType(
  'PAYMENTS_NOT_RELEASABLE',
  'Some of the payments cannot be released; all faults are listed, nothing was released.',
)
export class PaymentsNotReleasable extends Problem {
  override readonly message: string;

  @Field(() => [ReleaseFault])
  readonly faults: ReleaseFault[];

  constructor(faults: readonly { readonly paymentId: string; readonly code: ReleaseFaultCode }[]) {
    super();
    this.faults = faults.map(({ paymentId, code }) => ({
      paymentId: toWireId('payment', paymentId),
      code,
      message: sentences[code],
    }));
    this.message = `${faults.length} of the payments cannot be released.`;
  }
}

@ProblemType('NOT_A_DEMO', 'The bank and the clock of this market are real: neither takes orders from an operator.')
export class NotADemo extends Problem {
  override readonly message = 'This market is no demo: its bank and its clock are real.';
}

@ProblemType('TOO_LATE_FOR_BANK', 'The bank is past the point at which it could do this with the payment.')
export class TooLateForBank extends Problem {
  override readonly message = 'The bank has dealt with this payment already.';
}
