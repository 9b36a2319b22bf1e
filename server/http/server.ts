import { realpath } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import fastifyHelmet from '@fastify/helmet';
import proxyAddr from '@fastify/proxy-addr';
import fastifyStatic from '@fastify/static';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { newId } from '../platform/ids.js';
import { projectRoot } from '../platform/project-root.js';
import type { RequestContext } from '../platform/request-context.js';
import { anonymousViewer, type Viewer } from '../platform/viewer.js';
import { graphqlServer, type RecordLook } from './graphql.js';
import { type ExportRoutes, exportRoutes } from './exports.js';
import { type BankFileRoutes, bankFileRoutes } from './bank-files.js';
import { hostRule } from './origins.js';
import { type SessionCookie, sessionCookie } from './session-cookie.js';
import { serveSockets } from './sockets.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { type DocumentRoutes, documentRoutes } from './uploads.js';

/** Everything the HTTP layer is given; it knows no slice. */
export interface HttpOptions {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly trustProxy: readonly string[];
  readonly logLevel: string;
  readonly socketsPerPerson: number;
  readonly socketsPerAddress: number;
  readonly subscriptionsPerSocket: number;
  readonly schema: GraphQLSchema;
  readonly documents: TrustedDocuments;
  readonly uploads: Omit<DocumentRoutes, 'viewerOf' | 'originOf'>;
  /** Files to and from banks; absent where there are none. */
  readonly bankFiles?: Omit<BankFileRoutes, 'viewerOf'>;
  /** Files of lists; absent where there are none to be had. */
  readonly openExport?: ExportRoutes['open'];
  readonly viewerOfToken: (token: string, carrier: 'COOKIE' | 'BEARER') => Promise<Viewer | null>;
  readonly endedSessions: (sessionIds: readonly string[]) => Promise<readonly string[]>;
  /** `origin` is that of the pages the caller uses, for links that are handed out. */
  readonly contextFor: (viewer: Viewer, requestId: string, origin: string, carrier?: SessionCarrier) => RequestContext;
  /** Writes down what somebody looks at, where that is to be logged: no answer leaves before. Absent where nothing is. */
  readonly recordLook?: RecordLook;
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
}

/** How sign-in gives its session to a browser, and from where it was tried. */
export interface SessionCarrier {
  readonly address: string;
  setSessionCookie(token: string, expiresAt: Date): void;
  clearSessionCookie(): void;
}

export interface HttpServer {
  /** The address it listens on, without a final slash. */
  readonly url: string;
  stop(): Promise<void>;
}

interface Caller {
  readonly viewer: Viewer;
  /** Whether a cookie says who this is: a page, which may send trusted documents only. */
  readonly cookie: boolean;
}

const graphqlPath = '/graphql';
/** A document and its variables: small for strangers, larger for members (Fastify counts before we know who asks). */
const bodyLimit = 2 * 1024 * 1024;
const anonymousBodyLimit = 100 * 1024;
/** How often a stop looks for connections that were kept alive behind their answer. */
const idlePollMs = 100;

