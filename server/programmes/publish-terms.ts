import { createHash } from 'node:crypto';
import { programmePartiesChannel } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { businessDaysOf } from './business-days.js';
import { products } from './products.js';
import { programmeActions } from './programme.policy.js';
import { lockProgramme } from './programme.reads.js';
import { newTerms } from './programme.rules.js';
import { recordProgramme } from './record-programme.js';

const cause = 'publishTerms';
const product = products.REVERSE_FACTORING;

/**
 * The operator publishes the next version of a programme's terms. Versions never change, and what was agreed under an
 * older one stays so; suppliers and funders accept the new one before their next listing or bid. Calendars, cut-off and days
 * to settlement are of the version, too; what is left out stays as it was.
 */
export const publishTerms = command({
  name: cause,
  input: newTerms,
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, input) {
    const programme = await lockProgramme(tx, input.programmeId);
    if (!programme) return new NotFound();
    const refused = refusal(programmeActions.PUBLISH_TERMS, viewer, programme);
    if (refused) return refused;

    const days = await businessDaysOf(tx, programme.currency, input, programme);
    if (days instanceof InvalidInput) return days;
    const daysInOrder = [days.settlementDays, days.calendars, days.rollConvention, days.cutOff, days.cutOffZone];
    const termsId = newId();
    const { version } = await tx.one<{ version: number }>(
      `INSERT INTO programme_terms
         (id, programme_id, version, product, initiator, undertaking, disclosure, transfer, recourse, advance_bps,
          funded_by, repaid_by, debtor_contact, cost_bearer, price_kinds, day_count, platform_fee_payer,
          platform_fee_bps, terms_text, terms_hash, undertaking_text, undertaking_hash, published_by,
          settlement_days, calendars, roll_convention, cut_off, cut_off_zone, allocation_order)
       SELECT $1, $2, coalesce(max(version), 0) + 1, 'REVERSE_FACTORING', $3, $4, $5, $6, $7, $8,
              $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
              $22::integer, $23::text[], $24, $25, $26, $27
         FROM programme_terms WHERE programme_id = $2
       RETURNING version`,
      [
        termsId,
        programme.id,
        input.initiator,
        product.undertaking[0],
        product.disclosure[0],
        product.transfer[0],
        product.recourse[0],
        product.advanceBps,
        product.fundedBy[0],
        product.repaidBy[0],
        product.debtorContact[0],
        input.costBearer,
        input.priceKinds,
        input.dayCount,
        input.platformFeePayer,
        input.platformFeeBps.toFixed(),
        input.text,
        sha256(input.text),
        input.undertakingText,
        sha256(input.undertakingText),
        personOf(viewer),
        ...daysInOrder,
        input.allocationOrder,
      ],
    );
    await tx.execute(
      `UPDATE programme SET settlement_days = $2, calendars = $3, roll_convention = $4, cut_off = $5, cut_off_zone = $6
        WHERE id = $1`,
      [programme.id, ...daysInOrder],
    );
    await recordProgramme(tx, viewer, cause, programme, {
      type: 'programme.termsPublished',
      channels: [programmePartiesChannel(programme.id)],
      after: { termsId, version },
    });
    return { termsId };
  },
});

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
