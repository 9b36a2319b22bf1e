import { randomUUID } from 'node:crypto';
import {
  acceptOffer,
  type AuctionAction,
  auctionById,
  auctionPolicy,
  type AuctionView,
  changeBid,
  placeBid,
  resumeAuction,
  suspendAuction,
  withdrawAuction,
  withdrawBid,
} from '../../server/auctions/index.js';
import { availableActions } from '../../server/platform/actions.js';
import type { Command } from '../../server/platform/command.js';
import { toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import type { MemberViewer, Permission } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { seconded } from '../support/seconded.js';

jest.setTimeout(120_000);

/** Each permission that any of the acts asks for by itself, all that none asks for, and all. */
const permissionSets: readonly (readonly Permission[])[] = [
  ['DEALER'],
  ['RISK'],
  ['ADMINISTRATOR'],
  ['MAKER', 'CHECKER', 'VIEWER'],
  ['MAKER', 'CHECKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR'],
];
/** Refusals for who asks or for the state things are in; any other answer means that the act was possible. */
const forStateOrPermission = new Set([
  'NOT_FOUND',
  'NOT_PERMITTED',
  'NOT_AVAILABLE',
  'AUCTION_CLOSED',
  'BID_EXISTS',
  'OFFER_GONE',
  'ALREADY_FINANCED',
]);

interface Situation {
  readonly name: string;
  readonly market: AuctionMarket;
  readonly auction: { readonly id: string };
  /** The bid of the first funder, which `own` bids of the others stand beside. */
  readonly bidIds: ReadonlyMap<string, string>;
}

const bidder = (market: AuctionMarket) => market.funders[0]!;
const markets: AuctionMarket[] = [];
afterAll(async () => {
  for (const market of markets) await market.close();
});

/** Auctions of one market in every state that it can be in, with a bid of the first funder, and one of the third withdrawn. */
async function situationsOf(kind: 'CONTINUOUS' | 'SEALED_WINDOW'): Promise<Situation[]> {
  const market = await openAuctionMarket({
    funders: 3,
    kind,
    auctionMinutes: 60,
    acceptanceMinutes: kind === 'CONTINUOUS' ? 0 : 60,
    limitMinor: 10n ** 11n,
  });
  markets.push(market);
  const [first, , third] = market.funders as [Trader, Trader, Trader];
  const situations: Situation[] = [];
  async function make(
    name: string,
    minutes: number,
    then: (auction: AuctionView, bidId: string) => Promise<unknown> = async () => {},
    validUntil?: Date,
  ) {
    const auction = await market.list(undefined, minutes);
    const bid = await market.bid(first, auction, { rateBps: '450', validUntil });
    const gone = await market.bid(third, auction, { rateBps: '455' });
    await market.succeed(withdrawBid, third.viewer, { bidId: toWireId('bid', gone.id) });
    await then(auction, bid.id);
    situations.push({
      name: `${kind}, ${name}`,
      market,
      auction,
      bidIds: new Map([
        [first.id, bid.id],
        [third.id, gone.id],
      ]),
    });
  }
  const input = (auction: { readonly id: string }) => ({ auctionId: toWireId('auction', auction.id) });
  const suspend = (auction: AuctionView) =>
    market.succeed(suspendAuction, market.operator.viewer, { ...input(auction), reason: 'A reason.' });
  await make('open', 600);
  await make('open, the bid expired', 600, undefined, new Date('2031-03-03T09:05:00Z'));
  await make('past its close, not swept', 30);
  await make('past everything, not swept', 5);
  await make('withdrawn', 600, auction => market.succeed(withdrawAuction, market.supplier.viewer, input(auction)));
  await make('suspended while open', 600, suspend);
  if (kind === 'CONTINUOUS') {
    await make('awarded', 600, async auction => market.accept((await market.offers(auction))[0]!));
  }
  await market.setClock(kind === 'CONTINUOUS' ? '2031-03-03T11:10:00+01:00' : '2031-03-03T11:20:00+01:00');
  return situations;
}

async function attempt(
  command: Command<never, object>,
  viewer: MemberViewer,
  market: AuctionMarket,
  input: object,
): Promise<object> {
  const parsed = command.input.safeParse({ ...input, idempotencyKey: randomUUID() });
  if (!parsed.success) throw parsed.error;
  // Rolled back: the next one finds things as they were.
  let outcome: object = {};
  await market.database
    .attempt(viewer, async tx => {
      outcome = await command.execute(tx, viewer, parsed.data);
      throw new Error('roll back');
    })
    .catch((error: Error) => {
      if (error.message !== 'roll back') throw error;
    });
  return outcome;
}

function acts(
  { market, auction, bidIds }: Situation,
  organizationId: string,
): Record<AuctionAction, [Command<never, object>, object]> {
  const ofAuction = { auctionId: toWireId('auction', auction.id) };
  const offered = toWireId('bid', bidIds.get(bidder(market).id)!);
  const own = { bidId: toWireId('bid', bidIds.get(organizationId) ?? bidIds.get(bidder(market).id)!) };
  const price = { priceKind: 'DISCOUNT_ON_FACE', rateBps: '440' };
  const shown = { version: 1, net: { amount: '99225.00', currency: 'EUR' }, valueDate: '2031-03-04' };
  const of = (command: unknown, input: object): [Command<never, object>, object] => [
    command as Command<never, object>,
    input,
  ];
  return {
    PLACE_BID: of(placeBid, { ...ofAuction, ...price }),
    CHANGE_BID: of(changeBid, { ...own, ...price }),
    WITHDRAW_BID: of(withdrawBid, own),
    ACCEPT_OFFER: of(acceptOffer, { bidId: offered, ...shown }),
    WITHDRAW: of(withdrawAuction, ofAuction),
    SUSPEND: of(suspendAuction, { ...ofAuction, reason: 'A reason.' }),
    RESUME: of(resumeAuction, ofAuction),
  };
}

/** Every party with every set of permissions. */
function viewersOf(market: AuctionMarket): { readonly who: string; readonly viewer: MemberViewer }[] {
  const traders = [market.supplier, market.buyer, market.operator, ...market.funders];
  return traders.flatMap(({ name, viewer }) =>
    permissionSets.map(permissions => ({
      who: `${name} with ${permissions.join()}`,
      viewer: seconded({ ...viewer, permissions }),
    })),
  );
}

interface Finding {
  readonly listed: number;
  readonly disagreements: readonly string[];
}

async function compare(situation: Situation, who: string, viewer: MemberViewer): Promise<Finding> {
  const { market, auction, name } = situation;
  const [view] = await market.database.read(viewer, db => auctionById(db, viewer, [auction.id]));
  const listed = view ? availableActions(auctionPolicy, viewer, view) : [];
  const disagreements: string[] = [];
  for (const [action, [command, input]] of Object.entries(acts(situation, viewer.organizationId))) {
    const outcome = await attempt(command, viewer, market, input);
    const isListed = listed.includes(action as AuctionAction);
    const isRefused = outcome instanceof Problem && forStateOrPermission.has(outcome.code);
    // Offers can be accepted here, but the one that is asked for has run out.
    const isGone = name.endsWith('the bid expired') && outcome instanceof Problem && outcome.code === 'OFFER_GONE';
    if (isRefused !== isListed || (isListed && isGone)) continue;
    disagreements.push(`${name}: ${who}: ${action} is ${isListed ? '' : 'not '}listed, but ${JSON.stringify(outcome)}`);
  }
  return { listed: listed.length, disagreements };
}

test.each(['CONTINUOUS', 'SEALED_WINDOW'] as const)(
  '%s: what is listed is not refused for state or permission, and what is not listed always is',
  async kind => {
    const situations = await situationsOf(kind);
    const findings = await Promise.all(
      situations.map(async situation => {
        const found: Finding[] = [];
        for (const { who, viewer } of viewersOf(situation.market)) found.push(await compare(situation, who, viewer));
        return found;
      }),
    );
    expect(findings.flat().flatMap(({ disagreements }) => disagreements)).toEqual([]);
    expect(findings.flat().reduce((sum, { listed }) => sum + listed, 0)).toBeGreaterThan(25);
  },
);
