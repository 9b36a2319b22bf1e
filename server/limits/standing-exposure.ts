/**
 * Every exposure that stands, by the part of a limit in which it belongs, named as `covers` expects it: live bids are
 * RESERVED, financings until their leg 1 settled COMMITTED, and from then until leg 2 cleared OUTSTANDING, less what was paid of the face. What a limit's
 * row says must be the sum of these: a new limit starts with it, and an invariant compares it.
 */
export const standingExposure = `
  SELECT 'RESERVED' AS part, b.funder_id, a.buyer_id, a.supplier_id, o.country AS buyer_country, a.programme_id,
         b.currency, b.exposure_minor AS amount_minor
    FROM bid b JOIN auction a ON a.id = b.auction_id JOIN organization o ON o.id = a.buyer_id
   WHERE b.state = 'LIVE'
  UNION ALL
  SELECT CASE WHEN f.state IN ('AGREED', 'DISBURSING') THEN 'COMMITTED' ELSE 'OUTSTANDING' END, f.funder_id, f.buyer_id,
         f.supplier_id, o.country, f.programme_id, f.currency, greatest(f.advance_minor - i.paid_minor, 0)
    FROM financing f JOIN organization o ON o.id = f.buyer_id JOIN invoice i ON i.id = f.invoice_id
   WHERE f.state NOT IN ('REPAID', 'FAILED')`;
