import type { ActionTable } from '../platform/actions.js';
import { actsInPerson, hasPermission, type MemberViewer, organizationOf, type Viewer } from '../platform/viewer.js';
import type { WebhookDeliveryState, WebhookEndpointRow } from './webhook.entity.js';

export type WebhookEndpointAction = 'CHANGE' | 'PAUSE' | 'RESUME' | 'ROTATE_SECRET' | 'SEND_TEST' | 'REPLAY' | 'DELETE';
export type WebhookDeliveryAction = 'RESEND';

/** How many endpoints an organization may have. */
export const endpointsMax = 20;
/** For how long the secret before signs as well, in hours. */
export const overlapHours = 24;
/** For how long the answer to the key that made a secret shows it again, in minutes: an answer may be lost. */
export const shownMinutes = 10;

/**
 * For administrators of its own organization, in person: its address may hold a secret, and no key needs it. Once it is deleted it is
 * nobody's. The operator has no business here.
 */
export const webhookEndpointVisible = `(t.organization_id = viewer_organization() AND t.state <> 'DELETED'
  AND EXISTS (SELECT FROM member k WHERE k.person_id = viewer_person() AND k.organization_id = t.organization_id
                AND k.active AND 'ADMINISTRATOR' = ANY(k.permissions)))`;

/** The same of a viewer. */
export function keepsWebhooks(viewer: Viewer): viewer is MemberViewer {
  return actsInPerson(viewer) && hasPermission(viewer, 'ADMINISTRATOR');
}

type Endpoint = Pick<WebhookEndpointRow, 'organizationId' | 'state'>;

const ofAdministrator = {
  permission: 'ADMINISTRATOR',
  party: (viewer: Viewer, row: { readonly organizationId: string }) =>
    actsInPerson(viewer) && organizationOf(viewer) === row.organizationId,
} as const;

const standing = ['ACTIVE', 'PAUSED', 'DISABLED'];

export const webhookEndpointActions: ActionTable<WebhookEndpointAction, Endpoint> = {
  CHANGE: { ...ofAdministrator, states: standing },
  PAUSE: { ...ofAdministrator, states: ['ACTIVE'] },
  RESUME: { ...ofAdministrator, states: ['PAUSED', 'DISABLED'] },
  ROTATE_SECRET: { ...ofAdministrator, states: standing },
  SEND_TEST: { ...ofAdministrator, states: ['ACTIVE'] },
  REPLAY: { ...ofAdministrator, states: standing },
  DELETE: { ...ofAdministrator, states: standing },
};

export const webhookDeliveryActions: ActionTable<
  WebhookDeliveryAction,
  { readonly organizationId: string; readonly state: WebhookDeliveryState }
> = {
  RESEND: { ...ofAdministrator, states: ['DELIVERED', 'FAILED'] },
};
