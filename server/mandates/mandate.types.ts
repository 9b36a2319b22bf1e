import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BankAccount, Organization } from '../organizations/index.js';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import { MoneyInput, MoneyType } from '../platform/money.types.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar, UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { activateMandate } from './activate-mandate.js';
import type { MandateScheme } from './mandate.entity.js';
import { type MandateAction, mandatePolicy } from './mandate.policy.js';
import type { ShownMandate } from './mandate.reads.js';
import type { MandateState } from './mandate.states.js';
import { proposeMandate } from './propose-mandate.js';
import { revokeMandate } from './revoke-mandate.js';

const stateEnum: { [State in MandateState]: State } = {
  PROPOSED: 'PROPOSED',
  ACTIVE: 'ACTIVE',
  REVOKED: 'REVOKED',
  EXPIRED: 'EXPIRED',
};
registerEnumType(stateEnum, {
  name: 'MandateState',
  valuesConfig: {
    PROPOSED: { description: 'It waits for another person of its debtor; its creditor does not know of it.' },
    ACTIVE: { description: 'Its creditor may collect under it.' },
    REVOKED: { description: 'A person of either side ended it; final.' },
    EXPIRED: { description: 'Its last day has passed, or 36 months in which nothing was collected under it; final.' },
  },
});

const schemeEnum: { [Scheme in MandateScheme]: Scheme } = { CORE: 'CORE', B2B: 'B2B' };
registerEnumType(schemeEnum, {
  name: 'MandateScheme',
  description: 'Of SEPA direct debits.',
  valuesConfig: {
    CORE: { description: 'What was collected goes back to the debtor on its word for eight weeks.' },
    B2B: { description: 'Between businesses: what was collected is not paid back on the word of the debtor.' },
  },
});

const actionEnum: { [Action in MandateAction]: Action } = { ACTIVATE: 'ACTIVATE', REVOKE: 'REVOKE' };
registerEnumType(actionEnum, {
  name: 'MandateAction',
  valuesConfig: {
    ACTIVATE: { description: 'Grant it. Never your own proposal.' },
    REVOKE: { description: 'End it at once.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a buyer signed: a funder may collect repayments from an account of the buyer, by direct debit.',
})
export class Mandate extends Node {
  readonly row!: ShownMandate;

  @Field(() => String, { description: 'By which banks know it: up to 35 characters of A-Z and 0-9.' })
  readonly reference!: string;

  @Field(() => stateEnum)
  readonly state!: MandateState;

  @Field(() => schemeEnum)
  readonly scheme!: MandateScheme;

  @Field(() => String, { description: 'By which the schemes know the creditor (EPC262-08).' })
  readonly creditorIdentifier!: string;

  @Field(() => String, { description: 'The account of the debtor that is collected from.' })
  readonly debtorIban!: string;

  @Field(() => String)
  readonly debtorHolderName!: string;

  @Field(() => LocalDateScalar)
  readonly signedOn!: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day that was agreed; null for none.' })
  readonly endsOn!: string | null;

  @Field(() => LocalDateScalar, {
    description: 'Its last day: that agreed, or 36 months after it was signed or last collected under.',
  })
  readonly lapsesOn!: string;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The most that may be collected at once; null for any amount.',
  })
  readonly ceiling!: MoneyType | null;

  @Field(() => Int, { description: 'How many business days before it is collected the debtor is told.' })
  readonly noticeDays!: number;

  @Field(() => LocalDateScalar, { nullable: true })
  readonly lastCollectedOn!: string | null;

  @Field(() => Date)
  readonly proposedAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly activatedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked or expired.' })
  readonly endedAt!: Date | null;

  @Field(() => [actionEnum])
  readonly availableActions!: MandateAction[];
}

export const MandateConnection = connectionOf(Mandate, 'Mandate');

@ArgsType()
export class MandateArgs extends PageArgs {
  @Field(() => [stateEnum], { nullable: true })
  readonly state?: MandateState[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'Between what you choose when you propose a mandate.' })
export class MandateChoices {
  @Field(() => [Organization], { description: 'The funders that you know.' })
  readonly creditors!: Organization[];

  @Field(() => [BankAccount], { description: 'Your accounts in euros that are verified.' })
  readonly accounts!: BankAccount[];
}

@InputType()
export class ProposeMandateInput {
  @Field(() => ID, { description: 'Of the funder.' })
  readonly creditorId!: string;

  @Field(() => schemeEnum)
  readonly scheme!: MandateScheme;

  @Field(() => String, { description: 'As the creditor gave it; its check digits are judged.' })
  readonly creditorIdentifier!: string;

  @Field(() => ID, { description: 'Of your organization: in euros, verified, past its cool-off.' })
  readonly bankAccountId!: string;

  @Field(() => LocalDateScalar)
  readonly signedOn!: string;

  @Field(() => LocalDateScalar, { nullable: true })
  readonly endsOn?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'In EUR.' })
  readonly ceiling?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: '1 to 14 business days; 1 unless it is said.' })
  readonly noticeDays?: number | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class ActivateMandateInput {
  @Field(() => ID)
  readonly mandateId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType()
export class RevokeMandateInput {
  @Field(() => ID)
  readonly mandateId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ProposeMandateSuccess {
  @Field(() => Mandate)
  readonly mandate!: Mandate;
}

@ObjectType({ simpleResolvers: true })
export class ActivateMandateSuccess {
  @Field(() => Mandate)
  readonly mandate!: Mandate;
}

@ObjectType({ simpleResolvers: true })
export class RevokeMandateSuccess {
  @Field(() => Mandate)
  readonly mandate!: Mandate;
}

export const ProposeMandateResult = resultUnion(ProposeMandateSuccess, proposeMandate);
export const ActivateMandateResult = resultUnion(ActivateMandateSuccess, activateMandate);
export const RevokeMandateResult = resultUnion(RevokeMandateSuccess, revokeMandate);

export function presentMandate(viewer: Viewer, row: ShownMandate): Mandate {
  const { currency, ceilingMinor } = row;
  return Object.assign(new Mandate(), {
    row,
    id: toWireId('mandate', row.id),
    reference: row.reference,
    state: row.state,
    scheme: row.scheme,
    creditorIdentifier: row.creditorIdentifier,
    debtorIban: row.iban,
    debtorHolderName: row.holderName,
    signedOn: row.signedOn,
    endsOn: row.endsOn,
    lapsesOn: row.lapsesOn,
    ceiling: ceilingMinor === null ? null : { amount: formatMoney({ amountMinor: ceilingMinor, currency }), currency },
    noticeDays: row.noticeDays,
    lastCollectedOn: row.lastCollectedOn,
    proposedAt: row.proposedAt,
    activatedAt: row.activatedAt,
    endedAt: row.endedAt,
    availableActions: availableActions(mandatePolicy, viewer, row),
  });
}
