import pg from 'pg';

/*
 * A market of many rows, beside what the demo market has: made by a few statements, under every constraint and with its
 * history and its ledger, so that the invariants hold. Of ten invoices three are submitted, three approved, two listed, one
 * has a bid of the first funder, and one is sold to it and not paid out yet.
 */

/** Grows the demo market in the database at this address by so many invoices; some 30 s for 100,000. */
export async function growMarket(adminUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(plan(count));
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** What is to be: one row an invoice, each id thought of beforehand. Due dates are weekdays, 30 to 140 days ahead. */
const plan = (count: number) => `
  CREATE TEMP TABLE grown ON COMMIT DROP AS
  SELECT n, n % 10 AS part, gen_random_uuid() AS invoice_id, gen_random_uuid() AS auction_id, gen_random_uuid() AS bid_id,
         gen_random_uuid() AS financing_id, gen_random_uuid() AS payment_id, gen_random_uuid() AS leg_id,
         gen_random_uuid() AS movement_id, 'L-' || lpad(n::text, 7, '0') AS number, 'L' || lpad(n::text, 7, '0') AS number_key,
         day + CASE extract(isodow FROM day) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END AS due,
         (1000 + (n::bigint * 7919) % 900000) * 10 + 5 AS minor,
         now + n * interval '1 microsecond' AS at
    FROM generate_series(1, ${count}) n,
         LATERAL (SELECT business_today() + 30 + n % 110 AS day, business_now() - interval '1 minute' AS now) d;
  CREATE TEMP TABLE party ON COMMIT DROP AS
  SELECT p.id AS programme_id, p.buyer_id, s.supplier_id, t.id AS terms_id, t.undertaking_hash, t.advance_bps, f.funder_id,
         gen_random_uuid() AS document_id, gen_random_uuid() AS approval_id, maker.person_id AS maker_id,
         checker.person_id AS checker_id, clerk.person_id AS clerk_id,
         (SELECT id FROM bank_account WHERE organization_id = s.supplier_id AND state = 'VERIFIED' LIMIT 1) AS supplier_account_id,
         (SELECT id FROM bank_account WHERE organization_id = f.funder_id AND state = 'VERIFIED' LIMIT 1) AS funder_account_id
    FROM programme p
    JOIN programme_supplier s ON s.programme_id = p.id
    JOIN programme_terms t ON t.programme_id = p.id
    JOIN LATERAL (SELECT l.funder_id FROM exposure_limit l JOIN organization o ON o.id = l.funder_id
                   WHERE l.scope = 'BUYER' AND l.buyer_id = p.buyer_id ORDER BY o.name LIMIT 1) f ON true
    JOIN member maker ON maker.organization_id = p.buyer_id AND 'MAKER' = ANY(maker.permissions)
    JOIN member checker ON checker.organization_id = p.buyer_id AND checker.person_id <> maker.person_id
    JOIN member clerk ON clerk.organization_id = s.supplier_id
   LIMIT 1;
  CREATE TEMP TABLE happened (subject_kind text, subject_id uuid, no integer, before text, after text, type text, at timestamptz,
                              channels text[]) ON COMMIT DROP`;

const parties = `ARRAY['operator', 'organization:' || supplier_id, 'organization:' || buyer_id]`;

/** Remembers by which steps the things of `ids` came to their state. */
function history(kind: string, id: string, parts: string, channels: string, ...steps: [state: string, type: string][]) {
  const selects = steps.map(([state, type], index) => {
    const before = index === 0 ? '' : steps[index - 1]![0];
    return `SELECT '${kind}', ${id}, ${index + 1}, '${before}', '${state}', '${type}', at, ${channels} FROM grown, party WHERE ${parts}`;
  });
  return `INSERT INTO happened ${selects.join(' UNION ALL ')}`;
}

const funderA = `ARRAY['organization:' || funder_id]`;

const statements = [
  // ---- invoices, and the file they came in
  `INSERT INTO document (id, organization_id, uploaded_by, name, media_type, format, sha256, body)
   SELECT document_id, supplier_id, clerk_id, 'many.csv', 'text/csv', 'csv', sha256('many'), 'many' FROM party`,
  `INSERT INTO invoice (id, supplier_id, buyer_id, programme_id, terms_id, number, number_key, type_code, issue_date, due_date,
                        adjusted_due_date, currency, payable_minor, approved_minor, undertaking, undertaking_hash, approved_at,
                        fingerprint, submitted_by_side, state, event_no, submitted_at)
   SELECT invoice_id, supplier_id, buyer_id, programme_id, CASE WHEN part > 2 THEN terms_id END, number, number_key, '380',
          business_today() - 5, due, due, 'EUR', minor, CASE WHEN part > 2 THEN minor END,
          CASE WHEN part > 2 THEN 'IRREVOCABLE' ELSE 'NONE' END, CASE WHEN part > 2 THEN undertaking_hash END,
          CASE WHEN part > 2 THEN at END, sha256(number::bytea), 'SUPPLIER',
          CASE WHEN part > 2 THEN 'APPROVED' ELSE 'SUBMITTED' END, CASE WHEN part > 2 THEN 2 ELSE 1 END, at
     FROM grown, party`,
  `INSERT INTO invoice_copy (invoice_id, side, document_id, document_row, number, issue_date, due_date, currency, payable_minor, content)
   SELECT invoice_id, 'SUPPLIER', document_id, n, number, business_today() - 5, due, 'EUR', minor,
          coalesce((SELECT content FROM invoice_copy LIMIT 1), '{}')
     FROM grown, party`,
  history('invoice', 'invoice_id', 'true', parties, ['SUBMITTED', 'invoice.submitted']),
  `INSERT INTO happened SELECT 'invoice', invoice_id, 2, 'SUBMITTED', 'APPROVED', 'invoice.approved', at, ${parties}
     FROM grown, party WHERE part > 2`,

  // ---- one batch approved seven of ten
  `INSERT INTO approval (id, buyer_id, programme_id, terms_id, currency, invoice_count, total_minor, content_hash, prepared_by,
                         prepared_at, lapses_at, decided_by, decided_at, released_hash, approved_count, approved_minor,
                         completed_at, state, event_no)
   SELECT approval_id, buyer_id, programme_id, terms_id, 'EUR', count(*), sum(minor), sha256('many'), maker_id, min(at),
          min(at) + interval '5 days', checker_id, min(at), sha256('many'), count(*), sum(minor), min(at), 'RELEASED', 3
     FROM grown, party WHERE part > 2
    GROUP BY approval_id, buyer_id, programme_id, terms_id, maker_id, checker_id`,
  `INSERT INTO approval_line (approval_id, invoice_id, invoice_event_no, amount_minor, outcome)
   SELECT approval_id, invoice_id, 1, minor, 'APPROVED' FROM grown, party WHERE part > 2`,
  history(
    'approval',
    'approval_id',
    'n = 1',
    `ARRAY['operator', 'organization:' || buyer_id]`,
    ['PREPARED', 'approval.prepared'],
    ['RELEASED', 'approval.released'],
    ['RELEASED', 'approval.completed'],
  ),
  `INSERT INTO payment (id, kind, invoice_id, payer_id, payee_id, amount_minor, currency, due_on, attempt, end_to_end_id, state,
                        event_no, created_at)
   SELECT payment_id, 'SUPPLIER_PAYMENT', invoice_id, buyer_id, supplier_id, minor, 'EUR', due, 1,
          upper(left(replace(payment_id::text, '-', ''), 26)) || 'P01', 'DUE', 1, at
     FROM grown, party WHERE part > 2`,
  history('payment', 'payment_id', 'part > 2', parties, ['DUE', 'payment.due']),

  // ---- the ledger of it
  `INSERT INTO ledger_account (id, organization_id, kind, currency)
   SELECT gen_random_uuid(), k.organization_id, k.kind, 'EUR'
     FROM party, LATERAL (VALUES (supplier_id, 'CLAIM'), (supplier_id, 'SALES'), (buyer_id, 'PAYABLE'), (buyer_id, 'PURCHASES'))
          AS k(organization_id, kind)
   ON CONFLICT DO NOTHING`,
  `INSERT INTO movement (id, kind, cause_kind, cause_id, posted_at)
   SELECT movement_id, 'UNDERTAKING', 'APPROVAL_LINE', approval_id || ':' || invoice_id, at FROM grown, party WHERE part > 2`,
  `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency, invoice_id)
   SELECT gen_random_uuid(), movement_id, ordinal, debit.id, credit.id, minor, 'EUR', invoice_id
     FROM party
    CROSS JOIN LATERAL (VALUES (1, supplier_id, 'CLAIM', buyer_id, 'PAYABLE'), (2, buyer_id, 'PURCHASES', supplier_id, 'SALES'))
          AS k(ordinal, debit_of, debit_kind, credit_of, credit_kind)
     JOIN ledger_account debit ON (debit.organization_id, debit.kind, debit.currency) = (debit_of, debit_kind, 'EUR')
     JOIN ledger_account credit ON (credit.organization_id, credit.kind, credit.currency) = (credit_of, credit_kind, 'EUR')
    CROSS JOIN grown WHERE part > 2`,
  `UPDATE ledger_account a
      SET debit_minor = a.debit_minor + CASE WHEN a.kind IN ('CLAIM', 'PURCHASES') THEN s.total ELSE 0 END,
          credit_minor = a.credit_minor + CASE WHEN a.kind IN ('PAYABLE', 'SALES') THEN s.total ELSE 0 END
     FROM party, (SELECT sum(minor)::bigint AS total FROM grown WHERE part > 2) s
    WHERE a.currency = 'EUR' AND (a.organization_id, a.kind) IN
          ((supplier_id, 'CLAIM'), (supplier_id, 'SALES'), (buyer_id, 'PAYABLE'), (buyer_id, 'PURCHASES'))`,

  // ---- auctions, bids of the first funder, and what it bought
  `INSERT INTO auction (id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, kind, advance_bps, face_minor, currency,
                        maturity, opened_at, closes_at, accept_until, awarded_bid_id, decided_at, state, event_no)
   SELECT auction_id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, 'CONTINUOUS', advance_bps, minor, 'EUR', due, at,
          at + interval '3 days' + n * interval '1 second', at + interval '3 days' + n * interval '1 second',
          CASE WHEN part = 9 THEN bid_id END, CASE WHEN part = 9 THEN at END,
          CASE WHEN part = 9 THEN 'AWARDED' ELSE 'OPEN' END, CASE WHEN part = 9 THEN 2 ELSE 1 END
     FROM grown, party WHERE part > 5`,
  history('auction', 'auction_id', 'part > 5', `${parties} || ARRAY['programme-funders:' || programme_id]`, [
    'OPEN',
    'auction.opened',
  ]),
  `INSERT INTO happened SELECT 'auction', auction_id, 2, 'OPEN', 'AWARDED', 'auction.awarded', at, ${parties}
     FROM grown, party WHERE part = 9`,
  `INSERT INTO bid (id, auction_id, funder_id, version, price_kind, rate_bps, day_count, exposure_minor, currency, placed_at,
                    priority_at, valid_until, decided_at, state, event_no)
   SELECT bid_id, auction_id, funder_id, 1, 'DISCOUNT_ON_FACE', 400 + n % 200, 'ACT_360', minor, 'EUR', at, at,
          at + interval '2 days' + n * interval '1 second', CASE WHEN part = 9 THEN at END,
          CASE WHEN part = 9 THEN 'WON' ELSE 'LIVE' END, CASE WHEN part = 9 THEN 2 ELSE 1 END
     FROM grown, party WHERE part > 7`,
  history('bid', 'bid_id', 'part > 7', funderA, ['LIVE', 'bid.placed']),
  `INSERT INTO happened SELECT 'bid', bid_id, 2, 'LIVE', 'WON', 'bid.won', at, ${funderA} FROM grown, party WHERE part = 9`,
  `INSERT INTO financing (id, invoice_id, auction_id, bid_id, programme_id, terms_id, supplier_id, buyer_id, funder_id, currency,
                          face_minor, advance_minor, discount_minor, flat_fee_minor, price_minor, repayment_minor,
                          platform_fee_minor, platform_fee_payer, price_kind, rate_bps, day_count, tenor_days, value_date, maturity,
                          disburse_until, supplier_account_id, funder_account_id, agreed_at, state, event_no)
   SELECT financing_id, invoice_id, auction_id, bid_id, programme_id, terms_id, supplier_id, buyer_id, funder_id, 'EUR', minor,
          minor, discount, 0, minor - discount, minor, 0, 'FUNDER', 'DISCOUNT_ON_FACE', 400 + n % 200, 'ACT_360', days,
          value_date, due, value_date + 14, supplier_account_id, funder_account_id, at, 'AGREED', 1
     FROM grown, party, LATERAL (SELECT business_today() + 2 AS value_date, due - business_today() - 2 AS days) d,
          LATERAL (SELECT round(minor::numeric * (400 + n % 200) * days / 3600000)::bigint AS discount) c
    WHERE part = 9`,
  history('financing', 'financing_id', 'part = 9', `${parties} || ${funderA}`, ['AGREED', 'financing.agreed']),
  `INSERT INTO payment (id, kind, invoice_id, financing_id, payer_id, payee_id, payer_account_id, payee_account_id, amount_minor,
                        currency, due_on, attempt, end_to_end_id, state, event_no, created_at)
   SELECT leg_id, 'DISBURSEMENT', f.invoice_id, f.id, f.funder_id, f.supplier_id, f.funder_account_id, f.supplier_account_id,
          f.price_minor, 'EUR', f.value_date, 1, upper(left(replace(leg_id::text, '-', ''), 26)) || 'D01', 'DUE', 1, at
     FROM grown JOIN financing f ON f.id = financing_id`,
  history('payment', 'leg_id', 'part = 9', `ARRAY['operator', 'organization:' || supplier_id] || ${funderA}`, [
    'DUE',
    'payment.due',
  ]),
  `UPDATE exposure_limit l SET limit_minor = l.limit_minor + s.reserved + s.committed,
          reserved_minor = l.reserved_minor + CASE WHEN l.scope = 'PROGRAMME' THEN 0 ELSE s.reserved END,
          committed_minor = l.committed_minor + s.committed
     FROM party, (SELECT coalesce(sum(minor) FILTER (WHERE part = 8), 0)::bigint AS reserved,
                         coalesce(sum(minor) FILTER (WHERE part = 9), 0)::bigint AS committed FROM grown) s
    WHERE l.currency = 'EUR' AND (l.funder_id = party.funder_id OR l.programme_id = party.programme_id)`,

  // ---- and its events, in their order
  `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, at, actor_kind, cause)
   SELECT (SELECT epoch FROM installation), type, subject_kind, subject_id, no, before, after, at, 'SYSTEM', 'seed' FROM happened
    ORDER BY at, no`,
  `INSERT INTO event_channel (channel, epoch, xid, seq)
   SELECT unnest(h.channels), e.epoch, e.xid, e.seq FROM happened h
     JOIN event e ON (e.subject_kind, e.subject_id, e.subject_no) = (h.subject_kind, h.subject_id, h.no)`,
];
