import { decision } from './decide-organization.js';

/** The operator turns an organization away; this is final. */
export const refuseOrganization = decision({
  name: 'refuseOrganization',
  action: 'REFUSE',
  to: 'REFUSED',
  event: 'organization.refused',
});
