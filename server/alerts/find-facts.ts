import { mayRelease } from '../identity/index.js';
import { alertThresholds, type KindWithThreshold } from './alert.kinds.js';

/*
 * What people are told of, as rows (kind, role, organization_id, fact, subject_kind, subject_id, day, only_for, threshold): in
 * which role an organization is told. `fact` names what happened in words that are the same whenever it is met again: it makes
 * the alert's id. Of a fact `only_for` one member nobody else is told; one that comes to be at a threshold is for those who have
 * that one.
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
  'paymentFile.lapsed',
  'paymentFile.prepared',
  'paymentFile.refused',
  'paymentFile.released',
  'webhookEndpoint.disabled',
] as const;

/** The thresholds of a kind that anybody has, each once, as a table with the column `threshold`. */
export function thresholdsOf(kind: KindWithThreshold): string {
  return `(SELECT ${alertThresholds[kind].byDefault} AS threshold
     UNION SELECT v.threshold FROM alert_threshold v WHERE v.kind = '${kind}')`;
}

/** How long before the end of an auction its offers are said to end: a quarter of the time there is, at most so many hours. */
function endingLead(hours: string): string {
  return `least(${hours} * interval '1 hour',
    (a.accept_until - CASE a.kind WHEN 'CONTINUOUS' THEN a.opened_at ELSE a.closes_at END) / 4)`;
}

/** Who chooses among the offers of auction `a`, by its terms `d`. */
const bearer = `CASE d.cost_bearer WHEN 'BUYER' THEN a.buyer_id ELSE a.supplier_id END`;

/** Whether payment `p` is for its payer to pay: due, and in no file by which its payee collects it. */
const isToBePaid = `(p.state = 'DUE' AND NOT EXISTS (
  SELECT FROM payment_file_line l WHERE l.payment_id = p.id AND l.state = 'PREPARED' AND l.mandate_id IS NOT NULL))`;

const payerRole = `CASE p.kind WHEN 'DISBURSEMENT' THEN 'FUNDER' ELSE 'BUYER' END`;

/** In which role the owner `o` of a payment file is told of it: whichever it pays, or collects, in. */
const ownerRole = `(SELECT r FROM unnest(o.roles) r WHERE r IN ('BUYER', 'SUPPLIER', 'FUNDER') LIMIT 1)`;

const operators = `(SELECT o.id AS operator_id FROM organization o WHERE 'OPERATOR' = ANY(o.roles)) operator`;

const whatHappened = `
  SELECT 'APPROVAL_WAITING' AS kind, 'BUYER' AS role, a.buyer_id AS organization_id, 'approval ' || a.id AS fact,
         'approval' AS subject_kind, a.id AS subject_id, NULL::date AS day, m.member_id AS only_for
    FROM e JOIN approval a ON a.id = e.subject_id CROSS JOIN LATERAL ${mayRelease('a', 'buyer_id')} m
   WHERE e.type = 'approval.prepared' AND a.state = 'PREPARED'
  UNION ALL
  SELECT 'PAYMENT_FILE_WAITING', ${ownerRole}, o.id, 'file ' || f.id, 'payment_file', f.id, f.execution_date, m.member_id
    FROM e JOIN payment_file f ON f.id = e.subject_id JOIN organization o ON o.id = f.owner_id
   CROSS JOIN LATERAL ${mayRelease('f', 'owner_id')} m
   WHERE e.type = 'paymentFile.prepared' AND f.state = 'PREPARED'
  UNION ALL
  SELECT 'COLLECTION_ANNOUNCED', 'BUYER', p.payer_id, 'payment ' || p.id, 'payment', p.id, f.execution_date, NULL
    FROM e
    JOIN payment_file f ON f.id = e.subject_id AND f.direction = 'COLLECTION'
    JOIN payment_file_line l ON l.file_id = f.id
    JOIN payment p ON p.id = l.payment_id
   WHERE e.type = 'paymentFile.released'
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
  SELECT 'WEBHOOK_DISABLED', o.roles[1], o.id, 'webhook ' || w.id || ' ' || e.subject_no, 'webhook_endpoint', w.id, NULL, NULL
    FROM e JOIN webhook_endpoint w ON w.id = e.subject_id JOIN organization o ON o.id = w.organization_id
   WHERE e.type = 'webhookEndpoint.disabled'`;

