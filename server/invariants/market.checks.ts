import { Decimal } from 'decimal.js';
import type { FinancingRow } from '../financings/index.js';
import { covers, standingExposure } from '../limits/index.js';
import { price } from '../pricing/index.js';
import type { Check } from './check.js';

/** Awards, bids, limits, prices: who holds what, and at what price. */
export const marketChecks: readonly Check[] = [
  {
    id: 'I-04',
    sentence: 'An invoice has at most one financing that did not fail.',
    sql: `SELECT invoice_id AS invoice, count(*) FROM financing WHERE state <> 'FAILED' GROUP BY invoice_id HAVING count(*) > 1`,
  },
  {
    id: 'I-05',
    sentence: 'An auction is awarded when, and only when, one financing came of it, by its one bid that won.',
    sql: `
      SELECT a.id AS auction, a.state, a.awarded_bid_id AS awarded, f.bid_id AS financed, b.id AS won
        FROM auction a
        LEFT JOIN financing f ON f.auction_id = a.id
        LEFT JOIN bid b ON b.auction_id = a.id AND b.state = 'WON'
       WHERE (a.state = 'AWARDED') <> (f.id IS NOT NULL)
          OR a.awarded_bid_id IS DISTINCT FROM f.bid_id OR a.awarded_bid_id IS DISTINCT FROM b.id`,
  },
  {
    id: 'I-06',
    sentence: 'What a limit says is reserved, committed and outstanding is what stands in its scope.',
    sql: `
      SELECT l.id AS "limit", l.scope, l.reserved_minor, l.committed_minor, l.outstanding_minor,
             s.reserved, s.committed, s.outstanding
        FROM exposure_limit l
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'RESERVED' AND l.scope <> 'PROGRAMME'), 0)::bigint AS reserved,
                coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'COMMITTED'), 0)::bigint AS committed,
                coalesce(sum(g.amount_minor) FILTER (WHERE g.part = 'OUTSTANDING'), 0)::bigint AS outstanding
           FROM (${standingExposure}) g WHERE ${covers}) s
       WHERE (l.reserved_minor, l.committed_minor, l.outstanding_minor) <> (s.reserved, s.committed, s.outstanding)`,
  },
  {
    id: 'I-07',
    sentence: 'No limit is used beyond itself unless it is marked lowered.',
    sql: `
      SELECT id AS "limit", limit_minor, reserved_minor, committed_minor, outstanding_minor FROM exposure_limit
       WHERE least(reserved_minor, committed_minor, outstanding_minor) < 0
          OR (NOT lowered AND reserved_minor + committed_minor + outstanding_minor > limit_minor)`,
  },
  {
    id: 'I-09',
    sentence: 'No bid won at or after its end, or after the last moment at which its auction could be awarded.',
    sql: `
      SELECT b.id AS bid, b.decided_at, b.valid_until, a.closes_at, a.accept_until
        FROM bid b JOIN auction a ON a.id = b.auction_id
       WHERE b.state = 'WON'
         AND b.decided_at >= least(b.valid_until, CASE a.kind WHEN 'CONTINUOUS' THEN a.closes_at ELSE a.accept_until END)`,
  },
  {
    id: 'I-14',
    sentence: 'No bid is live in an auction that is over.',
    sql: `
      SELECT b.id AS bid, a.id AS auction, a.state FROM bid b JOIN auction a ON a.id = b.auction_id
       WHERE b.state = 'LIVE' AND a.state NOT IN ('OPEN', 'CLOSED', 'SUSPENDED')`,
  },
  {
    id: 'I-15',
    sentence: 'A funder has at most one live bid in an auction.',
    sql: `
      SELECT auction_id AS auction, funder_id AS funder, count(*) FROM bid
       WHERE state = 'LIVE' GROUP BY auction_id, funder_id HAVING count(*) > 1`,
  },
  {
    id: 'I-16',
    sentence: 'A price is above zero and at most the face, is the advance less its costs, and follows from the terms.',
    sql: 'SELECT * FROM financing',
    breaks: (financing: FinancingRow) => !followsFromTerms(financing),
  },
  {
    id: 'I-37',
    sentence: 'No bid outlives its validity while the sweeps run.',
    sql: `
      SELECT b.id AS bid, b.valid_until
        FROM bid b JOIN auction a ON a.id = b.auction_id
       CROSS JOIN (SELECT max(e.at) AS at FROM event e
                    WHERE e.actor_kind = 'SYSTEM' AND e.at < (SELECT business_now()) - interval '1 minute') swept
       WHERE b.state = 'LIVE' AND a.state IN ('OPEN', 'CLOSED') AND swept.at > b.valid_until + interval '1 minute'`,
  },
  {
    id: 'I-42',
    sentence:
      'What follows from something says what it says: an auction its invoice, a bid its auction, a financing both, a payment its leg.',
    sql: `
      SELECT 'auction' AS kind, a.id
        FROM auction a JOIN invoice i ON i.id = a.invoice_id JOIN programme_terms t ON t.id = a.terms_id
       WHERE (a.supplier_id, a.buyer_id, a.currency) <> (i.supplier_id, i.buyer_id, i.currency)
          OR (t.programme_id, t.advance_bps) <> (a.programme_id, a.advance_bps)
          OR (a.state IN ('OPEN', 'CLOSED', 'SUSPENDED') AND a.face_minor IS DISTINCT FROM i.approved_minor)
      UNION ALL
      SELECT 'bid', b.id FROM bid b JOIN auction a ON a.id = b.auction_id
       WHERE b.exposure_minor <> div(a.face_minor::numeric * a.advance_bps + 5000, 10000)
      UNION ALL
      SELECT 'financing', f.id
        FROM financing f JOIN auction a ON a.id = f.auction_id JOIN bid b ON b.id = f.bid_id JOIN invoice i ON i.id = f.invoice_id
       WHERE (f.invoice_id, f.programme_id, f.terms_id, f.supplier_id, f.buyer_id, f.currency, f.face_minor, f.maturity) <>
             (a.invoice_id, a.programme_id, a.terms_id, a.supplier_id, a.buyer_id, a.currency, a.face_minor, a.maturity)
          OR (f.auction_id, f.funder_id, f.advance_minor) <> (b.auction_id, b.funder_id, b.exposure_minor)
          OR (f.state <> 'FAILED' AND f.face_minor IS DISTINCT FROM i.approved_minor)
      UNION ALL
      SELECT 'payment', p.id
        FROM payment p LEFT JOIN invoice i ON i.id = p.invoice_id LEFT JOIN financing f ON f.id = p.financing_id
        LEFT JOIN fee_bill b ON b.id = p.fee_bill_id
       WHERE (p.amount_minor + p.paid_before_minor - p.late_minor, p.payer_id, p.payee_id) IS DISTINCT FROM CASE p.kind
               WHEN 'DISBURSEMENT' THEN ROW(f.price_minor, f.funder_id, f.supplier_id)
               WHEN 'REPAYMENT' THEN ROW(f.repayment_minor, f.buyer_id, f.funder_id)
               WHEN 'SUPPLIER_PAYMENT' THEN ROW(i.approved_minor, i.buyer_id, i.supplier_id)
               WHEN 'PRICE_ADJUSTMENT' THEN ROW(p.amount_minor, f.funder_id, f.supplier_id)
               WHEN 'FEE_BILL' THEN ROW(b.total_minor, b.payer_id, b.operator_id) END
         AND (p.kind <> 'SUPPLIER_PAYMENT' OR p.state IN ('DUE', 'INSTRUCTED') OR (p.state = 'SETTLED' AND NOT p.is_part))`,
  },
];

function followsFromTerms(financing: FinancingRow): boolean {
  const { faceMinor, advanceMinor, priceMinor, repaymentMinor, discountMinor, flatFeeMinor } = financing;
  if (priceMinor <= 0n || priceMinor > faceMinor) return false;
  const buyerBears = repaymentMinor > faceMinor;
  const quote = price(
    {
      discount: { kind: financing.priceKind, rateBps: new Decimal(financing.rateBps) },
      commission: null,
      flatFeeMinor,
      advanceBps: 10_000,
      dayCount: financing.dayCount,
      costBearer: buyerBears ? 'BUYER' : 'SUPPLIER',
      repaidBy: 'BUYER',
      platformFee: null,
    },
    { amountMinor: advanceMinor, currency: financing.currency },
    financing.valueDate,
    financing.maturity,
  );
  if (buyerBears)
    return priceMinor === quote.netMinor && repaymentMinor - faceMinor === quote.repaymentMinor - advanceMinor;
  return priceMinor === quote.netMinor && discountMinor === quote.discountMinor;
}
