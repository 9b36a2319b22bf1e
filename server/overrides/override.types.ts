import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import { personOf, type Viewer } from '../platform/viewer.js';
import { confirmOverride, refuseOverride } from './decide-override.js';
import { type OverrideAct, overrideActs } from './override-acts.js';
import type { OverrideRow } from './override.entity.js';
import { type OverrideAction, overridePolicy } from './override.policy.js';
import type { OverrideState } from './override.states.js';
import { proposeOverride } from './propose-override.js';

const actEnum: { [Act in OverrideAct]: Act } = {
  RESUME_ORGANIZATION: 'RESUME_ORGANIZATION',
  RESUME_AUCTION: 'RESUME_AUCTION',
  ACCEPT_CLOSE_MATCH: 'ACCEPT_CLOSE_MATCH',
  ACCEPT_UNCHECKED_ACCOUNT: 'ACCEPT_UNCHECKED_ACCOUNT',
  APPLY_BANK_MESSAGE: 'APPLY_BANK_MESSAGE',
  IGNORE_BANK_MESSAGE: 'IGNORE_BANK_MESSAGE',
  DEFAULT_INVOICE: 'DEFAULT_INVOICE',
  TAKE_BANK_REPORT: 'TAKE_BANK_REPORT',
  SET_ASIDE_BANK_REPORT: 'SET_ASIDE_BANK_REPORT',
  CORRECT_FEE: 'CORRECT_FEE',
};
registerEnumType(actEnum, {
  name: 'OverrideAct',
  description: 'What the operator does by exception, which takes two of its persons.',
  valuesConfig: {
    RESUME_ORGANIZATION: { description: 'A suspended organization may trade again.' },
    RESUME_AUCTION: { description: 'An auction that the operator stopped goes on, later by the time it stood still.' },
    ACCEPT_CLOSE_MATCH: { description: 'An account is verified though the name at the bank is only close.' },
    ACCEPT_UNCHECKED_ACCOUNT: { description: 'An account is verified though its bank could not say whose it is.' },
    APPLY_BANK_MESSAGE: { description: 'A held message is judged again; what still stands against it refuses.' },
    IGNORE_BANK_MESSAGE: { description: 'Nothing follows from a held message, for good.' },
    DEFAULT_INVOICE: { description: 'An overdue invoice is in default before the days of its programme have passed.' },
    TAKE_BANK_REPORT: { description: 'A held report of an account is taken, whatever stood against it.' },
    SET_ASIDE_BANK_REPORT: { description: 'Nothing follows from a held report, for good.' },
    CORRECT_FEE: { description: 'The fee of a financing is taken back, and the right one posted.' },
  },
});

const stateEnum: { [State in OverrideState]: State } = {
  PROPOSED: 'PROPOSED',
  CONFIRMED: 'CONFIRMED',
  REFUSED: 'REFUSED',
  LAPSED: 'LAPSED',
};
registerEnumType(stateEnum, {
  name: 'OverrideState',
  valuesConfig: {
    PROPOSED: { description: 'It waits for another person.' },
    CONFIRMED: { description: 'Another person confirmed, and it was done.' },
    REFUSED: { description: 'It was turned down, or taken back.' },
    LAPSED: { description: 'Nobody confirmed in time.' },
  },
});

const actionEnum: { [Action in OverrideAction]: Action } = { CONFIRM: 'CONFIRM', REFUSE: 'REFUSE' };
registerEnumType(actionEnum, {
  name: 'OverrideAction',
  valuesConfig: {
    CONFIRM: { description: 'Do it, under both names. Never your own.' },
    REFUSE: { description: 'Turn it down, or take it back.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something that the operator does by exception: proposed by one person, decided by another.',
})
export class Override extends Node {
  readonly row!: OverrideRow;

  @Field(() => actEnum)
  readonly act!: OverrideAct;

  @Field(() => stateEnum)
  readonly state!: OverrideState;

  @Field(() => ID, { description: 'What it is done to.' })
  readonly subjectId!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => MoneyType, { nullable: true, description: 'With CORRECT_FEE: what the fee should have been.' })
  readonly amount!: MoneyType | null;

  @Field(() => Date)
  readonly proposedAt!: Date;

  @Field(() => Date, { description: 'Until then another person can confirm.' })
  readonly lapsesAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly decidedAt!: Date | null;

  @Field(() => [actionEnum])
  readonly availableActions!: OverrideAction[];
}

export const OverrideConnection = connectionOf(Override, 'Override');

@ArgsType()
export class OverrideArgs extends PageArgs {
  @Field(() => [stateEnum], { nullable: true })
  readonly state?: OverrideState[] | null;
}

@InputType()
export class ProposeOverrideInput {
  @Field(() => actEnum)
  readonly act!: OverrideAct;

  @Field(() => ID, {
    description: 'Of the organization, auction, account, message, invoice, report or financing, as the act asks.',
  })
  readonly subjectId!: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'With CORRECT_FEE: what the fee should have been; at most what was agreed.',
  })
  readonly amount?: MoneyInput | null;

  @Field(() => String, { description: 'Up to 500 characters.' })
  readonly reason!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class ConfirmOverrideInput {
  @Field(() => ID)
  readonly overrideId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class RefuseOverrideInput {
  @Field(() => ID)
  readonly overrideId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ProposeOverrideSuccess {
  @Field(() => Override)
  readonly override!: Override;
}

@ObjectType({ simpleResolvers: true })
export class ConfirmOverrideSuccess {
  @Field(() => Override)
  readonly override!: Override;
}

@ObjectType({ simpleResolvers: true })
export class RefuseOverrideSuccess {
  @Field(() => Override)
  readonly override!: Override;
}

export const ProposeOverrideResult = resultUnion(ProposeOverrideSuccess, proposeOverride);
export const ConfirmOverrideResult = resultUnion(ConfirmOverrideSuccess, confirmOverride);
export const RefuseOverrideResult = resultUnion(RefuseOverrideSuccess, refuseOverride);

function amountOf({ amountMinor, currency }: OverrideRow): MoneyType | null {
  if (amountMinor === null || currency === null) return null;
  return { amount: formatMoney({ amountMinor, currency }), currency };
}

export function presentOverride(viewer: Viewer, row: OverrideRow): Override {
  const own = personOf(viewer) === row.proposedBy;
  return Object.assign(new Override(), {
    row,
    id: toWireId('override', row.id),
    act: row.act,
    state: row.state,
    subjectId: toWireId(overrideActs[row.act].subject, row.subjectId),
    reason: row.reason,
    amount: amountOf(row),
    proposedAt: row.proposedAt,
    lapsesAt: row.lapsesAt,
    decidedAt: row.decidedAt,
    availableActions: availableActions(overridePolicy, viewer, row).filter(action => action !== 'CONFIRM' || !own),
  });
}
