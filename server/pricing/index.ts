export {
  addBusinessDays,
  adjust,
  businessDaysBetween,
  type Calendar,
  isBusinessDay,
  type RollConvention,
} from './calendar.js';
export {
  type CalendarCode,
  calendarCodes,
  calendarOfCurrency,
  homeOf,
  jointCalendar,
  targetCalendar,
} from './calendars.js';
export { type CountedPeriod, countDays, type DayCount } from './day-count.js';
export { type CashFlow, internalRateBps, yearsFromFirst } from './internal-rate.js';
export { costOfWaiting, type PriceTerms, price, type Quote, slidingDiscountBps } from './price.js';
export { type RankableOffer, rankAcrossAdvances, rankOffers } from './rank.js';
export { type SettlementRule, type ValueDate, valueDateOf } from './value-date.js';
export { weightedRateBps } from './weighted-rate.js';
export { costOfForgoing, effectiveRateBps, formatPercent, simpleYieldBps, toldRate } from './yearly-rate.js';
