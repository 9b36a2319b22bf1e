import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { InvoiceRow } from '../../../server/invoices/index.js';
import { addDays, daysBetween, type LocalDate, localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { adjust, targetCalendar } from '../../../server/pricing/index.js';
import { type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let invoice: InvoiceRow;
beforeAll(async () => {
  market = await openMoneyMarket();
  invoice = await market.approve();
  await market.asAdmin(`UPDATE organization SET country = 'DE' WHERE id = $1`, [market.buyer.id]);
});
afterAll(() => market?.close());

const dueDate = localDate('2031-05-05');

interface Part {
  readonly day: number;
  readonly principalMinor: bigint;
}

/** Rates of the three half-years from 2031-01-01 on, and what was paid of the face, a few days from the due date. */
async function arrange(rates: readonly number[], parts: readonly Part[]): Promise<void> {
  await market.asAdmin('SET session_replication_role = replica');
  await market.asAdmin('DELETE FROM reference_rate');
  await market.asAdmin('DELETE FROM payment_allocation');
  for (const [index, rate] of rates.entries())
    await market.asAdmin(
      `INSERT INTO reference_rate (id, zone, half_year, rate_bps, entered_by)
       VALUES (gen_random_uuid(), 'EUR', $1, $2, $3)`,
      [['2031-01-01', '2031-07-01', '2032-01-01'][index], rate, market.operator.checker.personId],
    );
  for (const { day, principalMinor } of parts)
    await market.asAdmin(
      `INSERT INTO payment_allocation (payment_id, invoice_id, booked_on, amount_minor, lump_sum_minor, late_interest_minor,
                                       interest_minor, principal_minor, excess_minor, recovers)
       VALUES (gen_random_uuid(), $1, $2, $3, 0, 0, 0, $3, 0, false)`,
      [invoice.id, addDays(dueDate, day), principalMinor.toString()],
    );
  await market.asAdmin('SET session_replication_role = origin');
}

/** The same, day by day: what was open on each, at that day's rate, rounded once. */
function interestUntil(through: number, rates: readonly number[], parts: readonly Part[]): bigint {
  let sum = new Decimal(0);
  for (let day = 1; day <= through; day += 1) {
    const paid = parts.filter(part => part.day < day).reduce((total, part) => total + part.principalMinor, 0n);
    const date = addDays(dueDate, day);
    const rate = rates[date < '2031-07-01' ? 0 : date < '2032-01-01' ? 1 : 2]! + 800;
    sum = sum.plus(new Decimal((10_000_000n - paid).toString()).times(rate));
  }
  return BigInt(sum.div(3_650_000).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed());
}

async function dueUntil(days: number): Promise<{ lumpSumMinor: bigint; interestMinor: bigint }> {
  return market.database.read(systemViewer, db =>
    db.one('SELECT d.lump_sum_minor, d.interest_minor FROM invoice i, LATERAL late_due(i, $2) d WHERE i.id = $1', [
      invoice.id,
      addDays(dueDate, days),
    ]),
  );
}

test('whatever was paid when, across half-years: as counted day by day, and the days posted add up to it', async () => {
  const part = fc.record({
    day: fc.integer({ min: -5, max: 300 }),
    principalMinor: fc.bigInt({ min: 1n, max: 2_500_000n }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: -50, max: 900 }), { minLength: 3, maxLength: 3 }),
      fc.array(part, { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 360 }), { minLength: 1, maxLength: 5 }),
      async (rates, parts, days) => {
        await arrange(rates, parts);
        let posted = 0n;
        for (const day of days.sort((a, b) => a - b)) {
          const { interestMinor } = await dueUntil(day);
          expect(interestMinor).toBe(interestUntil(day, rates, parts));
          expect(interestMinor).toBeGreaterThanOrEqual(posted);
          posted += interestMinor - posted;
        }
        const last = days.at(-1)!;
        expect(posted).toBe(interestUntil(last, rates, parts));
      },
    ),
    { numRuns: 30 },
  );
});

test('twelve days, to the cent; the lump sum from the first day on', async () => {
  await arrange([240, 240, 240], []);
  expect(await dueUntil(0)).toEqual({ lumpSumMinor: 0n, interestMinor: 0n });
  expect(await dueUntil(1)).toEqual({ lumpSumMinor: 40_00n, interestMinor: 28_49n });
  expect(await dueUntil(12)).toEqual({ lumpSumMinor: 40_00n, interestMinor: 341_92n });
  await market.asAdmin(`UPDATE organization SET country = 'FR' WHERE id = $1`, [market.buyer.id]);
  expect(await dueUntil(12)).toEqual({ lumpSumMinor: 40_00n, interestMinor: 407_67n });
  await market.asAdmin(`UPDATE organization SET country = 'DE' WHERE id = $1`, [market.buyer.id]);
});

test('what was paid in full in time owes nothing', async () => {
  await arrange([240, 240, 240], [{ day: 0, principalMinor: 10_000_000n }]);
  expect(await dueUntil(100)).toEqual({ lumpSumMinor: 0n, interestMinor: 0n });
});

test('the database and the code agree on business days', async () => {
  const first = localDate('2024-01-01');
  const last: LocalDate = localDate('2061-12-31');
  const rows = await market.asAdmin<{ day: LocalDate; moved: LocalDate }>(
    `SELECT d::date::text AS day, business_day_from(d::date)::text AS moved FROM generate_series($1::date, $2::date, '1 day') d`,
    [first, last],
  );
  expect(rows).toHaveLength(daysBetween(first, last) + 1);
  const wrong = rows.filter(({ day, moved }) => adjust(localDate(day), 'FOLLOWING', targetCalendar).date !== moved);
  expect(wrong).toEqual([]);
});
