import { setTimeout as sleep } from 'node:timers/promises';
import { collectEvents, type EventCollector } from './collect-events.js';
import { type WebhookCaller, WebhookDeliveries } from './deliver-webhooks.js';

/** What runs beside the server. */
interface Webhooks {
  /** Resolves when the calls that are under way have ended; no others follow. */
  stop(): Promise<void>;
}

const pollMs = 500;

/** Reads events for endpoints and calls them, by the real clock. Any number of servers may. Never throws. */
export function startWebhooks(options: EventCollector & WebhookCaller): Webhooks {
  const stopping = new AbortController();
  const deliveries = new WebhookDeliveries(options);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const done = await pass(options, deliveries).catch((fault: unknown) => {
        options.report(fault);
        return 0;
      });
      if (done === 0) await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await deliveries.idle();
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function pass(collector: EventCollector, deliveries: WebhookDeliveries): Promise<number> {
  const pages = await collectEvents(collector);
  return pages + (await deliveries.begin());
}
