import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { releaseObstacle, type ReleaseObstacle, ReleaseObstacleEnum } from '../identity/index.js';
import { type DecisionReason, DecisionReasonEnum, InvoiceFilterInput } from '../invoices/index.js';
import { availableActions } from '../platform/actions.js';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import {
  CreditOutcomeEnum,
  ExclusionCount,
  LineOutcomeEnum,
  LineReasonEnum,
  RefusedRow,
} from './approval-line.types.js';
import type { CreditOutcome, LineOutcome, LineReason } from './approval.entity.js';
import { type ApprovalAction, approvalPolicy, type ApprovalView } from './approval.policy.js';
import type { ApprovalOrder, CreditView, LineView } from './approval.reads.js';
import type { ApprovalState } from './approval.states.js';
import type { MatchingGroup } from './choose-invoices.js';
import { prepareApproval } from './prepare-approval.js';
import { refuseApproval } from './refuse-approval.js';
import { releaseApproval } from './release-approval.js';

const approvalStates = {
  PREPARED: 'PREPARED',
  RELEASED: 'RELEASED',
  REFUSED: 'REFUSED',
  LAPSED: 'LAPSED',
} as const satisfies Record<ApprovalState, ApprovalState>;
registerEnumType(approvalStates, {
  name: 'ApprovalState',
  description: 'Where a batch stands.',
  valuesConfig: {
    PREPARED: { description: 'Frozen by one person; another releases it by its hash, or refuses it, until it lapses.' },
    RELEASED: {
      description: 'The buyer has decided. Its invoices are approved in slices of 500, but those left out; final.',
    },
    REFUSED: { description: 'Turned down by a checker; its invoices are free for another batch; final.' },
    LAPSED: { description: 'Nobody released it in time; final.' },
  },
});

const approvalActions = { RELEASE: 'RELEASE', REFUSE: 'REFUSE' } as const satisfies Record<
  ApprovalAction,
  ApprovalAction
>;
registerEnumType(approvalActions, { name: 'ApprovalAction', description: 'What you can do with a batch now.' });

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A batch of invoices under four eyes.' })
export class Approval extends Node {
  @Field(() => approvalStates)
  readonly state!: ApprovalState;

  @Field(() => Int, { description: 'How many invoices are frozen in it.' })
  readonly invoiceCount!: number;

  @Field(() => MoneyType, { description: 'Of the invoices frozen.' })
  readonly total!: MoneyType;

  @Field(() => MoneyType, { description: 'What it takes off invoices for credit notes, of its own and promised ones.' })
  readonly creditTotal!: MoneyType;

  @Field(() => Int, { description: 'How many invoices the preparation named as none of the batch’s.' })
  readonly excludedCount!: number;

  @Field(() => Int, { description: 'Approved so far.' })
  readonly approvedCount!: number;

  @Field(() => MoneyType, { description: 'Approved so far.' })
  readonly approvedTotal!: MoneyType;

  @Field(() => Int, { description: 'Left out by the release so far.' })
  readonly leftOutCount!: number;

  @Field(() => Int, { description: 'Not approved for a fault of ours.' })
  readonly failedCount!: number;

  @Field(() => Int, { description: 'Of the invoices frozen, those that no slice of the release has worked on yet.' })
  readonly pendingCount!: number;

  @Field(() => Date, { nullable: true, description: 'When the last slice of the release was done.' })
  readonly completedAt!: Date | null;

  @Field(() => String, {
    description:
      'SHA-256, in lower-case hexadecimal, over the invoices in their versions, the amounts and the undertaking.',
  })
  readonly contentHash!: string;

  @Field(() => Date)
  readonly preparedAt!: Date;

  @Field(() => Date, { description: 'It can be released until then.' })
  readonly lapsesAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly decidedAt!: Date | null;

  @Field(() => String, { nullable: true })
  readonly refusalReason!: string | null;

  @Field(() => ReleaseObstacleEnum, { nullable: true, description: 'While it is prepared: why you do not release it.' })
  readonly releaseObstacle!: ReleaseObstacle | null;

  @Field(() => [approvalActions], { description: 'What you can do with it now.' })
  readonly availableActions!: ApprovalAction[];

  /** The row it was made of. */
  readonly row!: ApprovalView;
}

export const ApprovalConnection = connectionOf(Approval, 'Approval');

@ObjectType({ simpleResolvers: true, description: 'One invoice of a batch, as it was frozen.' })
export class ApprovalLine {
  @Field(() => MoneyType, { description: 'What is approved, or was to be.' })
  readonly amount!: MoneyType;

