import pg from 'pg';
import { DataSource, type QueryRunner, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { StartRefused } from './config.js';
import { actsInPerson, type Viewer } from './viewer.js';

/** Reads inside one transaction. Row keys come back in camelCase; int8 as bigint, numeric and date as strings. */
export interface Db {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The only row, or undefined; more than one is a fault. */
  maybe<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row | undefined>;
  /** Exactly one row; anything else is a fault. */
  one<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row>;
}

/** Reads and writes inside one read-committed transaction. Only the unit of work makes one. */
export interface Tx extends Db {
  readonly writable: true;
  /** How many rows the statement changed. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Called with every statement sent inside a transaction: lock-order and query-budget tests listen here. */
  readonly onStatement?: (sql: string, transaction: number) => void;
}

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.DATE]: text => text,
};

/** The longest any statement, lock wait or idle transaction may last, in milliseconds. */
const timeouts = { statement_timeout: 5_000, lock_timeout: 3_000, idle_in_transaction_session_timeout: 5_000 };

/**
 * The one door to the database. Every access opens a transaction here and says who is asking before anything else, so
 * that policies written in SQL (and, later, row-level security) see the viewer.
 */
export class Database {
  private transactions = 0;

  private constructor(
    private readonly source: DataSource,
    private readonly options: DatabaseOptions,
    private readonly closing?: AbortSignal,
  ) {}

  /** Opens the pool and checks that this is the serving role on a read-committed database. */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      poolSize: options.poolSize,
      applicationName: options.applicationName,
      // A burst waits for a connection as it would wait for a lock; only what waits this long is turned away.
      connectTimeoutMS: 10_000,
      // A pooled connection that the server cuts must not end the process; its next use fails and is retried.
      poolErrorHandler: () => {},
      extra: {
        options: Object.entries(timeouts)
          .map(([name, milliseconds]) => `-c ${name}=${milliseconds}`)
          .join(' '),
        types: { getTypeParser: (oid: number, format?: 'text') => parsers[oid] ?? pg.types.getTypeParser(oid, format) },
      },
    });
    await source.initialize();
    const database = new Database(source, options);
    await database.assertFit();
    return database;
  }

  /**
   * The same database by a door that closes with the signal: no transaction and no statement begins behind it any more, and
   * the statements under way are given up, so that what works here ends at once. What was not committed is undone.
   */
  until(closing: AbortSignal): Database {
    return new Database(this.source, this.options, closing);
  }

  /** A read-only transaction as the viewer. */
  read<T>(viewer: Viewer, work: (db: Db) => Promise<T>): Promise<T> {
    return this.transaction('READ COMMITTED READ ONLY', viewer, work);
  }

  /** One snapshot for several statements: reports and invariant checks. Never a decision about money. */
  snapshot<T>(viewer: Viewer, work: (db: Db) => Promise<T>): Promise<T> {
    return this.transaction('REPEATABLE READ READ ONLY', viewer, work);
  }

  /** One attempt at a writing transaction. Call the unit of work instead: it retries and remembers. */
  attempt<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('READ COMMITTED READ WRITE', viewer, work);
  }

  /**
   * Runs the work while holding a lock of this name in the whole database, so that one server at a time does it; undefined,
   * and nothing run, where another holds it. The lock lives outside any transaction and ends with the connection: never
   * the only guard of money.
   */
  async exclusively<T>(name: string, work: () => Promise<T>): Promise<{ readonly result: T } | undefined> {
    this.refuseIfClosed();
    const runner = this.source.createQueryRunner();
    try {
      const [lock] = await runner.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [name]);
      if (!lock.taken) return undefined;
      try {
        return { result: await work() };
      } finally {
        await runner.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() => {});
      }
    } finally {
      await runner.release().catch(() => {});
    }
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  private async transaction<T>(mode: string, viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    this.refuseIfClosed();
    const runner = this.source.createQueryRunner();
    const number = ++this.transactions;
    const watch = this.closing && (await this.giveUpWhenClosed(runner, this.closing));
    try {
      // One round trip: the values are uuids and constants of ours, never text from outside.
      await runner.query(`BEGIN ISOLATION LEVEL ${mode}; ${announce(viewer)}`);
      const listen = (sql: string) => {
        this.refuseIfClosed();
        this.options.onStatement?.(sql, number);
      };
      const result = await work(transactionOn(runner, listen));
      await runner.query('COMMIT');
      return result;
    } catch (error) {
      await watch?.settled();
      await runner.query('ROLLBACK').catch(() => {});
      throw error instanceof QueryRunnerAlreadyReleasedError ? new ConnectionLost(error) : error;
    } finally {
      await watch?.settled();
      await runner.release().catch(() => {});
    }
  }

  private refuseIfClosed(): void {
    if (this.closing?.aborted) throw new DoorClosed();
  }

  /** Has the server cancel what this connection executes when the door closes; `settled` before the connection is another's. */
  private async giveUpWhenClosed(runner: QueryRunner, closing: AbortSignal): Promise<{ settled(): Promise<void> }> {
    const { processID } = (await runner.connect()) as { processID: number };
    let cancelled: Promise<void> = Promise.resolve();
    const cancel = () => {
      cancelled = this.source.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => {});
    };
    closing.addEventListener('abort', cancel, { once: true });
    return {
      settled() {
        closing.removeEventListener('abort', cancel);
        return cancelled;
      },
    };
  }

  private async assertFit(): Promise<void> {
    const fit = await this.read({ kind: 'SYSTEM' }, db =>
      db.one<{ isolation: string; superuser: boolean; owner: boolean }>(
        `SELECT current_setting('default_transaction_isolation') AS isolation, r.rolsuper OR r.rolbypassrls AS superuser,
                EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) AS owner
           FROM pg_roles r WHERE r.rolname = current_user`,
      ),
    );
    if (fit.isolation !== 'read committed') {
      throw new StartRefused(
        `The database's default_transaction_isolation is "${fit.isolation}"; it must be "read committed".`,
      );
    }
    if (fit.superuser || fit.owner) {
      throw new StartRefused(
        'DATABASE_URL must name the serving role: no superuser, no BYPASSRLS, not the owner of the tables.',
      );
    }
  }
}

