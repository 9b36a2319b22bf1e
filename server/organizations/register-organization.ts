import { created, operatorChannel, organizationChannel } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { OrganizationRole, Viewer } from '../platform/viewer.js';
import type { NewOrganization } from './organization.rules.js';
import { organizationMachine } from './organization.states.js';

/**
 * Writes a new organization, PENDING until the operator admits it. It may claim numbers that an organization has which is
 * here already: whoever registers may not learn that it is, so the operator settles it when it decides.
 */
export async function registerOrganization(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  given: NewOrganization & { readonly id: string; readonly roles: readonly OrganizationRole[] },
): Promise<void> {
  await tx.execute(
    `INSERT INTO organization
       (id, name, country, registration_number, tax_id, lei, roles, size_band, sector, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PENDING', 1)`,
    [
      given.id,
      given.name,
      given.country,
      given.registrationNumber,
      given.taxId,
      given.lei,
      given.roles,
      given.sizeBand,
      given.sector,
    ],
  );
  const channels = [organizationChannel(given.id), operatorChannel];
  await created(tx, viewer, organizationMachine, cause, [
    { id: given.id, state: 'PENDING', event: 'organization.registered', channels, after: { roles: given.roles } },
  ]);
}
