import type { LimitRow } from '../nodes.js';

/** What a limit is on; undefined for one on everything. */
export function limitSubject({ buyer, supplierAlias, country, programme }: LimitRow): string | undefined {
  return [buyer?.name, supplierAlias, country, programme?.name].filter(Boolean).join(', ') || undefined;
}
