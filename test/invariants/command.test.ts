import { checks } from '../../server/invariants/index.js';
import { invariants } from '../support/invariants-command.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
beforeAll(async () => {
  market = await openMoneyMarket();
  await market.approve();
});
afterAll(() => market.close());

test('the command names every check and exits 0 where all hold', async () => {
  const { code, output } = await invariants(market.urls);
  expect(output).toContain(`\n${checks.length} checks hold.\n`);
  expect(output.match(/^I-\S+ +holds /gm)).toHaveLength(checks.length);
  expect(code).toBe(0);
});

test('it names what is broken, and by what, and exits 1', async () => {
  await market.asAdmin(`UPDATE ledger_account SET debit_minor = debit_minor + 1 WHERE kind = 'CLAIM'`);
  const { code, output } = await invariants(market.urls);
  expect(output).toMatch(
    /I-38 +BROKEN {2}Every balance equals the sum of its transfers\.\n +account [0-9a-f-]{36}, debitMinor 10000001, creditMinor 0\n/,
  );
  // What its counters say is no more what its statement closes with.
  expect(output).toMatch(/I-53 +BROKEN .+\n +account [0-9a-f-]{36}, balance 10000001, closing 10000000\n/);
  expect(output).toContain(`\n2 of ${checks.length} checks are broken.\n`);
  expect(code).toBe(1);
});
