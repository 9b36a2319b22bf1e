export { limitVisible } from './limit.policy.js';
export type { LimitRow, LimitScope } from './limit.entity.js';
export { LimitExceeded, problemOfOwn, TenorTooLong } from './limit.problems.js';
export { limitById, limits } from './limit.reads.js';
export type { AmountShortfall, Exposure } from './limit.rules.js';
export { LimitResolver, loadLimit } from './limit.resolver.js';
export {
  commitExposures,
  covers,
  disburseExposure,
  freeCommitted,
  freeReserved,
  lockExposures,
  repayExposure,
  reserveExposure,
  restoreExposure,
} from './move-exposure.js';
export { setLimit } from './set-limit.js';
export { standingExposure } from './standing-exposure.js';
