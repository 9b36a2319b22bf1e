import type { Machine } from '../events/index.js';

export type PaymentFileState = 'PREPARED' | 'RELEASED' | 'REFUSED' | 'LAPSED';

/** Every arrow a payment file can take, and who takes it. Its payments are instructed by the release. */
export const paymentFileMachine: Machine<PaymentFileState> = {
  subject: 'payment_file',
  table: 'payment_file',
  arrows: [
    { from: '', to: 'PREPARED', event: 'paymentFile.prepared', by: 'maker or checker of its owner' },
    { from: 'PREPARED', to: 'RELEASED', event: 'paymentFile.released', by: 'checker of its owner, another person' },
    { from: 'PREPARED', to: 'REFUSED', event: 'paymentFile.refused', by: 'maker or checker of its owner' },
    {
      from: 'PREPARED',
      to: 'LAPSED',
      event: 'paymentFile.lapsed',
      by: 'sweep, after its day of execution or last day',
    },
  ],
};
