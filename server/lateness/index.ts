export { allocate, lessened } from './allocation.js';
export { chargeLateDays, chargesToday, lateChargesFrom } from './charge-late-days.js';
export { LateBookResolver } from './late-book.resolver.js';
export { type SettledClaim, settleClaim, unsettleClaim } from './settle-claim.js';
