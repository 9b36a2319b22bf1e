import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';

/** Who hears of an approval: its buyer and the operator. A supplier hears of its invoice. */
export function approvalChannels(approval: { readonly buyerId: string }): Channel[] {
  return [organizationChannel(approval.buyerId), operatorChannel];
}
