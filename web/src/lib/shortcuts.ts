import { useEffect, useSyncExternalStore } from 'react';
import { keptSetting } from './kept-setting.js';

/*
 * Keys of one character for what is done all day. They are silent while somebody types, while a dialog is open, and with any
 * key held down beside them; they can be turned off (WCAG 2.1.4).
 */

const setting = keptSetting('shortcuts');
const listeners = new Set<() => void>();
let on = setting.read() !== 'off';

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );
}

/** From here on, and at this browser. */
export function turnShortcuts(next: boolean): void {
  on = next;
  setting.write(next ? undefined : 'off');
  for (const listener of listeners) listener();
}

/** The keys after `g` that lead to the places of the navigation, in their order. */
export const placeKeys = [...'1234567890abcdefghij'];

/** What a key does; the next one after `g` goes to `onPlace`. */
export interface Shortcuts {
  readonly keys: Readonly<Record<string, () => void>>;
  readonly onPlace: (place: number) => void;
}

/** How long `g` waits for the key after it, in milliseconds. */
const PATIENCE_MS = 2000;

export function useShortcuts({ keys, onPlace }: Shortcuts): void {
  useEffect(() => {
    let goneAt = Number.NEGATIVE_INFINITY;
    function press(event: KeyboardEvent): void {
      if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target))
        return;
      const goes = event.timeStamp - goneAt < PATIENCE_MS;
      goneAt = Number.NEGATIVE_INFINITY;
      if (goes && placeKeys.includes(event.key)) onPlace(placeKeys.indexOf(event.key));
      else if (event.key === 'g') goneAt = event.timeStamp;
      else if (keys[event.key]) keys[event.key]!();
      else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

/** Whether somebody types, or answers a dialog: then keys are theirs. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  const types = target.closest('input, select, textarea, [contenteditable]');
  return types !== null && !types.matches('input[type="checkbox"], input[type="radio"]');
}

const rowSelector = 'main table tbody tr:not([aria-hidden])';

/** Leads the focus to the row below or above the one it is in; from elsewhere into the first row in sight. */
export function stepRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(rowSelector)].filter(row => wayInto(row));
  const at = rows.findIndex(row => row.contains(document.activeElement));
  const next = at < 0 ? rows.find(row => row.getBoundingClientRect().top >= 0) : rows[at + step];
  // Close to the end of what is here, more is asked for.
  if (step === 1 && at >= rows.length - 5) document.querySelector<HTMLElement>('main [data-more]')?.click();
  const link = next && wayInto(next);
  if (!link) return;
  link.focus();
  next.scrollIntoView({ block: 'nearest' });
}

/** Takes the row of the focus into what is chosen, or out of it. */
export function chooseRow(): void {
  const row = document.activeElement?.closest<HTMLElement>(rowSelector);
  row?.querySelector<HTMLInputElement>('input[type="checkbox"]:enabled')?.click();
}

/** What its name leads to, else the first thing in it that can have the focus. */
function wayInto(row: HTMLElement): HTMLElement | null {
  return (
    row.querySelector<HTMLElement>('th a[href]') ??
    row.querySelector<HTMLElement>('a[href], button:enabled, input:enabled')
  );
}

/** Leads the focus to the first field by which the page is narrowed. */
export function focusFilter(): void {
  document.querySelector<HTMLElement>('main search input, main search select')?.focus();
}

/** Presses what the page is there for: its primary button, else the first that opens a dialog. */
export function pressMain(): void {
  const main = document.querySelector('main');
  const button =
    main?.querySelector<HTMLElement>('button.primary:enabled') ??
    main?.querySelector<HTMLElement>('.actions button[aria-haspopup="dialog"]:enabled') ??
    main?.querySelector<HTMLElement>('button[aria-haspopup="dialog"]:enabled');
  button?.focus();
  button?.click();
}

/** Presses the button by which all rows are chosen, or none. */
export function chooseAll(): void {
  document.querySelector<HTMLElement>('main [data-choose-all]')?.click();
}
