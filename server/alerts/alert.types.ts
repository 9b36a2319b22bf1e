import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { LocalDateScalar } from '../platform/scalars.js';
import type { AlertRow } from './alert.entity.js';
import type { AlertKind, Delivery, ThresholdUnit } from './alert.kinds.js';
import type { AlertState } from './alert.states.js';
import { markAlertsRead } from './mark-alerts-read.js';
import { setAlertPreference } from './set-alert-preference.js';
import { setAlertThreshold } from './set-alert-threshold.js';

const AlertKindEnum = {
  DUE_SOON: 'DUE_SOON',
  OVERDUE: 'OVERDUE',
  NEW_OFFER: 'NEW_OFFER',
  OFFER_ENDING: 'OFFER_ENDING',
  LIMIT_NEAR: 'LIMIT_NEAR',
  PAYMENT_FAILED: 'PAYMENT_FAILED',
  DOCUMENT_HELD: 'DOCUMENT_HELD',
  INVOICE_DISPUTED: 'INVOICE_DISPUTED',
  APPROVAL_WAITING: 'APPROVAL_WAITING',
  PAYMENT_FILE_WAITING: 'PAYMENT_FILE_WAITING',
  PAYMENT_FILE_ENDING: 'PAYMENT_FILE_ENDING',
  COLLECTION_ANNOUNCED: 'COLLECTION_ANNOUNCED',
  ADMISSION_EXPIRING: 'ADMISSION_EXPIRING',
  FEED_LATE: 'FEED_LATE',
  WEBHOOK_DISABLED: 'WEBHOOK_DISABLED',
  ENTRY_UNMATCHED: 'ENTRY_UNMATCHED',
  WRONG_PAYER: 'WRONG_PAYER',
  BANK_REPORT_HELD: 'BANK_REPORT_HELD',
} as const satisfies Record<AlertKind, AlertKind>;
registerEnumType(AlertKindEnum, {
  name: 'AlertKind',
  description: 'What an alert tells of.',
  valuesConfig: {
    DUE_SOON: {
      description:
        'Payments of yours are due in three days, or as many as you choose; one alert a day on which any is. Not of what is ' +
        'in a file of direct debits of its payee.',
    },
    OVERDUE: { description: 'An invoice, or a financing, is overdue or in default.' },
    NEW_OFFER: { description: 'An offer that you can choose; one alert an offer, once it shows.' },
    OFFER_ENDING: {
      description:
        'Three quarters of the time to choose have passed, and at most a day is left, or as long as you choose.',
    },
    LIMIT_NEAR: {
      description: 'A limit is used up to 80 %, or as far as you choose; again only after it fell ten points below.',
    },
    PAYMENT_FAILED: { description: 'A bank rejected a payment, or sent it back.' },
    DOCUMENT_HELD: { description: 'An invoice waits until a person decides: a duplicate, or two copies that differ.' },
    INVOICE_DISPUTED: { description: 'The buyer disputes an invoice of yours, or rejected it.' },
    APPROVAL_WAITING: {
      description: 'A batch waits for you, or whom you stand in for, to release it; gone once it does not.',
    },
    PAYMENT_FILE_WAITING: {
      description: 'A payment file waits for you, or whom you stand in for, to release it; gone once it does not.',
    },
    PAYMENT_FILE_ENDING: {
      description: 'It lapses in 12 hours, or as many as you choose, and still waits for you.',
    },
    COLLECTION_ANNOUNCED: {
      description:
        'A payment of yours will be collected on this day under your mandate: do not pay it as well. What a debtor is told ' +
        'before a direct debit: the subject has the amount, its `collectedUnder` the reference and the creditor identifier.',
    },
    ADMISSION_EXPIRING: { description: 'A document of an admission expires within 30 days, or as many as you choose.' },
    FEED_LATE: { description: 'The event feed is held back for more than 5 seconds, or as many as you choose.' },
    WEBHOOK_DISABLED: {
      description: 'An endpoint of your webhooks is called no more: it is gone, or nothing but failure.',
    },
    ENTRY_UNMATCHED: { description: 'What your bank booked matches nothing, or contradicts what it said before.' },
    WRONG_PAYER: { description: 'Money came for a payment from an account that is not its payer’s.' },
    BANK_REPORT_HELD: { description: 'A file or a report of a bank could not be taken.' },
  },
});

const AlertDeliveryEnum = {
  APPLICATION: 'APPLICATION',
  MAIL: 'MAIL',
  DIGEST: 'DIGEST',
  OFF: 'OFF',
} as const satisfies Record<Delivery, Delivery>;
registerEnumType(AlertDeliveryEnum, {
  name: 'AlertDelivery',
  description: 'How alerts reach you. What comes by mail is in the application as well.',
  valuesConfig: {
    APPLICATION: { description: 'In the application alone.' },
    MAIL: { description: 'And by mail at once.' },
    DIGEST: { description: 'And in one mail a day.' },
    OFF: { description: 'Not at all.' },
  },
});