/** The server cut the connection between two statements; with the code of a reset socket, for that is what it is. */
class ConnectionLost extends Error {
  readonly code = 'ECONNRESET';

  constructor(cause: Error) {
    super('The connection to the database was lost.', { cause });
  }
}

/** What works behind a door that was closed meanwhile; nothing of it was done. */
class DoorClosed extends Error {
  constructor() {
    super('This server is stopping.');
  }
}

/** The statement by which a transaction says who asks. */
export function announce(viewer: Viewer): string {
  const member = viewer.kind === 'MEMBER' ? viewer : null;
  const scope = member?.roles.includes('OPERATOR') ? 'OPERATOR' : viewer.kind;
  return (
    `SELECT set_config('tenor.scope', '${scope}', true), ` +
    `set_config('tenor.organization', '${uuid(member?.organizationId)}', true), ` +
    // What a person may by name, and by no permission, no key of that person may.
    `set_config('tenor.person', '${actsInPerson(viewer) ? uuid(viewer.personId) : ''}', true)`
  );
}

function uuid(text: string | undefined): string {
  if (text === undefined) return '';
  if (!/^[0-9a-f-]{36}$/.test(text)) throw new Error('A viewer is named by uuids.');
  return text;
}

function transactionOn(runner: QueryRunner, listen: (sql: string) => void): Tx {
  async function send(sql: string, parameters: readonly unknown[] = []) {
    listen(sql);
    return runner.query(sql, [...parameters], true);
  }
  async function query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    const { records } = await send(sql, parameters);
    return records.map(camelKeys) as Row[];
  }
  async function maybe<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row | undefined> {
    const rows = await query<Row>(sql, parameters);
    if (rows.length > 1) throw new Error(`Expected at most one row, got ${rows.length}: ${sql}`);
    return rows[0];
  }
  return {
    writable: true,
    query,
    maybe,
    async one<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row> {
      const row = await maybe<Row>(sql, parameters);
      if (row === undefined) throw new Error(`Expected one row, got none: ${sql}`);
      return row;
    },
    async execute(sql, parameters) {
      return (await send(sql, parameters)).affected ?? 0;
    },
  };
}

const camelNames = new Map<string, string>();

function camelKeys(record: Record<string, unknown>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const name in record) {
    let camel = camelNames.get(name);
    if (camel === undefined) {
      camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      camelNames.set(name, camel);
    }
    row[camel] = record[name];
  }
  return row;
}
