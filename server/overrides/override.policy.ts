import type { ActionTable } from '../platform/actions.js';
import { hasRole } from '../platform/viewer.js';
import type { OverrideRow } from './override.entity.js';

/** Which overrides a viewer sees, as an SQL condition: they are the operator's own business. */
export const overrideVisible = 'viewer_sees_all()';

export type OverrideAction = 'CONFIRM' | 'REFUSE';

const byOperator = {
  permission: ['ADMINISTRATOR', 'CHECKER'],
  states: ['PROPOSED'],
  party: viewer => hasRole(viewer, 'OPERATOR'),
} as const satisfies ActionTable<string, OverrideRow>[string];

/** Whoever proposed may take it back, as anybody may refuse; to confirm takes another. */
export const overridePolicy: ActionTable<OverrideAction, OverrideRow> = {
  CONFIRM: byOperator,
  REFUSE: byOperator,
};
