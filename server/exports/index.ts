export { type ExportFile, type ExportRefusal, Exports } from './exports.js';
