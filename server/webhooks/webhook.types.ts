import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { availableActions } from '../platform/actions.js';
import { connectionOf, PageArgs } from '../platform/connection.js';
import { toWireId } from '../platform/ids.js';
import { Node } from '../platform/node.js';
import { resultUnion } from '../platform/result.js';
import { UuidScalar } from '../platform/scalars.js';
import type { Viewer } from '../platform/viewer.js';
import { changeWebhookEndpoint } from './change-webhook-endpoint.js';
import { createWebhookEndpoint } from './create-webhook-endpoint.js';
import { deleteWebhookEndpoint } from './delete-webhook-endpoint.js';
import { pauseWebhookEndpoint } from './pause-webhook-endpoint.js';
import type { CallFault } from './post-webhook.js';
import { replayWebhooks } from './replay-webhooks.js';
import { resendWebhook } from './resend-webhook.js';
import { resumeWebhookEndpoint } from './resume-webhook-endpoint.js';
import { rotateWebhookSecret } from './rotate-webhook-secret.js';
import { sendTestWebhook } from './send-test-webhook.js';
import type { DisabledReason, WebhookAttemptRow, WebhookDeliveryState, WebhookEndpointRow } from './webhook.entity.js';
import {
  type WebhookDeliveryAction,
  webhookDeliveryActions,
  type WebhookEndpointAction,
  webhookEndpointActions,
} from './webhook.policy.js';
import type { DeliveryView } from './webhook.reads.js';
import type { WebhookEndpointState } from './webhook-endpoint.states.js';

const endpointStates = { ACTIVE: 'ACTIVE', PAUSED: 'PAUSED', DISABLED: 'DISABLED' } as const satisfies {
  readonly [State in Exclude<WebhookEndpointState, 'DELETED'>]: State;
};
registerEnumType(endpointStates, {
  name: 'WebhookEndpointState',
  valuesConfig: {
    ACTIVE: { description: 'It is called.' },
    PAUSED: { description: 'It is not called; when it is resumed, it is told what happened meanwhile.' },
    DISABLED: { description: 'We have stopped to call it; `disabledReason` says why. Resume it once it is mended.' },
  },
});

const disabledReasons = { GONE: 'GONE', FAILING: 'FAILING' } as const satisfies {
  readonly [Reason in DisabledReason]: Reason;
};
registerEnumType(disabledReasons, {
  name: 'WebhookDisabledReason',
  valuesConfig: {
    GONE: { description: 'It answered 410.' },
    FAILING: { description: 'Nothing but failure for five days.' },
  },
});

const endpointActions = {
  PAUSE: 'PAUSE',
  RESUME: 'RESUME',
  CHANGE: 'CHANGE',
  ROTATE_SECRET: 'ROTATE_SECRET',
  SEND_TEST: 'SEND_TEST',
  REPLAY: 'REPLAY',
  DELETE: 'DELETE',
} as const satisfies { readonly [Action in WebhookEndpointAction]: Action };
registerEnumType(endpointActions, {
  name: 'WebhookEndpointAction',
  description: 'What you can do with an endpoint now.',
});

const deliveryStates = { WAITING: 'WAITING', DELIVERED: 'DELIVERED', FAILED: 'FAILED' } as const satisfies {
  readonly [State in WebhookDeliveryState]: State;
};
registerEnumType(deliveryStates, {
  name: 'WebhookDeliveryState',
  valuesConfig: {
    WAITING: { description: 'It is tried, or tried again, at `nextAttemptAt`.' },
    DELIVERED: { description: 'It was answered with 2xx.' },
    FAILED: { description: 'It is tried no more, unless you resend it.' },
  },
});

const deliveryActions = { RESEND: 'RESEND' } as const satisfies {
  readonly [Action in WebhookDeliveryAction]: Action;
};
registerEnumType(deliveryActions, {
  name: 'WebhookDeliveryAction',
  description: 'What you can do with a delivery now.',
});

