import type { BrowserContext, Locator, Page, WebSocket } from 'playwright-core';
import { eventually } from '../../support/api-client.js';
import type { PrintedSignIn } from '../../support/server-process.js';

/** Something that passed between a page and the network. What it was: an address, or the text of a frame. */
export interface Traffic {
  readonly kind: 'DOCUMENT' | 'REQUEST' | 'SOCKET' | 'SENT' | 'RECEIVED';
  readonly what: string;
}

export interface OpenOptions {
  /** The port of what stands between the page and the server; the server's own unless given. */
  readonly port?: string;
}

/** How long a page gathers frames before it asks, in milliseconds. */
const GATHERING_MS = 100;

/** The page of one person, with all that passed over its wires and every fault it complained of. */
export class MarketWindow {
  readonly traffic: Traffic[] = [];
  readonly complaints: string[] = [];
  private underWay = 0;

  constructor(
    readonly name: string,
    readonly page: Page,
  ) {
    page.on('request', request => {
      this.note(request.resourceType() === 'document' ? 'DOCUMENT' : 'REQUEST', `${request.method()} ${request.url()}`);
    });
    page.on('request', () => (this.underWay += 1));
    page.on('requestfinished', () => (this.underWay -= 1));
    page.on('requestfailed', () => (this.underWay -= 1));
    page.on('websocket', socket => this.listen(socket));
    page.on('console', message => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', error => this.complaints.push(`uncaught: ${error.message}`));
  }

  /** Opens a page in the context by the link that was printed, and waits until it is told of events. */
  static async open(context: BrowserContext, signIn: PrintedSignIn, { port }: OpenOptions = {}): Promise<MarketWindow> {
    const window = new MarketWindow(signIn.name, await context.newPage());
    const link = new URL(signIn.url);
    if (port !== undefined) link.port = port;
    await window.page.goto(link.href);
    await window.live.waitFor();
    return window;
  }

  /** What the header says while events come. */
  get live(): Locator {
    return this.page.locator('[data-live="live"]');
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  count(kind: Traffic['kind']): number {
    return this.traffic.filter(traffic => traffic.kind === kind).length;
  }

  /** Goes to a place of the workspace, as a person does: no document is loaded. */
  async goTo(place: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Workspace' })
      .getByRole('link', { name: place, exact: true })
      .click();
  }

  /** Presses the one button of the page with this name. */
  async press(name: string): Promise<void> {
    await this.main.getByRole('button', { name, exact: true }).click();
  }

  /** Presses a button of the dialog that is open. */
  async pressInDialog(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  /** Waits until the page says so. */
  async says(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Waits until no answer is missing and the page has drawn the last one. */
  async settled(): Promise<void> {
    await eventually(`the window of ${this.name} rests`, async () => {
      const before = this.traffic.length;
      await this.page.evaluate('new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
      const quiet = this.underWay === 0 && this.traffic.length === before;
      return quiet && (await this.page.getByText('Loading …').count()) === 0 ? true : undefined;
    });
  }

  /** As `settled`, after what the frames that came make the page ask, which it does once it has gathered them. */
  async settledAfterFrames(): Promise<void> {
    await this.page.evaluate(`new Promise(gathered => setTimeout(gathered, ${2 * GATHERING_MS}))`);
    await this.settled();
  }

  /** The rows of a table that say all of this. */
  row(caption: string, ...texts: (string | RegExp)[]): Locator {
    const rows = this.page.getByRole('table', { name: caption, exact: true }).locator('tbody tr');
    return texts.reduce((found: Locator, hasText) => found.filter({ hasText }), rows);
  }

  /** The value beside a label; of the dialog's facts where one is open. */
  fact(label: string, within: Locator = this.main): Locator {
    const term = this.page.locator('dt').getByText(label, { exact: true });
    return within.locator('.facts > div').filter({ has: term }).locator('dd');
  }

  private listen(socket: WebSocket): void {
    this.note('SOCKET', socket.url());
    socket.on('framesent', ({ payload }) => this.note('SENT', String(payload)));
    socket.on('framereceived', ({ payload }) => this.note('RECEIVED', String(payload)));
  }

  private note(kind: Traffic['kind'], what: string): void {
    this.traffic.push({ kind, what });
  }
}

/** The amounts that stand in a part of a page, as they were on the wire, in their order. */
export async function amountsIn(part: Locator): Promise<string[]> {
  const amounts = await part.locator('[data-amount]').all();
  return Promise.all(amounts.map(async amount => (await amount.getAttribute('data-amount'))!));
}

/** Waits until something in the part is in this state. */
export function inState(part: Locator, state: string): Promise<void> {
  return part.locator(`[data-state="${state}"]`).first().waitFor();
}
