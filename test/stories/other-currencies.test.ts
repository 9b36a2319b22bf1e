import type { WireMoney } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { ublInvoice } from '../support/invoice-files.js';
import { acceptTerms, newSupplier } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  accept,
  approve,
  bid,
  list,
  type Market,
  newNumber,
  offersOf,
  openMarket,
  type Party,
  paymentsFor,
  paymentsOf,
  releaseByTwo,
  totalLimit,
  trustLateBuyers,
  untilState,
} from '../support/trade.js';

/*
 * One invoice a currency, from its programme to the funder's repayment: each on the calendar, under the cut-off and with the
 * digits of its own currency, in one market whose limits and books keep the currencies apart.
 */

jest.setTimeout(180_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;

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

interface Trade {
  readonly currency: string;
  readonly settlementDays: number;
  readonly face: string;
  readonly rateBps: string;
  readonly dayCount: string;
  /** In UTC; when the supplier accepts. */
  readonly acceptedAt: string;
  readonly valueDate: string;
  /** As the invoice says, and as it is paid. */
  readonly dueDate: string;
  readonly adjustedDueDate: string;
  readonly discount: string;
  readonly net: string;
}

/* The clock only goes forward: the trades stand in the order of their days. */
const trades: Trade[] = [
  {
    // Wednesday 19:00 in Tokyo, past 15:00. Showa Day, a day, Golden Week to the 5th: T is 30 April, T+1 the 6th.
    currency: 'JPY',
    settlementDays: 1,
    face: '10000000',
    rateBps: '150',
    dayCount: 'ACT_360',
    acceptedAt: '2027-04-28T10:00:00.000Z',
    valueDate: '2027-05-06',
    // Saturday; 25 days: 10,000,000 × 1.5 % × 25 / 360 = 10,416.67, and there is no smaller coin.
    dueDate: '2027-05-29',
    adjustedDueDate: '2027-05-31',
    discount: '10417',
    net: '9989583',
  },
  {
    // Friday 15:30 in London, past 15:00, before the summer bank holiday: T is Tuesday 31 August.
    currency: 'GBP',
    settlementDays: 1,
    face: '100000.00',
    rateBps: '600',
    dayCount: 'ACT_365',
    acceptedAt: '2027-08-27T14:30:00.000Z',
    valueDate: '2027-09-01',
    // Saturday; 26 days: 100,000 × 6 % × 26 / 365 = 427.397.
    dueDate: '2027-09-25',
    adjustedDueDate: '2027-09-27',
    discount: '427.40',
    net: '99572.60',
  },
  {
    // Friday 17:30 in New York, past 17:00, before Columbus Day: T+0 is Tuesday 12 October.
    currency: 'USD',
    settlementDays: 0,
    face: '1000000.00',
    rateBps: '500',
    dayCount: 'ACT_360',
    acceptedAt: '2027-10-08T21:30:00.000Z',
    valueDate: '2027-10-12',
    // Veterans Day; 31 days: 1,000,000 × 5 % × 31 / 360 = 4,305.556.
    dueDate: '2027-11-11',
    adjustedDueDate: '2027-11-12',
    discount: '4305.56',
    net: '995694.44',
  },
  {
    // Monday 11:00 in Budapest, before 16:00. Two digits, though shops write none.
    currency: 'HUF',
    settlementDays: 1,
    face: '12345678.90',
    rateBps: '800',
    dayCount: 'ACT_360',
    acceptedAt: '2027-11-22T10:00:00.000Z',
    valueDate: '2027-11-23',
    // Christmas, a Saturday; 34 days: 12,345,678.90 × 8 % × 34 / 360 = 93,278.463.
    dueDate: '2027-12-25',
    adjustedDueDate: '2027-12-27',
    discount: '93278.46',
    net: '12252400.44',
  },
];

test.each(trades)('$currency', async trade => {
  const here = await programmeIn(trade);
  const [funder] = here.funders as [Party];
  await moveTo(trade.acceptedAt);
  const before = await totalLimit(funder);

  const invoiceId = await submit(here, trade);
  expect(await invoiceOf(here.supplier, invoiceId)).toMatchObject({ adjustedDueDate: trade.adjustedDueDate });
  await approve(here, [invoiceId]);
  const auctionId = await list(here, invoiceId);
  const { rateBps, dayCount, currency } = trade;
  await bid(funder, auctionId, { rateBps, dayCount });
  const [offer] = await offersOf(here, auctionId);
  const money = (amount: string) => ({ amount, currency });
  expect(offer!.quote).toEqual({
    valueDate: trade.valueDate,
    net: money(trade.net),
    discount: money(trade.discount),
  });

  const financingId = await accept(here, offer!);
  expect(await limitIn(funder, currency)).toMatchObject({ committed: money(trade.face) });
  // What stands in this currency moves no limit in another.
  expect(await totalLimit(funder)).toEqual(before);

  await release(funder, 'DISBURSEMENT', financingId);
  await moveTo(`${trade.valueDate}T12:00:00.000Z`);
  await untilState(here.supplier, 'Financing', financingId, 'DISBURSED');
  await moveTo(`${trade.adjustedDueDate}T06:00:00.000Z`);
  await release(here.buyer, 'REPAYMENT', financingId);
  await moveTo(`${trade.adjustedDueDate}T12:00:00.000Z`);
  await untilState(funder, 'Financing', financingId, 'REPAID');

  const payments = await paymentsFor(here, invoiceId);
  expect(
    payments
      .filter(({ state }) => state !== 'CANCELLED')
      .map(payment => lineOf(payment))
      .sort(),
  ).toEqual([
    `DISBURSEMENT SETTLED ${trade.net} ${currency} ${trade.valueDate}`,
    `REPAYMENT SETTLED ${trade.face} ${currency} ${trade.adjustedDueDate}`,
  ]);
  expect(await limitIn(funder, currency)).toMatchObject({
    committed: money(zero(trade)),
    outstanding: money(zero(trade)),
  });
  expect(await bankBalance(here.supplier, currency)).toBe(trade.net);
  await expectNoViolation(database);
});

/** A programme of the market's buyer in the currency, with a supplier of its own and the second funder, each with an account in it. */
async function programmeIn({ currency, settlementDays, dayCount }: Trade): Promise<Market> {
  const operator = market.operator.as('ADMINISTRATOR');
  const created = await operator.succeedPlain(
    'createProgramme',
    {
      buyerId: market.buyer.id,
      name: `Early payment in ${currency}`,
      currency,
      auctionKind: 'CONTINUOUS',
      auctionMinutes: 60,
      acceptanceMinutes: 0,
      settlementDays,
      overdueStopDays: 0,
    },
    'programme { id }',
  );
  const programmeId = (created.programme as { id: string }).id;
  const terms = {
    programmeId,
    initiator: 'SUPPLIER',
    priceKinds: ['DISCOUNT_ON_FACE'],
    dayCount,
    platformFeePayer: 'FUNDER',
    platformFeeBps: '30',
    costBearer: 'SUPPLIER',
    text: 'Terms.',
    undertakingText: 'We pay.',
  };
  await operator.succeedPlain('publishTerms', terms, 'terms { version }');
  const supplier = await newSupplier(market, programmeId, `Supplier in ${currency}`);
  const [, funder] = market.funders as [Party, Party];
  await operator.succeedPlain('addFunder', { programmeId, funderId: funder.id }, 'programme { id }');
  await acceptTerms(funder, programmeId);
  for (const party of [market.buyer, supplier, funder]) await openAccount(party, currency);
  const limit = { amount: currency === 'JPY' ? '50000000' : '50000000.00', currency };
  await funder.as('RISK').succeed('setLimit', { scope: 'TOTAL', limit }, 'limit { id }');
  await funder.as('RISK').succeed('setLimit', { scope: 'BUYER', buyerId: market.buyer.id, limit }, 'limit { id }');
  return { ...market, supplier, funders: [funder], programmeId };
}

let accounts = 0;

async function openAccount(party: Party, currency: string): Promise<void> {
  accounts += 1;
  const bban = `50010517${String(9_000_000 + accounts).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${bban}131400`) % 97n);
  const account = { iban: `DE${check.toString().padStart(2, '0')}${bban}`, holderName: party.name, currency };
  const proposer = party.as('ADMINISTRATOR');
  const proposed = await proposer.succeed('proposeBankAccount', account, 'bankAccount { id }');
  const { id: bankAccountId } = proposed.bankAccount as { id: string };
  const second = party.members.find(
    ({ client, permissions }) => client !== proposer && permissions.includes('CHECKER'),
  );
  const checker = second?.client ?? market.operator.as('CHECKER');
  await checker.succeed('verifyBankAccount', { bankAccountId, payeeCheck: 'MATCH' }, 'bankAccount { state }');
}

