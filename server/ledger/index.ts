export {
  chart,
  chartAsMarkdown,
  claimRecorded,
  creditNetted,
  creditNoteFromReserve,
  creditNoteOwed,
  creditNoteReducing,
  earlyPayment,
  fee,
  feePaid,
  forwarded,
  lateCharge,
  paidToSupplier,
  priceAdjusted,
  purchase,
  recovery,
  refunded,
  refundHeld,
  repayment,
  reserveReleased,
  suspense,
  undertaking,
  writeOff,
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
  bankEntryCause,
  type Cause,
  correctionCause,
  creditNoteCause,
  invoiceDayCause,
  type MovementKind,
  type NewMovement,
  paymentCause,
  refundCause,
} from './movement.js';
export { post } from './post.js';
export { correct, correctionOf, reversalsOf, reverse } from './reverse.js';
