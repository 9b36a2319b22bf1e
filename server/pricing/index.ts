export {
  type AdjustedDate,
  addBusinessDays,
  adjust,
  businessDaysBetween,
  type Calendar,
  isBusinessDay,
  type RollConvention,
  targetCalendar,
} from './calendar.js';
export { type CountedPeriod, countDays, type DayCount } from './day-count.js';
export {
  costOfWaiting,
  type FlatCommission,
  type PlatformFee,
  type PriceTerms,
  price,
  type Quote,
  type SlidingDiscount,
  slidingDiscountBps,
  type YearlyDiscount,
} from './price.js';
export { type RankableOffer, type RankedOffer, rankAcrossAdvances, rankOffers } from './rank.js';
export { type SettlementRule, type ValueDate, valueDateOf } from './value-date.js';
export { type CostOfCash, effectiveRateBps, formatPercent, simpleYieldBps } from './yearly-rate.js';
