import type { Database, Db } from '../platform/database.js';
import { systemViewer } from '../platform/viewer.js';
import { bankChecks } from './bank.checks.js';
import type { Check } from './check.js';
import { creditChecks } from './credit.checks.js';
import { disclosureChecks } from './disclosure.checks.js';
import { ledgerChecks } from './ledger.checks.js';
import { marketChecks } from './market.checks.js';
import { moneyChecks } from './money.checks.js';
import { recordChecks } from './record.checks.js';

/** Everything that must always hold, in the order of the identifiers. */
export const checks: readonly Check[] = [
  ...bankChecks,
  ...creditChecks,
  ...disclosureChecks,
  ...ledgerChecks,
  ...marketChecks,
  ...moneyChecks,
  ...recordChecks,
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** One thing that breaks a rule. */
export interface Violation {
  readonly id: string;
  readonly sentence: string;
  /** What breaks it: ids and figures, as the check's query names them. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Runs every check on one snapshot of the database. Nothing is found where everything holds. */
export function findViolations(database: Database): Promise<Violation[]> {
  return database.snapshot(systemViewer, async db => {
    // Each reads all that there ever was, on which nobody waits.
    await db.query(`SET LOCAL statement_timeout = '10min'`);
    return violationsIn(db);
  });
}

/** Runs every check inside a transaction that the caller has opened. */
export async function violationsIn(db: Db): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { id, sentence, sql, breaks } of checks) {
    const rows = await db.query<Record<string, unknown>>(sql);
    const broken = breaks ? rows.filter(row => breaks(row as never)) : rows;
    violations.push(...broken.map(facts => ({ id, sentence, facts })));
  }
  return violations;
}
