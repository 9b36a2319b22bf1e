import { Decimal } from 'decimal.js';
import { type LocalDate, parseLocalDate } from '../../platform/local-date.js';
import { type CashFlow, yearsFromFirst } from '../../pricing/index.js';
import { decimalOf, type VectorRow } from './vector-row.js';

const Precise = Decimal.clone({ precision: 40 });

interface WrittenFlow {
  /** A calendar day, or `t=` and a number of periods after the first flow. */
  readonly when: string;
  readonly amount: Decimal;
}

/**
 * The flows of a row: `2030-03-31:-990;2030-04-05:1000` on the basis `days/365`, or `t=0:1000;t=1.5:-1200` on the basis
 * `years` or of equal periods, such as `months/12`. Undefined for a basis that is not offered: of days, that is any other
 * than 365.
 */
export function cashFlowsOf(row: VectorRow): CashFlow[] | undefined {
  const flows = writtenFlowsOf(row);
  const basis = row.text('basis');
  if (basis === 'days/365') return isTimed(flows) ? inPeriods(row, flows, 365) : onDays(row, flows);
  if (basis === 'years') return inPeriods(row, flows, 1);
  if (basis === 'months/12') return inPeriods(row, flows, 12);
  if (basis === 'weeks/52') return inPeriods(row, flows, 52);
  return undefined;
}

function isTimed(flows: readonly WrittenFlow[]): boolean {
  return flows.every(({ when }) => when.startsWith('t='));
}

function onDays(row: VectorRow, flows: readonly WrittenFlow[]): CashFlow[] {
  const amountsMinor = inOneUnit(flows);
  return yearsFromFirst(
    flows.map(({ when }, index) => ({ date: dayOf(row, when), amountMinor: amountsMinor[index]! })),
  );
}

function inPeriods(row: VectorRow, flows: readonly WrittenFlow[], periodsOfYear: number): CashFlow[] {
  const amountsMinor = inOneUnit(flows);
  return flows.map(({ when }, index) => ({
    years: periodsAfter(row, when).div(periodsOfYear),
    amountMinor: amountsMinor[index]!,
  }));
}

function writtenFlowsOf(row: VectorRow): WrittenFlow[] {
  return row
    .text('cashflows')
    .split(';')
    .map(written => {
      const [when = '', text = '', ...more] = written.trim().split(':');
      const amount = decimalOf(text);
      if (!amount || more.length > 0) return row.refuse('cashflows', 'a list of flows');
      return { when, amount };
    });
}

function dayOf(row: VectorRow, when: string): LocalDate {
  return parseLocalDate(when) ?? row.refuse('cashflows', 'a list of flows on calendar days');
}

/** `t=1.5`, or a fraction: `t=546/365`. */
function periodsAfter(row: VectorRow, when: string): Decimal {
  const [numerator = '', denominator = '1', ...more] = when.replace(/^t=/, '').split('/');
  const [periods, parts] = [decimalOf(numerator), decimalOf(denominator)];
  if (!when.startsWith('t=') || more.length > 0 || !periods || periods.isNegative() || !parts?.greaterThan(0))
    return row.refuse('cashflows', 'a list of flows at times (t=…)');
  return new Precise(periods).div(parts);
}

/** The amounts as whole numbers of one unit, small enough for all of them: a rate does not depend on the unit. */
function inOneUnit(flows: readonly WrittenFlow[]): bigint[] {
  const decimals = Decimal.max(...flows.map(({ amount }) => amount.decimalPlaces())).toNumber();
  return flows.map(({ amount }) => BigInt(amount.toFixed(decimals).replace('.', '')));
}
