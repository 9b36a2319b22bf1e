import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import {
  paymentDirections,
  type PaymentKind,
  paymentKinds,
  type PaymentState,
  paymentStates,
} from '../payments/index.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { LocalDateScalar } from '../platform/scalars.js';
import { organizationOf, type Viewer } from '../platform/viewer.js';
import type { RemittanceRow } from './remittance.reads.js';
import { breakdownOf, maskedIban } from './remittance.rules.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What payer and payee book a payment by: approved − reserve − discount − fees + interest + adjustment = net.',
})
export class Remittance {
  readonly row!: RemittanceRow;

  @Field(() => String, {
    nullable: true,
    description: 'In full for the payer; else its country and last four characters. Null until the release.',
  })
  readonly payerIban!: string | null;

  @Field(() => String, { nullable: true, description: 'The account it goes to; null where the payee has none.' })
  readonly payeeIban!: string | null;

  @Field(() => String, { nullable: true })
  readonly payeeHolderName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Null for a funder, which has a claim without a number, and for the payment of a bill.',
  })
  readonly invoiceNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the bill for platform fees that it pays.' })
  readonly billNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'As the document gives it; null for a funder.' })
  readonly orderReference!: string | null;

  @Field(() => String, { description: 'The end-to-end id by which the banks know it.' })
  readonly reference!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For the payer: the message id of the file that its bank got.',
  })
  readonly fileReference!: string | null;

  @Field(() => MoneyType, { description: 'What the buyer approved; of a bill its total.' })
  readonly approved!: MoneyType;

  @Field(() => MoneyType, { description: 'Kept back until the buyer has paid.' })
  readonly reserve!: MoneyType;

  @Field(() => MoneyType)
  readonly discount!: MoneyType;

  @Field(() => MoneyType, { description: 'Taken off this payment.' })
  readonly fees!: MoneyType;

  @Field(() => MoneyType, { description: 'Paid on top by a buyer that bears the cost.' })
  readonly interest!: MoneyType;

  @Field(() => MoneyType, { description: 'Paid or credited before, below zero; owed for another reason, above.' })
  readonly adjustment!: MoneyType;

  @Field(() => MoneyType, { description: 'The amount of the payment.' })
  readonly net!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Owed to the operator and billed apart, never taken off; null but for whoever owes it.',
  })
  readonly platformFee!: MoneyType | null;

  @Field(() => LocalDateScalar, {
    description: 'The day on which it was booked on the account of the payer; until then the day on which it is due.',
  })
  readonly valueDate!: string;
}

export const RemittanceConnection = connectionOf(Remittance, 'Remittance');

@InputType('RemittanceFilter')
class RemittanceFilterInput {
  @Field(() => ID, { nullable: true })
  readonly paymentId?: string | null;

  @Field(() => [paymentStates], { nullable: true })
  readonly state?: PaymentState[] | null;

  @Field(() => [paymentKinds], { nullable: true })
  readonly kind?: PaymentKind[] | null;

  @Field(() => paymentDirections, { nullable: true })
  readonly direction?: 'OUT' | 'IN' | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Booked on this day or later.' })
  readonly settledFrom?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Booked on this day or before.' })
  readonly settledUntil?: string | null;
}

@ArgsType()
export class RemittanceArgs extends PageArgs {
  @Field(() => RemittanceFilterInput, { nullable: true })
  readonly filter?: RemittanceFilterInput | null;
}

export function presentRemittance(viewer: Viewer, row: RemittanceRow): Remittance {
  const own = organizationOf(viewer);
  const { currency } = row;
  const money = (amountMinor: bigint): MoneyType => ({ amount: formatMoney({ amountMinor, currency }), currency });
  const parts = breakdownOf(row, row.approvedMinor, row.financing);
  return Object.assign(new Remittance(), {
    row,
    payerIban: row.payerIban && (own === row.payerId ? row.payerIban : maskedIban(row.payerIban)),
    payeeIban: row.payeeIban,
    payeeHolderName: row.payeeHolderName,
    invoiceNumber: row.invoiceNumber,
    billNumber: row.billNumber,
    orderReference: row.orderReference,
    reference: row.endToEndId,
    fileReference: row.messageId,
    approved: money(parts.approvedMinor),
    reserve: money(parts.reserveMinor),
    discount: money(parts.discountMinor),
    fees: money(parts.feesMinor),
    interest: money(parts.interestMinor),
    adjustment: money(parts.adjustmentMinor),
    net: money(parts.netMinor),
    platformFee: row.platformFeeMinor === null ? null : money(row.platformFeeMinor),
    valueDate: row.settledOn ?? row.dueOn,
  });
}
