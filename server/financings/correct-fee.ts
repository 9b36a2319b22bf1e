import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { FeeBilled, FeeOutOfRange, lockStandingFee } from '../fees/index.js';
import { correct, correctionCause, fee } from '../ledger/index.js';
import { SecondPersonNeeded } from '../organizations/index.js';
import { command } from '../platform/command.js';
import { moneyInput, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, proposerOf } from '../platform/viewer.js';
import type { FinancingRow } from './financing.entity.js';
import { lockFinancings } from './financing.reads.js';
import { financingMachine } from './financing.states.js';

const input = z.object({ financingId: wireId('financing'), fee: moneyInput });

/**
 * Two persons of the operator say what the platform's fee of a financing should have been: what was posted is taken back and
 * the right fee posted, in one commit. Never more than was agreed, for a fee that was not in the offer does not exist; and not
 * once a bill holds it, whose figures never change.
 */
export const correctFee = command({
  name: 'correctFee',
  input,
  problems: [NotFound, NotPermitted, SecondPersonNeeded, NotAvailable, FeeBilled, FeeOutOfRange],
  async execute(tx, viewer, { financingId, fee: right }) {
    if (!hasRole(viewer, 'OPERATOR')) return new NotFound();
    if (!hasPermission(viewer, 'CHECKER')) return new NotPermitted();
    if (proposerOf(viewer) === null) return new SecondPersonNeeded();
    const [financing] = await lockFinancings(tx, [financingId]);
    if (!financing) return new NotFound();
    const standing = await lockStandingFee(tx, financingId);
    if (!standing) return new NotAvailable(financing.state);
    if (standing.isBilled) return new FeeBilled();
    if (!isInRange(financing, standing.amountMinor, right)) return new FeeOutOfRange();

    const { movementId, payerId, operatorId } = standing;
    const { invoiceId, currency } = financing;
    const deal = { cause: correctionCause(movementId), currency, invoiceId, financingId };
    const channels = [organizationChannel(payerId), operatorChannel];
    const change = {
      row: financing,
      to: financing.state,
      event: 'financing.feeCorrected',
      channels,
      before: { feeMinor: standing.amountMinor.toString() },
      after: { feeMinor: right.amountMinor.toString() },
    };
    await transition(tx, viewer, financingMachine, 'correctFee', [change], {
      corrected_fee_minor: right.amountMinor.toString(),
    });
    await correct(
      tx,
      movementId,
      right.amountMinor > 0n ? [fee({ ...deal, payerId, operatorId, feeMinor: right.amountMinor })] : [],
    );
    return { financingId };
  },
});

function isInRange(
  { currency, platformFeeMinor }: FinancingRow,
  standingMinor: bigint,
  right: { readonly amountMinor: bigint; readonly currency: string },
): boolean {
  return (
    right.currency === currency &&
    right.amountMinor >= 0n &&
    right.amountMinor <= platformFeeMinor &&
    right.amountMinor !== standingMinor
  );
}
