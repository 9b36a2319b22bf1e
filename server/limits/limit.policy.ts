import type { ActionRule } from '../platform/actions.js';
import { hasRole } from '../platform/viewer.js';

/** A limit is told to its owner alone: the funder, or for a programme's own the operator. `t` is the limit. */
export const limitVisible = `(viewer_scope() = 'SYSTEM' OR t.funder_id = viewer_organization()
  OR (t.scope = 'PROGRAMME' AND viewer_scope() = 'OPERATOR'))`;

/** Who sets limits; a limit has no states. */
export const setLimitRules: Readonly<Record<'OWN' | 'PROGRAMME', ActionRule<{ readonly state: '' }>>> = {
  OWN: { permission: 'RISK', states: [''], party: viewer => hasRole(viewer, 'FUNDER') },
  PROGRAMME: { permission: ['RISK', 'ADMINISTRATOR'], states: [''], party: viewer => hasRole(viewer, 'OPERATOR') },
};
