import { untilAllIsTold } from '../support/all-told.js';
import { type ApiClient, eur, expectSuccess, newKey, type Outcome, type UploadReport } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays, written } from '../support/figures.js';
import { csvInvoices, type FileInvoice, ublInvoice } from '../support/invoice-files.js';
import { newMember, newOrganization } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  acceptance,
  acceptedFields,
  bid,
  fileInvoice,
  limitUse,
  listed,
  type Market,
  marketAt,
  moveTo,
  nextTradeDays,
  offersOf,
  openMarket,
  type Party,
  submit,
  totalLimit,
  type TradeDays,
} from '../support/trade.js';

/* Wrong input of every kind: each gets its one precise problem and changes nothing. Two servers; one of them is restarted. */

jest.setTimeout(120_000);

let database: TestDatabase;
let servers: [ServerProcess, ServerProcess];
let market: Market;
let days: TradeDays;

beforeAll(async () => {
  database = await createTestDatabase();
  const first = await startServer(database);
  servers = [first, await startServer(database)];
  market = await openMarket(first);
}, 300_000);

afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await database?.drop();
});

/** A morning of a trade date: nothing is due by itself while a test runs. */
beforeEach(async () => {
  days = await nextTradeDays(market, 57);
  await moveTo(market, days.tradeDate);
});

describe('a file', () => {
  const one = (invoice: FileInvoice) => ublInvoice(invoice);

  test.each<[string, (good: FileInvoice) => FileInvoice, { code: string; path: string }]>([
    [
      'with more decimals than the currency has',
      good => ({ ...good, payable: '1250.005' }),
      { code: 'AMOUNT_TOO_MANY_DECIMALS', path: '/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount' },
    ],
    [
      'with more than 15 digits',
      good => ({ ...good, payable: '12345678901234.56' }),
      { code: 'AMOUNT_TOO_LARGE', path: '/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount' },
    ],
    [
      'that is due before it was issued',
      good => ({ ...good, dueDate: plusDays(good.issueDate, -1) }),
      { code: 'DUE_DATE_BEFORE_ISSUE_DATE', path: '/Invoice/cbc:DueDate' },
    ],
    [
      'to a buyer that is not here',
      good => ({ ...good, buyer: { name: 'Nobody SA', country: 'FR', registrationNumber: '999999999', taxId: null } }),
      { code: 'UNKNOWN_BUYER', path: '/Invoice/cac:AccountingCustomerParty/cac:Party' },
    ],
  ])('%s lands nothing', async (_, spoil, expected) => {
    const before = await worldOf(market);
    const { status, report } = await upload(one(spoil(fileInvoice(market, usual()))));
    expect(status).toBe(422);
    expect(report).toMatchObject({ documentId: null, landed: [] });
    expect(faultsOf(report)).toEqual([expected]);
    expect(await worldOf(market)).toEqual(before);
  });

  test('with decimal commas lands nothing, and each of them is named', async () => {
    const before = await worldOf(market);
    const { status, report } = await upload(one({ ...fileInvoice(market, usual()), payable: '1250,00' }));
    expect({ status, report }).toMatchObject({ status: 422, report: { documentId: null, landed: [] } });
    const total = '/Invoice/cac:LegalMonetaryTotal/cbc:';
    expect(faultsOf(report)).toEqual(
      [
        ...['PayableAmount', 'TaxInclusiveAmount', 'TaxExclusiveAmount', 'LineExtensionAmount'].map(
          name => total + name,
        ),
        '/Invoice/cac:InvoiceLine/cbc:LineExtensionAmount',
      ].map(path => ({ code: 'AMOUNT_INVALID', path })),
    );
    expect(await worldOf(market)).toEqual(before);
  });

  test('to a buyer that is here but not in a programme of the supplier gets the same answer as to nobody', async () => {
    const outsider = await newOrganization(market, 'BUYER', 'Elsewhere Industries GmbH');
    const nobody = { ...outsider.facts, registrationNumber: 'HRB 987654321' };
    const [toOutsider, toNobody] = await Promise.all(
      [outsider.facts, nobody].map(buyer => upload(one({ ...fileInvoice(market, usual()), number: 'OUT-1', buyer }))),
    );
    expect(toOutsider!.status).toBe(422);
    expect(toOutsider!.report.refused).toEqual(toNobody!.report.refused);
  });

  test('sent twice lands once', async () => {
    const file = one(fileInvoice(market, usual()));
    const first = await upload(file);
    expect(first.status).toBe(200);
    const before = await worldOf(market);
    const second = await upload(file);
    expect(second.status).toBe(422);
    expect(faultsOf(second.report)).toEqual([{ code: 'DUPLICATE', path: '/Invoice/cbc:ID' }]);
    expect(await worldOf(market)).toEqual(before);
  });

  test('with 90 good rows and 10 bad ones lands the good, lists the bad, and later adds only what was mended', async () => {
    const good = Array.from({ length: 100 }, () => fileInvoice(market, usual()));
    const isBad = (index: number) => index % 10 === 4;
    const spoiled = good.map((invoice, index) => (isBad(index) ? { ...invoice, payable: '1250.005' } : invoice));
    const first = await upload(csvInvoices(spoiled), 'text/csv');
    expect(first.status).toBe(200);
    expect(first.report.landed.map(({ row, outcome }) => `${row} ${outcome}`)).toEqual(
      good.flatMap((_, index) => (isBad(index) ? [] : [`${index + 2} SUBMITTED`])),
    );
    expect(first.report.refused).toEqual(
      good.flatMap(({ number }, index) =>
        isBad(index)
          ? [
              expect.objectContaining({
                number,
                row: index + 2,
                problems: [
                  expect.objectContaining({
                    code: 'AMOUNT_TOO_MANY_DECIMALS',
                    path: `row ${index + 2}, column payable_amount`,
                    severity: 'ERROR',
                  }),
                ],
              }),
            ]
          : [],
      ),
    );

    const second = await upload(csvInvoices(good), 'text/csv');
    expect(second.status).toBe(200);
    expect(second.report.landed.map(({ row }) => row)).toEqual(
      good.flatMap((_, index) => (isBad(index) ? [index + 2] : [])),
    );
    expect(second.report.refused).toHaveLength(90);
    expect(new Set(second.report.refused.flatMap(({ problems }) => problems.map(({ code }) => code)))).toEqual(
      new Set(['DUPLICATE']),
    );
  });
});

