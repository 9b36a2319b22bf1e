import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { FeeBillRow } from './fee-bill.entity.js';
import type { FeeBillLine as LineRow } from './fee-bill.reads.js';
import type { FeeBillState } from './fee-bill.states.js';

const feeBillStates: { [State in FeeBillState]: State } = { DRAWN: 'DRAWN', PAID: 'PAID' };
registerEnumType(feeBillStates, {
  name: 'FeeBillState',
  valuesConfig: {
    DRAWN: { description: 'Owed; a checker of the payer releases its payment as any other.' },
    PAID: { description: 'Its payment was booked on the account of the payer.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'The fee of a financing, or the credit for one that was taken back.',
})
export class FeeBillLine {
  @Field(() => ID)
  readonly financingId!: string;

  @Field(() => MoneyType, { description: 'Below zero for a credit.' })
  readonly amount!: MoneyType;

  @Field(() => LocalDateScalar, { description: 'The business day on which it was posted.' })
  readonly postedOn!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What an organization owes the operator in fees for one month. Paid as any other payment.',
})
export class FeeBill extends Node {
  readonly row!: FeeBillRow;

  @Field(() => String, { description: 'The numbers of one operator have no gap.' })
  readonly number!: string;

  @Field(() => feeBillStates)
  readonly state!: FeeBillState;

  @Field(() => LocalDateScalar, { description: 'The first day of the month that it is for.' })
  readonly month!: string;

  @Field(() => MoneyType, { description: 'The sum of its lines.' })
  readonly total!: MoneyType;

  @Field(() => LocalDateScalar)
  readonly drawnOn!: string;

  @Field(() => LocalDateScalar, { description: 'A business day.' })
  readonly dueOn!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Booked on the account of the payer.' })
  readonly paidOn!: string | null;
}

export const FeeBillConnection = connectionOf(FeeBill, 'FeeBill');

@ArgsType()
export class FeeBillArgs extends PageArgs {
  @Field(() => [feeBillStates], { nullable: true })
  readonly state?: FeeBillState[] | null;
}

export function presentFeeBill(row: FeeBillRow): FeeBill {
  const { number, state, month, totalMinor: amountMinor, currency, drawnOn, dueOn, paidOn } = row;
  const total = { amount: formatMoney({ amountMinor, currency }), currency };
  return Object.assign(new FeeBill(), {
    row,
    id: toWireId('feeBill', row.id),
    number,
    state,
    month,
    total,
    drawnOn,
    dueOn,
    paidOn,
  });
}

export function presentFeeBillLine(row: LineRow): FeeBillLine {
  return Object.assign(new FeeBillLine(), {
    financingId: toWireId('financing', row.financingId),
    amount: { amount: formatMoney(row), currency: row.currency },
    postedOn: row.postedOn,
  });
}
