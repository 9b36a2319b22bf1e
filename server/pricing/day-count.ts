import { daysBetween, daysInMonth, type LocalDate, partsOf } from '../platform/local-date.js';

/**
 * How a period of interest is counted. ACT_360, ACT_365 (fixed) and THIRTY_E_360 (Eurobond basis): ISDA 2006 Definitions,
 * section 4.16 (e), (d) and (g). THIRTY_U_360: US bonds with the rule of the end of February (SIFMA, Standard Securities
 * Calculation Methods), which libraries call "30U/360 EOM" or "30/360 US"; without that rule it would be the bond basis
 * of section 4.16 (f), which is not offered.
 */
export type DayCount = 'ACT_360' | 'ACT_365' | 'THIRTY_E_360' | 'THIRTY_U_360';

/**
 * The exact year fraction days / basis; kept as two whole numbers so that no rounding happens before money is rounded.
 */
export interface CountedPeriod {
  readonly days: number;
  readonly basis: 360 | 365;
}

/** Counts from the first day (excluded) to the last (included). A period that runs backwards counts negative days. */
export function countDays(convention: DayCount, from: LocalDate, to: LocalDate): CountedPeriod {
  switch (convention) {
    case 'ACT_360':
      return { days: daysBetween(from, to), basis: 360 };
    case 'ACT_365':
      return { days: daysBetween(from, to), basis: 365 };
    case 'THIRTY_E_360':
      return { days: thirtyEuropean(from, to), basis: 360 };
    case 'THIRTY_U_360':
      return { days: thirtyUnitedStates(from, to), basis: 360 };
  }
}

/** Every month has 30 days: a 31st counts as the 30th. */
function thirtyEuropean(from: LocalDate, to: LocalDate): number {
  const firstDay = partsOf(from).day;
  const lastDay = partsOf(to).day;
  return thirtyDayMonths(from, to) + (lastDay === 31 ? 30 : lastDay) - (firstDay === 31 ? 30 : firstDay);
}

/**
 * The end of February counts as the 30th at the start; at the end only if the start was one too. Then a final 31st
 * becomes the 30th after a 30th or 31st: the order matters, from the last of February to a 31st.
 */
function thirtyUnitedStates(from: LocalDate, to: LocalDate): number {
  const startsAtEndOfFebruary = isEndOfFebruary(from);
  const firstDay = startsAtEndOfFebruary || partsOf(from).day === 31 ? 30 : partsOf(from).day;
  let lastDay = partsOf(to).day;
  if (startsAtEndOfFebruary && isEndOfFebruary(to)) lastDay = 30;
  if (lastDay === 31 && firstDay === 30) lastDay = 30;
  return thirtyDayMonths(from, to) + lastDay - firstDay;
}

function thirtyDayMonths(from: LocalDate, to: LocalDate): number {
  const first = partsOf(from);
  const last = partsOf(to);
  return 360 * (last.year - first.year) + 30 * (last.month - first.month);
}

function isEndOfFebruary(date: LocalDate): boolean {
  const { year, month, day } = partsOf(date);
  return month === 2 && day === daysInMonth(year, 2);
}
