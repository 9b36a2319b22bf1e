import { randomUUID } from 'node:crypto';
import { demoOrganizations } from '../../server/demo/parties.js';
import {
  deactivateMember,
  inviteMember,
  memberById,
  memberIdsByEmail,
  membersOf,
  personById,
  setPermissions,
} from '../../server/identity/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { type MemberViewer, type Permission, systemViewer } from '../../server/platform/viewer.js';
import { codeOf, openSeededMarket, type SeededMarket, wireMember } from '../support/seeded-market.js';

let market: SeededMarket;
beforeAll(async () => {
  market = await openSeededMarket();
});
afterAll(() => market.close());

let people = 0;
/** A further person of the administrator's organization. */
async function newMember(administrator: MemberViewer, ...permissions: Permission[]): Promise<MemberViewer> {
  people += 1;
  const email = `person.${people}@somewhere.example`;
  const link = await market.succeed(inviteMember, administrator, { name: 'Person', email, permissions });
  return market.enter(link, { email });
}

function set(viewer: MemberViewer, member: MemberViewer, ...permissions: Permission[]) {
  return market.run(setPermissions, viewer, { memberId: wireMember(member), permissions });
}

function deactivate(viewer: MemberViewer, member: MemberViewer) {
  return market.run(deactivateMember, viewer, { memberId: wireMember(member) });
}

async function permissionsOf(member: MemberViewer): Promise<readonly string[]> {
  const [row] = await market.readAs(systemViewer, (db, as) => memberById(db, as, [member.memberId]));
  return row!.permissions;
}

describe('setting permissions', () => {
  test('an administrator gives others what it will, and it is told', async () => {
    const { viewer } = market.parties.supplier;
    const member = await newMember(viewer, 'VIEWER');
    expect(codeOf(await set(viewer, member, 'DEALER', 'MAKER', 'DEALER'))).toBe('');
    expect(await permissionsOf(member)).toEqual(['DEALER', 'MAKER']);
    const [event] = await market.asAdmin('SELECT * FROM event ORDER BY seq DESC LIMIT 1');
    expect(event).toMatchObject({
      type: 'organization.memberChanged',
      cause: 'setPermissions',
      person_id: viewer.personId,
      before: { memberId: member.memberId, permissions: ['VIEWER'] },
      after: { memberId: member.memberId, permissions: ['DEALER', 'MAKER'] },
    });
  });

  test('nobody gives itself a permission over money, but may give up or take what is none', async () => {
    const { viewer } = market.parties.buyerMaker;
    expect(await permissionsOf(viewer)).toEqual(['ADMINISTRATOR', 'MAKER']);
    const before = await market.counts();
    for (const permission of ['CHECKER', 'DEALER', 'RISK'] as const) {
      expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'MAKER', permission))).toBe('OWN_PERMISSIONS');
    }
    expect(await permissionsOf(viewer)).toEqual(['ADMINISTRATOR', 'MAKER']);
    expect(await market.counts()).toEqual(before);
    expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'VIEWER'))).toBe('');
    expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'MAKER'))).toBe('OWN_PERMISSIONS');
  });

  test('another administrator gives it', async () => {
    const { viewer } = market.parties.buyerMaker;
    const second = await newMember(viewer, 'ADMINISTRATOR');
    expect(codeOf(await set(second, viewer, 'ADMINISTRATOR', 'MAKER'))).toBe('');
    expect(codeOf(await deactivate(viewer, second))).toBe('');
  });

  test('whoever is alone in an organization gives itself what it needs', async () => {
    const { viewer } = market.parties.funderB;
    expect(codeOf(await deactivate(viewer, market.parties.funderBChecker.viewer))).toBe('');
    expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'CHECKER', 'DEALER', 'MAKER', 'RISK'))).toBe('');
    const colleague = await newMember(viewer, 'VIEWER');
    expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'CHECKER', 'DEALER'))).toBe('');
    expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'CHECKER', 'DEALER', 'RISK'))).toBe('OWN_PERMISSIONS');
    // Deactivated members are no second pair of eyes.
    expect(codeOf(await deactivate(viewer, colleague))).toBe('');
    expect(codeOf(await set(viewer, viewer, 'ADMINISTRATOR', 'CHECKER', 'DEALER', 'RISK'))).toBe('');
  });

  test('the last administrator stays one', async () => {
    const { viewer } = market.parties.funderA;
    expect(codeOf(await set(viewer, viewer, 'DEALER'))).toBe('LAST_ADMINISTRATOR');
    expect(codeOf(await deactivate(viewer, viewer))).toBe('LAST_ADMINISTRATOR');
    const second = await newMember(viewer, 'ADMINISTRATOR');
    expect(codeOf(await set(viewer, viewer, 'DEALER'))).toBe('');
    expect(codeOf(await deactivate(second, second))).toBe('LAST_ADMINISTRATOR');
    expect(codeOf(await set(second, viewer, 'ADMINISTRATOR', 'DEALER'))).toBe('');
    expect(codeOf(await deactivate(second, second))).toBe('');
  });

  test('of two administrators who remove each other at one moment one remains', async () => {
    const { viewer } = market.parties.supplier;
    for (let round = 0; round < 5; round++) {
      const second = await newMember(viewer, 'ADMINISTRATOR');
      const both = await Promise.all([set(viewer, viewer, 'DEALER', 'MAKER'), set(second, second, 'VIEWER')]);
      expect(both.map(codeOf).sort()).toEqual(['', 'LAST_ADMINISTRATOR']);
      const [remaining] = await market.asAdmin<{ id: string }>(
        `SELECT id FROM member WHERE organization_id = $1 AND active AND 'ADMINISTRATOR' = ANY(permissions)`,
        [viewer.organizationId],
      );
      const administrator = remaining!.id === viewer.memberId ? viewer : second;
      await market.succeed(setPermissions, administrator, {
        memberId: wireMember(viewer),
        permissions: ['ADMINISTRATOR', 'DEALER', 'MAKER'],
      });
      await market.succeed(deactivateMember, viewer, { memberId: wireMember(second) });
    }
  });
});

