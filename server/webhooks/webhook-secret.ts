import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of a secret: Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A new signing secret in the form of Standard Webhooks: 'whsec_' and base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`;
}

/**
 * A signing secret as it is kept: AES-256-GCM with a random nonce under a key made (HKDF-SHA256) from the installation's, the
 * endpoint as associated data, so that a row moved to another endpoint opens nothing.
 */
export function sealSecret(installationKey: Buffer, endpointId: string, secret: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(installationKey), nonce).setAAD(Buffer.from(endpointId));
  return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** The secret that was sealed for this endpoint; throws where it was not. */
export function openSecret(installationKey: Buffer, endpointId: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(installationKey), sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(endpointId))
    .setAuthTag(sealed.subarray(-tagBytes));
  const opened = [decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()];
  return Buffer.concat(opened).toString('utf8');
}

function keyFrom(installationKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', installationKey, '', 'tenor webhook secrets', 32));
}
