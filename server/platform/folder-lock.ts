import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FREE = 'free';
const POLL_MS = 50;

/**
 * Runs `work` while no other process of this machine runs work under the same folder. A holder that was killed holds
 * nothing; one that lives is waited for.
 *
 * The lock is the file `lock.<n>` with the highest number. Whoever finds it free, or its holder dead, makes number n + 1:
 * making a file is atomic, so one comes first. The highest is never removed, so a process that was asleep for long sees
 * afterwards that its number was overtaken.
 *
 * @param patienceMs how long to wait for a living holder before giving up with an error.
 */
export async function withFolderLock<T>(folder: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = await takeLock(folder, Date.now() + patienceMs);
  try {
    return await work();
  } finally {
    putFile(lock, FREE, renameSync);
  }
}

/**
 * What tells a running process from an earlier or later one of the same number: its pid and the time it started.
 * Undefined when no such process runs.
 */
export function processIdentity(pid: number): string | undefined {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : `${pid} ${startedAt}`;
}

/** Whether the process that `processIdentity` named so still runs. */
export function isRunning(identity: string): boolean {
  return processIdentity(Number.parseInt(identity, 10)) === identity;
}

async function takeLock(folder: string, giveUpAt: number): Promise<string> {
  const me = processIdentity(process.pid)!;
  while (Date.now() < giveUpAt) {
    const highest = highestLock(folder);
    if (highest === 0 || isFree(lockFile(folder, highest))) {
      const mine = lockFile(folder, highest + 1);
      if (putFile(mine, me, linkSync)) {
        if (highestLock(folder) === highest + 1) {
          removeLocksBelow(folder, highest + 1);
          return mine;
        }
        rmSync(mine, { force: true });
      }
    }
    await sleep(POLL_MS);
  }
  throw new Error(`Another process holds the lock in ${folder}.`);
}

function isFree(file: string): boolean {
  try {
    const holder = readFileSync(file, 'utf8');
    return holder === FREE || !isRunning(holder);
  } catch {
    return false; // Overtaken and removed in the meantime: look again.
  }
}

function lockFile(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

function lockNumbers(folder: string): number[] {
  return readdirSync(folder)
    .filter(name => /^lock\.\d+$/.test(name))
    .map(name => Number(name.slice('lock.'.length)));
}

function highestLock(folder: string): number {
  return Math.max(0, ...lockNumbers(folder));
}

function removeLocksBelow(folder: string, number: number): void {
  for (const old of lockNumbers(folder)) if (old < number) rmSync(lockFile(folder, old), { force: true });
}

/** Puts a file with its whole content in place at once; false when `place` found one there that may not be replaced. */
function putFile(file: string, content: string, place: (from: string, to: string) => void): boolean {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content);
  chmodSync(draft, 0o644); // For root's lock to be read by the owner of the folder, whatever root's umask.
  try {
    place(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** In clock ticks since the machine started; a process that has ended and was not yet waited for does not run. */
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
