export {
  chart,
  chartAsMarkdown,
  creditNetted,
  creditNoteOwed,
  creditNoteReducing,
  fee,
  feePaid,
  paidToSupplier,
  purchase,
  repayment,
  undertaking,
} from './chart.js';
export type { LedgerAccountRow, MovementRow } from './ledger.entity.js';
export { accountVisible, invoiceNamed } from './ledger.policy.js';
export { openOfFinancing } from './ledger.reads.js';
export { LedgerAccountResolver, loadLedgerAccount, loadMovement, MovementResolver } from './ledger.resolver.js';
export { LedgerAccount, LedgerAccountName, presentLedgerAccount } from './ledger.types.js';
export { ledgerTable } from './ledger-table.js';
export {
  type AccountKind,
  approvalLineCause,
  type Cause,
  creditNoteCause,
  type MovementKind,
  type NewMovement,
  paymentCause,
} from './movement.js';
export { post } from './post.js';
export { reverse } from './reverse.js';
