export { drawFeeBills, feeBillsFrom, openBilling } from './draw-fee-bills.js';
export { FeeBillResolver, loadFeeBill, PaymentFeeBillResolver } from './fee-bill.resolver.js';
export { FeeBilled, FeeOutOfRange } from './fee.problems.js';
export { feeBillMachine } from './fee-bill.states.js';
export { feeCharges, unbilledCharges } from './fee-charges.js';
export { lockStandingFee } from './standing-fee.js';
export { obstacleToBill, settleFeeBill } from './settle-fee-bill.js';
