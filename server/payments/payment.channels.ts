import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';

/** Who hears of a payment: the two between whom it moves, and the operator. */
export function paymentChannels(of: { readonly payerId: string; readonly payeeId: string }): Channel[] {
  return [organizationChannel(of.payerId), organizationChannel(of.payeeId), operatorChannel];
}
