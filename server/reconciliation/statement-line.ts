import { daysBetween, localDate } from '../platform/local-date.js';

/** A statement by its place in the line. */
export interface Place {
  readonly day: string;
  readonly sequence: number | null;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
}

/** It opens where the other closed, on no earlier day, and is numbered as the next one. */
export function follows(later: Place, earlier: Place): boolean {
  return later.openingMinor === earlier.closingMinor && later.day >= earlier.day && isNumberedNext(later, earlier);
}

/**
 * By one more, or the same for its next page; a new year may count from 1 again, behind its own digits or not. A bank that writes
 * the day, or the same number every day, counts nothing: its balances alone tell that none is missing.
 */
function isNumberedNext(later: Place, earlier: Place): boolean {
  if (later.sequence === null || earlier.sequence === null) return true;
  if (later.sequence === earlier.sequence || later.sequence === earlier.sequence + 1) return true;
  const isNewYear = later.day.slice(0, 4) > earlier.day.slice(0, 4);
  if (isNewYear && isFirstOfYear(later)) return true;
  return isNumberOfDay(later) && isNumberOfDay(earlier);
}

/** 1, or that behind the year: 20311, 2031001, 31000001. */
function isFirstOfYear({ sequence, day }: Place): boolean {
  return sequence === 1 || new RegExp(`^(${day.slice(0, 4)}|${day.slice(2, 4)}0)0*1$`).test(String(sequence));
}

/** Its number is the day: by itself, as that of the year, or behind the year. */
function isNumberOfDay({ sequence, day }: Place): boolean {
  const [year, short] = [day.slice(0, 4), day.slice(2, 4)];
  const ofYear = String(daysBetween(localDate(`${year}-01-01`), localDate(day)) + 1).padStart(3, '0');
  const written = [`${year}${day.slice(5, 7)}${day.slice(8)}`, `${short}${day.slice(5, 7)}${day.slice(8)}`];
  return [ofYear, year + ofYear, short + ofYear, ...written].some(number => Number(number) === sequence);
}
