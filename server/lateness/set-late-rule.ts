import { z } from 'zod';
import { command } from '../platform/command.js';
import {
  countryCode,
  currencyCode,
  localDateInput,
  moneyInput,
  plainName,
  rateBps,
  uuidKey,
} from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { InvalidInput, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, personOf } from '../platform/viewer.js';

const input = z.object({
  /** `*`: any country that has no rule of its own. */
  country: z.literal('*').or(countryCode),
  since: localDateInput,
  zone: currencyCode,
  marginBps: rateBps,
  lumpSum: moneyInput,
  source: plainName(200),
  idempotencyKey: uuidKey,
});

/**
 * The operator enters what the law of a country asks of who pays late, from a day to come on: for claims that are not late by
 * then, so that nothing is charged anew. Entered again for the same day, before it has come, it is corrected.
 */
export const setLateRule = command({
  name: 'setLateRule',
  input,
  problems: [NotFound, NotPermitted],
  async execute(tx, viewer, { country, since, zone, marginBps, lumpSum, source }) {
    if (!hasRole(viewer, 'OPERATOR')) return new NotFound();
    if (!hasPermission(viewer, 'ADMINISTRATOR')) return new NotPermitted();
    const { today } = await tx.one<{ today: LocalDate }>('SELECT business_today() AS today');
    if (since <= today) {
      const message = `Claims are charged already by the rules of ${today}: give a later day.`;
      return new InvalidInput([{ path: 'since', code: 'NOT_TO_COME', message }]);
    }
    await tx.execute(
      `INSERT INTO late_rule (country, since, zone, margin_bps, lump_sum_minor, lump_sum_currency, source, entered_by, entered_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, business_today())
       ON CONFLICT (country, since) DO UPDATE
         SET zone = excluded.zone, margin_bps = excluded.margin_bps, lump_sum_minor = excluded.lump_sum_minor,
             lump_sum_currency = excluded.lump_sum_currency, source = excluded.source, entered_by = excluded.entered_by,
             entered_on = excluded.entered_on`,
      [
        country,
        since,
        zone,
        marginBps.toFixed(),
        lumpSum.amountMinor.toString(),
        lumpSum.currency,
        source,
        personOf(viewer),
      ],
    );
    return { country, since };
  },
});
