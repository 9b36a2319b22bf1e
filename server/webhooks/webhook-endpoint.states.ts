import type { Arrow, Machine } from '../events/index.js';

export type WebhookEndpointState = 'ACTIVE' | 'PAUSED' | 'DISABLED' | 'DELETED';

const standing = ['ACTIVE', 'PAUSED', 'DISABLED'] as const;

/** Every arrow an endpoint can take, and who takes it. */
export const webhookEndpointMachine: Machine<WebhookEndpointState> = {
  subject: 'webhook_endpoint',
  table: 'webhook_endpoint',
  arrows: [
    { from: '', to: 'ACTIVE', event: 'webhookEndpoint.created', by: 'an administrator' },
    { from: 'ACTIVE', to: 'PAUSED', event: 'webhookEndpoint.paused', by: 'an administrator' },
    {
      from: 'ACTIVE',
      to: 'DISABLED',
      event: 'webhookEndpoint.disabled',
      by: 'the server that calls it: the answer was 410, or nothing but failure for five days',
    },
    { from: 'PAUSED', to: 'ACTIVE', event: 'webhookEndpoint.resumed', by: 'an administrator' },
    { from: 'DISABLED', to: 'ACTIVE', event: 'webhookEndpoint.resumed', by: 'an administrator' },
    ...standing.flatMap((state): Arrow<WebhookEndpointState>[] => [
      { from: state, to: state, event: 'webhookEndpoint.changed', by: 'an administrator' },
      { from: state, to: state, event: 'webhookEndpoint.secretRotated', by: 'an administrator' },
      { from: state, to: state, event: 'webhookEndpoint.replayed', by: 'an administrator' },
      { from: state, to: 'DELETED', event: 'webhookEndpoint.deleted', by: 'an administrator' },
    ]),
  ],
};
