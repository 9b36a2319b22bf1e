import { z } from 'zod';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { uuidKey } from '../platform/input.js';
import { NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, type Viewer } from '../platform/viewer.js';
import { dueListHash } from './due-line.js';
import { dueListNow, linesOfExport } from './due-list.reads.js';

/** Buyers owe what they promised; whoever a programme says, the fees. */
const payers = ['BUYER', 'SUPPLIER', 'FUNDER'] as const;

/**
 * An organization takes its due list away: what is due is frozen, with what changed since the export before, under a number and the
 * hash of the file. Only what changed is written; the file can be had again, to the byte, for good.
 */
export const exportDueList = command({
  name: 'exportDueList',
  input: z.object({ idempotencyKey: uuidKey }),
  problems: [NotPermitted],
  async execute(tx, viewer) {
    if (viewer.kind !== 'MEMBER' || !mayExport(viewer)) return new NotPermitted();
    const { organizationId, personId } = viewer;
    const no = await nextNumber(tx, organizationId);
    const changedCount = await freezeChanges(tx, organizationId, no);
    const { sha256, count } = await dueListHash(linesOfExport(read => read(tx), no));
    const id = newId();
    await tx.execute(
      `INSERT INTO due_list_export (id, organization_id, no, exported_by, line_count, changed_count, sha256)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, organizationId, no, personId, count, changedCount, sha256],
    );
    return { exportId: id };
  },
});

/** Whoever prepares payments or releases them, at whoever can owe any. */
function mayExport(viewer: Viewer): boolean {
  const canOwe = payers.some(role => hasRole(viewer, role));
  return canOwe && (hasPermission(viewer, 'MAKER') || hasPermission(viewer, 'CHECKER'));
}

/** One export of an organization after the other: each is compared with the one before. */
async function nextNumber(tx: Tx, organizationId: string): Promise<number> {
  await tx.execute('INSERT INTO due_list (organization_id) VALUES ($1) ON CONFLICT DO NOTHING', [organizationId]);
  const { lastNo } = await tx.one<{ lastNo: number }>(
    'SELECT last_no FROM due_list WHERE organization_id = $1 FOR UPDATE',
    [organizationId],
  );
  await tx.execute('UPDATE due_list SET last_no = $2 WHERE organization_id = $1', [organizationId, lastNo + 1]);
  return lastNo + 1;
}

/** Writes the lines that are new or not as they stood, and ends those whose place they take. Resolves to their number. */
function freezeChanges(tx: Tx, organizationId: string, no: number): Promise<number> {
  return tx.execute(
    `WITH now AS MATERIALIZED (SELECT * FROM (${dueListNow}) n WHERE change <> 'UNCHANGED'),
     ended AS (
       UPDATE due_list_line l SET until_no = $2 FROM now
        WHERE l.organization_id = $1 AND l.subject_id = coalesce(now.invoice_id, now.fee_bill_id) AND l.until_no IS NULL AND l.change IN ('NEW', 'CHANGED')
       RETURNING l.subject_id
     )
     INSERT INTO due_list_line (organization_id, from_no, payment_id, invoice_id, invoice_number, fee_bill_id, bill_number, payee_id, payee_name,
                                holder_name, iban, bic, amount_minor, currency, due_on, reference, held_reason, changed, change)
     -- Those that end do so before others take their place: one line of an invoice or a bill stands.
     SELECT $1, $2, * FROM now WHERE (SELECT count(*) FROM ended) >= 0`,
    [organizationId, no],
  );
}
