import pg from 'pg';
import { type ApiClient, eur, eventually, expectSuccess, newKey, type Outcome } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { newFunder, newMember } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  acceptance,
  acceptedFields,
  bid,
  limitUse,
  listed,
  type Market,
  marketAt,
  moveTo,
  nextTradeDays,
  type Offer,
  offersOf,
  openMarket,
  type Party,
  type TradeDays,
} from '../support/trade.js';

/*
 * Two servers that share nothing but the database. In each round 20 funders bid in one auction; then 20 people of the supplier
 * take one offer each, under keys of their own, every request five times and all at once. In every fourth round one server
 * is killed while its transaction stands in the middle of the award. RACE_ROUNDS says how many rounds; 4 unless it does.
 */

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 4);
const FUNDERS = 20;
const COPIES = 5;
const FACE = '100000.00';
const FACE_CENTS = 10_000_000n;
const POOL = 10;
/** Where the killed transaction stands: it waits to write into this table, with all before it written. */
const killPoints = ['auction', 'bid', 'exposure_limit', 'financing', 'payment'] as const;

jest.setTimeout(120_000);

let database: TestDatabase;
let servers: [ServerProcess, ServerProcess];
let market: Market;
let funders: Party[];
let dealers: ApiClient[];
let days: TradeDays;
let admin: pg.Client;
const wins = new Map<string, number>();
const usedBefore = new Map<string, Awaited<ReturnType<typeof limitUse>>>();

beforeAll(async () => {
  database = await createTestDatabase();
  const first = await start();
  servers = [first, await start()];
  market = await openMarket(first);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  funders = [...market.funders];
  for (let number = funders.length + 1; number <= FUNDERS; number++) {
    funders.push(await newFunder(market, `Funder ${number} AG`, limitOf(ROUNDS)));
  }
  for (const funder of market.funders) await widen(funder);
  for (const funder of funders) usedBefore.set(funder.id, await limitUse(funder));
  dealers = [market.supplier.as('DEALER')];
  while (dealers.length < FUNDERS) dealers.push(await newMember(market.supplier, ['DEALER']));
  days = await nextTradeDays(market, 57);
  await moveTo(market, days.tradeDate);
}, 600_000);

afterAll(async () => {
  await admin?.end();
  for (const server of servers ?? []) await server.stop();
  await database?.drop();
});

test(
  `${ROUNDS} rounds of ${FUNDERS} offers, each taken ${COPIES} times at once over two servers: one award a round`,
  async () => {
    for (let round = 1; round <= ROUNDS; round++) await race(round, round % 4 === 0);
    await expectNoViolation(database);
  },
  ROUNDS * 60_000,
);

test('two baskets that share an offer, each taken five times at once over two servers, one of which is killed: one is taken', async () => {
  const [one, other] = market.funders as [Party, Party];
  for (const table of [null, 'financing', 'auction'] as const) {
    const offers: Offer[] = [];
    for (let count = 0; count < 5; count++) {
      const { auctionId } = await listed(market, invoice());
      await bid(one, auctionId, rate(0));
      await bid(other, auctionId, rate(1));
      offers.push((await offersOf(market, auctionId))[0]!);
    }
    const [a, b, shared, c, d] = offers as [Offer, Offer, Offer, Offer, Offer];
    const attempts = [basketAttempt('first', [a, b, shared], 0), basketAttempt('second', [shared, d, c], 1)];
    // So many stand waiting only where both servers do: the one that is killed has no more than six.
    if (table) await answerWithKill(attempts, table, 8);
    else await Promise.all(attempts.flatMap(each => copies(each)));

    const outcomes = attempts.map(({ answers }) => {
      expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
      return answers[0]!;
    });
    const [taken, refused] = [...outcomes].sort((x, y) => (x.__typename < y.__typename ? -1 : 1));
    expect(taken).toMatchObject({ __typename: 'AcceptOffersSuccess', acceptances: [{}, {}, {}] });
    expect(refused).toMatchObject({
      __typename: 'OffersRefused',
      refusals: [{ bidId: shared.bidId, problem: { code: 'ALREADY_FINANCED' } }],
    });
    await expectRepeats(attempts);
    wins.set(one.id, (wins.get(one.id) ?? 0) + 3);
  }
  await expectNoViolation(database);
});

