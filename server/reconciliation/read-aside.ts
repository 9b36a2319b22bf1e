import { busyness, compiledWorker, WorkerPool } from '../platform/worker-pool.js';
import { type Reading, readBroughtFile } from './read-brought-file.js';

const WORKERS = 1;
const TIME_LIMIT_MS = 30_000;
const MEMORY_LIMIT_MB = 1024;
/** Smaller ones are read at once, in less time than it takes to hand them over. */
const BYTES_AT_ONCE = 256 * 1024;

let pool: WorkerPool<{ bytes: Uint8Array }, Reading> | undefined;

/** Reads a file of a bank; a large one in a worker thread, so that nobody else waits for it. Never rejects. */
export async function readAside(bytes: Uint8Array): Promise<Reading> {
  if (bytes.byteLength <= BYTES_AT_ONCE) return readBroughtFile({ bytes });
  pool ??= new WorkerPool<{ bytes: Uint8Array }, Reading>({
    workers: WORKERS,
    timeLimitMs: TIME_LIMIT_MS,
    stretch: busyness,
    memoryLimitMb: MEMORY_LIMIT_MB,
    program: compiledWorker('reconciliation', 'bank-file-worker'),
    failed: (_, { code, message }) => ({ file: null, reason: 'UNREADABLE', faults: [{ code, path: '/', message }] }),
  });
  return pool.read({ bytes });
}

/** Ends the worker, for a process that stops; the next large file starts a new one. */
export async function closeBankFileReaders(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.close();
}
