import { derived } from './amount-sources.js';
import { type Language, languageInForce } from './language.js';

/**
 * Amounts and rates as the decimal strings they are on the wire. Nothing here becomes a float: texts are cut, moved and
 * added as whole numbers of their smallest digit.
 */

/** An amount as it is on the wire. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Narrow, and never broken. */
export const THIN_SPACE = '\u{202F}';
const MINUS = '\u{2212}';

/** How each language writes a number. */
const signs = {
  en: { group: ',', point: '.', percent: ' %' },
  fr: { group: THIN_SPACE, point: ',', percent: `${THIN_SPACE}%` },
} satisfies Record<Language, object>;

/** '1234567.50' as '1,234,567.50', or as '1 234 567,50' in French. */
export function grouped(decimal: string): string {
  const { group, point } = signs[languageInForce()];
  const [whole = '', fraction] = decimal.replace('-', '').split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${decimal.startsWith('-') ? MINUS : ''}${groups}${fraction === undefined ? '' : `${point}${fraction}`}`;
}

/** A count: 12345 as '12,345'. */
export function groupedWhole(count: number): string {
  return grouped(String(count));
}

/** A mark on an axis, short: 1500000 as '1.5M'. Never for an amount that somebody is to read. */
export function compactText(mark: number): string {
  return new Intl.NumberFormat(languageInForce(), { notation: 'compact' }).format(mark);
}

/** '1,234,567.50 EUR' */
export function moneyText({ amount, currency }: Money): string {
  return `${grouped(amount)}${THIN_SPACE}${currency}`;
}

/** '4.50 %' of a decimal that is in percent. */
export function percentText(percent: string): string {
  return `${grouped(percent)}${signs[languageInForce()].percent}`;
}

/** As a person types it, with the point of the language and no groups: what a field holds at first. */
export function typed(decimal: string): string {
  return decimal.replace('.', signs[languageInForce()].point);
}

/**
 * What a person typed as a decimal of the wire, or undefined: '1000', '1000.5', '1,000.50' or '1 000.50', with the signs of
 * either language where they can mean one thing alone. '1,000' is refused in English and '1.000' in French: it is a
 * thousand to one reader and one to another.
 */
export function parseDecimal(text: string): string | undefined {
  const compact = text.replace(/[\s\u{202F}\u{A0}']/gu, '');
  const match = /^(\d*)(?:\.(\d*))?$/.exec(pointed(compact) ?? '');
  const [, whole = '', fraction = ''] = match ?? [];
  if (!match || whole.length + fraction.length === 0) return undefined;
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${fraction && `.${fraction}`}`;
}

/** The decimal with a point and without groups; undefined where a sign may mean either. */
function pointed(compact: string): string | undefined {
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(compact)) return compact.replaceAll(',', '');
  if (languageInForce() === 'en') return compact;
  if (/^\d{1,3}(\.\d{3})+$/.test(compact)) return undefined;
  const ungrouped = /^\d{1,3}(\.\d{3})+,\d*$/.test(compact) ? compact.replaceAll('.', '') : compact;
  return ungrouped.includes('.') ? ungrouped : ungrouped.replace(',', '.');
}

/** Percent as basis points: '4.5' is '450', '5.125' is '512.5'. */
export function bpsOfPercent(percent: string): string {
  return shifted(percent, 2);
}

/** Basis points as percent: '450' is '4.50', '512.5' is '5.125'; at least two decimals. */
export function percentOfBps(bps: string): string {
  const [whole = '', fraction = ''] = shifted(bps, -2).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** The decimal point moved to the right by `places`, to the left if they are negative; canonical. */
function shifted(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = `${'0'.repeat(Math.max(0, -places))}${whole}${fraction}${'0'.repeat(Math.max(0, places))}`;
  const point = Math.max(0, -places) + whole.length + places;
  const moved = `${digits.slice(0, point).replace(/^0+(?=\d)/, '')}.${digits.slice(point)}`;
  return moved.replace(/\.0*$|(\.\d*?)0+$/, '$1');
}

/** The sum of amounts of one currency; undefined for none, or for several currencies, which have no sum. */
export function sumOf(amounts: readonly Money[]): Money | undefined {
  const [first] = amounts;
  if (!first || amounts.some(({ currency }) => currency !== first.currency)) return undefined;
  const scale = Math.max(...amounts.map(({ amount }) => fractionOf(amount).length));
  const total = amounts.reduce((sum, { amount }) => sum + unscaled(amount, scale), 0n);
  return derived({ amount: scaled(total, scale), currency: first.currency }, 'SUM', amounts);
}

/** What is left of an amount after another of the same currency; negative where that is the larger. */
export function differenceOf(from: Money, taken: Money): Money {
  const scale = Math.max(fractionOf(from.amount).length, fractionOf(taken.amount).length);
  const left = unscaled(from.amount, scale) - unscaled(taken.amount, scale);
  return derived({ amount: scaled(left, scale), currency: from.currency }, 'DIFFERENCE', [from, taken]);
}

/** Negative where `a` is the smaller, zero where they are equal. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fractionOf(a).length, fractionOf(b).length);
  const difference = unscaled(a, scale) - unscaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function fractionOf(decimal: string): string {
  return decimal.split('.')[1] ?? '';
}

function unscaled(decimal: string, scale: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`);
}

function scaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
