export { activateMandate } from './activate-mandate.js';
export { expireMandates } from './expire-mandates.js';
export type { MandateRow } from './mandate.entity.js';
export { lockMandates, lockMandatesInForce, mandatesExpireFrom, markCollected } from './mandate.reads.js';
export { loadMandate, MandateResolver } from './mandate.resolver.js';
export { mandateMachine } from './mandate.states.js';
export { Mandate } from './mandate.types.js';
export { proposeMandate } from './propose-mandate.js';
