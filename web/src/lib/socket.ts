import { createClient } from 'graphql-ws';
import { EventsDocument, type EventsSubscription } from '../graphql/documents.js';
import type { StreamEnd, Subscribe } from './event-stream.js';

/** What the server says when it closes. 4403: nobody is signed in, or the session has ended. */
const endByCode: Readonly<Record<number, StreamEnd>> = { 4401: 'SESSION_OVER', 4403: 'SESSION_OVER', 4429: 'TOO_MANY' };
const endByError: Readonly<Record<string, StreamEnd>> = {
  UNAUTHENTICATED: 'SESSION_OVER',
  UNKNOWN_CURSOR: 'CURSOR_UNKNOWN',
};

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
      next: ({ data, errors }) => (data ? sink.next(data.events) : sink.ended(endOf(errors))),
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
function endOf(reason: unknown): StreamEnd {
  if (reason instanceof CloseEvent) return endByCode[reason.code] ?? 'DROPPED';
  const errors = Array.isArray(reason) ? (reason as { extensions?: { code?: string } }[]) : [];
  return errors.map(({ extensions }) => endByError[extensions?.code ?? '']).find(Boolean) ?? 'DROPPED';
}
