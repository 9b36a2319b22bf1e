/*
 * The figures of the trades that tests expect, worked out here anew from the definitions: whole cents, whole days, and the
 * opening days of TARGET. Nothing of the server is used.
 */

/** Half up: the quotient of two whole numbers of which neither is negative. */
function halfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

/** `D = F · r · d / B`; the rate in hundredths of a per cent. */
export function discountOnFace(faceCents: bigint, rateBps: bigint, days: bigint, basis = 360n): bigint {
  return halfUp(faceCents * rateBps * days, basis * 10_000n);
}

/** `(F − P) / P · 365 / d` in per cent with four digits. */
export function simpleYield(faceCents: bigint, priceCents: bigint, days: bigint): string {
  return fourDigits(halfUp((faceCents - priceCents) * 365n * 1_000_000n, priceCents * days));
}

function fourDigits(tenThousandths: bigint): string {
  const digits = tenThousandths.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** 9905000n is '99050.00'. */
export function written(cents: bigint): string {
  const sign = cents < 0n ? '-' : '';
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** '99050.00' is 9905000n. */
export function cents(amount: string): bigint {
  if (!/^-?\d+\.\d\d$/.test(amount)) throw new Error(`${amount} is no amount of euros and cents.`);
  return BigInt(amount.replace('.', ''));
}

const DAY_MS = 86_400_000;

/** Calendar days later (earlier, where negative) of 'YYYY-MM-DD'. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one calendar day, not counted, to another, counted. */
export function daysBetween(from: string, to: string): bigint {
  return BigInt(Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / BigInt(DAY_MS);
}

/** 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** Whether the euro's payment system is open. */
export function isTargetDay(day: string): boolean {
  if (weekday(day) === 0 || weekday(day) === 6) return false;
  const year = Number(day.slice(0, 4));
  const closed = [`${year}-01-01`, `${year}-05-01`, `${year}-12-25`, `${year}-12-26`];
  const easter = easterSunday(year);
  return ![...closed, plusDays(easter, -2), plusDays(easter, 1)].includes(day);
}

/** The next day on which TARGET is open, after the given one. */
export function nextTargetDay(day: string): string {
  let next = plusDays(day, 1);
  while (!isTargetDay(next)) next = plusDays(next, 1);
  return next;
}

/** Carter's rule, right from 1900 to 2099. */
function easterSunday(year: number): string {
  let moon = 225 - 11 * (year % 19);
  while (moon > 50) moon -= 30;
  if (moon > 48) moon -= 1;
  const weekdayOfMoon = (year + Math.floor(year / 4) + moon + 1) % 7;
  return plusDays(`${year}-03-01`, moon + 7 - weekdayOfMoon - 1);
}
