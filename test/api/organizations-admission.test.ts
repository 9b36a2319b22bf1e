import { randomUUID } from 'node:crypto';
import { inviteMember, inviteOrganization } from '../../server/identity/index.js';
import {
  admitOrganization,
  refuseOrganization,
  resumeOrganization,
  suspendOrganization,
} from '../../server/organizations/index.js';
import type { Command } from '../../server/platform/command.js';
import { toWireId } from '../../server/platform/ids.js';
import { anonymousViewer, type MemberViewer } from '../../server/platform/viewer.js';
import { codeOf, newcomer, openSeededMarket, type SeededMarket, wireOrganization } from '../support/seeded-market.js';
import { seconded } from '../support/seconded.js';

type Decision = Command<{ organizationId: string; reason: string | null }, { organizationId: string }>;

let market: SeededMarket;
beforeAll(async () => {
  market = await openSeededMarket();
});
afterAll(() => market.close());

let digits = 20_000;
async function newcomerOrganization(): Promise<MemberViewer> {
  digits += 1;
  const email = `founder.${digits}@somewhere.example`;
  const input = { role: 'SUPPLIER', name: 'New', email };
  const link = await market.succeed(inviteOrganization, market.parties.operator.viewer, input);
  return market.enter(link, { email, organization: newcomer('supplier', `${digits}`) });
}

async function stateOf(viewer: MemberViewer) {
  const rows = await market.asAdmin('SELECT state, event_no FROM organization WHERE id = $1', [viewer.organizationId]);
  return rows[0];
}

test('the operator admits, suspends and resumes; each step is an event with its reason', async () => {
  const { viewer: operator } = market.parties.operator;
  const founder = await newcomerOrganization();
  const organizationId = wireOrganization(founder);
  expect(await stateOf(founder)).toEqual({ state: 'PENDING', event_no: 1 });
  await market.succeed(admitOrganization, operator, { organizationId, reason: 'Register checked.' });
  expect(await stateOf(founder)).toEqual({ state: 'ADMITTED', event_no: 2 });
  await market.succeed(suspendOrganization, operator, { organizationId, reason: null });
  expect(await stateOf(founder)).toEqual({ state: 'SUSPENDED', event_no: 3 });
  await market.succeed(resumeOrganization, seconded(operator), { organizationId });
  expect(await stateOf(founder)).toEqual({ state: 'ADMITTED', event_no: 4 });

  const events = await market.asAdmin(
    `SELECT e.type, e.cause, e.person_id, e.after, array_agg(c.channel ORDER BY c.channel) AS channels
       FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_id = $1 GROUP BY e.seq, e.type, e.cause, e.person_id, e.after ORDER BY e.seq`,
    [founder.organizationId],
  );
  const channels = ['operator', `organization:${founder.organizationId}`];
  const by = { person_id: operator.personId, channels };
  expect(events).toEqual([
    {
      type: 'organization.registered',
      cause: 'acceptInvitation',
      person_id: founder.personId,
      after: { roles: ['SUPPLIER'] },
      channels,
    },
    { type: 'organization.admitted', cause: 'admitOrganization', after: { reason: 'Register checked.' }, ...by },
    { type: 'organization.suspended', cause: 'suspendOrganization', after: { reason: null }, ...by },
    { type: 'organization.resumed', cause: 'resumeOrganization', after: { reason: null }, ...by },
  ]);
});

const allFour: [string, Decision][] = [
  ['admitOrganization', admitOrganization],
  ['refuseOrganization', refuseOrganization],
  ['suspendOrganization', suspendOrganization],
  ['resumeOrganization', resumeOrganization],
];

test.each<[string, Decision[], string[]]>([
  ['PENDING', [], ['', '', 'NOT_AVAILABLE', 'NOT_AVAILABLE']],
  ['ADMITTED', [admitOrganization], ['NOT_AVAILABLE', 'NOT_AVAILABLE', '', 'NOT_AVAILABLE']],
  ['SUSPENDED', [admitOrganization, suspendOrganization], ['NOT_AVAILABLE', 'NOT_AVAILABLE', 'NOT_AVAILABLE', '']],
  ['REFUSED', [refuseOrganization], ['NOT_AVAILABLE', 'NOT_AVAILABLE', 'NOT_AVAILABLE', 'NOT_AVAILABLE']],
])('what can be decided of an organization that is %s', async (state, path, expected) => {
  const { viewer: operator } = market.parties.operator;
  const codes = [];
  for (const [, decision] of allFour) {
    const organizationId = wireOrganization(await newcomerOrganization());
    for (const step of path) await market.succeed(step, operator, { organizationId });
    const outcome = await market.run(decision, seconded(operator), { organizationId });
    if (codeOf(outcome) !== '') expect(outcome).toMatchObject({ state });
    codes.push(codeOf(outcome));
  }
  expect(codes).toEqual(expected);
});

