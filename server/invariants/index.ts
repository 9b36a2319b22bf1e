export type { Check } from './check.js';
export { checks, findViolations, type Violation } from './find-violations.js';
