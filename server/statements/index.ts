export { ledgerEntries } from './account-statement.reads.js';
export { openFecFile } from './fec-file.js';
export { BooksResolver, JournalResolver } from './journal.resolver.js';
export { StatementResolver, TrialBalanceShareResolver } from './statement.resolver.js';
