import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Decimal } from 'decimal.js';
import {
  parseBic,
  parseCreditorReference,
  parseIban,
  parseLei,
  parseVatNumber,
} from '../../server/platform/check-digits.js';
import {
  addDays,
  daysBetween,
  daysInMonth,
  fromParts,
  type LocalDate,
  localDate,
  partsOf,
  weekdayOf,
} from '../../server/platform/local-date.js';
import { type Money, parseDecimalMoney } from '../../server/platform/money.js';
import {
  addBusinessDays,
  adjust,
  businessDaysBetween,
  countDays,
  type DayCount,
  effectiveRateBps,
  formatPercent,
  isBusinessDay,
  type PriceTerms,
  price,
  simpleYieldBps,
  targetCalendar,
} from '../../server/pricing/index.js';

/*
 * The arithmetic against tables that others computed. They are third-party data and live outside the project, in the
 * folder that TENOR_CORPUS names.
 */

const files = [
  'reference/target2_holidays_1999-2040.csv',
  'vectors/check_digits.csv',
  'vectors/daycount_generated.csv',
  'vectors/daycount_thirdparty.csv',
  'vectors/discount_pv_generated.csv',
  'vectors/target2_business_days.csv',
  'vectors/target2_days_between.csv',
  'vectors/target2_strata_euta.csv',
  'vectors/trade_credit_cost.csv',
  'vectors/xirr_apr.csv',
] as const;

type File = (typeof files)[number];
type Row = { readonly [column: string]: string };

const corpus = process.env.TENOR_CORPUS;
const describeCorpus = corpus ? describe : describe.skip;
if (!corpus) console.log(`TENOR_CORPUS is not set: ${files.length} files of vectors skipped`);

/** The rows a file holds for our functions; that there are some is part of what is tested. */
function rowsOf(file: File, applies: (row: Row) => boolean = () => true): Row[] {
  const rows = (parse(readFileSync(join(corpus as string, file)), { columns: true }) as Row[]).filter(applies);
  expect(rows.length).toBeGreaterThan(0);
  return rows;
}

/** Every row must agree; all that do not are shown, each with what was computed. */
function expectAgreement(rows: readonly Row[], computed: (row: Row) => unknown, expected: (row: Row) => unknown): void {
  const disagreements = rows
    .map(row => ({ row, computed: computed(row), expected: expected(row) }))
    .filter(line => JSON.stringify(line.computed) !== JSON.stringify(line.expected));
  expect(disagreements).toEqual([]);
}

const column = (row: Row, name: string): string => {
  const value = row[name];
  if (value === undefined) throw new Error(`no column ${name}`);
  return value;
};
const dayIn = (row: Row, name: string): LocalDate => localDate(column(row, name));

