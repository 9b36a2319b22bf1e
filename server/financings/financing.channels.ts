import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';
import type { FinancingRow } from './financing.entity.js';

/** Who hears of a financing: its three parties and the operator. */
export function financingChannels(of: Pick<FinancingRow, 'supplierId' | 'funderId' | 'buyerId'>): Channel[] {
  return [...[of.supplierId, of.funderId, of.buyerId].map(organizationChannel), operatorChannel];
}
