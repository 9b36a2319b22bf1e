import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { StartRefused } from './config.js';
import { isRunning, processIdentity, withFolderLock } from './folder-lock.js';
import { forgetMove, movedTo, openPostgresHome, processOptions, type PostgresHome } from './postgres-home.js';

/** A running embedded database. Its addresses hold passwords; they work on this machine alone. */
export interface EmbeddedPostgres {
  /** Database `tenor` as the role that owns its tables. */
  readonly ownerUrl: string;
  /** Database `tenor` as the role that serves. */
  readonly appUrl: string;
  /** Database `postgres` as the superuser. */
  readonly adminUrl: string;
  readonly pid: number;
  /** Folder of the cluster, its log and its passwords: `dataDir`, or where it had to be moved. */
  readonly folder: string;
  /** Lets go of the database; the last of those who use it shuts it down. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** Gets one line of progress at a time. */
  log: (line: string) => void;
  /** Settings of PostgreSQL beyond ours, and options of initdb: for clusters that need not survive. */
  settings?: Readonly<Record<string, string>>;
  initdbFlags?: readonly string[];
}

interface Passwords {
  postgres: string;
  tenor_owner: string;
  tenor_app: string;
}

interface Postmaster {
  pid: number;
  port: number;
}

/** How long another process may take to make or to recover the same database. */
const PATIENCE_MS = 10 * 60 * 1000;
const POLL_MS = 20;
const WATCH_MS = 1000;
const SHUTDOWN_MS = 30_000;
const LOG_MAX_BYTES = 10 * 1024 * 1024;
const LAUNCH_MS = 30_000;
/** Somebody else took the port first, or the processes of a server that was killed are still about to end. */
const PASSING_FAILURE = /Address already in use|shared memory block .* still in use/;
const INITDB_FLAGS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
];

/**
 * Starts PostgreSQL on the cluster in `dataDir`, making it at first, and joins it where it runs already: after a start
 * that was killed, or beside another one. It outlives a kill of this process, listens on loopback only and asks for a
 * password; should it be killed itself, it is started again.
 *
 * @throws StartRefused where the folder, the programs or the cluster cannot be used.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = openPostgresHome(options.dataDir, options.log);
  const seat = join(home.folder, 'users', `${process.pid}.${randomBytes(4).toString('hex')}`);
  let { postmaster, passwords } = await locked(home, async () => {
    const passwords = readPasswords(home);
    const postmaster = await bringUp(home, passwords, options);
    await ensureRolesAndDatabase(databaseUrl(postmaster, passwords, 'postgres'), passwords);
    takeSeat(seat);
    return { postmaster, passwords };
  });
  const watch = keepAlive(
    () => postmaster,
    async () => {
      options.log(`PostgreSQL (process ${postmaster.pid}) has ended: starting it again.`);
      postmaster = await locked(home, () => bringUp(home, passwords, options, postmaster.port));
    },
    options.log,
  );
  return {
    ownerUrl: databaseUrl(postmaster, passwords, 'tenor_owner', 'tenor'),
    appUrl: databaseUrl(postmaster, passwords, 'tenor_app', 'tenor'),
    adminUrl: databaseUrl(postmaster, passwords, 'postgres'),
    folder: home.folder,
    get pid() {
      return postmaster.pid;
    },
    async stop() {
      await watch.end();
      await locked(home, () => leave(home, seat));
    },
  };
}

/**
 * Removes the embedded database for good, with its log and its passwords; resolves to false where there is none.
 *
 * @throws StartRefused while somebody uses it.
 */
export async function removeEmbeddedPostgres(dataDir: string): Promise<boolean> {
  const existed = existsSync(join(movedTo(dataDir) ?? dataDir, 'postgres'));
  if (existed) {
    const home = openPostgresHome(dataDir, () => undefined);
    await locked(home, () => removeCluster(home));
  }
  forgetMove(dataDir);
  return existed;
}

async function removeCluster(home: PostgresHome): Promise<void> {
  const [user] = seatsTaken(home);
  if (user !== undefined)
    throw new StartRefused(`Tenor is running on this database (process ${Number.parseInt(user, 10)}): stop it first.`);
  await shutDown(home);
  for (const name of ['postgres', 'users', 'passwords.json', 'postgres.log', 'postgres.log.1'])
    rmSync(join(home.folder, name), { recursive: true, force: true });
}

function locked<T>(home: PostgresHome, work: () => Promise<T>): Promise<T> {
  return withFolderLock(join(home.folder, 'lock'), PATIENCE_MS, work);
}

