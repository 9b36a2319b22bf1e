import type { Db } from '../platform/database.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import type { AdmissionDocumentRow } from './admission-document.entity.js';
import { isOwnOrOperator } from './organization.policy.js';

/** A document that stands, as of today. */
export interface AdmissionDocumentView extends AdmissionDocumentRow {
  readonly isExpired: boolean;
}

/** The documents that stand, by their kind; null where they are not the viewer's business. */
export const admissionDocumentsOf: BatchRead<string, AdmissionDocumentView[] | null> = async (
  db,
  viewer,
  organizationIds,
) => {
  const rows = await db.query<AdmissionDocumentView>(
    `SELECT t.*, t.expires_on < business_today() AS is_expired FROM admission_document t
      WHERE t.organization_id = ANY($1) AND t.replaced_at IS NULL
        AND (viewer_sees_all() OR t.organization_id = viewer_organization())
      ORDER BY t.kind`,
    [organizationIds],
  );
  return organizationIds.map(id =>
    isOwnOrOperator(viewer, { organizationId: id }) ? rows.filter(row => row.organizationId === id) : null,
  );
};

/** Those of an organization that stand and no longer hold. */
export function expiredDocuments(db: Db, organizationId: string): Promise<AdmissionDocumentRow[]> {
  return db.query(
    `SELECT * FROM admission_document
      WHERE organization_id = $1 AND replaced_at IS NULL AND expires_on < business_today() ORDER BY kind`,
    [organizationId],
  );
}

/** The first day on which an admitted organization lacks a document; past ones too, null where there is none. */
export async function documentsLackFrom(db: Db): Promise<LocalDate | null> {
  const { day } = await db.one<{ day: LocalDate | null }>(
    `SELECT min(d.expires_on) AS day FROM admission_document d JOIN organization o ON o.id = d.organization_id
      WHERE d.replaced_at IS NULL AND o.state = 'ADMITTED' AND NOT 'OPERATOR' = ANY(o.roles)`,
  );
  return day && addDays(day, 1);
}
