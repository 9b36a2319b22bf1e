import { z } from 'zod';
import { openCursor, type Position, positionBefore, rewindReader } from '../events/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { fault, instantInput, orNull, uuidKey, wireId } from '../platform/input.js';
import { readInstallation } from '../platform/installation.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct, moveEndpoint, readerOf } from './change-endpoint.js';

/**
 * Everything after a cursor of the subscription, or since an instant of the business clock, is told once more, under the ids it had:
 * the endpoint's reader goes back. What still waits is not doubled, and what its administrator may see no more is left out.
 */
export const replayWebhooks = command({
  name: 'replayWebhooks',
  input: z
    .object({
      endpointId: wireId('webhookEndpoint'),
      after: orNull(z.string().max(200)),
      since: orNull(instantInput),
      idempotencyKey: uuidKey,
    })
    .refine(given => (given.after === null) !== (given.since === null), {
      ...fault('ONE_OF', 'Say either after which cursor or since when.'),
      path: ['after'],
    }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId, after, since }) {
    const row = await lockForAct(tx, viewer, endpointId, 'REPLAY');
    if (row instanceof Problem) return row;
    const position = await positionOf(tx, row.organizationId, after, since);
    if (position instanceof Problem) return position;
    if (position) await rewindReader(tx, readerOf(row.id), position);
    await moveEndpoint(tx, viewer, 'replayWebhooks', { row, to: row.state, event: 'webhookEndpoint.replayed' });
    return { endpointId };
  },
});

async function positionOf(
  tx: Tx,
  organizationId: string,
  after: string | null,
  since: Date | null,
): Promise<Position | null | InvalidInput> {
  if (since) return positionBefore(tx, since);
  const { cursorKey } = await readInstallation(tx);
  const position = openCursor(cursorKey, organizationId, after!);
  const message = 'This cursor is not one of yours.';
  return position ?? new InvalidInput([{ path: 'after', code: 'UNKNOWN_CURSOR', message }]);
}
