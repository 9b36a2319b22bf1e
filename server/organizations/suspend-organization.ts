import { decision } from './decide-organization.js';

/** The operator stops an organization from trading; its members still sign in and see. */
export const suspendOrganization = decision({
  name: 'suspendOrganization',
  action: 'SUSPEND',
  to: 'SUSPENDED',
  event: 'organization.suspended',
});
