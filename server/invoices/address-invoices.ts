import { transition } from '../events/index.js';
import { lockOrganizations, markJoined } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import { readInstallation } from '../platform/installation.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { invoiceChannels } from './invoice.channels.js';
import type { InvoiceRow } from './invoice.entity.js';
import { fingerprintOf } from './invoice.rules.js';
import { invoiceMachine } from './invoice.states.js';
import { joinCopies, lockStanding } from './land-invoices.js';
import { type Landable, type Landing, type PlannedLanding, planLanding } from './landing-plan.js';
import { partiesHere, type Relation } from './parties.reads.js';
import { agree, identifiersOfKnown, type KnownParty, PartyIndex } from './party-match.js';

const cause = 'addressInvoices';
/** How many invited suppliers are compared, and how many invoices addressed, in one transaction. */
const SLICE = 500;

/**
 * The sweep over suppliers that a buyer has named before they were here: whoever joins one of its programmes is compared
 * with them by their numbers, and what the buyer sent of a supplier that has come is addressed to it, 500 invoices in a
 * transaction. Gives back how many suppliers it found and slices it addressed.
 */
export async function addressInvoices(work: UnitOfWork): Promise<number> {
  let changed = await work.perform(systemViewer, compareInvited);
  for (const id of await work.perform(systemViewer, arrivedSuppliers)) {
    if (await work.perform(systemViewer, tx => addressSlice(tx, id))) changed += 1;
  }
  return changed;
}

interface Invited extends KnownParty {
  readonly buyerId: string;
  readonly acceptedBy: string | null;
}

/** Finds those that are here by now. */
async function compareInvited(tx: Tx): Promise<number> {
  const invited = await tx.query<Invited>(
    `SELECT i.id, i.buyer_id, i.accepted_by, o.country, o.registration_number, o.tax_id, o.lei
       FROM invited_supplier i JOIN organization o ON o.id = i.id
      WHERE i.joined_at IS NULL AND i.supplier_id IS NULL AND NOT i.compared
      ORDER BY i.id LIMIT $1 FOR NO KEY UPDATE OF i SKIP LOCKED`,
    [SLICE],
  );
  const found: { id: string; supplierId: string | null }[] = [];
  for (const buyerId of new Set(invited.map(one => one.buyerId))) {
    const suppliers = await suppliersOf(tx, buyerId);
    const index = new PartyIndex(suppliers);
    for (const one of invited.filter(each => each.buyerId === buyerId)) {
      found.push({ id: one.id, supplierId: supplierFor(one, suppliers, index) });
    }
  }
  await tx.execute(
    `UPDATE invited_supplier i SET compared = true, supplier_id = f.supplier_id
       FROM unnest($1::uuid[], $2::uuid[]) AS f(id, supplier_id) WHERE i.id = f.id`,
    [found.map(one => one.id), found.map(one => one.supplierId)],
  );
  return found.filter(one => one.supplierId !== null).length;
}

async function suppliersOf(tx: Tx, buyerId: string): Promise<KnownParty[]> {
  const { parties, relations } = await partiesHere(tx, buyerId);
  const ids = new Set(relations.filter(relation => relation.buyerId === buyerId).map(relation => relation.supplierId));
  return parties.filter(party => ids.has(party.id));
}

/** By its numbers; or whoever accepted its own invitation, where nothing speaks against it. */
function supplierFor(invited: Invited, suppliers: readonly KnownParty[], index: PartyIndex): string | null {
  const identifiers = identifiersOfKnown(invited);
  // Without a tax id it was never sure in which country it is registered.
  const match = index.match(invited.taxId === null ? { ...identifiers, country: null } : identifiers);
  if ('id' in match) return match.id;
  if (match.fault !== 'UNKNOWN') return null;
  const accepting = suppliers.find(({ id }) => id === invited.acceptedBy);
  return accepting && agree(invited, accepting) ? accepting.id : null;
}

async function arrivedSuppliers(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM invited_supplier WHERE joined_at IS NULL AND supplier_id IS NOT NULL ORDER BY id',
  );
  return rows.map(({ id }) => id);
}

/** A supplier that has come, and what stood in for it. */
interface Arrival {
  readonly id: string;
  readonly buyerId: string;
  readonly supplierId: string;
}

async function addressSlice(tx: Tx, id: string): Promise<boolean> {
  const [standIn] = await lockOrganizations(tx, [id]);
  const arrival = await tx.maybe<Arrival>(
    `SELECT id, buyer_id, supplier_id FROM invited_supplier
      WHERE id = $1 AND joined_at IS NULL AND supplier_id IS NOT NULL FOR NO KEY UPDATE SKIP LOCKED`,
    [id],
  );
  if (!standIn || !arrival) return false;
  const relations = (await partiesHere(tx, arrival.buyerId)).relations.filter(
    ({ supplierId, buyerId }) => supplierId === arrival.supplierId && buyerId === arrival.buyerId,
  );
  if (relations.length === 0) {
    // It has left again.
    await tx.execute('UPDATE invited_supplier SET supplier_id = NULL WHERE id = $1', [id]);
    return true;
  }
  const waiting = await lockWaiting(tx, arrival);
  if (waiting.length > 0) await address(tx, arrival, relations, waiting);
  if (waiting.length < SLICE) {
    await markJoined(tx, systemViewer, cause, arrival.buyerId, standIn, arrival.supplierId);
    await tx.execute('UPDATE invited_supplier SET joined_at = business_now() WHERE id = $1', [id]);
  }
  return true;
}

