import { z } from 'zod';
import { invoiceById, invoicePolicy, lockVisibleInvoices } from '../invoices/index.js';
import { lockOrganizationsForShare } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { orNull, uuidKey, wireId } from '../platform/input.js';
import { NotFound, NotPermitted } from '../platform/problem.js';
import { lockProgrammesForShare } from '../programmes/index.js';
import { InvoiceNotEligible } from './auction.problems.js';
import { eligibilityProblems } from './eligibility.reads.js';
import { listingsOf, openListings } from './list-invoices.js';

const input = z.object({
  invoiceId: wireId('invoice'),
  minutes: orNull(z.int().min(1).max(43_200)),
  idempotencyKey: uuidKey,
});

/**
 * A supplier's dealer puts an approved invoice up for early payment. Whatever stands against it is named, all at once; the
 * award asks again.
 */
export const openAuction = command({
  name: 'openAuction',
  input,
  problems: [NotFound, NotPermitted, InvoiceNotEligible],
  async execute(tx, viewer, { invoiceId, minutes }) {
    const [named] = await invoiceById(tx, viewer, [invoiceId]);
    if (!named) return new NotFound();
    await lockOrganizationsForShare(tx, [named.supplierId, named.buyerId]);
    if (named.programmeId !== null) await lockProgrammesForShare(tx, [named.programmeId]);
    const [invoice] = await lockVisibleInvoices(tx, [invoiceId]);
    if (!invoice) return new NotFound();

    // In which state it must be is among the reasons below.
    const refused = refusal(invoicePolicy.OPEN_AUCTION, viewer, invoice);
    if (refused instanceof NotPermitted) return refused;
    const reasons = (await eligibilityProblems(tx, [invoiceId])).get(invoiceId)!;
    if (reasons.length > 0) return new InvoiceNotEligible(reasons);

    const [auction] = await openListings(
      tx,
      viewer,
      'openAuction',
      [invoice],
      await listingsOf(tx, [invoiceId]),
      minutes,
    );
    return { auctionId: auction!.id };
  },
});
