import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import { resultUnion } from '../platform/result.js';
import type { Viewer } from '../platform/viewer.js';
import { changePayeeAccount } from './change-payee-account.js';
import type { PaymentKind } from './payment.entity.js';
import { type PaymentAction, paymentPolicy } from './payment.policy.js';
import type { PaymentOrder, ShownPayment } from './payment.reads.js';
import type { PaymentState } from './payment.states.js';

export const paymentStates: { [State in PaymentState]: State } = {
  DUE: 'DUE',
  INSTRUCTED: 'INSTRUCTED',
  SETTLED: 'SETTLED',
  REJECTED: 'REJECTED',
  RETURNED: 'RETURNED',
  CANCELLED: 'CANCELLED',
};
registerEnumType(paymentStates, {
  name: 'PaymentState',
  description: 'How far a payment has come. A new attempt is a new payment.',
  valuesConfig: {
    DUE: { description: 'Owed; two persons of the payer let it go: one prepares a file, another releases it.' },
    INSTRUCTED: { description: 'Released to the bank of the payer, not booked yet.' },
    SETTLED: {
      description: 'Booked on the account of the payer; `creditedOn` tells when it was on that of the payee.',
    },
    REJECTED: { description: 'The bank did not book it, or never got it; final.' },
    RETURNED: { description: 'It was booked and came back; final.' },
    CANCELLED: { description: 'It is not owed any more, or to somebody else; final.' },
  },
});

export const paymentKinds: { [Kind in PaymentKind]: Kind } = {
  DISBURSEMENT: 'DISBURSEMENT',
  REPAYMENT: 'REPAYMENT',
  SUPPLIER_PAYMENT: 'SUPPLIER_PAYMENT',
  FEE_BILL: 'FEE_BILL',
  PRICE_ADJUSTMENT: 'PRICE_ADJUSTMENT',
};
registerEnumType(paymentKinds, {
  name: 'PaymentKind',
  valuesConfig: {
    DISBURSEMENT: { description: 'Leg 1: the funder pays the supplier.' },
    REPAYMENT: { description: 'Leg 2: the buyer pays the funder, who holds the claim.' },
    SUPPLIER_PAYMENT: { description: 'The buyer pays the supplier, who still holds the claim.' },
    FEE_BILL: { description: 'Whoever owes the platform fee pays the bill of a month to the operator.' },
    PRICE_ADJUSTMENT: { description: 'The funder pays the supplier what leg 1, being late, was short of.' },
  },
});

const paymentActions: { [Action in PaymentAction]: Action } = {
  PREPARE: 'PREPARE',
  COLLECT: 'COLLECT',
  CHANGE_PAYEE_ACCOUNT: 'CHANGE_PAYEE_ACCOUNT',
};
registerEnumType(paymentActions, {
  name: 'PaymentAction',
  description: 'What you can do with a payment now.',
  valuesConfig: {
    PREPARE: { description: 'Put it into a file to your bank, for a second person to release.' },
    COLLECT: { description: 'Put it into a file of direct debits to your bank, under the mandate of its payer.' },
    CHANGE_PAYEE_ACCOUNT: { description: 'Say to which account of yours it goes, for the one agreed was closed.' },
  },
});