test('one funder bids in five auctions at once over two servers: no more than its limit holds', async () => {
  const funder = await newFunder(market, 'Narrow Capital AG', '250000.00');
  const auctionIds: string[] = [];
  for (let count = 0; count < 5; count++) auctionIds.push((await listed(market, invoice())).auctionId);

  const outcomes = await Promise.all(
    auctionIds.map((auctionId, index) =>
      dealerAt(funder, index).mutate(
        'placeBid',
        { auctionId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '450', idempotencyKey: newKey() },
        'bid { state }',
      ),
    ),
  );
  expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
    'LimitExceeded',
    'LimitExceeded',
    'LimitExceeded',
    'PlaceBidSuccess',
    'PlaceBidSuccess',
  ]);
  expect(await limitUse(funder)).toEqual({ reserved: 2n * FACE_CENTS, committed: 0n, outstanding: 0n });
  await expectNoViolation(database);
});

async function race(round: number, withKill: boolean): Promise<void> {
  const { invoiceId, auctionId } = await listed(market, invoice());
  await Promise.all(funders.map((funder, index) => bid(funder.at(servers[index % 2]!), auctionId, rate(index))));
  const offers = await offersOf(market, auctionId);
  expect(offers).toHaveLength(FUNDERS);

  const attempts = offers.map((offer, index) => attempt(offer, index));
  if (withKill) await answerWithKill(attempts, killPoints[(round / 4 - 1) % killPoints.length]!);
  else await Promise.all(attempts.flatMap(each => copies(each)));

  const outcomes = attempts.map(({ name, answers }) => {
    expect({
      name,
      count: answers.length,
      distinct: new Set(answers.map(answer => JSON.stringify(answer))).size,
    }).toEqual({
      name,
      count: COPIES,
      distinct: 1,
    });
    return answers[0]!;
  });
  expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(
    ['AcceptOfferSuccess', ...Array.from({ length: FUNDERS - 1 }, () => 'AlreadyFinanced')].sort(),
  );
  await expectOneAward(invoiceId, auctionId, outcomes.find(({ __typename }) => __typename === 'AcceptOfferSuccess')!);
  await expectRepeats(attempts);
  await expectLimits();
}

interface Attempt {
  readonly name: string;
  readonly verb: 'acceptOffer' | 'acceptOffers';
  readonly fields: string;
  readonly input: object;
  readonly client: ApiClient;
  readonly answers: Outcome[];
}

function attempt(offer: Offer, index: number): Attempt {
  return {
    name: `offer ${index}`,
    verb: 'acceptOffer',
    fields: acceptedFields,
    input: acceptance(offer),
    client: dealers[index]!,
    answers: [],
  };
}

function basketAttempt(name: string, offers: readonly Offer[], dealer: number): Attempt {
  const cents = offers.reduce((sum, { quote }) => sum + BigInt(quote.net.amount.replace('.', '')), 0n);
  const shown = offers.map(offer => {
    const { idempotencyKey: _, ...line } = acceptance(offer);
    return line;
  });
  return {
    name,
    verb: 'acceptOffers',
    fields: `acceptances { ${acceptedFields} } totalNet { amount }`,
    input: {
      offers: shown,
      totalNet: eur(`${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`),
      idempotencyKey: newKey(),
    },
    client: dealers[dealer]!,
    answers: [],
  };
}

/** The copies of one request, in turn to one server and the other. */
function copies(each: Attempt, to: readonly ServerProcess[] = servers): Promise<void>[] {
  return Array.from({ length: COPIES }, async (_, index) => {
    each.answers.push(await send(each, to[index % to.length]!));
  });
}

function send({ client, verb, input, fields }: Attempt, server: ServerProcess): Promise<Outcome> {
  return client.at(server).mutate(verb, input, fields);
}

/**
 * The second server's transaction is the first to take the auction and is held before its write into `table`; the first
 * server's stand behind it. Then it is killed. Whoever got no answer asks the first server again, under the same key.
 */
async function answerWithKill(attempts: readonly Attempt[], table: string, waitFor = POOL + 1): Promise<void> {
  const [survivor, victim] = servers;
  await admin.query('BEGIN');
  await admin.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  const unanswered: Attempt[] = [];
  const sendOrKeep = async (each: Attempt, server: ServerProcess) => {
    try {
      each.answers.push(await send(each, server));
    } catch {
      unanswered.push(each);
    }
  };
  const atVictim = attempts.map(each => sendOrKeep(each, victim));
  await waiting(1);
  const others = attempts.flatMap(each => [
    ...[1, 2].map(() => sendOrKeep(each, survivor)),
    ...[1, 2].map(() => sendOrKeep(each, victim)),
  ]);
  // More than one server's pool waits: both stand in the middle of a transaction.
  await waiting(waitFor);
  await victim.kill();
  await admin.query('ROLLBACK');
  await Promise.all([...atVictim, ...others]);
  expect(unanswered.length).toBeGreaterThan(0);
  await Promise.all(unanswered.map(async each => each.answers.push(await send(each, survivor))));
  servers[1] = await start();
}

