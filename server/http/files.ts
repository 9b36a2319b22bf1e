import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../platform/viewer.js';

/* What the routes have in common by which files come and go as the body of a request or an answer. */

/** What a file may call itself; what it is, its content says. */
export const fileMediaTypes = [
  'application/octet-stream',
  'application/xml',
  'text/xml',
  'text/csv',
  'application/pdf',
];

/** Before the body is read: a stranger's file is held nowhere. */
export function refusingStrangers(viewerOf: (request: FastifyRequest) => Promise<Viewer>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const viewer = await viewerOf(request);
    if (viewer.kind !== 'MEMBER') await reply.code(401).send(fault('UNAUTHENTICATED', 'Sign in first.'));
  };
}

/** The name and the bytes that a request brings, or what it lacks. */
export function fileOf(
  request: FastifyRequest,
): { readonly name: string; readonly bytes: Buffer } | ReturnType<typeof fault> {
  const name = fileNameOf(request.headers['x-file-name']);
  if (name === undefined) return fault('FILE_NAME_MISSING', 'Name the file in X-File-Name, percent-encoded.');
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return fault('EMPTY_FILE', 'The file is empty.');
  return { name, bytes: request.body };
}

function fileNameOf(header: string | string[] | undefined): string | undefined {
  try {
    const name = decodeURIComponent(String(header ?? ''))
      .replace(/[\p{C}/\\]/gu, '')
      .slice(-255);
    return name === '' ? undefined : name;
  } catch {
    return undefined;
  }
}

/** Never shown inline: a document of a stranger must not run as a page of ours. */
export function sendFile(reply: FastifyReply, { name, body }: { name: string; body: Buffer | string }): FastifyReply {
  return reply.type('application/octet-stream').header('content-disposition', attachment(name)).send(body);
}

export function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}

export function fault(code: string, message: string): { problems: { code: string; message: string }[] } {
  return { problems: [{ code, message }] };
}

/** So much more than the limit is read and let go, so that whoever sends it hears the answer; beyond, the connection is cut. */
const drainedTimes = 10;

/** Answers for a file above the limit with the limit, and with what else can be done; any other fault is not its business. */
export function refusingTooLarge(maxBytes: number, advice: string) {
  const limit = maxBytes % mebibyte === 0 ? `${maxBytes / mebibyte} MiB` : `${maxBytes} bytes`;
  const problem = fault('FILE_TOO_LARGE', `The file has more than ${limit}, the most that is taken here. ${advice}`);
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error.statusCode !== 413) throw error;
    if (Number(request.headers['content-length']) <= drainedTimes * maxBytes) reply.header('connection', 'keep-alive');
    return reply.code(413).send(problem);
  };
}

const mebibyte = 1024 * 1024;
