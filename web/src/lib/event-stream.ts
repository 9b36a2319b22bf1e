/** One frame of `events`. */
export interface EventFrame {
  readonly cursor: string;
  readonly type?: string | null;
  readonly subject?: unknown;
}

/** Why a subscription came to its end: the session is over, its cursor is not known any more, or anything else. */
export type StreamEnd = 'SESSION_OVER' | 'CURSOR_UNKNOWN' | 'DROPPED';

/** Starts one subscription after a cursor; gives what ends it. `ended` is called at most once, and not after that. */
export type Subscribe = (
  after: string | null,
  sink: { next(frame: EventFrame): void; ended(why: StreamEnd): void },
) => () => void;

export interface StreamHandlers {
  onFrame(frame: EventFrame): void;
  /** True with the first frame of each connection, false when it is lost. */
  onLive(live: boolean): void;
  /** Frames may be missing between here and before: what is shown must be asked for again. */
  onGap(): void;
  onSessionOver(): void;
}

/** The server sends a bare cursor every 30 s, so longer silence means that the connection is dead without having closed. */
const SILENCE_MS = 75_000;
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Follows the events without a gap: after a drop it connects again, slower each time, and goes on from the last cursor it
 * took. Returns what stops it.
 */
export function followEvents(subscribe: Subscribe, handlers: StreamHandlers): () => void {
  let cursor: string | null = null;
  let drops = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: (() => void) | undefined;
  let stopped = false;

  const wait = (milliseconds: number, then: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(then, milliseconds);
  };

  function connect(): void {
    let first = true;
    let over = false;
    const end = subscribe(cursor, {
      next(frame) {
        if (stopped || over) return;
        cursor = frame.cursor;
        drops = 0;
        wait(SILENCE_MS, () => lose('DROPPED'));
        if (first) handlers.onLive(true);
        first = false;
        handlers.onFrame(frame);
      },
      ended: why => lose(why),
    });
    function lose(why: StreamEnd): void {
      if (stopped || over) return;
      over = true;
      end?.();
      reconnect(why);
    }
    unsubscribe = end;
    wait(SILENCE_MS, () => lose('DROPPED'));
  }

  function reconnect(why: StreamEnd): void {
    clearTimeout(timer);
    handlers.onLive(false);
    if (why === 'SESSION_OVER') {
      stopped = true;
      handlers.onSessionOver();
      return;
    }
    if (why === 'CURSOR_UNKNOWN') {
      cursor = null;
      handlers.onGap();
    }
    const delay = RETRY_MS[Math.min(drops, RETRY_MS.length - 1)]!;
    drops += 1;
    wait(delay, connect);
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe?.();
  };
}
