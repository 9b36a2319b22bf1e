import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Viewer } from '../platform/viewer.js';
import { fault, fileMediaTypes, fileOf, refusingStrangers, refusingTooLarge, sendFile } from './files.js';

/** What the routes of bank files stand on: the reconciliation and payments slices behind functions. */
export interface BankFileRoutes {
  readonly maxBytes: number;
  readonly viewerOf: (request: FastifyRequest) => Promise<Viewer>;
  readonly submit: (
    viewer: Viewer,
    file: { name: string; bytes: Buffer },
  ) => Promise<{ readonly status: 200 | 403 | 422; readonly body: object }>;
  readonly download: (viewer: Viewer, bankFileId: string) => Promise<{ name: string; body: Buffer } | null>;
  readonly takePaymentFile: (
    viewer: Viewer,
    paymentFileId: string,
  ) => Promise<{ readonly messageId: string; readonly body: string } | { readonly refused: string } | null>;
}

/**
 * `POST /bank-files`: a file of a bank is the body, its name in `X-File-Name` (percent-encoded); the answer says what became
 * of it. `GET /bank-files/<id>`: the original, byte for byte. `GET /payment-files/<id>.xml`: an instruction file, the same
 * bytes each time; from the first time on it may have left.
 */
export async function bankFileRoutes(fastify: FastifyInstance, routes: BankFileRoutes): Promise<void> {
  fastify.addContentTypeParser(fileMediaTypes, { parseAs: 'buffer', bodyLimit: routes.maxBytes }, (_, body, done) =>
    done(null, body),
  );
  const onRequest = refusingStrangers(routes.viewerOf);
  const errorHandler = refusingTooLarge(
    routes.maxBytes,
    'Ask your bank for a file a day or an account. The command read-bank-file shows what is in one of up to 64 MiB; the folder of a bank takes any, and holds what is larger unread.',
  );
  fastify.post('/bank-files', { bodyLimit: routes.maxBytes, onRequest, errorHandler }, async (request, reply) => {
    const file = fileOf(request);
    if ('problems' in file) return reply.code(400).send(file);
    const answer = await routes.submit(await routes.viewerOf(request), file);
    return reply.code(answer.status).send(answer.body);
  });

  fastify.get<{ Params: { id: string } }>('/bank-files/:id', async (request, reply) => {
    const file = await routes.download(await routes.viewerOf(request), request.params.id);
    return file ? sendFile(reply, file) : reply.code(404).send(nothing);
  });

  fastify.get<{ Params: { id: string } }>('/payment-files/:id.xml', async (request, reply) => {
    const file = await routes.takePaymentFile(await routes.viewerOf(request), request.params.id);
    if (file === null) return reply.code(404).send(nothing);
    if ('refused' in file) return reply.code(409).send(fault('NOT_AVAILABLE', file.refused));
    return sendFile(reply, { name: `${file.messageId}.xml`, body: Buffer.from(file.body, 'utf8') });
  });
}

const nothing = fault('NOT_FOUND', 'There is no such file, or you may not see it.');
