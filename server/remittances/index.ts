export { dueListHeadings, dueListRecord } from './due-line.js';
export { dueListExportById, linesOfExport } from './due-list.reads.js';
export { DueListResolver, loadDueListExport } from './due-list.resolver.js';
export { exportDueList } from './export-due-list.js';
export { PaymentRemittanceResolver, RemittanceResolver } from './remittance.resolver.js';
