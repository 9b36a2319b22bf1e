export { BankMessageResolver, loadBankMessage } from './bank-message.resolver.js';
export { concludeBankMessageWith } from './conclude-bank-message.js';
export { changePayeeAccount } from './change-payee-account.js';
export {
  cancelPayments,
  createBillPayments,
  createDisbursements,
  createPriceAdjustment,
  createRepayment,
  createSupplierPayments,
  renewPayment,
  renewSupplierPayments,
} from './create-payments.js';
export { instructOutside } from './instruct-outside.js';
export { lockPaymentsOfInvoices } from './lock-payments.js';
export type { HoldReason, PaymentKind, PaymentRow } from './payment.entity.js';
export { paymentFileStanding, paymentFileVisible } from './payment-file.policy.js';
export { paymentCollectedUnder, paymentHeld, paymentVisible } from './payment.policy.js';
export { NotADemo } from './payment.problems.js';
export { payeeAccount, paymentsOfFeeBill, paymentsOfFinancing } from './payment.reads.js';
export { lapsePaymentFiles } from './lapse-payment-files.js';
export {
  loadPaymentFile,
  PaymentFileLineResolver,
  PaymentFileOfPaymentResolver,
  PaymentFileResolver,
} from './payment-file.resolver.js';
export { paymentFileMachine } from './payment-file.states.js';
export { ReleasePaymentFilesInput, ReleasePaymentFilesSuccess } from './payment-file.types.js';
export { InvoicePaymentsResolver, loadPayment, PaymentResolver } from './payment.resolver.js';
export { failedBy, isOfClaim, saysDuplicate } from './payment.rules.js';
export { legsInSight, type PaymentSight } from './payment-sight.js';
export { paymentMachine, type PaymentState } from './payment.states.js';
export {
  Payment,
  paymentDirections,
  paymentKinds,
  paymentStates,
  presentPayment,
} from './payment.types.js';
export type { BankMessage } from './bank-message.js';
export { registerBankMessages } from './bank-message-receipts.js';
export { followBankMessages, followNow } from './follow-bank-messages.js';
export { refuseUnlessDemo } from './refuse-unless-demo.js';
export { preparePaymentFiles } from './prepare-payment-files.js';
export { refusePaymentFile } from './refuse-payment-file.js';
export { releasePaymentFilesWith } from './release-payment-files.js';
export { sendPaymentFiles, takePaymentFile } from './send-payment-files.js';
export { SettlementDayResolver } from './settlement-day.resolver.js';
export type { Settlement, SettlementEffects } from './settlement-effects.js';
export { SimulatedBankResolver } from './simulated-bank.resolver.js';
export { StuckPaymentResolver } from './stuck-payments.resolver.js';
export { withdrawUnsent } from './withdraw-unsent.js';
