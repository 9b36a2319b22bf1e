import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import type { LimitScope } from './limit.entity.js';
import { limitScopes } from './limit-scope.types.js';
import type { LimitView } from './limit.reads.js';
import { headroomOf } from './limit.rules.js';
import { setLimit } from './set-limit.js';

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A cap on exposure, told to its owner alone.' })
export class Limit extends Node {
  @Field(() => limitScopes)
  readonly scope!: LimitScope;

  @Field(() => String, { nullable: true, description: 'The label by which the funder knows the supplier of a pair.' })
  readonly supplierAlias!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1.' })
  readonly country!: string | null;

  @Field(() => MoneyType)
  readonly limit!: MoneyType;

  @Field(() => MoneyType, { description: 'By live bids.' })
  readonly reserved!: MoneyType;

  @Field(() => MoneyType, { description: 'By financings whose disbursement has not settled.' })
  readonly committed!: MoneyType;

  @Field(() => MoneyType, { description: 'Disbursed and not repaid, overdue included.' })
  readonly outstanding!: MoneyType;

  @Field(() => MoneyType, { description: 'What is left for a further bid; negative where the limit was lowered.' })
  readonly headroom!: MoneyType;

  @Field(() => Int, { nullable: true, description: 'The longest tenor of a bid, in calendar days.' })
  readonly tenorDaysMax!: number | null;

  @Field(() => Boolean, { description: 'It stands below its use: every further bid is refused until it fits.' })
  readonly lowered!: boolean;

  /** The row it was made of. */
  readonly row!: LimitView;
}

export function presentLimit(row: LimitView): Limit {
  const money = (amountMinor: bigint): MoneyType => ({
    amount: formatMoney({ amountMinor, currency: row.currency }),
    currency: row.currency,
  });
  return Object.assign(new Limit(), {
    row,
    id: toWireId('limit', row.id),
    scope: row.scope,
    supplierAlias: row.supplierAlias,
    country: row.country,
    limit: money(row.limitMinor),
    reserved: money(row.reservedMinor),
    committed: money(row.committedMinor),
    outstanding: money(row.outstandingMinor),
    headroom: money(headroomOf(row)),
    tenorDaysMax: row.tenorDaysMax,
    lowered: row.lowered,
  });
}

@InputType()
export class SetLimitInput {
  @Field(() => limitScopes)
  readonly scope!: LimitScope;

  @Field(() => ID, { nullable: true, description: 'BUYER, PAIR.' })
  readonly buyerId?: string | null;

  @Field(() => String, { nullable: true, description: 'PAIR.' })
  readonly supplierAlias?: string | null;

  @Field(() => String, { nullable: true, description: 'COUNTRY: ISO 3166-1.' })
  readonly country?: string | null;

  @Field(() => ID, { nullable: true, description: 'PROGRAMME.' })
  readonly programmeId?: string | null;

  @Field(() => MoneyInput)
  readonly limit!: MoneyInput;

  @Field(() => Int, { nullable: true, description: '1 to 3650 calendar days; not for PROGRAMME.' })
  readonly tenorDaysMax?: number | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class SetLimitSuccess {
  @Field(() => Limit)
  readonly limit!: Limit;
}

export const SetLimitResult = resultUnion(SetLimitSuccess, setLimit);
