import { cents } from '../../support/figures.js';
import { amountsIn, type MarketWindow } from './window.js';

/** One account as the ledger page shows it, in whole cents. */
export interface ShownAccount {
  readonly organization: string;
  readonly account: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly balance: bigint;
}

/** Goes to the ledger and reads every account it shows. */
export async function readAccounts(window: MarketWindow): Promise<ShownAccount[]> {
  await window.goTo('Ledger');
  const rows = window.row('Accounts and their balances');
  await rows.first().waitFor();
  return Promise.all(
    (await rows.all()).map(async row => {
      const [account, organization] = await row.locator('th, td').allInnerTexts();
      const [debit, credit, balance] = (await amountsIn(row)).map(cents);
      return { account: account!, organization: organization!, debit: debit!, credit: credit!, balance: balance! };
    }),
  );
}

/** What the shown transfers come to on each account they name, debits less credits: 'Organization · Account' to cents. */
export async function readTransfers(window: MarketWindow): Promise<Map<string, bigint>> {
  const balances = new Map<string, bigint>();
  const add = (account: string, amount: bigint) => balances.set(account, (balances.get(account) ?? 0n) + amount);
  const rows = window.row('Transfers, by movement');
  await rows.first().waitFor();
  for (const row of await rows.all()) {
    const [, , debited, credited] = await row.locator('th, td').allInnerTexts();
    const [amount] = (await amountsIn(row)).map(cents);
    add(debited!, amount!);
    add(credited!, -amount!);
  }
  return balances;
}
