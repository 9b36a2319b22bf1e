import type { BatchRead } from '../platform/request-context.js';
import { auctionVisible, viewerMayBid } from './auction.policy.js';

/** How a buyer has paid a supplier so far, in bands: enough to judge a claim by, too coarse to tell one invoice. */
export interface PaymentHistoryView {
  readonly invoicesPaidBand: string;
  readonly averageDaysLateBand: string;
  readonly disputedBand: string;
}

interface HistoryRow {
  readonly auctionId: string;
  readonly paid: number;
  /** Whole days, half up; null where nothing was paid. */
  readonly averageDaysLate: number | null;
  readonly submitted: number;
  readonly disputed: number;
}

/**
 * The payment history of the pair behind each auction, for the funders that may bid in it or have; null for others. Days
 * late count from the adjusted due date to the day the buyer's payment was booked; early payment counts as none.
 */
export const paymentHistoryOf: BatchRead<string, PaymentHistoryView | null> = async (db, _viewer, auctionIds) => {
  const rows = await db.query<HistoryRow>(
    `SELECT t.id AS auction_id, h.*
       FROM auction t
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE i.state = 'PAID')::integer AS paid,
               round(avg(greatest(0, p.settled_on - i.adjusted_due_date)) FILTER (WHERE i.state = 'PAID'))::integer
                 AS average_days_late,
               count(*)::integer AS submitted,
               count(*) FILTER (WHERE EXISTS (SELECT FROM event e WHERE e.subject_kind = 'invoice'
                                                AND e.subject_id = i.id AND e.type = 'invoice.disputed'))::integer AS disputed
          FROM invoice i
          LEFT JOIN payment p ON p.invoice_id = i.id AND p.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND p.state = 'SETTLED'
         WHERE i.supplier_id = t.supplier_id AND i.buyer_id = t.buyer_id AND i.state NOT IN ('WITHDRAWN', 'REJECTED')) h
      WHERE t.id = ANY($1::uuid[]) AND ${auctionVisible}
        AND (${viewerMayBid} OR EXISTS (SELECT FROM bid b
                                         WHERE b.auction_id = t.id AND b.funder_id = viewer_organization()))`,
    [auctionIds],
  );
  const byAuction = new Map(rows.map(row => [row.auctionId, bandsOf(row)]));
  return auctionIds.map(id => byAuction.get(id) ?? null);
};

/** The bands, by their least value; a part of invoices is in percent. */
const paidBands = [
  [0, 'NONE'],
  [1, '1-9'],
  [10, '10-49'],
  [50, '50-199'],
  [200, '200+'],
] as const;
const lateBands = [
  [0, '0'],
  [1, '1-5'],
  [6, '6-15'],
  [16, '16-30'],
  [31, '31+'],
] as const;
const disputedBands = [
  [0, '0 %'],
  [1, '1-4 %'],
  [5, '5-14 %'],
  [15, '15+ %'],
] as const;

export function bandsOf({
  paid,
  averageDaysLate,
  submitted,
  disputed,
}: Omit<HistoryRow, 'auctionId'>): PaymentHistoryView {
  // Any dispute at all is in a band above none.
  const disputedPercent = disputed === 0 ? 0 : Math.max(1, Math.trunc((disputed * 100) / submitted));
  return {
    invoicesPaidBand: bandOf(paidBands, paid),
    averageDaysLateBand: averageDaysLate === null ? 'UNKNOWN' : bandOf(lateBands, averageDaysLate),
    disputedBand: submitted === 0 ? 'UNKNOWN' : bandOf(disputedBands, disputedPercent),
  };
}

function bandOf(bands: readonly (readonly [least: number, name: string])[], value: number): string {
  return bands.findLast(([least]) => value >= least)![1];
}
