import { eur } from '../support/api-client.js';
import { expectBooksInOrder, ledgerTable, movementsOf, partyNames } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { daysBetween, discountOnFace, plusDays, simpleYield, written } from '../support/figures.js';
import { LiveSocket } from '../support/live-socket.js';
import { newOrganization } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  accept,
  approve,
  bid,
  clockOf,
  limitUse,
  list,
  type Market,
  moveTo,
  nextTradeDays,
  type Offer,
  offersOf,
  openMarket,
  type Party,
  paymentsFor,
  release,
  submit,
  type TradeDays,
  untilState,
} from '../support/trade.js';

/*
 * One trade from the file to the last cent, by six people and two strangers, each a program with its own sign-in and socket:
 * 100,000.00 EUR, 57 days, bids of 4.50 % and 6.00 % on the face, ACT/360.
 */

const FACE = 10_000_000n;
const TENOR_DAYS = 57;

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
let days: TradeDays;
let strangers: Party[];
type LimitUse = Awaited<ReturnType<typeof limitUse>>;
let usedBefore: LimitUse[];
const sockets = new Map<string, LiveSocket>();
const ids = { invoice: '', approval: '', auction: '', bidA: '', bidB: '', financing: '' };

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
  strangers = [
    await newOrganization(market, 'FUNDER', 'Outside Capital GmbH'),
    await newOrganization(market, 'BUYER', 'Outside Industries GmbH'),
  ];
  // The auction that the demo begins with runs for a week: afterwards nothing but this trade moves a limit.
  await moveTo(market, plusDays((await clockOf(market)).today, 8));
  days = await nextTradeDays(market, TENOR_DAYS);
  await moveTo(market, days.tradeDate);
  usedBefore = await Promise.all(market.funders.slice(0, 2).map(limitUse));
  const { supplier, buyer, funders, operator } = market;
  for (const party of [supplier, buyer, funders[0]!, funders[1]!, operator, ...strangers]) {
    sockets.set(party.name, await LiveSocket.open(party.reader));
  }
}, 300_000);

afterAll(async () => {
  for (const socket of sockets.values()) await socket.close();
  await server?.stop();
  await database?.drop();
});

test('the supplier submits, the buyer prepares and releases with two persons, the invoice is listed', async () => {
  const { tradeDate, dueDate } = days;
  ids.invoice = await submit(market, { payable: '100000.00', issueDate: tradeDate, dueDate });
  ids.approval = await approve(market, [ids.invoice]);
  ids.auction = await list(market, ids.invoice);

  const { node } = await market.supplier.reader.query(
    `query ($id: ID!) { node(id: $id) { ... on Invoice { state undertaking dueDate adjustedDueDate payable { amount currency }
       approved { amount currency } paid { amount currency } auction { id state face { amount currency } maturity } } } }`,
    { id: ids.invoice },
  );
  expect(node).toEqual({
    state: 'APPROVED',
    undertaking: 'IRREVOCABLE',
    dueDate,
    adjustedDueDate: dueDate,
    payable: eur('100000.00'),
    approved: eur('100000.00'),
    paid: eur('0.00'),
    auction: { id: ids.auction, state: 'OPEN', face: eur('100000.00'), maturity: dueDate },
  });
});

test('two funders bid, and each is quoted what the definitions give', async () => {
  const [funderA, funderB] = market.funders as [Party, Party];
  ids.bidA = await bid(funderA, ids.auction, { rateBps: '450' });
  ids.bidB = await bid(funderB, ids.auction, { rateBps: '600' });

  const tenor = daysBetween(days.valueDate, days.dueDate);
  expect(tenor).toBe(57n);
  for (const [funder, id, rateBps] of [
    [funderA, ids.bidA, 450n],
    [funderB, ids.bidB, 600n],
  ] as const) {
    const discount = discountOnFace(FACE, rateBps, tenor);
    const { node } = await funder.reader.query<{ node: object }>(
      `query ($id: ID!) { node(id: $id) { ... on Bid { state version rateBps quote { valueDate maturity days dayBasis
         face { amount currency } discount { amount currency } flatFee { amount currency } net { amount currency }
         repayment { amount currency } platformFee { amount currency } platformFeePayer totalCost { amount currency }
         simpleYield } } } }`,
      { id },
    );
    expect(node).toEqual({
      state: 'LIVE',
      version: 1,
      rateBps: rateBps.toString(),
      quote: {
        valueDate: days.valueDate,
        maturity: days.dueDate,
        days: 57,
        dayBasis: 360,
        face: eur('100000.00'),
        discount: eur(written(discount)),
        flatFee: eur('0.00'),
        net: eur(written(FACE - discount)),
        repayment: eur('100000.00'),
        platformFee: eur(written(discountOnFace(FACE, 30n, tenor))),
        platformFeePayer: 'FUNDER',
        totalCost: eur(written(discount)),
        simpleYield: simpleYield(FACE, FACE - discount, tenor),
      },
    });
  }
});

