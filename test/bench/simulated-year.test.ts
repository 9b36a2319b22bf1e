import { type LocalDate, localDate } from '../../server/platform/local-date.js';
import { addBusinessDays, targetCalendar } from '../../server/pricing/index.js';
import { type Habits, openSimulatedYear, type SimulatedYear } from '../support/simulated-year.js';

/*
 * A year of a market with four banks, lived one business day after the other, and what must hold on each. Prints its time and
 * its memory. By default it is two months; the full run: YEAR_MONTHS=12 YEAR_INVOICES=10000 npx jest test/bench/simulated-year; YEAR_SEED is another year.
 */

const invoices = Number(process.env['YEAR_INVOICES'] ?? 20);
const months = Number(process.env['YEAR_MONTHS'] ?? 2);
const seed = Number(process.env['YEAR_SEED'] ?? 1);

const habits: Habits = {
  lateShare: 0.25,
  meanDaysLate: 8,
  partShare: 0.1,
  outsideShare: 0.08,
  rejectedShare: 0.05,
  returnedShare: 0.05,
  financedShare: 0.4,
  creditedShare: 0.1,
  bankFeeMaxMinor: 5_000,
};

jest.setTimeout(900_000 + invoices * 2_000);

let year: SimulatedYear;
beforeAll(async () => {
  year = await openSimulatedYear({ invoices, months, seed, habits });
});
afterAll(() => year?.market.close());

test(`${invoices} invoices in ${months} months`, async () => {
  const startedAt = performance.now();
  let closedMinor = 0n;
  for (const [index, days] of year.months.entries()) {
    const before = year.months[index - 1];
    for (const day of days) {
      await year.live(day);
      if (day === days[0] && before) closedMinor = await statementsAddUp(before[0]!, closedMinor);
      if (day === days.at(-1)) await year.endMonth();
      expect({ day, violations: await year.violations('I-01', 'I-38', 'I-02') }).toEqual({ day, violations: [] });
    }
    expect(await year.violations()).toEqual([]);
    await accountsAgree(addBusinessDays(days.at(-1)!, -6, targetCalendar));
  }

  await year.calmDown();
  await statementsAddUp(year.months.at(-1)![0]!, closedMinor);
  for (const account of await year.accounts()) {
    const { booksMinor, unrelatedMinor } = account;
    const all = { untoldMinor: 0n, inFlightMinor: 0n, suspenseMinor: 0n, bankMinor: booksMinor + unrelatedMinor };
    expect(account).toEqual({ ...account, ...all });
  }
  expect(await year.violations()).toEqual([]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const { maxRSS } = process.resourceUsage();
  const counts = JSON.stringify(await year.tally());
  console.log(`A year of seed ${seed}: ${seconds} s, ${Math.round(maxRSS / 1024)} MB at most, ${counts}`);
});

/** What the bank has is what its files told and will tell; what they told is the books, but for what is in flight, and young. */
async function accountsAgree(oldest: LocalDate): Promise<void> {
  for (const account of await year.accounts()) {
    const { statedMinor, sinceMinor, untoldMinor, unrelatedMinor, inFlightMinor, inFlightSince } = account;
    expect(account).toEqual({
      ...account,
      suspenseMinor: 0n,
      bankMinor: statedMinor + sinceMinor + untoldMinor,
      booksMinor: statedMinor + sinceMinor - unrelatedMinor + inFlightMinor,
      inFlightSince: inFlightSince && inFlightSince < oldest ? `not before ${oldest}` : inFlightSince,
    });
  }
}

/** Closes a month whose opening amounts are those that the month before closed with; resolves to its own closing amount. */
async function statementsAddUp(day: LocalDate, openingMinor: bigint): Promise<bigint> {
  const firstDay = localDate(`${day.slice(0, 8)}01`);
  const [ofProgramme, ofAll, ...others] = await year.close(firstDay);
  expect([ofProgramme, others]).toEqual([ofAll, []]);
  const { changedMinor, owedMinor, owedToFundersMinor, approvedMinor, figures } = ofProgramme!;
  expect(ofProgramme).toEqual({
    ...ofProgramme,
    openingMinor,
    closingMinor: openingMinor + changedMinor,
    closingFundedMinor: owedToFundersMinor,
    figures: { ...figures, CONFIRMED: approvedMinor, OTHER: 0n },
  });
  expect({ firstDay, closingMinor: ofProgramme!.closingMinor }).toEqual({ firstDay, closingMinor: owedMinor });
  return owedMinor;
}
