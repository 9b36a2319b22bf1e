import { availableActions } from '../../../server/platform/actions.js';
import type { MemberViewer, OrganizationRole, Permission } from '../../../server/platform/viewer.js';
import type { OrganizationRow } from '../../../server/organizations/organization.entity.js';
import {
  type BankAccountView,
  bankAccountActions,
  organizationActions,
} from '../../../server/organizations/organization.policy.js';

const own = 'a0000000-0000-4000-8000-000000000001';
const proposer = 'b0000000-0000-4000-8000-000000000001';

function viewer(permissions: Permission[], organizationId = own, role: OrganizationRole = 'SUPPLIER'): MemberViewer {
  return {
    kind: 'MEMBER',
    personId: 'b0000000-0000-4000-8000-000000000002',
    memberId: 'c0000000-0000-4000-8000-000000000002',
    organizationId,
    roles: [role],
    permissions,
    sessionId: '',
  };
}

const operator = (...permissions: Permission[]) =>
  viewer(permissions, 'a0000000-0000-4000-8000-000000000009', 'OPERATOR');
const stranger = (...permissions: Permission[]) => viewer(permissions, 'a0000000-0000-4000-8000-000000000008');

function organization(state: OrganizationRow['state'], id = own): OrganizationRow {
  return { id, state, roles: ['SUPPLIER'] } as unknown as OrganizationRow;
}

test.each<[string, MemberViewer, OrganizationRow, string[]]>([
  [
    'the operator, while it waits',
    operator('CHECKER'),
    organization('PENDING'),
    ['ADMIT', 'REFUSE', 'RECORD_DOCUMENT'],
  ],
  [
    'the operator, while it trades',
    operator('ADMINISTRATOR'),
    organization('ADMITTED'),
    ['SUSPEND', 'RECORD_DOCUMENT'],
  ],
  [
    'the operator, while it is suspended',
    operator('ADMINISTRATOR'),
    organization('SUSPENDED'),
    ['RESUME', 'RECORD_DOCUMENT'],
  ],
  ['the operator, once it is refused', operator('ADMINISTRATOR'), organization('REFUSED'), []],
  ["the operator's maker", operator('MAKER', 'RISK', 'DEALER', 'VIEWER'), organization('PENDING'), []],
  [
    'the operator with itself',
    operator('CHECKER'),
    organization('ADMITTED', 'a0000000-0000-4000-8000-000000000009'),
    [],
  ],
  [
    'its administrator',
    viewer(['ADMINISTRATOR']),
    organization('PENDING'),
    ['INVITE_MEMBER', 'PROPOSE_ACCOUNT', 'CREATE_API_KEY', 'SET_ADDRESS', 'SET_OWN_RATE'],
  ],
  [
    'the administrator of a buyer',
    viewer(['ADMINISTRATOR'], own, 'BUYER'),
    organization('ADMITTED'),
    ['INVITE_MEMBER', 'PROPOSE_ACCOUNT', 'CREATE_API_KEY', 'SET_ADDRESS'],
  ],
  ['its administrator, once it is refused', viewer(['ADMINISTRATOR']), organization('REFUSED'), []],
  ['its checker', viewer(['CHECKER', 'MAKER', 'DEALER', 'RISK']), organization('ADMITTED'), []],
  ['a stranger', stranger('ADMINISTRATOR', 'CHECKER'), organization('PENDING'), []],
])('what %s can do with an organization', (_, who, row, expected) => {
  expect(availableActions(organizationActions, who, row)).toEqual(expected);
});

function account(change: Partial<BankAccountView> = {}): BankAccountView {
  const row = { organizationId: own, state: 'PROPOSED', proposedBy: proposer, activeMembers: 2, ...change };
  return row as BankAccountView;
}

test.each<[string, MemberViewer, BankAccountView, string[]]>([
  ['a checker who did not propose it', viewer(['CHECKER']), account(), ['VERIFY', 'REFUSE']],
  ['a checker who did', { ...viewer(['CHECKER']), personId: proposer }, account(), ['REFUSE']],
  ['an administrator', viewer(['ADMINISTRATOR']), account(), ['REFUSE']],
  ['a maker', viewer(['MAKER', 'DEALER', 'RISK', 'VIEWER']), account(), []],
  ['the operator, where there are two members', operator('CHECKER', 'ADMINISTRATOR'), account(), []],
  ['the operator, where there is one member', operator('CHECKER'), account({ activeMembers: 1 }), ['VERIFY', 'REFUSE']],
  ['a stranger, where there is one member', stranger('CHECKER'), account({ activeMembers: 1 }), []],
  [
    'the proposer as a person of the operator',
    { ...operator('CHECKER'), personId: proposer },
    account({ activeMembers: 1 }),
    ['REFUSE'],
  ],
  [
    'its administrator, once it is verified',
    viewer(['ADMINISTRATOR']),
    account({ state: 'VERIFIED' }),
    ['CLOSE', 'SET_PAYMENT_FORMAT'],
  ],
  [
    'the operator, once it is verified',
    operator('ADMINISTRATOR'),
    account({ state: 'VERIFIED', activeMembers: 1 }),
    [],
  ],
  ['anybody, once it is closed', viewer(['ADMINISTRATOR', 'CHECKER']), account({ state: 'CLOSED' }), []],
])('what %s can do with an account', (_, who, row, expected) => {
  expect(availableActions(bankAccountActions, who, row)).toEqual(expected);
});
