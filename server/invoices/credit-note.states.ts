import type { Machine } from '../events/index.js';

export type CreditNoteState = 'RECORDED' | 'APPLIED' | 'OPEN' | 'NETTED' | 'WITHDRAWN';

/** Every arrow a credit note can take, and who takes it. */
export const creditNoteMachine: Machine<CreditNoteState> = {
  subject: 'credit_note',
  table: 'credit_note',
  arrows: [
    { from: '', to: 'RECORDED', event: 'credit_note.recorded', by: 'maker of the supplier or the buyer' },
    {
      from: '',
      to: 'OPEN',
      event: 'credit_note.recorded',
      by: 'maker of either, where its claim is sold or paid, or it names none',
    },
    { from: 'RECORDED', to: 'RECORDED', event: 'credit_note.joined', by: 'maker of the other side' },
    { from: 'OPEN', to: 'OPEN', event: 'credit_note.joined', by: 'maker of the other side' },
    { from: 'APPLIED', to: 'APPLIED', event: 'credit_note.joined', by: 'maker of the other side' },
    { from: 'NETTED', to: 'NETTED', event: 'credit_note.joined', by: 'maker of the other side' },
    {
      from: 'RECORDED',
      to: 'APPLIED',
      event: 'credit_note.applied',
      by: 'checker of the buyer, releasing an approval',
    },
    { from: 'RECORDED', to: 'OPEN', event: 'credit_note.opened', by: 'a release, where the claim was sold meanwhile' },
    { from: 'OPEN', to: 'OPEN', event: 'credit_note.netted', by: 'checker of the buyer, releasing an approval' },
    { from: 'OPEN', to: 'NETTED', event: 'credit_note.netted', by: 'checker of the buyer, releasing an approval' },
    {
      from: 'RECORDED',
      to: 'WITHDRAWN',
      event: 'credit_note.withdrawn',
      by: 'maker of the side that submitted it, or its invoice ends without an approval',
    },
    { from: 'OPEN', to: 'WITHDRAWN', event: 'credit_note.withdrawn', by: 'maker of the side that submitted it' },
  ],
};
