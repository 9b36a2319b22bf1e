// @ts-check
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { EventsDocument } from './documents.mjs';

/**
 * A document that the server knows by its id; its types say what goes in and what comes back.
 *
 * @template Data, Variables
 * @typedef {{ readonly id: string, readonly name: string, readonly types?: (variables: Variables) => Data }} TypedDocument
 */

/** @typedef {import('./documents.mjs').EventsSubscription['events']} EventFrame */

/**
 * What became of an uploaded file: the invoices that landed, and those refused with every fault and its place.
 *
 * @typedef {object} UploadReport
 * @property {string | null} documentId
 * @property {{ invoiceId: string, number: string, outcome: string, row: number | null }[]} landed
 * @property {{ number: string | null, row: number | null, problems: Fault[] }[]} refused
 * @property {Fault[]} problems
 *
 * @typedef {{ code: string, message: string, path?: string }} Fault
 */

/** An answer without data: a malformed request, a missing credential or a fault of the server. Problems are data. */
export class RequestFault extends Error {
  /** @override */
  name = 'RequestFault';

  /** @param {string} message @param {string | undefined} code */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/**
 * A key made from what is asked: a program that was restarted, or runs twice, repeats its request instead of making another.
 *
 * @param {...string} parts
 * @returns {string} a UUID
 */
export function idempotencyKeyOf(...parts) {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Between two attempts to reach a server that is away, in milliseconds. */
const RETRY_MS = 500;
/** The server sends a frame at least every 30 s; longer silence means that the connection is dead without having closed. */
const SILENCE_MS = 75_000;

/** A program's connection to Tenor. */
export class TenorClient {
  /**
   * @param {string} url of the server, such as http://127.0.0.1:4000
   * @param {string} token of a session or an API key
   */
  constructor(url, token) {
    this.url = url.replace(/\/$/, '');
    this.token = token;
  }

  /**
   * Sends one document. A mutation that lost its answer may be sent again with the same `idempotencyKey`: it has one effect.
   *
   * @template Data, Variables
   * @param {TypedDocument<Data, Variables>} document
   * @param {Variables} variables
   * @returns {Promise<Data>}
   * @throws {RequestFault} where the answer is no data; a TypeError where no answer came
   */
  async send(document, variables) {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ documentId: document.id, operationName: document.name, variables }),
    });
    const { data, errors } = await response.json();
    if (errors?.[0]) throw new RequestFault(errors[0].message, errors[0].extensions?.code);
    return data;
  }

  /**
   * The nodes of a whole list, page by page.
   *
   * @template Node, Data
   * @template {{ after?: string | null }} Variables
   * @param {TypedDocument<Data, Variables>} document
   * @param {Omit<Variables, 'after'>} variables
   * @param {(data: Data) => { edges: { node: Node }[], pageInfo: { endCursor?: string | null, hasNextPage: boolean } }} connection
   * @returns {AsyncGenerator<Node>}
   */
  async *all(document, variables, connection) {
    for (let after = null; ; ) {
      const { edges, pageInfo } = connection(
        await this.send(document, /** @type {Variables} */ ({ ...variables, after })),
      );
      for (const { node } of edges) yield node;
      if (!pageInfo.hasNextPage) return;
      after = pageInfo.endCursor ?? null;
    }
  }

  /**
   * Uploads a file as it is.
   *
   * @param {string} path
   * @returns {Promise<UploadReport>}
   * @throws {RequestFault} where the upload itself is refused (401, 403, 413)
   */
  async upload(path) {
    const response = await fetch(`${this.url}/documents`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(basename(path)),
      },
      body: await readFile(path),
    });
    const report = await response.json();
    if (response.ok || response.status === 422) return report;
    const why = report.problems?.[0]?.message ?? `The upload was refused: ${response.status}.`;
    throw new RequestFault(why, String(response.status));
  }

  /**
   * Follows the events without a gap: after a drop, or a restart of the server, it goes on from the last frame it gave.
   * Keep a frame's cursor once you acted on it, and give it to the next run.
   *
   * @param {string | null} after the last cursor you acted on; null starts now
   * @param {AbortSignal} [signal]
   * @returns {AsyncGenerator<EventFrame>}
   * @throws {RequestFault} where the session is over or the cursor is not yours
   */
  async *events(after, signal) {
    for (let cursor = after; !signal?.aborted; ) {
      try {
        for await (const frame of this.#connection(cursor, signal)) {
          cursor = frame.cursor;
          yield frame;
        }
      } catch (error) {
        if (error instanceof RequestFault) throw error;
      }
      if (!signal?.aborted) await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    }
  }

  /** @param {string | null} after @param {AbortSignal | undefined} signal @returns {AsyncGenerator<EventFrame>} */
  async *#connection(after, signal) {
    const client = createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: 0,
    });
    const close = () => client.terminate();
    signal?.addEventListener('abort', close, { once: true });
    let silence = setTimeout(close, SILENCE_MS);
    try {
      const frames = client.iterate({
        query: '',
        operationName: EventsDocument.name,
        variables: { after },
        extensions: { documentId: EventsDocument.id },
      });
      for await (const { data, errors } of frames) {
        const error = errors?.[0];
        if (error) throw new RequestFault(error.message, String(error.extensions?.code));
        clearTimeout(silence);
        silence = setTimeout(close, SILENCE_MS);
        yield/** @type {{ events: EventFrame }} */ (/** @type {unknown} */ (data)).events;
      }
    } catch (error) {
      throw faultOf(error);
    } finally {
      clearTimeout(silence);
      signal?.removeEventListener('abort', close);
      close();
    }
  }
}

/**
 * The end of a session is told by the socket's code, a refused subscription by its errors; anything else is a lost connection.
 *
 * @param {unknown} error
 * @returns {unknown}
 */
function faultOf(error) {
  const [refusal] = Array.isArray(error) ? error : [];
  if (refusal) return new RequestFault(refusal.message, refusal.extensions?.code);
  const code = /** @type {{ code?: unknown } | null} */ (error)?.code;
  return code === 4401 || code === 4403 ? new RequestFault('The session is over.', 'UNAUTHENTICATED') : error;
}
