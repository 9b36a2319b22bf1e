import { Field } from 'type-graphql';
import { Problem, ProblemType } from '../platform/problem.js';

@ProblemType('DISCLOSURE_EXISTS', 'A disclosure pack for this period is there already.')
export class DisclosureExists extends Problem {
  override readonly message = 'There is a disclosure pack for this period already: open it from the list.';
}

@ProblemType('DISCLOSURE_CHANGED', 'What the pack holds is not what was prepared any more: prepare it again.')
export class DisclosureChanged extends Problem {
  override readonly message = 'What the pack holds is not what was prepared any more: prepare it again.';
}

@ProblemType('SPLIT_DIFFERS', 'The line items of a balance sheet do not come to what the ledger says is owed.')
export class SplitDiffers extends Problem {
  override readonly message: string;

  @Field(() => String)
  readonly programme: string;

  @Field(() => String, { description: 'BEGINNING or END of the period.' })
  readonly moment: string;

  @Field(() => String, {
    description: 'What the line items lack, with its currency; below zero where they say too much.',
  })
  readonly difference: string;

  constructor(programme: string, moment: string, difference: string) {
    super();
    this.programme = programme;
    this.moment = moment;
    this.difference = difference;
    this.message = `The line items of ${programme} (${moment}) differ from the ledger by ${difference}.`;
  }
}
