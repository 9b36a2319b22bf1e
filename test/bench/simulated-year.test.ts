import { spent, type Habits, openSimulatedYear, type SimulatedYear } from '../support/simulated-year.js';

/*
 * A year of a market with four banks, lived one business day after the other, and what must hold on each. Prints its time and
 * its memory. The full run: YEAR_INVOICES=10000 npx jest test/bench/simulated-year; YEAR_SEED is another year.
 */

const invoices = Number(process.env['YEAR_INVOICES'] ?? 60);
const months = Number(process.env['YEAR_MONTHS'] ?? 12);
const seed = Number(process.env['YEAR_SEED'] ?? 1);

const habits: Habits = {
  lateShare: 0.25,
  meanDaysLate: 8,
  partShare: 0.04,
  outsideShare: 0.05,
  rejectedShare: 0.03,
  returnedShare: 0.03,
  financedShare: 0.4,
  creditedShare: 0.05,
  bankFeeMaxMinor: 5_000,
};

jest.setTimeout(180_000 + invoices * 1_000);

let year: SimulatedYear;
beforeAll(async () => {
  year = await openSimulatedYear({ invoices, months, seed, habits });
});
afterAll(() => year?.market.close());

test(`${invoices} invoices in ${months} months`, async () => {
  const startedAt = performance.now();
  for (const days of year.months) {
    for (const day of days) {
      await year.live(day);
      if (day === days.at(-1)) await year.endMonth();
      expect({ day, violations: await year.violations('I-01', 'I-38', 'I-02') }).toEqual({ day, violations: [] });
    }
    expect(await year.violations()).toEqual([]);
    for (const account of await year.accounts()) {
      const { statedMinor, sinceMinor, inFlightMinor, booksMinor, unrelatedMinor, bankMinor, untoldMinor } = account;
      expect({ ...account, suspenseMinor: 0n }).toEqual(account);
      expect({ ...account, bankMinor: statedMinor + sinceMinor + untoldMinor }).toEqual({ ...account, bankMinor });
      expect({ ...account, booksMinor: statedMinor + sinceMinor - unrelatedMinor + inFlightMinor }).toEqual({
        ...account,
        booksMinor,
      });
    }
  }
  const { maxRSS } = process.resourceUsage();
  console.log(spent);
  console.log(
    `${invoices} invoices, ${months} months: ${((performance.now() - startedAt) / 1000).toFixed(1)} s, peak memory ${Math.round(maxRSS / 1024)} MB`,
  );
});