function databaseUrl(
  postmaster: Postmaster,
  passwords: Passwords,
  role: keyof Passwords,
  database = 'postgres',
): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${postmaster.port}/${database}`;
}

/** Made before the cluster is, so that a start killed between the two leaves none whose passwords nobody knows. */
function readPasswords(home: PostgresHome): Passwords {
  const file = join(home.folder, 'passwords.json');
  if (!existsSync(file)) {
    if (existsSync(home.clusterDir))
      throw new StartRefused(`The passwords of the database are missing: bring back ${file}, or run npm run reset.`);
    const draft = `${file}.${process.pid}`;
    const made: Passwords = { postgres: newPassword(), tenor_owner: newPassword(), tenor_app: newPassword() };
    writeFileSync(draft, JSON.stringify(made), { mode: 0o600 });
    renameSync(draft, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** The server that runs on the cluster, or a new one; to be called under the lock. */
async function bringUp(
  home: PostgresHome,
  passwords: Passwords,
  options: EmbeddedPostgresOptions,
  port?: number,
): Promise<Postmaster> {
  const running = await findPostmaster(home);
  if (running) return running;
  if (!existsSync(home.clusterDir)) await makeCluster(home, passwords, options);
  refuseOtherVersion(home);
  return launch(home, options, port);
}

async function makeCluster(home: PostgresHome, passwords: Passwords, options: EmbeddedPostgresOptions): Promise<void> {
  options.log('Making the database …');
  const draft = mkdtempSync(join(home.folder, 'postgres-making-'));
  const passwordFile = `${draft}.password`;
  try {
    writeFileSync(passwordFile, passwords.postgres, { mode: 0o600 });
    for (const path of [draft, passwordFile]) if (home.user) chownSync(path, home.user.uid, home.user.gid);
    const flags = [...INITDB_FLAGS, `--pwfile=${passwordFile}`, ...(options.initdbFlags ?? [])];
    await promisify(execFile)(join(home.binDir, 'initdb'), ['-D', draft, ...flags], processOptions(home));
    renameSync(draft, home.clusterDir);
  } catch (error) {
    const lines = ((error as { stderr?: string }).stderr || (error as Error).message).trim().split('\n');
    const reason = lines.find(line => /error:|FATAL:|could not/.test(line)) ?? lines.at(-1);
    throw new StartRefused(`The database cannot be made in ${home.folder}: ${reason}`);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function refuseOtherVersion(home: PostgresHome): void {
  const version = readFileSync(join(home.clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (version === home.majorVersion) return;
  throw new StartRefused(
    `The database in ${home.folder} was made by PostgreSQL ${version}, and this is ${home.majorVersion}: use the version of Tenor that made it, or begin afresh with npm run reset.`,
  );
}

/** Starts a server on a free port, or on `port` where its addresses are already known, and waits until it serves. */
async function launch(home: PostgresHome, options: EmbeddedPostgresOptions, port?: number): Promise<Postmaster> {
  const logFile = join(home.folder, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > LOG_MAX_BYTES) renameSync(logFile, `${logFile}.1`);
  const giveUpAt = Date.now() + LAUNCH_MS;
  let failure = '';
  do {
    const chosen = port ?? (await freePort());
    const logged = existsSync(logFile) ? statSync(logFile).size : 0;
    const child = spawnServer(home, chosen, logFile, options.settings ?? {});
    if (await isReady(home, child, options.log)) return { pid: child.pid!, port: chosen };
    failure = readFileSync(logFile).subarray(logged).toString('utf8');
    await sleep(POLL_MS * 10);
  } while (PASSING_FAILURE.test(failure) && Date.now() < giveUpAt);
  const reason = /FATAL: {2}(.*)/.exec(failure)?.[1] ?? 'it gave no reason';
  throw new StartRefused(`PostgreSQL does not start: ${reason} (its log is ${logFile}).`);
}

/** Of a session of its own, so that Ctrl-C in a terminal does not reach it while Tenor still drains. */
function spawnServer(home: PostgresHome, port: number, logFile: string, settings: Readonly<Record<string, string>>) {
  const ours = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', log_timezone: 'UTC' };
  const args = Object.entries({ ...ours, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(join(home.binDir, 'postgres'), ['-D', home.clusterDir, ...args], {
      ...processOptions(home),
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.unref();
    child.once('error', () => undefined);
    return child;
  } finally {
    closeSync(log);
  }
}

/** False when the server ended instead. Recovery after a crash may take long and is waited for. */
async function isReady(
  home: PostgresHome,
  child: ReturnType<typeof spawnServer>,
  log: (line: string) => void,
): Promise<boolean> {
  const remindAt = Date.now() + 5000;
  let reminded = false;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const file = readPostmasterFile(home);
    if (file?.pid === child.pid && file.status === 'ready') return true;
    if (!reminded && Date.now() > remindAt) {
      log('PostgreSQL is replaying its log …');
      reminded = true;
    }
    await sleep(POLL_MS);
  }
  return false;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise(closed => probe.close(closed));
  return port;
}

/**
 * The server that runs on this cluster, once it takes connections; undefined where none does. The file postmaster.pid
 * outlives a crash, and its number may by then be another program's, or still be kept for the dead server itself, either
 * of which would keep PostgreSQL from starting.
 */
async function findPostmaster(home: PostgresHome): Promise<Postmaster | undefined> {
  for (;;) {
    const file = readPostmasterFile(home);
    if (!file) return undefined;
    if (processIdentity(file.pid) === undefined || !runsCluster(file.pid, home)) return disownPostmasterFile(home);
    if (file.status === 'ready') return { pid: file.pid, port: file.port };
    await sleep(POLL_MS);
  }
}

/** Its lines: pid, folder, start, port, socket folder, address, shared memory, status. Undefined while incomplete. */
function readPostmasterFile(home: PostgresHome): (Postmaster & { status: string }) | undefined {
  try {
    const lines = readFileSync(join(home.clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/** By the folder that the process works in, which is the cluster's even after somebody moved it. */
function runsCluster(pid: number, home: PostgresHome): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(home.clusterDir);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(home.clusterDir);
  } catch {
    return false;
  }
}

/**
 * PostgreSQL takes a file that names its own parent, which is this process, for a leftover, and still checks by the
 * shared memory it names that no server process is left: removing the file would take that check away.
 */
function disownPostmasterFile(home: PostgresHome): undefined {
  const file = join(home.clusterDir, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
}

/** Makes whatever of the two roles and the database is missing; a start may have been killed at any point before. */
async function ensureRolesAndDatabase(adminUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database',
    );
    const exists = new Set(rows.map(row => row.name));
    for (const role of ['tenor_owner', 'tenor_app'] as const)
      if (!exists.has(role)) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${passwords[role]}'`);
    if (!exists.has('tenor')) await client.query('CREATE DATABASE tenor OWNER tenor_owner');
    await client.query('REVOKE ALL ON DATABASE tenor FROM PUBLIC');
    await client.query('GRANT CONNECT ON DATABASE tenor TO tenor_app');
  } finally {
    await client.end();
  }
}

