import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';

/** Who hears of a payment file: its owner and the operator. The other side hears of its payment once that is instructed. */
export function paymentFileChannels(file: { readonly ownerId: string }): Channel[] {
  return [organizationChannel(file.ownerId), operatorChannel];
}
