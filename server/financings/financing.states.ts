import type { Machine } from '../events/index.js';

export type FinancingState =
  | 'AGREED'
  | 'DISBURSING'
  | 'DISBURSED'
  | 'REPAID'
  | 'FAILED'
  | 'OVERDUE'
  | 'CLAIMED'
  | 'DEFAULTED';

/** Every arrow a financing can take, and who takes it. */
export const financingMachine: Machine<FinancingState> = {
  subject: 'financing',
  table: 'financing',
  arrows: [
    { from: '', to: 'AGREED', event: 'financing.agreed', by: 'dealer of the cost bearer, accepting an offer' },
    { from: 'AGREED', to: 'DISBURSING', event: 'financing.disbursing', by: 'checker of the funder, releasing leg 1' },
    { from: 'AGREED', to: 'FAILED', event: 'financing.failed', by: 'sweep, when leg 1 was not sent in time' },
    { from: 'DISBURSING', to: 'DISBURSED', event: 'financing.disbursed', by: 'settlement of leg 1' },
    { from: 'DISBURSING', to: 'FAILED', event: 'financing.failed', by: 'leg 1 rejected, or not settled in time' },
    { from: 'DISBURSED', to: 'REPAID', event: 'financing.repaid', by: 'settlement of leg 2' },
    { from: 'DISBURSED', to: 'FAILED', event: 'financing.failed', by: 'leg 1 came back' },
    { from: 'DISBURSED', to: 'OVERDUE', event: 'financing.overdue', by: 'sweep, with the invoice' },
    { from: 'OVERDUE', to: 'REPAID', event: 'financing.repaid', by: 'settlement of leg 2' },
    { from: 'OVERDUE', to: 'CLAIMED', event: 'financing.claimed', by: 'a claim on cover' },
    { from: 'OVERDUE', to: 'DEFAULTED', event: 'financing.defaulted', by: 'sweep, with the invoice' },
    { from: 'CLAIMED', to: 'REPAID', event: 'financing.repaid', by: 'settlement of leg 2' },
    { from: 'CLAIMED', to: 'DEFAULTED', event: 'financing.defaulted', by: 'sweep, with the invoice' },
    { from: 'REPAID', to: 'OVERDUE', event: 'financing.overdue', by: 'leg 2 came back' },
    { from: 'DEFAULTED', to: 'REPAID', event: 'financing.repaid', by: 'settlement of leg 2' },
    ...(['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID'] as const).map(state => ({
      ...{ from: state, to: state, event: 'financing.feeCorrected' },
      by: 'two persons of the operator, before a bill holds the fee',
    })),
  ],
};
