export type { Undertaking } from '../programmes/index.js';
export { addressInvoices } from './address-invoices.js';
export { creditReserved, creditStanding, type CreditStanding } from './credit-note.policy.js';
export {
  CreditNoteCopyResolver,
  CreditNoteResolver,
  CreditResolver,
  InvoiceCreditResolver,
  loadCreditNote,
} from './credit-note.resolver.js';
export { Credit, CreditNote, presentCredit } from './credit-note.types.js';
export type { CreditNoteRow } from './credit-note.entity.js';
export { creditNoteMachine } from './credit-note.states.js';
export { withdrawCreditNote } from './withdraw-credit-note.js';
export { correctInvoice } from './correct-invoice.js';
export { type DecisionReason, decisionReasons } from './decision-reasons.js';
export { disputeInvoice } from './dispute-invoice.js';
export { documentById, documentForViewer, visibleDocuments } from './document.reads.js';
export { invoiceChannels } from './invoice.channels.js';
export { InvoiceRow } from './invoice.entity.js';
export { filterParameters, type InvoiceFilter, invoiceFilterInput, invoiceMatches } from './invoice.filter.js';
export {
  type InvoiceAction,
  invoicePolicy,
  invoicePrepared,
  type InvoiceView,
  invoiceVisible,
} from './invoice.policy.js';
export { invoiceById } from './invoice.reads.js';
export { InvoiceCopyResolver, InvoiceResolver, loadDocument, loadInvoice } from './invoice.resolver.js';
export { assignedTypeCodes, numberKeyOf, typeStandingOf } from './invoice.rules.js';
export {
  type Grace,
  lastDayInTime,
  markInvoicesDefaulted,
  markInvoicesOverdue,
  payInvoice,
  reduceInvoices,
  unpayInvoice,
} from './invoice.settlement.js';
export { invoiceMachine, type InvoiceState } from './invoice.states.js';
export { DecisionReasonEnum, Invoice, InvoiceFilterInput, TimelineEntry } from './invoice.types.js';
export { lockInvoices, lockMatchingInvoices, lockNamedInvoices, lockVisibleInvoices } from './lock-invoices.js';
export { supplierFinder } from './supplier-finder.js';
export { rejectInvoice } from './reject-invoice.js';
export { settleDifference } from './settle-difference.js';
export { submitDocument, type SubmissionReport } from './submit-document.js';
export { withdrawInvoice } from './withdraw-invoice.js';
