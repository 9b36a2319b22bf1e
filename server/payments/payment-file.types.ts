import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { paymentFilePolicy } from './payment.policy.js';
import type { PaymentFileState, PaymentFileView } from './payment-file.reads.js';

const fileStates: { [State in PaymentFileState]: State } = {
  WAITING: 'WAITING',
  LEFT: 'LEFT',
  SENT: 'SENT',
  WITHDRAWN: 'WITHDRAWN',
};
registerEnumType(fileStates, {
  name: 'PaymentFileState',
  valuesConfig: {
    WAITING: { description: 'It has not begun to leave.' },
    LEFT: {
      description:
        'It is on its way to the bank, or somebody of yours took it away: what becomes of it is the bank’s to say.',
    },
    SENT: { description: 'The connected bank took it.' },
    WITHDRAWN: { description: 'It never left, and never will; final.' },
  },
});

const fileActions = { DOWNLOAD: 'DOWNLOAD' } as const;
registerEnumType(fileActions, {
  name: 'PaymentFileAction',
  valuesConfig: { DOWNLOAD: { description: 'Take it away, by GET /payment-files/<id>.xml: it counts as left then.' } },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An instruction file (ISO 20022 pain.001.001.09) as it was released: always the same bytes.',
})
export class PaymentFile extends Node {
  readonly row!: PaymentFileView;

  @Field(() => String, { description: 'By which the bank knows it.' })
  readonly messageId!: string;

  @Field(() => fileStates)
  readonly state!: PaymentFileState;

  @Field(() => LocalDateScalar)
  readonly executionDate!: string;

  @Field(() => MoneyType, { description: 'The sum of its payments.' })
  readonly total!: MoneyType;

  @Field(() => Int)
  readonly paymentCount!: number;

  @Field(() => String, { description: 'Of its bytes, in hexadecimal.' })
  readonly sha256!: string;

  @Field(() => Date)
  readonly releasedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'From then on it may have left.' })
  readonly leftAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'The connected bank had it then.' })
  readonly sentAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly withdrawnAt!: Date | null;

  @Field(() => [fileActions])
  readonly availableActions!: 'DOWNLOAD'[];
}

export const PaymentFileConnection = connectionOf(PaymentFile, 'PaymentFile');

@ArgsType()
export class PaymentFileArgs extends PageArgs {
  @Field(() => [fileStates], { nullable: true })
  readonly state?: PaymentFileState[] | null;
}

export function presentPaymentFile(viewer: Viewer, row: PaymentFileView): PaymentFile {
  const { messageId, state, executionDate, currency, paymentCount, releasedAt, sentAt, withdrawnAt } = row;
  return Object.assign(new PaymentFile(), {
    row,
    id: toWireId('paymentFile', row.id),
    messageId,
    state,
    executionDate,
    total: { amount: formatMoney({ amountMinor: row.totalMinor, currency }), currency },
    paymentCount,
    sha256: row.sha256.toString('hex'),
    releasedAt,
    leftAt: row.sendingAt,
    sentAt,
    withdrawnAt,
    availableActions: availableActions(paymentFilePolicy, viewer, row),
  });
}
