import {
  addsMoney,
  firstPermissions,
  isLastAdministrator,
  type MemberView,
  memberActions,
} from '../../../server/identity/member.policy.js';
import { availableActions } from '../../../server/platform/actions.js';
import type { MemberViewer, Permission } from '../../../server/platform/viewer.js';

const organizationId = 'a0000000-0000-4000-8000-000000000001';

function member(change: Partial<MemberView> = {}): MemberView {
  return {
    id: 'a0000000-0000-4000-8000-000000000002',
    personId: 'a0000000-0000-4000-8000-000000000003',
    organizationId,
    permissions: ['MAKER'],
    active: true,
    createdAt: new Date(0),
    state: change.active === false ? 'INACTIVE' : 'ACTIVE',
    activeMembers: 2,
    activeAdministrators: 1,
    substituteId: null,
    substituteFrom: null,
    substituteUntil: null,
    ceilings: [],
    ...change,
  };
}

function viewer(permissions: Permission[], change: Partial<MemberViewer> = {}): MemberViewer {
  return {
    kind: 'MEMBER',
    personId: 'a0000000-0000-4000-8000-000000000004',
    memberId: 'a0000000-0000-4000-8000-000000000005',
    organizationId,
    roles: ['SUPPLIER'],
    permissions,
    sessionId: '',
    ...change,
  };
}

test.each<[string, MemberViewer, MemberView, string[]]>([
  [
    'its administrator',
    viewer(['ADMINISTRATOR']),
    member(),
    ['SET_PERMISSIONS', 'DEACTIVATE', 'SET_CEILINGS', 'SET_SUBSTITUTE'],
  ],
  ['a member who is not', viewer(['MAKER', 'CHECKER', 'DEALER', 'RISK', 'VIEWER']), member(), []],
  [
    'another organization',
    viewer(['ADMINISTRATOR'], { organizationId: 'a0000000-0000-4000-8000-000000000009' }),
    member(),
    [],
  ],
  [
    'the operator',
    viewer(['ADMINISTRATOR'], { organizationId: 'a0000000-0000-4000-8000-000000000009', roles: ['OPERATOR'] }),
    member(),
    [],
  ],
  ['anybody, once it is deactivated', viewer(['ADMINISTRATOR']), member({ active: false }), []],
  [
    'its administrator, with the last administrator',
    viewer(['ADMINISTRATOR']),
    member({ permissions: ['ADMINISTRATOR'] }),
    ['SET_PERMISSIONS', 'SET_CEILINGS', 'SET_SUBSTITUTE'],
  ],
])('what %s can do with a member', (_, who, row, expected) => {
  expect(availableActions(memberActions, who, row)).toEqual(expected);
});

test.each<[Permission[], Permission[], boolean]>([
  [['ADMINISTRATOR'], ['ADMINISTRATOR', 'MAKER'], true],
  [['ADMINISTRATOR', 'MAKER'], ['ADMINISTRATOR', 'CHECKER'], true],
  [['ADMINISTRATOR', 'MAKER', 'CHECKER'], ['ADMINISTRATOR', 'MAKER'], false],
  [['ADMINISTRATOR'], ['ADMINISTRATOR', 'VIEWER'], false],
  [['MAKER'], ['ADMINISTRATOR', 'MAKER'], false],
])('from %j to %j adds a permission over money: %s', (before, after, expected) => {
  expect(addsMoney(before, after)).toBe(expected);
});

test('the last administrator is the only active one that is one', () => {
  expect(isLastAdministrator(member({ permissions: ['ADMINISTRATOR'] }))).toBe(true);
  expect(isLastAdministrator(member({ permissions: ['ADMINISTRATOR'], activeAdministrators: 2 }))).toBe(false);
  expect(isLastAdministrator(member({ permissions: ['MAKER'] }))).toBe(false);
  expect(isLastAdministrator(member({ permissions: ['ADMINISTRATOR'], active: false }))).toBe(false);
});

test('whoever founds an organization administers it', () => {
  for (const permissions of Object.values(firstPermissions)) expect(permissions).toContain('ADMINISTRATOR');
  expect(firstPermissions.FUNDER).not.toContain('MAKER');
});
