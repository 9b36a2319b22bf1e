import { Field, Int } from 'type-graphql';
import { formatMoney, type Money } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Problem, ProblemType } from '../platform/problem.js';
import { ExclusionCount, RefusedRow } from './approval-line.types.js';

@ProblemType('MAKER_IS_CHECKER', 'Four eyes: whoever prepared a batch does not release it.')
export class MakerIsChecker extends Problem {
  override readonly message = 'You prepared this batch yourself: another person releases it.';
}

@ProblemType('HASH_MISMATCH', 'The hash given is not that of the batch: what is released must be what was looked at.')
export class HashMismatch extends Problem {
  override readonly message = 'The hash is not that of this batch: look at it again.';
}

@ProblemType('APPROVAL_LAPSED', 'The time in which the batch could be released is over.')
export class ApprovalLapsed extends Problem {
  override readonly message: string;

  @Field(() => Date, { description: 'When it was over.' })
  readonly lapsedAt: Date;

  constructor(lapsedAt: Date) {
    super();
    this.lapsedAt = lapsedAt;
    this.message = `The batch could be released until ${lapsedAt.toISOString()}: prepare it anew.`;
  }
}

@ProblemType(
  'BUYER_OVERDUE',
  'The buyer has invoices overdue for longer than the programme allows: it pays them first.',
)
export class BuyerOverdue extends Problem {
  override readonly message = 'Invoices of yours are overdue for longer than the programme allows: pay them first.';
}

@ProblemType('PROGRAMME_CLOSED', 'The programme takes no new approvals: it is not active, or has no terms yet.')
export class ProgrammeClosed extends Problem {
  override readonly message = 'The programme takes no approvals now: it is not active, or has no published terms.';
}

@ProblemType('NOTHING_TO_APPROVE', 'None of the invoices that were meant can be approved now.')
export class NothingToApprove extends Problem {
  override readonly message = 'None of these invoices can be approved now.';

  @Field(() => [ExclusionCount])
  readonly excluded: ExclusionCount[];

  @Field(() => [RefusedRow], { description: 'Of a file: the first 500.' })
  readonly refusedRows: RefusedRow[];

  constructor(excluded: ExclusionCount[], refusedRows: RefusedRow[]) {
    super();
    this.excluded = excluded;
    this.refusedRows = refusedRows;
  }
}

@ProblemType('BATCH_TOO_LARGE', 'More invoices than a batch takes.')
export class BatchTooLarge extends Problem {
  override readonly message: string;

  @Field(() => Int, { description: 'How many a batch takes.' })
  readonly most: number;

  constructor(most: number) {
    super();
    this.most = most;
    this.message = `These are more than ${most} invoices, which is what a batch takes: narrow the choice.`;
  }
}

@ProblemType(
  'SELECTION_CHANGED',
  'The invoices that are meant are not those that were shown: their count or total differs.',
)
export class SelectionChanged extends Problem {
  override readonly message: string;

  @Field(() => Int)
  readonly count: number;

  @Field(() => MoneyType)
  readonly total: MoneyType;

  constructor(count: number, total: Money) {
    super();
    this.count = count;
    this.total = { amount: formatMoney(total), currency: total.currency };
    this.message = `These are ${count} invoices of ${this.total.amount} ${this.total.currency} now: look at them again.`;
  }
}
