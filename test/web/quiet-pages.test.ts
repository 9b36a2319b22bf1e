import { eventually } from '../support/api-client.js';
import { plusDays } from '../support/figures.js';
import { bid, clockOf, listed, type Party } from '../support/trade.js';
import { type FurnishedMarket, furnishMarket } from './support/furnished-market.js';
import { type Seat, seats, WebMarket } from './support/web-market.js';
import type { MarketWindow, Traffic } from './support/window.js';

/*
 * A page that shows what is true sends nothing: no request and no frame leaves it unless a person acted or a frame came. The
 * clocks of the pages run here as fast as the test tells them, so that whatever would ask from time to time shows at once.
 */

jest.setTimeout(120_000);

/** Shorter, as all short ones of one person together, than the silence after which a page takes its connection for dead. */
const LONG_MS = 60_000;
const SHORT_MS = 2_500;
const GLANCE_MS = 500;

let web: WebMarket;
let market: FurnishedMarket;
/** Windows that nobody touches after they were opened at home. */
const witnesses = {} as Record<Seat, MarketWindow>;
/** How much had passed over the wires of each when it rested. */
const rest = {} as Record<Seat, number>;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await furnishMarket(web.server);
  for (const seat of seats) {
    witnesses[seat] = await web.sit(seat);
    await witnesses[seat].settled();
    rest[seat] = witnesses[seat].traffic.length;
  }
}, 300_000);

afterAll(() => web?.close());

test.each(seats)('no place of the %s asks again by itself, nor when it is looked at again', async seat => {
  const context = await web.context();
  await context.clock.install();
  const window = await web.sit(seat, { context });
  const links = await window.page.getByRole('navigation', { name: 'Workspace' }).getByRole('link').all();
  for (const [index, link] of links.entries()) {
    // The page's own time runs faster than the server's: a connection that seems silent for too long would be made anew.
    if (index % 15 === 14) await window.page.reload();
    await link.click();
    await window.settled();
    const rested = window.traffic.length;
    await context.clock.runFor(SHORT_MS);
    await window.page.evaluate(lookAgain);
    await context.clock.runFor(GLANCE_MS);
    await window.settled();
    const place = await link.innerText();
    expect({ place, sent: outgoing(window.traffic.slice(rested)) }).toEqual({ place, sent: [] });
  }
  await context.close();
});

test.each([
  ["buyer's checker", 'Approvals', 'Approvals', 'Prepared'],
  ['supplier', 'Auctions', 'Auctions', '63,000.00'],
  ['supplier', 'Financings', 'Financings', '61,000.00'],
  ['funder A', 'Board', 'Auctions', '63,000.00'],
  ['operator', 'Invoices', 'Invoices', '67,000.00'],
] as const)('a page that the %s opened from %s is silent for a minute', async (seat, place, caption, text) => {
  const context = await web.context();
  await context.clock.install();
  const window = await web.sit(seat, { context });
  await window.goTo(place);
  await window.row(caption, text).getByRole('link').first().click();
  await window.page.waitForURL(/_/);
  await window.settled();
  const rested = window.traffic.length;
  await context.clock.runFor(LONG_MS);
  await window.settled();
  expect(outgoing(window.traffic.slice(rested))).toEqual([]);
  expect(await window.live.count()).toBe(1);
  await context.close();
});

test('the cursor that a page is given from time to time makes it ask for nothing', async () => {
  for (const seat of seats) {
    const sinceRest = () => witnesses[seat].traffic.slice(rest[seat]);
    await eventually(
      `a bare cursor reaches the ${seat}`,
      async () => sinceRest().some(isBareCursor) || undefined,
      40_000,
    );
    await witnesses[seat].settledAfterFrames();
    expect({ seat, sent: outgoing(sinceRest()) }).toEqual({ seat, sent: [] });
  }
});

test('a bid moves the pages of its owner and of the supplier, and nothing reaches or leaves those of anybody else', async () => {
  const [funderA, funderB] = market.funders as [Party, Party];
  const today = (await clockOf(market)).today;
  const { auctionId } = await listed(market, {
    payable: '71000.00',
    issueDate: today,
    dueDate: plusDays(today, 40),
  });
  await inEvery(async window => {
    await arrives(window, 'auction.opened');
    await window.settledAfterFrames();
  });
  await untilAllRest();
  const marks = new Map(seats.map(seat => [seat, witnesses[seat].traffic.length]));
  const since = (seat: Seat) => witnesses[seat].traffic.slice(marks.get(seat));

  const bidA = await bid(funderA, auctionId, { rateBps: '455' });
  await arrives(witnesses.supplier, bidA);
  await arrives(witnesses['funder A'], bidA);
  const bidB = await bid(funderB, auctionId, { rateBps: '465' });
  await arrives(witnesses.supplier, bidB);
  await arrives(witnesses['funder B'], bidB);
  await witnesses.supplier.row('Auctions with offers to take', '71,000.00').getByText('2 offers').waitFor();
  // Whatever was to come of the bids has come before what comes of this.
  await market.supplier.as('DEALER').succeed('withdrawAuction', { auctionId }, 'auction { state }');
  await inEvery(window => arrives(window, `"auction.withdrawn"`));

  const wasTold = (seat: Seat, id: string) =>
    since(seat).some(traffic => isFrame(traffic) && traffic.what.includes(id));
  expect(seats.map(seat => [seat, wasTold(seat, bidA), wasTold(seat, bidB)])).toEqual([
    ["buyer's maker", false, false],
    ["buyer's checker", false, false],
    ['supplier', true, true],
    ['funder A', true, false],
    ['funder B', false, true],
    ['operator', false, false],
  ]);
  // Nothing went out before the first frame that told of something.
  expect(seats.map(seat => [seat, since(seat).find(traffic => !isBareCursor(traffic))?.kind])).toEqual(
    seats.map(seat => [seat, 'RECEIVED']),
  );
});

function inEvery(act: (window: MarketWindow) => Promise<unknown>): Promise<unknown> {
  return Promise.all(seats.map(seat => act(witnesses[seat])));
}

/** Waits until a frame that holds the text has come. */
function arrives(window: MarketWindow, text: string): Promise<true> {
  return eventually(`${text} reaches the ${window.name}`, async () =>
    window.traffic.some(traffic => isFrame(traffic) && traffic.what.includes(text)) ? true : undefined,
  );
}

/** What went out from a page, and not what came. */
function outgoing(traffic: readonly Traffic[]): Traffic[] {
  return traffic.filter(one => !isFrame(one));
}

function isFrame({ kind }: Traffic): boolean {
  return kind === 'RECEIVED';
}

/** Alerts come some time after what they tell of, and each takes a page a question: waits until nothing passes any more. */
async function untilAllRest(): Promise<void> {
  const passed = () => seats.map(seat => witnesses[seat].traffic.filter(traffic => !isBareCursor(traffic)).length);
  for (let before = passed(); ; before = passed()) {
    await new Promise(resolve => setTimeout(resolve, 2_000));
    if (passed().every((count, index) => count === before[index])) return;
  }
}

function isBareCursor(traffic: Traffic): boolean {
  return isFrame(traffic) && traffic.what.includes('"type":null');
}

/** What a browser tells a page when somebody comes back to it, or to the network. */
const lookAgain = `for (const happens of ['focus', 'online', 'pageshow']) dispatchEvent(new Event(happens));
document.dispatchEvent(new Event('visibilitychange'));`;
