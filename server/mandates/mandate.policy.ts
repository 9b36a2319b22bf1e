import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';
import type { ActionRule, ActionTable } from '../platform/actions.js';
import { actsInPerson, hasRole, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import type { MandateRow } from './mandate.entity.js';

/**
 * Which mandates a viewer sees, as an SQL condition on `t`: the debtor and the operator, and the creditor from the moment at
 * which it is in force on. What a debtor only thought of does not exist for anybody else.
 */
export const mandateVisible = `(viewer_sees_all() OR t.debtor_id = viewer_organization()
  OR (t.creditor_id = viewer_organization() AND t.activated_at IS NOT NULL))`;

/** Who hears of a mandate: whoever sees it. */
export function mandateChannels(of: Pick<MandateRow, 'debtorId' | 'creditorId'>, isInForce: boolean): Channel[] {
  const own = [organizationChannel(of.debtorId), operatorChannel];
  return isInForce ? [...own, organizationChannel(of.creditorId)] : own;
}

export type MandateAction = 'ACTIVATE' | 'REVOKE';

/** A key is nobody's eyes: it grants nothing, and ends nothing. */
function isDebtor(viewer: Viewer, row: MandateRow): boolean {
  return actsInPerson(viewer) && organizationOf(viewer) === row.debtorId;
}

function isCreditor(viewer: Viewer, row: MandateRow): boolean {
  return actsInPerson(viewer) && organizationOf(viewer) === row.creditorId;
}

/** Who may propose one: what a buyer grants begins with its maker, or a checker. */
export const proposeRule: ActionRule<{ readonly state: string }> = {
  permission: ['MAKER', 'CHECKER'],
  states: [''],
  party: viewer => actsInPerson(viewer) && hasRole(viewer, 'BUYER'),
};

/** Who may activate one, whoever proposed it. */
export const activateRule: ActionRule<MandateRow> = { permission: 'CHECKER', states: ['PROPOSED'], party: isDebtor };

/** Four eyes compares persons. */
export function isAnotherPerson(viewer: Viewer, row: MandateRow): boolean {
  return personOf(viewer) !== row.proposedBy;
}

export const mandatePolicy: ActionTable<MandateAction, MandateRow> = {
  ACTIVATE: { ...activateRule, when: isAnotherPerson },
  REVOKE: {
    permission: ['MAKER', 'CHECKER'],
    states: ['PROPOSED', 'ACTIVE'],
    party: (viewer, row) => isDebtor(viewer, row) || isCreditor(viewer, row),
  },
};