describe('money and ids in a mutation', () => {
  test.each([
    ['more decimals than the currency has', '100.001', 'TOO_MANY_DECIMALS'],
    ['more than 15 digits', '12345678901234.56', 'TOO_LARGE'],
  ])('%s', async (_, amount, code) => {
    const before = await worldOf(market);
    const outcome = await market.funders[0]!.as('RISK').mutate(
      'setLimit',
      { scope: 'TOTAL', limit: eur(amount), idempotencyKey: newKey() },
      'limit { id }',
    );
    expect(outcome).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: 'limit.amount', code }] });
    expect(await worldOf(market)).toEqual(before);
  });

  test('a foreign id, an absent one and a malformed one give one answer', async () => {
    const { auctionId, invoiceId } = await listed(market, usual());
    const bidId = await bid(market.funders[0]!, auctionId, { rateBps: '450' });
    const rival = market.funders[1]!.as('DEALER');
    const foreign = [bidId, `${bidId.slice(0, -4)}aaaa`, 'bid_x', invoiceId];
    const withdrawals = foreign.map(id =>
      rival.mutate('withdrawBid', { bidId: id, idempotencyKey: newKey() }, 'bid { id }'),
    );
    const answers = await Promise.all(withdrawals);
    expect(answers.map(({ __typename }) => __typename)).toEqual(['NotFound', 'NotFound', 'NotFound', 'NotFound']);
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    const reads = await Promise.all(foreign.map(id => rival.send('query ($id: ID!) { node(id: $id) { id } }', { id })));
    expect(new Set(reads.map(read => JSON.stringify(read)))).toEqual(
      new Set([JSON.stringify({ status: 200, data: { node: null }, errors: [] })]),
    );
  });
});

describe('four eyes', () => {
  test('the person who prepared an approval cannot release it', async () => {
    const both = await newMember(market.buyer, ['MAKER', 'CHECKER']);
    const { programmeId } = market;
    const lines = [{ invoiceId: await submit(market, usual()) }];
    const prepared = await both.succeed('prepareApproval', { programmeId, lines }, 'approval { id contentHash }');
    const { id: approvalId, contentHash } = prepared.approval as { id: string; contentHash: string };
    const before = await worldOf(market);
    const input = { approvalId, contentHash, idempotencyKey: newKey() };
    const released = await both.mutate('releaseApproval', input, 'approvedCount');
    expect(released).toMatchObject({ __typename: 'MakerIsChecker', code: 'MAKER_IS_CHECKER' });
    expect(await worldOf(market)).toEqual(before);
  });
});

