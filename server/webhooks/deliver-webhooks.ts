import { toWireId } from '../platform/ids.js';
import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { signatureOf } from '../platform/webhook-signature.js';
import { moveEndpoint } from './change-endpoint.js';
import { type CallOutcome, type CallSurroundings, postWebhook } from './post-webhook.js';
import { pauseSeconds, retryAfterSeconds } from './retry-schedule.js';
import type { DisabledReason, WebhookEndpointRow } from './webhook.entity.js';
import {
  type DueDelivery,
  endAttempt,
  markDelivered,
  markFailed,
  roundOf,
  takeDueDeliveries,
} from './webhook-outbox.js';
import { openSecret } from './webhook-secret.js';

/** After so many days of nothing but failure an endpoint is called no more. */
const failingDaysMax = 5;
/** How many calls a server has under way at once. */
const callsMax = 32;
const gone = 410;
/** Answers that may say when to come back. */
const busy = [429, 503];

export interface WebhookCaller {
  readonly work: UnitOfWork;
  /** Opens the secrets. */
  readonly installationKey: Buffer;
  readonly surroundings: CallSurroundings;
  readonly report: (fault: unknown) => void;
}

/** What calls endpoints: takes what is due as far as it has hands free, and does not wait for the slowest. */
export class WebhookDeliveries {
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly caller: WebhookCaller) {}

  /** Begins what is due now; resolves to how many calls it began. */
  async begin(): Promise<number> {
    const free = callsMax - this.underWay.size;
    if (free <= 0) return 0;
    const due = await this.caller.work.perform(systemViewer, tx => takeDueDeliveries(tx, free));
    for (const delivery of due) {
      const call = deliver(this.caller, delivery).catch(this.caller.report);
      this.underWay.add(call);
      void call.then(() => this.underWay.delete(call));
    }
    return due.length;
  }

  /** Resolves when what is under way has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.underWay);
  }
}

async function deliver({ work, installationKey, surroundings }: WebhookCaller, due: DueDelivery): Promise<void> {
  const outcome = await postWebhook(
    { url: due.url, headers: headersOf(installationKey, due), body: due.body },
    surroundings,
  );
  await work.perform(systemViewer, tx => settle(tx, due, outcome));
}

/** Standard Webhooks 1.0: one signature a secret, divided by spaces. */
function headersOf(installationKey: Buffer, due: DueDelivery): Record<string, string> {
  const message = { id: toWireId('event', due.eventId), timestamp: due.timestamp, body: due.body };
  const sealed = [due.secret, ...(due.previousSecret ? [due.previousSecret] : [])];
  const signatures = sealed.map(secret => signatureOf(message, openSecret(installationKey, due.endpointId, secret)));
  return {
    'content-type': 'application/json',
    'user-agent': 'Tenor-Webhooks/1',
    'webhook-id': message.id,
    'webhook-timestamp': message.timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** Writes what came of a call, and what follows from it for the endpoint, whose row is locked first. */
async function settle(tx: Tx, due: DueDelivery, outcome: CallOutcome): Promise<void> {
  const endpoint = await tx.maybe<WebhookEndpointRow>('SELECT * FROM webhook_endpoint WHERE id = $1 FOR UPDATE', [
    due.endpointId,
  ]);
  if (!endpoint || endpoint.state === 'DELETED') return;
  const answered = 'status' in outcome;
  await endAttempt(tx, due, {
    status: answered ? outcome.status : null,
    excerpt: answered ? outcome.excerpt : null,
    fault: answered ? null : outcome.fault,
  });
  if (answered && outcome.status >= 200 && outcome.status < 300) {
    await markDelivered(tx, due);
    await tx.execute('UPDATE webhook_endpoint SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL', [
      endpoint.id,
    ]);
    return;
  }
  // Of the address before: it says nothing of the one that there is now.
  if (due.url !== endpoint.url) return markFailed(tx, due, 0);
  const round = await roundOf(tx, due);
  const isGone = answered && outcome.status === gone;
  if (round !== null) await markFailed(tx, due, isGone ? null : pauseAfter(outcome, round));
  const { tooLong } = await tx.one<{ tooLong: boolean }>(
    `UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, clock_timestamp()) WHERE id = $1
     RETURNING failing_since <= clock_timestamp() - ${failingDaysMax} * interval '1 day' AS too_long`,
    [endpoint.id],
  );
  if (isGone) await disable(tx, endpoint, 'GONE');
  else if (tooLong) await disable(tx, endpoint, 'FAILING');
}

function pauseAfter(outcome: CallOutcome, round: number): number | null {
  const asked = 'status' in outcome && busy.includes(outcome.status) ? outcome.retryAfter : undefined;
  return pauseSeconds(round, retryAfterSeconds(asked, new Date()), Math.random());
}

/** Its administrators are told by an alert. One that was paused meanwhile stays so. */
async function disable(tx: Tx, row: WebhookEndpointRow, reason: DisabledReason): Promise<void> {
  if (row.state !== 'ACTIVE') return;
  const change = { row, to: 'DISABLED', event: 'webhookEndpoint.disabled', after: { reason } } as const;
  await moveEndpoint(tx, systemViewer, 'deliverWebhooks', change, { disabled_reason: reason });
}
