import { z } from 'zod';
import { created } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { localDateInput, uuidKey } from '../platform/input.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';
import { DisclosureExists } from './disclosure.problems.js';
import { fiscalYearOf } from './disclosure.reads.js';
import { disclosurePackChannels, fiscalYearRule, openRule } from './disclosure-pack.policy.js';
import { disclosurePackMachine } from './disclosure-pack.states.js';
import { periodFrom, type PeriodKind, periodMonths } from './fiscal-periods.js';

const notYet = { state: 'NONE' };

/** A buyer begins the pack of a period, which may still run. */
export const openDisclosurePack = command({
  name: 'openDisclosurePack',
  input: z.object({
    kind: z.enum(Object.keys(periodMonths) as [PeriodKind, ...PeriodKind[]]),
    firstDay: localDateInput,
    idempotencyKey: uuidKey,
  }),
  problems: [NotPermitted, DisclosureExists],
  async execute(tx, viewer, { kind, firstDay }) {
    if (refusal(openRule, viewer, notYet) || !actsInPerson(viewer)) return new NotPermitted();
    const { organizationId: buyerId, personId } = viewer;
    const { firstMonth, today } = await fiscalYearOf(tx, buyerId);
    const period = periodFrom(kind, firstDay, firstMonth);
    if (!period || period.firstDay > today) return new InvalidInput([noPeriod]);

    const packId = newId();
    const inserted = await tx.execute(
      `INSERT INTO disclosure_pack (id, buyer_id, kind, first_day, last_day, opened_by, state, event_no)
       VALUES ($1, $2, $3, $4, $5, $6, 'OPEN', 1) ON CONFLICT (buyer_id, kind, first_day) DO NOTHING`,
      [packId, buyerId, kind, period.firstDay, period.lastDay, personId],
    );
    if (inserted === 0) return new DisclosureExists();
    const channels = disclosurePackChannels({ buyerId });
    await created(tx, viewer, disclosurePackMachine, 'openDisclosurePack', [
      { id: packId, state: 'OPEN', event: 'disclosurePack.opened', channels, after: { ...period } },
    ]);
    return { packId };
  },
});

const noPeriod = {
  path: 'firstDay',
  code: 'NO_PERIOD',
  message: 'No period of this kind begins on this day in your fiscal year, or it has not begun yet.',
};

/** An administrator says in which month the fiscal year begins; periods that are there stay as they are. */
export const setFiscalYear = command({
  name: 'setFiscalYear',
  input: z.object({ firstMonth: z.number().int().min(1).max(12), idempotencyKey: uuidKey }),
  problems: [NotPermitted],
  async execute(tx, viewer, { firstMonth }) {
    if (refusal(fiscalYearRule, viewer, notYet) || !actsInPerson(viewer)) return new NotPermitted();
    await tx.execute(
      `INSERT INTO fiscal_year (buyer_id, first_month, set_by) VALUES ($1, $2, $3)
       ON CONFLICT (buyer_id) DO UPDATE SET first_month = $2, set_by = $3, set_at = business_now()`,
      [viewer.organizationId, firstMonth, viewer.personId],
    );
    return { firstMonth };
  },
});
