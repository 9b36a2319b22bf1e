import { decision } from './decide-organization.js';
import { NumbersTaken } from './organization.problems.js';
import { admittedWithNumbersOf } from './organization.reads.js';

/** The operator lets an organization trade; of those that claim one number, only one. */
export const admitOrganization = decision({
  name: 'admitOrganization',
  action: 'ADMIT',
  to: 'ADMITTED',
  event: 'organization.admitted',
  problems: [NumbersTaken],
  async judge(tx, row) {
    const [holder] = await admittedWithNumbersOf(tx, row);
    return holder ? new NumbersTaken(holder.id, holder.name) : null;
  },
});