describeCorpus('vectors', () => {
  test.each(files)('%s is there', file => {
    expect(existsSync(join(corpus as string, file))).toBe(true);
  });

  test('check digits and compact forms', () => {
    const readers: { readonly [type: string]: ((text: string) => string | undefined) | undefined } = {
      IBAN: parseIban,
      BIC: parseBic,
      LEI: parseLei,
      ISO11649_RF: parseCreditorReference,
      EU_VAT: parseVatNumber,
    };
    const read = (row: Row) => readers[column(row, 'type')]?.(column(row, 'value'));
    const rows = rowsOf('vectors/check_digits.csv');
    expectAgreement(
      rows,
      row => String(read(row) !== undefined),
      row => row.valid,
    );
    // The tables keep a doubled Romanian prefix in the compact form; ours has it once.
    expectAgreement(
      rows.filter(row => row.valid === 'true'),
      read,
      row => column(row, 'normalised').replace(/^RORO/, 'RO'),
    );
  });

  const dayCounts: { readonly [convention: string]: DayCount | undefined } = {
    ACT_360: 'ACT_360',
    ACT_365F: 'ACT_365',
    THIRTY_E_360: 'THIRTY_E_360',
    THIRTY_U_360: 'THIRTY_U_360',
  };
  test.each(['vectors/daycount_generated.csv', 'vectors/daycount_thirdparty.csv'] as const)('day counts: %s', file => {
    const rows = rowsOf(file, row => dayCounts[column(row, 'convention')] !== undefined);
    const counted = (row: Row) =>
      countDays(dayCounts[column(row, 'convention')] as DayCount, dayIn(row, 'start'), dayIn(row, 'end'));
    expectAgreement(
      rows.filter(row => row.days !== ''),
      row => counted(row).days,
      row => Number(row.days) - (hasFebruaryFault(row) ? 1 : 0),
    );
    // Year fractions are printed from binary floats: 14 significant digits agree.
    expectAgreement(
      rows.filter(row => row.year_fraction !== '' && !hasFebruaryFault(row)),
      row => new Decimal(counted(row).days).div(counted(row).basis).toPrecision(14),
      row => new Decimal(column(row, 'year_fraction')).toPrecision(14),
    );
  });

  test('TARGET: the closing days of every year listed, and no others, week-ends aside', () => {
    const rows = rowsOf('reference/target2_holidays_1999-2040.csv');
    const weekdays = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    const listed = rows.map(row => `${column(row, 'date')} ${column(row, 'weekday')}`);
    const years = new Set(rows.map(row => Number(column(row, 'date').slice(0, 4))));
    const computed = weekdayClosingsOf(years).map(day => `${day} ${weekdays[weekdayOf(day)]}`);
    expect(computed).toEqual(listed);
  });

  test('TARGET: the second table of closing days, week-ends included', () => {
    const rows = rowsOf('vectors/target2_strata_euta.csv');
    expectAgreement(
      rows,
      row => isBusinessDay(dayIn(row, 'date'), targetCalendar),
      () => false,
    );
    const listed = new Set(rows.map(row => column(row, 'date')));
    const years = new Set(rows.map(row => Number(column(row, 'year'))));
    expect(weekdayClosingsOf(years).filter(day => !listed.has(day))).toEqual([]);
  });

  test('TARGET: rolling and adding business days', () => {
    const added: readonly (readonly [string, number])[] = [
      ['plus_1_bd', 1],
      ['plus_2_bd', 2],
      ['plus_3_bd', 3],
      ['plus_5_bd', 5],
      ['plus_10_bd', 10],
      ['minus_1_bd', -1],
      ['minus_2_bd', -2],
    ];
    const conventions = ['FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING', 'MODIFIED_PRECEDING'] as const;
    expectAgreement(
      rowsOf('vectors/target2_business_days.csv', row => row.calendar === 'TARGET'),
      row => {
        const day = dayIn(row, 'date');
        return [
          String(isBusinessDay(day, targetCalendar)),
          ...conventions.map(convention => adjust(day, convention, targetCalendar).date),
          ...added.map(([, businessDays]) => addBusinessDays(day, businessDays, targetCalendar)),
        ];
      },
      row => [row.is_business_day, ...conventions.map(name => row[name]), ...added.map(([name]) => row[name])],
    );
  });

  test('TARGET: business days between', () => {
    expectAgreement(
      rowsOf('vectors/target2_days_between.csv', row => row.calendar === 'TARGET'),
      row => String(businessDaysBetween(dayIn(row, 'start'), dayIn(row, 'end'), targetCalendar)),
      row => row.business_days_excl_start_incl_end,
    );
  });

  test('discounts, on face and true, to the cent', () => {
    expectAgreement(
      rowsOf('vectors/discount_pv_generated.csv'),
      row => {
        const quotes = (['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'] as const).map(kind => {
          const rateBps = new Decimal(column(row, 'annual_rate_pct')).times(100);
          const valueDate = localDate('2026-01-01');
          const terms = {
            ...plain,
            discount: { kind, rateBps },
            dayCount: dayCounts[column(row, 'day_count')] as DayCount,
          };
          return price(terms, eur(column(row, 'face')), valueDate, addDays(valueDate, Number(column(row, 'days'))));
        });
        return quotes.flatMap(quote => [String(quote.discountMinor), String(quote.netMinor)]);
      },
      row => {
        const [discount, proceeds] = isCutBelowHalf(row) ? [1n, -1n] : [0n, 0n];
        return [
          String(eur(column(row, 'simple_discount')).amountMinor + discount),
          String(eur(column(row, 'simple_proceeds')).amountMinor + proceeds),
          String(eur(column(row, 'true_discount')).amountMinor),
          String(eur(column(row, 'true_proceeds')).amountMinor),
        ];
      },
    );
  });

  test('the yearly cost of not taking a cash discount', () => {
    expectAgreement(
      rowsOf('vectors/trade_credit_cost.csv', row => row.basis === '365'),
      row => {
        const discountBps = BigInt(new Decimal(column(row, 'discount_pct')).times(100).toFixed());
        const tenorDays = Number(row.net_days) - Number(row.discount_days);
        const cost = { totalCostMinor: discountBps, proceedsMinor: 10_000n - discountBps, tenorDays };
        return [simpleYieldBps(cost), effectiveRateBps(cost)].map(rate => formatPercent(rate as Decimal, 6));
      },
      row => [row.annualised_simple_pct, row.effective_annual_pct],
    );
  });

  test('the effective rate of two flows is their internal rate of return', () => {
    const rows = rowsOf('vectors/xirr_apr.csv', row => row.basis === 'days/365' && flowsOf(row).length === 2);
    expectAgreement(
      rows,
      row => {
        const [out, back] = flowsOf(row) as [Flow, Flow];
        const proceedsMinor = -out.amountMinor;
        const totalCostMinor = back.amountMinor - proceedsMinor;
        const rate = effectiveRateBps({ totalCostMinor, proceedsMinor, tenorDays: daysBetween(out.date, back.date) });
        // The table was solved by iteration: nine decimals of it are firm.
        return (rate as Decimal).div(10_000).toFixed(9);
      },
      row => new Decimal(column(row, 'expected')).toFixed(9),
    );
  });
});

