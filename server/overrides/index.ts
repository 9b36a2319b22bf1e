export { confirmOverride, refuseOverride } from './decide-override.js';
export { lapseOverrides } from './lapse-overrides.js';
export { loadOverride, OverrideResolver } from './override.resolver.js';
export { overrideMachine } from './override.states.js';
export { proposeOverride } from './propose-override.js';
