import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { findViolations } from '../../server/invariants/index.js';
import { expireMandates } from '../../server/mandates/index.js';
import { parseCreditorIdentifier } from '../../server/platform/check-digits.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { insert, type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
let second: MemberViewer;
beforeEach(async () => {
  market = await openMoneyMarket();
  second = await secondPerson();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

/** Another person of the buyer, who may check alone. */
async function secondPerson(): Promise<MemberViewer> {
  const { checker, id: organizationId } = market.buyer;
  const [personId, memberId] = [randomUUID(), randomUUID()];
  await market.work.perform(systemViewer, async tx => {
    const email = `${personId}@example.org`;
    await insert(tx, 'person', { id: personId, email, name: 'Second person', password_hash: '-' });
    const permissions = ['CHECKER'];
    await insert(tx, 'member', { id: memberId, person_id: personId, organization_id: organizationId, permissions });
  });
  return { ...checker, personId, memberId, permissions: ['CHECKER'] };
}

interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly fields?: readonly object[];
  readonly mandate?: Record<string, unknown> & { readonly id: string };
}

async function ask<Data>(viewer: MemberViewer, source: string, variableValues: object = {}): Promise<Data> {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as never, randomUUID());
  const schema = await apiSchema();
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues: { ...variableValues } });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

const fields = `id reference state scheme creditorIdentifier debtor { name } creditor { name } debtorIban debtorHolderName
  signedOn endsOn lapsesOn ceiling { amount currency } noticeDays lastCollectedOn proposedBy { name } activatedBy { name }
  revokedBy { name } availableActions`;

async function act(viewer: MemberViewer, verb: 'propose' | 'activate' | 'revoke', input: object): Promise<Answer> {
  const Name = `${verb[0]!.toUpperCase()}${verb.slice(1)}Mandate`;
  const document = `mutation ($input: ${Name}Input!) { ${verb}Mandate(input: $input) {
    __typename ... on Problem { code } ... on InvalidInput { fields { path code } }
    ... on ${Name}Success { mandate { ${fields} } } } }`;
  const given = { input: { idempotencyKey: randomUUID(), ...input } };
  return (await ask<Record<string, Answer>>(viewer, document, given))[`${verb}Mandate`]!;
}

function propose(change: object = {}, viewer = market.buyer.checker): Promise<Answer> {
  return act(viewer, 'propose', {
    creditorId: toWireId('organization', market.funder.id),
    scheme: 'B2B',
    creditorIdentifier: 'DE98 ZZZ 0999 9999 999',
    bankAccountId: toWireId('bankAccount', market.buyer.accountId),
    signedOn: '2031-02-28',
    ...change,
  });
}

async function seenBy(viewer: MemberViewer): Promise<string[]> {
  const { mandates } = await ask<{ mandates: { edges: { node: { reference: string } }[] } }>(
    viewer,
    '{ mandates { edges { node { reference } } } }',
  );
  return mandates.edges.map(({ node }) => node.reference);
}

test('a creditor identifier is judged by its check digits, whatever its business code', () => {
  for (const identifier of ['DE98ZZZ09999999999', 'DE98ABC09999999999', 'AT61ZZZ01234567890']) {
    expect(parseCreditorIdentifier(identifier)).toBe(identifier);
  }
  for (const identifier of ['DE97ZZZ09999999999', 'DE98ZZZ09999999998', 'DE98ZZZ', '98DEZZZ09999999999', '']) {
    expect(parseCreditorIdentifier(identifier)).toBeUndefined();
  }
});

