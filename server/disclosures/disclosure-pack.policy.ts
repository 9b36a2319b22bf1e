import { type Channel, operatorChannel, organizationChannel } from '../events/index.js';
import type { ActionRule, ActionTable } from '../platform/actions.js';
import { hasRole, organizationOf, type Viewer } from '../platform/viewer.js';
import type { DisclosurePackView } from './disclosure-pack.entity.js';

/** Which packs a viewer sees, as an SQL condition on `t`: its own organization's, and the operator, whose looks are logged. */
export const disclosurePackVisible = '(viewer_sees_all() OR t.buyer_id = viewer_organization())';

/** Who hears of a pack. */
export function disclosurePackChannels({ buyerId }: { readonly buyerId: string }): Channel[] {
  return [organizationChannel(buyerId), operatorChannel];
}

export type DisclosurePackAction = 'SUPPLY' | 'PREPARE' | 'REOPEN' | 'CLOSE';

/** Who of a buyer prepares what it discloses. */
const preparers = ['MAKER', 'CHECKER', 'ADMINISTRATOR'] as const;

/** Only a period that is over is prepared; only one whose successor has not said its opening yet. */
export const disclosurePackPolicy: ActionTable<DisclosurePackAction, DisclosurePackView> = {
  SUPPLY: { permission: preparers, states: ['OPEN', 'PREPARED'], party: isBuyer },
  PREPARE: {
    permission: preparers,
    states: ['OPEN'],
    party: isBuyer,
    when: (_, pack) => pack.isOver && !pack.followed,
  },
  REOPEN: { permission: preparers, states: ['PREPARED'], party: isBuyer },
  CLOSE: { permission: 'CHECKER', states: ['PREPARED'], party: isBuyer, when: (_, pack) => !pack.followed },
};

/** Who begins a pack. */
export const openRule: ActionRule<{ readonly state: string }> = {
  permission: preparers,
  states: ['NONE'],
  party: viewer => hasRole(viewer, 'BUYER'),
};

/** Who says when the fiscal year begins. */
export const fiscalYearRule: ActionRule<{ readonly state: string }> = { ...openRule, permission: 'ADMINISTRATOR' };

function isBuyer(viewer: Viewer, pack: DisclosurePackView): boolean {
  return organizationOf(viewer) === pack.buyerId;
}