/** What happened, from the events `e`; the clock is $1. */
export const factsOfEvents = `
  SELECT x.*, NULL::integer AS threshold FROM (${whatHappened}) x
  UNION ALL
  SELECT DISTINCT 'DUE_SOON', ${payerRole}, p.payer_id,
         'due ' || p.due_on, 'organization', p.payer_id, p.due_on, NULL::uuid, h.threshold
    FROM e
   CROSS JOIN LATERAL (
     SELECT e.subject_id AS id WHERE e.type = 'payment.due'
      UNION ALL
     -- What is collected no more is for its payer to pay.
     SELECT l.payment_id FROM payment_file_line l
      WHERE e.type IN ('paymentFile.refused', 'paymentFile.lapsed') AND l.file_id = e.subject_id AND l.mandate_id IS NOT NULL) w
    JOIN payment p ON p.id = w.id
    JOIN ${thresholdsOf('DUE_SOON')} h ON p.due_on <= business_day_of($1::timestamptz) + h.threshold
   WHERE ${isToBePaid}
  UNION ALL
  SELECT 'ADMISSION_EXPIRING', party.role, party.id, 'document ' || k.id, 'organization', k.organization_id, k.expires_on, NULL,
         h.threshold
    FROM e JOIN admission_document k ON k.organization_id = e.subject_id AND k.replaced_at IS NULL
    JOIN ${thresholdsOf('ADMISSION_EXPIRING')} h ON k.expires_on <= business_day_of($1::timestamptz) + h.threshold
   CROSS JOIN LATERAL (${admissionParties()}) party
   WHERE e.type = 'organization.documentRecorded'`;

/** What time brought after $1 and up to $2. */
export const factsOfTime = `
  SELECT DISTINCT 'DUE_SOON' AS kind, ${payerRole} AS role,
         p.payer_id AS organization_id, 'due ' || p.due_on AS fact, 'organization' AS subject_kind, p.payer_id AS subject_id,
         p.due_on AS day, NULL::uuid AS only_for, h.threshold
    FROM ${thresholdsOf('DUE_SOON')} h JOIN payment p ON ${dueBetween('$1::timestamptz', '$2::timestamptz')}
  UNION ALL
  SELECT 'OFFER_ENDING', d.cost_bearer, ${bearer}, 'auction ' || a.id, 'auction', a.id, NULL, NULL, h.threshold
    FROM ${thresholdsOf('OFFER_ENDING')} h
    JOIN auction a ON ${endingBetween('$1::timestamptz', '$2::timestamptz')}
    JOIN programme_terms d ON d.id = a.terms_id
  UNION ALL
  SELECT 'PAYMENT_FILE_ENDING', ${ownerRole}, o.id, 'file ' || f.id, 'payment_file', f.id, f.execution_date, m.member_id, h.threshold
    FROM ${thresholdsOf('PAYMENT_FILE_ENDING')} h
    JOIN payment_file f ON ${lapsingBetween('$1::timestamptz', '$2::timestamptz')}
    JOIN organization o ON o.id = f.owner_id
   CROSS JOIN LATERAL ${mayRelease('f', 'owner_id')} m
  UNION ALL
  SELECT 'ADMISSION_EXPIRING', party.role, party.id, 'document ' || k.id, 'organization', k.organization_id, k.expires_on, NULL,
         h.threshold
    FROM ${thresholdsOf('ADMISSION_EXPIRING')} h JOIN admission_document k ON ${expiringBetween('$1::timestamptz', '$2::timestamptz')}
   CROSS JOIN LATERAL (${admissionParties()}) party`;

/** Thresholds that were changed, as rows; `previous` is what it was before. */
export interface ChangedThreshold {
  readonly memberId: string;
  readonly kind: KindWithThreshold;
  readonly threshold: number;
  readonly previous: number;
}

const changedThresholds = `jsonb_to_recordset($1::jsonb) AS n("memberId" uuid, kind text, threshold integer, previous integer)
    JOIN member m ON m.id = n."memberId"`;

/**
 * What lies within the new threshold of a member at $2 whose threshold was changed ($1): all of it, for nobody knows what it would
 * have been told of; what it was told of already is told again of nothing. A limit that was near by the threshold before was
 * told of by that.
 */
