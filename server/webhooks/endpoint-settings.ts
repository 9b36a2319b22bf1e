import { z } from 'zod';
import type { Tx } from '../platform/database.js';
import { orNull, plainName } from '../platform/input.js';
import { InvalidInput } from '../platform/problem.js';
import { isLoopbackAllowed, webhookEventTypes } from './webhook.reads.js';
import { readWebhookUrl, urlFaultMessages } from './webhook-url.js';

/** Where an endpoint is, for which program, and of what it is told: as an administrator gives it. */
export const endpointSettings = {
  url: z.string(),
  description: plainName(80),
  /** Null: all. */
  eventTypes: orNull(
    z
      .array(z.string().max(80))
      .min(1)
      .max(200)
      .transform(types => [...new Set(types)].sort()),
  ),
};

interface Given {
  readonly url: string;
  readonly eventTypes: readonly string[] | null;
}

/** The address in its normal form, or what is wrong with it or with the events. */
export async function judgeSettings(tx: Tx, { url, eventTypes }: Given): Promise<{ url: string } | InvalidInput> {
  const read = readWebhookUrl(url.trim(), await isLoopbackAllowed(tx));
  if ('fault' in read) {
    return new InvalidInput([{ path: 'url', code: read.fault, message: urlFaultMessages[read.fault] }]);
  }
  const unknown = await unknownTypes(tx, eventTypes);
  if (unknown.length > 0) {
    const message = `There is no event ${unknown.join(', ')}.`;
    return new InvalidInput([{ path: 'eventTypes', code: 'UNKNOWN_EVENT_TYPE', message }]);
  }
  return read;
}

async function unknownTypes(tx: Tx, eventTypes: readonly string[] | null): Promise<string[]> {
  if (eventTypes === null) return [];
  const known = new Set(await webhookEventTypes(tx));
  return eventTypes.filter(type => !known.has(type));
}
