import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../platform/connection.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { StuckPaymentRow, StuckReason } from './stuck-payments.reads.js';

const stuckReasons: { [Reason in StuckReason]: Reason } = {
  FILE_NOT_SENT: 'FILE_NOT_SENT',
  NOT_BOOKED: 'NOT_BOOKED',
  NOT_RELEASED: 'NOT_RELEASED',
};
registerEnumType(stuckReasons, {
  name: 'StuckReason',
  description: 'Why a payment does not go on by itself.',
  valuesConfig: {
    FILE_NOT_SENT: { description: 'Released on an earlier day, and no bank has taken its file.' },
    NOT_BOOKED: { description: 'Sent; two business days after its execution date no bank has said what became of it.' },
    NOT_RELEASED: { description: 'Its day has passed, nothing holds it, and its payer has not released it.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A payment that needs a person.' })
export class StuckPayment {
  readonly row!: StuckPaymentRow;

  @Field(() => stuckReasons)
  readonly reason!: StuckReason;

  @Field(() => LocalDateScalar, { description: 'The day on which it should have gone on.' })
  readonly since!: string;
}

export const StuckPaymentConnection = connectionOf(StuckPayment, 'StuckPayment');

export function presentStuckPayment(row: StuckPaymentRow): StuckPayment {
  return Object.assign(new StuckPayment(), { row, reason: row.reason, since: row.since });
}
