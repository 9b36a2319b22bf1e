import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { releaseObstacle, type ReleaseObstacle, ReleaseObstacleEnum } from '../identity/index.js';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import type { PaymentFileDirection } from './payment-file.entity.js';
import {
  type PaymentFileAction,
  paymentFilePolicy,
  type PaymentFileStanding,
  type PaymentFileView,
} from './payment-file.policy.js';
import type { PaymentFileLineView } from './payment-file.reads.js';
import { preparePaymentFiles } from './prepare-payment-files.js';
import { refusePaymentFile } from './refuse-payment-file.js';

const fileStates: { [State in PaymentFileStanding]: State } = {
  PREPARED: 'PREPARED',
  RELEASED: 'RELEASED',
  LEFT: 'LEFT',
  SENT: 'SENT',
  WITHDRAWN: 'WITHDRAWN',
  REFUSED: 'REFUSED',
  LAPSED: 'LAPSED',
};
registerEnumType(fileStates, {
  name: 'PaymentFileState',
  valuesConfig: {
    PREPARED: { description: 'It waits for another person to release it by its hash.' },
    RELEASED: { description: 'Two persons let it go; it has not begun to leave.' },
    LEFT: {
      description:
        'It is on its way to the bank, or somebody of yours took it away: what becomes of it is the bank’s to say.',
    },
    SENT: { description: 'The connected bank took it.' },
    WITHDRAWN: { description: 'It was released, never left, and never will; final.' },
    REFUSED: { description: 'Turned down; its payments are free for another; final.' },
    LAPSED: { description: 'Nobody released it by the end of its day; its payments are free for another; final.' },
  },
});

const fileDirections: { [Direction in PaymentFileDirection]: Direction } = {
  TRANSFER: 'TRANSFER',
  COLLECTION: 'COLLECTION',
};
registerEnumType(fileDirections, {
  name: 'PaymentFileDirection',
  valuesConfig: {
    TRANSFER: { description: 'Its owner pays (pain.001).' },
    COLLECTION: { description: 'Its owner is paid, by direct debit under mandates (pain.008).' },
  },
});

const fileActions: { [Action in PaymentFileAction]: Action } = {
  RELEASE: 'RELEASE',
  REFUSE: 'REFUSE',
  DOWNLOAD: 'DOWNLOAD',
};
registerEnumType(fileActions, {
  name: 'PaymentFileAction',
  valuesConfig: {
    RELEASE: { description: 'Let it go to your bank, as the second person.' },
    REFUSE: { description: 'Turn it down: its payments are free again.' },
    DOWNLOAD: { description: 'Take it away, by GET /payment-files/<id>.xml: it counts as left then.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'An instruction file (ISO 20022 pain.001 or pain.008): prepared by one person, released by another, always the same bytes.',
})
export class PaymentFile extends Node {
  readonly row!: PaymentFileView;

  @Field(() => String, { description: 'By which the bank knows it.' })
  readonly messageId!: string;

  @Field(() => fileStates)
  readonly state!: PaymentFileStanding;

  @Field(() => fileDirections)
  readonly direction!: PaymentFileDirection;

  @Field(() => LocalDateScalar)
  readonly executionDate!: string;

  @Field(() => MoneyType, { description: 'The sum of its payments.' })
  readonly total!: MoneyType;

  @Field(() => Int)
  readonly paymentCount!: number;

  @Field(() => String, { description: 'Of its bytes, in hexadecimal.' })
  readonly sha256!: string;

  @Field(() => Date)
  readonly preparedAt!: Date;

  @Field(() => Date, { description: 'It can be released until then.' })
  readonly lapsesAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly releasedAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly refusedAt!: Date | null;

  @Field(() => String, { nullable: true })
  readonly refusalReason!: string | null;

  @Field(() => Date, { nullable: true, description: 'From then on it may have left.' })
  readonly leftAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'The connected bank had it then.' })
  readonly sentAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly withdrawnAt!: Date | null;

  @Field(() => ReleaseObstacleEnum, { nullable: true, description: 'While it is prepared: why you do not release it.' })
  readonly releaseObstacle!: ReleaseObstacle | null;

  @Field(() => [fileActions])
  readonly availableActions!: PaymentFileAction[];
}

