import { Decimal } from 'decimal.js';
import { daysInMonth, type LocalDate, partsOf } from '../../platform/local-date.js';
import { type CountedPeriod, countDays, type DayCount } from '../../pricing/index.js';
import type { VectorRow } from './vector-row.js';
import { agreement, compareFilled, type Comparison, notApplicable, type Verdict, type VectorKind } from './verdict.js';

/** The conventions that are offered, by the names they have in tables. */
export const dayCountNames: ReadonlyMap<string, DayCount> = new Map([
  ['ACT_360', 'ACT_360'],
  ['ACT_365', 'ACT_365'],
  ['ACT_365F', 'ACT_365'],
  ['THIRTY_E_360', 'THIRTY_E_360'],
  ['THIRTY_U_360', 'THIRTY_U_360'],
  ['THIRTY_U_360_EOM', 'THIRTY_U_360'],
]);

/** Tables print year fractions from binary floats: that much of the value is firm. */
const FRACTION_PRECISION = new Decimal('1e-14');

/** Days and year fractions of periods. */
export const dayCountVectors: VectorKind = {
  name: 'day counts',
  knownBy: ['convention'],
  needs: ['start', 'end'],
  judge(row) {
    const convention = dayCountNames.get(row.text('convention'));
    if (!convention) return notApplicable(`convention ${row.text('convention')} is not offered`);
    const [start, end] = [row.day('start'), row.day('end')];
    const counted = countDays(convention, start, end);
    const verdict = judgePeriod(row, counted);
    const printed = { ...counted, days: counted.days + 1 };
    const isFault = convention === 'THIRTY_U_360' && hasFebruaryFault(row, start, end);
    if (verdict.outcome === 'FAILED' && isFault && judgePeriod(row, printed).outcome === 'PASSED')
      return notApplicable('one day too many from the last of February to a 31st, a fault of QuantLib 1.23 to 1.38');
    return verdict;
  },
};

function judgePeriod(row: VectorRow, counted: CountedPeriod): Verdict {
  return agreement(row, [
    ...compareFilled(row, ['days'], column => sameDays(row, column, counted)),
    ...compareFilled(row, ['year_fraction'], column => sameFraction(row, column, counted)),
  ]);
}

function sameDays(row: VectorRow, column: string, { days }: CountedPeriod): Comparison {
  return { column, computed: String(days), agrees: row.decimal(column).equals(days) };
}

function sameFraction(row: VectorRow, column: string, { days, basis }: CountedPeriod): Comparison {
  const fraction = new Decimal(days).div(basis);
  const distance = row.decimal(column).minus(fraction).abs();
  return {
    column,
    computed: fraction.toPrecision(16),
    agrees: distance.lessThanOrEqualTo(fraction.abs().times(FRACTION_PRECISION)),
  };
}

/**
 * QuantLib 1.23 to 1.38 applied the February rule of 30/360 US after the rule of the 31st, and so counted one day too many
 * from the last of February to a 31st (lballabio/QuantLib, pull requests 1107 and 2243).
 */
function hasFebruaryFault(row: VectorRow, start: LocalDate, end: LocalDate): boolean {
  const { year, month, day } = partsOf(start);
  const fromEndOfFebruary = month === 2 && day === daysInMonth(year, 2);
  return /QuantLib\S* 1\.(2[3-9]|3[0-8])\b/.test(row.text('source')) && fromEndOfFebruary && end.endsWith('-31');
}
