export { ComparisonResolver } from './comparison.resolver.js';
