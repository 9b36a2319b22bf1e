import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../platform/project-root.js';
import type { DocumentProblem, DocumentReading } from './document-reading.js';
import { fileProblem } from './document-reading.js';
import { unreadDocument } from './parse-document.js';

/** What a worker is sent; it answers with a `DocumentReading`. */
export interface ReadingJob {
  bytes: Uint8Array;
  name: string;
  /** Size above which the file is refused, in bytes. */
  mostBytes: number;
}

export interface ReaderPoolOptions {
  workers: number;
  /** Wall time for one document, in milliseconds, waiting for a worker not counted. */
  timeLimitMs: number;
  /** By how much the limit is stretched just now, 1 for not at all. */
  stretch?: () => number;
  /** Heap of one worker, in megabytes. */
  memoryLimitMb: number;
  /** The compiled program of a worker. */
  program: string;
}

/** Loading the program on a busy machine; not part of the time for a document. */
const START_LIMIT_MS = 30_000;

interface Task {
  job: ReadingJob;
  done: (reading: DocumentReading) => void;
}

/**
 * Reads documents in worker threads, so that a hostile file can neither hold up the server nor take its memory: a worker
 * that is too slow or dies is replaced, and its file gets a problem. Starts no worker before the first document; idle
 * workers keep no process alive.
 */
export class ReaderPool {
  private readonly waiting: Task[] = [];
  private readonly idle: Reader[] = [];
  private readonly readers = new Set<Reader>();
  private closed = false;

  constructor(private readonly options: ReaderPoolOptions) {}

  /** Never rejects: whatever happens to the worker becomes a problem of the document. */
  read(job: ReadingJob): Promise<DocumentReading> {
    return new Promise(done => {
      this.waiting.push({ job, done });
      this.next();
    });
  }

  /** Ends the workers; documents that are not read yet get the problem UNREADABLE. */
  async close(): Promise<void> {
    this.closed = true;
    const stopped = fileProblem('UNREADABLE', 'The file was not read: the reader was stopped.');
    for (const { job, done } of this.waiting.splice(0)) done(unreadDocument(job.bytes, stopped));
    await Promise.all([...this.readers].map(reader => reader.stop(stopped)));
  }

  private next(): void {
    if (this.closed) {
      void this.close();
      return;
    }
    if (this.waiting.length === 0) return;
    const reader = this.idleReader() ?? (this.readers.size < this.options.workers ? this.startReader() : undefined);
    const task = reader && this.waiting.shift();
    if (task) void this.run(reader, task);
  }

  private idleReader(): Reader | undefined {
    const reader = this.idle.pop();
    if (!reader || reader.isAlive) return reader;
    // It died of its last document, or since.
    this.readers.delete(reader);
    return this.idleReader();
  }

  private startReader(): Reader {
    const reader = new Reader(this.options);
    this.readers.add(reader);
    return reader;
  }

  private async run(reader: Reader, { job, done }: Task): Promise<void> {
    const outcome = await reader.read(job);
    this.idle.push(reader);
    done('code' in outcome ? unreadDocument(job.bytes, outcome) : outcome);
    this.next();
  }
}

/** One worker thread. It dies with the first document that breaks it. */
class Reader {
  isAlive = true;
  private isReady = false;
  private readonly worker: Worker;
  private timer: NodeJS.Timeout | undefined;
  private job: ReadingJob | undefined;
  private finish: (outcome: DocumentReading | DocumentProblem) => void = () => undefined;

  constructor(private readonly options: ReaderPoolOptions) {
    this.worker = new Worker(options.program, {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryLimitMb },
      // What a worker prints is nobody's output.
      stdout: true,
      stderr: true,
    });
    this.worker.on('message', (message: 'ready' | DocumentReading) => {
      if (message === 'ready') this.whenReady();
      else this.end(message);
    });
    this.worker.on('error', () => void this.stop(this.died()));
    this.worker.on('exit', () => void this.stop(this.died()));
  }

  read(job: ReadingJob): Promise<DocumentReading | DocumentProblem> {
    return new Promise(finish => {
      this.finish = finish;
      this.job = job;
      this.worker.ref();
      if (this.isReady) this.send(job);
      else this.limit(START_LIMIT_MS);
    });
  }

  async stop(problem: DocumentProblem): Promise<void> {
    this.isAlive = false;
    this.end(problem);
    await this.worker.terminate();
  }

  private died(): DocumentProblem {
    const message = this.isReady
      ? 'The file broke the program that reads it.'
      : 'The program that reads files does not start.';
    return fileProblem('UNREADABLE', message);
  }

  private whenReady(): void {
    this.isReady = true;
    if (this.job) this.send(this.job);
  }

  private send(job: ReadingJob): void {
    const { timeLimitMs, stretch } = this.options;
    this.limit(Math.round(timeLimitMs * (stretch?.() ?? 1)));
    this.worker.postMessage(job);
  }

  private limit(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const message = `The file could not be read within ${milliseconds} milliseconds.`;
      void this.stop(fileProblem('TOO_SLOW', message));
    }, milliseconds);
  }

  private end(outcome: DocumentReading | DocumentProblem): void {
    clearTimeout(this.timer);
    this.job = undefined;
    this.worker.unref();
    this.finish(outcome);
  }
}

/** Where the build puts the program of a worker, for compiled code and for tests alike. */
export function compiledWorker(): string {
  return join(projectRoot(), 'dist', 'server', 'documents', 'document-worker.js');
}
