import { randomUUID } from 'node:crypto';
import { execute, parse } from 'graphql';
import { EventFeed } from '../../server/events/index.js';
import { Exports } from '../../server/exports/index.js';
import { subjectReader } from '../../server/http/nodes.js';
import { apiSchema, nodeKinds } from '../../server/http/schema.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let feed: EventFeed;
let exports: Exports;
let sold: InvoiceRow;
let kept: InvoiceRow;
let claims: { readonly id: string };

beforeAll(async () => {
  market = await openMoneyMarket();
  feed = await EventFeed.start(market.database, error => console.error(error));
  exports = new Exports(await apiSchema());
  sold = await market.approve({ amountMinor: 10_000_000n });
  kept = await market.approve({ amountMinor: 123_456n, adjustedDueDate: localDate('2031-06-02') });
  [claims] = (await market.rows('ledger_account', `organization_id = $1 AND kind = 'CLAIM'`, [market.supplier.id])) as [
    typeof claims,
  ];
  await market.award(sold);
  await market.release(await market.payment(sold, 'DISBURSEMENT'));
  await market.settle();
  await market.setClock('2031-03-06T18:00:00+01:00');
  await market.settle();
});
afterAll(async () => {
  await feed?.stop();
  await market?.close();
});

function contextOf(viewer: MemberViewer): RequestContext {
  const { database, work, installation } = market;
  const events = { database, feed, cursorKey: installation.cursorKey, readSubjects: subjectReader(nodeKinds) };
  return new RequestContext(viewer, database, work, { events } as unknown as Services, randomUUID());
}

async function read(viewer: MemberViewer, name: string, parameters = {}): Promise<string> {
  const file = await exports.open(name, parameters, contextOf(viewer));
  if ('status' in file) throw new Error(`${file.status} ${file.message}`);
  let text = '';
  for await (const chunk of file.chunks) text += chunk;
  return text;
}

/** The records of a file without quotes in it. */
async function records(viewer: MemberViewer, name: string, parameters = {}): Promise<Record<string, string>[]> {
  const [head, ...rows] = (await read(viewer, name, parameters)).slice(1).trimEnd().split('\r\n');
  const headings = head!.split(',');
  return rows.map(row => Object.fromEntries(row.split(',').map((cell, place) => [headings[place], cell])));
}

test('a list is written to the byte', async () => {
  const leg2 = await market.payment(sold, 'REPAYMENT');
  const own = await market.payment(kept, 'SUPPLIER_PAYMENT');
  const file = await exports.open('payments.csv', { direction: 'OUT', state: 'DUE' }, contextOf(market.buyer.checker));
  expect(file).toMatchObject({ fileName: 'tenor-payments.csv', mediaType: 'text/csv; charset=utf-8; header=present' });
  const id = (uuid: string) => toWireId('payment', uuid);
  const { funder, supplier } = market;
  const expected = [
    'payment_id,kind,state,due_on,payer,payee,payee_holder,payee_iban,currency,amount,reference,attempt,invoice_number,financing_id,instructed_at,settled_on,credited_on,failure_reason,held_reason,bill_number',
    `${id(leg2.id)},REPAYMENT,DUE,2031-05-05,Buyer,Funder,Funder,${funder.iban},EUR,100000.00,${leg2.endToEndId},1,${sold.number},${toWireId('financing', leg2.financingId!)},,,,,,`,
    `${id(own.id)},SUPPLIER_PAYMENT,DUE,2031-06-02,Buyer,Supplier,Supplier,${supplier.iban},EUR,1234.56,${own.endToEndId},1,${kept.number},,,,,,,`,
    '',
  ].join('\r\n');
  const text = await read(market.buyer.checker, 'payments.csv', { direction: 'OUT', state: 'DUE' });
  expect(Buffer.from(text).toString('hex')).toBe(`efbbbf${Buffer.from(expected).toString('hex')}`);
});

