import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { Exports } from '../../server/exports/index.js';
import { markOverdue } from '../../server/financings/index.js';
import { apiSchema } from '../../server/http/schema.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { chargeLateDays } from '../../server/lateness/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

/*
 * 100,000.00 of a buyer in Germany, due Monday 5 May 2031, and one of a buyer in France; twelve days later, at a reference
 * rate of 2.40 %: 341.92 + 40.00 = 381.92, and 407.67 + 40.00 = 447.67.
 */

jest.setTimeout(120_000);

let market: MoneyMarket;
let sold: InvoiceRow;
let kept: InvoiceRow;

beforeAll(async () => {
  market = await openMoneyMarket();
  await setCountry('DE');
  sold = await market.approve();
  kept = await market.approve({ amountMinor: 5_000_00n, adjustedDueDate: localDate('2031-05-14') });
  await market.award(sold);
  await market.release(await market.payment(sold, 'DISBURSEMENT'));
  await market.setClock('2031-03-06T12:00:00+01:00');
  await market.settle();
  await market.setClock('2031-05-17T12:00:00+02:00');
  await markOverdue(market.work);
});
afterAll(() => market?.close());

async function setCountry(country: string): Promise<void> {
  await market.asAdmin('UPDATE organization SET country = $2 WHERE id = $1', [market.buyer.id, country]);
  await market.asAdmin('UPDATE exposure_limit SET country = $1 WHERE country IS NOT NULL', [country]);
}

const contextOf = (viewer: MemberViewer) =>
  new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());

async function ask<Data>(viewer: MemberViewer, source: string, variableValues = {}): Promise<Data> {
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source,
    variableValues,
    contextValue: contextOf(viewer),
  });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}