/** Resolves when so many transactions that have taken, or wait for, the key of a request stand waiting for a lock. */
async function waiting(count: number): Promise<void> {
  await eventually(`${count} transactions wait`, async () => {
    const { rows } = await admin.query<{ count: string }>(
      `SELECT count(DISTINCT w.pid) FROM pg_locks w JOIN pg_locks h ON h.pid = w.pid
        WHERE NOT w.granted AND h.granted AND h.mode = 'RowExclusiveLock' AND h.relation = 'idempotency_record'::regclass
          AND h.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return Number(rows[0]!.count) >= count ? true : undefined;
  });
}

async function expectOneAward(invoiceId: string, auctionId: string, success: Outcome): Promise<void> {
  const { node } = await market.operator.reader.query<{
    node: { auction: object; financing: object; payments: object[] };
  }>(
    `query ($id: ID!) { node(id: $id) { ... on Invoice { auction { id state } financing { id state }
       payments { kind state } } } }`,
    { id: invoiceId },
  );
  const { id: financingId } = success.financing as { id: string };
  expect(node).toEqual({
    auction: { id: auctionId, state: 'AWARDED' },
    financing: { id: financingId, state: 'AGREED' },
    payments: expect.arrayContaining([
      { kind: 'SUPPLIER_PAYMENT', state: 'DUE' },
      { kind: 'DISBURSEMENT', state: 'DUE' },
    ]),
  });
  expect(node.payments).toHaveLength(2);
  const ends = await Promise.all(
    funders.map(async funder => {
      const { node: auction } = await funder.reader.query<{ node: { ownBid: { state: string } } }>(
        'query ($id: ID!) { node(id: $id) { ... on Auction { ownBid { state } } } }',
        { id: auctionId },
      );
      return { funder, state: auction.ownBid.state };
    }),
  );
  const winners = ends.filter(({ state }) => state === 'WON').map(({ funder }) => funder);
  expect(winners).toHaveLength(1);
  expect(ends.filter(({ state }) => state === 'LOST')).toHaveLength(FUNDERS - 1);
  wins.set(winners[0]!.id, (wins.get(winners[0]!.id) ?? 0) + 1);
}

/** Long after, each key still gives its first answer, at either server. */
async function expectRepeats(attempts: readonly Attempt[]): Promise<void> {
  for (const server of servers) {
    const repeats = await Promise.all(attempts.map(each => send(each, server)));
    expect(repeats).toEqual(attempts.map(({ answers }) => answers[0]));
  }
}

/** Nothing stays reserved; what is committed is what was won; nobody stands beyond its limit. */
async function expectLimits(): Promise<void> {
  for (const funder of funders) {
    const before = usedBefore.get(funder.id)!;
    const committed = before.committed + BigInt(wins.get(funder.id) ?? 0) * FACE_CENTS;
    expect({ funder: funder.name, ...(await limitUse(funder)) }).toEqual({ funder: funder.name, ...before, committed });
  }
}

async function widen(funder: Party): Promise<void> {
  const limit = eur(limitOf(ROUNDS + 50));
  const risk = funder.as('RISK');
  expectSuccess(await risk.succeed('setLimit', { scope: 'TOTAL', limit }, 'limit { id }'));
  const buyerLimit = { scope: 'BUYER', buyerId: market.buyer.id, limit };
  expectSuccess(await risk.succeed('setLimit', buyerLimit, 'limit { id }'));
}

/** Enough for winning every round and one more bid. */
function limitOf(rounds: number): string {
  return `${BigInt(rounds + 1) * 100_000n}.00`;
}

function invoice() {
  return { payable: FACE, issueDate: days.tradeDate, dueDate: days.dueDate };
}

function rate(index: number) {
  return { rateBps: String(400 + 10 * index) };
}

function dealerAt(funder: Party, index: number): ApiClient {
  return marketAt({ ...market, funders: [funder] }, servers[index % 2]!).funders[0]!.as('DEALER');
}

function start(): Promise<ServerProcess> {
  return startServer(database, { env: { DATABASE_POOL: String(POOL) } });
}
