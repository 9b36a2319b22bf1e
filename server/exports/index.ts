export { CompleteExportResolver, loadCompleteExport } from './complete-export.resolver.js';
export { completeExportMachine } from './complete-export.states.js';
export { type ExportFile, Exports } from './exports.js';
export { expireCompleteExports, makeCompleteExports, startCompleteExports } from './make-complete-exports.js';
export { requestCompleteExport } from './request-complete-export.js';