test('one person of the buyer proposes, another activates, and the funder sees it from then on', async () => {
  const { buyer, funder, supplier, operator } = market;
  const proposed = await propose({ endsOn: '2032-01-31', ceiling: { amount: '250000.00', currency: 'EUR' } });
  const { id, reference } = proposed.mandate as { id: string; reference: string };
  expect(proposed.mandate).toEqual({
    id,
    reference: expect.stringMatching(/^M[0-9A-F]{32}$/),
    state: 'PROPOSED',
    scheme: 'B2B',
    creditorIdentifier: 'DE98ZZZ09999999999',
    debtor: { name: 'Buyer' },
    creditor: { name: 'Funder' },
    debtorIban: buyer.iban,
    debtorHolderName: 'Buyer',
    signedOn: '2031-02-28',
    endsOn: '2032-01-31',
    lapsesOn: '2032-01-31',
    ceiling: { amount: '250000.00', currency: 'EUR' },
    noticeDays: 1,
    lastCollectedOn: null,
    proposedBy: { name: 'Buyer person' },
    activatedBy: null,
    revokedBy: null,
    availableActions: ['REVOKE'],
  });
  expect(await propose()).toMatchObject({ code: 'MANDATE_EXISTS' });
  expect(await seenBy(funder.checker)).toEqual([]);
  expect(await act(funder.checker, 'revoke', { mandateId: id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await act(buyer.checker, 'activate', { mandateId: id })).toMatchObject({ code: 'SAME_PERSON' });
  await expect(market.asAdmin(`UPDATE mandate SET activated_by = proposed_by, activated_at = now()`)).rejects.toThrow(
    'violates check constraint',
  );

  const activated = await act(second, 'activate', { mandateId: id });
  expect(activated.mandate).toMatchObject({ state: 'ACTIVE', activatedBy: { name: 'Second person' } });
  for (const viewer of [buyer.checker, funder.checker, operator.checker]) {
    expect(await seenBy(viewer)).toEqual([reference]);
  }
  const { node } = await ask<{ node: object }>(
    funder.checker,
    `{ node(id: "${id}") { ... on Mandate { ${fields} } } }`,
  );
  // Who signed for the buyer is the buyer's own.
  expect(node).toMatchObject({
    proposedBy: null,
    activatedBy: null,
    debtorIban: buyer.iban,
    availableActions: ['REVOKE'],
  });
  expect(await seenBy(supplier.checker)).toEqual([]);
  expect(await act(supplier.checker, 'revoke', { mandateId: id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(
    await ask(supplier.checker, `{ node(id: "${id}") { __typename } mandateChoices { creditors { name } } }`),
  ).toEqual({
    node: null,
    mandateChoices: null,
  });

  const revoked = await act(funder.checker, 'revoke', { mandateId: id });
  expect(revoked.mandate).toMatchObject({
    state: 'REVOKED',
    revokedBy: { name: 'Funder person' },
    availableActions: [],
  });
  expect(await act(second, 'revoke', { mandateId: id })).toMatchObject({ code: 'NOT_AVAILABLE' });
  const told = await market.asAdmin<{ type: string; told: boolean }>(
    `SELECT e.type, bool_or(c.channel = $1) AS told FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_kind = 'mandate' GROUP BY e.type, e.xid ORDER BY e.xid`,
    [`organization:${funder.id}`],
  );
  expect(told.map(event => [event.type, event.told])).toEqual([
    ['mandate.proposed', false],
    ['mandate.activated', true],
    ['mandate.revoked', true],
  ]);
});

test('what cannot be granted is refused with every fault of the input', async () => {
  const { buyer, supplier } = market;
  expect(
    await propose({
      creditorIdentifier: 'DE97ZZZ09999999999',
      ceiling: { amount: '1.00', currency: 'USD' },
      noticeDays: 15,
    }),
  ).toEqual({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    fields: [
      { path: 'creditorIdentifier', code: 'NOT_A_CREDITOR_ID' },
      { path: 'ceiling', code: 'NOT_EUR' },
      { path: 'noticeDays', code: 'TOO_BIG' },
    ],
  });
  expect(await propose({ signedOn: '2031-03-04', endsOn: '2031-03-02' })).toMatchObject({
    fields: [
      { path: 'signedOn', code: 'IN_THE_FUTURE' },
      { path: 'endsOn', code: 'IN_THE_PAST' },
    ],
  });
  expect(await propose({ signedOn: '2028-03-02' })).toMatchObject({
    fields: [{ path: 'signedOn', code: 'MANDATE_TOO_OLD' }],
  });
  // One that is no funder, or is not there, gives one answer.
  expect(await propose({ creditorId: toWireId('organization', supplier.id) })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await propose({ creditorId: toWireId('organization', randomUUID()) })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await propose({ bankAccountId: toWireId('bankAccount', supplier.accountId) })).toMatchObject({
    code: 'ACCOUNT_NOT_USABLE',
  });
  expect(await propose({}, { ...buyer.checker, permissions: ['VIEWER'] })).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await propose({}, supplier.checker)).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await market.rows('mandate')).toEqual([]);
});

test('a mandate ends with its last day, and after 36 months in which nothing was collected under it', async () => {
  const [first] = [(await propose({ endsOn: '2031-03-10' })).mandate!];
  await market.setClock('2031-03-10T23:59:00+01:00');
  expect(await expireMandates(market.work)).toBe(0);
  await market.setClock('2031-03-11T00:00:00+01:00');
  // Judged by the clock, whether or not the sweep has been there.
  expect(await act(second, 'activate', { mandateId: first.id })).toMatchObject({ code: 'NOT_AVAILABLE' });
  expect(await expireMandates(market.work)).toBe(1);

  const { mandate } = await propose();
  expect(mandate).toMatchObject({ state: 'PROPOSED', lapsesOn: '2034-02-28' });
  expect((await act(second, 'activate', { mandateId: mandate!.id })).mandate).toMatchObject({ state: 'ACTIVE' });
  await market.setClock('2034-02-28T12:00:00+01:00');
  expect(await expireMandates(market.work)).toBe(0);
  await market.setClock('2034-03-01T00:00:00+01:00');
  expect(await expireMandates(market.work)).toBe(1);
  const { node } = await ask<{ node: object }>(
    second,
    `{ node(id: "${mandate!.id}") { ... on Mandate { ${fields} } } }`,
  );
  expect(node).toMatchObject({ state: 'EXPIRED', revokedBy: null, availableActions: [] });
});
