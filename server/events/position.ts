import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** A place in the one order of all events: complete, and the same for every reader. Internal; a viewer holds a cursor. */
export interface Position {
  readonly epoch: number;
  /** The writing transaction's 64-bit id. */
  readonly xid: bigint;
  readonly seq: bigint;
}

/** A stretch of the event log: after one position, up to and with another. As the database compares them. */
export interface EventStretch {
  readonly after: readonly [epoch: number, xid: string, seq: bigint];
  readonly until: readonly [epoch: number, xid: string, seq: bigint];
  /** Whether there may be more behind it. */
  readonly full: boolean;
}

export function isAfter(a: Position, b: Position): boolean {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch;
  if (a.xid !== b.xid) return a.xid > b.xid;
  return a.seq > b.seq;
}

const nonceBytes = 12;
const tagBytes = 16;
const plainBytes = 20;

/**
 * Seals a position for one organization: AES-256-GCM with a random nonce, the organization as associated data. Two cursors
 * of one place differ, and neither tells how many events lie between them.
 */
export function sealCursor(key: Buffer, organizationId: string, position: Position): string {
  const plain = Buffer.alloc(plainBytes);
  plain.writeUInt32BE(position.epoch, 0);
  plain.writeBigUInt64BE(position.xid, 4);
  plain.writeBigUInt64BE(position.seq, 12);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(organizationId));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/**
 * The id under which one organization knows the event at a position: the same at each reading, in the subscription and in webhooks.
 * Another organization knows the same event by another id, so that two cannot find out what both were told. Version 8 of
 * RFC 9562: every id of a row is of version 4.
 */
export function eventIdOf(key: Buffer, organizationId: string, { epoch, xid, seq }: Position): string {
  const idKey = Buffer.from(hkdfSync('sha256', key, '', 'tenor event ids', 32));
  const hex = createHmac('sha256', idKey).update(`${organizationId} ${epoch} ${xid} ${seq}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The position of a cursor that this installation gave to this organization; undefined for anything else. */
export function openCursor(key: Buffer, organizationId: string, cursor: string): Position | undefined {
  const sealed = Buffer.from(cursor, 'base64url');
  if (sealed.length !== nonceBytes + plainBytes + tagBytes || sealed.toString('base64url') !== cursor) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(organizationId))
    .setAuthTag(sealed.subarray(-tagBytes));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    return { epoch: plain.readUInt32BE(0), xid: plain.readBigUInt64BE(4), seq: plain.readBigUInt64BE(12) };
  } catch {
    return undefined;
  }
}
