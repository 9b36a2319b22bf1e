import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('RESOLUTION_PROPOSED', 'Somebody has said already what this entry is.')
export class ResolutionProposed extends Problem {
  override readonly message = 'Somebody has said already what this entry is: confirm or refuse that first.';
}

@ProblemType('ENTRIES_DIFFER', 'The two entries do not undo one another, to the cent and in the same currency.')
export class EntriesDiffer extends Problem {
  override readonly message =
    'The two entries do not undo one another: one must be money in and the other the same money out.';
}

@ProblemType('REFUND_DIFFERS', 'The entry cannot be this side of money that came wrongly.')
export class RefundDiffers extends Problem {
  override readonly message =
    'The entry cannot be this: its side, amount, currency or accounts are others, or somebody has named that side already.';
}

@ProblemType('PAYER_UNKNOWN', 'The entry names no account of an organization that you deal with here.')
export class PayerUnknown extends Problem {
  override readonly message =
    'The bank names no account of an organization that you deal with here: nobody is known to hold it for.';
}

@ProblemType('PAYER_GOES_FIRST', 'The bank names no other account, and the payer has neither released nor booked it.')
export class PayerGoesFirst extends Problem {
  override readonly message =
    'The bank names no other account: only what the payer has released, or its bank has booked, can be this payment.';
}

@ProblemType(
  'PAYMENT_DIFFERS',
  'The entry cannot be this payment: side, currency, amount or the other account are not those of the payment.',
)
export class PaymentDiffers extends Problem {
  override readonly message =
    'The entry cannot be this payment: its side, currency, amount or other account is another.';
}
