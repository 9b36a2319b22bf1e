export { agreeFinancings } from './agree-financing.js';
export { defaultInvoice } from './default-invoice.js';
export { failUndisbursed, undisbursedFrom } from './fail-undisbursed.js';
export { type FinancingSight, financingInSight } from './financing-sight.js';
export { presentSeenFinancing, SeenFinancing } from './financing-sight.types.js';
export { FinancingRow } from './financing.entity.js';
export { financingVisible } from './financing.policy.js';
export { financingById, standingFinancingsOf } from './financing.reads.js';
export {
  FinancingResolver,
  InvoiceFinancingResolver,
  loadFinancing,
  PaymentFinancingResolver,
} from './financing.resolver.js';
export { financingMachine } from './financing.states.js';
export { Financing } from './financing.types.js';
export { defaultedFrom, markDefaulted, markOverdue, overdueFrom } from './mark-overdue.js';
export { recallDisbursements } from './recall-disbursements.js';
export { ReleasePaymentFilesResolver } from './release-payment-files.resolver.js';
export { concludeBankMessage, releasePaymentFiles, settlementEffects } from './settlement.js';
export { settledDiscount } from './late-disbursement.js';
