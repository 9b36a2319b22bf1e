import type { Machine } from '../events/index.js';
import type { ReportState } from './reconciliation.entity.js';

/** A file that was taken is told of by what is in it. */
export const bankFileMachine: Machine<'HELD'> = {
  subject: 'bank_file',
  table: 'bank_file',
  arrows: [{ from: '', to: 'HELD', event: 'bankFile.held', by: 'reading of a file that nothing can be taken from' }],
};

/** A report that was taken at once is told of by what is in it. */
export const bankReportMachine: Machine<ReportState> = {
  subject: 'bank_report',
  table: 'bank_report',
  arrows: [
    { from: '', to: 'HELD', event: 'bankReport.held', by: 'reading of a file' },
    {
      from: 'HELD',
      to: 'TAKEN',
      event: 'bankReport.taken',
      by: 'the statement before it, or two persons of the operator',
    },
    { from: 'HELD', to: 'REPEATED', event: 'bankReport.repeated', by: 'the same statement, taken meanwhile' },
    { from: 'HELD', to: 'SET_ASIDE', event: 'bankReport.setAside', by: 'two persons of the operator' },
  ],
};

export const bankEntryMachine: Machine<'SUSPENSE' | 'HELD' | 'RESOLVED'> = {
  subject: 'bank_entry',
  table: 'bank_entry',
  arrows: [
    { from: '', to: 'SUSPENSE', event: 'bankEntry.suspended', by: 'sweep, where nothing matches' },
    { from: '', to: 'HELD', event: 'bankEntry.held', by: 'sweep, where it contradicts what was reported before' },
    { from: 'HELD', to: 'RESOLVED', event: 'bankEntry.setAside', by: 'two persons of its organization' },
    { from: 'SUSPENSE', to: 'RESOLVED', event: 'bankEntry.resolved', by: 'two persons of its organization' },
    { from: 'RESOLVED', to: 'SUSPENSE', event: 'bankEntry.reopened', by: 'two persons of its organization' },
  ],
};

export type ResolutionState = 'PROPOSED' | 'CONFIRMED' | 'REFUSED' | 'UNDOING' | 'UNDONE';

export const entryResolutionMachine: Machine<ResolutionState> = {
  subject: 'entry_resolution',
  table: 'entry_resolution',
  arrows: [
    { from: '', to: 'PROPOSED', event: 'entryResolution.proposed', by: 'a person of the organization' },
    { from: 'PROPOSED', to: 'CONFIRMED', event: 'entryResolution.confirmed', by: 'another of its checkers' },
    { from: 'PROPOSED', to: 'REFUSED', event: 'entryResolution.refused', by: 'a person of the organization' },
    { from: 'CONFIRMED', to: 'UNDOING', event: 'entryResolution.undoProposed', by: 'a person of the organization' },
    { from: 'UNDOING', to: 'CONFIRMED', event: 'entryResolution.undoRefused', by: 'a person of the organization' },
    {
      from: 'CONFIRMED',
      to: 'UNDONE',
      event: 'entryResolution.undone',
      by: 'two persons of the other side of what it was',
    },
    { from: 'UNDOING', to: 'UNDONE', event: 'entryResolution.undone', by: 'another of its checkers' },
  ],
};