const callFaults = {
  PRIVATE_ADDRESS: 'PRIVATE_ADDRESS',
  NO_SUCH_HOST: 'NO_SUCH_HOST',
  TIMEOUT: 'TIMEOUT',
  REFUSED: 'REFUSED',
  TLS: 'TLS',
  CONNECTION: 'CONNECTION',
} as const satisfies { readonly [Fault in CallFault]: Fault };
registerEnumType(callFaults, {
  name: 'WebhookFault',
  description: 'Why a call had no answer.',
  valuesConfig: {
    PRIVATE_ADDRESS: { description: 'The address, or one its name stands for, is not of the public internet.' },
    NO_SUCH_HOST: { description: 'The name stands for no address.' },
    TIMEOUT: { description: 'It did not answer within 15 seconds.' },
    REFUSED: { description: 'Nobody listens there.' },
    TLS: { description: 'Its certificate, or its TLS, does not hold.' },
    CONNECTION: { description: 'The connection broke.' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Where your organization is called when something happens; for its administrators. Times are real.',
})
export class WebhookEndpoint extends Node {
  readonly row!: WebhookEndpointRow;

  @Field(() => String)
  readonly url!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => [String], { nullable: true, description: 'Of which events it is told; null: all.' })
  readonly eventTypes!: string[] | null;

  @Field(() => endpointStates)
  readonly state!: WebhookEndpointState;

  @Field(() => disabledReasons, { nullable: true })
  readonly disabledReason!: DisabledReason | null;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Since when every call has failed.' })
  readonly failingSince!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Until when the secret before signs as well.' })
  readonly previousSecretUntil!: Date | null;

  @Field(() => [endpointActions])
  readonly availableActions!: WebhookEndpointAction[];
}

export function presentWebhookEndpoint(viewer: Viewer, row: WebhookEndpointRow): WebhookEndpoint {
  const { url, description, eventTypes, state, disabledReason, createdAt, failingSince, previousUntil } = row;
  return Object.assign(new WebhookEndpoint(), {
    row,
    id: toWireId('webhookEndpoint', row.id),
    url,
    description,
    eventTypes,
    state,
    disabledReason,
    createdAt,
    failingSince,
    previousSecretUntil: previousUntil,
    availableActions: availableActions(webhookEndpointActions, viewer, row),
  });
}

@ObjectType({ simpleResolvers: true, description: 'One call of an endpoint.' })
export class WebhookAttempt {
  @Field(() => Int, { description: 'From 1 on.' })
  readonly no!: number;

  @Field(() => Date)
  readonly startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Null while it lasts, or where the server was stopped meanwhile.' })
  readonly endedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Of HTTP; null where there was no answer.' })
  readonly status!: number | null;

  @Field(() => String, { nullable: true, description: 'The beginning of the answer.' })
  readonly excerpt!: string | null;

  @Field(() => callFaults, { nullable: true })
  readonly fault!: string | null;
}

export function presentWebhookAttempt(row: WebhookAttemptRow): WebhookAttempt {
  const { no, startedAt, endedAt, status, excerpt, fault } = row;
  return Object.assign(new WebhookAttempt(), { no, startedAt, endedAt, status, excerpt, fault });
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One event for one endpoint. It is kept for 30 days after it arrived, or was given up.',
})
export class WebhookDelivery extends Node {
  readonly row!: DeliveryView;

  @Field(() => ID, { description: 'The event: `webhook-id`, and the `id` of its frame in the subscription.' })
  readonly eventId!: string;

  @Field(() => String)
  readonly eventType!: string;

  @Field(() => String, { description: 'What is sent, byte for byte.' })
  readonly body!: string;

  @Field(() => deliveryStates)
  readonly state!: WebhookDeliveryState;

  @Field(() => Date)
  readonly createdAt!: Date;

  @Field(() => Int, { description: 'How many calls there were.' })
  readonly attemptsMade!: number;

  @Field(() => Date, { nullable: true, description: 'Not before; null once it has ended.' })
  readonly nextAttemptAt!: Date | null;

  @Field(() => Date, { nullable: true })
  readonly deliveredAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Of HTTP, in the latest answer.' })
  readonly status!: number | null;

  @Field(() => callFaults, { nullable: true, description: 'Why the latest call had no answer.' })
  readonly fault!: string | null;

  @Field(() => [deliveryActions])
  readonly availableActions!: WebhookDeliveryAction[];
}

export const WebhookDeliveryConnection = connectionOf(WebhookDelivery, 'WebhookDelivery');

@ArgsType()
export class WebhookDeliveryArgs extends PageArgs {
  @Field(() => [deliveryStates], { nullable: true })
  readonly state?: WebhookDeliveryState[] | null;
}

export function presentWebhookDelivery(viewer: Viewer, row: DeliveryView): WebhookDelivery {
  const { eventType, body, state, createdAt, attempts, nextAttemptAt, deliveredAt, status, fault } = row;
  return Object.assign(new WebhookDelivery(), {
    row,
    id: toWireId('webhookDelivery', row.id),
    eventId: toWireId('event', row.eventId),
    eventType,
    body,
    state,
    createdAt,
    attemptsMade: attempts,
    nextAttemptAt,
    deliveredAt,
    status,
    fault,
    availableActions: availableActions(webhookDeliveryActions, viewer, row),
  });
}

@InputType()
export class CreateWebhookEndpointInput {
  @Field(() => String, {
    description:
      'https://, on port 443 or from 1024 on, on the public internet, without name and password. In a demo market on your own machine http:// to that machine as well.',
  })
  readonly url!: string;

