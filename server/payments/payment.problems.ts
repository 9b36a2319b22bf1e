import { Field, ID, ObjectType } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import { formatMoney, type Money } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('TOTAL_MISMATCH', 'The payments do not sum to the total that was given; nothing was prepared.')
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
  | 'ALREADY_PREPARED'
  | 'AMOUNT_CHANGED'
  | 'ACCOUNT_CHANGED'
  | 'FINANCING_AGREED'
  | 'PAYEE_ACCOUNT_CLOSED'
  | 'MANDATE_MISSING'
  | 'MANDATE_ENDED'
  | 'ABOVE_MANDATE'
  | 'MANDATE_ACCOUNT_CLOSED'
  | 'OWN_ACCOUNT_MISSING'
  | 'PAYEE_ACCOUNT_MISSING'
  | 'PAYER_ACCOUNT_MISSING';

const sentences: Readonly<Record<ReleaseFaultCode, string>> = {
  NOT_DUE: 'The payment is not due any more.',
  ALREADY_PREPARED: 'The payment is in a file that waits for a second person.',
  AMOUNT_CHANGED: 'The payment asks another amount than when it was put into the file.',
  ACCOUNT_CHANGED: 'The payment would go between other accounts than when it was put into the file.',
  FINANCING_AGREED: 'The invoice is being financed: its payment will go to the funder.',
  PAYEE_ACCOUNT_CLOSED: 'The payee has closed the account to which this was agreed to go.',
  MANDATE_MISSING: 'Your organization has no active mandate under which this could be collected.',
  MANDATE_ENDED: 'The mandate is revoked or expired, or ends before the day of the collection.',
  ABOVE_MANDATE: 'This is more than the mandate lets you collect at once.',
  MANDATE_ACCOUNT_CLOSED: 'The account that the mandate names is closed.',
  OWN_ACCOUNT_MISSING: 'Your organization has no verified account in this currency to which this was agreed to go.',
  PAYEE_ACCOUNT_MISSING: 'The payee has no verified account in this currency that may be used yet.',
  PAYER_ACCOUNT_MISSING: 'Your organization has no verified account in this currency that may be used yet.',
};

@ObjectType({ simpleResolvers: true, description: 'One payment that cannot be released, and why.' })
export class ReleaseFault {
  @Field(() => ID)
  readonly paymentId!: string;

  @Field(() => String, {
    description:
      'NOT_DUE, ALREADY_PREPARED, AMOUNT_CHANGED, ACCOUNT_CHANGED, FINANCING_AGREED, PAYEE_ACCOUNT_CLOSED, ' +
      'MANDATE_MISSING, MANDATE_ENDED, ABOVE_MANDATE, MANDATE_ACCOUNT_CLOSED, OWN_ACCOUNT_MISSING, ' +
      'PAYEE_ACCOUNT_MISSING or PAYER_ACCOUNT_MISSING.',
  })
  readonly code!: string;

  @Field(() => String)
  readonly message!: string;
}

@ProblemType(
  'PAYMENTS_NOT_RELEASABLE',
  'Some of the payments cannot be released, or not as they stand in their file; all are listed, and nothing was done.',
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

@ProblemType('NO_SECOND_PERSON', 'Four eyes: payment files take two persons of the payer, and it has but one who may.')
export class NoSecondPerson extends Problem {
  override readonly message =
    'Two persons are needed, and nobody but you may release payment files: an administrator makes another member a checker.';
}

@ProblemType('FILE_HASH_MISMATCH', 'The hash given is not that of the file: what is released is what was looked at.')
export class FileHashMismatch extends Problem {
  override readonly message = 'The hash is not that of the file: look at it again.';

  @Field(() => [ID], { description: 'The files whose hash it is not.' })
  readonly fileIds: string[];

  constructor(fileIds: readonly string[]) {
    super();
    this.fileIds = fileIds.map(id => toWireId('paymentFile', id));
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