test('the supplier sees both offers as money on a day, the better first, and takes it', async () => {
  const offers = await offersOf(market, ids.auction);
  const shown = ({ bidId, rank, quote }: Offer) => ({
    bidId,
    rank,
    net: quote.net.amount,
    discount: quote.discount.amount,
  });
  expect(offers.map(shown)).toEqual([
    { bidId: ids.bidA, rank: 1, net: '99287.50', discount: '712.50' },
    { bidId: ids.bidB, rank: 2, net: '99050.00', discount: '950.00' },
  ]);
  ids.financing = await accept(market, offers[0]!);

  const { node } = await market.supplier.reader.query<{ node: object }>(
    `query ($id: ID!) { node(id: $id) { ... on Financing { state tenorDays valueDate maturity rateBps funder { name }
       face { amount } discount { amount } price { amount } repayment { amount } platformFee { amount } } } }`,
    { id: ids.financing },
  );
  expect(node).toEqual({
    state: 'AGREED',
    tenorDays: 57,
    valueDate: days.valueDate,
    maturity: days.dueDate,
    rateBps: '450',
    funder: { name: market.funders[0]!.name },
    face: { amount: '100000.00' },
    discount: { amount: '712.50' },
    price: { amount: '99287.50' },
    repayment: { amount: '100000.00' },
    platformFee: { amount: '47.50' },
  });
});

test('nothing is posted for the award; the limit of the winner is committed, that of the loser free', async () => {
  const names = partyNames(market);
  expect(ledgerTable(await movementsOf(market.operator, { invoiceId: ids.invoice }), names)).toBe(`
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES             100,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE              100,000.00
`);
  await expectUse({ reserved: 0n, committed: FACE, outstanding: 0n });
});

test('leg 1 settles on T+1: the claim, the cash and the cost stand in the books of three organizations', async () => {
  const [funder] = market.funders as [Party, Party];
  await release(funder, 'DISBURSEMENT', ids.financing);
  await moveTo(market, days.valueDate, '12:00');
  await untilState(market.supplier, 'Financing', ids.financing, 'DISBURSED');

  expect(ledgerTable(await movementsOf(market.operator, { invoiceId: ids.invoice }), partyNames(market))).toBe(`
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES             100,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE              100,000.00
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             47.50
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            47.50
PURCHASE         Funder A CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder A BANK               99,287.50
PURCHASE         Supplier DISCOUNT_COST   <- Funder A DISCOUNT_UNEARNED     712.50
`);
  await expectUse({ reserved: 0n, committed: 0n, outstanding: FACE });
  await expectBooksInOrder(market);
});

test('leg 2 settles on the due date: the books are closed and every movement balances', async () => {
  await moveTo(market, days.dueDate, '06:00');
  await release(market.buyer, 'REPAYMENT', ids.financing);
  await moveTo(market, days.dueDate, '12:00');
  await untilState(market.buyer, 'Invoice', ids.invoice, 'PAID');
  await untilState(market.supplier, 'Financing', ids.financing, 'REPAID');

  expect(ledgerTable(await movementsOf(market.operator, { invoiceId: ids.invoice }), partyNames(market))).toBe(`
UNDERTAKING      Buyer PURCHASES          <- Supplier SALES             100,000.00
UNDERTAKING      Supplier CLAIM           <- Buyer PAYABLE              100,000.00
FEE              Funder A FEE_COST        <- Operator FEE_INCOME             47.50
FEE              Operator FEE_RECEIVABLE  <- Funder A FEE_PAYABLE            47.50
PURCHASE         Funder A CLAIM           <- Supplier CLAIM             100,000.00
PURCHASE         Supplier BANK            <- Funder A BANK               99,287.50
PURCHASE         Supplier DISCOUNT_COST   <- Funder A DISCOUNT_UNEARNED     712.50
REPAYMENT        Buyer PAYABLE            <- Funder A CLAIM             100,000.00
REPAYMENT        Funder A BANK            <- Buyer BANK                 100,000.00
REPAYMENT        Funder A DISCOUNT_UNEARNED <- Funder A DISCOUNT_EARNED       712.50
`);
  await expectUse({ reserved: 0n, committed: 0n, outstanding: 0n });
  await expectBooksInOrder(market);
});

test('every payment of the trade is there once, with its day and its end', async () => {
  const { supplier, buyer, funders } = market;
  const payments = await paymentsFor(market, ids.invoice);
  const lines = payments.map(({ kind, state, amount, dueOn, settledOn, payer, payee }) => ({
    kind,
    state,
    amount: amount.amount,
    dueOn,
    settledOn,
    from: payer.id,
    to: payee.id,
  }));
  const { valueDate, dueDate } = days;
  const [funderId, supplierId, buyerId] = [funders[0]!.id, supplier.id, buyer.id];
  expect(lines.sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
    {
      kind: 'DISBURSEMENT',
      state: 'SETTLED',
      amount: '99287.50',
      dueOn: valueDate,
      settledOn: valueDate,
      from: funderId,
      to: supplierId,
    },
    {
      kind: 'REPAYMENT',
      state: 'SETTLED',
      amount: '100000.00',
      dueOn: dueDate,
      settledOn: dueDate,
      from: buyerId,
      to: funderId,
    },
    {
      kind: 'SUPPLIER_PAYMENT',
      state: 'CANCELLED',
      amount: '100000.00',
      dueOn: dueDate,
      settledOn: null,
      from: buyerId,
      to: supplierId,
    },
  ]);
});

