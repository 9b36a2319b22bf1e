import { demoOrganizations } from '../../server/demo/parties.js';
import { ublInvoice } from '../../server/demo/sample-invoices.js';
import { eventually } from '../support/api-client.js';
import { cents, discountOnFace, plusDays, simpleYield, written } from '../support/figures.js';
import { readAccounts, readTransfers, type ShownAccount } from './support/ledger-page.js';
import { type TradeDays, tradeDaysAfter } from './support/trade-days.js';
import { type Seat, seats, WebMarket } from './support/web-market.js';
import { amountsIn, inState, type MarketWindow } from './support/window.js';

/*
 * Six people, each in a window of its own, one trade from the file to the last cent: 100,000.00 EUR for 57 days, bids of
 * 4.50 % and 6.00 % on the face. Every page is loaded once; whatever changes on it afterwards, it learns by itself.
 */

const TENOR_DAYS = 57n;
const FACE = 10_000_000n;
const DISCOUNT_A = discountOnFace(FACE, 450n, TENOR_DAYS);
const DISCOUNT_B = discountOnFace(FACE, 600n, TENOR_DAYS);
const NET_A = written(FACE - DISCOUNT_A);
const NET_B = written(FACE - DISCOUNT_B);
/** 0.30 % a year, owed by the funder. */
const PLATFORM_FEE = discountOnFace(FACE, 30n, TENOR_DAYS);

const NUMBER = 'AV-3001';
const { supplier: supplierParty, buyer: buyerParty } = demoOrganizations;

jest.setTimeout(120_000);

let market: WebMarket;
let days: TradeDays;
const windows = {} as Record<Seat, MarketWindow>;

beforeAll(async () => {
  market = await WebMarket.open();
  await Promise.all(seats.map(async seat => (windows[seat] = await market.sit(seat))));
  days = tradeDaysAfter(plusDays(await marketDay(windows.operator), 1), Number(TENOR_DAYS));
}, 300_000);

afterAll(() => market?.close());

test('the operator moves the clock, and every window shows the new time', async () => {
  const { operator } = windows;
  await operator.goTo('Bank and clock');
  await moveTo(`${days.tradeDay}T10:00`);
  await inEveryWindow(window =>
    eventually(`${window.name} shows ${days.tradeDay}`, async () =>
      (await marketDay(window)) === days.tradeDay ? true : undefined,
    ),
  );
});

test('the supplier uploads an e-invoice, which lands in the open lists of both sides', async () => {
  const { supplier, "buyer's maker": maker, "buyer's checker": checker } = windows;
  await Promise.all([supplier, maker, checker].map(window => window.goTo('Invoices')));
  await supplier.page.locator('input[type="file"]').setInputFiles({
    name: `${NUMBER}.xml`,
    mimeType: 'application/xml',
    buffer: Buffer.from(eInvoice()),
  });

  await supplier.says('1 invoice landed, 0 refused');
  for (const window of [supplier, maker, checker]) {
    const row = window.row('Invoices', NUMBER);
    await inState(row, 'SUBMITTED');
    expect(await amountsIn(row)).toEqual(['100000.00']);
  }
});

test('one person of the buyer prepares the approval, another releases it', async () => {
  const { supplier, "buyer's maker": maker, "buyer's checker": checker } = windows;
  await checker.goTo('Home');
  await maker.page.getByLabel(`Choose invoice ${NUMBER}`).check();
  await maker.press('Prepare approval of 1 invoice');
  await maker.pressInDialog('Prepare');
  await maker.says('You prepared it, or stand in for whoever did: another person must release it.');
  expect(await maker.main.getByRole('button', { name: 'Release' }).count()).toBe(0);

  await checker.row('Prepared approvals', '1 invoice').getByRole('link').first().click();
  await checker.press('Release');
  await checker.dialog.getByText('undertake irrevocably and unconditionally').waitFor();
  expect(await amountsIn(checker.fact('Total', checker.dialog))).toEqual(['100000.00']);
  await checker.pressInDialog('Release');

  await checker.says('1 invoice is approved.');
  await inState(maker.main, 'RELEASED');
  await inState(supplier.row('Invoices', NUMBER), 'APPROVED');
});

