import type { Machine } from '../events/index.js';

export type InvoiceState =
  | 'SUBMITTED'
  | 'APPROVED'
  | 'DISPUTED'
  | 'REJECTED'
  | 'WITHDRAWN'
  | 'CREDITED'
  | 'PAID'
  | 'OVERDUE'
  | 'DEFAULTED';

/** Every arrow an invoice can take, and who takes it. */
export const invoiceMachine: Machine<InvoiceState> = {
  subject: 'invoice',
  table: 'invoice',
  arrows: [
    { from: '', to: 'SUBMITTED', event: 'invoice.submitted', by: 'maker of the supplier or the buyer' },
    { from: 'SUBMITTED', to: 'SUBMITTED', event: 'invoice.joined', by: 'maker of the other side' },
    { from: 'SUBMITTED', to: 'SUBMITTED', event: 'duplicate.found', by: 'maker of the same side, by submitting' },
    { from: 'SUBMITTED', to: 'SUBMITTED', event: 'duplicate.cleared', by: 'maker of the buyer' },
    { from: 'SUBMITTED', to: 'SUBMITTED', event: 'invoice.addressed', by: 'sweep, when its supplier is here' },
    { from: 'SUBMITTED', to: 'SUBMITTED', event: 'invoice.corrected', by: 'maker of the buyer, settling a difference' },
    { from: 'SUBMITTED', to: 'SUBMITTED', event: 'invoice.credit_recorded', by: 'a credit note that names it' },
    { from: 'SUBMITTED', to: 'APPROVED', event: 'invoice.approved', by: 'checker of the buyer, releasing an approval' },
    { from: 'SUBMITTED', to: 'DISPUTED', event: 'invoice.disputed', by: 'maker or checker of the buyer' },
    { from: 'SUBMITTED', to: 'REJECTED', event: 'invoice.rejected', by: 'maker or checker of the buyer' },
    { from: 'SUBMITTED', to: 'WITHDRAWN', event: 'invoice.withdrawn', by: 'maker of the side that submitted it' },
    { from: 'SUBMITTED', to: 'CREDITED', event: 'invoice.credited', by: 'a credit note' },
    { from: 'SUBMITTED', to: 'PAID', event: 'invoice.paid', by: 'settlement, where the terms ask no undertaking' },
    { from: 'SUBMITTED', to: 'OVERDUE', event: 'invoice.overdue', by: 'sweep, where the terms ask no undertaking' },
    { from: 'DISPUTED', to: 'DISPUTED', event: 'invoice.joined', by: 'maker of the other side' },
    { from: 'DISPUTED', to: 'DISPUTED', event: 'invoice.addressed', by: 'sweep, when its supplier is here' },
    { from: 'DISPUTED', to: 'DISPUTED', event: 'invoice.credit_recorded', by: 'a credit note that names it' },
    { from: 'DISPUTED', to: 'SUBMITTED', event: 'invoice.corrected', by: 'maker of the supplier' },
    { from: 'DISPUTED', to: 'APPROVED', event: 'invoice.approved', by: 'checker of the buyer, releasing an approval' },
    { from: 'DISPUTED', to: 'REJECTED', event: 'invoice.rejected', by: 'maker or checker of the buyer' },
    { from: 'DISPUTED', to: 'WITHDRAWN', event: 'invoice.withdrawn', by: 'maker of the side that submitted it' },
    { from: 'APPROVED', to: 'PAID', event: 'invoice.paid', by: 'settlement' },
    { from: 'APPROVED', to: 'OVERDUE', event: 'invoice.overdue', by: 'sweep' },
    { from: 'APPROVED', to: 'APPROVED', event: 'invoice.reduced', by: 'a credit note' },
    { from: 'APPROVED', to: 'CREDITED', event: 'invoice.credited', by: 'a credit note' },
    {
      from: 'APPROVED',
      to: 'DISPUTED',
      event: 'invoice.disputed',
      by: 'buyer, where the undertaking is not irrevocable',
    },
    { from: 'OVERDUE', to: 'PAID', event: 'invoice.paid', by: 'settlement' },
    { from: 'OVERDUE', to: 'DEFAULTED', event: 'invoice.defaulted', by: 'sweep, or two persons of the operator' },
    { from: 'OVERDUE', to: 'OVERDUE', event: 'invoice.reduced', by: 'a credit note' },
    { from: 'OVERDUE', to: 'CREDITED', event: 'invoice.credited', by: 'a credit note' },
    { from: 'DEFAULTED', to: 'PAID', event: 'invoice.paid', by: 'settlement' },
    { from: 'PAID', to: 'APPROVED', event: 'invoice.reopened', by: 'settlement, when the payment came back' },
    { from: 'PAID', to: 'OVERDUE', event: 'invoice.reopened', by: 'settlement, when the payment came back' },
    { from: 'PAID', to: 'DEFAULTED', event: 'invoice.reopened', by: 'settlement, when the payment came back' },
  ],
};
