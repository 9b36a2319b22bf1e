import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ViewerQuery } from '../graphql/documents.js';

export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** The market's clock as the server told it, and when that was by the clock of this machine. */
export interface ToldClock {
  readonly zone: string;
  /** Milliseconds by which the market is ahead of this machine. */
  readonly aheadMs: number;
}

export const ViewerContext = createContext<Viewer | undefined>(undefined);
export const ClockContext = createContext<ToldClock | undefined>(undefined);

/** Who is signed in; only inside the workspace. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('There is no viewer outside the workspace.');
  return viewer;
}

/** The market's time zone; this machine's before anybody is signed in. */
export function useZone(): string | undefined {
  return useContext(ClockContext)?.zone;
}

/** The market's time, moving by the second; it sends nothing. */
export function useMarketNow(): Date | undefined {
  const clock = useContext(ClockContext);
  const second = useSyncExternalStore(everySecond, () => Math.floor(Date.now() / 1000));
  return clock && new Date(second * 1000 + clock.aheadMs);
}

function everySecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}
