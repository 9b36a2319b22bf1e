export {
  addBusinessDays,
  adjust,
  businessDaysBetween,
  isBusinessDay,
  type RollConvention,
  targetCalendar,
} from './calendar.js';
export { countDays, type DayCount } from './day-count.js';
export { costOfWaiting, type PriceTerms, price, type Quote, slidingDiscountBps } from './price.js';
export { type RankableOffer, rankAcrossAdvances, rankOffers } from './rank.js';
export { type SettlementRule, type ValueDate, valueDateOf } from './value-date.js';
export { effectiveRateBps, formatPercent, simpleYieldBps } from './yearly-rate.js';