function takeSeat(seat: string): void {
  mkdirSync(join(seat, '..'), { recursive: true });
  writeFileSync(seat, processIdentity(process.pid)!);
  chmodSync(seat, 0o644);
}

/** The processes that use the database, by identity; those that were killed are struck off. */
function seatsTaken(home: PostgresHome): string[] {
  const folder = join(home.folder, 'users');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap(name => {
    const identity = readFileSync(join(folder, name), 'utf8');
    if (isRunning(identity)) return [identity];
    rmSync(join(folder, name));
    return [];
  });
}

async function leave(home: PostgresHome, seat: string): Promise<void> {
  rmSync(seat, { force: true });
  if (seatsTaken(home).length === 0) await shutDown(home);
}

/** A fast shutdown, if need be an immediate one: open transactions are rolled back, what was committed is kept. */
async function shutDown(home: PostgresHome): Promise<void> {
  const running = await findPostmaster(home);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  const impatientAt = Date.now() + SHUTDOWN_MS;
  while (processIdentity(running.pid) !== undefined) {
    if (Date.now() > impatientAt) process.kill(running.pid, 'SIGQUIT');
    await sleep(POLL_MS);
  }
}

/** Looks every second whether the server still runs, and calls `restart` when it does not. */
function keepAlive(postmaster: () => Postmaster, restart: () => Promise<void>, log: (line: string) => void) {
  let looking = Promise.resolve();
  const look = async () => {
    if (processIdentity(postmaster().pid) !== undefined) return;
    await restart().catch(error => log((error as Error).message));
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, WATCH_MS);
  timer.unref();
  return {
    async end() {
      clearInterval(timer);
      await looking;
    },
  };
}