/** Locks the next invoices, and with them, in one order, those that the supplier has under their numbers already. */
async function lockWaiting(tx: Tx, { id, buyerId, supplierId }: Arrival): Promise<InvoiceRow[]> {
  const waiting = `t.supplier_id = $1 AND t.buyer_id = $2 AND t.state IN ('SUBMITTED', 'DISPUTED')`;
  const next = await tx.query<{ id: string; numberKey: string }>(
    `SELECT t.id, t.number_key FROM invoice t WHERE ${waiting} ORDER BY t.id LIMIT $3`,
    [id, buyerId, SLICE],
  );
  const ids = next.map(one => one.id);
  await tx.query(
    `SELECT t.id FROM invoice t
      WHERE t.id = ANY($1::uuid[]) OR (t.supplier_id = $2 AND t.buyer_id = $3 AND t.number_key = ANY($4))
      ORDER BY t.id FOR UPDATE`,
    [ids, supplierId, buyerId, next.map(one => one.numberKey)],
  );
  return tx.query<InvoiceRow>(`SELECT t.* FROM invoice t WHERE ${waiting} AND t.id = ANY($3::uuid[]) ORDER BY t.id`, [
    id,
    buyerId,
    ids,
  ]);
}

type Addressed = Landable & { readonly invoice: InvoiceRow };
type Planned = PlannedLanding<Addressed>;

async function address(
  tx: Tx,
  { supplierId }: Arrival,
  relations: readonly Relation[],
  waiting: readonly InvoiceRow[],
): Promise<void> {
  const { fingerprintKey } = await readInstallation(tx);
  const addressed = waiting.map((invoice): Addressed => {
    const identity = { ...invoice, supplierId };
    return { ...identity, invoice, side: 'BUYER', fingerprint: fingerprintOf(fingerprintKey, identity) };
  });
  const standing = await lockStanding(tx, addressed);
  const taken = new Set(standing.map(({ numberKey }) => numberKey));
  const plan = planLanding(addressed, standing).map(planned => asItStood(planned, taken));
  await readdress(
    tx,
    supplierId,
    relations,
    plan.filter(({ landing }) => landing.kind === 'NEW'),
  );
  await withdraw(
    tx,
    plan.filter(({ landing }) => landing.kind !== 'NEW'),
  );
  await joinCopies(tx, systemViewer, cause, plan);
}

/** Where the supplier has nothing under a number, what the buyer sent under it stands as it stood, settled or held. */
function asItStood({ submission, landing }: Planned, taken: ReadonlySet<string>): Planned {
  const { numberKey, invoice } = submission;
  if (landing.kind !== 'NEW' || taken.has(numberKey)) return { submission, landing };
  const { numberOrdinal, heldReason } = invoice;
  return { submission, landing: { ...landing, numberOrdinal, heldReason } };
}

async function readdress(
  tx: Tx,
  supplierId: string,
  relations: readonly Relation[],
  plan: readonly Planned[],
): Promise<void> {
  const programmeOf = ({ currency }: InvoiceRow) =>
    (relations.find(relation => relation.currency === currency) ?? relations[0])!.programmeId;
  const rows = plan.map(({ submission: { invoice, fingerprint }, landing }) => {
    const { numberOrdinal, heldReason } = landing as Landing & { kind: 'NEW' };
    return { invoice, fingerprint, numberOrdinal, heldReason, programmeId: programmeOf(invoice) };
  });
  await tx.execute(
    `UPDATE invoice t SET supplier_id = $1, programme_id = n.programme_id, fingerprint = decode(n.fingerprint, 'hex'),
            number_ordinal = n.number_ordinal, held_reason = n.held_reason
       FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::integer[], $6::text[])
            AS n(id, programme_id, fingerprint, number_ordinal, held_reason)
      WHERE t.id = n.id`,
    [
      supplierId,
      rows.map(({ invoice }) => invoice.id),
      rows.map(({ programmeId }) => programmeId),
      rows.map(({ fingerprint }) => fingerprint.toString('hex')),
      rows.map(({ numberOrdinal }) => numberOrdinal),
      rows.map(({ heldReason }) => heldReason),
    ],
  );
  await transition(
    tx,
    systemViewer,
    invoiceMachine,
    cause,
    rows.map(({ invoice, programmeId, heldReason }) => ({
      row: invoice,
      to: invoice.state,
      event: 'invoice.addressed',
      channels: invoiceChannels({ supplierId, buyerId: invoice.buyerId }),
      before: { supplierId: invoice.supplierId },
      after: { supplierId, programmeId, heldReason },
    })),
  );
}

/** The supplier has sent it itself meanwhile, or the buyer once more: it is one invoice. */
async function withdraw(tx: Tx, plan: readonly Planned[]): Promise<void> {
  await transition(
    tx,
    systemViewer,
    invoiceMachine,
    cause,
    plan.map(({ submission: { invoice } }) => ({
      row: invoice,
      to: 'WITHDRAWN',
      event: 'invoice.withdrawn',
      channels: invoiceChannels(invoice),
    })),
  );
}
