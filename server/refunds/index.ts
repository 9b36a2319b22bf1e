export {
  holdRefund,
  lockExcess,
  lockRefund,
  refundForwarded,
  refundReopened,
  refundSentBack,
  refundUndone,
  type Sending,
} from './move-refund.js';
export type { RefundRow } from './refund.entity.js';
export { refundVisible } from './refund.policy.js';
export { loadRefund, RefundResolver } from './refund.resolver.js';
export { refundMachine } from './refund.states.js';
export { presentRefund, Refund } from './refund.types.js';
