import type { Tx } from '../platform/database.js';
import type { ApprovalRow } from './approval.entity.js';
import { approvalColumns, type ApprovalView, approvalVisible } from './approval.policy.js';

/** Locks an approval that the viewer sees, and reads it after the lock. */
export async function lockVisibleApproval(tx: Tx, id: string): Promise<ApprovalView | undefined> {
  await tx.query(`SELECT t.id FROM approval t WHERE t.id = $1 AND ${approvalVisible} FOR UPDATE`, [id]);
  return tx.maybe<ApprovalView>(`SELECT ${approvalColumns} FROM approval t WHERE t.id = $1 AND ${approvalVisible}`, [
    id,
  ]);
}

/** Whose approval it is, without a lock: what is locked before approvals must be known first. */
export function findVisibleApproval(
  tx: Tx,
  id: string,
): Promise<Pick<ApprovalRow, 'buyerId' | 'programmeId'> | undefined> {
  return tx.maybe(`SELECT t.buyer_id, t.programme_id FROM approval t WHERE t.id = $1 AND ${approvalVisible}`, [id]);
}
