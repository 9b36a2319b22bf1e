import type { ActionRule } from '../platform/actions.js';
import { hasRole } from '../platform/viewer.js';

/** Who gives the simulated bank, and the clock, their orders: a person of the operator. They have no states. */
export const operatorOfDemo: ActionRule<{ readonly state: '' }> = {
  permission: ['ADMINISTRATOR', 'CHECKER'],
  states: [''],
  party: viewer => hasRole(viewer, 'OPERATOR'),
};
