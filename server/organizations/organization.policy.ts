import type { ActionRule, ActionTable } from '../platform/actions.js';
import { hasRole, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import type { BankAccountRow, OrganizationRow } from './organization.entity.js';

export type OrganizationAction =
  | 'ADMIT'
  | 'REFUSE'
  | 'SUSPEND'
  | 'RESUME'
  | 'INVITE_MEMBER'
  | 'PROPOSE_ACCOUNT'
  | 'RECORD_DOCUMENT'
  | 'CREATE_API_KEY'
  | 'SET_OWN_RATE'
  | 'SET_ADDRESS';
export type BankAccountAction = 'VERIFY' | 'REFUSE' | 'CLOSE' | 'SET_PAYMENT_FORMAT';

/** A bank account with what its policy asks beside the row. */
export type BankAccountView = BankAccountRow & { readonly activeMembers: number };

/**
 * Whether the viewer may know the organization `t`: itself, the operator, buyer and supplier of one programme, a buyer its
 * invited funders, a funder the buyers that invited it. What was done outlives a programme's lists of who is in it: the two
 * sides of an invoice that is disclosed, of a financing and of a payment know each other, and a funder the buyers whose
 * claims it bid for. Who stands in for a supplier that is not here yet is known to the buyer that named it. Each condition is one look into an index.
 */
export const organizationVisible = `(viewer_sees_all() OR t.id = viewer_organization()
  OR EXISTS (SELECT FROM programme p JOIN programme_supplier s ON s.programme_id = p.id
              WHERE (p.buyer_id = viewer_organization() AND s.supplier_id = t.id)
                 OR (s.supplier_id = viewer_organization() AND p.buyer_id = t.id))
  OR EXISTS (SELECT FROM programme p JOIN programme_funder f ON f.programme_id = p.id
              WHERE (p.buyer_id = viewer_organization() AND f.funder_id = t.id)
                 OR (f.funder_id = viewer_organization() AND p.buyer_id = t.id))
  OR EXISTS (SELECT FROM financing x
              WHERE (x.supplier_id = viewer_organization() AND x.funder_id = t.id)
                 OR (x.funder_id = viewer_organization() AND x.supplier_id = t.id))
  OR EXISTS (SELECT FROM payment x WHERE x.payer_id = viewer_organization() AND x.payee_id = t.id)
  OR EXISTS (SELECT FROM payment x WHERE x.payer_id = t.id AND x.payee_id = viewer_organization())
  OR EXISTS (SELECT FROM invoice x WHERE x.supplier_id = viewer_organization() AND x.buyer_id = t.id)
  OR EXISTS (SELECT FROM invoice x WHERE x.supplier_id = t.id AND x.buyer_id = viewer_organization()
                AND NOT EXISTS (SELECT FROM programme_terms d
                                 WHERE d.programme_id = x.programme_id AND d.disclosure = 'CONFIDENTIAL'))
  OR EXISTS (SELECT FROM bid b JOIN auction a ON a.id = b.auction_id
              WHERE b.funder_id = viewer_organization() AND a.buyer_id = t.id)
  OR EXISTS (SELECT FROM invited_supplier i WHERE i.id = t.id AND i.buyer_id = viewer_organization()))`;

/** Whether the viewer may know the numbers under which registers hold `t`: its own, and those of the other side of an invoice. */
export const identifiersVisible = `(viewer_sees_all() OR t.id = viewer_organization()
  OR EXISTS (SELECT FROM invited_supplier i WHERE i.id = t.id AND i.buyer_id = viewer_organization())
  OR EXISTS (SELECT FROM programme p JOIN programme_supplier s ON s.programme_id = p.id
              WHERE (p.buyer_id = viewer_organization() AND s.supplier_id = t.id)
                 OR (s.supplier_id = viewer_organization() AND p.buyer_id = t.id)))`;

/** Whether the viewer may know whether `t` is admitted: its own state, and those of the parties of its own programmes. */
export const stateVisible = `(viewer_sees_all() OR t.id = viewer_organization()
  OR EXISTS (SELECT FROM invited_supplier i WHERE i.id = t.id AND i.buyer_id = viewer_organization())
  OR EXISTS (SELECT FROM programme p JOIN programme_supplier s ON s.programme_id = p.id
              WHERE p.buyer_id = viewer_organization() AND s.supplier_id = t.id)
  OR EXISTS (SELECT FROM programme p JOIN programme_funder f ON f.programme_id = p.id
              WHERE p.buyer_id = viewer_organization() AND f.funder_id = t.id))`;

/** An address is its organization's and the operator's business; others read it in the payment files that name it. */
export const addressVisible = '(viewer_sees_all() OR t.id = viewer_organization())';

/** Accounts are their organization's and the operator's business; a payment shows the one it goes to by itself. */
export const bankAccountVisible = '(viewer_sees_all() OR t.organization_id = viewer_organization())';

function isOperator(viewer: Viewer): boolean {
  return hasRole(viewer, 'OPERATOR');
}

function isOwn(viewer: Viewer, row: { readonly organizationId: string }): boolean {
  return organizationOf(viewer) === row.organizationId;
}

/** What only an organization itself and the operator see of it: its members and accounts. */
export function isOwnOrOperator(viewer: Viewer, row: { readonly organizationId: string }): boolean {
  return viewer.kind === 'SYSTEM' || isOperator(viewer) || isOwn(viewer, row);
}

/** The operator decides about every organization but its own. */
const byOperator = {
  permission: ['ADMINISTRATOR', 'CHECKER'],
  party: (viewer: Viewer, row: OrganizationRow) => isOperator(viewer) && organizationOf(viewer) !== row.id,
} as const;

const byOwnAdministrator = {
  permission: 'ADMINISTRATOR',
  party: (viewer: Viewer, row: OrganizationRow) => organizationOf(viewer) === row.id,
} as const;

export const organizationActions: ActionTable<OrganizationAction, OrganizationRow> = {
  ADMIT: { ...byOperator, states: ['PENDING'] },
  REFUSE: { ...byOperator, states: ['PENDING'] },
  SUSPEND: { ...byOperator, states: ['ADMITTED'] },
  RESUME: { ...byOperator, states: ['SUSPENDED'] },
  RECORD_DOCUMENT: { ...byOperator, states: ['PENDING', 'ADMITTED', 'SUSPENDED'] },
  INVITE_MEMBER: { ...byOwnAdministrator, states: ['PENDING', 'ADMITTED', 'SUSPENDED'] },
  PROPOSE_ACCOUNT: { ...byOwnAdministrator, states: ['PENDING', 'ADMITTED', 'SUSPENDED'] },
  CREATE_API_KEY: { ...byOwnAdministrator, states: ['PENDING', 'ADMITTED', 'SUSPENDED'] },
  SET_ADDRESS: { ...byOwnAdministrator, states: ['PENDING', 'ADMITTED', 'SUSPENDED'] },
  SET_OWN_RATE: {
    permission: 'ADMINISTRATOR',
    party: (viewer, row) => organizationOf(viewer) === row.id && hasRole(viewer, 'SUPPLIER'),
    states: ['PENDING', 'ADMITTED', 'SUSPENDED'],
  },
};

/** Own, or the operator in place of the second person that an organization of one member lacks. */
function isSecondParty(viewer: Viewer, row: BankAccountView): boolean {
  return isOwn(viewer, row) || (isOperator(viewer) && row.activeMembers === 1);
}

/** Four eyes compares persons, whichever organizations they act for. */
export function isAnotherPerson(viewer: Viewer, row: BankAccountRow): boolean {
  return personOf(viewer) !== row.proposedBy;
}

/** Who may verify, whoever proposed. */
export const verifyRule: ActionRule<BankAccountView> = {
  permission: 'CHECKER',
  states: ['PROPOSED'],
  party: isSecondParty,
};

export const bankAccountActions: ActionTable<BankAccountAction, BankAccountView> = {
  VERIFY: { ...verifyRule, when: isAnotherPerson },
  REFUSE: { permission: ['CHECKER', 'ADMINISTRATOR'], states: ['PROPOSED'], party: isSecondParty },
  CLOSE: { permission: 'ADMINISTRATOR', states: ['VERIFIED'], party: isOwn },
  SET_PAYMENT_FORMAT: { permission: 'ADMINISTRATOR', states: ['VERIFIED'], party: isOwn },
};