const plain: PriceTerms = {
  discount: null,
  commission: null,
  flatFeeMinor: 0n,
  advanceBps: 10_000,
  dayCount: 'ACT_360',
  costBearer: 'SUPPLIER',
  repaidBy: 'BUYER',
  platformFee: null,
};

interface Flow {
  readonly date: LocalDate;
  readonly amountMinor: bigint;
}

/**
 * QuantLib until June 2025 applied the February rule of 30/360 US after the rule of the 31st, and so counted one day
 * too many from the last of February to a 31st (lballabio/QuantLib, pull request 2243; its own table of ISDA examples
 * has it right).
 */
function hasFebruaryFault(row: Row): boolean {
  const { year, month, day } = partsOf(dayIn(row, 'start'));
  const fromEndOfFebruary = month === 2 && day === daysInMonth(year, 2);
  return (
    /QuantLib-Python 1\.2\d/.test(column(row, 'source')) &&
    row.convention === 'THIRTY_U_360' &&
    fromEndOfFebruary &&
    column(row, 'end').endsWith('-31')
  );
}

/** An exact half cent that the table's forty digits left just below the half: it was rounded down there. */
function isCutBelowHalf(row: Row): boolean {
  const unrounded = new Decimal(column(row, 'simple_discount_unrounded'));
  const exact = unrounded.toDecimalPlaces(30);
  return (
    !exact.equals(unrounded) &&
    exact.decimalPlaces() === 3 &&
    exact.toFixed().endsWith('5') &&
    unrounded.lessThan(exact)
  );
}

/** '2030-03-31:-990.0;2030-04-05:1000' */
function flowsOf(row: Row): Flow[] {
  return column(row, 'cashflows')
    .split(';')
    .map(flow => {
      const [date = '', amount = ''] = flow.split(':');
      return { date: localDate(date), amountMinor: eur(new Decimal(amount).toFixed(2)).amountMinor };
    });
}

function eur(text: string): Money {
  const money = parseDecimalMoney(text, 'EUR');
  if ('faults' in money) throw new Error(`${text}: ${money.faults.join(', ')}`);
  return money;
}

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