test('the filter is the one of the API: several values, days, texts; what it does not know is refused', async () => {
  const { checker } = market.buyer;
  expect(await records(checker, 'payments.csv', { state: ['DUE', 'CANCELLED'] })).toHaveLength(3);
  expect(await records(checker, 'payments.csv', { state: 'CANCELLED' })).toHaveLength(1);
  expect(await records(checker, 'payments.csv', { dueUntil: '2031-05-05', state: 'DUE' })).toHaveLength(1);
  expect((await records(checker, 'invoices.csv', { number: kept.number })).map(row => row.invoice_id)).toEqual([
    toWireId('invoice', kept.id),
  ]);
  const dear = { 'amountFrom.amount': '50000.00', 'amountFrom.currency': 'EUR' };
  expect((await records(checker, 'invoices.csv', dear)).map(row => row.number)).toEqual([sold.number]);
  for (const [parameters, message] of [
    [{ states: 'DUE' }, 'This list has no parameter states.'],
    [{ state: 'Due' }, 'Value "Due" does not exist in "PaymentState" enum.'],
    [{ dueUntil: '5.5.2031' }, 'dueUntil'],
    [{ first: '1' }, 'This list has no parameter first.'],
    [{ direction: ['IN', 'OUT'] }, 'direction'],
  ] as const) {
    const refused = await exports.open('payments.csv', parameters, contextOf(checker));
    expect(refused).toMatchObject({ status: 400, code: 'UNKNOWN_PARAMETER' });
    expect((refused as { message: string }).message).toContain(message);
  }
});

test('absent lists, and what a list belongs to and is hidden, give one answer', async () => {
  const hidden = { status: 404, code: 'NOT_FOUND' };
  const { checker } = market.funder;
  expect(await exports.open('secrets.csv', {}, contextOf(checker))).toMatchObject(hidden);
  expect(await exports.open('payments', {}, contextOf(checker))).toMatchObject(hidden);
  expect(await exports.open('constructor.csv', {}, contextOf(checker))).toMatchObject(hidden);
  for (const invoice of [toWireId('invoice', kept.id), toWireId('invoice', randomUUID()), 'x']) {
    expect(await exports.open('invoice-copies.csv', { invoice }, contextOf(checker))).toMatchObject(hidden);
  }
  const organization = toWireId('organization', market.buyer.id);
  expect(await exports.open('members.csv', { organization }, contextOf(checker))).toMatchObject(hidden);
  expect(await exports.open('members.csv', {}, contextOf(checker))).toMatchObject({
    status: 400,
    message: 'Say of which by organization=<id>.',
  });
});

test('each party gets its own rows and figures, and none of another', async () => {
  const { supplier, buyer, funder } = market;
  const numbers = async (viewer: MemberViewer) => (await records(viewer, 'invoices.csv')).map(row => row.number).sort();
  expect(await numbers(supplier.checker)).toEqual([sold.number, kept.number].sort());
  expect(await numbers(funder.checker)).toEqual([]);

  // The buyer does not meet the price, nor leg 1; the funder has a claim without a number.
  const [ofBuyer] = await records(buyer.checker, 'financings.csv');
  expect(ofBuyer).toMatchObject({ face: '100000.00', discount: '', price: '', rate_bps: '' });
  const [ofFunder] = await records(funder.checker, 'financings.csv');
  expect(ofFunder).toMatchObject({ invoice_number: '', discount: '750.00', price: '99250.00', rate_bps: '450' });
  expect((await records(buyer.checker, 'payments.csv')).map(row => row.kind)).not.toContain('DISBURSEMENT');
  expect(await records(buyer.checker, 'limits.csv')).toEqual([]);
  expect(await records(buyer.checker, 'bids.csv')).toEqual([]);

  const outsider: MemberViewer = { ...supplier.checker, organizationId: randomUUID(), memberId: randomUUID() };
  for (const name of exports.lists.keys()) {
    const file = await exports.open(`${name}.csv`, parametersOf(name), contextOf(outsider));
    if ('status' in file) expect(file.status).toBe(404);
    else expect(await records(outsider, `${name}.csv`, parametersOf(name))).toEqual([]);
  }
});

test('every list can be written for everybody, and says what the API says', async () => {
  for (const { checker } of [market.buyer, market.supplier, market.funder, market.operator]) {
    for (const name of exports.lists.keys()) {
      const file = await exports.open(`${name}.csv`, parametersOf(name), contextOf(checker));
      if ('status' in file) expect([name, file.status]).toEqual([name, 404]);
      else await read(checker, `${name}.csv`, parametersOf(name));
    }
    const answer = await execute({
      schema: await apiSchema(),
      document: parse('{ payments(first: 100) { edges { node { id } } } }'),
      contextValue: contextOf(checker),
    });
    const { payments } = answer.data as unknown as { payments: { edges: { node: { id: string } }[] } };
    expect((await records(checker, 'payments.csv')).map(row => row.payment_id)).toEqual(
      payments.edges.map(({ node }) => node.id),
    );
  }
});

