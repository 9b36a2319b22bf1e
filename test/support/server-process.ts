import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestDatabase } from './database.js';

/** A sign-in that a demo market prints at its start. */
export interface PrintedSignIn {
  readonly name: string;
  readonly host: string;
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** The one JSON object of `start --json`. */
export interface ServerAddress {
  readonly url: string;
  readonly graphql: string;
  readonly websocket: string;
  readonly upload: string;
  readonly signIns: readonly PrintedSignIn[];
}

/** A server as anybody runs it: a process of its own that is known by what it prints and answers. */
export interface ServerProcess extends ServerAddress {
  readonly pid: number;
  /** What it said so far, but for the first line of its standard output. */
  log(): string;
  isRunning(): boolean;
  /** Resident memory in bytes, as the kernel counts it (Linux). */
  residentBytes(): number;
  /** Asks it to stop and waits for its end; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** kill -9: no handler of its own runs. Resolves when the process is gone. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** Further settings, as environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The first start of a run may build the server and the web. */
const START_MS = 240_000;
const STOP_MS = 30_000;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a demo market on the database, on any free port, and resolves when it has said where it is. */
export async function startServer(database: TestDatabase, options: StartOptions = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['server/cli/run.mjs', 'start', '--demo', '--json'], {
    cwd: join(__dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      PORT: '0',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  const listen = (text: string) => {
    said += text;
  };
  child.stderr.setEncoding('utf8').on('data', listen);
  const ended = new Promise<number | null>(resolve => {
    child.once('close', code => {
      running.delete(child);
      resolve(code);
    });
  });
  const address = await addressOf(child, ended, () => said);
  child.stdout.on('data', listen);
  return {
    ...address,
    pid: child.pid!,
    log: () => said,
    isRunning: () => running.has(child),
    residentBytes: () => residentBytes(child.pid!),
    async stop() {
      child.kill('SIGTERM');
      const code = await Promise.race([ended, after(STOP_MS)]);
      if (code !== 'TIME_OUT') return code;
      child.kill('SIGKILL');
      throw new Error(`The server did not stop within ${STOP_MS} ms:\n${said}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function addressOf(
  child: ChildProcess,
  ended: Promise<number | null>,
  log: () => string,
): Promise<ServerAddress> {
  let stdout = '';
  const printed = new Promise<ServerAddress>((resolve, reject) => {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const end = stdout.indexOf('\n');
      if (end < 0) return;
      try {
        resolve(JSON.parse(stdout.slice(0, end)) as ServerAddress);
      } catch {
        reject(new Error(`The server printed no JSON: ${stdout}`));
      }
    });
  });
  const first = await Promise.race([printed, ended.then(() => 'ENDED' as const), after(START_MS)]);
  if (typeof first === 'object') return first;
  child.kill('SIGKILL');
  throw new Error(`The server did not start (${first}):\n${log()}`);
}

function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

function after(milliseconds: number): Promise<'TIME_OUT'> {
  return new Promise(resolve => {
    setTimeout(() => resolve('TIME_OUT'), milliseconds).unref();
  });
}
