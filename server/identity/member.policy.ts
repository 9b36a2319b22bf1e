import type { ActionRule, ActionTable } from '../platform/actions.js';
import { type OrganizationRole, organizationOf, type Permission, type Viewer } from '../platform/viewer.js';
import type { MemberRow } from './identity.entity.js';

export type MemberAction = 'SET_PERMISSIONS' | 'DEACTIVATE' | 'SET_CEILINGS' | 'SET_SUBSTITUTE';

/** Up to which total a member may release a batch of this currency; minor units, as text. */
export interface Ceiling {
  readonly currency: string;
  readonly ceilingMinor: string;
}

/** A member with what its policy asks beside the row. */
export type MemberView = MemberRow & {
  readonly state: 'ACTIVE' | 'INACTIVE';
  /** Of the member's organization. */
  readonly activeMembers: number;
  readonly activeAdministrators: number;
  /** By currency; none at all: any amount. */
  readonly ceilings: readonly Ceiling[];
};

/** Members are their organization's and the operator's business. */
export const memberVisible = '(viewer_sees_all() OR t.organization_id = viewer_organization())';

/** A person is known to those it acts with, and to the operator. */
export const personVisible = `(viewer_sees_all()
  OR EXISTS (SELECT FROM member m WHERE m.person_id = t.id AND m.organization_id = viewer_organization()))`;

const byOwnAdministrator: ActionRule<MemberView> = {
  permission: 'ADMINISTRATOR',
  states: ['ACTIVE'],
  party: (viewer: Viewer, row: MemberView) => organizationOf(viewer) === row.organizationId,
};

/** Whether the organization has no other administrator. */
export function isLastAdministrator(row: MemberView): boolean {
  return row.active && row.permissions.includes('ADMINISTRATOR') && row.activeAdministrators === 1;
}

/** Who may deactivate a member, whether or not it is the last administrator. */
export const deactivateRule = byOwnAdministrator;

export const memberActions: ActionTable<MemberAction, MemberView> = {
  SET_PERMISSIONS: byOwnAdministrator,
  DEACTIVATE: { ...deactivateRule, when: (_viewer, row) => !isLastAdministrator(row) },
  SET_CEILINGS: byOwnAdministrator,
  SET_SUBSTITUTE: byOwnAdministrator,
};

/** Permissions that move money or bind the organization; the others keep house or read. */
const overMoney: readonly Permission[] = ['MAKER', 'CHECKER', 'DEALER', 'RISK'];

/** Whether these permissions hold one over money that those do not. */
export function addsMoney(before: readonly Permission[], after: readonly Permission[]): boolean {
  return after.some(permission => overMoney.includes(permission) && !before.includes(permission));
}

/**
 * What the first member of a new organization may do: everything its role does, for it may be alone. Maker and checker
 * stay two persons all the same; further administrators take what is too much.
 */
export const firstPermissions: Readonly<Record<OrganizationRole, readonly Permission[]>> = {
  BUYER: ['MAKER', 'CHECKER', 'ADMINISTRATOR'],
  SUPPLIER: ['MAKER', 'CHECKER', 'DEALER', 'ADMINISTRATOR'],
  FUNDER: ['DEALER', 'CHECKER', 'RISK', 'ADMINISTRATOR'],
  INSURER: ['RISK', 'ADMINISTRATOR'],
  OPERATOR: ['MAKER', 'CHECKER', 'RISK', 'ADMINISTRATOR'],
};
