import type { Machine } from '../events/index.js';

export type FeeBillState = 'DRAWN' | 'PAID';

/** Every arrow a bill can take. How far its payment has come between the two is the payment's to say. */
export const feeBillMachine: Machine<FeeBillState> = {
  subject: 'fee_bill',
  table: 'fee_bill',
  arrows: [
    { from: '', to: 'DRAWN', event: 'feeBill.drawn', by: 'the sweep, when the month is over' },
    { from: 'DRAWN', to: 'PAID', event: 'feeBill.paid', by: "the payer's bank" },
    { from: 'PAID', to: 'DRAWN', event: 'feeBill.reopened', by: "the payer's bank: the payment came back" },
  ],
};
