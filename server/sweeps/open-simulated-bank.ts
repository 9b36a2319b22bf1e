import { type SimulatedBank, simulatedBank } from '../bank/index.js';
import type { Database } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { calendarOfCurrency, isBusinessDay } from '../pricing/index.js';

/** The bank of a demo market: its books in a schema of the same database, its clock the business clock, its days those of each currency. */
export async function openSimulatedBank(work: UnitOfWork, database: Database): Promise<SimulatedBank> {
  const readClock = () =>
    database.read(systemViewer, db =>
      db.one<{ now: Date; zone: string }>('SELECT business_now() AS now, zone FROM business_clock'),
    );
  const { zone } = await readClock();
  return simulatedBank({
    transaction: run => work.perform(systemViewer, tx => run((sql, parameters) => tx.query(sql, parameters))),
    now: async () => (await readClock()).now,
    zone,
    isOpen: (day, currency) => isBusinessDay(day, calendarOfCurrency(currency)),
  });
}
