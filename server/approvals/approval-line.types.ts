import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type CreditOutcome, type LineOutcome, lineOutcomes, type LineReason, lineReasons } from './approval.entity.js';

export const LineOutcomeEnum = Object.fromEntries(lineOutcomes.map(outcome => [outcome, outcome])) as {
  [outcome in LineOutcome]: outcome;
};
registerEnumType(LineOutcomeEnum, {
  name: 'LineOutcome',
  description: 'What became of one invoice of a batch.',
  valuesConfig: {
    PENDING: { description: 'Frozen; not decided, or its slice of the release has not come yet.' },
    APPROVED: { description: 'The undertaking stands.' },
    LEFT_OUT: { description: 'It changed after it was frozen; `leftOutReason` says how.' },
    FAILED: { description: 'A fault of ours: nothing happened to it, and it can go into another batch.' },
    EXCLUDED: { description: 'Named by the preparation, not frozen; `leftOutReason` says why.' },
  },
});

export const LineReasonEnum = Object.fromEntries(lineReasons.map(reason => [reason, reason])) as {
  [reason in LineReason]: reason;
};
registerEnumType(LineReasonEnum, { name: 'LineReason', description: 'Why an invoice of a batch is not approved.' });

export const CreditOutcomeEnum = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  LEFT_OUT: 'LEFT_OUT',
} as const satisfies Record<CreditOutcome, CreditOutcome>;
registerEnumType(CreditOutcomeEnum, {
  name: 'CreditOutcome',
  description: 'What became of a credit note of a batch.',
  valuesConfig: {
    PENDING: { description: 'Frozen; not decided, or its slice of the release has not come yet.' },
    APPLIED: { description: 'It was taken off.' },
    LEFT_OUT: { description: 'It, or its invoice, changed after it was frozen: it waits for another batch.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A row of a file that is no line of the batch, and why.' })
export class RefusedRow {
  @Field(() => Int, { description: 'As a spreadsheet counts it: the header is row 1.' })
  readonly row!: number;

  @Field(() => String, { nullable: true, description: 'Null where it is the row as a whole.' })
  readonly column!: string | null;

  @Field(() => String, { nullable: true, description: 'The number of the invoice, as the row writes it.' })
  readonly number!: string | null;

  @Field(() => String, { description: 'What is wrong, UPPER_SNAKE.' })
  readonly code!: string;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType({ simpleResolvers: true, description: 'How many invoices are none of a batch’s for one reason.' })
export class ExclusionCount {
  @Field(() => LineReasonEnum)
  readonly reason!: LineReason;

  @Field(() => Int)
  readonly count!: number;
}
