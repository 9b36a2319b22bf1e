export { followWhatBanksSaid, receiveBankFiles } from './receive-bank-files.js';
export {
  bankEntryMachine,
  bankFileMachine,
  bankReportMachine,
  entryResolutionMachine,
} from './reconciliation.states.js';
export { bankFileBytesMax, readBroughtFile, takeBankFile } from './take-bank-file.js';
export { confirmResolution, proposeResolution, refuseResolution, undoResolution } from './resolve-entry.js';
