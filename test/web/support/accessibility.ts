import type axeCore from 'axe-core';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong with a page, or with a part of it: the rule, the element, and why. */
export async function violationsOf(page: Page, selector?: string): Promise<string[]> {
  if (!(await page.evaluate<boolean>('Boolean(window.axe)'))) await page.evaluate(axe.source);
  const options: axeCore.RunOptions = { runOnly: TAGS, resultTypes: ['violations'], iframes: false };
  const violations = await page.evaluate<axeCore.Result[]>(
    `axe.run(${selector ? JSON.stringify(selector) : 'document'}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`),
  );
}

const focusable = [
  'a[href]',
  'button:enabled',
  'input:enabled',
  'select:enabled',
  'textarea:enabled',
  'summary',
  '[tabindex="0"]',
];

/** Remembers what can be reached by Tab inside the element that matches; gives a glimpse of each. */
const findStops = (within: string) => `(() => {
  const all = [...document.querySelector('${within}').querySelectorAll('${focusable.join()}')];
  window.tabStops = all.filter(element => element.checkVisibility({ visibilityProperty: true }));
  return window.tabStops.map(stop => stop.outerHTML.slice(0, 160));
})()`;

/** The place of the focus among them, or a glimpse of the element outside that has it. */
const focusedStop = (within: string) => `(() => {
  const { activeElement: focused, body } = document;
  const isInside = focused === body || document.querySelector('${within}').contains(focused);
  return isInside ? window.tabStops.indexOf(focused) : focused.outerHTML.slice(0, 160);
})()`;

export interface TabWalk {
  /** What Tab never came to. */
  readonly unreached: string[];
  /** What it came to outside. */
  readonly outside: string[];
}

/** Presses Tab until everything inside the matching element has had the focus, or until that is not to be expected. */
export async function walkByTab(page: Page, within: string): Promise<TabWalk> {
  const stops = await page.evaluate<string[]>(findStops(within));
  const unreached = new Map(stops.entries());
  const outside: string[] = [];
  // A field for a day and time is several stops.
  const longest = stops.length * 2 + 20;
  for (let pressed = 0; pressed < longest && unreached.size > 0; pressed += 1) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate<number | string>(focusedStop(within));
    if (typeof place === 'number') unreached.delete(place);
    else outside.push(place);
  }
  return { unreached: [...unreached.values()], outside };
}
