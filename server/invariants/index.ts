export { checks, findViolations, type Violation, violationsIn } from './find-violations.js';
