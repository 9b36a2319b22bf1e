import { instantAt, type LocalDate, localDateIn } from '../platform/local-date.js';
import { addBusinessDays, type Calendar, isBusinessDay } from './calendar.js';

export interface SettlementRule {
  /** 'HH:MM' on the clock of `zone`: what is accepted from that minute on counts for the next business day. */
  readonly cutOff: string;
  /** IANA zone, e.g. 'Europe/Paris'. */
  readonly zone: string;
  /** Business days from the acceptance to leg 1: 0 to 2. */
  readonly settlementDays: number;
  readonly calendar: Calendar;
}

export interface ValueDate {
  /** T, the acceptance business day. */
  readonly tradeDate: LocalDate;
  /** The day of leg 1. */
  readonly valueDate: LocalDate;
  /** The instant from which on both dates are later: figures for this value date hold before it, no longer at it. */
  readonly holdsUntil: Date;
}

/** The value date of an acceptance at this instant. Throws for settlement days other than 0, 1 or 2. */
export function valueDateOf(instant: Date, rule: SettlementRule): ValueDate {
  if (![0, 1, 2].includes(rule.settlementDays))
    throw new RangeError(`settlement in ${rule.settlementDays} business days`);

  const tradeDate = tradeDateOf(instant, rule);
  return {
    tradeDate,
    valueDate: addBusinessDays(tradeDate, rule.settlementDays, rule.calendar),
    holdsUntil: instantAt(tradeDate, rule.cutOff, rule.zone),
  };
}

function tradeDateOf(instant: Date, { cutOff, zone, calendar }: SettlementRule): LocalDate {
  const today = localDateIn(instant, zone);
  const inTime = instant.getTime() < instantAt(today, cutOff, zone).getTime();
  return inTime && isBusinessDay(today, calendar) ? today : addBusinessDays(today, 1, calendar);
}
