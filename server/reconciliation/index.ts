export { followWhatBanksSaid, receiveBankFiles } from './receive-bank-files.js';
export {
  bankEntryMachine,
  bankFileMachine,
  bankReportMachine,
  entryResolutionMachine,
} from './reconciliation.states.js';
export { concludeBankReport } from './conclude-bank-report.js';
export { closeBankFileReaders } from './read-aside.js';
export { readBroughtFile } from './read-brought-file.js';
export { takeBankFile } from './take-bank-file.js';
export { confirmResolution, proposeResolution } from './resolve-entry.js';
export {
  BankEntryRefundResolver,
  BankEntryResolver,
  BankFileResolver,
  BankReportResolver,
  EntryResolutionResolver,
  loadBankEntry,
  loadBankFile,
  loadBankReport,
  loadEntryResolution,
  ReconciledAccountResolver,
} from './reconciliation.resolver.js';
export { ofOwnOrganization, reportVisible } from './reconciliation.policy.js';
export { bankFileForViewer, submitBankFile } from './submit-bank-file.js';
