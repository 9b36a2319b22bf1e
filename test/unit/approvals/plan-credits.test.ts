import type { FrozenLine } from '../../../server/approvals/approval.rules.js';
import { planCredits, type WaitingNote } from '../../../server/approvals/plan-credits.js';

/* What waits is taken off invoices of the same supplier, the earliest due first, and never more than is open. */

function line(id: string, supplierId: string, amountMinor: bigint, adjustedDueDate: string): FrozenLine {
  return { invoice: { id, supplierId, adjustedDueDate }, amountMinor } as unknown as FrozenLine;
}

const note = (id: string, supplierId: string, restMinor: bigint): WaitingNote => ({
  id,
  supplierId,
  invoiceId: null,
  restMinor,
  standing: 'NETTING',
});

test('a credit note is taken off the invoices of its own supplier alone, the earliest due first, as far as they go', () => {
  const lines = [
    line('later', 'A', 1_000n, '2031-06-02'),
    line('other', 'B', 9_000n, '2031-04-01'),
    line('sooner', 'A', 700n, '2031-05-02'),
  ];
  expect(planCredits(lines, [note('n1', 'A', 1_500n), note('n2', 'A', 500n), note('n3', 'C', 100n)])).toEqual({
    credits: [
      { creditNoteId: 'n1', invoiceId: 'sooner', kind: 'NETTING', amountMinor: 700n },
      { creditNoteId: 'n1', invoiceId: 'later', kind: 'NETTING', amountMinor: 800n },
      { creditNoteId: 'n2', invoiceId: 'later', kind: 'NETTING', amountMinor: 200n },
    ],
    overdrawn: [],
  });
});
