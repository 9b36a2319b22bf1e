import { WorkerPool, type WorkerPoolOptions } from '../platform/worker-pool.js';
import { type DocumentReading, fileProblem } from './document-reading.js';
import { unreadDocument } from './parse-document.js';

/** What a worker is sent; it answers with a `DocumentReading`. */
export interface ReadingJob {
  bytes: Uint8Array;
  name: string;
  /** Size above which the file is refused, in bytes. */
  mostBytes: number;
}

/** Reads documents in worker threads; what goes wrong is a problem of the document. */
export class ReaderPool extends WorkerPool<ReadingJob, DocumentReading> {
  constructor(options: Omit<WorkerPoolOptions<ReadingJob, DocumentReading>, 'failed'>) {
    super({
      ...options,
      failed: ({ bytes }, { code, message }) => unreadDocument(bytes, fileProblem(code, message)),
    });
  }
}
