import { z } from 'zod';
import { command } from '../platform/command.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';
import { alertKindNames, kindsOf, thresholdRule } from './alert.kinds.js';

/**
 * A person says from when on it is told of a kind. What lies within the new threshold is told of at the next pass; what it was
 * told of already is not told again.
 */
export const setAlertThreshold = command({
  name: 'setAlertThreshold',
  input: z.object({ kind: z.enum(alertKindNames), threshold: z.int() }),
  problems: [NotPermitted],
  async execute(tx, viewer, { kind, threshold }) {
    if (!actsInPerson(viewer)) return new NotPermitted();
    const rule = kindsOf(viewer.roles).includes(kind) ? thresholdRule(kind) : undefined;
    if (!rule) {
      const message = 'There is no threshold of such alerts for you.';
      return new InvalidInput([{ path: 'kind', code: 'NO_SUCH_THRESHOLD', message }]);
    }
    if (threshold < rule.least || threshold > rule.most) {
      const message = `This must be a whole number from ${rule.least} to ${rule.most}.`;
      return new InvalidInput([{ path: 'threshold', code: 'OUT_OF_RANGE', message }]);
    }
    // Changed twice between two passes, it was what it was at the first.
    await tx.execute(
      `INSERT INTO alert_threshold AS t (member_id, kind, threshold, previous) VALUES ($1, $2, $3, $4)
       ON CONFLICT (member_id, kind) DO UPDATE
         SET threshold = excluded.threshold, previous = CASE WHEN t.met THEN t.threshold ELSE t.previous END, met = false
       WHERE t.threshold <> excluded.threshold`,
      [viewer.memberId, kind, threshold, rule.byDefault],
    );
    return { kind };
  },
});
