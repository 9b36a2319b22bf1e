import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { CloseCode, makeServer, type ServerOptions } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RequestContext } from '../platform/request-context.js';
import { shareOf, type Viewer } from '../platform/viewer.js';
import { callerRefusal, lookAt, masked, type RecordLook } from './graphql.js';
import { maxTokens, memberLimits, queryLimitsRule } from './query-limits.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** What live sockets stand on. */
export interface SocketOptions {
  readonly schema: GraphQLSchema;
  readonly documents: TrustedDocuments;
  readonly path: string;
  readonly socketsPerPerson: number;
  readonly socketsPerAddress: number;
  readonly subscriptionsPerSocket: number;
  readonly log: FastifyBaseLogger;
  /** Whether an upgrade request may be answered at all: known host, and a browser's own origin. */
  readonly isWelcome: (request: IncomingMessage) => boolean;
  readonly addressOf: (request: IncomingMessage) => string;
  /** The viewer of a cookie on the upgrade request, or of a bearer in the connection's first message. */
  readonly authenticate: (
    request: IncomingMessage,
    bearer: string | undefined,
  ) => Promise<{ viewer: Viewer; cookie: boolean }>;
  readonly contextFor: (viewer: Viewer) => RequestContext;
  readonly recordLook: RecordLook;
  /** Which of these sessions have ended. */
  readonly endedSessions: (sessionIds: readonly string[]) => Promise<readonly string[]>;
}

/** How soon a socket of an ended session is closed, at the latest, in milliseconds. */
const sessionCheckMs = 1_000;
/** A socket that has bytes waiting and took none for so long is cut; its client resumes from its cursor. */
const stalledMs = 600_000;
const initWaitMs = 3_000;

interface Connection {
  readonly socket: WebSocket;
  readonly address: string;
  readonly raw: Duplex;
  cookie: boolean;
  viewer: Viewer | null;
  subscriptions: number;
  bytesWritten: number;
  movedAt: number;
}

interface Extra {
  readonly connection: Connection;
  readonly request: IncomingMessage;
}

/**
 * GraphQL over WebSocket (the graphql-transport-ws protocol) on the server's own port. The protocol awaits each frame's
 * flush before it pulls the next, so a paused reader holds nothing but its place.
 */
export function serveSockets(server: Server, options: SocketOptions): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 64 * 1024,
    perMessageDeflate: false,
    handleProtocols: protocols => (protocols.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  });
  const connections = new Set<Connection>();
  const protocol = makeServer<Record<string, unknown>, Extra>(protocolOptions(options, connections));

  server.on('upgrade', (request, raw, head) => {
    // From here on the connection is ours: an error nobody listens to would end the process.
    raw.on('error', () => raw.destroy());
    const refuse = (status: string) => {
      // No timeout of the HTTP server watches it any more: it is not left to the client to close.
      raw.once('finish', () => raw.destroy());
      raw.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    if (request.url?.split('?', 1)[0] !== options.path) return refuse('404 Not Found');
    if (!options.isWelcome(request)) return refuse('403 Forbidden');
    const address = options.addressOf(request);
    if (countOf(connections, other => other.address === address) >= options.socketsPerAddress)
      return refuse('429 Too Many Requests');
    sockets.handleUpgrade(request, raw, head, socket => {
      const connection: Connection = {
        socket,
        address,
        raw,
        cookie: false,
        viewer: null,
        subscriptions: 0,
        bytesWritten: 0,
        movedAt: performance.now(),
      };
      connections.add(connection);
      serve(protocol, connection, request, () => connections.delete(connection));
    });
  });

  const sessionCheck = setInterval(() => void closeEndedSessions(connections, options), sessionCheckMs);
  const stallCheck = setInterval(() => cutStalled(connections), 15_000);
  return {
    async stop() {
      clearInterval(sessionCheck);
      clearInterval(stallCheck);
      for (const { socket } of connections) socket.close(1001, 'Going away');
      await new Promise<void>(resolve => {
        sockets.close(() => resolve());
        setTimeout(() => {
          for (const { socket } of connections) socket.terminate();
        }, 1_000).unref();
      });
    },
  };
}

function serve(
  protocol: ReturnType<typeof makeServer<Record<string, unknown>, Extra>>,
  connection: Connection,
  request: IncomingMessage,
  onClosed: () => void,
): void {
  const { socket } = connection;
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: data => new Promise((resolve, reject) => socket.send(data, error => (error ? reject(error) : resolve()))),
      close: (code, reason) => socket.close(code, reason),
      onMessage: handle =>
        socket.on('message', async data => {
          try {
            await handle(String(data));
          } catch {
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          }
        }),
    },
    { connection, request },
  );
  socket.on('error', () => socket.terminate());
  socket.once('close', (code, reason) => {
    onClosed();
    void closed(code, String(reason));
  });
}

