import { z } from 'zod';
import { command } from '../platform/command.js';
import { localDateInput, moneyInput, uuidKey, wireId } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import type { Problem } from '../platform/problem.js';
import { awardOffers, awardProblems, type AgreedOffer } from './award-offers.js';

/** An offer as it was shown, on the wire. */
export const shownOfferFields = {
  bidId: wireId('bid'),
  version: z.int().min(1),
  net: moneyInput,
  valueDate: localDateInput,
};

/** An accepted offer as it is remembered; amounts as on the wire, ids as inside. */
export interface AcceptedOffer {
  readonly financingId: string;
  readonly net: { readonly amount: string; readonly currency: string };
  readonly discount: { readonly amount: string; readonly currency: string };
  readonly valueDate: LocalDate;
}

/** Takes one offer: a basket of one. */
export const acceptOffer = command({
  name: 'acceptOffer',
  input: z.object({ ...shownOfferFields, idempotencyKey: uuidKey }),
  problems: awardProblems,
  async execute(tx, viewer, input): Promise<AcceptedOffer | Problem> {
    const outcome = await awardOffers(tx, viewer, 'acceptOffer', [input]);
    return Array.isArray(outcome) ? acceptedOf(outcome[0]!) : outcome.get(input.bidId)!;
  },
});

export function acceptedOf({ financingId, quote }: AgreedOffer): AcceptedOffer {
  const { currency, netMinor, discountMinor, valueDate } = quote;
  const money = (amountMinor: bigint) => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return { financingId, net: money(netMinor), discount: money(discountMinor), valueDate };
}