interface Book {
  readonly lateClaims: {
    readonly edges: { readonly node: Record<string, unknown>; readonly cursor: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const book = `query ($first: Int! = 50, $after: String, $filter: LateFilter, $orderBy: LateOrder) {
  lateClaims(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    edges { cursor node {
      invoiceId number financingId state own buyerName holderName daysLate adjustedDueDate rateBps chargedTo rateMissing
      principal { amount } lumpSum { amount } interest { amount } chargesPaid { amount } total { amount }
    } }
    pageInfo { hasNextPage }
  }
}`;

async function claims(viewer: MemberViewer, variables = {}): Promise<Record<string, unknown>[]> {
  return (await ask<Book>(viewer, book, variables)).lateClaims.edges.map(({ node }) => node);
}

const enter = (viewer: MemberViewer, halfYear: string, rateBps: string) =>
  ask<{ setReferenceRate: Record<string, unknown> }>(
    viewer,
    `mutation ($input: SetReferenceRateInput!) { setReferenceRate(input: $input) { __typename
       ... on Problem { code message } ... on InvalidInput { fields { path code } } } }`,
    { input: { zone: 'EUR', halfYear, rateBps, idempotencyKey: randomUUID() } },
  ).then(({ setReferenceRate }) => setReferenceRate);

const missing = async (viewer: MemberViewer) =>
  (await ask<{ lateRates: { missing: unknown[] } }>(viewer, '{ lateRates { missing { zone halfYear claimCount } } }'))
    .lateRates.missing;

test('without a rate nothing is charged, and the operator alone is told what it has to enter', async () => {
  expect(await chargeLateDays(market.work)).toBe(0);
  expect(await missing(market.operator.checker)).toEqual([{ zone: 'EUR', halfYear: '2031-01-01', claimCount: 2 }]);
  expect(await missing(market.buyer.checker)).toEqual([]);
  const [claim] = await claims(market.funder.checker);
  expect(claim).toMatchObject({
    rateMissing: true,
    rateBps: null,
    chargedTo: '2031-05-05',
    interest: { amount: '0.00' },
    lumpSum: { amount: '0.00' },
    total: { amount: '100000.00' },
  });
});

test('the operator enters a rate for a half-year; nobody else does', async () => {
  expect(await enter(market.funder.checker, '2031-01-01', '240')).toMatchObject({ code: 'NOT_FOUND' });
  expect(await enter(market.operator.checker, '2031-02-01', '240')).toMatchObject({
    fields: [{ path: 'halfYear', code: 'NOT_A_HALF_YEAR' }],
  });
  expect(await enter(market.operator.checker, '2031-01-01', '250')).toEqual({ __typename: 'SetReferenceRateSuccess' });
  // Nothing was charged by it yet: it is corrected.
  expect(await enter(market.operator.checker, '2031-01-01', '240')).toEqual({ __typename: 'SetReferenceRateSuccess' });
  expect(await missing(market.operator.checker)).toEqual([]);
  expect(await chargeLateDays(market.work)).toBe(2);
  expect(await enter(market.operator.checker, '2031-01-01', '250')).toMatchObject({ code: 'NOT_AVAILABLE' });
});

test('each role sees what is owed to it or by it, with the figures of the law', async () => {
  const figures = {
    state: 'OVERDUE',
    buyerName: 'Buyer',
    holderName: 'Funder',
    daysLate: 12,
    adjustedDueDate: '2031-05-05',
    rateBps: '1040',
    chargedTo: '2031-05-17',
    rateMissing: false,
    principal: { amount: '100000.00' },
    lumpSum: { amount: '40.00' },
    interest: { amount: '341.92' },
    chargesPaid: { amount: '0.00' },
    total: { amount: '100381.92' },
  };
  const financingId = expect.stringMatching(/^fin_/);
  expect(await claims(market.funder.checker)).toEqual([
    { ...figures, invoiceId: null, number: null, financingId, own: false },
  ]);
  // The longest late first; the supplier holds the other one alone.
  const [first, second] = await claims(market.buyer.checker);
  expect(first).toEqual({
    ...figures,
    invoiceId: toWireId('invoice', sold.id),
    number: sold.number,
    financingId,
    own: true,
  });
  expect(second).toMatchObject({ holderName: 'Supplier', daysLate: 3, total: { amount: '5044.27' } });
  expect((await claims(market.supplier.checker)).map(({ number }) => number)).toEqual([kept.number]);
  expect((await claims(market.operator.checker)).map(({ number }) => number)).toEqual([sold.number, kept.number]);
});

test('filters and pages', async () => {
  const { buyer, supplier } = market;
  expect(await claims(buyer.checker, { filter: { side: 'RECEIVABLE' } })).toEqual([]);
  expect(await claims(supplier.checker, { filter: { side: 'RECEIVABLE' } })).toHaveLength(1);
  expect(await claims(buyer.checker, { filter: { daysMin: 4 } })).toHaveLength(1);
  const page = await ask<Book>(buyer.checker, book, { first: 1, orderBy: 'PRINCIPAL' });
  expect(page.lateClaims.pageInfo.hasNextPage).toBe(true);
  const after = page.lateClaims.edges[0]!.cursor;
  const [next] = await claims(buyer.checker, { first: 1, after, orderBy: 'PRINCIPAL' });
  expect([page.lateClaims.edges[0]!.node.number, next!.number]).toEqual([sold.number, kept.number]);
});

test('as a file', async () => {
  const file = await new Exports(await apiSchema()).open('late-claims.csv', {}, contextOf(market.funder.checker));
  if ('status' in file) throw new Error(file.code);
  let text = '';
  for await (const chunk of file.chunks) text += chunk;
  expect(text).toContain('100000.00');
  expect(text).toContain('341.92');
});

test('the payment asks for the charges until the day of its execution, and shows them', async () => {
  const id = toWireId('payment', (await market.payment(sold, 'REPAYMENT')).id);
  const { node } = await ask<{ node: Record<string, unknown> }>(
    market.buyer.checker,
    'query ($id: ID!) { node(id: $id) { ... on Payment { amount { amount } late { amount } } } }',
    { id },
  );
  // Saturday: executed on Monday 19 May, fourteen days.
  expect(node).toEqual({ amount: { amount: '100438.90' }, late: { amount: '438.90' } });
});

const lateFields = `late {
  holderName daysLate rateBps principal { amount } lumpSum { amount } interest { amount } chargesPaid { amount } total { amount }
  rule { country zone marginBps source } periods { from until referenceRateBps rateBps }
} lateCharges { day lumpSum { amount } interest { amount } total { amount } }`;

interface Lateness {
  readonly late: Record<string, unknown> | null;
  readonly lateCharges: unknown[];
}

async function latenessOf(viewer: MemberViewer, kind: 'Invoice' | 'Financing', id: string): Promise<Lateness | null> {
  const source = `query ($id: ID!) { node(id: $id) { ... on ${kind} { ${lateFields} } } }`;
  return (await ask<{ node: Lateness | null }>(viewer, source, { id })).node;
}

test('an invoice and its financing say what lateness came to, to who owes or holds the claim alone', async () => {
  const invoiceId = toWireId('invoice', sold.id);
  const [financing] = await market.rows<{ id: string }>('financing', 'invoice_id = $1', [sold.id]);
  const financingId = toWireId('financing', financing!.id);
  const lateness = {
    late: {
      holderName: 'Funder',
      daysLate: 12,
      rateBps: '1040',
      principal: { amount: '100000.00' },
      lumpSum: { amount: '40.00' },
      interest: { amount: '341.92' },
      chargesPaid: { amount: '0.00' },
      total: { amount: '100381.92' },
      rule: { country: '*', zone: 'EUR', marginBps: '800', source: 'Directive 2011/7/EU, articles 2(6), 3 and 6' },
      periods: [{ from: '2031-05-06', until: '2031-05-17', referenceRateBps: '240', rateBps: '1040' }],
    },
    // Nothing was charged before the rate was known.
    lateCharges: [
      {
        day: '2031-05-17',
        lumpSum: { amount: '40.00' },
        interest: { amount: '341.92' },
        total: { amount: '381.92' },
      },
    ],
  };
  for (const { checker } of [market.buyer, market.operator])
    expect(await latenessOf(checker, 'Invoice', invoiceId)).toEqual(lateness);
  for (const { checker } of [market.buyer, market.funder, market.operator])
    expect(await latenessOf(checker, 'Financing', financingId)).toEqual(lateness);
  // Sold, and no more the supplier's.
  for (const [kind, id] of [
    ['Invoice', invoiceId],
    ['Financing', financingId],
  ] as const)
    expect(await latenessOf(market.supplier.checker, kind, id)).toEqual({ late: null, lateCharges: [] });
  expect(await latenessOf(market.funder.checker, 'Invoice', invoiceId)).toBeNull();
  const own = await latenessOf(market.supplier.checker, 'Invoice', toWireId('invoice', kept.id));
  expect(own).toMatchObject({ late: { holderName: 'Supplier', total: { amount: '5044.27' } }, lateCharges: [{}] });
  const funder = contextOf(market.funder.checker);
  const file = await new Exports(await apiSchema()).open(
    'financing-late-charges.csv',
    { financing: financingId },
    funder,
  );
  if ('status' in file) throw new Error(file.code);
  let text = '';
  for await (const chunk of file.chunks) text += chunk;
  expect(text).toContain('2031-05-17,EUR,40.00,341.92,381.92');
});

test('for a buyer in France the margin is ten points', async () => {
  await setCountry('FR');
  expect(await latenessOf(market.buyer.checker, 'Invoice', toWireId('invoice', sold.id))).toMatchObject({
    late: {
      rateBps: '1240',
      lumpSum: { amount: '40.00' },
      interest: { amount: '407.67' },
      total: { amount: '100447.67' },
      rule: { country: 'FR', marginBps: '1000', source: 'Code de commerce, articles L441-10 II and D441-5' },
    },
  });
  await setCountry('DE');
});

test('the operator enters the rule of a country for claims that are not late yet; nobody else does', async () => {
  const set = (viewer: MemberViewer, change: object = {}) => {
    const given = {
      country: 'DE',
      since: '2031-06-01',
      zone: 'EUR',
      marginBps: '900',
      lumpSum: { amount: '50.00', currency: 'EUR' },
      source: '§ 288 BGB',
    };
    return ask<{ setLateRule: unknown }>(
      viewer,
      `mutation ($input: SetLateRuleInput!) { setLateRule(input: $input) { __typename
         ... on Problem { code } ... on InvalidInput { fields { path code } } } }`,
      { input: { ...given, ...change, idempotencyKey: randomUUID() } },
    ).then(({ setLateRule }) => setLateRule);
  };
  const { checker } = market.operator;
  expect(await set(market.buyer.checker)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await set({ ...checker, permissions: ['CHECKER'] })).toMatchObject({ code: 'NOT_PERMITTED' });
  // Today's claims are charged by the rules of today.
  expect(await set(checker, { since: '2031-05-17' })).toMatchObject({
    fields: [{ path: 'since', code: 'NOT_TO_COME' }],
  });
  expect(await set(checker, { country: 'Germany', source: '' })).toMatchObject({
    fields: [{ path: 'country' }, { path: 'source' }],
  });
  expect(await set(checker, { marginBps: '950' })).toEqual({ __typename: 'SetLateRuleSuccess' });
  // It has not come yet: it is corrected.
  expect(await set(checker)).toEqual({ __typename: 'SetLateRuleSuccess' });

  const { lateRates } = await ask<{ lateRates: { rules: { country: string }[] } }>(
    market.buyer.checker,
    '{ lateRates { rules { country since marginBps lumpSum { amount } source } } }',
  );
  expect(lateRates.rules.filter(({ country }) => country === 'DE')).toEqual([
    { country: 'DE', since: '2031-06-01', marginBps: '900', lumpSum: { amount: '50.00' }, source: '§ 288 BGB' },
  ]);
  const ruleOf = async (due: string) =>
    (
      await market.asAdmin<{ margin: string }>('SELECT margin_bps::integer AS margin FROM late_rule_of($1, $2)', [
        'DE',
        due,
      ])
    )[0];
  // First late on 31 May, and on 1 June.
  expect(await ruleOf('2031-05-30')).toEqual({ margin: 800 });
  expect(await ruleOf('2031-05-31')).toEqual({ margin: 900 });
  await expect(market.asAdmin(`UPDATE late_rule SET since = '2031-05-01' WHERE country = 'DE'`)).rejects.toThrow(
    'late_rule_check',
  );
  expect(await latenessOf(checker, 'Invoice', toWireId('invoice', sold.id))).toMatchObject({
    late: { rateBps: '1040' },
  });
});

test('a settlement day counts late payments with what they ask, as its list shows them', async () => {
  const day = (viewer: MemberViewer) =>
    ask<{ settlementDay: unknown; payments: { edges: { node: unknown }[] } }>(
      viewer,
      `{ settlementDay(day: "2031-05-05") { direction paymentState count total { amount } }
         payments(filter: { dueUntil: "2031-05-16", state: [DUE, INSTRUCTED] }) { edges { node { dueOn amount { amount } } } } }`,
    );
  const late = { dueOn: '2031-05-05', amount: { amount: '100438.90' } };
  const total = { paymentState: 'DUE', count: 1, total: { amount: '100438.90' } };
  expect(await day(market.funder.checker)).toEqual({
    settlementDay: [{ direction: 'IN', ...total }],
    payments: { edges: [{ node: late }] },
  });
  expect(await day(market.buyer.checker)).toEqual({
    settlementDay: [{ direction: 'OUT', ...total }],
    payments: { edges: [{ node: late }, { node: { dueOn: '2031-05-14', amount: { amount: '5047.12' } } }] },
  });
});

test('a buyer that is overdue for too long is told why nothing new is taken, until it paid', async () => {
  const stops = () =>
    ask<{ overdueStops: unknown[] }>(market.buyer.checker, '{ overdueStops { programmeName allowedDays daysLate } }');
  expect((await stops()).overdueStops).toEqual([]);
  await market.setClock('2031-06-05T12:00:00+02:00');
  expect((await stops()).overdueStops).toEqual([{ programmeName: 'Programme', allowedDays: 30, daysLate: 31 }]);
  await market.asAdmin('UPDATE programme SET overdue_stop_days = 0');
  expect((await stops()).overdueStops).toEqual([]);
});

const act = async (viewer: MemberViewer, name: 'proposeOverride' | 'confirmOverride', input: object) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const answer = await ask<Record<string, { override?: { id: string }; code?: string }>>(
    viewer,
    `mutation ($input: ${type}!) { ${name}(input: $input) { ... on ${type.replace('Input', 'Success')} { override { id } }
       ... on Problem { code } } }`,
    { input: { ...input, idempotencyKey: randomUUID() } },
  );
  return answer[name]!;
};

test('two persons of the operator put an overdue invoice in default before its days have passed; one does not', async () => {
  const { checker: first } = market.operator;
  const [person] = await market.asAdmin<{ id: string; member: string }>(
    `INSERT INTO member (id, person_id, organization_id, permissions)
     SELECT gen_random_uuid(), verified_by, organization_id, '{ADMINISTRATOR,CHECKER}' FROM bank_account WHERE organization_id = $1
     RETURNING person_id AS id, id AS member`,
    [market.operator.id],
  );
  const second = { ...first, personId: person!.id, memberId: person!.member, sessionId: randomUUID() };
  const proposal = {
    act: 'DEFAULT_INVOICE',
    subjectId: toWireId('invoice', sold.id),
    reason: 'The buyer is insolvent.',
  };
  expect(await act(market.funder.checker, 'proposeOverride', proposal)).toEqual({ code: 'NOT_FOUND' });
  const { override } = await act(first, 'proposeOverride', proposal);
  expect(await act(first, 'confirmOverride', { overrideId: override!.id })).toEqual({ code: 'SAME_PERSON' });
  expect(await market.rows('invoice', 'id = $1', [sold.id])).toMatchObject([{ state: 'OVERDUE' }]);
  expect(await act(second, 'confirmOverride', { overrideId: override!.id })).toEqual({ override });
  expect(await market.rows('invoice', 'id = $1', [sold.id])).toMatchObject([{ state: 'DEFAULTED' }]);
  expect(await market.rows('financing', 'invoice_id = $1', [sold.id])).toMatchObject([
    { state: 'DEFAULTED', writtenOffMinor: 100_000_00n },
  ]);
});