  @Field(() => String, { description: 'For which program, e.g. "ERP in Lyon".' })
  readonly description!: string;

  @Field(() => [String], { nullable: true, description: 'Of `webhookEventTypes`; null: all, later ones too.' })
  readonly eventTypes?: string[] | null;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@InputType({ description: 'An endpoint, and all of what it is to be from now on.' })
export class ChangeWebhookEndpointInput extends CreateWebhookEndpointInput {
  @Field(() => ID)
  readonly endpointId!: string;
}

@ObjectType({ simpleResolvers: true })
export class ChangeWebhookEndpointSuccess {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'Null once it is deleted.' })
  readonly webhookEndpoint!: WebhookEndpoint | null;
}
export const ChangeWebhookEndpointResult = resultUnion(ChangeWebhookEndpointSuccess, changeWebhookEndpoint);

const secretShown =
  'By which calls are signed, `whsec_…`. Shown in this answer, and for ten minutes in its repeats with the same key; then null.';

@ObjectType({ simpleResolvers: true })
export class CreateWebhookEndpointSuccess {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'Null once it is deleted.' })
  readonly webhookEndpoint!: WebhookEndpoint | null;

  @Field(() => String, { nullable: true, description: secretShown })
  readonly secret!: string | null;
}
export const CreateWebhookEndpointResult = resultUnion(CreateWebhookEndpointSuccess, createWebhookEndpoint);

@InputType({ description: 'An endpoint, and the key under which what comes of it is remembered.' })
class EndpointInput {
  @Field(() => ID)
  readonly endpointId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
class EndpointSuccess {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'Null once it is deleted.' })
  readonly webhookEndpoint!: WebhookEndpoint | null;
}

@InputType()
export class RotateWebhookSecretInput extends EndpointInput {}

@ObjectType({ simpleResolvers: true })
export class RotateWebhookSecretSuccess extends CreateWebhookEndpointSuccess {}
export const RotateWebhookSecretResult = resultUnion(RotateWebhookSecretSuccess, rotateWebhookSecret);

@InputType()
export class PauseWebhookEndpointInput extends EndpointInput {}

@ObjectType({ simpleResolvers: true })
export class PauseWebhookEndpointSuccess extends EndpointSuccess {}
export const PauseWebhookEndpointResult = resultUnion(PauseWebhookEndpointSuccess, pauseWebhookEndpoint);

@InputType()
export class ResumeWebhookEndpointInput extends EndpointInput {}

@ObjectType({ simpleResolvers: true })
export class ResumeWebhookEndpointSuccess extends EndpointSuccess {}
export const ResumeWebhookEndpointResult = resultUnion(ResumeWebhookEndpointSuccess, resumeWebhookEndpoint);

@InputType()
export class DeleteWebhookEndpointInput extends EndpointInput {}

@ObjectType({ simpleResolvers: true })
export class DeleteWebhookEndpointSuccess {
  @Field(() => ID)
  readonly deletedId!: string;
}
export const DeleteWebhookEndpointResult = resultUnion(DeleteWebhookEndpointSuccess, deleteWebhookEndpoint);

@InputType({ description: 'From where: one of the two.' })
export class ReplayWebhooksInput extends EndpointInput {
  @Field(() => String, { nullable: true, description: 'Any cursor that `events` or `eventLog` gave you.' })
  readonly after?: string | null;

  @Field(() => Date, { nullable: true, description: 'An instant of the business clock.' })
  readonly since?: Date | null;
}

@ObjectType({ simpleResolvers: true })
export class ReplayWebhooksSuccess extends EndpointSuccess {}
export const ReplayWebhooksResult = resultUnion(ReplayWebhooksSuccess, replayWebhooks);

@InputType()
export class SendTestWebhookInput extends EndpointInput {}

@ObjectType({ simpleResolvers: true })
export class SendTestWebhookSuccess {
  @Field(() => WebhookDelivery, { nullable: true, description: 'Null once it is forgotten.' })
  readonly webhookDelivery!: WebhookDelivery | null;
}
export const SendTestWebhookResult = resultUnion(SendTestWebhookSuccess, sendTestWebhook);

@InputType()
export class ResendWebhookInput {
  @Field(() => ID)
  readonly deliveryId!: string;

  @Field(() => UuidScalar)
  readonly idempotencyKey!: string;
}

@ObjectType({ simpleResolvers: true })
export class ResendWebhookSuccess {
  @Field(() => WebhookDelivery, { nullable: true, description: 'Null once it is forgotten.' })
  readonly webhookDelivery!: WebhookDelivery | null;
}
export const ResendWebhookResult = resultUnion(ResendWebhookSuccess, resendWebhook);
