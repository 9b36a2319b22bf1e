import { lockOrganizationsForShare, OrganizationSuspended, organizationById } from '../organizations/index.js';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { InvalidInput, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole } from '../platform/viewer.js';
import { businessDaysOf } from './business-days.js';
import { newProgramme } from './programme.rules.js';
import { recordProgramme } from './record-programme.js';

/** The operator sets up a buyer's programme; it comes to life with its first terms. */
export const createProgramme = command({
  name: 'createProgramme',
  input: newProgramme,
  problems: [NotFound, NotPermitted, OrganizationSuspended],
  async execute(tx, viewer, input) {
    const [seen] = await organizationById(tx, viewer, [input.buyerId]);
    const [buyer] = await lockOrganizationsForShare(tx, seen ? [seen.id] : []);
    if (!buyer) return new NotFound();
    if (!hasRole(viewer, 'OPERATOR') || !hasPermission(viewer, 'ADMINISTRATOR')) return new NotPermitted();
    if (!buyer.roles.includes('BUYER')) {
      return new InvalidInput([{ path: 'buyerId', code: 'NOT_A_BUYER', message: 'This organization is no buyer.' }]);
    }
    if (buyer.state !== 'ADMITTED') return new OrganizationSuspended();

    const days = await businessDaysOf(tx, input.currency, input);
    if (days instanceof InvalidInput) return days;
    const id = newId();
    await tx.execute(
      `INSERT INTO programme (id, buyer_id, name, currency, auction_kind, auction_minutes, acceptance_minutes,
                              tenor_days_min, payment_days_max, settlement_days, calendars, roll_convention,
                              cut_off, cut_off_zone, overdue_stop_days, event_no)
       VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, 15), coalesce($9, 60), $10, $11, $12, $13, $14, coalesce($15, 30), 0)`,
      [
        id,
        buyer.id,
        input.name,
        input.currency,
        input.auctionKind,
        input.auctionMinutes,
        input.acceptanceMinutes,
        input.tenorDaysMin,
        input.paymentDaysMax,
        days.settlementDays,
        days.calendars,
        days.rollConvention,
        days.cutOff,
        days.cutOffZone,
        input.overdueStopDays,
      ],
    );
    await recordProgramme(tx, viewer, 'createProgramme', { id, buyerId: buyer.id }, { type: 'programme.created' });
    return { programmeId: id };
  },
});
