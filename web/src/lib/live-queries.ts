import { RequestFault } from './graphql-client.js';
import { idsIn, isTouched, type SubjectKind, type Touch } from './touched.js';
import type { TypedDocument } from './typed-document.js';

/** How long touches are gathered before anything is asked again, in milliseconds. */
const COALESCE_MS = 100;

/** A query on the screen. */
export interface LiveQuery {
  readonly document: TypedDocument<unknown, never>;
  readonly variables: object;
  readonly lists: readonly SubjectKind[] | 'ALL';
}

/** What a query shows. After a fault the data of before stays. */
export interface LiveState {
  readonly data?: unknown;
  readonly fault?: RequestFault;
  readonly loading: boolean;
}

interface Entry extends LiveQuery {
  readonly listeners: Set<() => void>;
  readonly abort: AbortController;
  /** What happened while an answer was under way: the answer may be older. */
  since: Touch[];
  inFlight: boolean;
  dirty: boolean;
  ids: ReadonlySet<string>;
  state: LiveState;
}

type Send = (document: TypedDocument<unknown, never>, variables: object, signal: AbortSignal) => Promise<unknown>;

const waiting: LiveState = { loading: true };

export function keyOf({ document, variables }: Pick<LiveQuery, 'document' | 'variables'>): string {
  return `${document.id} ${JSON.stringify(variables)}`;
}

/**
 * The queries on the screen. Each is asked when the first part of the screen wants it, asked again when an event touches
 * what it shows, and forgotten when nothing shows it any more. Touches are gathered for a moment, so that a command with many
 * events costs one request a query; a query is never asked twice at once, and an answer that an event has overtaken is
 * asked for again. Nothing here asks by itself: the timer only runs after a touch.
 */
export class LiveQueries {
  readonly #entries = new Map<string, Entry>();
  readonly #send: Send;
  readonly #onSignedOut: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: Send, onSignedOut: () => void) {
    this.#send = send;
    this.#onSignedOut = onSignedOut;
  }

  watch(query: LiveQuery, listener: () => void): () => void {
    const key = keyOf(query);
    const entry = this.#entries.get(key) ?? this.#begin(key, query);
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0 || this.#entries.get(key) !== entry) return;
      this.#entries.delete(key);
      entry.abort.abort();
    };
  }

  stateOf(key: string): LiveState {
    return this.#entries.get(key)?.state ?? waiting;
  }

  /** Asks again because a person wants it. */
  refetch(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) this.#ask(entry);
  }

  touch(touch: Touch): void {
    for (const entry of this.#entries.values()) {
      if (entry.inFlight) entry.since.push(touch);
      else if (isTouched(entry, touch)) entry.dirty = true;
    }
    this.#askDirtySoon();
  }

  /** Asks again what got no answer, once the server is known to be back; or everything, after a gap in the events. */
  retry(which: 'UNANSWERED' | 'ALL'): void {
    for (const entry of this.#entries.values()) {
      if (which === 'ALL' || entry.state.fault?.kind === 'UNREACHABLE') entry.dirty = true;
    }
    this.#askDirtySoon();
  }

  /** Forgets everything, for another person may come. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const entry of this.#entries.values()) entry.abort.abort();
    this.#entries.clear();
  }

  #begin(key: string, query: LiveQuery): Entry {
    const entry: Entry = {
      ...query,
      listeners: new Set(),
      abort: new AbortController(),
      since: [],
      inFlight: false,
      dirty: false,
      ids: new Set(),
      state: waiting,
    };
    this.#entries.set(key, entry);
    this.#ask(entry);
    return entry;
  }

  #askDirtySoon(): void {
    if (this.#timer !== undefined || ![...this.#entries.values()].some(entry => entry.dirty)) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const entry of this.#entries.values()) if (entry.dirty) this.#ask(entry);
    }, COALESCE_MS);
  }

  #ask(entry: Entry): void {
    if (entry.inFlight) {
      entry.dirty = true;
      return;
    }
    Object.assign(entry, { inFlight: true, dirty: false, since: [] });
    this.#show(entry, { ...entry.state, loading: true });
    this.#send(entry.document, entry.variables, entry.abort.signal).then(
      data => this.#answered(entry, { data, loading: false }),
      (error: unknown) => this.#failed(entry, error),
    );
  }

  #answered(entry: Entry, state: LiveState): void {
    entry.inFlight = false;
    if (entry.abort.signal.aborted) return;
    entry.ids = idsIn(state.data);
    if (entry.since.some(touch => isTouched(entry, touch))) entry.dirty = true;
    this.#show(entry, state);
    this.#askDirtySoon();
  }

  #failed(entry: Entry, error: unknown): void {
    if (entry.abort.signal.aborted) return;
    const fault = error instanceof RequestFault ? error : new RequestFault('REFUSED', String(error));
    if (fault.kind === 'SIGNED_OUT') this.#onSignedOut();
    else this.#answered(entry, { data: entry.state.data, fault, loading: false });
  }

  #show(entry: Entry, state: LiveState): void {
    entry.state = state;
    for (const listener of entry.listeners) listener();
  }
}
