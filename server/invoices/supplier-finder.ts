import type { InvoiceParty } from '../documents/index.js';
import type { Db } from '../platform/database.js';
import { counterpartiesOf } from './parties.reads.js';
import { identifiersOf, PartyIndex, type PartyMatch } from './party-match.js';

type SupplierMatch = PartyMatch;

/** Finds the suppliers of a buyer as its own system names them: by their numbers, never by a name. */
export async function supplierFinder(db: Db, buyerId: string): Promise<(supplier: InvoiceParty) => SupplierMatch> {
  const { parties, relations } = await counterpartiesOf(db, buyerId);
  const suppliers = new Set(relations.flatMap(relation => (relation.buyerId === buyerId ? [relation.supplierId] : [])));
  const index = new PartyIndex(parties.filter(party => suppliers.has(party.id)));
  return supplier => index.match(identifiersOf(supplier));
}
