import { type NewLink, writeInvitations } from '../identity/index.js';
import { type NamedOrganization, nameSuppliers } from '../organizations/index.js';
import type { Db, Tx } from '../platform/database.js';
import type { MemberViewer } from '../platform/viewer.js';
import type { CalendarCode } from '../pricing/index.js';
import type { ProgrammeRoll } from './programme.entity.js';

/** A supplier that a buyer's file names and that is not here yet; `id` is that of the organization that stands in for it. */
export interface InvitedSupplier extends NamedOrganization {
  readonly buyerId: string;
  /** Into which its invitation leads. */
  readonly programmeId: string;
  /** Of that programme. */
  readonly currency: string;
  readonly paymentDaysMax: number;
  readonly calendars: readonly CalendarCode[];
  readonly rollConvention: ProgrammeRoll;
}

/** One to be invited, in a programme of the buyer's. */
export interface NewSupplier extends NamedOrganization {
  readonly programmeId: string;
  /** The first of its numbers, in the form in which they are compared. */
  readonly numberKey: string;
}

/** An invitation to be handed on, shown once; a file names no address to which it could go by mail. */
export interface SupplierInvitation extends Omit<NewLink, 'mailed'> {
  readonly organizationId: string;
  readonly name: string;
}

const invited = `SELECT i.id, i.buyer_id, i.programme_id, p.currency, p.payment_days_max, p.calendars, p.roll_convention,
         o.name, o.country, o.registration_number, o.tax_id, o.lei
    FROM invited_supplier i JOIN organization o ON o.id = i.id JOIN programme p ON p.id = i.programme_id`;

/** Those that a buyer has named and that are not here yet. */
export function invitedSuppliersOf(db: Db, buyerId: string): Promise<InvitedSupplier[]> {
  return db.query<InvitedSupplier>(`${invited} WHERE i.buyer_id = $1 AND i.joined_at IS NULL ORDER BY i.id`, [buyerId]);
}

/** Has the sweep compare these with the suppliers that are here once more. */
export async function askToCompare(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    'UPDATE invited_supplier SET compared = false WHERE id = ANY($1::uuid[]) AND joined_at IS NULL AND supplier_id IS NULL',
    [ids],
  );
}

/**
 * Each becomes one invitation. Another upload that names the same ones at the same time waits here and is then told of
 * them: undefined, and nothing written, where one of them has been named meanwhile.
 */
export async function inviteNamedSuppliers(
  tx: Tx,
  viewer: MemberViewer,
  cause: string,
  suppliers: readonly NewSupplier[],
): Promise<SupplierInvitation[] | undefined> {
  const programmeIds = [...new Set(suppliers.map(supplier => supplier.programmeId))];
  await tx.query('SELECT id FROM programme WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [programmeIds]);
  const buyerId = viewer.organizationId;
  const [there] = await tx.query(
    'SELECT id FROM invited_supplier WHERE buyer_id = $1 AND number_key = ANY($2) AND joined_at IS NULL LIMIT 1',
    [buyerId, suppliers.map(supplier => supplier.numberKey)],
  );
  if (there) return undefined;
  await nameSuppliers(tx, viewer, cause, buyerId, suppliers);
  await tx.execute(
    `INSERT INTO invited_supplier (id, buyer_id, programme_id, number_key)
     SELECT n.id, $1, n.programme_id, n.number_key
       FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS n(id, programme_id, number_key)`,
    [
      buyerId,
      suppliers.map(supplier => supplier.id),
      suppliers.map(supplier => supplier.programmeId),
      suppliers.map(supplier => supplier.numberKey),
    ],
  );
  const links = await writeInvitations(
    tx,
    suppliers.map(({ id, programmeId, name }) => ({
      kind: 'ORGANIZATION' as const,
      role: 'SUPPLIER' as const,
      invitedBy: viewer.memberId,
      programmeId,
      name,
      standsFor: id,
    })),
  );
  return suppliers.map(({ id: organizationId, name }, index) => {
    const { token, expiresAt } = links[index]!;
    return { organizationId, name, token, expiresAt };
  });
}
