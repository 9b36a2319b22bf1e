import type { Exposure } from '../limits/index.js';
import type { Db } from '../platform/database.js';
import type { FinancingRow } from './financing.entity.js';

/**
 * What the funders of these financings stand exposed to: the advance on the face, whatever the price was; or another amount
 * of each, in minor units.
 */
export async function exposuresOf(
  db: Db,
  financings: readonly FinancingRow[],
  amountOf: (financing: FinancingRow) => bigint = financing => financing.advanceMinor,
): Promise<Exposure[]> {
  const rows = await db.query<{ id: string; country: string }>(
    'SELECT id, country FROM organization WHERE id = ANY($1::uuid[])',
    [[...new Set(financings.map(financing => financing.buyerId))]],
  );
  const countryOf = new Map(rows.map(row => [row.id, row.country]));
  return financings.map(financing => {
    const { funderId, buyerId, supplierId, programmeId, currency } = financing;
    const buyerCountry = countryOf.get(buyerId)!;
    return { funderId, buyerId, supplierId, buyerCountry, programmeId, currency, amountMinor: amountOf(financing) };
  });
}

/** By how much the exposure falls where the face was paid up to `before` and now is up to `after`. Minor units. */
export function releasedBetween({ advanceMinor }: FinancingRow, before: bigint, after: bigint): bigint {
  const released = (paidMinor: bigint) => (paidMinor < advanceMinor ? paidMinor : advanceMinor);
  return released(after) - released(before);
}
