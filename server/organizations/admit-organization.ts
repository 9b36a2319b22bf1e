import { decision } from './decide-organization.js';

/** The operator lets an organization trade. */
export const admitOrganization = decision({
  name: 'admitOrganization',
  action: 'ADMIT',
  to: 'ADMITTED',
  event: 'organization.admitted',
});