test('the supplier lists the invoice, and it appears on the boards of both funders', async () => {
  const { supplier, 'funder A': funderA, 'funder B': funderB } = windows;
  await Promise.all([funderA, funderB].map(funder => funder.goTo('Board')));
  await supplier.press(`Get paid early ${NUMBER}`);
  await supplier.pressInDialog('Open the auction');
  await supplier.says('No offer yet.');

  for (const funder of [funderA, funderB]) {
    const row = funder.row('Auctions', '100,000.00');
    await inState(row, 'OPEN');
    const seen = await row.innerText();
    expect(seen).not.toContain(NUMBER);
    expect(seen).not.toContain(supplierParty.name);
  }
});

test('two funders bid on what they were quoted, and the supplier watches both offers come', async () => {
  const { supplier, 'funder A': funderA, 'funder B': funderB } = windows;
  await bid(funderB, '6.00', NET_B);
  await supplier.row('Offers, the cheapest first', 'Polder').waitFor();
  await bid(funderA, '4.50', NET_A);
  await supplier.row('Offers, the cheapest first', 'Nordlicht').waitFor();

  const offers = await supplier.row('Offers, the cheapest first').all();
  const shown = await Promise.all(
    offers.map(async offer => [await offer.innerText(), await amountsIn(offer)] as const),
  );
  expect(shown.map(([text]) => text.split('\t')[1])).toEqual(['Nordlicht Kapital GmbH', 'Polder Trade Finance B.V.']);
  expect(shown.map(([, amounts]) => amounts)).toEqual([
    [NET_A, written(DISCOUNT_A)],
    [NET_B, written(DISCOUNT_B)],
  ]);
  expect(shown[0]![0]).toContain(`${simpleYield(FACE, FACE - DISCOUNT_A, TENOR_DAYS)} %`);
  for (const offer of offers) expect(await offer.locator(`time[datetime="${days.valueDay}"]`).count()).toBe(1);
  expect(await funderB.main.innerText()).not.toContain('Nordlicht');
  expect(await funderA.main.innerText()).not.toContain('Polder');
});

test('the supplier takes the better offer; the winner and the loser are told', async () => {
  const { supplier, 'funder A': funderA, 'funder B': funderB } = windows;
  await supplier.press('Accept Nordlicht Kapital GmbH');
  expect(await amountsIn(supplier.fact('Net cash', supplier.dialog))).toEqual([NET_A]);
  await supplier.pressInDialog('Accept this offer');

  await inState(supplier.main, 'AGREED');
  await inState(funderA.main, 'WON');
  await inState(funderB.main, 'LOST');
  await funderB.says('Another offer was better');
});

test('two persons of the funder let its payment go, and the money arrives on the next business day', async () => {
  const { supplier, 'funder A': funderA, 'funder B': funderB, operator, "buyer's checker": checker } = windows;
  await funderB.goTo('My bids');
  await checker.goTo('Due list');
  const second = await market.sit("funder A's checker");
  await releaseAll(funderA, second, [NET_A]);
  expect(second.complaints).toEqual([]);
  await second.page.context().close();
  await inState(supplier.main, 'DISBURSING');
  await inState(operator.row('Payments that are not over', '99,287.50'), 'INSTRUCTED');
  const payment = supplier.row('Payments of this financing', 'Funder to supplier');
  expect(await payment.locator(`time[datetime="${days.valueDay}"]`).count()).toBe(1);

  await moveByDays(1);
  await inState(supplier.main, 'DISBURSED');
  await inState(payment, 'SETTLED');
  expect(await supplier.fact('Paid out on').locator('time').getAttribute('datetime')).toBe(days.valueDay);
  expect(await amountsIn(supplier.fact('Price paid to the supplier'))).toEqual([NET_A]);
  await inState(funderA.row('Payments', 'Funder to supplier'), 'SETTLED');
  await inState(checker.row('Payments', 'Buyer to funder', 'Nordlicht'), 'DUE');
});

test('the buyer pays its due list, and the money goes back on the due date', async () => {
  const { supplier, 'funder A': funderA, "buyer's maker": maker, "buyer's checker": checker } = windows;
  await funderA.goTo('Financings');
  // The payments of the invoices that the demo begins with stand on the list too.
  await releaseAll(maker, checker, ['14940.00', '19992.00', '99990.00', '100000.00']);
  await maker.goTo('Invoices');
  await moveTo(`${days.dueDay}T10:00`);

  await inState(supplier.main, 'REPAID');
  expect(await supplier.fact('Repaid on').locator('time').getAttribute('datetime')).toBe(days.dueDay);
  await inState(funderA.row('Financings', '100,000.00'), 'REPAID');
  await inState(maker.row('Invoices', NUMBER), 'PAID');
  await inState(checker.row('Payments', 'Buyer to funder'), 'SETTLED');
  await windows.operator.goTo('Financings');
  await inState(windows.operator.row('Financings', NUMBER), 'REPAID');
});

