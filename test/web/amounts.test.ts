import { en } from '../../web/src/texts/en.js';
import { ApiClient } from '../support/api-client.js';
import { AmountOracle, type ShownAmount } from './support/amount-oracle.js';
import { chooseAll, closeDialog, dialogsOf, openDialog } from './support/dialogs.js';
import { furnishMarket } from './support/furnished-market.js';
import { pagesOf, routeOf, routesOfRouter } from './support/walk.js';
import { type Seat, seats, WebMarket } from './support/web-market.js';
import type { MarketWindow } from './support/window.js';

/*
 * Every amount on every page and in every dialog of every person, held against the rows, the ledger or the API that it says it comes from. An
 * amount that does not say so fails, and so does text that looks like an amount and is none of the one component's.
 */

jest.setTimeout(300_000);

let web: WebMarket;
let oracle: AmountOracle | undefined;
const routesRead = new Set<string>();
const dialogsRead = new Set<string>();
/** Those that show no amount to one role are not opened again for another: most show none to anybody. */
const dialogsWithout = new Set<string>();
let dialogAmounts = 0;
const waysTaken = new Map<string, Set<string>>();

beforeAll(async () => {
  web = await WebMarket.open();
  await furnishMarket(web.server);
}, 300_000);

afterEach(async () => {
  await oracle?.close();
  oracle = undefined;
});
afterAll(() => web?.close());

/** What a page shows: each amount with what it says to the eye and to programs, and what looks like one and is none. */
interface Shown {
  readonly amounts: readonly (Omit<ShownAmount, 'source' | 'of'> & {
    readonly text: string;
    readonly minor: string | null;
    readonly source: string | null;
    readonly of: string | null;
  })[];
  readonly strays: readonly string[];
}

/** What the pages say to everybody, with examples of figures in it. */
const sayings = new Set(textsOf(en));
/** Figures in what people of the market wrote. */
const wordsOfPeople = ['Agreed were 600.00 less.'];

function textsOf(node: object): string[] {
  return Object.values(node).flatMap(value => (typeof value === 'string' ? [value] : textsOf(value as object)));
}

const readAmounts = (within: 'body' | 'dialog') => `(() => {
  const root = document.querySelector('${within}');
  const amounts = [...root.querySelectorAll('data.amount')].map(element => ({
    text: element.innerText, amount: element.dataset.amount, minor: element.dataset.amountMinor ?? null,
    currency: element.dataset.currency, source: element.dataset.source ?? null, of: element.dataset.of ?? null,
  }));
  const strays = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest('data.amount, script, style')) continue;
    if (/(?<![\\d.,-])\\d{1,3}(?:[,\\u202f]?\\d{3})*[.,]\\d{2}(?![\\d.,]|\\s*%)/.test(text.data)) strays.push(text.data.trim());
  }
  return { amounts, strays };
})()`;

test.each(seats)('every amount that the %s sees is what it says it is', async seat => {
  const { email, password } = web.signInOf(seat);
  oracle = await AmountOracle.of(await ApiClient.signIn(web.server, email, password), web.adminUrl);
  const window = await web.sit(seat);
  const faults: string[] = [];
  let read = 0;
  for await (const path of pagesOf(window)) {
    routesRead.add(routeOf(path));
    const onPage = await faultsOf(window, path, 'body');
    faults.push(...onPage.faults);
    read += onPage.read;
    for (const dialog of await newDialogs(window, seat, path)) {
      await openDialog(window, dialog);
      const inDialog = await faultsOf(window, `${path}, ${dialog}`, 'dialog');
      await closeDialog(window);
      faults.push(...inDialog.faults);
      dialogAmounts += inDialog.read;
      if (inDialog.read === 0) dialogsWithout.add(`${dialog} on ${routeOf(path)}`);
    }
  }
  expect(faults).toEqual([]);
  expect(read).toBeGreaterThan(30);
  await window.page.context().close();
});

/** What is wrong with the amounts of a page, or of the dialog that is open, and how many there are. */
async function faultsOf(window: MarketWindow, place: string, within: 'body' | 'dialog') {
  const { amounts, strays } = await window.page.evaluate<Shown>(readAmounts(within));
  // A button may repeat what stands beside it.
  const explained = [...wordsOfPeople, ...amounts.map(({ text }) => text)];
  const unexplained = strays.filter(text => !sayings.has(text) && !explained.some(words => text.includes(words)));
  const faults = unexplained.map(text => `${place}: “${text}” looks like an amount, and is not written as one`);
  for (const { text, minor, source, of, ...money } of amounts) {
    const at = `${place}: ${text} (${source} of ${of})`;
    if (source === null || of === null) {
      faults.push(`${at} does not say where it comes from`);
      continue;
    }
    if (text !== asWritten(money)) faults.push(`${at} does not say to the eye what it says to programs`);
    if (source !== 'DOCUMENT' && minor !== money.amount.replace('.', ''))
      faults.push(`${at} has ${minor} as minor units`);
    const fault = await oracle!.faultOf({ ...money, source, of });
    if (fault) faults.push(`${at}: ${fault}`);
    const way = AmountOracle.wayOf(source);
    waysTaken.set(way, (waysTaken.get(way) ?? new Set()).add(source.replace(/\.\d+/g, '')));
  }
  return { faults, read: amounts.length };
}

/** The dialogs of the page that nobody of the role has opened on such a page. */
async function newDialogs(window: MarketWindow, seat: Seat, path: string): Promise<string[]> {
  await chooseAll(window);
  const isNew = (dialog: string) => {
    const place = `${dialog} on ${routeOf(path)}`;
    const signature = `${seat.split(/[' ]/)[0]}: ${place}`;
    return !dialogsWithout.has(place) && !dialogsRead.has(signature) && dialogsRead.add(signature);
  };
  return (await dialogsOf(window)).filter(isNew);
}

test('dialogs show amounts too', () => expect(dialogAmounts).toBeGreaterThan(10));

test('every route of the workspace was read, and the ledger and the rows stand behind most sources', () => {
  const strangers = ['/sign-in', '/invitation'];
  expect([...routesRead].sort()).toEqual(
    routesOfRouter()
      .filter(route => !strangers.includes(route))
      .sort(),
  );
  const sources = [...(waysTaken.get('ROWS') ?? [])];
  expect(sources).toEqual(
    expect.arrayContaining([
      'INVOICE.payable',
      'INVOICE.late.interest',
      'FINANCING.price',
      'PAYMENT.amount',
      'PAYMENT_FILE.total',
      'BANK_ENTRY.amount',
      'BANK_REPORT.opening',
      'FIGURE.ReconciledAccounts:reconciledAccounts.unexplained',
      'FIGURE.SettlementDay:settlementDay.total',
      'LEDGER_ACCOUNT.balance',
      'LIMIT.headroom',
      'FEE_BILL.total',
      'TRANSFER.balance',
      'FIGURE.Statements:statements.closing',
    ]),
  );
});

/** In English: '99050.00' as '99,050.00 EUR', with a thin space and the minus of print. */
function asWritten({ amount, currency }: { amount: string; currency: string }): string {
  const [whole = '', fraction] = amount.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount.startsWith('-') ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}\u202f${currency}`;
}
