import type { ActionTable } from '../platform/actions.js';
import { organizationOf } from '../platform/viewer.js';
import type { EntryResolutionRow } from './entry-resolution.entity.js';
import type { BankEntryRow } from './reconciliation.entity.js';

/** Which entries, resolutions and files a viewer sees, an SQL condition on `t`: its organization's own; the operator all. */
export const ofOwnOrganization = '(viewer_sees_all() OR t.organization_id = viewer_organization())';

/** Which reports a viewer sees, an SQL condition on `t`: those of its own accounts; the operator all. */
export const reportVisible = `(viewer_sees_all() OR EXISTS (
  SELECT FROM bank_account a WHERE a.id = t.account_id AND a.organization_id = viewer_organization()))`;

export type EntryAction = 'RESOLVE';
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
  UNDO: { ...byOwner, permission: ['MAKER', 'CHECKER'], states: ['CONFIRMED'] },
};