function protocolOptions(
  options: SocketOptions,
  connections: ReadonlySet<Connection>,
): ServerOptions<Record<string, unknown>, Extra> {
  return {
    schema: options.schema,
    connectionInitWaitTimeout: initWaitMs,
    async onConnect({ connectionParams, extra }) {
      const bearer = /^Bearer (\S+)$/.exec(String(connectionParams?.authorization ?? ''))?.[1];
      const { viewer, cookie } = await options.authenticate(extra.request, bearer);
      if (viewer.kind !== 'MEMBER') return false;
      const own = countOf(
        connections,
        other => other.viewer?.kind === 'MEMBER' && shareOf(other.viewer) === shareOf(viewer),
      );
      if (own >= options.socketsPerPerson) {
        extra.connection.socket.close(4429, 'Too many sockets');
        return false;
      }
      extra.connection.viewer = viewer;
      extra.connection.cookie = cookie;
      return true;
    },
    async onSubscribe({ extra }, _id, payload) {
      const { connection } = extra;
      const { viewer } = connection;
      const signInFirst = [new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } })];
      if (viewer?.kind !== 'MEMBER') return signInFirst;
      // The check of all sockets comes once a second: an operation may move money before it.
      if ((await options.endedSessions([viewer.sessionId])).length > 0) {
        closeFor(connection.socket, CloseCode.Forbidden, 'Session ended');
        return signInFirst;
      }
      const trusted = options.documents.find(payload.extensions?.documentId);
      if (trusted === undefined && connection.cookie) {
        return [
          new GraphQLError('A page may send trusted documents only.', { extensions: { code: 'UNTRUSTED_DOCUMENT' } }),
        ];
      }
      if (connection.subscriptions >= options.subscriptionsPerSocket) {
        return [
          new GraphQLError('Too many operations on this socket.', { extensions: { code: 'TOO_MANY_OPERATIONS' } }),
        ];
      }
      const prepared = prepare(options.schema, trusted ?? payload.query, payload, viewer);
      if (Array.isArray(prepared)) return prepared;
      connection.subscriptions++;
      const operation = getOperationAST(prepared.document, payload.operationName)!;
      await options.recordLook(viewer, () => lookAt(prepared.document, operation, payload.variables));
      return { ...prepared, contextValue: options.contextFor(viewer) };
    },
    onComplete({ extra }) {
      extra.connection.subscriptions--;
    },
    onError: (_context, _id, _payload, errors) =>
      errors.map(error => masked(error.toJSON(), error, options.log)) as never,
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors
        ? { ...result, errors: result.errors.map(error => masked(error.toJSON(), error, options.log)) as never }
        : undefined,
  };
}

function prepare(
  schema: GraphQLSchema,
  source: string,
  payload: { operationName?: string | null; variables?: Record<string, unknown> | null },
  viewer: Viewer,
): ExecutionArgs | GraphQLError[] {
  try {
    const document = parse(source, { maxTokens });
    const errors = validate(schema, document, [...specifiedRules, queryLimitsRule(memberLimits)]);
    if (errors.length > 0) return [...errors];
    const operation = getOperationAST(document, payload.operationName);
    if (!operation) return [new GraphQLError('The document names no such operation.')];
    const refusal = callerRefusal(schema, document, operation, viewer);
    return refusal
      ? [refusal]
      : { schema, document, operationName: payload.operationName, variableValues: payload.variables };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

async function closeEndedSessions(connections: ReadonlySet<Connection>, options: SocketOptions): Promise<void> {
  const sessions = [...connections].flatMap(({ viewer }) => (viewer?.kind === 'MEMBER' ? [viewer.sessionId] : []));
  if (sessions.length === 0) return;
  try {
    const ended = new Set(await options.endedSessions([...new Set(sessions)]));
    for (const { viewer, socket } of connections) {
      if (viewer?.kind === 'MEMBER' && ended.has(viewer.sessionId))
        closeFor(socket, CloseCode.Forbidden, 'Session ended');
    }
  } catch (error) {
    options.log.error({ err: error }, 'Sessions of live sockets could not be checked');
  }
}

/** A peer that reads nothing never answers a close: after a grace the connection is cut. */
function closeFor(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), 1_000).unref();
}

/** Stalled means: bytes are waiting, and none has gone since long. A socket that is merely busy catching up is not. */
function cutStalled(connections: ReadonlySet<Connection>): void {
  for (const connection of connections) {
    const { bytesWritten } = connection.raw as Duplex & { bytesWritten: number };
    const flushed = bytesWritten - connection.raw.writableLength;
    if (flushed !== connection.bytesWritten || connection.raw.writableLength === 0) {
      connection.bytesWritten = flushed;
      connection.movedAt = performance.now();
    } else if (performance.now() - connection.movedAt > stalledMs) {
      connection.socket.terminate();
    }
  }
}

function countOf(connections: ReadonlySet<Connection>, matches: (connection: Connection) => boolean): number {
  let count = 0;
  for (const connection of connections) if (matches(connection)) count++;
  return count;
}
