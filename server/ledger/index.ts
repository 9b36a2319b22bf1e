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
export { openOfFinancing } from './ledger.reads.js';
export { LedgerAccountResolver, loadLedgerAccount, loadMovement, MovementResolver } from './ledger.resolver.js';
export { ledgerTable } from './ledger-table.js';
export {
  type AccountKind,
  approvalLineCause,
  bankEntryCause,
  type Cause,
  correctionCause,
  creditNoteCause,
  invoiceDayCause,
  type NewMovement,
  paymentCause,
} from './movement.js';
export { post } from './post.js';
export { correct, correctionOf, reversalsOf, reverse } from './reverse.js';
