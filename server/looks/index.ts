export { OperatorLookResolver } from './look.resolver.js';
export { LookRecorder } from './record-looks.js';