export const paymentDirections = { OUT: 'OUT', IN: 'IN' } as const;
registerEnumType(paymentDirections, {
  name: 'PaymentDirection',
  valuesConfig: {
    OUT: { description: 'Your organization pays.' },
    IN: { description: 'Your organization is paid.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One movement of money between the banks of two organizations. The platform never holds it.',
})
export class Payment extends Node {
  readonly row!: ShownPayment;

  @Field(() => paymentKinds)
  readonly kind!: PaymentKind;

  @Field(() => paymentStates)
  readonly state!: PaymentState;

  @Field(() => MoneyType, {
    description:
      'What it asks. Of a claim that is late, with what is owed for it until the day a release would execute it.',
  })
  readonly amount!: MoneyType;

  @Field(() => MoneyType, { description: 'Of the amount, what is for lateness: the lump sum and the interest.' })
  readonly late!: MoneyType;

  @Field(() => LocalDateScalar, { description: 'The day on which it is to be paid.' })
  readonly dueOn!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The verified account it goes to; null where the payee has none.',
  })
  readonly payeeIban!: string | null;

  @Field(() => String, { nullable: true })
  readonly payeeHolderName!: string | null;

  @Field(() => String, { description: 'The id by which the banks know it.' })
  readonly endToEndId!: string;

  @Field(() => Int, { description: '1 for the first.' })
  readonly attempt!: number;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which it is collected, under `collectedUnder`; null for what its payer pays itself.',
  })
  readonly collectionDate!: string | null;

  @Field(() => Date, { nullable: true })
  readonly instructedAt!: Date | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which it was booked on the account of the payer.',
  })
  readonly settledOn!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which the bank of the payee booked it.' })
  readonly creditedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What the bank said when it rejected or returned it.' })
  readonly failureReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'FINANCING_AGREED: the invoice is being financed; it is released when that fails, cancelled when leg 1 settles. ' +
      'PAYEE_ACCOUNT_CLOSED: the account to which it was agreed to go was closed.',
  })
  readonly heldReason!: string | null;

  @Field(() => [paymentActions])
  readonly availableActions!: PaymentAction[];
}

export const PaymentConnection = connectionOf(Payment, 'Payment');

@InputType('PaymentFilter')
export class PaymentFilterInput {
  @Field(() => [paymentStates], { nullable: true })
  readonly state?: PaymentState[] | null;

  @Field(() => [paymentKinds], { nullable: true })
  readonly kind?: PaymentKind[] | null;

  @Field(() => paymentDirections, { nullable: true })
  readonly direction?: 'OUT' | 'IN' | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Due on this day or later.' })
  readonly dueFrom?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Due on this day or before.' })
  readonly dueUntil?: string | null;
}

const paymentOrders: { [Order in PaymentOrder]: Order } = { DUE: 'DUE', AMOUNT: 'AMOUNT' };
registerEnumType(paymentOrders, {
  name: 'PaymentOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    DUE: { description: 'The first due first.' },
    AMOUNT: { description: 'The largest first. Amounts compare within their currency.' },
  },
});

@ArgsType()
export class PaymentArgs extends sortedPageArgs(paymentOrders) {
  @Field(() => PaymentFilterInput, { nullable: true })
  readonly filter?: PaymentFilterInput | null;
}

@InputType()
export class ChangePayeeAccountInput {
  @Field(() => ID)
  readonly paymentId!: string;

  @Field(() => ID, { description: 'Of your organization: verified, in the currency, past its cool-off.' })
  readonly bankAccountId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ChangePayeeAccountSuccess {
  @Field(() => Payment)
  readonly payment!: Payment;
}

export const ChangePayeeAccountResult = resultUnion(ChangePayeeAccountSuccess, changePayeeAccount);

export function presentPayment(viewer: Viewer, row: ShownPayment): Payment {
  const { currency } = row;
  const money = (amountMinor: bigint): MoneyType => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return Object.assign(new Payment(), {
    row,
    id: toWireId('payment', row.id),
    kind: row.kind,
    state: row.state,
    amount: money(row.askedMinor),
    late: money(row.askedMinor - (row.amountMinor - row.lateMinor)),
    dueOn: row.dueOn,
    payeeIban: row.payeeIban,
    payeeHolderName: row.payeeHolderName,
    endToEndId: row.endToEndId,
    attempt: row.attempt,
    collectionDate: row.collectionDate,
    instructedAt: row.instructedAt,
    settledOn: row.settledOn,
    creditedOn: row.creditedOn,
    failureReason: row.failureReason,
    heldReason: row.heldReason,
    availableActions: availableActions(paymentPolicy, viewer, row),
  });
}
