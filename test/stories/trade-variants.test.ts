import { expectSuccess, newKey } from '../support/api-client.js';
import { balancesOf, expectBooksInOrder, ledgerTable, movementsOf, partyNames } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { isTargetDay, nextTargetDay } from '../support/figures.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  acceptance,
  acceptedFields,
  bid,
  list,
  listed,
  limitUse,
  type Market,
  moveTo,
  nextTradeDays,
  offersOf,
  openMarket,
  paymentsFor,
  release,
  type TradeDays,
  trustLateBuyers,
  untilState,
} from '../support/trade.js';

/* What else can become of 100,000.00 EUR over 57 days, each way to its end, one after the other in one market. */

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
let days: TradeDays;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
  await trustLateBuyers(database);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

/** Each variant begins on the morning of a trade date of its own. */
beforeEach(async () => {
  days = await nextTradeDays(market, 57);
  await moveTo(market, days.tradeDate);
});

/** After each, whatever happened: balances equal what they stand for, and every movement balances. */
afterEach(() => expectBooksInOrder(market));

test('nobody finances it: the buyer pays the supplier on the due date', async () => {
  const { invoiceId, auctionId } = await listed(market, fresh());
  await moveTo(market, days.dueDate, '06:00');
  await untilState(market.supplier, 'Auction', auctionId, 'LAPSED');
  await release(market.buyer, 'SUPPLIER_PAYMENT', invoiceId);
  await moveTo(market, days.dueDate, '12:00');
  await untilState(market.supplier, 'Invoice', invoiceId, 'PAID');

  expect(await paymentLines(invoiceId)).toEqual(['SUPPLIER_PAYMENT 1 SETTLED 100000.00']);
  expect(await table(invoiceId)).toBe(`
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES             100,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE              100,000.00
PAID_TO_SUPPLIER Buyer PAYABLE            <- Supplier CLAIM             100,000.00
PAID_TO_SUPPLIER Supplier BANK            <- Buyer BANK                 100,000.00
`);
});

