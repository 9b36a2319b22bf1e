import type { Tx } from '../platform/database.js';
import { feeCharges } from './fee-charges.js';

/** The fee of a financing as it stands posted. Minor units of the financing's currency. */
export interface StandingFee {
  readonly movementId: string;
  readonly operatorId: string;
  readonly payerId: string;
  readonly amountMinor: bigint;
  readonly isBilled: boolean;
}

/**
 * The fee that stands of a financing, which is locked; undefined where none does. The operator's billing is locked with it, so
 * that no bill is drawn meanwhile.
 */
export async function lockStandingFee(tx: Tx, financingId: string): Promise<StandingFee | undefined> {
  const found = await tx.maybe<StandingFee>(standingFee, [financingId]);
  if (!found) return undefined;
  await tx.query('SELECT FROM fee_billing WHERE operator_id = $1 FOR UPDATE', [found.operatorId]);
  // A second statement: whether it is billed is judged after the wait for the lock.
  return tx.maybe(standingFee, [financingId]);
}

const standingFee = `
  SELECT c.movement_id, c.operator_id, c.payer_id, c.amount_minor,
         EXISTS (SELECT FROM fee_bill_line l WHERE l.movement_id = c.movement_id) AS is_billed
    FROM ${feeCharges} c
   WHERE c.financing_id = $1 AND c.amount_minor > 0
     AND NOT EXISTS (SELECT FROM movement r WHERE r.reverses_id = c.movement_id)`;