describe('an auction', () => {
  test('takes no bid after its close', async () => {
    const { auctionId } = await listed(market, usual());
    await moveTo(market, plusDays(days.tradeDate, 35));
    await refusedBid(market.funders[0]!, auctionId, {}, { __typename: 'AuctionClosed', code: 'AUCTION_CLOSED' });
  });

  test('takes no bid over the limit, and tells its owner by how much', async () => {
    const { auctionId } = await listed(market, usual());
    const funder = market.funders[0]!;
    const risk = funder.as('RISK');
    const { limit, tenorDaysMax } = await totalLimit(funder);
    const used = Object.values(await limitUse(funder)).reduce((sum, part) => sum + part, 0n);
    const scope = { scope: 'TOTAL', tenorDaysMax };
    await risk.succeed('setLimit', { ...scope, limit: eur(written(used + 4_000_000n)) }, 'limit { id }');
    const shortBy = eur('60000.00');
    await refusedBid(funder, auctionId, {}, { __typename: 'LimitExceeded', code: 'LIMIT_EXCEEDED', shortBy });
    await risk.succeed('setLimit', { ...scope, limit }, 'limit { id }');
  });

  test('gives no award for an offer that was withdrawn', async () => {
    const { auctionId } = await listed(market, usual());
    const funder = market.funders[0]!;
    const bidId = await bid(funder, auctionId, { rateBps: '450' });
    const [offer] = await offersOf(market, auctionId);
    await funder.as('DEALER').succeed('withdrawBid', { bidId }, 'bid { state }');
    const before = await worldOf(market);
    const outcome = await market.supplier.as('DEALER').mutate('acceptOffer', acceptance(offer!), acceptedFields);
    expect(outcome).toMatchObject({ __typename: 'OfferGone', code: 'OFFER_GONE' });
    expect(await worldOf(market)).toEqual(before);
  });

  test('is awarded once: the same key gives the same outcome here, there and after a restart; another a problem', async () => {
    const { auctionId } = await listed(market, usual());
    await bid(market.funders[0]!, auctionId, { rateBps: '450' });
    const [offer] = await offersOf(market, auctionId);
    const input = acceptance(offer!);
    const accept = (at: Market, given: object): Promise<Outcome> =>
      at.supplier.as('DEALER').mutate('acceptOffer', given, acceptedFields);
    const first = expectSuccess(await accept(market, input));
    const before = await worldOf(market);

    expect(await accept(market, input)).toEqual(first);
    expect(await accept(marketAt(market, servers[1]), input)).toEqual(first);
    await servers[1].kill();
    servers[1] = await startServer(database);
    expect(await accept(marketAt(market, servers[1]), input)).toEqual(first);
    const another = await accept(market, { ...input, idempotencyKey: newKey() });
    expect(another).toMatchObject({ __typename: 'AlreadyFinanced', code: 'ALREADY_FINANCED' });
    expect(await worldOf(market)).toEqual(before);
  });
});

function usual() {
  return { payable: '100000.00', issueDate: days.tradeDate, dueDate: days.dueDate };
}

function upload(bytes: string, mediaType = 'application/xml'): Promise<{ status: number; report: UploadReport }> {
  return market.supplier.as('MAKER').upload('invoice', bytes, mediaType);
}

function faultsOf(report: UploadReport): { code: string; path: string | undefined }[] {
  return [...report.problems, ...report.refused.flatMap(({ problems }) => problems)].map(({ code, path }) => ({
    code,
    path,
  }));
}

async function refusedBid(funder: Party, auctionId: string, terms: object, expected: object): Promise<void> {
  const before = await worldOf(market);
  const input = { auctionId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '450', idempotencyKey: newKey(), ...terms };
  expect(await funder.as('DEALER').mutate('placeBid', input, 'bid { id }')).toMatchObject(expected);
  expect(await worldOf(market)).toEqual(before);
}

/** All that a refused request could have changed, as everybody sees it: rows, states, limits, books and the log of events. */
async function worldOf(at: Market): Promise<object> {
  const { operator, funders } = at;
  await untilAllIsTold(database);
  const [invoices, auctions, financings, payments, approvals, movements] = await Promise.all([
    operator.reader.all('invoices', 'id state'),
    operator.reader.all('auctions', 'id state'),
    operator.reader.all('financings', 'id state'),
    operator.reader.all('payments', 'id state'),
    operator.reader.all('approvals', 'id state'),
    operator.reader.all('movements', 'id'),
  ]);
  const ofFunders = await Promise.all(
    funders.map(({ reader }) =>
      reader.query(`{ limits { id limit { amount } reserved { amount } committed { amount } outstanding { amount } }
        bids(first: 100) { edges { node { id state version } } } }`),
    ),
  );
  const logs = await Promise.all([operator, ...funders].map(({ reader }) => newestEvent(reader)));
  return { invoices, auctions, financings, payments, approvals, movements, ofFunders, logs };
}

/** But for alerts, which come by themselves some time after what they tell of. */
async function newestEvent(reader: ApiClient): Promise<object | undefined> {
  const { eventLog } = await reader.query<{ eventLog: { type: string }[] }>(
    '{ eventLog(first: 50) { type at subject { id } } }',
  );
  return eventLog.find(({ type }) => !type.startsWith('alert.'));
}
