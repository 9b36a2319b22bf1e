import { operatorChannel, transition } from '../events/index.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import type { OverrideRow } from './override.entity.js';
import { overrideMachine } from './override.states.js';

/** The sweep over what nobody confirmed in time; resolves to how many lapsed. There are never many. */
export function lapseOverrides(work: UnitOfWork): Promise<number> {
  return work.perform(systemViewer, async tx => {
    const due = await tx.query<OverrideRow & { readonly now: Date }>(
      `SELECT t.*, n.now FROM operator_override t CROSS JOIN (SELECT business_now() AS now OFFSET 0) n
        WHERE t.state = 'PROPOSED' AND t.lapses_at <= n.now ORDER BY t.id FOR UPDATE OF t SKIP LOCKED`,
    );
    await transition(
      tx,
      systemViewer,
      overrideMachine,
      'lapseOverrides',
      due.map(row => ({
        row,
        to: 'LAPSED' as const,
        event: 'override.lapsed',
        channels: [operatorChannel],
        set: { decided_at: row.now },
      })),
    );
    return due.length;
  });
}
