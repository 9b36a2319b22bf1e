import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../platform/config.js';

/** Which host names this server answers to, and which pages may speak to it with a cookie. */
export interface HostRule {
  /** Host names are compared without their port. */
  isKnownHost(hostHeader: string | undefined): boolean;
  /** A browser's request must come from a page of the very host name and scheme it goes to. */
  isOwnOrigin(headers: IncomingHttpHeaders, secure: boolean): boolean;
}

/** Loopback names always; beyond them only the host of PUBLIC_URL. Anything else is refused (DNS rebinding). */
export function hostRule(publicUrl: string | undefined): HostRule {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return {
    isKnownHost: host => host !== undefined && (host === publicHost || isLoopback(withoutPort(host))),
    isOwnOrigin: (headers, secure) => headers.origin === `${secure ? 'https' : 'http'}://${headers.host}`,
  };
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