export const factsOfChange = `
  SELECT DISTINCT 'DUE_SOON' AS kind, ${payerRole} AS role,
         p.payer_id AS organization_id, 'due ' || p.due_on AS fact, 'organization' AS subject_kind, p.payer_id AS subject_id,
         p.due_on AS day, m.id AS only_for, NULL::integer AS threshold
    FROM ${changedThresholds}
    JOIN payment p ON p.payer_id = m.organization_id AND ${isToBePaid}
         AND p.due_on BETWEEN business_day_of($2::timestamptz) AND business_day_of($2::timestamptz) + n.threshold
   WHERE n.kind = 'DUE_SOON'
  UNION ALL
  SELECT 'OFFER_ENDING', d.cost_bearer, m.organization_id, 'auction ' || a.id, 'auction', a.id, NULL, m.id, NULL
    FROM ${changedThresholds}
    JOIN auction a ON a.state IN ('OPEN', 'CLOSED') AND m.organization_id IN (a.supplier_id, a.buyer_id)
         AND a.accept_until > $2 AND a.accept_until - ${endingLead('n.threshold')} <= $2
    JOIN programme_terms d ON d.id = a.terms_id AND m.organization_id = ${bearer}
   WHERE n.kind = 'OFFER_ENDING'
     AND EXISTS (SELECT FROM bid b WHERE b.auction_id = a.id AND b.state = 'LIVE' AND b.valid_until > $2)
  UNION ALL
  SELECT 'PAYMENT_FILE_ENDING', ${ownerRole}, o.id, 'file ' || f.id, 'payment_file', f.id, f.execution_date, m.id, NULL
    FROM ${changedThresholds}
    JOIN organization o ON o.id = m.organization_id
    JOIN payment_file f ON f.owner_id = o.id AND f.state = 'PREPARED' AND f.lapses_at > $2
         AND f.lapses_at - n.threshold * interval '1 hour' <= $2
   WHERE n.kind = 'PAYMENT_FILE_ENDING' AND m.id IN ${mayRelease('f', 'owner_id')}
  UNION ALL
  SELECT 'ADMISSION_EXPIRING', party.role, party.id, 'document ' || k.id, 'organization', k.organization_id, k.expires_on, m.id,
         NULL
    FROM ${changedThresholds}
    JOIN admission_document k ON k.replaced_at IS NULL
         AND k.expires_on BETWEEN business_day_of($2::timestamptz) AND business_day_of($2::timestamptz) + n.threshold
   CROSS JOIN LATERAL (${admissionParties()}) party
   WHERE n.kind = 'ADMISSION_EXPIRING' AND party.id = m.organization_id
  UNION ALL
  SELECT ${limitFact('w')}, m.id, NULL
    FROM ${changedThresholds}
    JOIN limit_watch w ON w.percent = n.threshold AND w.near
    JOIN exposure_limit l ON l.id = w.limit_id
    LEFT JOIN organization o ON l.funder_id IS NULL AND 'OPERATOR' = ANY(o.roles)
   WHERE n.kind = 'LIMIT_NEAR' AND m.organization_id = coalesce(l.funder_id, o.id)
     AND NOT EXISTS (SELECT FROM limit_watch p WHERE (p.limit_id, p.percent) = (w.limit_id, n.previous) AND p.near)`;

/** Limits that came to be nearly used up: $1, rows of limit_watch. */
export const factsOfLimits = `
  SELECT ${limitFact('w')}, NULL::uuid AS only_for, w.percent AS threshold
    FROM jsonb_to_recordset($1::jsonb) AS w(limit_id uuid, percent integer, crossing integer)
    JOIN exposure_limit l ON l.id = w.limit_id
    LEFT JOIN organization o ON l.funder_id IS NULL AND 'OPERATOR' = ANY(o.roles)`;

/** That limit `l`, the operator `o`'s or its funder's, came to be nearly used up, by its watch. */
function limitFact(watch: string): string {
  return `'LIMIT_NEAR' AS kind, CASE WHEN l.funder_id IS NULL THEN 'OPERATOR' ELSE 'FUNDER' END AS role,
         coalesce(l.funder_id, o.id) AS organization_id,
         'limit ' || l.id || ' ' || ${watch}.percent || ' ' || ${watch}.crossing AS fact,
         'limit' AS subject_kind, l.id AS subject_id, NULL::date AS day`;
}

/** Transaction $1 has held the feed back for $2 seconds. */
export const factsOfFeed = `
  SELECT 'FEED_LATE' AS kind, 'OPERATOR' AS role, operator_id AS organization_id, 'transaction ' || $1::text AS fact,
         'organization' AS subject_kind, operator_id AS subject_id, NULL::date AS day, NULL::uuid AS only_for,
         h.threshold
    FROM ${operators} CROSS JOIN ${thresholdsOf('FEED_LATE')} h WHERE $2::numeric > h.threshold`;

/** The party that document `k` admits, and the operator. */
function admissionParties(): string {
  return `SELECT o.roles[1] AS role, o.id FROM organization o WHERE o.id = k.organization_id
      UNION ALL SELECT 'OPERATOR', operator_id FROM ${operators}`;
}

