import type { Exposure } from '../limits/index.js';
import type { Db } from '../platform/database.js';
import type { FinancingRow } from './financing.entity.js';

/** What the funders of these financings stand exposed to: the advance on the face, whatever the price was. */
export async function exposuresOf(db: Db, financings: readonly FinancingRow[]): Promise<Exposure[]> {
  const rows = await db.query<{ id: string; country: string }>(
    'SELECT id, country FROM organization WHERE id = ANY($1::uuid[])',
    [[...new Set(financings.map(financing => financing.buyerId))]],
  );
  const countryOf = new Map(rows.map(row => [row.id, row.country]));
  return financings.map(({ funderId, buyerId, supplierId, programmeId, currency, advanceMinor }) => ({
    funderId,
    buyerId,
    supplierId,
    buyerCountry: countryOf.get(buyerId)!,
    programmeId,
    currency,
    amountMinor: advanceMinor,
  }));
}
