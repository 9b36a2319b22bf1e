import { created, operatorChannel, organizationChannel, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import type { OrganizationRow } from './organization.entity.js';
import { organizationMachine } from './organization.states.js';

/** An organization as somebody else names it. */
export interface NamedOrganization {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string | null;
  readonly taxId: string | null;
  readonly lei: string | null;
}

/** Writes organizations that a buyer names as its suppliers and that are not here yet; the buyer and the operator hear of it. */
export async function nameSuppliers(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  buyerId: string,
  suppliers: readonly NamedOrganization[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO organization (id, name, country, registration_number, tax_id, lei, roles, state, event_no)
     SELECT n.*, ARRAY['SUPPLIER'], 'INVITED', 1
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            AS n(id, name, country, registration_number, tax_id, lei)`,
    [
      suppliers.map(supplier => supplier.id),
      suppliers.map(supplier => supplier.name),
      suppliers.map(supplier => supplier.country),
      suppliers.map(supplier => supplier.registrationNumber),
      suppliers.map(supplier => supplier.taxId),
      suppliers.map(supplier => supplier.lei),
    ],
  );
  const channels = [organizationChannel(buyerId), operatorChannel];
  await created(
    tx,
    viewer,
    organizationMachine,
    cause,
    suppliers.map(({ id }) => ({ id, state: 'INVITED', event: 'organization.invited', channels })),
  );
}

/** Such an organization is here under its own record; the row, which is locked, stands in for nobody any more. */
export function markJoined(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  buyerId: string,
  row: OrganizationRow,
  supplierId: string,
): Promise<void> {
  const channels = [organizationChannel(buyerId), operatorChannel];
  return transition(tx, viewer, organizationMachine, cause, [
    { row, to: 'JOINED', event: 'organization.joined', channels, after: { supplierId } },
  ]);
}
