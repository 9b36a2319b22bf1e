import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a webhook's signature covers. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970, as sent. */
  readonly timestamp: string;
  readonly body: string;
}

/**
 * The signature of a message as Standard Webhooks 1.0 defines it for a shared secret: 'v1,' and the base64 of HMAC-SHA256
 * over id, timestamp and body. `secret` is base64, with or without its prefix 'whsec_'.
 */
export function signatureOf(message: SignedMessage, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${message.id}.${message.timestamp}.${message.body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

/** Whether one of the signatures of a header, divided by spaces, is ours. The age of the message is the caller's to judge. */
export function isSigned(message: SignedMessage, header: string, secret: string): boolean {
  const ours = Buffer.from(signatureOf(message, secret));
  return header.split(' ').some(text => {
    const theirs = Buffer.from(text);
    return theirs.length === ours.length && timingSafeEqual(theirs, ours);
  });
}
