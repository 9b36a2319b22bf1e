import { eventually } from '../support/api-client.js';
import { bid, listed, type Market, offersOf, openMarket, type Party } from '../support/trade.js';
import { furnishMarket } from './support/furnished-market.js';
import { type Seat, seats, WebMarket } from './support/web-market.js';
import type { MarketWindow, Traffic } from './support/window.js';

/*
 * A page that shows what is true sends nothing: no request and no frame leaves it unless a person acted or a frame came. The
 * pages' own clocks run here as fast as the test tells them, so that whatever would ask from time to time shows at once.
 */

jest.setTimeout(120_000);

/** Shorter than the silence after which a page takes its connection for dead, with what passes meanwhile in real time. */
const LONG_MS = 55_000;
const SHORT_MS = 4_000;
const REAL_MS = 2_000;

let web: WebMarket;
let market: Market;
const witnesses = {} as Record<Seat, MarketWindow>;
/** How much had passed over the wires of each witness when it rested. */
const atRest = {} as Record<Seat, number>;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await furnishMarket(web.server);
  await Promise.all(
    seats.map(async seat => {
      const window = await web.sit(seat);
      await window.settled();
      Object.assign(witnesses, { [seat]: window });
      Object.assign(atRest, { [seat]: window.traffic.length });
    }),
  );
}, 300_000);

afterAll(() => web?.close());

test.each(seats)('no place of the %s asks by itself, from time to time or when it is looked at again', async seat => {
  const context = await web.context();
  await context.clock.install();
  const window = await web.sit(seat, { context });
  for (const link of await window.page.getByRole('navigation', { name: 'Workspace' }).getByRole('link').all()) {
    await link.click();
    await window.settled();
    const rested = window.traffic.length;
    await window.page.clock.runFor(SHORT_MS);
    await window.page.evaluate(`for (const happens of ['focus', 'online', 'pageshow']) dispatchEvent(new Event(happens));
      document.dispatchEvent(new Event('visibilitychange'))`);
    await window.settled();
    const place = await link.innerText();
    expect({ place, sent: outgoing(window.traffic.slice(rested)) }).toEqual({ place, sent: [] });
  }
  await context.close();
});
