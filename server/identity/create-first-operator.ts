import type { Tx } from '../platform/database.js';
import { type NewLink, writeInvitation } from './invitation.js';

/**
 * The link by which the first administrator of the operator registers it, for a marketplace that has none: nobody could
 * invite it, or admit it, so its acceptance admits it. An unused link of before is void. Null once there is an operator.
 */
export async function createFirstOperator(tx: Tx): Promise<NewLink | null> {
  const { exists } = await tx.one<{ exists: boolean }>(
    `SELECT EXISTS (SELECT FROM organization WHERE 'OPERATOR' = ANY(roles)) AS exists`,
  );
  if (exists) return null;
  await tx.execute(`DELETE FROM invitation WHERE role = 'OPERATOR' AND used_at IS NULL`);
  return writeInvitation(tx, { kind: 'ORGANIZATION', role: 'OPERATOR' });
}
