import { organizationChannel } from '../events/index.js';
import type { ProgrammeEntrance } from '../identity/index.js';
import type { Tx } from '../platform/database.js';
import type { MemberViewer } from '../platform/viewer.js';
import type { ProgrammeRow } from './programme.entity.js';
import { recordProgramme } from './record-programme.js';
import { createAliases } from './supplier-alias.js';

/**
 * The viewer's organization joins a programme as a supplier, by the invitation it accepts; joining again changes nothing.
 * Whoever accepts was nobody when the transaction began, so the programme is taken whatever its visibility.
 */
async function joinProgramme(
  tx: Tx,
  viewer: MemberViewer,
  cause: string,
  programmeId: string,
  standsFor: string | null = null,
): Promise<void> {
  const programme = await tx.one<ProgrammeRow>('SELECT * FROM programme WHERE id = $1 FOR NO KEY UPDATE', [
    programmeId,
  ]);
  const joined = await tx.execute(
    'INSERT INTO programme_supplier (programme_id, supplier_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [programmeId, viewer.organizationId],
  );
  // It may be one of those that the buyer has named: see `addressInvoices`.
  await tx.execute(
    `UPDATE invited_supplier SET compared = false, accepted_by = CASE WHEN id = $2 THEN $3 ELSE accepted_by END
      WHERE id IN (SELECT id FROM invited_supplier WHERE buyer_id = $1 AND joined_at IS NULL AND supplier_id IS NULL
                    ORDER BY id FOR NO KEY UPDATE)`,
    [programme.buyerId, standsFor, viewer.organizationId],
  );
  if (joined === 0) return;
  await createAliases(tx, programmeId);
  await recordProgramme(tx, viewer, cause, programme, {
    type: 'programme.supplierJoined',
    channels: [organizationChannel(viewer.organizationId)],
    after: { supplierId: viewer.organizationId },
  });
}

/** The way from an accepted invitation into a programme. */
export const programmeEntrance: ProgrammeEntrance = {
  join: joinProgramme,
  async currencyOf(db, programmeId) {
    const { currency } = await db.one<{ currency: string }>('SELECT currency FROM programme WHERE id = $1', [
      programmeId,
    ]);
    return currency;
  },
};
