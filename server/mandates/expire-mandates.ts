import { transition } from '../events/index.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import type { MandateRow } from './mandate.entity.js';
import { mandateChannels } from './mandate.policy.js';
import { mandateMachine } from './mandate.states.js';

const slice = 500;

/** The sweep over mandates whose last day has passed; resolves to how many expired. */
export function expireMandates(work: UnitOfWork): Promise<number> {
  return work.perform(systemViewer, async tx => {
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const due = await tx.query<MandateRow>(
      `SELECT t.* FROM mandate t WHERE t.state IN ('PROPOSED', 'ACTIVE') AND t.lapses_on < business_day_of($1)
        ORDER BY t.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, slice],
    );
    await transition(
      tx,
      systemViewer,
      mandateMachine,
      'expireMandates',
      due.map(row => ({
        row,
        to: 'EXPIRED',
        event: 'mandate.expired',
        channels: mandateChannels(row, row.activatedAt !== null),
      })),
      { ended_at: now },
    );
    return due.length;
  });
}
