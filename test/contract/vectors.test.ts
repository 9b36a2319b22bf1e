import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { checkVectors, type FileReport } from '../../server/cli/vectors/check-file.js';
import { addDays, fromParts, type LocalDate, partsOf } from '../../server/platform/local-date.js';
import { targetCalendar } from '../../server/pricing/index.js';

/*
 * The arithmetic against tables that others computed, judged as the command check-vectors judges them. They are
 * third-party data and live outside the project, in the folder that TENOR_CORPUS names.
 */

const kinds = [
  'day counts',
  'discounts',
  'trade credit',
  'internal rates',
  'business days',
  'business days between',
  'closing days',
  'check digits',
  'webhook signatures',
] as const;

const corpus = process.env.TENOR_CORPUS;
const folder = join(corpus ?? '', 'vectors');
const files = corpus && existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.csv')) : [];
const holidays = join(corpus ?? '', 'reference/target2_holidays_1999-2040.csv');
const describeCorpus = corpus ? describe : describe.skip;
if (!corpus) console.log(`TENOR_CORPUS is not set: tables of ${kinds.length} kinds of vectors skipped`);

/** Why a row may be left out: what is not offered, and what a table's own evidence shows to be no answer. */
const allowedReasons = [
  /^convention (ONE_ONE|ACT_ACT_\w+|ACT_36[45]_?\w*|NL_\d+|THIRTY_360_\w+|THIRTY_EPLUS_360|THIRTY_E_36(0_ISDA|5)) is not offered$/,
  /^one day too many from the last of February to a 31st, a fault of QuantLib/,
  /^an exact half cent that the digits of the table leave just below the half$/,
];

describeCorpus('vectors', () => {
  const reports = new Map<string, FileReport>();

  test('the corpus is there', () => {
    expect(files).not.toEqual([]);
    expect(existsSync(holidays)).toBe(true);
  });

  test.each(files.length > 0 ? files : ['(none)'])('%s agrees', file => {
    const report = checkVectors(readFileSync(join(folder, file), 'utf8'));
    reports.set(file, report);
    expect(report.failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(0);
    const reasons = [...report.notApplicable.keys()];
    expect(reasons.filter(reason => !allowedReasons.some(allowed => allowed.test(reason)))).toEqual([]);
  });

  test('every kind of table was met', () => {
    expect(new Set([...reports.values()].map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  test('TARGET: the closing days of every year listed are closed, and no others are, week-ends aside', () => {
    const content = readFileSync(holidays, 'utf8');
    expect(checkVectors(content)).toMatchObject({ kind: 'closing days', failures: [], notApplicable: new Map() });
    const listed = (parse(content, { columns: true }) as { date: string }[]).map(({ date }) => date);
    expect(weekdayClosingsOf(new Set(listed.map(date => Number(date.slice(0, 4)))))).toEqual(listed);
  });
});

/** The closing days that are no Saturday or Sunday, in order. */
function weekdayClosingsOf(years: ReadonlySet<number>): LocalDate[] {
  const closings: LocalDate[] = [];
  for (const year of [...years].sort((a, b) => a - b)) {
    for (let day = fromParts(year, 1, 1); partsOf(day).year === year; day = addDays(day, 1)) {
      if (!['Saturday', 'Sunday', undefined].includes(targetCalendar.closingReason(day))) closings.push(day);
    }
  }
  return closings;
}