async function submit({ supplier, buyer }: Market, { face, currency, dueDate }: Trade): Promise<string> {
  const file = ublInvoice({
    number: newNumber(),
    supplier: supplier.facts,
    buyer: buyer.facts,
    issueDate: plusDays(dueDate, -40),
    dueDate,
    payable: face,
    currency,
  });
  const { report } = await supplier.as('MAKER').upload('invoice.xml', file, 'application/xml');
  expect(report.refused).toEqual([]);
  return report.landed[0]!.invoiceId;
}

/** Two persons of the payer release its one DUE payment of the kind, bound to the total in its own digits. */
async function release(payer: Party, kind: string, financingId: string): Promise<void> {
  const due = (await paymentsOf(payer)).find(
    payment => payment.kind === kind && payment.state === 'DUE' && payment.financing?.id === financingId,
  );
  if (!due) throw new Error(`No ${kind} is due.`);
  const input = { paymentIds: [due.id], total: due.amount };
  await releaseByTwo(payer, input);
}

async function moveTo(instant: string): Promise<void> {
  await market.operator.members[0]!.client.succeed('moveClock', { to: instant }, 'played');
}

async function invoiceOf(party: Party, id: string): Promise<object> {
  const { node } = await party.reader.query<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Invoice { dueDate adjustedDueDate } } }',
    { id },
  );
  return node;
}

async function limitIn(funder: Party, currency: string): Promise<object> {
  const { limits } = await funder.reader.query<{ limits: { scope: string; limit: WireMoney }[] }>(
    `{ limits { scope limit { amount currency } committed { amount currency } outstanding { amount currency } } }`,
  );
  return limits.find(({ scope, limit }) => scope === 'TOTAL' && limit.currency === currency)!;
}

async function bankBalance(party: Party, currency: string): Promise<string> {
  const { ledgerAccounts } = await party.reader.query<{
    ledgerAccounts: { kind: string; organization: { id: string }; balance: WireMoney }[];
  }>('{ ledgerAccounts { kind organization { id } balance { amount currency } } }');
  return ledgerAccounts.find(
    ({ kind, organization, balance }) =>
      kind === 'BANK' && organization.id === party.id && balance.currency === currency,
  )!.balance.amount;
}

function lineOf({ kind, state, amount, settledOn }: Awaited<ReturnType<typeof paymentsFor>>[number]): string {
  return `${kind} ${state} ${amount.amount} ${amount.currency} ${settledOn}`;
}

function zero({ face }: Trade): string {
  return face.includes('.') ? '0.00' : '0';
}