test('leg 1 is rejected: nothing is posted, nothing is owed, the limits are free, and it can be listed again', async () => {
  const { invoiceId, financingId } = await sold();
  const before = await limitUse(market.funders[0]!);
  await plan(await leg1(invoiceId), 'REJECT', 'AM04 insufficient funds');
  await release(market.funders[0]!, 'DISBURSEMENT', financingId);
  await moveTo(market, days.valueDate, '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'FAILED');

  expect(await paymentLines(invoiceId)).toEqual([
    'DISBURSEMENT 1 REJECTED 99287.50',
    'SUPPLIER_PAYMENT 1 DUE 100000.00',
  ]);
  expect(await table(invoiceId)).toBe(UNDERTAKING_ALONE);
  const after = await limitUse(market.funders[0]!);
  expect({ ...after, committed: after.committed + 10_000_000n }).toEqual(before);
  expect(await failureOf(financingId)).toEqual({ failedBy: 'FUNDER', failureReason: 'AM04 insufficient funds' });

  const again = await list(market, invoiceId).then(auctionId => stateOf('Auction', auctionId));
  expect(again).toBe('OPEN');
});

test('leg 1 comes back after it settled: every movement of it is taken back and the supplier holds its claim again', async () => {
  const { invoiceId, financingId } = await sold();
  const before = await balancesOf(market.supplier);
  await plan(await leg1(invoiceId), 'RETURN', 'AC04 account closed');
  await release(market.funders[0]!, 'DISBURSEMENT', financingId);
  await moveTo(market, days.valueDate, '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'DISBURSED');
  await moveTo(market, nextTargetDay(days.valueDate), '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'FAILED');

  expect(await paymentLines(invoiceId)).toEqual([
    'DISBURSEMENT 1 RETURNED 99287.50',
    'REPAYMENT 1 CANCELLED 100000.00',
    'SUPPLIER_PAYMENT 1 CANCELLED 100000.00',
    'SUPPLIER_PAYMENT 2 DUE 100000.00',
  ]);
  expect(await table(invoiceId)).toBe(`${UNDERTAKING_ALONE}\
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             47.50
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            47.50
PURCHASE         Funder A CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder A BANK               99,287.50
PURCHASE         Supplier DISCOUNT_COST   <- Funder A DISCOUNT_UNEARNED     712.50
REVERSAL         Funder A BANK            <- Supplier BANK               99,287.50
REVERSAL         Funder A DISCOUNT_UNEARNED <- Supplier DISCOUNT_COST         712.50
REVERSAL         Funder A FEE_PAYABLE     <- Operator FEE_RECEIVABLE         47.50
REVERSAL         Operator FEE_INCOME      <- Funder A FEE_COST               47.50
REVERSAL         Supplier CLAIM           <- Funder A CLAIM             100,000.00
`);
  expect(await balancesOf(market.supplier)).toEqual(before);
  expect(await failureOf(financingId)).toEqual({ failedBy: 'SUPPLIER', failureReason: 'AC04 account closed' });
});

test('the bank is closed on the value date: leg 1 settles a day late and a day of discount is owed to the supplier', async () => {
  const { invoiceId, financingId } = await sold();
  const day = days.valueDate;
  await operator().succeedPlain(
    'closeBankDay',
    { day, reason: 'Local bank holiday' },
    'simulatedBank { closedDays { day } }',
  );
  await release(market.funders[0]!, 'DISBURSEMENT', financingId);
  await moveTo(market, day, '12:00');
  expect(await stateOf('Financing', financingId)).toBe('DISBURSING');
  const settled = nextTargetDay(day);
  await moveTo(market, settled, '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'DISBURSED');

  // The value date is a Tuesday, Wednesday or Thursday: 56 days of 12.50 are left, unless a holiday followed.
  expect(isTargetDay(settled)).toBe(true);
  const [disbursement] = await paymentsFor(market, invoiceId).then(all =>
    all.filter(({ kind }) => kind === 'DISBURSEMENT'),
  );
  expect(disbursement).toMatchObject({ state: 'SETTLED', dueOn: day, settledOn: settled });
  expect(await table(invoiceId)).toBe(`${UNDERTAKING_ALONE}\
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             47.50
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            47.50
PURCHASE         Funder A CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder A BANK               99,287.50
PURCHASE         Supplier DISCOUNT_COST   <- Funder A DISCOUNT_UNEARNED     700.00
PURCHASE         Supplier PRICE_RECEIVABLE <- Funder A PRICE_PAYABLE          12.50
`);
});

test('the buyer is late: claim and financing are overdue, and the payment ends both', async () => {
  const { invoiceId, financingId } = await disbursed();
  await moveTo(market, nextTargetDay(days.dueDate), '06:00');
  await untilState(market.supplier, 'Invoice', invoiceId, 'OVERDUE');
  await untilState(market.funders[0]!, 'Financing', financingId, 'OVERDUE');
  await expectBooksInOrder(market);

  await release(market.buyer, 'REPAYMENT', financingId);
  await moveTo(market, nextTargetDay(days.dueDate), '12:00');
  await untilState(market.supplier, 'Invoice', invoiceId, 'PAID');
  await untilState(market.funders[0]!, 'Financing', financingId, 'REPAID');
  expect(await table(invoiceId)).toBe(WHOLE_TRADE);
});

test('bank messages come twice and out of order: the books are those of a quiet bank', async () => {
  const noise = { repeatMessages: true, reorderMessages: true };
  const set = await operator().succeedPlain('setBankNoise', noise, 'simulatedBank { repeatMessages reorderMessages }');
  expect(set.simulatedBank).toEqual(noise);
  const { invoiceId, financingId } = await disbursed();
  await moveTo(market, days.dueDate, '06:00');
  await release(market.buyer, 'REPAYMENT', financingId);
  await moveTo(market, days.dueDate, '12:00');
  await untilState(market.supplier, 'Invoice', invoiceId, 'PAID');

  expect(await table(invoiceId)).toBe(WHOLE_TRADE);
  expect(await paymentLines(invoiceId)).toEqual([
    'DISBURSEMENT 1 SETTLED 99287.50',
    'REPAYMENT 1 SETTLED 100000.00',
    'SUPPLIER_PAYMENT 1 CANCELLED 100000.00',
  ]);
  const quiet = { repeatMessages: false, reorderMessages: false };
  await operator().succeedPlain('setBankNoise', quiet, 'simulatedBank { repeatMessages }');
});

test('accepted twice under one key it is one award with one answer; under another key it is a problem', async () => {
  const { invoiceId, auctionId } = await listed(market, fresh());
  await bid(market.funders[0]!, auctionId, { rateBps: '450' });
  const [offer] = await offersOf(market, auctionId);
  const dealer = market.supplier.as('DEALER');
  const input = acceptance(offer!);
  const first = expectSuccess(await dealer.mutate('acceptOffer', input, acceptedFields));
  const rows = await rowsOf(invoiceId);

  expect(await dealer.mutate('acceptOffer', input, acceptedFields)).toEqual(first);
  expect(await dealer.mutate('acceptOffer', { ...input, idempotencyKey: newKey() }, acceptedFields)).toMatchObject({
    __typename: 'AlreadyFinanced',
    code: 'ALREADY_FINANCED',
  });
  expect(await dealer.mutate('acceptOffer', { ...input, version: 2 }, acceptedFields)).toMatchObject({
    __typename: 'KeyReused',
    code: 'KEY_REUSED',
  });
  expect(await rowsOf(invoiceId)).toEqual(rows);
});

const UNDERTAKING_ALONE = `
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES             100,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE              100,000.00
`;

const WHOLE_TRADE = `${UNDERTAKING_ALONE}\
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             47.50
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            47.50
PURCHASE         Funder A CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder A BANK               99,287.50
PURCHASE         Supplier DISCOUNT_COST   <- Funder A DISCOUNT_UNEARNED     712.50
REPAYMENT        Buyer PAYABLE            <- Funder A CLAIM             100,000.00
REPAYMENT        Funder A BANK            <- Buyer BANK                 100,000.00
REPAYMENT        Funder A DISCOUNT_UNEARNED <- Funder A DISCOUNT_EARNED       712.50
`;

function fresh() {
  return { payable: '100000.00', issueDate: days.tradeDate, dueDate: days.dueDate };
}

/** Listed, bid for by the first funder at 4.50 %, and accepted. */
async function sold(): Promise<{ invoiceId: string; financingId: string }> {
  const { invoiceId, auctionId } = await listed(market, fresh());
  await bid(market.funders[0]!, auctionId, { rateBps: '450' });
  const [offer] = await offersOf(market, auctionId);
  const taken = await market.supplier.as('DEALER').mutate('acceptOffer', acceptance(offer!), acceptedFields);
  const { id: financingId } = expectSuccess(taken).financing as { id: string };
  return { invoiceId, financingId };
}

/** Sold, and leg 1 settled on its value date. */
async function disbursed(): Promise<{ invoiceId: string; financingId: string }> {
  const { invoiceId, financingId } = await sold();
  await release(market.funders[0]!, 'DISBURSEMENT', financingId);
  await moveTo(market, days.valueDate, '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'DISBURSED');
  return { invoiceId, financingId };
}

function operator() {
  return market.operator.members[0]!.client;
}

async function leg1(invoiceId: string): Promise<string> {
  const payments = await paymentsFor(market, invoiceId);
  return payments.find(({ kind }) => kind === 'DISBURSEMENT')!.id;
}

async function plan(paymentId: string, behaviour: string, reason: string): Promise<void> {
  await operator().succeed('planPayment', { paymentId, behaviour, reason }, 'payment { id }');
}

async function table(invoiceId: string): Promise<string> {
  return ledgerTable(await movementsOf(market.operator, { invoiceId }), partyNames(market));
}

/** `KIND attempt STATE amount` of each payment, in alphabetical order. */
async function paymentLines(invoiceId: string): Promise<string[]> {
  const payments = await paymentsFor(market, invoiceId);
  return payments.map(({ kind, attempt, state, amount }) => `${kind} ${attempt} ${state} ${amount.amount}`).sort();
}

/** The ids of all that hangs on an invoice. */
async function rowsOf(invoiceId: string): Promise<string[]> {
  const movements = await movementsOf(market.operator, { invoiceId });
  const payments = await paymentsFor(market, invoiceId);
  const financings = await market.operator.reader.all<{ id: string }>('financings', 'id');
  return [...movements, ...payments, ...financings].map(({ id }) => id).sort();
}

async function stateOf(type: string, id: string): Promise<string> {
  const { node } = await market.supplier.reader.query<{ node: { state: string } }>(
    `query ($id: ID!) { node(id: $id) { ... on ${type} { state } } }`,
    { id },
  );
  return node.state;
}

async function failureOf(id: string): Promise<object> {
  const { node } = await market.operator.reader.query<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Financing { failedBy failureReason } } }',
    { id },
  );
  return node;
}
