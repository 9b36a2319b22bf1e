import type { Db } from '../platform/database.js';
import type { KnownParty } from './party-match.js';

/** A programme through which a supplier and a buyer deal with each other. */
export interface Relation {
  readonly programmeId: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly paymentDaysMax: number;
}

/** Who an organization may submit invoices of or to. */
export interface Counterparties {
  /** The organization itself and those it shares a programme with. */
  readonly parties: readonly KnownParty[];
  /** The oldest first. */
  readonly relations: readonly Relation[];
}

/**
 * The counterparties of an organization, through programmes that are active. One that was refused is none, and one that
 * waits to be admitted is none where it claims a number of one that is.
 */
export async function counterpartiesOf(db: Db, organizationId: string): Promise<Counterparties> {
  const relations = await db.query<Relation>(
    `SELECT p.id AS programme_id, s.supplier_id, p.buyer_id, p.currency, p.payment_days_max
       FROM programme p JOIN programme_supplier s ON s.programme_id = p.id
      WHERE p.active AND (p.buyer_id = $1 OR s.supplier_id = $1)
      ORDER BY p.created_at, p.id`,
    [organizationId],
  );
  const ids = new Set(relations.flatMap(relation => [relation.supplierId, relation.buyerId]));
  const parties = await db.query<KnownParty>(
    `SELECT o.id, o.country, o.registration_number, o.tax_id, o.lei FROM organization o
      WHERE o.id = $1 OR (o.id = ANY($2::uuid[]) AND o.state <> 'REFUSED'
        AND (o.state <> 'PENDING' OR NOT EXISTS (
          SELECT FROM organization a WHERE a.id = ANY($2::uuid[]) AND a.state IN ('ADMITTED', 'SUSPENDED')
             AND (a.tax_id = o.tax_id OR a.lei = o.lei
                  OR (a.country, a.registration_number) = (o.country, o.registration_number)))))`,
    [organizationId, [...ids]],
  );
  return { parties, relations };
}