test('a name that would be a formula is written as text, and amounts as numbers', async () => {
  const evil = '=HYPERLINK("http://evil.example";A1)';
  await market.asAdmin('UPDATE organization SET name = $2 WHERE id = $1', [market.supplier.id, evil]);
  try {
    const text = await read(market.buyer.checker, 'payments.csv', { direction: 'OUT', state: 'DUE' });
    expect(text).toContain(`,Buyer,"'=HYPERLINK(""http://evil.example"";A1)",`);
    expect(text).not.toMatch(/(^|,)"?[=@]/m);
    const accounts = await records(market.buyer.checker, 'ledger-accounts.csv');
    expect(accounts.find(({ kind }) => kind === 'PAYABLE')).toMatchObject({ balance: '-101234.56', currency: 'EUR' });
  } finally {
    await market.asAdmin('UPDATE organization SET name = $2 WHERE id = $1', [market.supplier.id, 'Supplier']);
  }
});

test('the event log is written whole, and only what its viewer may read', async () => {
  const { checker } = market.buyer;
  const events = await records(checker, 'events.csv');
  const ofPayment = events.filter(({ subject_kind: kind }) => kind === 'Payment').map(({ type }) => type);
  // Newest first: both payments to the supplier fell due; one was cancelled for leg 2 when the claim was sold.
  expect(ofPayment).toEqual(['payment.due', 'payment.cancelled', 'payment.due', 'payment.due']);
  expect(events.map(({ at }) => at)).toEqual(
    events
      .map(({ at }) => at!)
      .sort()
      .reverse(),
  );
  expect(await records(market.funder.checker, 'events.csv')).not.toContainEqual(
    expect.objectContaining({ subject_kind: 'Invoice' }),
  );
});

test('a list longer than a page has each row once, in its order', async () => {
  for (let made = 0; made < 120; made++) await market.approve({ amountMinor: BigInt(made + 1) });
  const rows = await records(market.supplier.checker, 'invoices.csv');
  expect(rows).toHaveLength(122);
  expect(new Set(rows.map(row => row.invoice_id)).size).toBe(122);
  expect(rows.map(row => row.submitted_at)).toEqual(
    rows
      .map(row => row.submitted_at)
      .sort()
      .reverse(),
  );
});

/** The id that a list belongs to, where it belongs to something. */
function parametersOf(name: string): Record<string, string> {
  const organization = toWireId('organization', market.supplier.id);
  const parents: Readonly<Record<string, Record<string, string>>> = {
    'fee-bill-lines': { bill: toWireId('feeBill', sold.id) },
    'settlement-day': { day: '2026-03-02' },
    'statement-lines': { account: toWireId('ledgerAccount', claims.id) },
    'invoice-copies': { invoice: toWireId('invoice', sold.id) },
    'invoice-credit-notes': { invoice: toWireId('invoice', sold.id) },
    'invoice-credits': { invoice: toWireId('invoice', sold.id) },
    'credit-note-credits': { creditNote: toWireId('creditNote', randomUUID()) },
    'approval-reductions': { approval: toWireId('approval', randomUUID()) },
    'invoice-timeline': { invoice: toWireId('invoice', sold.id) },
    'invoice-payments': { invoice: toWireId('invoice', sold.id) },
    'approval-lines': { approval: toWireId('approval', randomUUID()) },
    offers: { auction: toWireId('auction', randomUUID()) },
    'invoice-late-charges': { invoice: toWireId('invoice', sold.id) },
    'financing-late-charges': { financing: toWireId('financing', randomUUID()) },
    'financing-payments': { financing: toWireId('financing', randomUUID()) },
    'financing-timeline': { financing: toWireId('financing', randomUUID()) },
    'programme-suppliers': { programme: toWireId('programme', market.programmeId) },
    'programme-funders': { programme: toWireId('programme', market.programmeId) },
    'due-list': { export: toWireId('dueListExport', randomUUID()) },
    'disclosure-lines': { pack: toWireId('disclosurePack', randomUUID()) },
    'disclosure-facts': { pack: toWireId('disclosurePack', randomUUID()) },
    'webhook-deliveries': { endpoint: toWireId('webhookEndpoint', randomUUID()) },
    members: { organization },
    'bank-accounts': { organization },
  };
  return parents[name] ?? {};
}
