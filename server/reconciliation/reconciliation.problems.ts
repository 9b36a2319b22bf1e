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

@ProblemType(
  'PAYMENT_DIFFERS',
  'The entry cannot be this payment: side, currency, amount or the other account are not those of the payment.',
)
export class PaymentDiffers extends Problem {
  override readonly message =
    'The entry cannot be this payment: its side, currency, amount or other account is another.';
}
