/*
 * What people are told of, as rows (kind, role, organization_id, fact, subject_kind, subject_id, day, not_by): in which
 * role an organization is told, and whom not, for it was that person's own doing. `fact` names what happened in words that are
 * the same whenever it is met again: it makes the alert's id.
 *
 * Facts come from two sides. What happened is read from the event log, each event once. What time brings is found between the
 * instant until which was looked last and now. What was made too late for the second is found by the first.
 */

/** The events that facts are made of. */
export const eventTypes = [
  'approval.prepared',
  'auction.closed',
  'bankEntry.held',
  'bankEntry.suspended',
  'bankFile.held',
  'bankReport.held',
  'bid.placed',
  'duplicate.found',
  'financing.defaulted',
  'financing.overdue',
  'invoice.defaulted',
  'invoice.disputed',
  'invoice.joined',
  'invoice.overdue',
  'invoice.rejected',
  'organization.documentRecorded',
  'payment.due',
  'payment.rejected',
  'payment.returned',
  'webhookEndpoint.disabled',
] as const;

/** Payments are told of so many days before they are due, all of one day together. */
const dueSoonDays = 3;
/** Documents of an admission are told of so many days before they expire. */
const expiringDays = 30;

/** How long before the end of an auction its offers are said to end: a quarter of the time there is, at most a day. */
const endingLead = `least(interval '24 hours',
  (a.accept_until - CASE a.kind WHEN 'CONTINUOUS' THEN a.opened_at ELSE a.closes_at END) / 4)`;

/** Who chooses among the offers of auction `a`, by its terms `d`. */
const bearer = `CASE d.cost_bearer WHEN 'BUYER' THEN a.buyer_id ELSE a.supplier_id END`;

const operators = `(SELECT o.id AS operator_id FROM organization o WHERE 'OPERATOR' = ANY(o.roles)) operator`;

