export {
  cancelPayments,
  createDisbursement,
  createRepayment,
  createSupplierPayments,
  type FinancingForPayment,
  renewPayment,
} from './create-payments.js';
export { lockPaymentsOfInvoices } from './lock-payments.js';
export { PaymentRow } from './payment.entity.js';
export { type PaymentView, paymentVisible } from './payment.policy.js';
export { NotADemo, PaymentsNotReleasable, TooLateForBank, TotalMismatch } from './payment.problems.js';
export { failedBy, type HoldReason } from './payment.rules.js';
export { paymentMachine, type PaymentState } from './payment.states.js';
export { readBankMessages } from './read-bank-messages.js';
export { releasePaymentsWith } from './release-payments.js';
export { sendPaymentFiles } from './send-payment-files.js';
export type { Settlement, SettlementEffects } from './settlement-effects.js';
export { InvoicePaymentsResolver, loadPayment, PaymentResolver } from './payment.resolver.js';
export { paymentsOfFinancing } from './payment.reads.js';
export { Payment, presentPayment, ReleasePaymentsInput, ReleasePaymentsSuccess } from './payment.types.js';
export { refuseUnlessDemo } from './refuse-unless-demo.js';
export { SimulatedBankResolver } from './simulated-bank.resolver.js';
