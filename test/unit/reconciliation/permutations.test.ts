import type { ReceivedFile } from '../../../server/bank/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import { Database, type Tx } from '../../../server/platform/database.js';
import { UnitOfWork } from '../../../server/platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../../../server/platform/viewer.js';
import { followWhatBanksSaid, receiveBankFiles } from '../../../server/reconciliation/index.js';
import {
  bankWithFiles,
  type BankMonth,
  type Happening,
  notificationFile,
  openBankMonth,
  statementFile,
  statusFile,
} from '../../support/bank-month.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { openMoneyMarket, unexpected } from '../../support/money-market.js';

/*
 * A month of bank messages in any order, split and joined at random, some of it twice or in other words, and the reader
 * killed on the way: it comes to the same end as the month read in order. PERMUTATIONS says how many, SEED from where.
 */

const permutations = Number(process.env['PERMUTATIONS'] ?? 3);
const firstSeed = Number(process.env['SEED'] ?? 1);
jest.setTimeout(120_000 + permutations * 3_000);

let month: BankMonth;
let template: string;
let source: TestDatabase;
let clean: string;

beforeAll(async () => {
  const market = await openMoneyMarket();
  month = await openBankMonth(market);
  source = market.urls;
  template = new URL(source.appUrl).pathname.slice(1);
  await market.disconnect();
  clean = await endAfter(inOrder(month), { random: () => 0.99 });
});
afterAll(() => source.drop());

test('the clean month settles, rejects, returns, matches by reference, and leaves the rest in suspense', () => {
  const end = JSON.parse(clean) as { payments: string[]; entries: string[] };
  const states = end.payments.map(line => line.split(' ')[1]);
  expect(
    Object.fromEntries([...new Set(states)].sort().map(state => [state, states.filter(s => s === state).length])),
  ).toEqual({
    CANCELLED: 9,
    DUE: 9,
    REJECTED: 2,
    RETURNED: 4,
    SETTLED: 11,
  });
  expect(
    end.entries
      .filter(line => line.includes('SUSPENSE'))
      .map(line => line.split(' ').slice(1).join(' '))
      .sort(),
  ).toEqual([
    'CREDIT 10000000 SUSPENSE WRONG_PAYER',
    'CREDIT 4000000 SUSPENSE NO_MATCH',
    'DEBIT 1250 SUSPENSE NO_MATCH',
    'DEBIT 1250 SUSPENSE NO_MATCH',
    'DEBIT 1250 SUSPENSE NO_MATCH',
  ]);
});

test(`${permutations} permutations come to the same end`, async () => {
  for (let seed = firstSeed; seed < firstSeed + permutations; seed += 1) {
    const random = randomFrom(seed);
    const end = await endAfter(permuted(month, random), { random, seed });
    if (end !== clean) {
      console.error(`Seed ${seed} comes to another end.`);
      expect(JSON.parse(end)).toEqual(JSON.parse(clean));
    }
  }
});

/** Reads the files in a copy of the market, and tells everything it comes to. */
async function endAfter(
  files: readonly ReceivedFile[],
  { random, seed = 0 }: { readonly random: () => number; readonly seed?: number },
): Promise<string> {
  const copy = await createTestDatabase(template);
  const database = await Database.connect({ url: copy.appUrl, poolSize: 4, applicationName: 'tenor-test' });
  try {
    const work = new UnitOfWork(database);
    const rest = [...files];
    while (rest.length > 0) {
      const bank = bankWithFiles(rest.splice(0, 1 + Math.floor(random() * 10)));
      for (let isRead = false; !isRead; ) {
        const killed = random() < 0.2 ? killedSometime(work, random) : work;
        try {
          await receiveBankFiles(killed, bank, unexpected);
          if (random() < 0.5) await followWhatBanksSaid(killed, database, unexpected);
          isRead = true;
        } catch (error) {
          if (!isKill(error)) throw error;
        }
      }
    }
    while ((await followWhatBanksSaid(work, database, unexpected)) > 0);
    if (seed % 50 === 0) expect(await findViolations(database)).toEqual([]);
    return JSON.stringify(await endOf(database), null, 1);
  } finally {
    await database.close();
    await copy.drop();
  }
}

class Kill extends Error {}

/** A fault is wrapped by whoever reports it. */
function isKill(error: unknown): boolean {
  return error instanceof Kill || (error instanceof Error && error.cause !== undefined && isKill(error.cause));
}

/** A unit of work that stops at some transaction, before or after its commit. */
function killedSometime(work: UnitOfWork, random: () => number): UnitOfWork {
  let left = Math.floor(random() * 12);
  const killed = Object.create(work) as UnitOfWork;
  killed.perform = async <T>(viewer: Viewer, act: (tx: Tx) => Promise<T>): Promise<T> => {
    left -= 1;
    if (left > 0) return work.perform(viewer, act);
    if (random() < 0.5) {
      await work.perform(viewer, act);
      throw new Kill('after the commit');
    }
    return work.perform(viewer, async tx => {
      await act(tx);
      throw new Kill('before the commit');
    });
  };
  return killed;
}