  @Field(() => MoneyType, { description: 'What credit notes take off it.' })
  readonly credit!: MoneyType;

  @Field(() => MoneyType, { description: 'What is promised: the amount less the credit.' })
  readonly promised!: MoneyType;

  @Field(() => DecisionReasonEnum, { nullable: true, description: 'Why it is less than the invoice says.' })
  readonly lowerReason!: DecisionReason | null;

  @Field(() => LineOutcomeEnum)
  readonly outcome!: LineOutcome;

  @Field(() => LineReasonEnum, { nullable: true, description: 'Why it is not approved.' })
  readonly leftOutReason!: LineReason | null;

  /** The row it was made of. */
  readonly row!: LineView;
}

export const ApprovalLineConnection = connectionOf(ApprovalLine, 'ApprovalLine');

/** An approval as its viewer sees it. */
export function presentApproval(viewer: Viewer, row: ApprovalView): Approval {
  const { state, invoiceCount, excludedCount, approvedCount, leftOutCount, failedCount, currency, contentHash } = row;
  const { completedAt, preparedAt, lapsesAt, decidedAt, refusalReason } = row;
  const money = (amountMinor: bigint) => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return Object.assign(new Approval(), {
    id: toWireId('approval', row.id),
    state,
    invoiceCount,
    total: money(row.totalMinor),
    creditTotal: money(row.creditMinor),
    excludedCount,
    approvedCount,
    approvedTotal: money(row.approvedMinor),
    leftOutCount,
    failedCount,
    pendingCount: invoiceCount - approvedCount - leftOutCount - failedCount,
    completedAt,
    contentHash: contentHash.toString('hex'),
    preparedAt,
    lapsesAt,
    decidedAt,
    refusalReason,
    releaseObstacle: releaseObstacle(viewer, row),
    availableActions: availableActions(approvalPolicy, viewer, row),
    row,
  });
}

export function presentLine(row: LineView): ApprovalLine {
  const { amountMinor, creditMinor, currency, lowerReason, outcome, leftOutReason } = row;
  const money = (minor: bigint) => ({ amount: formatMoney({ amountMinor: minor, currency }), currency });
  const [amount, credit, promised] = [money(amountMinor), money(creditMinor), money(amountMinor - creditMinor)];
  return Object.assign(new ApprovalLine(), { amount, credit, promised, lowerReason, outcome, leftOutReason, row });
}

@ObjectType({ simpleResolvers: true, description: 'What a batch takes off an invoice that is promised already.' })
export class ApprovalCredit {
  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => CreditOutcomeEnum)
  readonly outcome!: CreditOutcome;

  /** The row it was made of. */
  readonly row!: CreditView;
}

export function presentApprovalCredit(row: CreditView): ApprovalCredit {
  const { amountMinor, currency, outcome } = row;
  const amount = { amount: formatMoney({ amountMinor, currency }), currency };
  return Object.assign(new ApprovalCredit(), { amount, outcome, row });
}

const approvalOrders: { [Order in ApprovalOrder]: Order } = { PREPARED: 'PREPARED', TOTAL: 'TOTAL', LAPSES: 'LAPSES' };
registerEnumType(approvalOrders, {
  name: 'ApprovalOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    PREPARED: { description: 'The newest first.' },
    TOTAL: { description: 'The largest first. Amounts compare within their currency.' },
    LAPSES: { description: 'The first to lapse first.' },
  },
});

