import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MarketBank, passUntilQuiet, sweepLock } from './run-sweeps.js';

export interface SweeperOptions {
  readonly work: UnitOfWork;
  readonly database: Database;
  readonly bank: MarketBank;
  /** Told of a pass that failed; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
  /** Real time between two passes, in milliseconds. */
  readonly everyMs?: number;
}

/** What runs beside the server. */
export interface Sweeper {
  /** Resolves when the pass that is under way has ended; no other follows. */
  stop(): Promise<void>;
}

/**
 * Runs a pass at once, so that what fell due while the server was down is played, and one after each pause. Skips where
 * another server, or a move of the clock, is sweeping. Never throws.
 */
export function startSweeper({ work, database, bank, onError, everyMs = 500 }: SweeperOptions): Sweeper {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await database.exclusively(sweepLock, () => passUntilQuiet(work, database, bank)).catch(onError);
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
