import type { ActionTable } from '../platform/actions.js';
import { hasRole, organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import type { EntryResolutionRow } from './entry-resolution.entity.js';
import type { BankEntryRow, BankFileRow, BankReportRow } from './reconciliation.entity.js';

/** Which entries, resolutions and files a viewer sees, an SQL condition on `t`: its organization's own; the operator all. */
export const ofOwnOrganization = '(viewer_sees_all() OR t.organization_id = viewer_organization())';

/** Which reports a viewer sees, an SQL condition on `t`: those of its own accounts, and of its own files; the operator all. */
export const reportVisible = `(viewer_sees_all()
  OR EXISTS (SELECT FROM bank_account a WHERE a.id = t.account_id AND a.organization_id = viewer_organization())
  OR EXISTS (SELECT FROM bank_file f WHERE f.id = t.file_id AND f.organization_id = viewer_organization()))`;

/** Who brings files of banks: makers and checkers, of their organization's accounts; the operator's of every account. */
export function mayBringFiles(viewer: Viewer): boolean {
  return viewer.kind === 'MEMBER' && viewer.permissions.some(each => each === 'MAKER' || each === 'CHECKER');
}

export type EntryAction = 'RESOLVE';
export type FileAction = 'DOWNLOAD';
export type ReportAction = 'TAKE' | 'SET_ASIDE';
export type ResolutionAction = 'CONFIRM' | 'REFUSE' | 'UNDO';

const byOwner = {
  party: (viewer: Parameters<typeof organizationOf>[0], row: { readonly organizationId: string }) =>
    organizationOf(viewer) === row.organizationId,
} as const;

export const entryPolicy: ActionTable<EntryAction, BankEntryRow> = {
  RESOLVE: { ...byOwner, permission: ['MAKER', 'CHECKER'], states: ['SUSPENSE', 'HELD'] },
};

/** Whoever proposed may take it back, as any of them may refuse; to confirm takes another. */
export const resolutionPolicy: ActionTable<ResolutionAction, EntryResolutionRow> = {
  CONFIRM: { ...byOwner, permission: 'CHECKER', states: ['PROPOSED', 'UNDOING'] },
  REFUSE: { ...byOwner, permission: ['MAKER', 'CHECKER'], states: ['PROPOSED', 'UNDOING'] },
  // What was held was never posted: there is nothing to go back to.
  UNDO: {
    ...byOwner,
    permission: ['MAKER', 'CHECKER'],
    states: ['CONFIRMED'],
    when: (_, { kind }) => kind !== 'SET_ASIDE',
  },
};

/** Whether this person has said it: another confirms. */
export function isOwnWord(viewer: Viewer, { state, proposedBy, undoProposedBy }: EntryResolutionRow): boolean {
  return personOf(viewer) === (state === 'UNDOING' ? undoProposedBy : proposedBy);
}

/** Whoever sees it takes the original away, where it was kept. */
export const filePolicy: ActionTable<FileAction, BankFileRow> = {
  DOWNLOAD: {
    permission: ['MAKER', 'CHECKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR'],
    states: ['TAKEN', 'HELD'],
    party: () => true,
    when: (_, { reason }) => reason !== 'TOO_LARGE',
  },
};

const byOperator = {
  permission: ['ADMINISTRATOR', 'CHECKER'],
  states: ['HELD'],
  party: (viewer: Viewer) => hasRole(viewer, 'OPERATOR'),
} as const;

/** By an override, which takes two persons. */
export const reportPolicy: ActionTable<ReportAction, BankReportRow> = {
  TAKE: { ...byOperator, when: (_, { reason }) => reason !== 'FOREIGN_ACCOUNT' },
  SET_ASIDE: byOperator,
};
