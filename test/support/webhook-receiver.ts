import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it came in. */
export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the body says. */
  readonly said: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: { readonly id: string; readonly subject: { readonly type: string; readonly id: string } | null };
  };
}

export type Answer = (call: ReceivedCall, response: ServerResponse) => void;

/** A program that is called, on this machine. */
export interface WebhookReceiver {
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** How it answers from here on; 204 to begin with. */
  answer: Answer;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<WebhookReceiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const call = {
        method: request.method!,
        path: request.url!,
        headers: request.headers,
        body,
        said: JSON.parse(body),
      };
      calls.push(call);
      receiver.answer(call, response);
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    calls,
    answer: status(204),
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
  return receiver;
}

/** Answers with a status, and nothing or these words. */
export function status(code: number, headers: Record<string, string> = {}, words = ''): Answer {
  return (_, response) => void response.writeHead(code, headers).end(words);
}

/** The signature of a call made by a secret, from the words of the specification: base64 of HMAC-SHA256 over `id.timestamp.body`. */
export function expectedSignature({ headers, body }: ReceivedCall, secret: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const content = Buffer.from(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`);
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
