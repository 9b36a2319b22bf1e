import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';

/** Who hears of a bill: whoever owes it, and the operator. */
export function feeBillChannels({ payerId }: { readonly payerId: string }): Channel[] {
  return [organizationChannel(payerId), operatorChannel];
}
