import type { ActionRule, ActionTable } from '../platform/actions.js';
import { hasRole, organizationOf, type Viewer } from '../platform/viewer.js';
import type { ProgrammeRow } from './programme.entity.js';

export type ProgrammeAction = 'PUBLISH_TERMS' | 'SET_OVERDUE_STOP' | 'INVITE_SUPPLIER' | 'ADD_FUNDER' | 'ACCEPT_TERMS';

/** A programme with what the viewer's organization is in it. */
export type ProgrammeView = ProgrammeRow & {
  readonly state: 'ACTIVE' | 'INACTIVE';
  /** The newest version of its terms, if any are published. */
  readonly currentTermsId: string | null;
  /** Whether the viewer's organization is one of its suppliers or invited funders. */
  readonly joined: boolean;
  /** Whether the viewer's organization accepted the newest version. */
  readonly accepted: boolean;
};

/**
 * A programme is known to its buyer, its suppliers, its invited funders, and the operator; and to whoever put up or bid for
 * a claim in it, though it is in the programme no more. `p` names its row.
 */
export function programmeVisibleAs(p: string): string {
  return `(viewer_sees_all() OR ${p}.buyer_id = viewer_organization()
  OR EXISTS (SELECT FROM programme_supplier s WHERE s.programme_id = ${p}.id AND s.supplier_id = viewer_organization())
  OR EXISTS (SELECT FROM programme_funder f WHERE f.programme_id = ${p}.id AND f.funder_id = viewer_organization())
  OR EXISTS (SELECT FROM auction x WHERE x.programme_id = ${p}.id AND x.supplier_id = viewer_organization())
  OR EXISTS (SELECT FROM bid b JOIN auction x ON x.id = b.auction_id
              WHERE x.programme_id = ${p}.id AND b.funder_id = viewer_organization()))`;
}

export const programmeVisible = programmeVisibleAs('t');

/** What a viewer sees of a programme, as columns beside `t.*`. */
export const asViewed = `CASE WHEN t.active THEN 'ACTIVE' ELSE 'INACTIVE' END AS state,
  (SELECT v.id FROM programme_terms v WHERE v.programme_id = t.id ORDER BY v.version DESC LIMIT 1) AS current_terms_id,
  EXISTS (SELECT FROM programme_supplier s WHERE s.programme_id = t.id AND s.supplier_id = viewer_organization())
    OR EXISTS (SELECT FROM programme_funder f WHERE f.programme_id = t.id AND f.funder_id = viewer_organization()) AS joined,
  EXISTS (SELECT FROM terms_acceptance a WHERE a.organization_id = viewer_organization()
             AND a.terms_id = (SELECT v.id FROM programme_terms v WHERE v.programme_id = t.id
                                ORDER BY v.version DESC LIMIT 1)) AS accepted`;

function isOperator(viewer: Viewer): boolean {
  return hasRole(viewer, 'OPERATOR');
}

function isBuyer(viewer: Viewer, row: { readonly buyerId: string }): boolean {
  return organizationOf(viewer) === row.buyerId;
}

/** Who knows the other parties of a programme. */
export function seesParties(viewer: Viewer, row: { readonly buyerId: string }): boolean {
  return viewer.kind === 'SYSTEM' || isOperator(viewer) || isBuyer(viewer, row);
}

/** Who may accept terms, whether or not there are any left to accept. */
export const acceptRule: ActionRule<ProgrammeView> = {
  permission: ['DEALER', 'ADMINISTRATOR'],
  states: ['ACTIVE'],
  party: (_viewer, row) => row.joined,
};

export const programmeActions: ActionTable<ProgrammeAction, ProgrammeView> = {
  PUBLISH_TERMS: { permission: 'ADMINISTRATOR', states: ['ACTIVE'], party: isOperator },
  SET_OVERDUE_STOP: { permission: 'ADMINISTRATOR', states: ['ACTIVE'], party: isOperator },
  INVITE_SUPPLIER: { permission: ['ADMINISTRATOR', 'MAKER'], states: ['ACTIVE'], party: isBuyer },
  ADD_FUNDER: {
    permission: 'ADMINISTRATOR',
    states: ['ACTIVE'],
    party: (viewer, row) => isOperator(viewer) || isBuyer(viewer, row),
  },
  ACCEPT_TERMS: { ...acceptRule, when: (_viewer, row) => row.currentTermsId !== null && !row.accepted },
};
