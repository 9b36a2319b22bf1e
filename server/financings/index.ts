export { agreeFinancing, type Agreement } from './agree-financing.js';
export { failUndisbursed, undisbursedFrom } from './fail-undisbursed.js';
export { financingChannels } from './financing.channels.js';
export { FinancingRow } from './financing.entity.js';
export { financingVisible } from './financing.policy.js';
export { financingById, financingOfInvoice, lockFinancings, standingFinancingOf } from './financing.reads.js';
export {
  FinancingResolver,
  InvoiceFinancingResolver,
  loadFinancing,
  PaymentFinancingResolver,
} from './financing.resolver.js';
export { financingMachine, type FinancingState } from './financing.states.js';
export { Financing, presentFinancing } from './financing.types.js';
export { defaultedFrom, markDefaulted, markOverdue, overdueFrom } from './mark-overdue.js';
export { recallDisbursements } from './recall-disbursements.js';
export { ReleasePaymentsResolver } from './release-payments.resolver.js';
export { releasePayments, settlementEffects } from './settlement.js';
export { settledDiscount } from './late-disbursement.js';
