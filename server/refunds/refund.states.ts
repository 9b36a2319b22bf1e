import type { Machine } from '../events/index.js';

export type RefundState = 'HELD' | 'REFUNDED' | 'FORWARDED' | 'UNDONE';

/** Every arrow that money which came wrongly can take. */
export const refundMachine: Machine<RefundState> = {
  subject: 'refund',
  table: 'refund',
  arrows: [
    {
      from: '',
      to: 'HELD',
      event: 'refund.held',
      by: 'two persons of the receiver, or the settlement of more than was owed',
    },
    { from: 'HELD', to: 'REFUNDED', event: 'refund.refunded', by: 'two persons of the receiver or of the payer' },
    { from: 'HELD', to: 'FORWARDED', event: 'refund.forwarded', by: 'two persons of the receiver or of the holder' },
    { from: 'REFUNDED', to: 'HELD', event: 'refund.reopened', by: 'two persons of one of the two' },
    {
      from: 'FORWARDED',
      to: 'HELD',
      event: 'refund.reopened',
      by: 'two persons of one of the two, or return of the payment',
    },
    {
      from: 'HELD',
      to: 'UNDONE',
      event: 'refund.undone',
      by: 'two persons of one of the two, or return of the payment it came with',
    },
  ],
};