test('the ledger of every organization balances to the cent, and is what its transfers come to', async () => {
  const own = new Map<string, ShownAccount[]>();
  for (const seat of ['supplier', "buyer's checker", 'funder A', 'operator'] as const) {
    const window = windows[seat];
    const accounts = await readAccounts(window);
    const transfers = await readTransfers(window);
    for (const [organization, its] of byOrganization(accounts)) {
      expect({ seat, organization, sum: sumOf(its) }).toEqual({ seat, organization, sum: 0n });
      for (const { account, debit, credit, balance } of its) {
        expect({ account, balance }).toEqual({ account, balance: debit - credit });
        const posted = transfers.get(`${organization} · ${account.replace(/ EUR$/, '')}`);
        expect({ seat, organization, account, posted }).toEqual({ seat, organization, account, posted: balance });
      }
    }
    if (seat !== 'operator') own.set(seat, accounts);
    else for (const accountsOfParty of own.values()) expect(accounts).toEqual(expect.arrayContaining(accountsOfParty));
  }

  const othersPaid = cents('134922.00');
  expect(balancesOf(own.get('funder A')!)).toEqual({
    'Bank EUR': DISCOUNT_A,
    'Claims EUR': 0n,
    'Discount, unearned EUR': 0n,
    'Discount, earned EUR': -DISCOUNT_A,
    'Fees, cost EUR': PLATFORM_FEE,
    'Fees payable EUR': -PLATFORM_FEE,
  });
  expect(balancesOf(own.get('supplier')!)).toEqual({
    'Bank EUR': othersPaid + FACE - DISCOUNT_A,
    'Claims EUR': 0n,
    'Discount, cost EUR': DISCOUNT_A,
    'Sales EUR': -(othersPaid + FACE),
  });
  expect(balancesOf(own.get("buyer's checker")!)).toEqual({
    'Bank EUR': -(othersPaid + FACE),
    'Payables EUR': 0n,
    'Purchases EUR': othersPaid + FACE,
  });
  await windows['funder B'].goTo('Ledger');
  await windows['funder B'].says('Nothing has been posted yet.');
});

test('no page was loaded a second time, and none complained', () => {
  for (const seat of seats) {
    const { complaints } = windows[seat];
    expect({
      seat,
      documents: windows[seat].count('DOCUMENT'),
      sockets: windows[seat].count('SOCKET'),
      complaints,
    }).toEqual({
      seat,
      documents: 1,
      sockets: 1,
      complaints: [],
    });
  }
});

test('six people are signed in side by side in one browser, by the cookies of six host names', async () => {
  const context = await market.context();
  const tabs: MarketWindow[] = [];
  for (const seat of seats) tabs.push(await market.sit(seat, { context }));
  await Promise.all(tabs.map(tab => tab.page.reload()));

  const names: string[] = [];
  for (const tab of tabs) {
    await tab.live.waitFor();
    names.push(await tab.page.locator('header .person').innerText());
  }
  const { operator, buyer, supplier, funderA, funderB } = demoOrganizations;
  const people = [
    buyer.people[0],
    buyer.people[1]!,
    supplier.people[0],
    funderA.people[0],
    funderB.people[0],
    operator.people[0],
  ];
  expect(names).toEqual(people.map(({ name }) => name));
  const cookies = await context.cookies();
  const hosts = seats.map(seat => new URL(market.signInOf(seat).url).hostname);
  expect(cookies.map(({ domain }) => domain).sort()).toEqual(hosts.sort());
  expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax')).toBe(true);
  await context.close();
});

function eInvoice(): string {
  return ublInvoice({
    number: NUMBER,
    issueDate: days.tradeDay,
    dueDate: days.dueDay,
    currency: 'EUR',
    supplier: supplierParty,
    buyer: buyerParty,
    lines: [{ description: 'Linen', quantity: '1', unit: 'C62', unitPrice: '83333.33', netAmount: '83333.33' }],
    netTotal: '83333.33',
    taxTotal: '16666.67',
    taxRate: '20',
    payable: '100000.00',
  });
}