/** Payments `p` that come to be due soon, by threshold `h`, between two instants. */
function dueBetween(from: string, until: string): string {
  return `${isToBePaid} AND p.due_on > business_day_of(${from}) + h.threshold AND p.due_on <= business_day_of(${until}) + h.threshold`;
}

/** Files `f` that come to lapse soon, by threshold `h`, between two instants; one that was prepared later told of itself. */
function lapsingBetween(from: string, until: string): string {
  const lead = `h.threshold * interval '1 hour'`;
  return `f.state = 'PREPARED' AND f.lapses_at > ${until} AND f.lapses_at > ${from} + ${lead} AND f.lapses_at <= ${until} + ${lead}
     AND f.prepared_at <= f.lapses_at - ${lead}`;
}

/** Documents `k` that come to expire soon, by threshold `h`, between two instants. */
function expiringBetween(from: string, until: string): string {
  return `k.replaced_at IS NULL AND k.expires_on > business_day_of(${from}) + h.threshold
     AND k.expires_on <= business_day_of(${until}) + h.threshold`;
}

/** Auctions `a` whose offers come to end soon, by threshold `h`, between two instants; a bid that came later told of itself. */
function endingBetween(from: string, until: string): string {
  const lead = endingLead('h.threshold');
  return `a.state IN ('OPEN', 'CLOSED') AND a.accept_until > ${from} AND a.accept_until <= ${until} + h.threshold * interval '1 hour'
     AND a.accept_until - ${lead} > ${from} AND a.accept_until - ${lead} <= ${until}
     AND EXISTS (SELECT FROM bid b WHERE b.auction_id = a.id AND b.state = 'LIVE' AND b.valid_until > ${until}
                    AND b.placed_at <= a.accept_until - ${lead})`;
}

/**
 * The instants after which time brings something to tell, of those that were not looked at: rows (at). For the clock that is
 * moved, and for a pass that asks whether there is anything to do.
 */
export const instantsToTell = `
  SELECT ((d.due_on - h.threshold)::timestamp AT TIME ZONE c.zone) AS at
    FROM alert_watch w CROSS JOIN business_clock c CROSS JOIN ${thresholdsOf('DUE_SOON')} h
   CROSS JOIN LATERAL (SELECT DISTINCT p.due_on FROM payment p
                        WHERE p.state = 'DUE' AND p.due_on > business_day_of(w.looked_until) + h.threshold) d
  UNION ALL
  SELECT a.accept_until - ${endingLead('h.threshold')}
    FROM alert_watch w CROSS JOIN ${thresholdsOf('OFFER_ENDING')} h
    JOIN auction a ON a.state IN ('OPEN', 'CLOSED') AND a.accept_until > w.looked_until
   WHERE a.accept_until - ${endingLead('h.threshold')} > w.looked_until
     AND EXISTS (SELECT FROM bid b WHERE b.auction_id = a.id AND b.state = 'LIVE')
  UNION ALL
  SELECT f.lapses_at - h.threshold * interval '1 hour'
    FROM alert_watch w CROSS JOIN ${thresholdsOf('PAYMENT_FILE_ENDING')} h
    JOIN payment_file f ON f.state = 'PREPARED' AND f.lapses_at > w.looked_until + h.threshold * interval '1 hour'
  UNION ALL
  SELECT ((k.expires_on - h.threshold)::timestamp AT TIME ZONE c.zone)
    FROM alert_watch w CROSS JOIN business_clock c CROSS JOIN ${thresholdsOf('ADMISSION_EXPIRING')} h
    JOIN admission_document k ON k.replaced_at IS NULL AND k.expires_on > business_day_of(w.looked_until) + h.threshold`;

/** Whether time brought anything to tell after $1 and up to $2, or a threshold was changed: looks into an index a kind. */
export const timeHasCome = `(
  EXISTS (SELECT FROM alert_threshold v WHERE NOT v.met)
  OR EXISTS (SELECT FROM ${thresholdsOf('DUE_SOON')} h JOIN payment p ON ${dueBetween('$1::timestamptz', '$2::timestamptz')})
  OR EXISTS (SELECT FROM ${thresholdsOf('OFFER_ENDING')} h JOIN auction a ON ${endingBetween('$1::timestamptz', '$2::timestamptz')})
  OR EXISTS (SELECT FROM ${thresholdsOf('PAYMENT_FILE_ENDING')} h
               JOIN payment_file f ON ${lapsingBetween('$1::timestamptz', '$2::timestamptz')})
  OR EXISTS (SELECT FROM ${thresholdsOf('ADMISSION_EXPIRING')} h
               JOIN admission_document k ON ${expiringBetween('$1::timestamptz', '$2::timestamptz')}))`;