/** One port for the API, its subscriptions, documents, health and the web. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const isTrustedProxy = proxyAddr.compile([...options.trustProxy]);
  const fastify = Fastify({
    logger: { level: options.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    trustProxy: isTrustedProxy,
    bodyLimit,
    genReqId: newId,
    forceCloseConnections: 'idle',
  });
  const { recordLook = async () => {} } = options;
  const secure = options.publicUrl?.startsWith('https:') ?? false;
  const hosts = hostRule(options.publicUrl);
  let cookie: SessionCookie = sessionCookie(secure, options.port);
  const callers = new WeakMap<FastifyRequest, Promise<Caller>>();

  async function identify(headers: IncomingMessage['headers'], bearer: string | undefined): Promise<Caller> {
    if (bearer !== undefined)
      return { viewer: (await options.viewerOfToken(bearer, 'BEARER')) ?? anonymousViewer, cookie: false };
    const token = cookie.read(headers.cookie);
    if (token === undefined) return { viewer: anonymousViewer, cookie: false };
    return { viewer: (await options.viewerOfToken(token, 'COOKIE')) ?? anonymousViewer, cookie: true };
  }
  function callerOf(request: FastifyRequest): Promise<Caller> {
    let caller = callers.get(request);
    if (!caller) {
      caller = identify(request.headers, bearerOf(request.headers.authorization));
      callers.set(request, caller);
    }
    return caller;
  }

  function originOf(request: FastifyRequest): string {
    return options.publicUrl ?? `http://${request.headers.host}`;
  }

  fastify.addHook('onRequest', async (request, reply) => {
    if (!hosts.isKnownHost(request.headers.host))
      return refuse(reply, 421, 'UNKNOWN_HOST', 'This server does not answer to that host name.');
    // A browser says where a writing request comes from; a cookie counts only from our own pages.
    const fromPage = request.headers.origin !== undefined || request.headers.cookie !== undefined;
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    const bearer = request.headers.authorization !== undefined;
    if (writes && fromPage && !bearer && !hosts.isOwnOrigin(request.headers, secure)) {
      return refuse(reply, 403, 'FOREIGN_ORIGIN', 'This request does not come from a page of this server.');
    }
  });
  await fastify.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Some browsers do not count the socket of their own host name as 'self'.
        connectSrc: ["'self'", 'ws:', 'wss:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  });

  const apollo = await graphqlServer(options.schema, fastify, recordLook);
  fastify.route({
    url: graphqlPath,
    method: ['GET', 'POST'],
    // Before the body is read: what a stranger may send is counted as it comes, whatever its length header says.
    preParsing: async (request, _reply, body) => {
      const { viewer } = await callerOf(request);
      return viewer.kind === 'MEMBER' ? body : atMost(anonymousBodyLimit, body);
    },
    errorHandler: (error, _request, reply) => refuseError(reply, error),
    preHandler: async (request, reply) => {
      const caller = await callerOf(request);
      const refusal = useTrustedDocument(request, options.documents, caller);
      if (refusal) return refuse(reply, 403, 'UNTRUSTED_DOCUMENT', refusal);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) =>
        options.contextFor(
          (await callerOf(request)).viewer,
          request.id,
          originOf(request),
          carrierOf(request, reply, () => cookie),
        ),
    }),
  });
  await fastify.register(async scope =>
    documentRoutes(scope, {
      ...options.uploads,
      viewerOf: async request => (await callerOf(request)).viewer,
      originOf,
    }),
  );
  const { bankFiles } = options;
  if (bankFiles) {
    await fastify.register(async scope =>
      bankFileRoutes(scope, { ...bankFiles, viewerOf: async request => (await callerOf(request)).viewer }),
    );
  }
  if (options.openExport) {
    await exportRoutes(fastify, {
      identify: request => identify(request.headers, bearerOf(request.headers.authorization)),
      originOf,
      open: options.openExport,
    });
  }
  healthRoutes(fastify, options.ready);
  await webRoutes(fastify);

  await fastify.listen({ port: options.port, host: options.host });
  const address = fastify.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  if (port !== options.port) cookie = sessionCookie(secure, port);
  const sockets = serveSockets(fastify.server, {
    schema: options.schema,
    documents: options.documents,
    path: graphqlPath,
    socketsPerPerson: options.socketsPerPerson,
    socketsPerAddress: options.socketsPerAddress,
    subscriptionsPerSocket: options.subscriptionsPerSocket,
    log: fastify.log,
    isWelcome: request =>
      hosts.isKnownHost(request.headers.host) &&
      (request.headers.origin === undefined || hosts.isOwnOrigin(request.headers, secure)),
    // As Fastify's own `request.ip`: an upgrade passes it by.
    addressOf: request => proxyAddr(request, isTrustedProxy),
    // A cookie without an origin is no browser of today: programs use a bearer.
    authenticate: (request, bearer) =>
      bearer === undefined && request.headers.origin === undefined
        ? Promise.resolve({ viewer: anonymousViewer, cookie: false })
        : identify(request.headers, bearer),
    contextFor: viewer => options.contextFor(viewer, newId(), options.publicUrl ?? `http://localhost:${port}`),
    recordLook,
    endedSessions: options.endedSessions,
  });

  return {
    url: options.publicUrl ?? `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    async stop() {
      await sockets.stop();
      // Apollo waits ten seconds for answers that are under way, then cuts them off; who got one keeps its connection open.
      const answered = setInterval(() => fastify.server.closeIdleConnections(), idlePollMs);
      await apollo.stop();
      await fastify.close();
      clearInterval(answered);
    },
  };
}

/**
 * Puts the text of a trusted document in place of its id. A cookie's caller may send nothing else; a bearer's any document.
 *
 * @returns why the request is refused, if it is
 */
