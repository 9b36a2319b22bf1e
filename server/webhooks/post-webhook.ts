import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { isCallable } from './callable-address.js';
import { hostOf, readWebhookUrl } from './webhook-url.js';

/** Every address that a name stands for now. */
export type ResolveName = (host: string) => Promise<readonly LookupAddress[]>;

const resolveBySystem: ResolveName = host => promisify(systemLookup)(host, { all: true });

/** For the whole call, the look-up of the name included; Standard Webhooks asks for 15 to 30 s. */
const timeoutMs = 15_000;
/** How much of an answer is read. */
const answerMaxBytes = 16 * 1024;
/** How much of it is kept for the endpoint's owner. */
const excerptMax = 500;

export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CallSurroundings {
  /** Whether programs of this very machine may be called. */
  readonly loopbackAllowed: boolean;
  readonly resolve?: ResolveName;
  readonly timeoutMs?: number;
}

/** What came of a call: an answer, or a fault in a few words fit for the endpoint's owner. */
export type CallOutcome =
  | { readonly status: number; readonly excerpt: string; readonly retryAfter: string | undefined }
  | { readonly fault: CallFault };

export type CallFault = 'PRIVATE_ADDRESS' | 'NO_SUCH_HOST' | 'TIMEOUT' | 'REFUSED' | 'TLS' | 'CONNECTION';

/**
 * Sends one webhook. The name is looked up here, every address it stands for must be callable, and the connection is made to these very
 * addresses: a name that changes its mind between the two (DNS rebinding) is never asked again. No redirect is followed,
 * no connection is kept, no proxy of the environment is used.
 */
export async function postWebhook(call: WebhookCall, surroundings: CallSurroundings): Promise<CallOutcome> {
  const { loopbackAllowed, resolve = resolveBySystem } = surroundings;
  const read = readWebhookUrl(call.url, loopbackAllowed);
  if ('fault' in read) return { fault: 'PRIVATE_ADDRESS' };
  const signal = AbortSignal.timeout(surroundings.timeoutMs ?? timeoutMs);
  try {
    const url = new URL(read.url);
    const addresses = await before(signal, addressesOf(hostOf(url), resolve));
    if (addresses.length === 0) return { fault: 'NO_SUCH_HOST' };
    if (!addresses.every(({ address }) => isCallable(address, loopbackAllowed))) return { fault: 'PRIVATE_ADDRESS' };
    return await send(url, call, addresses, signal);
  } catch (error) {
    return { fault: signal.aborted ? 'TIMEOUT' : faultOf(error) };
  }
}

async function addressesOf(host: string, resolve: ResolveName): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  return family === 0 ? resolve(host) : [{ address: host, family }];
}

function send(
  url: URL,
  { headers, body }: WebhookCall,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<CallOutcome> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const lookup: LookupFunction = (_host, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
    });
    sent.once('error', reject);
    sent.once('response', answer => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        resolve({
          status: answer.statusCode!,
          excerpt: excerptOf(Buffer.concat(chunks).subarray(0, answerMaxBytes)),
          retryAfter: answer.headers['retry-after'],
        });
        sent.destroy();
      };
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= answerMaxBytes) done();
      });
      answer.once('end', done);
      answer.once('error', reject);
    });
    sent.end(body);
  });
}

/** What a person can read of the answer: one line, without control characters. */
function excerptOf(answer: Buffer): string {
  const text = answer
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  return [...text.slice(0, excerptMax)].filter(character => !/\p{Cs}/u.test(character)).join('');
}

function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function faultOf(error: unknown): CallFault {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'NO_SUCH_HOST';
  if (code === 'ECONNREFUSED') return 'REFUSED';
  if (/^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_|UNABLE_|SELF_SIGNED|HOSTNAME)/.test(code)) return 'TLS';
  return 'CONNECTION';
}
