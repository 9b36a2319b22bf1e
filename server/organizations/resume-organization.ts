import { expiredDocuments } from './admission-document.reads.js';
import { decision } from './decide-organization.js';
import { DocumentExpired } from './organization.problems.js';

/** The operator lets a suspended organization trade again; the auctions that its suspension stopped go on. */
export const resumeOrganization = decision({
  name: 'resumeOrganization',
  action: 'RESUME',
  to: 'ADMITTED',
  event: 'organization.resumed',
  set: () => ({ suspended_at: null }),
  problems: [DocumentExpired],
  async judge(tx, row) {
    return (await expiredDocuments(tx, row.id)).length > 0 ? new DocumentExpired() : null;
  },
});