test('each socket saw every step of its own, in order, and no step of another', async () => {
  const { supplier, buyer, funders, operator } = market;
  const payments = await paymentsFor(market, ids.invoice);
  const subjects = new Set([...Object.values(ids), ...payments.map(({ id }) => id)]);
  const seen = async (party: Party) => {
    const socket = sockets.get(party.name)!;
    const ofTrade = () => socket.events.filter(({ subject }) => subjects.has(subject?.id ?? ''));
    const kindOf = new Map(payments.map(({ id, kind }) => [id, ` ${kind}`]));
    return ofTrade().map(({ type, subject }) => `${type}${kindOf.get(subject!.id) ?? ''}`);
  };
  await sockets
    .get(operator.name)!
    .until('the last event', () =>
      sockets
        .get(operator.name)!
        .events.some(({ type, subject }) => type === 'financing.repaid' && subject?.id === ids.financing),
    );

  expect(await seen(supplier)).toEqual([
    'invoice.submitted',
    'invoice.approved',
    'payment.due SUPPLIER_PAYMENT',
    'auction.opened',
    'bid.placed',
    'bid.placed',
    'bid.won',
    'bid.lost',
    'auction.awarded',
    'financing.agreed',
    'payment.due DISBURSEMENT',
    'payment.instructed DISBURSEMENT',
    'financing.disbursing',
    'payment.settled DISBURSEMENT',
    'financing.disbursed',
    'payment.cancelled SUPPLIER_PAYMENT',
    'payment.credited DISBURSEMENT',
    'invoice.paid',
    'financing.repaid',
  ]);
  expect(await seen(buyer)).toEqual([
    'invoice.submitted',
    'approval.prepared',
    'approval.released',
    'invoice.approved',
    'payment.due SUPPLIER_PAYMENT',
    'approval.completed',
    'auction.opened',
    'auction.awarded',
    'financing.agreed',
    'financing.disbursing',
    'financing.disbursed',
    'payment.cancelled SUPPLIER_PAYMENT',
    'payment.due REPAYMENT',
    'payment.instructed REPAYMENT',
    'payment.settled REPAYMENT',
    'invoice.paid',
    'financing.repaid',
    'payment.credited REPAYMENT',
  ]);
  expect(await seen(funders[0]!)).toEqual([
    'auction.opened',
    'bid.placed',
    'bid.won',
    'auction.awarded',
    'financing.agreed',
    'payment.due DISBURSEMENT',
    'payment.instructed DISBURSEMENT',
    'financing.disbursing',
    'payment.settled DISBURSEMENT',
    'financing.disbursed',
    'payment.due REPAYMENT',
    'payment.credited DISBURSEMENT',
    'payment.instructed REPAYMENT',
    'payment.settled REPAYMENT',
    'financing.repaid',
    'payment.credited REPAYMENT',
  ]);
  expect(await seen(funders[1]!)).toEqual(['auction.opened', 'bid.placed', 'bid.lost', 'auction.awarded']);
  expect(await seen(operator)).toEqual([
    'invoice.submitted',
    'approval.prepared',
    'approval.released',
    'invoice.approved',
    'payment.due SUPPLIER_PAYMENT',
    'approval.completed',
    'auction.opened',
    'auction.awarded',
    'financing.agreed',
    'payment.due DISBURSEMENT',
    'payment.instructed DISBURSEMENT',
    'financing.disbursing',
    'payment.settled DISBURSEMENT',
    'financing.disbursed',
    'payment.cancelled SUPPLIER_PAYMENT',
    'payment.due REPAYMENT',
    'payment.credited DISBURSEMENT',
    'payment.instructed REPAYMENT',
    'payment.settled REPAYMENT',
    'invoice.paid',
    'financing.repaid',
    'payment.credited REPAYMENT',
  ]);
  // Not one frame more reached the loser, of whatever kind, and none at all the strangers.
  expect(sockets.get(funders[1]!.name)!.events.map(({ type }) => type)).toEqual(await seen(funders[1]!));
  for (const stranger of strangers) expect(sockets.get(stranger.name)!.events).toEqual([]);
});

/** What this trade adds to the total limit of the winner; that of the loser stands as before. */
async function expectUse(added: LimitUse): Promise<void> {
  const [won, lost] = await Promise.all(market.funders.slice(0, 2).map(limitUse));
  const sum = (a: LimitUse, b: LimitUse): LimitUse => ({
    reserved: a.reserved + b.reserved,
    committed: a.committed + b.committed,
    outstanding: a.outstanding + b.outstanding,
  });
  expect([won, lost]).toEqual([sum(usedBefore[0]!, added), usedBefore[1]]);
}
