import { randomUUID } from 'node:crypto';
import { acceptOffer } from '../../server/auctions/index.js';
import { type PaymentRow, preparePaymentFiles, refusePaymentFile } from '../../server/payments/index.js';
import type { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { Problem, storedProblem } from '../../server/platform/problem.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { acceptanceOf, type AuctionMarket, deadlocksOf, openAuctionMarket } from '../support/auction-market.js';
import { releaseFiles, releaseInput } from '../support/money-market.js';

const funders = 20;
const repeats = 5;
const rounds = Number(process.env.TENOR_RACE_ROUNDS ?? 10);

let market: AuctionMarket;
let servers: UnitOfWork[];
let databases: Database[];
let dealers: MemberViewer[];

beforeAll(async () => {
  market = await openAuctionMarket({ funders, limitMinor: 1_000_000_000n });
  for (const funder of market.funders) {
    await market.limit(funder, 'TOTAL', '10000000.00');
    await market.limit(funder, 'COUNTRY', '10000000.00', { country: 'FR' });
  }
  const another = await market.another();
  servers = [market.work, another.work];
  databases = [market.database, another.database];
  dealers = await Promise.all(market.funders.map(() => market.member(market.supplier, 'DEALER')));
}, 60_000);
afterAll(() => market.close());

/** An answer with all its facts, in one order of its keys. */
function answerOf(outcome: object): string {
  const facts = outcome instanceof Problem ? storedProblem(outcome) : outcome;
  return JSON.stringify(facts, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

/** The acceptance of every offer, each by another member with another key, each sent several times to both servers at once. */
async function acceptAllAtOnce(auction: { readonly id: string }): Promise<Map<string, Set<string>>> {
  const offers = await market.offers(auction);
  const requests = offers.flatMap((offer, index) => {
    const input = { ...acceptanceOf(offer), idempotencyKey: randomUUID() };
    return Array.from({ length: repeats }, (_, repeat) => ({
      input,
      viewer: dealers[index]!,
      work: servers[repeat % 2]!,
    }));
  });
  const answers = new Map<string, Set<string>>();
  await Promise.all(
    shuffled(requests).map(async ({ input, viewer, work }) => {
      const answer = answerOf(await work.run(acceptOffer, viewer, input));
      answers.set(input.idempotencyKey, (answers.get(input.idempotencyKey) ?? new Set()).add(answer));
    }),
  );
  return answers;
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map(item => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function openRound(): Promise<{ readonly id: string }> {
  const auction = await market.list();
  await Promise.all(
    market.funders.map((funder, index) => market.bid(funder, auction, { rateBps: String(400 + 5 * index) })),
  );
  return auction;
}

test(
  `${funders} offers, accepted at once ${repeats} times each over two servers: one award a round, the same answer to every repeat, limits hold`,
  async () => {
    for (let round = 1; round <= rounds; round += 1) {
      const auction = await openRound();
      const answers = [...(await acceptAllAtOnce(auction)).values()];

      expect(answers.map(set => set.size)).toEqual(Array(funders).fill(1));
      const parsed = answers.map(([answer]) => JSON.parse(answer!));
      const [award] = parsed.filter(answer => 'financingId' in answer);
      expect(parsed.filter(answer => answer.code !== 'ALREADY_FINANCED')).toEqual([award]);
      expect(award).toMatchObject({ valueDate: '2031-03-04' });

      const bids = await market.rows<{ state: string; count: bigint }>(
        'SELECT state, count(*) AS count FROM bid WHERE auction_id = $1 GROUP BY state ORDER BY state',
        [auction.id],
      );
      expect(bids).toEqual([
        { state: 'LOST', count: BigInt(funders - 1) },
        { state: 'WON', count: 1n },
      ]);
      const financings = await market.rows<{ id: string }>('SELECT id FROM financing WHERE auction_id = $1', [
        auction.id,
      ]);
      expect(financings).toEqual([{ id: award.financingId }]);
      expect(await market.limitDrift()).toEqual([]);
    }
    const payments = await market.rows("SELECT FROM payment WHERE kind = 'DISBURSEMENT'");
    expect(payments).toHaveLength(rounds);
    const reserved = await market.rows('SELECT FROM exposure_limit WHERE reserved_minor <> 0');
    expect(reserved).toEqual([]);
  },
  10_000 + rounds * 8_000,
);

test('awards that cross, each the other’s winner among its losers, never wait for each other in a circle', async () => {
  const [one, other] = market.funders;
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = [await market.list(), await market.list()];
    for (const [auction, low, high] of [
      [first, one, other],
      [second, other, one],
    ] as const) {
      await market.bid(low!, auction, { rateBps: '400' });
      await market.bid(high!, auction, { rateBps: '500' });
    }
    const offers = [(await market.offers(first))[0]!, (await market.offers(second))[0]!];
    const answers = await Promise.all(
      offers.map((offer, index) =>
        servers[index]!.run(acceptOffer, dealers[index]!, { ...acceptanceOf(offer), idempotencyKey: randomUUID() }),
      ),
    );
    expect(answers).toEqual([
      expect.objectContaining({ valueDate: '2031-03-04' }),
      expect.objectContaining({ valueDate: '2031-03-04' }),
    ]);
  }
  expect(await deadlocksOf(market, databases)).toBe(0);
  expect(await market.limitDrift()).toEqual([]);
}, 60_000);

test('a file is released twice, and refused, as the claim in it is sold: one of them, and the payment goes once or not at all', async () => {
  const { viewer } = market.buyer;
  const colleagues = await Promise.all([
    market.member(market.buyer, 'CHECKER'),
    market.member(market.buyer, 'CHECKER'),
  ]);
  const [funder] = market.funders;
  for (let round = 0; round < rounds; round += 1) {
    const auction = await market.list();
    await market.bid(funder!, auction, { rateBps: '400' });
    const [offer] = await market.offers(auction);
    const [payment] = await market.rows<PaymentRow>(
      `SELECT * FROM payment WHERE invoice_id = $1 AND kind = 'SUPPLIER_PAYMENT'`,
      [auction.invoiceId],
    );
    const { fileIds } = await market.succeed(preparePaymentFiles, viewer, releaseInput([payment!]));
    const [file] = fileIds as [string];
    const refusal = { fileId: toWireId('paymentFile', file), reason: 'Race.', idempotencyKey: randomUUID() };
    const acts: (() => Promise<object>)[] = [
      ...colleagues.map((releaser, index) => () => {
        const at = { work: servers[index]!, database: databases[index]! };
        return releaseFiles(at, releaser, [file]);
      }),
      () => servers[0]!.run(acceptOffer, dealers[0]!, { ...acceptanceOf(offer!), idempotencyKey: randomUUID() }),
    ];
    // Every other round, so that a sale meets a release alone as well.
    if (round % 2 === 0) acts.push(() => servers[1]!.run(refusePaymentFile, viewer, refusal));
    const answers = await Promise.all(shuffled(acts).map(act => act()));
    const won = answers.filter(answer => !(answer instanceof Problem));
    const sold = won.some(answer => 'financingId' in answer);
    const released = won.filter(answer => 'fileIds' in answer);
    expect(released.length).toBeLessThanOrEqual(1);
    const [state] = await market.rows<{ payment: string; file: string }>(
      `SELECT p.state AS payment, f.state AS file FROM payment p, payment_file f WHERE p.id = $1 AND f.id = $2`,
      [payment!.id, file],
    );
    expect(state!.payment).toBe(released.length === 1 ? 'INSTRUCTED' : 'DUE');
    expect(state!.file === 'RELEASED').toBe(released.length === 1);
    // The claim is paid to whoever holds it: what went to the supplier was not sold.
    expect(sold && released.length === 1).toBe(false);
  }
  expect(await deadlocksOf(market, databases)).toBe(0);
  expect(await market.limitDrift()).toEqual([]);
}, 60_000);
