import { partsOf, weekdayOf } from '../../platform/local-date.js';
import {
  addBusinessDays,
  adjust,
  businessDaysBetween,
  type Calendar,
  isBusinessDay,
  type RollConvention,
  targetCalendar,
} from '../../pricing/index.js';
import type { VectorRow } from './vector-row.js';
import { agreement, compareFilled, type Comparison, notApplicable, sameText, type VectorKind } from './verdict.js';

const conventions: readonly RollConvention[] = ['FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING', 'MODIFIED_PRECEDING'];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Where a day rolls to, and the n-th business day after or before it (`plus_3_bd`, `minus_1_bd`). */
export const businessDayVectors: VectorKind = {
  name: 'business days',
  knownBy: ['is_business_day'],
  needs: ['calendar', 'date'],
  judge(row) {
    const calendar = calendarNamed(row.text('calendar'));
    if (!calendar) return notApplicable(`calendar ${row.text('calendar')} is not offered`);
    const date = row.day('date');
    return agreement(row, [
      ...compareFilled(row, ['is_business_day'], column => sameAnswer(row, column, isBusinessDay(date, calendar))),
      ...compareFilled(row, conventions, column =>
        sameText(row, column, adjust(date, column as RollConvention, calendar).date),
      ),
      ...compareFilled(row, row.columns().filter(isAdvance), column =>
        sameText(row, column, addBusinessDays(date, advanceOf(column), calendar)),
      ),
    ]);
  },
};

/** Business days between two days, the first excluded, the last included. */
export const businessDaysBetweenVectors: VectorKind = {
  name: 'business days between',
  knownBy: ['business_days_excl_start_incl_end'],
  needs: ['calendar', 'start', 'end'],
  judge(row) {
    const calendar = calendarNamed(row.text('calendar'));
    if (!calendar) return notApplicable(`calendar ${row.text('calendar')} is not offered`);
    const days = businessDaysBetween(row.day('start'), row.day('end'), calendar);
    const column = 'business_days_excl_start_incl_end';
    return agreement(row, [{ column, computed: String(days), agrees: row.whole(column) === days }]);
  },
};

/** Days on which a calendar is closed, week-ends or not; the source says which calendar. */
export const closingDayVectors: VectorKind = {
  name: 'closing days',
  knownBy: ['source', 'date'],
  needs: [],
  judge(row) {
    const source = row.text('source');
    if (!/\b(TARGET2?|EUTA)\b|_euta\b/i.test(source)) return notApplicable(`no calendar in source ${source}`);
    const date = row.day('date');
    return agreement(row, [
      { column: 'date', computed: 'a business day', agrees: !isBusinessDay(date, targetCalendar) },
      ...compareFilled(row, ['year'], column => sameText(row, column, String(partsOf(date).year))),
      ...compareFilled(row, ['weekday'], column => sameText(row, column, weekdays[weekdayOf(date) - 1]!)),
    ]);
  },
};

function calendarNamed(name: string): Calendar | undefined {
  return ['TARGET', 'TARGET2', 'EUTA'].includes(name) ? targetCalendar : undefined;
}

function sameAnswer(row: VectorRow, column: string, computed: boolean): Comparison {
  return { column, computed: String(computed), agrees: row.boolean(column) === computed };
}

function isAdvance(column: string): boolean {
  return /^(plus|minus)_\d{1,4}_bd$/.test(column);
}

function advanceOf(column: string): number {
  const [direction, businessDays] = column.split('_');
  return direction === 'plus' ? Number(businessDays) : -Number(businessDays);
}
