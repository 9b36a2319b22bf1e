/** One frame of `events`. */
export interface EventFrame {
  readonly cursor: string;
  readonly type?: string | null;
  /** In a bare cursor: where a moved clock stands. */
  readonly at?: string | null;
  readonly subject?: unknown;
}

/** Why a subscription came to its end: the session is over, its cursor is not known any more, too many windows, or anything else. */
export type StreamEnd = 'SESSION_OVER' | 'CURSOR_UNKNOWN' | 'TOO_MANY' | 'DROPPED';

/** Starts one subscription after a cursor; gives what ends it. `ended` is called at most once, and not after that. */
export type Subscribe = (
  after: string | null,
  sink: { next(frame: EventFrame): void; ended(why: StreamEnd): void },
) => () => void;

export interface StreamHandlers {
  onFrame(frame: EventFrame): void;
  /** With the first frame of each connection. */
  onLive(): void;
  /** When a connection is lost or not given; it is tried again. */
  onLost(why: StreamEnd): void;
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
  let gap = false;
  let drops = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the connection there is; what an ended one still says is not heard. */
  let leave = () => {};

  function connect(): void {
    const connection = new AbortController();
    let heard = false;
    leave = () => connection.abort();
    listenUntilSilence(() => lose('DROPPED'));
    const unsubscribe = subscribe(cursor, {
      next(frame) {
        if (connection.signal.aborted) return;
        cursor = frame.cursor;
        listenUntilSilence(() => lose('DROPPED'));
        if (!heard) greet();
        heard = true;
        handlers.onFrame(frame);
      },
      ended: lose,
    });
    if (connection.signal.aborted) unsubscribe();
    else connection.signal.addEventListener('abort', unsubscribe);

    function lose(why: StreamEnd): void {
      if (connection.signal.aborted) return;
      connection.abort();
      reconnectAfter(why);
    }
  }

  function greet(): void {
    drops = 0;
    handlers.onLive();
    if (gap) handlers.onGap();
    gap = false;
  }

  function listenUntilSilence(then: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(then, SILENCE_MS);
  }

  function reconnectAfter(why: StreamEnd): void {
    clearTimeout(timer);
    if (why === 'SESSION_OVER') return handlers.onSessionOver();
    handlers.onLost(why);
    if (why === 'CURSOR_UNKNOWN') {
      cursor = null;
      gap = true;
    }
    timer = setTimeout(connect, RETRY_MS[Math.min(drops, RETRY_MS.length - 1)]);
    drops += 1;
  }

  connect();
  return () => {
    clearTimeout(timer);
    leave();
  };
}
