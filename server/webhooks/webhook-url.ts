import { isIP } from 'node:net';
import { isLoopback } from '../platform/config.js';
import { isCallable } from './callable-address.js';

const httpsPort = 443;
const portMin = 1024;
const lengthMax = 2000;

export type UrlFault = 'NOT_A_URL' | 'NOT_HTTPS' | 'CREDENTIALS' | 'PORT' | 'PRIVATE_ADDRESS' | 'TOO_LONG';

export const urlFaultMessages: Readonly<Record<UrlFault, string>> = {
  NOT_A_URL: 'This is no address of the form https://host/path.',
  NOT_HTTPS: 'The address must begin with https://.',
  CREDENTIALS: 'Leave name and password out of the address: each call is signed.',
  PORT: 'The port must be 443, or 1024 and higher.',
  PRIVATE_ADDRESS: 'This address is not of the public internet.',
  TOO_LONG: `This is longer than ${lengthMax} characters.`,
};

/**
 * The address of an endpoint in its normal form, or what is wrong with it. What a name stands for is looked up, and judged, at each
 * call; a bare IP address is judged here as well.
 *
 * @param loopbackAllowed whether programs of this very machine may be called, over http as well: in a demo
 */
export function readWebhookUrl(text: string, loopbackAllowed: boolean): { url: string } | { fault: UrlFault } {
  if (text.length > lengthMax) return { fault: 'TOO_LONG' };
  if (!URL.canParse(text)) return { fault: 'NOT_A_URL' };
  const url = new URL(text);
  const isOwnMachine = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine && loopbackAllowed)) {
    return { fault: 'NOT_HTTPS' };
  }
  if (url.username || url.password) return { fault: 'CREDENTIALS' };
  if (url.port !== '' && Number(url.port) !== httpsPort && Number(url.port) < portMin) return { fault: 'PORT' };
  if (url.protocol === 'http:' && url.port === '') return { fault: 'PORT' };
  const host = hostOf(url);
  if (isOwnMachine && !loopbackAllowed) return { fault: 'PRIVATE_ADDRESS' };
  if (isIP(host) !== 0 && !isCallable(host, loopbackAllowed)) return { fault: 'PRIVATE_ADDRESS' };
  url.hash = '';
  return { url: url.href };
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
