import { z } from 'zod';
import { command } from '../platform/command.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';
import { alertKindNames, defaultDelivery, kindsOf } from './alert.kinds.js';

/** A person says how it wants to be told of a kind; as the default has it, what it said before is forgotten. */
export const setAlertPreference = command({
  name: 'setAlertPreference',
  input: z.object({ kind: z.enum(alertKindNames), delivery: z.enum(['APPLICATION', 'MAIL', 'DIGEST', 'OFF']) }),
  problems: [NotPermitted],
  async execute(tx, viewer, { kind, delivery }) {
    if (!actsInPerson(viewer)) return new NotPermitted();
    if (!kindsOf(viewer.roles).includes(kind)) {
      const message = 'There are no such alerts for your organization.';
      return new InvalidInput([{ path: 'kind', code: 'NO_SUCH_ALERTS', message }]);
    }
    if (delivery === defaultDelivery(kind, viewer)) {
      await tx.execute('DELETE FROM alert_preference WHERE member_id = $1 AND kind = $2', [viewer.memberId, kind]);
    } else {
      await tx.execute(
        `INSERT INTO alert_preference (member_id, kind, delivery) VALUES ($1, $2, $3)
         ON CONFLICT (member_id, kind) DO UPDATE SET delivery = excluded.delivery`,
        [viewer.memberId, kind, delivery],
      );
    }
    return { kind };
  },
});
