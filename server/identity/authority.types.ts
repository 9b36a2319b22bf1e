import { registerEnumType } from 'type-graphql';
import type { ReleaseObstacle } from './authority.js';

export const ReleaseObstacleEnum = {
  NOT_A_CHECKER: 'NOT_A_CHECKER',
  MAKER_IS_CHECKER: 'MAKER_IS_CHECKER',
  ABOVE_CEILING: 'ABOVE_CEILING',
} as const satisfies Record<ReleaseObstacle, ReleaseObstacle>;
registerEnumType(ReleaseObstacleEnum, {
  name: 'ReleaseObstacle',
  description: 'Why you do not release a batch, or a payment file.',
  valuesConfig: {
    NOT_A_CHECKER: { description: 'You are no checker of its organization, and stand in for none today.' },
    MAKER_IS_CHECKER: { description: 'You prepared it, or stand in for whoever did.' },
    ABOVE_CEILING: { description: 'Its total is above your ceiling.' },
  },
});
