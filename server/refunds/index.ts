export {
  holdRefund,
  lockExcess,
  lockRefund,
  refundForwarded,
  refundReopened,
  refundSentBack,
  refundUndone,
} from './move-refund.js';
export type { RefundRow } from './refund.entity.js';
export { loadRefund, RefundResolver } from './refund.resolver.js';
export { refundMachine } from './refund.states.js';
export { Refund } from './refund.types.js';
