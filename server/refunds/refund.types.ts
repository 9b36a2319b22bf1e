import { ArgsType, Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { RefundRow } from './refund.entity.js';
import type { RefundState } from './refund.states.js';

const refundStates: { [State in RefundState]: State } = {
  HELD: 'HELD',
  REFUNDED: 'REFUNDED',
  FORWARDED: 'FORWARDED',
  UNDONE: 'UNDONE',
};
registerEnumType(refundStates, {
  name: 'RefundState',
  valuesConfig: {
    HELD: { description: 'The receiver holds it for the payer, who owes the holder of the claim still.' },
    REFUNDED: { description: 'It was sent back.' },
    FORWARDED: { description: 'It was sent on to the holder of the claim, and paid it.' },
    UNDONE: { description: 'It had not come wrongly, or has gone the way it came; final.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'Money that came wrongly: paid too much, twice, or to the wrong party. Its receiver holds it for its payer.',
})
export class Refund extends Node {
  readonly row!: RefundRow;

  @Field(() => refundStates)
  readonly state!: RefundState;

  @Field(() => MoneyType)
  readonly amount!: MoneyType;

  @Field(() => LocalDateScalar, { description: 'The bank’s day on which it came.' })
  readonly heldOn!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The bank’s day on which it left again.' })
  readonly sentOn!: string | null;
}

export const RefundConnection = connectionOf(Refund, 'Refund');

@ArgsType()
export class RefundArgs extends PageArgs {
  @Field(() => [refundStates], { nullable: true })
  readonly state?: RefundState[] | null;
}

export function presentRefund(row: RefundRow): Refund {
  const { state, amountMinor, currency, heldOn, sentOn } = row;
  const amount = { amount: formatMoney({ amountMinor, currency }), currency };
  return Object.assign(new Refund(), { row, id: toWireId('refund', row.id), state, amount, heldOn, sentOn });
}
