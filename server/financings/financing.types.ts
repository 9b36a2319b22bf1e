import { Decimal } from 'decimal.js';
import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, sortedPageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { DecimalScalar, LocalDateScalar } from '../platform/scalars.js';
import { DayCountEnum, PriceKindEnum } from '../programmes/index.js';
import type { FinancingOrder, FinancingView } from './financing.reads.js';
import type { FinancingState } from './financing.states.js';

export const FinancingStateEnum = {
  AGREED: 'AGREED',
  DISBURSING: 'DISBURSING',
  DISBURSED: 'DISBURSED',
  REPAID: 'REPAID',
  FAILED: 'FAILED',
  OVERDUE: 'OVERDUE',
  CLAIMED: 'CLAIMED',
  DEFAULTED: 'DEFAULTED',
} as const;
registerEnumType(FinancingStateEnum, {
  name: 'FinancingState',
  description: 'Where a financing stands between its two legs.',
  valuesConfig: {
    AGREED: { description: 'An offer was accepted; the funder releases leg 1.' },
    DISBURSING: { description: 'Leg 1 is released and on its way.' },
    DISBURSED: { description: 'Leg 1 settled: the claim is the funder’s; the buyer owes it leg 2 at maturity.' },
    REPAID: { description: 'Leg 2 settled.' },
    FAILED: {
      description: 'Leg 1 failed or came back: the claim is the supplier’s, nothing is owed, it may be listed again.',
    },
    OVERDUE: { description: 'Maturity and grace have passed with an amount open.' },
    CLAIMED: { description: 'Cover was called.' },
    DEFAULTED: { description: 'Overdue for so long that it counts as lost; what comes still counts.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The contract born from an accepted offer. Its terms and figures are frozen. Price figures are null for the buyer, unless it bears the cost.',
})
export class Financing extends Node {
  @Field(() => FinancingStateEnum)
  readonly state!: FinancingState;

  @Field(() => MoneyType, { description: 'The approved amount of the invoice.' })
  readonly face!: MoneyType;

  @Field(() => MoneyType, { nullable: true })
  readonly discount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Leg 1: what the supplier receives on the value date.' })
  readonly price!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Leg 2: what the buyer pays at maturity.' })
  readonly repayment!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Owed to the operator, billed apart, in no leg.' })
  readonly platformFee!: MoneyType | null;

  @Field(() => String, { description: 'SUPPLIER, FUNDER or BUYER.' })
  readonly platformFeePayer!: string;

  @Field(() => PriceKindEnum, { nullable: true })
  readonly priceKind!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Basis points a year.' })
  readonly rateBps!: string | null;

  @Field(() => DayCountEnum, { nullable: true })
  readonly dayCount!: string | null;

  @Field(() => Int, { description: 'Calendar days, value date excluded, maturity included.' })
  readonly tenorDays!: number;

  @Field(() => LocalDateScalar, { description: 'The day of leg 1.' })
  readonly valueDate!: string;

  @Field(() => LocalDateScalar, { description: 'The day of leg 2.' })
  readonly maturity!: string;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly agreedAt!: Date;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When leg 1 was booked on the funder’s account.' })
  readonly disbursedOn!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When leg 2 was booked on the buyer’s account.' })
  readonly repaidOn!: string | null;

  @Field(() => String, { nullable: true, description: 'FUNDER, SUPPLIER or BANK: to whom the failure is counted.' })
  readonly failedBy!: string | null;

  @Field(() => String, { nullable: true })
  readonly failureReason!: string | null;

  /** The row it was made of. */
  readonly row!: FinancingView;
}

export const FinancingConnection = connectionOf(Financing, 'Financing');

/** A financing as its viewer sees it. */
export function presentFinancing(row: FinancingView): Financing {
  const { currency, priceVisible } = row;
  const money = (amountMinor: bigint): MoneyType => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return Object.assign(new Financing(), {
    row,
    id: toWireId('financing', row.id),
    state: row.state,
    face: money(row.faceMinor),
    discount: priceVisible ? money(row.discountMinor) : null,
    price: priceVisible ? money(row.priceMinor) : null,
    repayment: priceVisible ? money(row.repaymentMinor) : null,
    platformFee: priceVisible ? money(row.correctedFeeMinor ?? row.platformFeeMinor) : null,
    platformFeePayer: row.platformFeePayer,
    priceKind: priceVisible ? row.priceKind : null,
    rateBps: priceVisible ? new Decimal(row.rateBps).toFixed() : null,
    dayCount: priceVisible ? row.dayCount : null,
    tenorDays: row.tenorDays,
    valueDate: row.valueDate,
    maturity: row.maturity,
    agreedAt: row.agreedAt,
    disbursedOn: row.disbursedOn,
    repaidOn: row.repaidOn,
    failedBy: row.failedBy,
    failureReason: row.failureReason,
  });
}

const financingOrders: { [Order in FinancingOrder]: Order } = { AGREED: 'AGREED', MATURITY: 'MATURITY', FACE: 'FACE' };
registerEnumType(financingOrders, {
  name: 'FinancingOrder',
  description: 'What the list is sorted by.',
  valuesConfig: {
    AGREED: { description: 'The latest first.' },
    MATURITY: { description: 'The first to mature first.' },
    FACE: { description: 'The largest first. Amounts compare within their currency.' },
  },
});

@ArgsType()
export class FinancingArgs extends sortedPageArgs(financingOrders) {
  @Field(() => [FinancingStateEnum], { nullable: true, description: 'Only those in one of these states.' })
  readonly state?: FinancingState[] | null;
}
