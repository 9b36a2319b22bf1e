import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type PrintedSignIn, type ServerProcess, startServer } from '../../support/server-process.js';
import { MarketWindow, type OpenOptions } from './window.js';

/** How long a page may take for anything, in milliseconds. */
const PATIENCE_MS = 20_000;

export const seats = ["buyer's maker", "buyer's checker", 'supplier', 'funder A', 'funder B', 'operator'] as const;

/** Those of the demo market whose pages are looked at. */
export type Seat = (typeof seats)[number];

/** The second persons of those whose first one does all but what takes two. */
type SecondSeat = "funder A's checker" | "funder B's checker" | "operator's checker";

/** A demo market on a server of its own, and a browser to look at it. */
export class WebMarket {
  private constructor(
    readonly server: ServerProcess,
    readonly browser: Browser,
    private readonly database: TestDatabase,
  ) {}

  static async open(): Promise<WebMarket> {
    const database = await createTestDatabase();
    const [server, browser] = await Promise.all([startServer(database), launchBrowser()]);
    return new WebMarket(server, browser, database);
  }

  /** A browser of its own, as far as cookies and storage go; in British English unless a locale is given. */
  async context({ locale = 'en-GB' }: { locale?: string } = {}): Promise<BrowserContext> {
    const viewport = { width: 1360, height: 900 };
    const context = await this.browser.newContext({ viewport, locale, reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** The database behind it, as the superuser. */
  get adminUrl(): string {
    return this.database.adminUrl;
  }

  signInOf(seat: Seat | SecondSeat): PrintedSignIn {
    const signIn = this.server.signIns.find(({ name }) => name === seat);
    if (!signIn) throw new Error(`Nobody was printed as ${seat}.`);
    return signIn;
  }

  /** Opens the workspace of a person, in a context of its own unless one is given. */
  async sit(seat: Seat | SecondSeat, options: OpenOptions & { context?: BrowserContext } = {}): Promise<MarketWindow> {
    const context = options.context ?? (await this.context());
    return MarketWindow.open(context, this.signInOf(seat), options);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.database.drop();
  }
}
