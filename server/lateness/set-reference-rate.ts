import { z } from 'zod';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { currencyCode, fault, localDateInput, rateBps, uuidKey } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, personOf } from '../platform/viewer.js';

const input = z.object({
  zone: currencyCode,
  halfYear: localDateInput.refine(
    day => /-0[17]-01$/.test(day),
    fault('NOT_A_HALF_YEAR', 'A half-year begins on 1 January or 1 July.'),
  ),
  rateBps,
  idempotencyKey: uuidKey,
});

/**
 * The operator enters the reference rate that was in force when a half-year began. Every day that waited for it is charged by
 * the next sweep. A rate by which a day was charged stands.
 */
export const setReferenceRate = command({
  name: 'setReferenceRate',
  input,
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { zone, halfYear, rateBps: rate }) {
    if (!hasRole(viewer, 'OPERATOR')) return new NotFound();
    if (!hasPermission(viewer, 'ADMINISTRATOR')) return new NotPermitted();
    const { isUsed } = await tx.one<{ isUsed: boolean }>(
      `SELECT EXISTS (
         SELECT FROM reference_rate r
           JOIN late_charge c ON c.taken_back_on IS NULL AND c.day >= r.half_year
           JOIN invoice i ON i.id = c.invoice_id AND i.adjusted_due_date + 1 < r.half_year + interval '6 months'
           JOIN organization b ON b.id = c.buyer_id
          WHERE (r.zone, r.half_year) = ($1, $2)
            AND r.zone = (SELECT zone FROM late_rule_of(b.country, i.adjusted_due_date)))
         AS is_used`,
      [zone, halfYear],
    );
    if (isUsed) return new NotAvailable('CHARGED');
    await tx.execute(
      `INSERT INTO reference_rate (id, zone, half_year, rate_bps, entered_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (zone, half_year) DO UPDATE
         SET rate_bps = excluded.rate_bps, entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
      [newId(), zone, halfYear, rate.toFixed(), personOf(viewer)],
    );
    return { zone, halfYear };
  },
});
