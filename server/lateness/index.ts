export { allocate, lessened } from './allocation.js';
export { chargeLateDays, chargesToday, lateChargesFrom } from './charge-late-days.js';
export { lateChargesOfFinancing } from './late-book.reads.js';
export { LateBookResolver, LateClaimResolver, LateInvoiceResolver, loadLateClaim } from './late-book.resolver.js';
export { LateCharge, LateClaim, presentLateCharge } from './late-book.types.js';
export { type SettledClaim, settleClaim, unsettleClaim } from './settle-claim.js';
