import { randomUUID } from 'node:crypto';
import { acceptOffer, acceptOffers, changeBid, withdrawBid } from '../../server/auctions/index.js';
import { setLimit } from '../../server/limits/index.js';
import type { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { Problem, storedProblem } from '../../server/platform/problem.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import {
  acceptanceOf,
  type AuctionMarket,
  basketInput,
  deadlocksOf,
  openAuctionMarket,
  type ShownAs,
  type Trader,
} from '../support/auction-market.js';

/*
 * Baskets that meet each other, single acceptances, withdrawals and changes, over two servers that share nothing but the
 * database: a basket is taken whole or not at all, no invoice is sold twice, and the programme's limit holds for the sum.
 */

const rounds = Number(process.env.TENOR_RACE_ROUNDS ?? 10);
const faceMinor = 10_000_000n;

let market: AuctionMarket;
let funders: readonly [Trader, Trader];
let servers: [UnitOfWork, UnitOfWork];
let databases: Database[];
let dealers: MemberViewer[];

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 2, limitMinor: 100_000_000_000n });
  funders = market.funders as typeof funders;
  const another = await market.another();
  servers = [market.work, another.work];
  databases = [market.database, another.database];
  dealers = await Promise.all(Array.from({ length: 6 }, () => market.member(market.supplier, 'DEALER')));
}, 60_000);
afterAll(() => market.close());

interface Lot {
  readonly auctionId: string;
  readonly bidId: string;
  readonly shown: ShownAs;
}

/** An auction with a bid of each funder; the first one's is offered. */
async function lot(): Promise<Lot> {
  const auction = await market.list();
  const bid = await market.bid(funders[0], auction, { rateBps: '450' });
  await market.bid(funders[1], auction, { rateBps: '460' });
  return {
    auctionId: auction.id,
    bidId: toWireId('bid', bid.id),
    shown: acceptanceOf((await market.offers(auction))[0]!),
  };
}

async function lots(count: number): Promise<Lot[]> {
  const made: Lot[] = [];
  for (let number = 0; number < count; number += 1) made.push(await lot());
  return made;
}

/** What several servers answer to one basket, sent to each of them twice at once: one answer to all. */
async function taken(basket: readonly Lot[], dealer: number): Promise<Answer> {
  const input = { ...basketInput(basket.map(({ shown }) => shown)), idempotencyKey: randomUUID() };
  const answers = await Promise.all(
    [...servers, ...servers].map(async work => factsOf(await work.run(acceptOffers, dealers[dealer]!, input))),
  );
  expect(new Set(answers.map(sorted)).size).toBe(1);
  return answers[0]!;
}

interface Answer {
  readonly offers?: readonly { readonly financingId: string }[];
  readonly refusals?: readonly { readonly bidId: string; readonly remembered: { readonly code: string } }[];
}

function factsOf(outcome: object): Answer {
  return (outcome instanceof Problem ? storedProblem(outcome) : outcome) as Answer;
}

