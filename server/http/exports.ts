import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../platform/viewer.js';

/** What the routes for files of lists stand on: the exports behind one function. */
export interface ExportRoutes {
  /** Who asks, told afresh each time, for an answer may last longer than its session; and whether by a cookie. */
  readonly identify: (request: FastifyRequest) => Promise<{ readonly viewer: Viewer; readonly cookie: boolean }>;
  /** Of the pages the caller uses. */
  readonly originOf: (request: FastifyRequest) => string;
  readonly open: (request: ExportRequest) => Promise<ExportAnswer>;
}

export interface ExportRequest {
  readonly viewer: Viewer;
  /** What stands behind `/exports/`. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly requestId: string;
  readonly origin: string;
}

/** A file that is written while it is sent, or why there is none. */
export type ExportAnswer =
  | { readonly fileName: string; readonly mediaType: string; readonly chunks: AsyncGenerator<string | Buffer> }
  | { readonly status: 400 | 403 | 404 | 409; readonly code: string; readonly message: string };

/** How many files one person may be sent at a time. */
const filesAtOnce = 3;
/** What a browser says of a request that does not come from a page of ours, nor from its address line. */
const foreignSites = new Set(['cross-site', 'same-site']);
/** How long a viewer is taken as known while a file is sent, in milliseconds. */
const knownMs = 1_000;

/**
 * `GET /exports/<name>?<parameters>`: a list, or more, as a file, by cookie or bearer as everywhere. A file that breaks off
 * ends its connection without the last chunk, which every client takes for a failure: what arrived whole is whole.
 */
export async function exportRoutes(fastify: FastifyInstance, routes: ExportRoutes): Promise<void> {
  const underWay = new Map<string, number>();

  fastify.get<{ Params: { '*': string } }>('/exports/*', { exposeHeadRoute: false }, async (request, reply) => {
    const { viewer, cookie } = await routes.identify(request);
    if (viewer.kind !== 'MEMBER') return refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in first.');
    // A link on a page of others carries the cookie, too.
    if (cookie && foreignSites.has(String(request.headers['sec-fetch-site'])))
      return refuse(reply, 403, 'FOREIGN_ORIGIN', 'This request does not come from a page of this server.');
    const person = viewer.personId;
    const before = underWay.get(person) ?? 0;
    if (before >= filesAtOnce)
      return refuse(reply, 429, 'TOO_MANY_EXPORTS', `At most ${filesAtOnce} files at a time: wait for one to end.`);

    underWay.set(person, before + 1);
    const release = once(() => {
      const left = underWay.get(person)! - 1;
      if (left > 0) underWay.set(person, left);
      else underWay.delete(person);
    });
    reply.raw.once('close', release);
    const answer = await routes.open({
      viewer,
      name: request.params['*'],
      parameters: request.query as ExportRequest['parameters'],
      requestId: request.id,
      origin: routes.originOf(request),
    });
    if ('status' in answer) return refuse(reply, answer.status, answer.code, answer.message);
    return reply
      .type(answer.mediaType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
      .header('cache-control', 'no-store')
      .send(
        Readable.from(
          whileKnown(answer.chunks, viewer.organizationId, async () => (await routes.identify(request)).viewer),
        ),
      );
  });
}

/** The chunks as long as the session lasts: a file of minutes must not outlive the right to it. */
async function* whileKnown(
  chunks: AsyncGenerator<string | Buffer>,
  organizationId: string,
  viewerNow: () => Promise<Viewer>,
): AsyncGenerator<string | Buffer> {
  let knownAt = performance.now();
  for await (const chunk of chunks) {
    if (performance.now() - knownAt > knownMs) {
      const viewer = await viewerNow();
      if (viewer.kind !== 'MEMBER' || viewer.organizationId !== organizationId) throw new Error('The session ended.');
      knownAt = performance.now();
    }
    yield chunk;
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ problems: [{ code, message }] });
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
