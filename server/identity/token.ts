import { createHash, randomBytes } from 'node:crypto';

/** 'tnr' for sessions, 'tni' for links, 'tnk' for API keys: a log or a scanner that meets one knows what it is. */
export type TokenKind = 'tnr' | 'tni' | 'tnk';

/** A new secret of 256 bits: '<kind>_' and 43 characters of base64url. */
export function newToken(kind: TokenKind = 'tnr'): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a token: its SHA-256. The token is random, so no salt and no slow hash is needed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether a text could be a token of this kind at all; what could not needs no look-up. */
export function isToken(kind: TokenKind, text: string): boolean {
  return /^(tn[rik])_[\w-]{43}$/.exec(text)?.[1] === kind;
}
