import { Field } from 'type-graphql';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('UNDERTAKING_IRREVOCABLE', 'The buyer has promised irrevocably to pay this invoice.')
export class UndertakingIrrevocable extends Problem {
  override readonly message =
    'The buyer has promised irrevocably to pay this invoice: a dispute is now a claim between the two, outside the invoice.';
}

@ProblemType('SAME_INVOICE_EXISTS', 'With the figures chosen, the invoice would be one that is here already.')
export class SameInvoiceExists extends Problem {
  override readonly message =
    'With these figures the invoice is one that is here already: reject or withdraw one of the two.';

  @Field(() => String, { description: 'The number of the other invoice.' })
  readonly number: string;

  constructor(number: string) {
    super();
    this.number = number;
  }
}
