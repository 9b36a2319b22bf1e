import type { Db } from '../platform/database.js';
import { type InvitedSupplier, invitedSuppliersOf } from '../programmes/index.js';
import type { DueDateTerms } from './invoice.rules.js';
import { identifiersOfKnown, type KnownParty, PartyIndex } from './party-match.js';

/** A programme through which a supplier and a buyer deal with each other; none while the supplier is not here yet. */
export interface Relation extends DueDateTerms {
  readonly programmeId: string | null;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly paymentDaysMax: number;
}

/** Who an organization may submit invoices of or to. */
export interface Counterparties {
  /** The organization itself and those it shares a programme with. */
  readonly parties: readonly KnownParty[];
  /** The oldest first. */
  readonly relations: readonly Relation[];
  /** The organization's own programmes as a buyer, into which it may invite; the oldest first. */
  readonly programmes: readonly BuyerProgramme[];
  /** Those that stand in for suppliers which are here by now, under the numbers they have by now. */
  readonly arrived: readonly string[];
}

/** A programme as a buyer invites suppliers into it. */
export interface BuyerProgramme extends DueDateTerms {
  readonly programmeId: string;
  readonly paymentDaysMax: number;
}

/**
 * The counterparties of an organization, through programmes that are active. One that was refused is none, and one that
 * waits to be admitted is none where it claims a number of one that is. Suppliers that the organization has named and that
 * are not here yet are counterparties as well, through no programme.
 */
export async function counterpartiesOf(db: Db, organizationId: string): Promise<Counterparties> {
  const { parties, relations } = await partiesHere(db, organizationId);
  const programmes = await db.query<BuyerProgramme>(
    `SELECT p.id AS programme_id, p.currency, p.payment_days_max, p.calendars, p.roll_convention FROM programme p
      WHERE p.active AND p.buyer_id = $1 ORDER BY p.created_at, p.id`,
    [organizationId],
  );
  const index = new PartyIndex(parties);
  const isNotHere = (supplier: InvitedSupplier) => {
    const match = index.match(identifiersOfKnown(supplier));
    return 'fault' in match && match.fault === 'UNKNOWN';
  };
  const invited = programmes.length === 0 ? [] : await invitedSuppliersOf(db, organizationId);
  const waiting = invited.filter(isNotHere);
  return {
    parties: [...parties, ...waiting],
    relations: [...relations, ...waiting.map(relationOfWaiting)],
    programmes,
    arrived: invited.filter(supplier => !isNotHere(supplier)).map(({ id }) => id),
  };
}

function relationOfWaiting({ id, ...supplier }: InvitedSupplier): Relation {
  const { buyerId, currency, paymentDaysMax, calendars, rollConvention } = supplier;
  return { programmeId: null, supplierId: id, buyerId, currency, paymentDaysMax, calendars, rollConvention };
}

/** Those that are here themselves. */
export async function partiesHere(
  db: Db,
  organizationId: string,
): Promise<Pick<Counterparties, 'parties' | 'relations'>> {
  const relations = await db.query<Relation>(
    `SELECT p.id AS programme_id, s.supplier_id, p.buyer_id, p.currency, p.payment_days_max, p.calendars,
            p.roll_convention
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
