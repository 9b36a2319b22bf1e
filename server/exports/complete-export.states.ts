import type { Machine } from '../events/index.js';

export type CompleteExportState = 'REQUESTED' | 'READY' | 'FAILED' | 'EXPIRED';

/** Who asked is no administrator any more; there is more than a file holds; something else went wrong. */
export type CompleteExportFailure = 'NOT_ALLOWED' | 'TOO_LARGE' | 'FAULT';

/** Every arrow a complete export can take, and who takes it. */
export const completeExportMachine: Machine<CompleteExportState> = {
  subject: 'complete_export',
  table: 'complete_export',
  arrows: [
    { from: '', to: 'REQUESTED', event: 'completeExport.requested', by: 'an administrator' },
    { from: 'REQUESTED', to: 'REQUESTED', event: 'completeExport.progressed', by: 'the server that makes it' },
    { from: 'REQUESTED', to: 'READY', event: 'completeExport.ready', by: 'the server that makes it' },
    {
      from: 'REQUESTED',
      to: 'FAILED',
      event: 'completeExport.failed',
      by: 'the server that makes it: a fault, or its administrator is none any more',
    },
    { from: 'READY', to: 'EXPIRED', event: 'completeExport.expired', by: 'the sweep, after seven days' },
  ],
};