function useTrustedDocument(request: FastifyRequest, documents: TrustedDocuments, caller: Caller): string | undefined {
  const body = request.body as { documentId?: unknown; query?: unknown } | undefined;
  if (body && typeof body === 'object' && body.documentId !== undefined) {
    const query = documents.find(body.documentId);
    if (query === undefined) return 'There is no such document.';
    delete body.documentId;
    body.query = query;
    return undefined;
  }
  return caller.cookie ? 'A page may send trusted documents only.' : undefined;
}

function bearerOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : (/^Bearer (\S+)$/.exec(header)?.[1] ?? '');
}

function carrierOf(request: FastifyRequest, reply: FastifyReply, cookie: () => SessionCookie): SessionCarrier {
  return {
    address: request.ip,
    setSessionCookie: (token, expiresAt) => void reply.header('set-cookie', cookie().set(token, expiresAt)),
    clearSessionCookie: () => void reply.header('set-cookie', cookie().clear()),
  };
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/** A fault of the request itself, found before anything of ours ran: its body is too long, cut off, or no JSON. */
function refuseError(reply: FastifyReply, error: FastifyError): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) throw error;
  return refuse(reply, status, status === 413 ? 'TOO_LARGE' : 'BAD_REQUEST', error.message);
}

/** The same stream up to so many bytes; the one after them ends the reading with a refusal. */
function atMost(bytes: number, stream: Readable): Readable {
  let received = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received <= bytes) return done(null, chunk);
      done(Object.assign(new Error('Sign in to send more.'), { statusCode: 413 }));
    },
  });
  // Not `pipeline`: it would cut the connection before the refusal is sent.
  stream.once('error', error => counted.destroy(error));
  return stream.pipe(counted);
}

/** `/healthz`: the process lives. `/readyz`: it can serve. */
function healthRoutes(fastify: FastifyInstance, ready: () => Promise<void>): void {
  fastify.get('/healthz', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
}

/** The web's files; every other path that wants a page gets the one page, whose router knows the rest. */
async function webRoutes(fastify: FastifyInstance): Promise<void> {
  const link = join(projectRoot(), 'dist', 'web');
  await fastify.register(fastifyStatic, {
    // Where the link leads now: a later build beside it must not change what this server serves.
    root: await realpath(link).catch(() => link),
    wildcard: false,
    index: false,
    // File names under assets/ carry a hash of their content.
    setHeaders: (reply, path) =>
      void reply.setHeader(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
  fastify.setNotFoundHandler((request, reply) => {
    const accepts = request.headers.accept ?? '*/*';
    // The address that people are given shows the product to whatever asks for it.
    const wantsPage =
      request.method === 'GET' && (accepts.includes('text/html') || (request.url === '/' && accepts.includes('*/*')));
    return wantsPage ? reply.sendFile('index.html') : refuse(reply, 404, 'NOT_FOUND', 'There is nothing here.');
  });
}
