import { organizationChannel } from '../events/index.js';
import { legsInSight, type PaymentSight } from '../payments/index.js';
import type { Db } from '../platform/database.js';
import { rowsAsJson } from '../platform/row-json.js';
import type { Viewer } from '../platform/viewer.js';
import { type Agreement, newFinancing } from './agree-financing.js';
import { financingChannels } from './financing.channels.js';
import { financingVisible, invoiceShown, priceVisible } from './financing.policy.js';
import type { FinancingView } from './financing.reads.js';

/** What would be shown of a financing that is only thought of. */
export interface FinancingSight {
  readonly financing: FinancingView;
  /** The legs that would be shown. */
  readonly legs: readonly PaymentSight[];
  /** Whether the organization is told when it is agreed. */
  readonly told: boolean;
}

/** No account is pinned by looking. */
const notPinned = '00000000-0000-0000-0000-000000000000';

/**
 * What an organization, as whose member the conditions hold now (`seenBy`), would see of the financing that an agreement of
 * the viewer makes; null where it would not exist for it. The row is the award's, and so are the conditions.
 */
export async function financingInSight(
  db: Db,
  viewer: Viewer,
  organizationId: string,
  agreed: Omit<Agreement, 'supplierAccountId' | 'funderAccountId'>,
): Promise<FinancingSight | null> {
  const row = newFinancing(viewer, { ...agreed, supplierAccountId: notPinned, funderAccountId: notPinned });
  const financing = await db.maybe<FinancingView>(
    `SELECT t.*, ${priceVisible} AS price_visible, ${invoiceShown} AS invoice_shown
       FROM jsonb_populate_recordset(NULL::financing, $1::jsonb) t WHERE ${financingVisible}`,
    [rowsAsJson([row])],
  );
  if (!financing) return null;
  const told = financingChannels(row).includes(organizationChannel(organizationId));
  return { financing, legs: await legsInSight(db, row), told };
}
