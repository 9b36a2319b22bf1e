import { forgetAlerts, raiseAlerts } from '../alerts/index.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { lapseApprovals, workReleases } from '../approvals/index.js';
import { closeDueAuctions, expireBids, followSuspensions, lapseAuctions } from '../auctions/index.js';
import type { BankPort, SimulatedBank } from '../bank/index.js';
import { expireCompleteExports } from '../exports/index.js';
import { drawFeeBills } from '../fees/index.js';
import { failUndisbursed, markDefaulted, markOverdue, recallDisbursements } from '../financings/index.js';
import { chargeLateDays } from '../lateness/index.js';
import { suspendExpired } from '../organizations/index.js';
import { expireMandates } from '../mandates/index.js';
import { lapseOverrides } from '../overrides/index.js';
import { addressInvoices } from '../invoices/index.js';
import { lapsePaymentFiles, sendPaymentFiles } from '../payments/index.js';
import { followWhatBanksSaid, receiveBankFiles } from '../reconciliation/index.js';
import type { Database } from '../platform/database.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';

/** A market's bank: one that is played is the simulated one; null where none is connected. */
export type MarketBank = BankPort | SimulatedBank | null;

/** Something that a sweep does; resolves to how many things it changed. */
interface Sweep {
  readonly name: string;
  readonly run: (work: UnitOfWork, database: Database, bank: MarketBank, report: ReportFault) => Promise<number>;
}

const nothing = Promise.resolve(0);

/** A sweep that has nothing to do where no bank is connected. */
function withBank(
  run: (work: UnitOfWork, database: Database, bank: BankPort | SimulatedBank, report: ReportFault) => Promise<number>,
): Sweep['run'] {
  return (work, database, bank, report) => (bank === null ? nothing : run(work, database, bank, report));
}

/**
 * The one order of a pass. What banks said comes before what time decides, so that a payment booked in time is not late;
 * what bids wait for, and what stops their clock, comes before what ends them;
 * people are told of all of it last.
 */
const sweeps: readonly Sweep[] = [
  { name: 'send payment files', run: withBank(sendPaymentFiles) },
  { name: 'play the bank', run: withBank((_work, _database, bank) => ('play' in bank ? bank.play() : nothing)) },
  {
    name: 'take the files of the bank',
    run: withBank((work, _database, bank, report) => receiveBankFiles(work, bank, report)),
  },
  {
    name: 'follow what banks said',
    run: (work, database, _bank, report) => followWhatBanksSaid(work, database, report),
  },
  { name: 'address invoices to suppliers that have come', run: addressInvoices },
  { name: 'work on released approvals', run: workReleases },
  { name: 'suspend whose documents expired', run: suspendExpired },
  { name: 'follow suspensions', run: followSuspensions },
  { name: 'close auctions', run: closeDueAuctions },
  { name: 'lapse auctions', run: lapseAuctions },
  { name: 'expire bids', run: expireBids },
  { name: 'lapse approvals', run: lapseApprovals },
  { name: 'lapse payment files', run: lapsePaymentFiles },
  { name: 'lapse overrides', run: lapseOverrides },
  { name: 'expire mandates', run: expireMandates },
  { name: 'fail what was not disbursed', run: failUndisbursed },
  { name: 'recall it from the bank', run: withBank((_work, database, bank) => recallDisbursements(database, bank)) },
  { name: 'mark what is overdue', run: markOverdue },
  { name: 'mark what is in default', run: markDefaulted },
  { name: 'charge what is late', run: chargeLateDays },
  { name: 'expire complete exports', run: expireCompleteExports },
  { name: 'draw the bills of fees', run: drawFeeBills },
  { name: 'raise alerts', run: raiseAlerts },
  { name: 'forget old alerts and mails', run: forgetAlerts },
];

/** The name of the lock under which sweeps run: one pass, or one move of the clock, at a time in the whole market. */
export const sweepLock = 'tenor.sweeps';

const roundsMax = 100;
const patienceMs = 60_000;
const pollMs = 20;

/**
 * Plays everything that is due at business_now(), whenever it fell due; one sweep's work may be the next one's, so the pass
 * repeats until nothing changes. Waits for a pass, or a move of the clock, that is under way. A sweep that fails, or one of
 * the things it works on, keeps nothing else from being done; all that failed is thrown together at the end.
 */
export async function runSweeps(work: UnitOfWork, database: Database, bank: MarketBank): Promise<void> {
  await waitingForLock(database, () => passUntilQuiet(work, database, bank));
}

/** As `runSweeps`, for a caller that holds the lock. */
export async function passUntilQuiet(work: UnitOfWork, database: Database, bank: MarketBank): Promise<void> {
  const faults: Error[] = [];
  for (let round = 1; round <= roundsMax; round++) {
    const changed = await pass(work, database, bank, faults);
    if (changed > 0) continue;
    if (faults.length === 0) return;
    throw new AggregateError(faults, faults.map(fault => fault.message).join(' '));
  }
  throw new AggregateError(faults, `The sweeps were not done after ${roundsMax} rounds.`);
}

/** Runs the work as soon as nobody else sweeps. */
export async function waitingForLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const done = await database.exclusively(sweepLock, work);
    if (done) return done.result;
    if (performance.now() > deadline) throw new Error('Another server has been sweeping for a minute.');
    await sleep(pollMs);
  }
}

async function pass(work: UnitOfWork, database: Database, bank: MarketBank, faults: Error[]): Promise<number> {
  let changed = 0;
  for (const sweep of sweeps) {
    const report = (fault: unknown) => {
      faults.push(new Error(`The sweep "${sweep.name}" failed.`, { cause: fault }));
    };
    try {
      changed += await sweep.run(work, database, bank, report);
    } catch (error) {
      report(error);
    }
  }
  return changed;
}
