import type { Locator } from 'playwright-core';
import type { MarketWindow } from './window.js';

/* Every dialog of a page, by the button that opens it. */

/** What the buttons that open a dialog say to the eye; those of a table once. */
export async function dialogsOf(window: MarketWindow): Promise<string[]> {
  const texts = await window.main.locator('button:enabled[aria-haspopup="dialog"]').allInnerTexts();
  return [...new Set(texts.map(text => text.split('\n')[0]!.trim()))].sort();
}

/** Lets the dialogs be opened that are about what was chosen in a table. */
export async function chooseAll(window: MarketWindow): Promise<void> {
  const button = window.main.getByRole('button', { name: /^Choose all/ });
  if ((await button.count()) > 0) await button.first().click();
}

/** Opens the first of these dialogs by keyboard, and waits until all is there; resolves to its button. */
export async function openDialog(window: MarketWindow, action: string): Promise<Locator> {
  const button = window.main.getByRole('button', { name: new RegExp(`^${action}`), disabled: false }).first();
  await button.focus();
  await window.page.keyboard.press('Enter');
  await window.dialog.waitFor();
  await window.settled();
  return button;
}

export async function closeDialog(window: MarketWindow): Promise<void> {
  await window.page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'hidden' });
}
