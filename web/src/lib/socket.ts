import { createClient } from 'graphql-ws';
import { EventsDocument, type EventsSubscription } from '../graphql/documents.js';
import type { StreamEnd, Subscribe } from './event-stream.js';

/** 4401: never signed in here. 4403: the session has ended. */
const SESSION_OVER_CODES = [4401, 4403];

/** One subscription to the events on a socket of its own; to connect again, and from where, is the caller's. */
export const subscribeToEvents: Subscribe = (after, sink) => {
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: () => ({}),
    retryAttempts: 0,
  });
  const { id, name } = EventsDocument;
  const unsubscribe = client.subscribe<EventsSubscription>(
    { query: '', operationName: name, variables: { after }, extensions: { documentId: id } },
    {
      next: ({ data }) => data && sink.next(data.events),
      error: error => sink.ended(endOf(error)),
      complete: () => sink.ended('DROPPED'),
    },
  );
  return () => {
    unsubscribe();
    client.terminate();
  };
};

/** What is given is the close of the socket, or the errors of the subscription. */
function endOf(error: unknown): StreamEnd {
  if (error instanceof CloseEvent) return SESSION_OVER_CODES.includes(error.code) ? 'SESSION_OVER' : 'DROPPED';
  if (!Array.isArray(error)) return 'DROPPED';
  const codes = error.map((one: { extensions?: { code?: string } }) => one.extensions?.code);
  if (codes.includes('UNAUTHENTICATED')) return 'SESSION_OVER';
  return codes.includes('CURSOR_UNKNOWN') ? 'CURSOR_UNKNOWN' : 'DROPPED';
}
