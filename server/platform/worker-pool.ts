import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from './project-root.js';

/** Why a job has no answer of its own: the worker died of it, was too slow, or was stopped. */
export interface WorkerFault {
  readonly code: 'UNREADABLE' | 'TOO_SLOW';
  readonly message: string;
}

export interface WorkerPoolOptions<Job, Answer> {
  workers: number;
  /** Wall time for one job, in milliseconds, waiting for a worker not counted. */
  timeLimitMs: number;
  /** By how much the limit is stretched just now, 1 for not at all. */
  stretch?: () => number;
  /** Heap of one worker, in megabytes. */
  memoryLimitMb: number;
  /** The compiled program of a worker: it says `ready` once, and answers each job with one message. */
  program: string;
  /** The answer to a job that the worker did not do. */
  failed: (job: Job, fault: WorkerFault) => Answer;
}

/** Loading the program on a busy machine; not part of the time for a job. */
const START_LIMIT_MS = 30_000;
const MOST_BUSYNESS = 4;

interface Task<Job, Answer> {
  job: Job;
  done: (answer: Answer) => void;
}

/**
 * Reads files in worker threads, so that a hostile file can neither hold up the server nor take its memory: a worker that is
 * too slow or dies is replaced, and its file gets a fault. Starts no worker before the first file; idle workers keep no
 * process alive.
 */
export class WorkerPool<Job, Answer extends object> {
  private readonly waiting: Task<Job, Answer>[] = [];
  private readonly idle: Reader<Job, Answer>[] = [];
  private readonly readers = new Set<Reader<Job, Answer>>();
  private closed = false;

  constructor(private readonly options: WorkerPoolOptions<Job, Answer>) {}

  /** Never rejects: whatever happens to the worker becomes a fault of the file. */
  read(job: Job): Promise<Answer> {
    return new Promise(done => {
      this.waiting.push({ job, done });
      this.next();
    });
  }

  /** Ends the workers; files that are not read yet get the fault UNREADABLE. */
  async close(): Promise<void> {
    this.closed = true;
    const stopped: WorkerFault = { code: 'UNREADABLE', message: 'The file was not read: the reader was stopped.' };
    for (const { job, done } of this.waiting.splice(0)) done(this.options.failed(job, stopped));
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

  private idleReader(): Reader<Job, Answer> | undefined {
    const reader = this.idle.pop();
    if (!reader || reader.isAlive) return reader;
    // It died of its last file, or since.
    this.readers.delete(reader);
    return this.idleReader();
  }

  private startReader(): Reader<Job, Answer> {
    const reader = new Reader<Job, Answer>(this.options);
    this.readers.add(reader);
    return reader;
  }

  private async run(reader: Reader<Job, Answer>, { job, done }: Task<Job, Answer>): Promise<void> {
    const outcome = await reader.read(job);
    this.idle.push(reader);
    done('fault' in outcome ? this.options.failed(job, outcome.fault) : outcome.answer);
    this.next();
  }
}

type Outcome<Answer> = { readonly answer: Answer } | { readonly fault: WorkerFault };

/** One worker thread. It dies with the first file that breaks it. */
class Reader<Job, Answer> {
  isAlive = true;
  private isReady = false;
  private readonly worker: Worker;
  private timer: NodeJS.Timeout | undefined;
  private job: { readonly sent: Job } | undefined;
  private finish: (outcome: Outcome<Answer>) => void = () => undefined;

  constructor(private readonly options: WorkerPoolOptions<Job, Answer>) {
    this.worker = new Worker(options.program, {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryLimitMb },
      // What a worker prints is nobody's output.
      stdout: true,
      stderr: true,
    });
    this.worker.on('message', (message: 'ready' | Answer) => {
      if (message === 'ready') this.whenReady();
      else this.end({ answer: message });
    });
    this.worker.on('error', () => void this.stop(this.died()));
    this.worker.on('exit', () => void this.stop(this.died()));
  }

  read(job: Job): Promise<Outcome<Answer>> {
    return new Promise(finish => {
      this.finish = finish;
      this.job = { sent: job };
      this.worker.ref();
      if (this.isReady) this.send(job);
      else this.limit(START_LIMIT_MS);
    });
  }

  async stop(fault: WorkerFault): Promise<void> {
    this.isAlive = false;
    this.end({ fault });
    await this.worker.terminate();
  }

  private died(): WorkerFault {
    const message = this.isReady
      ? 'The file broke the program that reads it.'
      : 'The program that reads files does not start.';
    return { code: 'UNREADABLE', message };
  }

  private whenReady(): void {
    this.isReady = true;
    if (this.job) this.send(this.job.sent);
  }

  private send(job: Job): void {
    const { timeLimitMs, stretch } = this.options;
    this.limit(Math.round(timeLimitMs * (stretch?.() ?? 1)));
    this.worker.postMessage(job);
  }

  private limit(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const message = `The file could not be read within ${milliseconds} milliseconds.`;
      void this.stop({ code: 'TOO_SLOW', message });
    }, milliseconds);
  }

  private end(outcome: Outcome<Answer>): void {
    clearTimeout(this.timer);
    this.job = undefined;
    this.worker.unref();
    this.finish(outcome);
  }
}

/** Where the build puts the program of a worker, for compiled code and for tests alike. */
export function compiledWorker(slice: string, program: string): string {
  return join(projectRoot(), 'dist', 'server', slice, `${program}.js`);
}

/** How many programs wait for one processor: work that is bounded takes so much longer, and no file is to blame for it. */
export function busyness(): number {
  const [lastMinute = 0] = loadavg();
  return Math.min(MOST_BUSYNESS, Math.max(1, lastMinute / availableParallelism()));
}
