import { z } from 'zod';
import { SecondPersonNeeded } from '../organizations/index.js';
import { command, type Command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, proposerOf } from '../platform/viewer.js';
import { conclude, type Receipt } from './bank-message-receipts.js';
import { applyReceipt } from './follow-bank-messages.js';
import type { SettlementEffects } from './settlement-effects.js';

const input = z.object({ bankMessageId: wireId('bankMessage'), as: z.enum(['APPLIED', 'IGNORED']) });

/**
 * Two persons of the operator end the waiting of a held message. APPLIED: it is judged again as it stands now, and what
 * still stands against it refuses; nothing is applied by guess. IGNORED: nothing follows from it, for good.
 */
export function concludeBankMessageWith<Financing>(
  effects: SettlementEffects<Financing>,
): Command<z.output<typeof input>, { bankMessageId: string }> {
  return command({
    name: 'concludeBankMessage',
    input,
    problems: [NotFound, NotPermitted, SecondPersonNeeded, NotAvailable],
    async execute(tx, viewer, { bankMessageId, as }) {
      if (!hasRole(viewer, 'OPERATOR')) return new NotFound();
      if (!hasPermission(viewer, 'CHECKER')) return new NotPermitted();
      if (proposerOf(viewer) === null) return new SecondPersonNeeded();
      const receipt = await tx.maybe<Receipt>('SELECT * FROM bank_message_receipt WHERE id = $1 FOR UPDATE', [
        bankMessageId,
      ]);
      if (!receipt) return new NotFound();
      if (receipt.outcome !== 'HELD') return new NotAvailable(receipt.outcome);
      if (as === 'IGNORED') {
        await conclude(tx, receipt, 'IGNORED', null, viewer);
        return { bankMessageId };
      }
      const held = await applyReceipt(tx, receipt, effects, viewer);
      return held ? new NotAvailable(held) : { bankMessageId };
    },
  });
}