function sorted(answer: object): string {
  return JSON.stringify(answer, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

const codesOf = ({ refusals = [] }: Answer) => refusals.map(({ bidId, remembered }) => `${bidId} ${remembered.code}`);

async function awardedOf(of: readonly Lot[]): Promise<boolean[]> {
  const rows = await market.rows<{ id: string; state: string; financings: bigint }>(
    `SELECT a.id, a.state, (SELECT count(*) FROM financing f WHERE f.auction_id = a.id) AS financings
       FROM auction a WHERE a.id = ANY($1::uuid[])`,
    [of.map(({ auctionId }) => auctionId)],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return of.map(({ auctionId }) => {
    const { state, financings } = byId.get(auctionId)!;
    expect([state, financings]).toEqual(state === 'AWARDED' ? ['AWARDED', 1n] : ['OPEN', 0n]);
    return state === 'AWARDED';
  });
}

test(
  'two baskets that share an offer: one is taken whole, the other not at all, and only the shared offer stands in its way',
  async () => {
    let firstTook = 0;
    for (let round = 0; round < rounds; round += 1) {
      const [a, b, shared, c, d] = (await lots(5)) as [Lot, Lot, Lot, Lot, Lot];
      // Named in opposite orders: the locks are taken in one.
      const [one, other] = await Promise.all([taken([a, b, shared], 0), taken([shared, d, c], 1)]);
      const [winner, loser] = one.offers ? [one, other] : [other, one];
      expect(winner.offers).toHaveLength(3);
      expect(codesOf(loser)).toEqual([`${shared.bidId} ALREADY_FINANCED`]);
      const firstWon = winner === one;
      expect(await awardedOf([a, b, shared, c, d])).toEqual([firstWon, firstWon, true, !firstWon, !firstWon]);
      firstTook += firstWon ? 1 : 0;
    }
    console.info(`of ${rounds} rounds the first basket won ${firstTook}`);
    expect(await market.limitDrift()).toEqual([]);
    expect(await deadlocksOf(market, databases)).toBe(0);
  },
  20_000 + rounds * 6_000,
);

test(
  'a basket, single acceptances, withdrawals and changes at once: whole or not at all',
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const basket = await lots(4);
      const [first, second, third] = basket as [Lot, Lot, Lot];
      const bids = { single: first, withdrawn: second, changed: third };
      const saying = { bidId: bids.changed.bidId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '440' };
      const act = [
        () => servers[1].run(acceptOffer, dealers[1]!, { ...bids.single.shown, idempotencyKey: randomUUID() }),
        () => market.run(withdrawBid, funders[0].viewer, { bidId: bids.withdrawn.bidId }),
        () => market.run(changeBid, funders[0].viewer, saying),
      ];
      // Each round another one of them races with the basket; in the last all do.
      const racing = round % 4 === 3 ? act : [act[round % 4]!];
      const [answer] = await Promise.all([taken(basket, 0), ...racing.map(run => run())]);

      const [single, ...rest] = await awardedOf(basket);
      if (answer.offers) {
        expect([single, ...rest]).toEqual([true, true, true, true]);
      } else {
        expect(rest).toEqual([false, false, false]);
        const possible = [
          `${bids.single.bidId} ALREADY_FINANCED`,
          `${bids.withdrawn.bidId} OFFER_GONE`,
          `${bids.changed.bidId} OFFER_CHANGED`,
        ];
        expect(codesOf(answer).length).toBeGreaterThan(0);
        expect(codesOf(answer).filter(code => !possible.includes(code))).toEqual([]);
      }
    }
    expect(await market.limitDrift()).toEqual([]);
    expect(await deadlocksOf(market, databases)).toBe(0);
  },
  20_000 + rounds * 6_000,
);

test(
  'the programme’s limit holds for the sum: baskets of three and single acceptances at once',
  async () => {
    const programmeId = toWireId('programme', market.programmeId);
    const used = async () => {
      const [row] = await market.rows<{ minor: bigint }>(
        "SELECT coalesce(sum(face_minor), 0)::bigint AS minor FROM financing WHERE state <> 'FAILED'",
      );
      return row!.minor;
    };
    for (let round = 0; round < rounds; round += 1) {
      const before = await used();
      // Room for five: of two baskets of three and three single ones, no more.
      const amount = `${(before + 5n * faceMinor) / 100n}.00`;
      const limit = { amount, currency: 'EUR' };
      await market.succeed(setLimit, market.operator.viewer, { scope: 'PROGRAMME', programmeId, limit });
      const baskets = [await lots(3), await lots(3)];
      const singles = await lots(3);
      const [answers, alone] = await Promise.all([
        Promise.all(baskets.map((basket, index) => taken(basket, index))),
        Promise.all(
          singles.map(async ({ shown }, index) =>
            factsOf(
              await servers[index % 2]!.run(acceptOffer, dealers[2 + index]!, {
                ...shown,
                idempotencyKey: randomUUID(),
              }),
            ),
          ),
        ),
      ]);
      let awards = 0n;
      for (const [index, basket] of baskets.entries()) {
        const whole = answers[index]!.offers !== undefined;
        expect(await awardedOf(basket)).toEqual([whole, whole, whole]);
        if (!whole) expect(codesOf(answers[index]!)).toEqual(basket.map(({ bidId }) => `${bidId} LIMIT_EXCEEDED`));
        awards += whole ? 3n : 0n;
      }
      awards += BigInt((await awardedOf(singles)).filter(Boolean).length);
      expect(alone.filter(answer => 'financingId' in answer)).toHaveLength(
        (await awardedOf(singles)).filter(Boolean).length,
      );
      expect(await used()).toBe(before + awards * faceMinor);
      expect(awards).toBeLessThanOrEqual(5n);
      // Whoever was refused found less room than it asked for: three single ones, or a basket and two of them.
      expect(awards).toBeGreaterThanOrEqual(3n);
      const [row] = await market.rows<{ over: boolean }>(
        "SELECT lowered OR committed_minor > limit_minor AS over FROM exposure_limit WHERE scope = 'PROGRAMME'",
      );
      expect(row).toEqual({ over: false });
      const unlimited = { amount: '1000000000.00', currency: 'EUR' };
      await market.succeed(setLimit, market.operator.viewer, { scope: 'PROGRAMME', programmeId, limit: unlimited });
    }
    expect(await market.limitDrift()).toEqual([]);
    expect(await deadlocksOf(market, databases)).toBe(0);
  },
  20_000 + rounds * 8_000,
);
