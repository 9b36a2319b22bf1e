import { busyness, compiledWorker } from '../platform/worker-pool.js';
import type { DocumentReading } from './document-reading.js';
import { MOST_BYTES } from './parse-document.js';
import { ReaderPool } from './reader-pool.js';

export { calendarDayOf } from './check-invoice.js';
export { type ApprovalFileRow, readApprovalFile } from './csv-approvals.js';
export { csvColumns, csvTemplate } from './csv-columns.js';
export { readFactFile } from './csv-disclosure-facts.js';
export { MOST_CSV_ROWS } from './csv-table.js';
export type * from './document-reading.js';
export { MOST_BYTES, parseDocument } from './parse-document.js';
export { type OutsideValidator, outsideValidator } from './outside-validator.js';
export { pathInDocument } from './path-in-document.js';
export { isCreditNote, typeCodeOf } from './type-codes.js';
export { moneyOfWritten } from './written-amount.js';

const WORKERS = 2;
const TIME_LIMIT_MS = 2_000;
const MEMORY_LIMIT_MB = 256;

let pool: ReaderPool | undefined;

/**
 * Reads a file in a worker thread, within 2 seconds of a machine that has them, and 256 MB. `name` is the name of the file, `mostBytes` the size above
 * which it is refused. Never rejects: what goes wrong is a problem of the reading.
 */
export function readDocument(
  bytes: Uint8Array,
  name: string,
  mostBytes: number = MOST_BYTES,
): Promise<DocumentReading> {
  pool ??= new ReaderPool({
    workers: WORKERS,
    timeLimitMs: TIME_LIMIT_MS,
    stretch: busyness,
    memoryLimitMb: MEMORY_LIMIT_MB,
    program: compiledWorker('documents', 'document-worker'),
  });
  return pool.read({ bytes, name, mostBytes });
}

/** Ends the worker threads, for a process that stops; the next `readDocument` starts new ones. */
export async function closeDocumentReaders(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.close();
}
