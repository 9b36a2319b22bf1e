import { NotAvailable, NotPermitted, type Problem } from './problem.js';
import { hasPermission, type Permission, type Viewer } from './viewer.js';

/** Who may do what, and in which states: one row of a slice's policy table. */
export interface ActionRule<Row> {
  /** The permission the acting member needs; of several, any one. */
  readonly permission: Permission | readonly Permission[];
  /** The states in which the act is possible. */
  readonly states: readonly string[];
  /** Whether the viewer's organization is the party this act belongs to. */
  readonly party: (viewer: Viewer, row: Row) => boolean;
  /** A further condition on the row that belongs to its state (not to the input). */
  readonly when?: (viewer: Viewer, row: Row) => boolean;
}

export type ActionTable<Action extends string, Row> = Readonly<Record<Action, ActionRule<Row>>>;

/** What the viewer can do with the row now; what is listed is not refused for state or permission, all else always is. */
export function availableActions<Action extends string, Row extends { readonly state: string }>(
  table: ActionTable<Action, Row>,
  viewer: Viewer,
  row: Row,
): Action[] {
  return (Object.keys(table) as Action[]).filter(action => refusal(table[action], viewer, row) === null);
}

/** Why the viewer cannot do this now, or null. The system passes: it acts by rules of its own. */
export function refusal<Row extends { readonly state: string }>(
  rule: ActionRule<Row>,
  viewer: Viewer,
  row: Row,
): Problem | null {
  if (viewer.kind !== 'SYSTEM') {
    const permissions = typeof rule.permission === 'string' ? [rule.permission] : rule.permission;
    const permitted = permissions.some(permission => hasPermission(viewer, permission));
    if (!rule.party(viewer, row) || !permitted) return new NotPermitted();
  }
  if (!rule.states.includes(row.state)) return new NotAvailable(row.state);
  if (rule.when && !rule.when(viewer, row)) return new NotAvailable(row.state);
  return null;
}
