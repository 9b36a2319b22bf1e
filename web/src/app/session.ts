import { useSyncExternalStore } from 'react';
import { followEvents } from '../lib/event-stream.js';
import { send } from '../lib/graphql-client.js';
import { forgetListPlaces } from '../lib/list-places.js';
import { LiveQueries } from '../lib/live-queries.js';
import { subscribeToEvents } from '../lib/socket.js';
import { clockTouch, touchOf } from '../lib/touched.js';

/**
 * idle: nothing was tried. connecting: before the first frame; nothing is asked yet. crowded: the same, because the person
 * has too many windows open. live, reconnecting: signed in. signed-out: nobody is signed in; ended: somebody was, until now.
 */
export type SessionPhase = 'idle' | 'connecting' | 'crowded' | 'live' | 'reconnecting' | 'signed-out' | 'ended';

let phase: SessionPhase = 'idle';
let stop: (() => void) | undefined;
let framesTaken = 0;
const listeners = new Set<() => void>();

/** The queries of this window. */
export const liveQueries = new LiveQueries(
  (document, variables, signal) => send(document, variables as never, signal),
  endSession,
);

/** Takes the first cursor, then lets the screens ask: so nothing that happens after their answers is missed. */
export function startSession(): void {
  stop?.();
  become('connecting');
  stop = followEvents(subscribeToEvents, {
    onLive() {
      // That the clock was moved is told once and not again: it may have been while nobody listened.
      if (phase === 'reconnecting') liveQueries.touch(clockTouch);
      become('live');
    },
    onLost(why) {
      const begun = phase === 'live' || phase === 'reconnecting';
      become(begun ? 'reconnecting' : why === 'TOO_MANY' ? 'crowded' : 'connecting');
    },
    onFrame(frame) {
      liveQueries.retry('UNANSWERED');
      const touch = touchOf(frame);
      if (!touch) return;
      liveQueries.touch(touch);
      framesTaken += 1;
      for (const listener of listeners) listener();
    },
    onGap: () => liveQueries.retry('ALL'),
    onSessionOver: endSession,
  });
}

/** Begins anew as somebody else, whose cookie the browser holds now: nothing of before is shown or sent again. */
export function restartSession(): void {
  sessionStorage.clear();
  forgetListPlaces();
  liveQueries.clear();
  startSession();
}

/** Ends it on this side: the person left, or the server says that it is over. */
export function endSession(): void {
  stop?.();
  stop = undefined;
  forgetListPlaces();
  liveQueries.clear();
  become(phase === 'live' || phase === 'reconnecting' ? 'ended' : 'signed-out');
}

/** After a sign-out by this person, which is no ending to be told. */
export function leaveSession(): void {
  endSession();
  become('signed-out');
}

export function useSessionPhase(): SessionPhase {
  return useSyncExternalStore(listen, () => phase);
}

/** How many events this window has been told of. */
export function useFramesTaken(): number {
  return useSyncExternalStore(listen, () => framesTaken);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: SessionPhase): void {
  phase = next;
  for (const listener of listeners) listener();
}
