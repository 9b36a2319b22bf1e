import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../server/platform/project-root.js';
import type { MarketWindow } from './window.js';

/* From page to page as links lead: every page of a person, found by itself. */

/** The routes of the workspace and of strangers, as the router has them. */
export function routesOfRouter(): string[] {
  const router = readFileSync(join(projectRoot(), 'web/src/app/router.tsx'), 'utf8');
  return [...router.matchAll(/\bpage\('(.+?)'/g)].map(([, path]) => path!).filter(path => path !== '/$');
}

/** Every page that a person comes to, from the places in the head on; each is there when it is its turn. */
export async function* pagesOf(window: MarketWindow): AsyncGenerator<string> {
  const paths = await hrefs(window, 'header nav a');
  for (const path of paths) {
    await visit(window, path);
    for (const found of await linksOf(window)) if (!paths.some(known => isAlike(known, found))) paths.push(found);
    yield path;
  }
}

/** `/invoices/inv_…?…` is `/invoices/$id`. */
export function routeOf(path: string): string {
  return path.replace(/\?.*/, '').replace(/(?<=^\/[\w-]+\/).+/, '$id');
}

/** Where the page leads within the workspace; of lists, their first page alone. */
async function linksOf(window: MarketWindow): Promise<string[]> {
  const found = await hrefs(window, 'main a[href^="/"]');
  return found.filter(
    href => !/^\/(documents|exports|bank-files|payment-files)\/./.test(href) && !/[?&](after|id)=/.test(href),
  );
}

function hrefs(window: MarketWindow, selector: string): Promise<string[]> {
  const links = window.page.locator(selector);
  return links.evaluateAll(found =>
    found.map((link: { getAttribute(name: 'href'): string }) => link.getAttribute('href')),
  );
}

/** Goes to a path as a link does. */
async function visit(window: MarketWindow, path: string): Promise<void> {
  await window.page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
  await window.settled();
}

/** Whether a link leads to the same place, but for what a list is narrowed to. */
function isAlike(path: string, other: string): boolean {
  const narrowed = (text: string) => text.replace(/(?<=[?&]\w+=)[^&]+/g, '');
  return narrowed(path) === narrowed(other);
}