/** Balances, movements by cause, payments, entries and statements. Suspense that was cancelled is left aside. */
async function endOf(database: Database): Promise<object> {
  const lines = (sql: string) =>
    database.read(systemViewer, async db => (await db.query<{ line: string }>(sql)).map(({ line }) => line));
  return {
    balances: await lines(
      `SELECT o.name || ' ' || a.kind || ' ' || a.currency || ' ' || (a.debit_minor - a.credit_minor) AS line
         FROM ledger_account a JOIN organization o ON o.id = a.organization_id
        WHERE a.debit_minor <> a.credit_minor ORDER BY 1`,
    ),
    movements: await lines(
      `SELECT m.kind || ' ' || m.cause_kind || ' ' || coalesce(e.key, m.cause_id) || ' ' ||
              string_agg(d.kind || '<' || c.kind || ':' || t.amount_minor, ',' ORDER BY t.ordinal) AS line
         FROM movement m
         JOIN transfer t ON t.movement_id = m.id
         JOIN ledger_account d ON d.id = t.debit_account_id JOIN ledger_account c ON c.id = t.credit_account_id
         LEFT JOIN bank_entry e ON m.cause_kind = 'BANK_ENTRY' AND e.id::text = split_part(m.cause_id, ':', 1)
        WHERE m.cause_kind <> 'BANK_ENTRY' OR NOT EXISTS (SELECT FROM movement r WHERE r.reverses_id IN (m.id, m.reverses_id))
        GROUP BY m.id, e.key ORDER BY 1`,
    ),
    payments: await lines(
      // What has come back when it is heard that it had come is not said to have come any more.
      `SELECT end_to_end_id || ' ' || state || ' ' || amount_minor || coalesce(' settled ' || settled_on, '')
              || CASE state WHEN 'SETTLED' THEN coalesce(' credited ' || credited_on, '') ELSE '' END AS line
         FROM payment ORDER BY 1`,
    ),
    entries: await lines(
      `SELECT key || ' ' || side || ' ' || amount_minor || ' ' || state || coalesce(' ' || reason, '') AS line
         FROM bank_entry ORDER BY 1`,
    ),
    statements: await lines(
      `SELECT r.iban || ' ' || r.sequence || ' ' || r.closing_minor || ' ' || count(e.id) AS line
         FROM bank_report r LEFT JOIN bank_entry e ON e.statement_id = r.id
        WHERE r.message = 'camt.053' AND r.state = 'TAKEN' GROUP BY r.id ORDER BY 1`,
    ),
    held: await lines(
      `SELECT message_id || reason AS line FROM bank_message_receipt WHERE outcome = 'HELD' ORDER BY 1`,
    ),
  };
}

/** As a bank sends it: a status for each file, notifications each day, and the day's statement the next morning. */
function inOrder({ statuses, happenings }: BankMonth): ReceivedFile[] {
  const accepted = statuses.filter(({ status }) => status === 'ACCP');
  const rejected = statuses.filter(({ status }) => status === 'RJCT');
  const days = [...new Set(happenings.map(({ day }) => day))].sort();
  const daily = days.flatMap(day => {
    const today = byAccount(happenings.filter(happening => happening.day === day));
    return today.map(entries => notificationFile('camt.054', entries));
  });
  return [statusFile(accepted), statusFile(rejected), ...daily, ...statementsOf(happenings)];
}

function statementsOf(happenings: readonly Happening[]): ReceivedFile[] {
  return byAccount(happenings).flatMap(ofAccount => {
    let openingMinor = 0n;
    const days = [...new Set(ofAccount.map(({ day }) => day))].sort();
    return days.map((day, index) => {
      const entries = ofAccount.filter(happening => happening.day === day);
      const written = statementFile(entries, { openingMinor, sequence: index + 1 });
      for (const { side, amountMinor } of entries) openingMinor += side === 'CREDIT' ? amountMinor : -amountMinor;
      return written;
    });
  });
}

/** The same month, told anyhow. */
function permuted({ statuses, happenings }: BankMonth, random: () => number): ReceivedFile[] {
  const chance = (probability: number) => random() < probability;
  const told: ReceivedFile[] = [
    ...inPieces(statuses, random).map(statusFile),
    ...inPieces(statuses, random)
      .filter(() => chance(0.3))
      .map(statusFile),
  ];
  for (const ofAccount of byAccount(happenings)) {
    for (const piece of inPieces(shuffled(ofAccount, random), random)) {
      const name = () => (chance(0.5) ? 'camt.052' : 'camt.054');
      if (chance(0.7)) told.push(notificationFile(name(), piece));
      if (chance(0.3)) told.push(notificationFile(name(), piece));
    }
  }
  told.push(...statementsOf(happenings));
  told.push(...statementsOf(happenings).filter(() => chance(0.2)));
  const again = told.filter(() => chance(0.2)).map(file => ({ ...file, id: `${file.id} again` }));
  return shuffled([...told, ...again], random);
}

function byAccount(happenings: readonly Happening[]): Happening[][] {
  const ibans = [...new Set(happenings.map(({ iban }) => iban))];
  return ibans.map(iban => happenings.filter(happening => happening.iban === iban));
}

function inPieces<T>(items: readonly T[], random: () => number): T[][] {
  const rest = [...items];
  const pieces: T[][] = [];
  while (rest.length > 0) pieces.push(rest.splice(0, 1 + Math.floor(random() * 6)));
  return pieces;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** mulberry32: numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
