import { setTimeout as sleep } from 'node:timers/promises';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MailRoute, sendDueMails } from './send-mails.js';

export interface MailerOptions {
  readonly work: UnitOfWork;
  readonly route: MailRoute;
  /** Puts into the outbox what is to leave by now; before each look into it. */
  readonly write: () => Promise<unknown>;
  /** Told of a pass that failed; the next one comes all the same. */
  readonly onError: (error: unknown) => void;
  /** Real time between two passes, in milliseconds. */
  readonly everyMs?: number;
}

/** What runs beside the server where a mail server is known. */
export interface Mailer {
  /** Resolves when the pass that is under way has ended; no other follows. */
  stop(): Promise<void>;
}

/** Writes and sends mails, by the real clock. Any number of servers may: each mail is taken by one. Never throws. */
export function startMailer({ work, route, write, onError, everyMs = 1_000 }: MailerOptions): Mailer {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await write();
        await sendDueMails(work, route, stopping.signal);
      } catch (error) {
        onError(error);
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    route.port.close();
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
