import type { Machine } from '../events/index.js';

export type PaymentState = 'DUE' | 'INSTRUCTED' | 'SETTLED' | 'REJECTED' | 'RETURNED' | 'CANCELLED';

/** Every arrow a payment can take, and who takes it. A new attempt is a new payment. */
export const paymentMachine: Machine<PaymentState> = {
  subject: 'payment',
  table: 'payment',
  arrows: [
    {
      from: '',
      to: 'DUE',
      event: 'payment.due',
      by: 'release of an approval, award, settlement of another payment, or a bill that was drawn',
    },
    {
      from: 'DUE',
      to: 'DUE',
      event: 'payment.redirected',
      by: 'checker of the payee, where the account pinned by the award was closed',
    },
    {
      from: 'DUE',
      to: 'INSTRUCTED',
      event: 'payment.instructed',
      by: 'release of its file by two persons of the payer, or a sweep where its money came another way',
    },
    {
      from: 'DUE',
      to: 'CANCELLED',
      event: 'payment.cancelled',
      by: 'settlement of another payment, or its financing failed',
    },
    { from: 'INSTRUCTED', to: 'SETTLED', event: 'payment.settled', by: "the payer's bank" },
    {
      from: 'INSTRUCTED',
      to: 'REJECTED',
      event: 'payment.rejected',
      by: "the payer's bank, or the sweep that withdraws a file which never left",
    },
    { from: 'SETTLED', to: 'SETTLED', event: 'payment.credited', by: "the payee's bank" },
    { from: 'SETTLED', to: 'RETURNED', event: 'payment.returned', by: "the payer's bank" },
  ],
};
