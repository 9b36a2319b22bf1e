import { z } from 'zod';
import { created, organizationChannel } from '../events/index.js';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { uuidKey } from '../platform/input.js';
import { NotPermitted } from '../platform/problem.js';
import { actsInPerson, hasPermission } from '../platform/viewer.js';
import { completeExportMachine } from './complete-export.states.js';

/**
 * An administrator asks for everything that it may see, whatever state its organization is in. One that is being made
 * already is the answer.
 */
export const requestCompleteExport = command({
  name: 'requestCompleteExport',
  input: z.object({ idempotencyKey: uuidKey }),
  problems: [NotPermitted],
  async execute(tx, viewer) {
    if (!actsInPerson(viewer) || !hasPermission(viewer, 'ADMINISTRATOR')) return new NotPermitted();
    const exportId = newId();
    const inserted = await tx.execute(
      `INSERT INTO complete_export (id, organization_id, requested_by, state, event_no) VALUES ($1, $2, $3, 'REQUESTED', 1)
       ON CONFLICT (organization_id) WHERE state = 'REQUESTED' DO NOTHING`,
      [exportId, viewer.organizationId, viewer.memberId],
    );
    if (inserted === 0) {
      const { id } = await tx.one<{ id: string }>(
        `SELECT id FROM complete_export WHERE organization_id = $1 AND state = 'REQUESTED'`,
        [viewer.organizationId],
      );
      return { exportId: id };
    }
    const channels = [organizationChannel(viewer.organizationId)];
    await created(tx, viewer, completeExportMachine, 'requestCompleteExport', [
      { id: exportId, state: 'REQUESTED', event: 'completeExport.requested', channels },
    ]);
    return { exportId };
  },
});