@ObjectType({ simpleResolvers: true, description: 'A payment as it stands in a file.' })
export class PaymentFileLine {
  readonly row!: PaymentFileLineView;

  @Field(() => MoneyType, { description: 'What it asked when the file was prepared: that is what goes out.' })
  readonly amount!: MoneyType;

  @Field(() => MoneyType, { description: 'Of the amount, what is for lateness.' })
  readonly late!: MoneyType;

  @Field(() => String)
  readonly payerIban!: string;

  @Field(() => String)
  readonly payeeIban!: string;

  @Field(() => String)
  readonly payeeHolderName!: string;
}

export const PaymentFileConnection = connectionOf(PaymentFile, 'PaymentFile');

@ArgsType()
export class PaymentFileArgs extends PageArgs {
  @Field(() => [fileStates], { nullable: true })
  readonly state?: PaymentFileStanding[] | null;
}

@InputType()
export class PreparePaymentFilesInput {
  @Field(() => [ID], { description: '1 to 100, all to be paid by your organization, or all to be collected by it.' })
  readonly paymentIds!: string[];

  @Field(() => MoneyInput, { description: 'What they sum to, as it was shown to you.' })
  readonly total!: MoneyInput;

  @Field(() => fileDirections, { nullable: true, description: 'TRANSFER unless it is said.' })
  readonly direction?: PaymentFileDirection | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class PreparePaymentFilesSuccess {
  @Field(() => [PaymentFile], {
    description: 'One a date, currency and account; of legs 1 a last day, of collections a scheme and sequence.',
  })
  readonly files!: PaymentFile[];
}

@InputType()
export class FileToReleaseInput {
  @Field(() => ID)
  readonly fileId!: string;

  @Field(() => String, { description: 'The `sha256` of what was looked at.' })
  readonly sha256!: string;
}

@InputType()
export class ReleasePaymentFilesInput {
  @Field(() => [FileToReleaseInput], { description: '1 to 100, all of your own organization.' })
  readonly files!: FileToReleaseInput[];

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ReleasePaymentFilesSuccess {
  @Field(() => [PaymentFile])
  readonly files!: PaymentFile[];
}

@InputType()
export class RefusePaymentFileInput {
  @Field(() => ID)
  readonly fileId!: string;

  @Field(() => String, { description: 'At most 500 characters.' })
  readonly reason!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class RefusePaymentFileSuccess {
  @Field(() => PaymentFile)
  readonly file!: PaymentFile;
}

export const PreparePaymentFilesResult = resultUnion(PreparePaymentFilesSuccess, preparePaymentFiles);
export const RefusePaymentFileResult = resultUnion(RefusePaymentFileSuccess, refusePaymentFile);

export function presentPaymentFile(viewer: Viewer, row: PaymentFileView): PaymentFile {
  const { messageId, state, executionDate, currency, paymentCount, preparedAt, lapsesAt, releasedAt } = row;
  const { refusedAt, refusalReason, sentAt, withdrawnAt } = row;
  return Object.assign(new PaymentFile(), {
    row,
    id: toWireId('paymentFile', row.id),
    messageId,
    state,
    direction: row.direction,
    executionDate,
    total: { amount: formatMoney({ amountMinor: row.totalMinor, currency }), currency },
    paymentCount,
    sha256: row.sha256.toString('hex'),
    preparedAt,
    lapsesAt,
    releasedAt,
    refusedAt,
    refusalReason,
    leftAt: row.sendingAt,
    sentAt,
    withdrawnAt,
    releaseObstacle: releaseObstacle(viewer, row),
    availableActions: availableActions(paymentFilePolicy, viewer, row),
  });
}

export function presentLine(row: PaymentFileLineView): PaymentFileLine {
  const { amountMinor, lateMinor, currency, payerIban, payeeIban, payeeHolderName } = row;
  const money = (minor: bigint) => ({ amount: formatMoney({ amountMinor: minor, currency }), currency });
  const [amount, late] = [money(amountMinor), money(lateMinor)];
  return Object.assign(new PaymentFileLine(), { row, amount, late, payerIban, payeeIban, payeeHolderName });
}
