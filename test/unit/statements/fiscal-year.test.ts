import { localDate } from '../../../server/platform/local-date.js';
import { fiscalYear, yearEnds } from '../../../server/statements/fiscal-year.js';

const day = localDate;

test('a fiscal year ends with the last day of its month, and begins a year before', () => {
  expect(fiscalYear(day('2031-12-31'), { yearEndMonth: 12 })).toEqual({ start: '2031-01-01', end: '2031-12-31' });
  expect(fiscalYear(day('2032-02-29'), { yearEndMonth: 2 })).toEqual({ start: '2031-03-01', end: '2032-02-29' });
  expect(fiscalYear(day('2032-02-28'), { yearEndMonth: 2 })).toBeUndefined();
  expect(fiscalYear(day('2031-12-31'), { yearEndMonth: 6 })).toBeUndefined();
});

test('the years in which something moved, the latest first', () => {
  expect(yearEnds(day('2030-06-30'), day('2031-07-01'), { yearEndMonth: 6 })).toEqual([
    '2032-06-30',
    '2031-06-30',
    '2030-06-30',
  ]);
  expect(yearEnds(day('2031-01-01'), day('2031-12-31'), { yearEndMonth: 12 })).toEqual(['2031-12-31']);
  expect(yearEnds(day('2031-03-01'), day('2031-03-02'), { yearEndMonth: 2 })).toEqual(['2032-02-29']);
});
