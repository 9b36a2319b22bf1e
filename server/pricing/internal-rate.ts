import { Decimal } from 'decimal.js';
import { daysBetween, type LocalDate } from '../platform/local-date.js';

/** What is paid out (negative) or received, in minor units of one currency, some years after the first flow. */
export interface CashFlow {
  readonly amountMinor: bigint;
  /** Not negative; whole or not. */
  readonly years: Decimal;
}

/** A flow on a calendar day. */
export interface DatedFlow {
  readonly amountMinor: bigint;
  readonly date: LocalDate;
}

const Precise = Decimal.clone({ precision: 44, rounding: Decimal.ROUND_HALF_UP });

/** Where a step is smaller, the solution stands: twenty digits more than are ever shown. */
const SMALLEST_STEP = new Precise('1e-36');

/**
 * Where a rate is looked for: forces of interest from ±2^−6 (1.6 % a year) doubled to ±2^14, at which any two amounts of
 * fifteen digits lie a day apart.
 */
const FIRST_FORCE = new Precise(2).pow(-6);
const DOUBLINGS = 20;
const STEPS_MAX = 500;

/** The flows with their years counted as days / 365 from the first of the days, as XIRR of spreadsheets does. */
export function yearsFromFirst(flows: readonly DatedFlow[]): CashFlow[] {
  const [first] = flows.map(({ date }) => date).sort();
  if (first === undefined) return [];
  return flows.map(({ amountMinor, date }) => ({
    amountMinor,
    years: new Precise(daysBetween(first, date)).div(365),
  }));
}

/**
 * The effective yearly rate, in basis points, at which the flows are worth nothing on the day of the first: Σ amount ·
 * (1 + rate)^−years = 0. It is the internal rate of return (XIRR) and the annual percentage rate of Directive 2008/48/EC,
 * annex I. Right to 24 significant digits of 1 + rate, where that is above 1e-12: a loss beyond is told as total. Null where there is none: no flow, flows of one direction, all
 * at one time, or 1 + rate beyond e^±16384. Flows that change direction more than once can have several rates; the one
 * found is the nearest to no interest, unless rates lie so close together that the search steps over two of them.
 */
export function internalRateBps(flows: readonly CashFlow[]): Decimal | null {
  if (!mayHaveRate(flows)) return null;
  const exact = flows.map(({ amountMinor, years }) => ({
    amount: new Precise(amountMinor.toString()),
    years: new Precise(years),
  }));
  const bracket = bracketNear(exact);
  return bracket && solve(exact, bracket).exp().minus(1).times(10_000);
}

interface ExactFlow {
  readonly amount: Decimal;
  readonly years: Decimal;
}

/** Two forces of interest x = ln(1 + rate), the value of the flows not positive at the first and positive at the second. */
interface Bracket {
  readonly notPositive: Decimal;
  readonly positive: Decimal;
}

function mayHaveRate(flows: readonly CashFlow[]): boolean {
  const bothWays =
    flows.some(({ amountMinor }) => amountMinor > 0n) && flows.some(({ amountMinor }) => amountMinor < 0n);
  return bothWays && flows.some(({ years }) => !years.equals(flows[0]!.years));
}

/**
 * The interval nearest to no interest at whose ends the value differs in sign, looked for outwards on both sides. At
 * twice the force a flow's discount factor is squared, and below zero it is turned over, so one power a flow is enough.
 */
function bracketNear(flows: readonly ExactFlow[]): Bracket | null {
  const startIsPositive = sumOf(flows.map(({ amount }) => amount)).greaterThan(0);
  let factors = flows.map(({ years }) => years.times(FIRST_FORCE).negated().exp());
  let [inner, force] = [new Precise(0), FIRST_FORCE];
  for (let doubling = 0; doubling <= DOUBLINGS; doubling += 1) {
    const above = sumOf(flows.map(({ amount }, index) => amount.times(factors[index]!)));
    const below = sumOf(flows.map(({ amount }, index) => amount.div(factors[index]!)));
    if (above.greaterThan(0) !== startIsPositive) return bracketOf(inner, force, startIsPositive);
    if (below.greaterThan(0) !== startIsPositive) return bracketOf(inner.negated(), force.negated(), startIsPositive);
    factors = factors.map(factor => factor.times(factor));
    [inner, force] = [force, force.times(2)];
  }
  return null;
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Precise(0));
}

function bracketOf(inner: Decimal, outer: Decimal, innerIsPositive: boolean): Bracket {
  return innerIsPositive ? { notPositive: outer, positive: inner } : { notPositive: inner, positive: outer };
}

/**
 * Newton's method, held inside the bracket: a step that leaves it, or that is not at least half the one before the last,
 * is replaced by halving (W. H. Press et al., Numerical Recipes, section 9.4). So it always ends.
 */
function solve(flows: readonly ExactFlow[], { notPositive, positive }: Bracket): Decimal {
  let [low, high] = [notPositive, positive];
  let force = low.plus(high).div(2);
  let step = high.minus(low).abs();
  let stepBefore = step;
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const worths = flows.map(({ amount, years }) => amount.times(years.times(force).negated().exp()));
    const value = sumOf(worths);
    const slope = sumOf(worths.map((worth, index) => worth.times(flows[index]!.years).negated()));
    if (value.isZero()) return force;
    if (value.isNegative()) low = force;
    else high = force;

    const next = slope.isZero() ? undefined : force.minus(value.div(slope));
    const isGood =
      next !== undefined &&
      isBetween(next, low, high) &&
      next.minus(force).abs().times(2).lessThanOrEqualTo(stepBefore);
    const chosen = isGood ? next : low.plus(high).div(2);
    stepBefore = step;
    step = chosen.minus(force).abs();
    force = chosen;
    if (step.lessThan(SMALLEST_STEP)) return force;
  }
  throw new Error('The internal rate was not found within its bracket.');
}

function isBetween(value: Decimal, one: Decimal, other: Decimal): boolean {
  return one.lessThan(other)
    ? value.greaterThan(one) && value.lessThan(other)
    : value.greaterThan(other) && value.lessThan(one);
}
