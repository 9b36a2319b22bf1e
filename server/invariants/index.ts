export type { Check } from './check.js';
export { checks, findViolations, type Violation, violationsIn } from './find-violations.js';
