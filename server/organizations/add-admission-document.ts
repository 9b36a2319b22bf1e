import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { newId } from '../platform/ids.js';
import { localDateInput, text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { organizationActions } from './organization.policy.js';
import { lockVisibleOrganization } from './organization.reads.js';
import { organizationMachine } from './organization.states.js';

/**
 * The operator records a document that an organization is admitted on; it replaces the one of its kind. Recording a renewal
 * resumes nothing: that is a decision of its own.
 */
export const addAdmissionDocument = command({
  name: 'addAdmissionDocument',
  input: z.object({
    organizationId: wireId('organization'),
    kind: z.enum(['LICENCE', 'KYC', 'REGISTER_EXTRACT']),
    number: text(80),
    expiresOn: localDateInput,
    idempotencyKey: uuidKey,
  }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { organizationId, kind, number, expiresOn }) {
    const row = await lockVisibleOrganization(tx, organizationId);
    if (!row) return new NotFound();
    const refused = refusal(organizationActions.RECORD_DOCUMENT, viewer, row);
    if (refused) return refused;

    const channels = [organizationChannel(row.id), operatorChannel];
    const event = { event: 'organization.documentRecorded', channels, after: { kind, number, expiresOn } };
    await transition(tx, viewer, organizationMachine, 'addAdmissionDocument', [{ row, to: row.state, ...event }]);
    await tx.execute(
      `UPDATE admission_document SET replaced_at = business_now()
        WHERE organization_id = $1 AND kind = $2 AND replaced_at IS NULL`,
      [row.id, kind],
    );
    await tx.execute(
      `INSERT INTO admission_document (id, organization_id, kind, number, expires_on, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId(), row.id, kind, number, expiresOn, personOf(viewer)],
    );
    return { organizationId: row.id };
  },
});
