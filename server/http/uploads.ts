import { PassThrough, type Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Viewer } from '../platform/viewer.js';
import { attachment, fault, fileMediaTypes, fileOf, refusingStrangers, refusingTooLarge, sendFile } from './files.js';

/** What the document routes stand on: the invoices slice behind two functions. */
export interface DocumentRoutes {
  readonly maxBytes: number;
  readonly viewerOf: (request: FastifyRequest) => Promise<Viewer>;
  /** Of the pages the caller uses, for links that are handed out. */
  readonly originOf: (request: FastifyRequest) => string;
  readonly submit: (
    viewer: Viewer,
    file: { name: string; mediaType: string; bytes: Buffer },
    submission: {
      readonly origin: string;
      /** Told after each slice of a file of many invoices. */
      readonly onProgress: (progress: SubmissionProgress) => void;
    },
  ) => Promise<SubmissionAnswer>;
  readonly download: (
    viewer: Viewer,
    documentId: string,
  ) => Promise<{ name: string; mediaType: string; body: Buffer } | null>;
  readonly csvTemplate: () => string;
}

/** How many invoices of a file have been dealt with, of how many. */
export interface SubmissionProgress {
  readonly done: number;
  readonly total: number;
}

/** A report of what landed and what did not, or a refusal of the whole. */
export interface SubmissionAnswer {
  readonly status: 200 | 403 | 422;
  readonly body: object;
}

/**
 * `POST /documents`: the file is the body, its name in `X-File-Name` (percent-encoded); the answer is the report, or, to who
 * accepts `application/x-ndjson`, a line `{progress}` after each slice and at last `{status, report}`. `GET /documents/<id>`: the
 * original, byte for byte, to those who may see it. `GET /documents/template.csv`: the columns of a CSV file.
 */
export async function documentRoutes(fastify: FastifyInstance, routes: DocumentRoutes): Promise<void> {
  // The body is collected as it streams in; Fastify cuts it off at the limit, whatever its length header says.
  fastify.addContentTypeParser(fileMediaTypes, { parseAs: 'buffer', bodyLimit: routes.maxBytes }, (_, body, done) =>
    done(null, body),
  );

  const onRequest = refusingStrangers(routes.viewerOf);
  const errorHandler = refusingTooLarge(
    routes.maxBytes,
    'Send it in parts: an invoice a file, or fewer rows. Whoever runs the server sets the limit by UPLOAD_MAX_BYTES.',
  );
  fastify.post('/documents', { bodyLimit: routes.maxBytes, onRequest, errorHandler }, async (request, reply) => {
    const viewer = await routes.viewerOf(request);
    const brought = fileOf(request);
    if ('problems' in brought) return reply.code(400).send(brought);
    const origin = routes.originOf(request);
    const file = { ...brought, mediaType: request.headers['content-type'] ?? '' };
    if (request.headers.accept?.includes(progressType)) {
      const lines = progressLines(onProgress => routes.submit(viewer, file, { origin, onProgress }), request.log);
      return reply.type(progressType).header('x-accel-buffering', 'no').send(lines);
    }
    const answer = await routes.submit(viewer, file, { origin, onProgress: () => {} });
    return reply.code(answer.status).send(answer.body);
  });

  fastify.get('/documents/template.csv', async (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', attachment('tenor-invoices.csv'))
      .send(routes.csvTemplate()),
  );

  fastify.get<{ Params: { id: string } }>('/documents/:id', async (request, reply) => {
    const viewer = await routes.viewerOf(request);
    const document = await routes.download(viewer, request.params.id);
    if (!document) return reply.code(404).send(fault('NOT_FOUND', 'There is no such document, or you may not see it.'));
    return sendFile(reply, document);
  });
}

const progressType = 'application/x-ndjson';

/** One JSON object a line. The work goes on whether or not anybody still reads: what has landed has landed. */
function progressLines(
  submit: (onProgress: (progress: SubmissionProgress) => void) => Promise<SubmissionAnswer>,
  log: FastifyRequest['log'],
): Readable {
  const lines = new PassThrough();
  lines.on('error', () => {});
  const say = (line: object) => void lines.write(`${JSON.stringify(line)}\n`);
  submit(progress => say({ progress }))
    .then(({ status, body }) => say({ status, report: body }))
    .catch(error => {
      log.error(error);
      say({ status: 500, report: fault('FAULT', 'The server failed: send the file again, what has landed stays.') });
    })
    .finally(() => lines.end());
  return lines;
}
