import { decision } from './decide-organization.js';

/** The operator lets a suspended organization trade again; the auctions that its suspension stopped go on. */
export const resumeOrganization = decision({
  name: 'resumeOrganization',
  action: 'RESUME',
  to: 'ADMITTED',
  event: 'organization.resumed',
  set: () => ({ suspended_at: null }),
});
