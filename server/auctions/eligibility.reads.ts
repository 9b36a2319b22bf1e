import { assignedTypeCodes } from '../invoices/index.js';
import type { Db } from '../platform/database.js';
import { type LocalDate, localDateIn } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import { hasRole } from '../platform/viewer.js';
import { valueDateOf } from '../pricing/index.js';
import type { AuctionRow } from './auction.entity.js';
import { type PricedAuction, settlementColumns, settlementRuleOf } from './bid-price.js';
import {
  asToldToBuyer,
  type EligibilityFacts,
  type EligibilityReason,
  eligibilityOf,
  type ProgrammeFacts,
} from './eligibility.rules.js';

type FactsRow = Omit<EligibilityFacts, 'programme'> &
  ProgrammeFacts & {
    readonly ordinal: bigint;
    readonly programmeId: string | null;
    readonly programmeCurrency: string;
    readonly asOf: Date;
    /** Of the market's days. */
    readonly zone: string;
    /** Null with all that belongs to it where no terms are in force. */
    readonly settlementDays: number | null;
  } & Pick<PricedAuction, 'calendars' | 'cutOff' | 'cutOffZone'>;

/** By the terms that are named with an invoice, or else those in force: the ones published last. */
const factsOfInvoices = `
  SELECT g.ordinal, i.id AS invoice_id, i.state, i.undertaking, i.type_code, i.issue_date, i.due_date, i.adjusted_due_date,
         i.currency, i.paid_minor, i.held_reason,
         EXISTS (SELECT FROM invoice_copy c
                  WHERE c.invoice_id = i.id AND (jsonb_typeof(c.content -> 'payee') = 'object'
                                                 OR c.content ->> 'typeCode' = ANY($2::text[]))) AS payee_elsewhere,
         p.id AS programme_id, p.active, p.currency AS programme_currency, p.tenor_days_min, p.payment_days_max,
         ${settlementColumns}, d.undertaking AS terms_undertaking, d.cost_bearer,
         b.state = 'ADMITTED' AND NOT coalesce(buyer_stopped(p), false) AS buyer_admitted, s.state = 'ADMITTED' AS supplier_admitted,
         EXISTS (SELECT FROM terms_acceptance x
                  WHERE x.terms_id = d.id AND x.organization_id = i.supplier_id) AS supplier_accepted_terms,
         EXISTS (SELECT FROM bank_account x
                  WHERE x.organization_id = i.supplier_id AND x.currency = i.currency AND x.state = 'VERIFIED'
                    AND x.usable_from <= c.now) AS supplier_account,
         EXISTS (SELECT FROM auction x
                  WHERE x.invoice_id = i.id AND x.state IN ('OPEN', 'CLOSED', 'SUSPENDED')) AS listed,
         EXISTS (SELECT FROM financing x WHERE x.invoice_id = i.id AND x.state <> 'FAILED') AS financed,
         EXISTS (SELECT FROM payment x
                  WHERE x.invoice_id = i.id AND x.kind = 'SUPPLIER_PAYMENT'
                    AND x.state IN ('INSTRUCTED', 'SETTLED')) AS being_paid,
         EXISTS (SELECT FROM payment x
                  WHERE x.invoice_id = i.id AND x.kind = 'DISBURSEMENT' AND x.state = 'INSTRUCTED') AS disbursement_out,
         c.now AS as_of, c.zone
    FROM unnest($1::uuid[], $3::uuid[]) WITH ORDINALITY AS g(invoice_id, terms_id, ordinal)
    JOIN invoice i ON i.id = g.invoice_id
   CROSS JOIN (SELECT business_now() AS now, zone FROM business_clock OFFSET 0) c
    JOIN organization b ON b.id = i.buyer_id
    JOIN organization s ON s.id = i.supplier_id
    LEFT JOIN programme p ON p.id = i.programme_id
     AND EXISTS (SELECT FROM programme_supplier x WHERE x.programme_id = p.id AND x.supplier_id = i.supplier_id)
    LEFT JOIN LATERAL (
      SELECT t.* FROM programme_terms t
       WHERE t.programme_id = p.id AND (g.terms_id IS NULL OR t.id = g.terms_id) ORDER BY t.version DESC LIMIT 1) d ON true`;

/**
 * Every reason against listing these invoices now, by the invoice's id; an empty list means none. It asks nothing about the
 * viewer: the caller has found that it sees the invoices. Within a command, call it after the invoices are locked.
 */
export async function eligibilityProblems(
  db: Db,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, EligibilityReason[]>> {
  const rows = await db.query<FactsRow>(factsOfInvoices, [invoiceIds, assignedTypeCodes, invoiceIds.map(() => null)]);
  return new Map(rows.map(row => [row.invoiceId, eligibilityOf(factsOf(row), daysOf(row), 'LISTING')]));
}

/**
 * Every reason against financing the invoices of these auctions now, by the auction's id. Each is judged by the terms under
 * which it was opened: what its supplier and its bidders accepted, whatever the programme has published since.
 */
export async function eligibilityAtAward(
  db: Db,
  auctions: readonly Pick<AuctionRow, 'id' | 'invoiceId' | 'termsId'>[],
): Promise<ReadonlyMap<string, EligibilityReason[]>> {
  const rows = await db.query<FactsRow>(factsOfInvoices, [
    auctions.map(auction => auction.invoiceId),
    assignedTypeCodes,
    auctions.map(auction => auction.termsId),
  ]);
  return new Map(
    rows.map(row => [auctions[Number(row.ordinal) - 1]!.id, eligibilityOf(factsOf(row), daysOf(row), 'AWARD')]),
  );
}

/**
 * What is told about invoices that the viewer sees: to the supplier and the operator every reason; what is the supplier's
 * own business is one reason for its buyer.
 */
export const eligibilityOfInvoice: BatchRead<string, EligibilityReason[]> = async (db, viewer, invoiceIds) => {
  const reasonsOf = await eligibilityProblems(db, invoiceIds);
  const ownIds = await ownInvoices(db, invoiceIds);
  return invoiceIds.map(id => {
    const reasons = reasonsOf.get(id) ?? [];
    return ownIds.has(id) || hasRole(viewer, 'OPERATOR') ? reasons : asToldToBuyer(reasons);
  });
};

async function ownInvoices(db: Db, invoiceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ id: string }>(
    'SELECT id FROM invoice WHERE id = ANY($1::uuid[]) AND supplier_id = viewer_organization()',
    [invoiceIds],
  );
  return new Set(rows.map(row => row.id));
}

function factsOf(row: FactsRow): EligibilityFacts {
  if (row.programmeId === null) return { ...row, programme: null };
  const { active, programmeCurrency: currency, tenorDaysMin, paymentDaysMax, termsUndertaking, costBearer } = row;
  return { ...row, programme: { active, currency, tenorDaysMin, paymentDaysMax, termsUndertaking, costBearer } };
}

function daysOf({ asOf, zone, settlementDays, ...terms }: FactsRow): { today: LocalDate; valueDate: LocalDate } {
  const today = localDateIn(asOf, zone);
  // Without terms nothing depends on the value date.
  if (settlementDays === null) return { today, valueDate: today };
  return { today, valueDate: valueDateOf(asOf, settlementRuleOf({ ...terms, settlementDays })).valueDate };
}