/** What happened, from the events `e`; the clock is $1. */
export const factsOfEvents = `
  SELECT 'APPROVAL_WAITING' AS kind, 'BUYER' AS role, a.buyer_id AS organization_id, 'approval ' || a.id AS fact,
         'approval' AS subject_kind, a.id AS subject_id, NULL::date AS day, a.prepared_by AS not_by
    FROM e JOIN approval a ON a.id = e.subject_id WHERE e.type = 'approval.prepared'
  UNION ALL
  SELECT 'NEW_OFFER', d.cost_bearer, ${bearer}, 'bid ' || b.id, 'auction', a.id, NULL, NULL
    FROM e
    JOIN bid b ON CASE e.type WHEN 'bid.placed' THEN b.id = e.subject_id
                              WHEN 'auction.closed' THEN b.auction_id = e.subject_id AND b.state = 'LIVE' END
    JOIN auction a ON a.id = b.auction_id
    JOIN programme_terms d ON d.id = a.terms_id
   -- Of sealed bids nobody learns anything before the close.
   WHERE (e.type = 'bid.placed' AND a.kind = 'CONTINUOUS') OR (e.type = 'auction.closed' AND a.kind = 'SEALED_WINDOW')
  UNION ALL
  SELECT 'OVERDUE', party.role, party.id, e.type || ' ' || i.id || ' ' || e.subject_no, 'invoice', i.id, i.adjusted_due_date, NULL
    FROM e JOIN invoice i ON i.id = e.subject_id
   CROSS JOIN LATERAL (
     SELECT 'BUYER' AS role, i.buyer_id AS id
      UNION ALL
     -- Whose claim it is no longer, is not troubled.
     SELECT 'SUPPLIER', i.supplier_id
      WHERE NOT EXISTS (SELECT FROM financing f WHERE f.invoice_id = i.id AND f.state <> 'FAILED')
      UNION ALL
     SELECT 'OPERATOR', operator_id FROM ${operators}) party
   WHERE e.type IN ('invoice.overdue', 'invoice.defaulted')
  UNION ALL
  SELECT 'OVERDUE', 'FUNDER', f.funder_id, e.type || ' ' || f.id || ' ' || e.subject_no, 'financing', f.id, f.maturity, NULL
    FROM e JOIN financing f ON f.id = e.subject_id WHERE e.type IN ('financing.overdue', 'financing.defaulted')
  UNION ALL
  SELECT 'PAYMENT_FAILED', party.role, party.id, 'payment ' || p.id || ' ' || e.subject_no, 'payment', p.id, NULL, NULL
    FROM e JOIN payment p ON p.id = e.subject_id
   CROSS JOIN LATERAL (
     SELECT CASE p.kind WHEN 'DISBURSEMENT' THEN 'FUNDER' ELSE 'BUYER' END AS role, p.payer_id AS id
      UNION ALL SELECT CASE p.kind WHEN 'REPAYMENT' THEN 'FUNDER' ELSE 'SUPPLIER' END, p.payee_id
      UNION ALL SELECT 'OPERATOR', operator_id FROM ${operators}) party
   WHERE e.type IN ('payment.rejected', 'payment.returned')
  UNION ALL
  SELECT 'DOCUMENT_HELD', 'BUYER', i.buyer_id, 'invoice ' || i.id || ' ' || i.held_reason, 'invoice', i.id, NULL, NULL
    FROM e JOIN invoice i ON i.id = e.subject_id
   WHERE e.type IN ('duplicate.found', 'invoice.joined') AND i.held_reason IS NOT NULL
  UNION ALL
  SELECT 'INVOICE_DISPUTED', 'SUPPLIER', i.supplier_id, 'invoice ' || i.id || ' ' || e.subject_no, 'invoice', i.id, NULL, NULL
    FROM e JOIN invoice i ON i.id = e.subject_id WHERE e.type IN ('invoice.disputed', 'invoice.rejected')
  UNION ALL
  SELECT CASE n.reason WHEN 'WRONG_PAYER' THEN 'WRONG_PAYER' ELSE 'ENTRY_UNMATCHED' END, o.roles[1], o.id,
         'entry ' || n.id || ' ' || e.subject_no, 'bank_entry', n.id, n.booked_on, NULL
    FROM e JOIN bank_entry n ON n.id = e.subject_id JOIN organization o ON o.id = n.organization_id
   WHERE e.type IN ('bankEntry.suspended', 'bankEntry.held')
  UNION ALL
  SELECT 'BANK_REPORT_HELD', party.role, party.id, 'report ' || r.id, 'bank_report', r.id, r.day, NULL
    FROM e
    JOIN bank_report r ON r.id = e.subject_id
    JOIN bank_file f ON f.id = r.file_id
    LEFT JOIN bank_account a ON a.id = r.account_id
   CROSS JOIN LATERAL (
     SELECT o.roles[1] AS role, o.id FROM organization o WHERE o.id = coalesce(f.organization_id, a.organization_id)
      UNION ALL
     -- Two of its persons end the waiting.
     SELECT 'OPERATOR', operator_id FROM ${operators}) party
   WHERE e.type = 'bankReport.held'
  UNION ALL
  SELECT 'BANK_REPORT_HELD', o.roles[1], o.id, 'file ' || f.id, 'bank_file', f.id, NULL, NULL
    FROM e
    JOIN bank_file f ON f.id = e.subject_id
    JOIN organization o ON CASE WHEN f.organization_id IS NULL THEN 'OPERATOR' = ANY(o.roles) ELSE o.id = f.organization_id END
   WHERE e.type = 'bankFile.held'
  UNION ALL
  SELECT DISTINCT 'DUE_SOON', CASE p.kind WHEN 'DISBURSEMENT' THEN 'FUNDER' ELSE 'BUYER' END, p.payer_id,
         'due ' || p.due_on, 'organization', p.payer_id, p.due_on, NULL::uuid
    FROM e JOIN payment p ON p.id = e.subject_id
   WHERE e.type = 'payment.due' AND p.state = 'DUE' AND p.due_on <= business_day_of($1::timestamptz) + ${dueSoonDays}
  UNION ALL
  SELECT 'ADMISSION_EXPIRING', party.role, party.id, 'document ' || k.id, 'organization', k.organization_id, k.expires_on, NULL
    FROM e JOIN admission_document k ON k.organization_id = e.subject_id AND k.replaced_at IS NULL
   CROSS JOIN LATERAL (${admissionParties()}) party
   WHERE e.type = 'organization.documentRecorded' AND k.expires_on <= business_day_of($1::timestamptz) + ${expiringDays}
  UNION ALL
  SELECT 'WEBHOOK_DISABLED', o.roles[1], o.id, 'webhook ' || w.id || ' ' || e.subject_no, 'webhook_endpoint', w.id, NULL, NULL
    FROM e JOIN webhook_endpoint w ON w.id = e.subject_id JOIN organization o ON o.id = w.organization_id
   WHERE e.type = 'webhookEndpoint.disabled'`;

