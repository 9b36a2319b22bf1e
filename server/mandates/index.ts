export { activateMandate } from './activate-mandate.js';
export { expireMandates } from './expire-mandates.js';
export { mandatesExpireFrom } from './mandate.reads.js';
export { loadMandate, MandateResolver } from './mandate.resolver.js';
export { mandateMachine } from './mandate.states.js';
export { proposeMandate } from './propose-mandate.js';
export { revokeMandate } from './revoke-mandate.js';
