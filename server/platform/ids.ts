import { randomUUID } from 'node:crypto';

/**
 * The prefix of each kind of thing that has an id on the wire. A wire id is `<prefix>_` and 26 characters: the 128 bits
 * of the UUID in lower-case base32 (RFC 4648, section 6) without padding. The prefix makes a log line readable and lets
 * an id of the wrong kind be refused before any look-up; it is no secret and no order.
 */
export const idPrefixes = {
  organization: 'org',
  person: 'per',
  member: 'mem',
  bankAccount: 'acc',
  programme: 'prg',
  terms: 'trm',
  document: 'doc',
  invoice: 'inv',
  creditNote: 'crn',
  approval: 'apr',
  auction: 'auc',
  bid: 'bid',
  financing: 'fin',
  payment: 'pay',
  paymentFile: 'pmf',
  mandate: 'mdt',
  feeBill: 'fee',
  bankMessage: 'bkm',
  bankFile: 'bkf',
  bankReport: 'bkr',
  bankEntry: 'bke',
  entryResolution: 'ers',
  refund: 'rfd',
  override: 'ovr',
  limit: 'lim',
  dueListExport: 'dle',
  completeExport: 'cex',
  disclosurePack: 'dsp',
  ledgerAccount: 'lac',
  movement: 'mov',
  transfer: 'trf',
  event: 'evt',
  session: 'ses',
  invitationLink: 'ink',
  apiKey: 'key',
  alert: 'alt',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
} as const;

export type IdKind = keyof typeof idPrefixes;

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const BASE32_LENGTH = 26;
/** 26 characters carry 130 bits: the last two are zero, so only every fourth character may stand last. */
const WIRE_ID = /^([a-z]{3})_([a-z2-7]{25}[aeimquy4])$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const kindByPrefix = new Map<string, IdKind>(
  Object.entries(idPrefixes).map(([kind, prefix]) => [prefix, kind as IdKind]),
);

/** A random UUIDv4 in lower case. */
export function newId(): string {
  return randomUUID();
}

/**
 * 'inv_…' for a UUID in lower case, as the database writes it. Throws for anything else: ids inside are never user
 * input.
 */
export function toWireId(kind: IdKind, uuid: string): string {
  return `${idPrefixes[kind]}_${base32Of(uuid)}`;
}

/**
 * The UUID, in lower case, of a wire id of this kind; undefined for another kind and for every text that toWireId would
 * not have written (upper case, padding, stray trailing bits), so each thing has exactly one wire id.
 */
export function fromWireId(kind: IdKind, text: string): string | undefined {
  const match = WIRE_ID.exec(text);
  if (!match || match[1] !== idPrefixes[kind]) return undefined;
  return uuidOf(match[2] as string);
}

/** The kind a well-formed wire id names, or undefined. */
export function kindOfWireId(text: string): IdKind | undefined {
  const match = WIRE_ID.exec(text);
  return match ? kindByPrefix.get(match[1] as string) : undefined;
}

/** How many attempts at a payment have an end-to-end id. */
export const attemptsMax = 99;

/**
 * The end-to-end id of one payment attempt of a financing: D disbursement, R repayment; P payment to the supplier of an
 * invoice that nobody financed, F payment of a bill. 29 characters of A-Z and 2-7 and the attempt in two digits: within the 35 characters
 * and the letters every bank carries unchanged (ISO 20022 Max35Text, SEPA character set).
 */
export function endToEndId(uuid: string, leg: 'D' | 'R' | 'P' | 'F' | 'A', attempt: number): string {
  if (!Number.isInteger(attempt) || attempt < 1 || attempt > attemptsMax)
    throw new RangeError(`attempt ${attempt} is not 1 to 99`);
  return `${base32Of(uuid).toUpperCase()}${leg}${attempt.toString().padStart(2, '0')}`;
}

function base32Of(uuid: string): string {
  if (!UUID.test(uuid)) throw new TypeError('not a UUID in lower case');
  let bits = BigInt(`0x${uuid.replaceAll('-', '')}`) << 2n;
  let text = '';
  for (let index = 0; index < BASE32_LENGTH; index += 1) {
    text = BASE32.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}

function uuidOf(base32: string): string {
  let bits = 0n;
  for (const character of base32) bits = (bits << 5n) | BigInt(BASE32.indexOf(character));
  const hex = (bits >> 2n).toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
