import { inflateSync } from 'node:zlib';
import { malformed, PdfFault } from './pdf-values.js';

/** Bytes that one file may still be unpacked to: a few kilobytes can be made to unpack to gigabytes. */
export class Budget {
  constructor(private left: number) {}

  spend(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) throw new PdfFault('PDF_TOO_LARGE', 'The PDF unpacks to more than is read.');
  }

  get remaining(): number {
    return this.left;
  }
}

/** The parameters of one filter that matter here (ISO 32000-1, table 8). */
export interface Predictor {
  predictor: number;
  colors: number;
  bitsPerComponent: number;
  columns: number;
}

type Filter = (bytes: Uint8Array, budget: Budget, predictor: Predictor) => Uint8Array;

/** Filters by name; a PDF/A allows no LZW, and those of pictures hold no data. */
const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['FlateDecode', inflate],
  ['ASCIIHexDecode', asciiHex],
  ['ASCII85Decode', ascii85],
  ['RunLengthDecode', runLength],
]);

/** Undoes one filter of a stream. */
export function unfilter(name: string, bytes: Uint8Array, budget: Budget, predictor: Predictor): Uint8Array {
  const filter = filters.get(name);
  if (!filter) throw malformed(`Data that must be read is packed with ${name.slice(0, 40)}, which is not read.`);
  // What is unpacked costs as well as what comes out, else the same bytes could be unpacked for ever.
  budget.spend(bytes.length);
  const unpacked = filter(bytes, budget, predictor);
  budget.spend(unpacked.length);
  return unpacked;
}

function inflate(bytes: Uint8Array, budget: Budget, predictor: Predictor): Uint8Array {
  let unpacked: Uint8Array;
  try {
    unpacked = inflateSync(bytes, { maxOutputLength: Math.max(1, budget.remaining) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') budget.spend(Number.POSITIVE_INFINITY);
    throw malformed('Data that must be read is damaged.');
  }
  return predictor.predictor >= 10
    ? withoutPngPredictor(unpacked, predictor)
    : withoutTiffPredictor(unpacked, predictor);
}

/** PNG (ISO/IEC 15948, 9): each row starts with the filter it was written with. */
function withoutPngPredictor(bytes: Uint8Array, predictor: Predictor): Uint8Array {
  const { pixel, row } = sizesOf(predictor);
  const rows = Math.ceil(bytes.length / (row + 1));
  const plain = new Uint8Array(Math.max(0, bytes.length - rows));
  for (let index = 0; index < rows; index += 1) {
    const type = bytes[index * (row + 1)] ?? 0;
    if (type > 4) throw malformed('Data that must be read is damaged.');
    const from = index * (row + 1) + 1;
    const to = index * row;
    for (let at = 0; at < row && from + at < bytes.length; at += 1) {
      const left = at >= pixel ? (plain[to + at - pixel] ?? 0) : 0;
      const above = index > 0 ? (plain[to + at - row] ?? 0) : 0;
      const corner = index > 0 && at >= pixel ? (plain[to + at - row - pixel] ?? 0) : 0;
      plain[to + at] = (bytes[from + at] ?? 0) + predicted(type, left, above, corner);
    }
  }
  return plain;
}

function predicted(type: number, left: number, above: number, corner: number): number {
  switch (type) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      return 0;
  }
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [byLeft, byAbove, byCorner] = [left, above, corner].map(value => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** No predictor, or that of TIFF, which is for pictures. */
function withoutTiffPredictor(bytes: Uint8Array, { predictor }: Predictor): Uint8Array {
  if (predictor > 1) throw malformed('Data that must be read is packed as a picture.');
  return bytes;
}

function sizesOf({ colors, bitsPerComponent, columns }: Predictor): { pixel: number; row: number } {
  const bits = colors * bitsPerComponent;
  const row = Math.ceil((columns * bits) / 8);
  if (!(bits >= 1 && bits <= 1024 && row >= 1 && row <= 1_000_000))
    throw malformed('Data that must be read is damaged.');
  return { pixel: Math.max(1, bits >> 3), row };
}

function asciiHex(bytes: Uint8Array): Uint8Array {
  const digits = textBefore(bytes, '>');
  if (/[^0-9A-Fa-f]/.test(digits)) throw malformed('Data that must be read is damaged.');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function ascii85(bytes: Uint8Array): Uint8Array {
  const text = textBefore(bytes, '~').replace(/z/g, '!!!!!');
  if (/[^!-u]/.test(text) || text.length % 5 === 1) throw malformed('Data that must be read is damaged.');
  const plain = Buffer.alloc(Math.ceil(text.length / 5) * 4);
  for (let from = 0; from < text.length; from += 5) {
    const group = text.slice(from, from + 5).padEnd(5, 'u');
    const word = [...group].reduce((sum, character) => sum * 85 + (character.charCodeAt(0) - 33), 0);
    if (word > 0xff_ff_ff_ff) throw malformed('Data that must be read is damaged.');
    plain.writeUInt32BE(word, (from / 5) * 4);
  }
  return plain.subarray(0, Math.floor((text.length * 4) / 5));
}

/** The characters before the end mark, without white space. */
function textBefore(bytes: Uint8Array, mark: string): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const end = text.indexOf(mark);
  return (end === -1 ? text : text.slice(0, end)).replace(/[\0\t\n\f\r ]+/g, '');
}

/** A length below 128: so many plain bytes and one more follow; above: the next byte, 257 less the length times. */
function runLength(bytes: Uint8Array, budget: Budget): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    const part = length < 128 ? bytes.subarray(at + 1, at + 2 + length) : Buffer.alloc(257 - length, bytes[at + 1]);
    parts.push(part);
    total += part.length;
    if (total > budget.remaining) budget.spend(total);
    at += length < 128 ? length + 2 : 2;
  }
  return Buffer.concat(parts);
}
