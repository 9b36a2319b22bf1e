import type { Texts } from '../texts/index.js';

/** What a funder knows of a supplier before its name. */
interface Alias {
  readonly label: string;
  readonly country: string;
  readonly sizeBand: string | null;
  readonly sector?: string | null;
}

export function aliasText(t: Texts, { label, country, sizeBand, sector }: Alias): string {
  return [label, country, sizeBand && sizeText(t, sizeBand), sector].filter(Boolean).join(', ');
}

/** How large an organization says it is. */
export function sizeText(t: Texts, sizeBand: string): string {
  return t(`sizeBand.${sizeBand}` as 'sizeBand.SMALL', { defaultValue: sizeBand });
}
