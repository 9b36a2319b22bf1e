import { decision } from './decide-organization.js';

/** The operator lets a suspended organization trade again. */
export const resumeOrganization = decision({
  name: 'resumeOrganization',
  action: 'RESUME',
  to: 'ADMITTED',
  event: 'organization.resumed',
});
