import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';

/** A document as it is sent, counted and hashed: one normal form, so that the web and the server agree. */
export function normalDocument(source: string): string {
  return print(parse(source));
}

/** The id of a trusted document: SHA-256 of its normal form, in lower-case hexadecimal. */
export function documentId(source: string): string {
  return createHash('sha256').update(normalDocument(source)).digest('hex');
}
