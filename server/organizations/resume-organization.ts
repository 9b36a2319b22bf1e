import { expiredDocuments } from './admission-document.reads.js';
import { decision } from './decide-organization.js';
import { actsAlone } from '../platform/viewer.js';
import { DocumentExpired, SecondPersonNeeded } from './organization.problems.js';

/** Two persons of the operator let a suspended organization trade again; the auctions that its suspension stopped go on. */
export const resumeOrganization = decision({
  name: 'resumeOrganization',
  action: 'RESUME',
  to: 'ADMITTED',
  event: 'organization.resumed',
  set: () => ({ suspended_at: null }),
  problems: [SecondPersonNeeded, DocumentExpired],
  async judge(tx, row, viewer) {
    if (actsAlone(viewer)) return new SecondPersonNeeded();
    return (await expiredDocuments(tx, row.id)).length > 0 ? new DocumentExpired() : null;
  },
});
