import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';

/** Who hears of an invoice: its two parties and the operator. */
export function invoiceChannels(of: { readonly supplierId: string; readonly buyerId: string }): Channel[] {
  return [organizationChannel(of.supplierId), organizationChannel(of.buyerId), operatorChannel];
}
