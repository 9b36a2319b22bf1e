export {
  type AccountKind,
  type ApprovedInvoice,
  chart,
  chartAsMarkdown,
  fee,
  type MovementKind,
  type PlatformFee,
  type Purchase,
  paidToSupplier,
  purchase,
  type Repayment,
  repayment,
  undertaking,
} from './chart.js';
export { LedgerAccountRow, MovementRow, TransferRow } from './ledger.entity.js';
export { openOfFinancing } from './ledger.reads.js';
export { LedgerAccountResolver, loadLedgerAccount, loadMovement, MovementResolver } from './ledger.resolver.js';
export { LedgerAccount, Movement } from './ledger.types.js';
export { ledgerTable } from './ledger-table.js';
export {
  approvalLineCause,
  type Cause,
  type NewMovement,
  type NewTransfer,
  type PostedMovement,
  paymentCause,
  post,
} from './post.js';
export { reversalsOf, reverse } from './reverse.js';