/** The funder opens the claim from its board, types a rate, waits for the quote and bids. */
async function bid(funder: MarketWindow, ratePercent: string, net: string): Promise<void> {
  await funder.row('Auctions', '100,000.00').getByRole('link').first().click();
  await funder.page.getByLabel('Rate in percent a year').fill(ratePercent);
  await eventually(`a quote of ${net}`, async () =>
    (await amountsIn(funder.fact('Net cash'))).includes(net) ? true : undefined,
  );
  await funder.press('Place the bid');
  await funder.says('The bid is placed.');
}

/** One person of a payer prepares all that it can, which must be these amounts, and another releases it, each from its list. */
async function releaseAll(preparer: MarketWindow, releaser: MarketWindow, amounts: string[]): Promise<void> {
  await listPayments(preparer);
  await preparer.press('Choose all that can be prepared');
  await preparer.press('Prepare the chosen');
  const inDialog = async (window: MarketWindow) => (await amountsIn(window.dialog.locator('tbody tr'))).sort();
  expect(await inDialog(preparer)).toEqual([...amounts].sort());
  const total = written(amounts.reduce((sum, amount) => sum + cents(amount), 0n));
  expect(await amountsIn(preparer.dialog.locator('p'))).toEqual([total]);
  await preparer.pressInDialog('Prepare');
  await preparer.says(/for a second person\.$/);

  await listPayments(releaser);
  await releaser.main.getByRole('link', { name: 'Payment files', exact: true }).click();
  await inState(releaser.main, 'PREPARED');
  await releaser.main
    .getByRole('button', { name: /^Release/ })
    .first()
    .click();
  await releaser.dialog.locator('tbody tr').first().waitFor();
  expect(await inDialog(releaser)).toEqual([...amounts].sort());
  await releaser.pressInDialog('Release');
  await releaser.says(/(is|are) released\.$/);
  // From there the file leaves by itself, and may have left before anybody looks.
  await releaser.main.locator('[data-state="RELEASED"], [data-state="LEFT"], [data-state="SENT"]').first().waitFor();
  await listPayments(releaser);
}

/** With those that are over, so that they remain. */
async function listPayments(window: MarketWindow): Promise<void> {
  await window.goTo(window.name.startsWith('buyer') ? 'Due list' : 'Payments');
  await window.main.getByLabel('State').selectOption('Any');
  await window.press('Apply');
}

/** The operator, who is at the bank, says when it is; resolves when everything on the way has happened. */
async function moveTo(local: string): Promise<void> {
  const { operator } = windows;
  await operator.page.getByLabel('Day and time (Europe/Paris)').fill(local);
  await operator.press('Move to then');
  await clockMoved();
}

async function moveByDays(count: number): Promise<void> {
  const { operator } = windows;
  await operator.page.getByLabel('Days', { exact: true }).fill(String(count));
  await operator.press('Move by days');
  await clockMoved();
}

async function clockMoved(): Promise<void> {
  const { operator } = windows;
  // Weeks are played meanwhile.
  await operator.page
    .getByText(/^The clock is moved/)
    .first()
    .waitFor({ timeout: 90_000 });
  await operator.press('Dismiss');
}

/** The day in Paris that the header shows. */
async function marketDay(window: MarketWindow): Promise<string> {
  const instant = await window.page.locator('header .clock time').getAttribute('datetime');
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date(instant!));
}

async function inEveryWindow(check: (window: MarketWindow) => Promise<unknown>): Promise<void> {
  await Promise.all(seats.map(seat => check(windows[seat])));
}

function byOrganization(accounts: readonly ShownAccount[]): Map<string, ShownAccount[]> {
  const groups = new Map<string, ShownAccount[]>();
  for (const account of accounts)
    groups.set(account.organization, [...(groups.get(account.organization) ?? []), account]);
  return groups;
}

function sumOf(accounts: readonly ShownAccount[]): bigint {
  return accounts.reduce((sum, { balance }) => sum + balance, 0n);
}

function balancesOf(accounts: readonly ShownAccount[]): Record<string, bigint> {
  return Object.fromEntries(accounts.map(({ account, balance }) => [account, balance]));
}
