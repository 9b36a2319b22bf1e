export { collectEvents } from './collect-events.js';
export { createWebhookEndpoint } from './create-webhook-endpoint.js';
export { WebhookDeliveries } from './deliver-webhooks.js';
export { forgetWebhooks } from './forget-webhooks.js';
export { webhookEndpointVisible } from './webhook.policy.js';
export { allowLoopback } from './webhook.reads.js';
export {
  loadWebhookDelivery,
  loadWebhookEndpoint,
  WebhookDeliveryResolver,
  WebhookEndpointResolver,
} from './webhook.resolver.js';
export { webhookEndpointMachine } from './webhook-endpoint.states.js';
export { startWebhooks } from './webhooks.js';
