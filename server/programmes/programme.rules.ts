import { z } from 'zod';
import { isTimeZone } from '../platform/local-date.js';
import { currencyCode, fault, orNull, plainName, rateBps, text, whole, wireId } from '../platform/input.js';
import { calendarCodes } from '../pricing/index.js';
import { products } from './products.js';

/** By which days acceptances are dated and due dates move; what is left out stays as it is, or as its currency has it. */
const businessDays = {
  settlementDays: orNull(whole(0, 2)),
  calendars: orNull(
    z
      .array(z.enum(calendarCodes))
      .min(1)
      .max(calendarCodes.length)
      .transform(codes => [...new Set(codes)]),
  ),
  rollConvention: orNull(z.enum(['FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING'])),
  cutOff: orNull(
    z
      .string()
      .refine(
        written => /^([01]\d|2[0-3]):[0-5]\d$/.test(written),
        fault('NOT_A_TIME', 'Write a time of day as 16:00.'),
      ),
  ),
  cutOffZone: orNull(
    z.string().refine(isTimeZone, fault('NOT_A_TIME_ZONE', 'This is no time zone such as Europe/Paris.')),
  ),
};

/** So many days a buyer may be overdue before it promises nothing more; 0: any number. */
export const overdueStopDays = whole(0, 365);

/** The rules of trading of a new programme. An acceptance window exists where bids are sealed; elsewhere it is 0. */
export const newProgramme = z
  .object({
    buyerId: wireId('organization'),
    name: plainName(120),
    currency: currencyCode,
    auctionKind: z.enum(['CONTINUOUS', 'SEALED_WINDOW']),
    auctionMinutes: whole(1, 43_200),
    acceptanceMinutes: whole(0, 43_200),
    tenorDaysMin: orNull(whole(1, 365)),
    paymentDaysMax: orNull(whole(1, 365)),
    overdueStopDays: orNull(overdueStopDays),
    ...businessDays,
  })
  .refine(given => given.auctionKind !== 'SEALED_WINDOW' || given.acceptanceMinutes > 0, {
    ...fault('REQUIRED', 'Sealed bids are accepted after the close: give the minutes for that.'),
    path: ['acceptanceMinutes'],
    when: () => true,
  })
  .transform(given => (given.auctionKind === 'CONTINUOUS' ? { ...given, acceptanceMinutes: 0 } : given));

const claimParts = ['LUMP_SUM', 'LATE_INTEREST', 'CONTRACT_INTEREST', 'PRINCIPAL'] as const;

const { initiator, priceKinds, dayCount, platformFeePayer, costBearer } = products.REVERSE_FACTORING;

/** The terms of reverse factoring, of which the programme chooses these. The words are kept as they are given. */
export const newTerms = z.object({
  programmeId: wireId('programme'),
  initiator: z.enum(initiator),
  priceKinds: z
    .array(z.enum(priceKinds))
    .min(1)
    .max(10)
    .transform(kinds => [...new Set(kinds)]),
  dayCount: z.enum(dayCount),
  ...businessDays,
  platformFeePayer: z.enum(platformFeePayer),
  platformFeeBps: rateBps,
  // Charges first, the face last, unless the programme says otherwise.
  allocationOrder: orNull(
    z
      .array(z.enum(claimParts))
      .refine(
        order => order.length === claimParts.length && new Set(order).size === order.length,
        fault('REPEATED', 'Name each part once.'),
      ),
  ).transform(order => order ?? [...claimParts]),
  // The contract's figures and its two legs are those of a supplier that bears the cost; the buyer's come with a later release.
  costBearer: z
    .enum(costBearer)
    .refine(
      bearer => bearer === 'SUPPLIER',
      fault('NOT_YET', 'Terms under which the buyer bears the cost are not there yet.'),
    ),
  text: words(),
  undertakingText: words(),
});

/** Words that are hashed: neither trimmed nor otherwise changed, so that what was shown is what was hashed. */
function words() {
  return z
    .string()
    .refine(given => given.trim().length > 0, fault('REQUIRED', 'This is missing.'))
    .refine(given => given.length <= 200_000, fault('TOO_LONG', 'This is longer than 200000 characters.'))
    .refine(given => !given.includes('\u0000'), fault('CONTROL_CHARACTER', 'This contains control characters.'));
}