@ArgsType()
export class ApprovalArgs extends sortedPageArgs(approvalOrders) {
  @Field(() => [approvalStates], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: ApprovalState[] | null;
}

@ArgsType()
export class ApprovalLineArgs {
  @Field(() => Int, { defaultValue: 100, description: '1 to 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  readonly after?: string | null;

  @Field(() => [LineOutcomeEnum], { nullable: true, description: 'Only those with one of these outcomes.' })
  readonly outcome?: LineOutcome[] | null;
}

@InputType()
export class ApprovalLineInput {
  @Field(() => ID)
  readonly invoiceId!: string;

  @Field(() => MoneyInput, { nullable: true, description: 'Less than the invoice says; all of it unless given.' })
  readonly amount?: MoneyInput | null;

  @Field(() => DecisionReasonEnum, { nullable: true, description: 'Needed where the amount is lower.' })
  readonly lowerReason?: DecisionReason | null;
}

@InputType({ description: 'How many invoices were shown, and their total.' })
export class ExpectedSelectionInput {
  @Field(() => Int)
  readonly count!: number;

  @Field(() => MoneyInput)
  readonly total!: MoneyInput;
}

@InputType({ description: 'The invoices are named in one of three ways: by `lines`, by `filter` or by `file`.' })
export class PrepareApprovalInput {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => [ApprovalLineInput], {
    nullable: true,
    description: '1 to 10000 invoices of one currency; with a fault in one of them nothing is prepared.',
  })
  readonly lines?: ApprovalLineInput[] | null;

  @Field(() => InvoiceFilterInput, {
    nullable: true,
    description:
      'All that it finds of the programme and is not decided, at most 10000; disputed ones only where `state` names them. ' +
      'What cannot be approved is excluded, and named in the batch.',
  })
  readonly filter?: InvoiceFilterInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'CSV of at most 10000 rows: invoice_number, and one of supplier_id, supplier_tax_id, supplier_registration_number, ' +
      'supplier_lei; and as needed amount, currency, lower_reason. Rows that are wrong come back, the others are prepared.',
  })
  readonly file?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Credit notes alone, at most 500: each reduces an invoice that is promised already and not sold.',
  })
  readonly creditNoteIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'With `filter` or `file`: the currency of the batch; that of the programme unless given.',
  })
  readonly currency?: string | null;

  @Field(() => ExpectedSelectionInput, {
    nullable: true,
    description: 'What was shown before: with another count or total by now nothing is prepared.',
  })
  readonly expected?: ExpectedSelectionInput | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class ReleaseApprovalInput {
  @Field(() => ID)
  readonly approvalId!: string;

  @Field(() => String, { description: 'The hash of what was looked at.' })
  readonly contentHash!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class RefuseApprovalInput {
  @Field(() => ID)
  readonly approvalId!: string;

  @Field(() => String, { description: 'At most 500 characters.' })
  readonly reason!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class PrepareApprovalSuccess {
  @Field(() => Approval)
  readonly approval!: Approval;

  @Field(() => [RefusedRow], { description: 'Rows of the file that are no lines of the batch: the first 500.' })
  readonly refusedRows!: RefusedRow[];

  @Field(() => Int)
  readonly refusedRowCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The invoices of one currency that a batch would take.' })
export class SelectionTotal {
  @Field(() => Int)
  readonly count!: number;

  @Field(() => MoneyType)
  readonly total!: MoneyType;
}

@ObjectType({ simpleResolvers: true, description: 'What a batch over a filter would be.' })
export class ApprovalSelection {
  @Field(() => [SelectionTotal], { description: 'One a currency, for a batch has one.' })
  readonly totals!: SelectionTotal[];

  @Field(() => [ExclusionCount], { description: 'What the filter finds and no batch takes now.' })
  readonly excluded!: ExclusionCount[];
}

@ArgsType()
export class ApprovalSelectionArgs {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => InvoiceFilterInput, { nullable: true })
  readonly filter?: InvoiceFilterInput | null;
}

/** The groups as the API shows them. */
export function presentSelection(groups: readonly MatchingGroup[]): ApprovalSelection {
  const totals = groups.flatMap(({ currency, exclusion, count, totalMinor }) =>
    exclusion === null
      ? [{ count, total: { amount: formatMoney({ amountMinor: totalMinor, currency }), currency } }]
      : [],
  );
  const counts = new Map<LineReason, number>();
  for (const { exclusion, count } of groups) {
    if (exclusion !== null) counts.set(exclusion, (counts.get(exclusion) ?? 0) + count);
  }
  const excluded = [...counts].map(([reason, count]) => ({ reason, count }));
  return Object.assign(new ApprovalSelection(), { totals, excluded });
}

@ObjectType({ simpleResolvers: true })
export class ReleaseApprovalSuccess {
  @Field(() => Approval)
  readonly approval!: Approval;

  @Field(() => Int, {
    description:
      'Of the first slice, 500 invoices; `approval` says how many are pending, and tells of each slice by an event.',
  })
  readonly approvedCount!: number;

  @Field(() => [ApprovalLine], {
    description: 'What changed since it was frozen, and so is not approved: the first 500 of them.',
  })
  readonly leftOut!: ApprovalLine[];
}

@ObjectType({ simpleResolvers: true })
export class RefuseApprovalSuccess {
  @Field(() => Approval)
  readonly approval!: Approval;
}

export const PrepareApprovalResult = resultUnion(PrepareApprovalSuccess, prepareApproval);
export const ReleaseApprovalResult = resultUnion(ReleaseApprovalSuccess, releaseApproval);
export const RefuseApprovalResult = resultUnion(RefuseApprovalSuccess, refuseApproval);
