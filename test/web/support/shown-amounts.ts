import type { Page } from 'playwright-core';
import { en } from '../../../web/src/texts/en.js';
import { AmountOracle, type ShownAmount } from './amount-oracle.js';

/*
 * The amounts of a page or a dialog, held against the rows, the ledger or the API that they say they come from. An amount that does not
 * say so is a fault, and so is text that looks like an amount and is none of the one component's.
 */

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

/** Reads pages with the eyes of one person, and remembers from where their amounts came. */
export class AmountReader {
  read = 0;

  constructor(
    private readonly oracle: AmountOracle,
    /** The sources of all amounts that were read, by the way on which they were held against something. */
    private readonly waysTaken: Map<string, Set<string>>,
  ) {}

  /** What is wrong with the amounts of the page, or of the dialog that is open. */
  async faultsOf(page: Page, within: 'body' | 'dialog' = 'body'): Promise<string[]> {
    const { amounts, strays } = await page.evaluate<Shown>(readAmounts(within));
    // A button may repeat what stands beside it.
    const explained = [...wordsOfPeople, ...amounts.map(({ text }) => text)];
    const unexplained = strays.filter(text => !sayings.has(text) && !explained.some(words => text.includes(words)));
    const faults = unexplained.map(text => `“${text}” looks like an amount, and is not written as one`);
    for (const amount of amounts) faults.push(...(await this.faultsOfAmount(amount)));
    return faults;
  }

  private async faultsOfAmount({ text, minor, source, of, ...money }: Shown['amounts'][number]): Promise<string[]> {
    const at = `${text} (${source} of ${of})`;
    this.read += 1;
    if (source === null || of === null) return [`${at} does not say where it comes from`];
    const faults: string[] = [];
    if (text !== asWritten(money)) faults.push(`${at} does not say to the eye what it says to programs`);
    if (source !== 'DOCUMENT' && minor !== money.amount.replace('.', ''))
      faults.push(`${at} has ${minor} as minor units`);
    const fault = await this.oracle.faultOf({ ...money, source, of });
    if (fault) faults.push(`${at}: ${fault}`);
    const way = AmountOracle.wayOf(source);
    this.waysTaken.set(way, (this.waysTaken.get(way) ?? new Set()).add(source.replace(/\.\d+/g, '')));
    return faults;
  }
}

/** In English: '99050.00' as '99,050.00 EUR', with a thin space and the minus of print. */
function asWritten({ amount, currency }: { amount: string; currency: string }): string {
  const [whole = '', fraction] = amount.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount.startsWith('-') ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}\u202f${currency}`;
}