describe('who may', () => {
  test.each<[string, () => MemberViewer, string]>([
    ['a member who is no administrator', () => market.parties.buyerChecker.viewer, 'NOT_PERMITTED'],
    ['the operator', () => market.parties.operator.viewer, 'NOT_PERMITTED'],
    ['a counterparty', () => market.parties.supplier.viewer, 'NOT_FOUND'],
    ['a stranger', () => market.parties.funderB.viewer, 'NOT_FOUND'],
  ])('%s changes no member', async (_, who, code) => {
    const { viewer } = market.parties.buyerMaker;
    const before = await permissionsOf(viewer);
    expect(codeOf(await set(who(), viewer, 'VIEWER'))).toBe(code);
    expect(codeOf(await deactivate(who(), viewer))).toBe(code);
    expect(await permissionsOf(viewer)).toEqual(before);
  });

  test('a member that is not seen and one that does not exist get one answer', async () => {
    const { viewer } = market.parties.supplier;
    const unseen = await deactivate(viewer, market.parties.buyerChecker.viewer);
    const memberId = toWireId('member', randomUUID());
    expect(await market.run(deactivateMember, viewer, { memberId })).toEqual(unseen);
    expect(await market.run(deactivateMember, viewer, { memberId: 'org_nonsense' })).toEqual(unseen);
  });

  test('a deactivated member cannot be changed', async () => {
    const { viewer } = market.parties.supplier;
    const member = await newMember(viewer, 'VIEWER');
    await market.succeed(deactivateMember, viewer, { memberId: wireMember(member) });
    expect(await set(viewer, member, 'MAKER')).toMatchObject({ code: 'NOT_AVAILABLE', state: 'INACTIVE' });
    expect(await deactivate(viewer, member)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'INACTIVE' });
  });
});

describe('members and persons', () => {
  test('are shown to their own organization and the operator, to nobody else', async () => {
    const { buyerMaker, buyerChecker, supplier, operator } = market.parties;
    const ids = [buyerMaker.viewer.organizationId, supplier.viewer.organizationId];
    const seenBy = async (viewer: MemberViewer) => {
      const lists = await market.readAs(viewer, (db, as) => membersOf(db, as, ids));
      return lists.map(list => list && list.length > 0);
    };
    expect(await seenBy(buyerChecker.viewer)).toEqual([true, null]);
    expect(await seenBy(supplier.viewer)).toEqual([null, true]);
    expect(await seenBy(operator.viewer)).toEqual([true, true]);
    expect(await seenBy(market.parties.funderA.viewer)).toEqual([null, null]);

    const persons = [buyerMaker.viewer.personId, supplier.viewer.personId, randomUUID()];
    const names = async (viewer: MemberViewer) =>
      (await market.readAs(viewer, (db, as) => personById(db, as, persons))).map(row => row?.name ?? null);
    expect(await names(buyerChecker.viewer)).toEqual([buyerMaker.name, null, null]);
    expect(await names(supplier.viewer)).toEqual([null, supplier.name, null]);
    expect(await names(operator.viewer)).toEqual([buyerMaker.name, supplier.name, null]);
  });

  test('a person’s password hash is in no read', async () => {
    const { viewer } = market.parties.buyerMaker;
    const [person] = await market.readAs(viewer, (db, as) => personById(db, as, [viewer.personId]));
    expect(Object.keys(person!).sort()).toEqual(['email', 'id', 'name']);
  });

  test('are found by address, for the links of the demo', async () => {
    const { buyerChecker, funderA } = market.parties;
    const emails = [buyerChecker.email, funderA.email, 'nobody@lumiere.example'];
    const found = await market.readAs(systemViewer, db => memberIdsByEmail(db, emails));
    expect(found).toEqual(
      new Map([
        [buyerChecker.email, buyerChecker.viewer.memberId],
        [funderA.email, funderA.viewer.memberId],
      ]),
    );
    expect(demoOrganizations.buyer.people.map(person => person.email)).toContain(buyerChecker.email);
  });
});
