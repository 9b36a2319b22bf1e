import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type DecisionReason, DecisionReasonEnum } from '../invoices/index.js';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import type { LeftOutReason, LineOutcome } from './approval.entity.js';
import { type ApprovalAction, approvalPolicy, type ApprovalView } from './approval.policy.js';
import type { LineView } from './approval.reads.js';
import type { ApprovalState } from './approval.states.js';
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
    RELEASED: { description: 'The buyer has decided: its invoices are approved, but those left out; final.' },
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

  @Field(() => Int)
  readonly invoiceCount!: number;

  @Field(() => MoneyType)
  readonly total!: MoneyType;

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

  @Field(() => DecisionReasonEnum, { nullable: true, description: 'Why it is less than the invoice says.' })
  readonly lowerReason!: DecisionReason | null;

  @Field(() => String, { description: 'PENDING, APPROVED or LEFT_OUT.' })
  readonly outcome!: LineOutcome;

  @Field(() => String, {
    nullable: true,
    description:
      'What became of the invoice before the release: INVOICE_CHANGED, INVOICE_HELD, INVOICE_DISPUTED, INVOICE_REJECTED, ' +
      'INVOICE_WITHDRAWN or INVOICE_DECIDED.',
  })
  readonly leftOutReason!: LeftOutReason | null;

  /** The row it was made of. */
  readonly row!: LineView;
}

export const ApprovalLineConnection = connectionOf(ApprovalLine, 'ApprovalLine');

/** An approval as its viewer sees it. */
export function presentApproval(viewer: Viewer, row: ApprovalView): Approval {
  const { state, invoiceCount, totalMinor, currency, preparedAt, lapsesAt, decidedAt, refusalReason } = row;
  return Object.assign(new Approval(), {
    id: toWireId('approval', row.id),
    state,
    invoiceCount,
    total: { amount: formatMoney({ amountMinor: totalMinor, currency }), currency },
    contentHash: row.contentHash.toString('hex'),
    preparedAt,
    lapsesAt,
    decidedAt,
    refusalReason,
    availableActions: availableActions(approvalPolicy, viewer, row),
    row,
  });
}

export function presentLine(row: LineView): ApprovalLine {
  const { amountMinor, currency, lowerReason, outcome, leftOutReason } = row;
  const amount = { amount: formatMoney({ amountMinor, currency }), currency };
  return Object.assign(new ApprovalLine(), { amount, lowerReason, outcome, leftOutReason, row });
}

@ArgsType()
export class ApprovalArgs extends PageArgs {
  @Field(() => [approvalStates], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: ApprovalState[] | null;
}

@ArgsType()
export class ApprovalLineArgs {
  @Field(() => Int, { defaultValue: 100, description: '1 to 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  readonly after?: string | null;
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

@InputType()
export class PrepareApprovalInput {
  @Field(() => ID)
  readonly programmeId!: string;

  @Field(() => [ApprovalLineInput], { description: '1 to 500 invoices of one currency.' })
  readonly lines!: ApprovalLineInput[];

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
}

@ObjectType({ simpleResolvers: true })
export class ReleaseApprovalSuccess {
  @Field(() => Approval)
  readonly approval!: Approval;

  @Field(() => Int)
  readonly approvedCount!: number;

  @Field(() => [ApprovalLine], { description: 'What changed since it was frozen, and so is not approved.' })
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