const AlertStateEnum = { UNREAD: 'UNREAD', READ: 'READ' } as const satisfies Record<AlertState, AlertState>;
registerEnumType(AlertStateEnum, { name: 'AlertState' });

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A fact that you were told of, once. It is there as long as you may see what it is about.',
})
export class Alert extends Node {
  @Field(() => AlertKindEnum)
  readonly kind!: AlertKind;

  @Field(() => AlertStateEnum)
  readonly state!: AlertState;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day it is about: on which something is due, or until which something holds.',
  })
  readonly day!: string | null;

  @Field(() => Date, { description: 'By the business clock.' })
  readonly raisedAt!: Date;

  @Field(() => Date, { nullable: true })
  readonly readAt!: Date | null;

  /** The row it was made of. */
  readonly row!: AlertRow;
}

export const AlertConnection = connectionOf(Alert, 'Alert');

@ArgsType()
export class AlertArgs extends PageArgs {
  @Field(() => [AlertStateEnum], { nullable: true })
  readonly state?: AlertState[] | null;

  @Field(() => [AlertKindEnum], { nullable: true })
  readonly kind?: AlertKind[] | null;
}

const AlertThresholdUnitEnum = {
  DAYS: 'DAYS',
  HOURS: 'HOURS',
  PERCENT: 'PERCENT',
  SECONDS: 'SECONDS',
} as const satisfies Record<ThresholdUnit, ThresholdUnit>;
registerEnumType(AlertThresholdUnitEnum, {
  name: 'AlertThresholdUnit',
  description: 'What the threshold of a kind of alerts is counted in.',
});

@ObjectType({ simpleResolvers: true, description: 'From when on alerts of a kind tell.' })
class AlertThreshold {
  @Field(() => Int)
  readonly value!: number;

  @Field(() => AlertThresholdUnitEnum)
  readonly unit!: ThresholdUnit;

  @Field(() => Int, { description: 'Where you choose nothing.' })
  readonly byDefault!: number;

  @Field(() => Int)
  readonly least!: number;

  @Field(() => Int)
  readonly most!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How alerts of a kind reach you.' })
export class AlertPreference {
  @Field(() => AlertKindEnum)
  readonly kind!: AlertKind;

  @Field(() => AlertDeliveryEnum)
  readonly delivery!: Delivery;

  @Field(() => AlertDeliveryEnum, { description: 'What your permissions bring where you ask for nothing else.' })
  readonly defaultDelivery!: Delivery;

  @Field(() => AlertThreshold, { nullable: true, description: 'Null for kinds that tell of what has happened.' })
  readonly threshold!: AlertThreshold | null;
}

@ObjectType({ simpleResolvers: true, description: 'How you are told.' })
export class AlertSettings {
  @Field(() => Boolean, {
    description: 'Whether mails leave from here; where they do not, all stays in the application.',
  })
  readonly mail!: boolean;

  @Field(() => [AlertPreference], { description: 'One for each kind that there can be for your organization.' })
  readonly preferences!: readonly AlertPreference[];
}

export function presentAlert(row: AlertRow): Alert {
  const { kind, state, day, raisedAt, readAt } = row;
  return Object.assign(new Alert(), { id: toWireId('alert', row.id), kind, state, day, raisedAt, readAt, row });
}

@InputType()
export class MarkAlertsReadInput {
  @Field(() => [ID], { nullable: true, description: 'At most 200; null: all of them.' })
  readonly alertIds?: string[] | null;
}

@ObjectType({ simpleResolvers: true })
export class MarkAlertsReadSuccess {
  @Field(() => [Alert], { description: 'Those that were unread until now, at most 1,000.' })
  readonly alerts!: Alert[];

  @Field(() => Int, { description: 'How many are left, at most 100.' })
  readonly unread!: number;
}
export const MarkAlertsReadResult = resultUnion(MarkAlertsReadSuccess, markAlertsRead);

@InputType()
export class SetAlertPreferenceInput {
  @Field(() => AlertKindEnum)
  readonly kind!: AlertKind;

  @Field(() => AlertDeliveryEnum)
  readonly delivery!: Delivery;
}

@ObjectType({ simpleResolvers: true })
export class SetAlertPreferenceSuccess {
  @Field(() => AlertSettings)
  readonly alertSettings!: AlertSettings;
}
export const SetAlertPreferenceResult = resultUnion(SetAlertPreferenceSuccess, setAlertPreference);

@InputType()
export class SetAlertThresholdInput {
  @Field(() => AlertKindEnum)
  readonly kind!: AlertKind;

  @Field(() => Int)
  readonly threshold!: number;
}

@ObjectType({ simpleResolvers: true })
export class SetAlertThresholdSuccess {
  @Field(() => AlertSettings)
  readonly alertSettings!: AlertSettings;
}
export const SetAlertThresholdResult = resultUnion(SetAlertThresholdSuccess, setAlertThreshold);
