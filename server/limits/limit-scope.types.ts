import { registerEnumType } from 'type-graphql';

export const limitScopes = { TOTAL: 'TOTAL', BUYER: 'BUYER', PAIR: 'PAIR', COUNTRY: 'COUNTRY', PROGRAMME: 'PROGRAMME' };
registerEnumType(limitScopes, {
  name: 'LimitScope',
  description: 'What a limit caps.',
  valuesConfig: {
    TOTAL: { description: 'Everything the funder stands exposed to, in one currency.' },
    BUYER: { description: 'One buyer. Without it the funder sees no auction of that buyer.' },
    PAIR: { description: 'One buyer and one supplier, named by its alias.' },
    COUNTRY: { description: 'All buyers of one country.' },
    PROGRAMME: { description: 'All funders of one programme together; set by the operator, judged at the award only.' },
  },
});