test.each(allFour)('%s belongs to the operator’s checkers and administrators', async (_, decision) => {
  const founder = await newcomerOrganization();
  const { buyerMaker, operator, operatorChecker } = market.parties;
  const organizationId = wireOrganization(founder);
  const counterparty = wireOrganization(market.parties.supplier);
  const before = await market.counts();
  const everything = ['MAKER', 'CHECKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR'] as const;
  const asMaker = { ...operator.viewer, permissions: ['MAKER', 'RISK', 'DEALER', 'VIEWER'] as const };
  expect(codeOf(await market.run(decision, anonymousViewer, { organizationId }))).toBe('NOT_FOUND');
  expect(codeOf(await market.run(decision, buyerMaker.viewer, { organizationId }))).toBe('NOT_FOUND');
  const buyer = { ...buyerMaker.viewer, permissions: everything };
  expect(codeOf(await market.run(decision, buyer, { organizationId: counterparty }))).toBe('NOT_PERMITTED');
  expect(codeOf(await market.run(decision, { ...founder, permissions: everything }, { organizationId }))).toBe(
    'NOT_PERMITTED',
  );
  expect(codeOf(await market.run(decision, asMaker, { organizationId }))).toBe('NOT_PERMITTED');
  const own = wireOrganization(operator);
  expect(codeOf(await market.run(decision, operatorChecker.viewer, { organizationId: own }))).toBe('NOT_PERMITTED');
  expect(await market.counts()).toEqual(before);
});

test('an organization that is not seen and one that does not exist get one answer', async () => {
  const founder = await newcomerOrganization();
  const { viewer } = market.parties.buyerMaker;
  const unseen = await market.run(admitOrganization, viewer, { organizationId: wireOrganization(founder) });
  expect(codeOf(unseen)).toBe('NOT_FOUND');
  const absent = toWireId('organization', randomUUID());
  expect(await market.run(admitOrganization, viewer, { organizationId: absent })).toEqual(unseen);
  expect(await market.run(admitOrganization, viewer, { organizationId: 'org_x' })).toEqual(unseen);
});

test('of two decisions at one moment one is taken', async () => {
  const { viewer: operator } = market.parties.operator;
  const founder = await newcomerOrganization();
  const organizationId = wireOrganization(founder);
  const decisions = [admitOrganization, refuseOrganization, admitOrganization, refuseOrganization];
  const codes = (await Promise.all(decisions.map(decision => market.run(decision, operator, { organizationId })))).map(
    codeOf,
  );
  expect(codes.sort()).toEqual(['', 'NOT_AVAILABLE', 'NOT_AVAILABLE', 'NOT_AVAILABLE']);
  expect(await stateOf(founder)).toMatchObject({ event_no: 2 });
});

test('a suspended organization keeps its house, a refused one does not', async () => {
  const { viewer: operator } = market.parties.operator;
  const founder = await newcomerOrganization();
  const organizationId = wireOrganization(founder);
  const invite = () =>
    market.run(inviteMember, founder, { name: 'N', email: `n${digits}@x.example`, permissions: ['VIEWER'] });
  await market.succeed(admitOrganization, operator, { organizationId });
  await market.succeed(suspendOrganization, operator, { organizationId });
  expect(codeOf(await invite())).toBe('');

  const other = await newcomerOrganization();
  await market.succeed(refuseOrganization, operator, { organizationId: wireOrganization(other) });
  const outcome = await market.run(inviteMember, other, { name: 'N', email: 'n@x.example', permissions: ['VIEWER'] });
  expect(outcome).toMatchObject({ code: 'NOT_AVAILABLE', state: 'REFUSED' });
});
