import { decision } from './decide-organization.js';

/**
 * The operator stops an organization from trading; its members still sign in and see, and what was awarded runs on. From the
 * commit on nothing of it is accepted; its live bids and its auctions are then stopped as of this instant, in slices, by the
 * sweep of the auctions.
 */
export const suspendOrganization = decision({
  name: 'suspendOrganization',
  action: 'SUSPEND',
  to: 'SUSPENDED',
  event: 'organization.suspended',
  set: now => ({ suspended_at: now }),
});
