import { z } from 'zod';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { programmeActions } from './programme.policy.js';
import { lockProgramme } from './programme.reads.js';
import { overdueStopDays } from './programme.rules.js';
import { recordProgramme } from './record-programme.js';

/**
 * The operator says for how many days a buyer may be overdue before it promises nothing more in a programme, and none of its
 * invoices there is listed. It counts at once, in both directions.
 */
export const setOverdueStop = command({
  name: 'setOverdueStop',
  input: z.object({ programmeId: wireId('programme'), overdueStopDays, idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { programmeId, overdueStopDays: days }) {
    const programme = await lockProgramme(tx, programmeId);
    if (!programme) return new NotFound();
    const refused = refusal(programmeActions.SET_OVERDUE_STOP, viewer, programme);
    if (refused) return refused;
    if (days !== programme.overdueStopDays) {
      await tx.execute('UPDATE programme SET overdue_stop_days = $2 WHERE id = $1', [programme.id, days]);
      await recordProgramme(tx, viewer, 'setOverdueStop', programme, {
        type: 'programme.overdueStopSet',
        after: { overdueStopDays: days },
      });
    }
    return { programmeId };
  },
});