/** What time brought after $1 and up to $2. */
export const factsOfTime = `
  SELECT DISTINCT 'DUE_SOON' AS kind, CASE p.kind WHEN 'DISBURSEMENT' THEN 'FUNDER' ELSE 'BUYER' END AS role,
         p.payer_id AS organization_id, 'due ' || p.due_on AS fact, 'organization' AS subject_kind, p.payer_id AS subject_id,
         p.due_on AS day, NULL::uuid AS not_by
    FROM payment p
   WHERE p.state = 'DUE' AND p.due_on > business_day_of($1::timestamptz) + ${dueSoonDays} AND p.due_on <= business_day_of($2::timestamptz) + ${dueSoonDays}
  UNION ALL
  SELECT 'OFFER_ENDING', d.cost_bearer, ${bearer}, 'auction ' || a.id, 'auction', a.id, NULL, NULL
    FROM auction a JOIN programme_terms d ON d.id = a.terms_id
   WHERE ${endingBetween('$1::timestamptz', '$2::timestamptz')}
  UNION ALL
  SELECT 'ADMISSION_EXPIRING', party.role, party.id, 'document ' || k.id, 'organization', k.organization_id, k.expires_on, NULL
    FROM admission_document k
   CROSS JOIN LATERAL (${admissionParties()}) party
   WHERE k.replaced_at IS NULL AND k.expires_on > business_day_of($1::timestamptz) + ${expiringDays}
     AND k.expires_on <= business_day_of($2::timestamptz) + ${expiringDays}`;

/** The party that document `k` admits, and the operator. */
function admissionParties(): string {
  return `SELECT o.roles[1] AS role, o.id FROM organization o WHERE o.id = k.organization_id
      UNION ALL SELECT 'OPERATOR', operator_id FROM ${operators}`;
}

/** Auctions `a` whose offers come to end soon between two instants; a bid that came later told of itself. */
function endingBetween(from: string, until: string): string {
  return `a.state IN ('OPEN', 'CLOSED') AND a.accept_until > ${from} AND a.accept_until <= ${until} + interval '24 hours'
     AND a.accept_until - ${endingLead} > ${from} AND a.accept_until - ${endingLead} <= ${until}
     AND EXISTS (SELECT FROM bid b WHERE b.auction_id = a.id AND b.state = 'LIVE' AND b.valid_until > ${until}
                    AND b.placed_at <= a.accept_until - ${endingLead})`;
}

/**
 * The instants after which time brings something to tell, of those that were not looked at: rows (at). For the clock that is
 * moved, and for a pass that asks whether there is anything to do.
 */
export const instantsToTell = `
  SELECT ((d.due_on - ${dueSoonDays})::timestamp AT TIME ZONE c.zone) AS at
    FROM alert_watch w CROSS JOIN business_clock c
   CROSS JOIN LATERAL (SELECT DISTINCT p.due_on FROM payment p
                        WHERE p.state = 'DUE' AND p.due_on > business_day_of(w.looked_until) + ${dueSoonDays}) d
  UNION ALL
  SELECT a.accept_until - ${endingLead}
    FROM alert_watch w JOIN auction a ON a.state IN ('OPEN', 'CLOSED') AND a.accept_until > w.looked_until
   WHERE a.accept_until - ${endingLead} > w.looked_until
     AND EXISTS (SELECT FROM bid b WHERE b.auction_id = a.id AND b.state = 'LIVE')
  UNION ALL
  SELECT ((k.expires_on - ${expiringDays})::timestamp AT TIME ZONE c.zone)
    FROM alert_watch w CROSS JOIN business_clock c
    JOIN admission_document k ON k.replaced_at IS NULL AND k.expires_on > business_day_of(w.looked_until) + ${expiringDays}`;

/** Whether time brought anything to tell after $1 and up to $2: one look into an index a kind. */
export const timeHasCome = `(
  EXISTS (SELECT FROM payment p WHERE p.state = 'DUE' AND p.due_on > business_day_of($1::timestamptz) + ${dueSoonDays}
             AND p.due_on <= business_day_of($2::timestamptz) + ${dueSoonDays})
  OR EXISTS (SELECT FROM auction a WHERE ${endingBetween('$1::timestamptz', '$2::timestamptz')})
  OR EXISTS (SELECT FROM admission_document k WHERE k.replaced_at IS NULL
             AND k.expires_on > business_day_of($1::timestamptz) + ${expiringDays}
             AND k.expires_on <= business_day_of($2::timestamptz) + ${expiringDays}))`;
