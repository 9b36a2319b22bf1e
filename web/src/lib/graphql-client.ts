import { noteSources } from './amount-sources.js';
import type { TypedDocument } from './typed-document.js';

/** SIGNED_OUT: the session is no more. UNREACHABLE: no answer came, the request may or may not have arrived. */
export type FaultKind = 'SIGNED_OUT' | 'UNREACHABLE' | 'REFUSED';

/** A request without an answer, or with one that is no data. A refusal of a command is no fault but a problem in the data. */
export class RequestFault extends Error {
  override readonly name = 'RequestFault';
  readonly kind: FaultKind;
  readonly requestId: string | undefined;

  constructor(kind: FaultKind, message: string, requestId?: string) {
    super(message);
    this.kind = kind;
    this.requestId = requestId;
  }
}

interface Body {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
  extensions?: { requestId?: string };
}

/**
 * Sends one trusted document and gives its data.
 *
 * @throws RequestFault
 */
export async function send<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const body = await post(JSON.stringify({ documentId: document.id, operationName: document.name, variables }), signal);
  const [error] = body.errors ?? [];
  if (error) {
    const kind = error.extensions?.code === 'UNAUTHENTICATED' ? 'SIGNED_OUT' : 'REFUSED';
    throw new RequestFault(kind, error.message, error.extensions?.requestId ?? body.extensions?.requestId);
  }
  noteSources(document.name, variables, body.data);
  return body.data as Data;
}

async function post(text: string, signal: AbortSignal | undefined): Promise<Body> {
  let response: Response;
  try {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    };
    response = await fetch('/graphql', { method: 'POST', headers, body: text, signal });
    if (response.status === 401) throw new RequestFault('SIGNED_OUT', 'Nobody is signed in.');
    return (await response.json()) as Body;
  } catch (error) {
    if (error instanceof RequestFault || signal?.aborted) throw error;
    throw new RequestFault('UNREACHABLE', 'No answer came from the server.');
  }
}
