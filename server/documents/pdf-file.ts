import { Budget, type Predictor, unfilter } from './pdf-filters.js';
import type { PdfValue } from './pdf-values.js';
import { malformed, PdfDictionary, PdfFault, PdfName, PdfParser, PdfReference, PdfStream } from './pdf-values.js';

/**
 * The file structure of PDF (ISO 32000-1, 7.5): cross-reference tables and streams, object streams, updates that were
 * appended. What a page shows is not looked at.
 *
 * To the letter, and without mending: a file whose cross-reference is damaged is repaired otherwise by every program, so that
 * one of them may see another invoice in it.
 */

/** Bytes that a file may unpack to, and that may be unpacked of it, together. */
const MOST_UNPACKED = 32 * 1024 * 1024;
const MOST_OBJECTS = 500_000;
const MOST_UPDATES = 1_000;
/** References that lead from one to the next. */
const MOST_HOPS = 16;
/** Where the end of a file is looked for: white space may follow its end mark. */
const END_BYTES = 1024;

/** Where an object is: at an offset, or in a stream of objects; null where it was deleted. */
type Entry = { offset: number; generation: number } | { inStream: number; index: number } | null;

interface ObjectStream {
  parser: PdfParser;
  /** Number and place of each object in it. */
  objects: readonly (readonly [number: number, at: number])[];
}

export class PdfFile {
  readonly trailer: PdfDictionary;
  private readonly source: string;
  private readonly entries = new Map<number, Entry>();
  private readonly objects = new Map<number, PdfValue>();
  private readonly objectStreams = new Map<number, ObjectStream>();
  /** Objects that are being read: none may need itself. */
  private readonly open = new Set<number>();
  private readonly budget = new Budget(MOST_UNPACKED);

  /** @throws PdfFault */
  constructor(private readonly bytes: Uint8Array) {
    this.source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    if (!this.source.startsWith('%PDF-')) throw malformed('Something stands before the start of the PDF.');
    // The places that the second one names may well exist in the first one.
    if (/%%EOF[\0\t\n\f\r ]*%PDF-/.test(this.source)) throw malformed('Two PDFs stand in one file: send each alone.');
    this.trailer = this.readUpdates();
    if (this.trailer.get('Encrypt') !== null) {
      throw new PdfFault('PDF_ENCRYPTED', 'The PDF is encrypted: save it without a password and without restrictions.');
    }
  }

  /** The value itself, behind all references. An object that does not exist is null, as PDF says. */
  resolve(value: PdfValue): PdfValue {
    let at = value;
    for (let hops = 0; at instanceof PdfReference; hops += 1) {
      if (hops === MOST_HOPS) throw malformed('References lead to each other.');
      at = this.objectOf(at);
    }
    return at;
  }

  /** The bytes of a stream, unpacked. */
  unpacked({ dictionary, bytes }: PdfStream): Uint8Array {
    const filters = this.listOf(dictionary.get('Filter'));
    const parameters = this.listOf(dictionary.get('DecodeParms'));
    return filters.reduce<Uint8Array>((packed, filter, index) => {
      if (!(filter instanceof PdfName)) throw malformed('The filter of a stream has no name.');
      return unfilter(filter.name, packed, this.budget, this.predictorOf(parameters[index] ?? null));
    }, bytes);
  }

  /** The trailer of the newest update; its entries and those of all before it, of which the newest count. */
  private readUpdates(): PdfDictionary {
    const seen = new Set<number>();
    let newest: PdfDictionary | undefined;
    let next: number | null = this.startOfNewest();
    while (next !== null && !seen.has(next)) {
      if (seen.size === MOST_UPDATES) throw malformed(`The file was changed more than ${MOST_UPDATES} times.`);
      seen.add(next);
      const trailer = this.readUpdate(next);
      newest ??= trailer;
      // A hybrid: what older programs are not to see stands in a stream beside the table, and counts before older tables.
      const beside = trailer.get('XRefStm');
      if (typeof beside === 'number') this.readUpdate(beside);
      const previous = trailer.get('Prev');
      next = typeof previous === 'number' ? previous : null;
    }
    if (!newest) throw malformed('The file has no cross-reference.');
    return newest;
  }

  private startOfNewest(): number {
    const from = Math.max(0, this.source.length - END_BYTES);
    const end = /startxref[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+%%EOF[\0\t\n\f\r ]*$/.exec(this.source.slice(from));
    if (!end) throw malformed('The PDF does not end as a PDF does: it seems cut off, or something was added.');
    return Number(end[1]);
  }

  private readUpdate(offset: number): PdfDictionary {
    const parser = this.parserAt(offset);
    return parser.takes('xref') ? this.readTable(parser) : this.readCrossReferenceStream(offset);
  }

  private readTable(parser: PdfParser): PdfDictionary {
    while (!parser.takes('trailer')) {
      const first = parser.integer();
      const count = parser.integer();
      for (let index = 0; index < count; index += 1) {
        const entry = parser.match(/[\0\t\n\f\r ]*(\d{10}) (\d{5}) ([nf])/y);
        if (!entry) throw malformed('The cross-reference table is damaged.');
        const isUsed = entry[3] === 'n';
        this.note(first + index, isUsed ? { offset: Number(entry[1]), generation: Number(entry[2]) } : null);
      }
    }
    const trailer = parser.value();
    if (!(trailer instanceof PdfDictionary)) throw malformed('The trailer of the PDF is damaged.');
    return trailer;
  }

  private readCrossReferenceStream(offset: number): PdfDictionary {
    const { value } = this.objectAt(offset);
    if (!(value instanceof PdfStream) || nameOf(value.dictionary.get('Type')) !== 'XRef') {
      throw malformed('The cross-reference is not where the file says.');
    }
    const { dictionary } = value;
    const rows = this.unpacked(value);
    const widths = numbersOf(dictionary.get('W'));
    const width = widths.reduce((sum, one) => sum + one, 0);
    if (widths.length < 3 || width === 0 || widths.some(one => one > 8)) {
      throw malformed('The cross-reference stream is damaged.');
    }
    const size = dictionary.get('Size');
    const ranges = dictionary.get('Index') === null ? [0, Number(size)] : numbersOf(dictionary.get('Index'));
    let at = 0;
    for (let range = 0; range + 1 < ranges.length; range += 2) {
      const [first = 0, count = 0] = ranges.slice(range, range + 2);
      for (let index = 0; index < count && at + width <= rows.length; index += 1, at += width) {
        this.note(first + index, entryOf(rows.subarray(at, at + width), widths));
      }
    }
    return dictionary;
  }

  private note(number: number, entry: Entry): void {
    if (this.entries.has(number)) return;
    if (this.entries.size === MOST_OBJECTS) {
      throw new PdfFault('PDF_TOO_LARGE', `The PDF has more than ${MOST_OBJECTS} objects.`);
    }
    this.entries.set(number, entry);
  }

  private objectOf({ number, generation }: PdfReference): PdfValue {
    const known = this.objects.get(number);
    if (known !== undefined) return known;
    const entry = this.entries.get(number) ?? null;
    if (entry === null) return null;
    if (this.open.has(number)) throw malformed(`The object ${number} is a part of itself.`);
    this.open.add(number);
    const value = 'offset' in entry ? this.plainObject(number, generation, entry) : this.packedObject(number, entry);
    this.open.delete(number);
    this.objects.set(number, value);
    return value;
  }

  private plainObject(number: number, generation: number, entry: { offset: number; generation: number }): PdfValue {
    if (entry.generation !== generation) return null;
    const object = this.objectAt(entry.offset);
    if (object.number !== number) throw malformed(`The object ${number} is not where the file says.`);
    return object.value;
  }

  private packedObject(number: number, { inStream, index }: { inStream: number; index: number }): PdfValue {
    const { parser, objects } = this.objectStreamOf(inStream);
    const [found, at] = objects[index] ?? [-1, 0];
    if (found !== number) throw malformed(`The object ${number} is not where the file says.`);
    parser.at = at;
    return parser.value();
  }

  private objectStreamOf(number: number): ObjectStream {
    const known = this.objectStreams.get(number);
    if (known) return known;
    // A stream of objects never stands in another one (ISO 32000-1, 7.5.7).
    const entry = this.entries.get(number) ?? null;
    const stream = entry !== null && 'offset' in entry ? this.resolve(new PdfReference(number, 0)) : null;
    if (!(stream instanceof PdfStream) || nameOf(stream.dictionary.get('Type')) !== 'ObjStm') {
      throw malformed('A stream of objects is missing.');
    }
    const parser = new PdfParser(Buffer.from(this.unpacked(stream)).toString('latin1'), 0);
    const [first, count] = [stream.dictionary.get('First'), stream.dictionary.get('N')].map(value =>
      this.resolve(value),
    );
    const objects: [number, number][] = [];
    while (typeof first === 'number' && objects.length < Number(count)) {
      objects.push([parser.integer(), first + parser.integer()]);
    }
    const objectStream = { parser, objects };
    this.objectStreams.set(number, objectStream);
    return objectStream;
  }

  private objectAt(offset: number): { number: number; value: PdfValue } {
    const parser = this.parserAt(offset);
    const number = parser.integer();
    parser.integer();
    if (!parser.takes('obj')) throw malformed(`There is no object at byte ${offset}.`);
    const value = parser.value();
    if (!(value instanceof PdfDictionary) || !parser.takes('stream')) return { number, value };
    return { number, value: new PdfStream(value, this.streamBytes(parser, value)) };
  }

  private streamBytes(parser: PdfParser, dictionary: PdfDictionary): Uint8Array {
    if (this.source[parser.at] === '\r') parser.at += 1;
    if (this.source[parser.at] === '\n') parser.at += 1;
    const from = parser.at;
    const length = this.resolve(dictionary.get('Length'));
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) {
      throw malformed(`The stream at byte ${from} has no length.`);
    }
    parser.at = from + length;
    if (!parser.match(/[\0\t\n\f\r ]*endstream/y))
      throw malformed(`The stream at byte ${from} does not end where the file says.`);
    return this.bytes.subarray(from, from + length);
  }

  private parserAt(offset: number): PdfParser {
    if (offset >= this.source.length) throw malformed('The file refers to a place behind its end: it seems cut off.');
    return new PdfParser(this.source, offset);
  }

  /** One value stands for a list of one. */
  private listOf(value: PdfValue): readonly PdfValue[] {
    const resolved = this.resolve(value);
    if (resolved === null) return [];
    return (Array.isArray(resolved) ? (resolved as PdfValue[]) : [resolved]).map(item => this.resolve(item));
  }

  private predictorOf(parameters: PdfValue): Predictor {
    const parameter = (key: string, otherwise: number): number => {
      const value = parameters instanceof PdfDictionary ? this.resolve(parameters.get(key)) : null;
      return typeof value === 'number' ? value : otherwise;
    };
    return {
      predictor: parameter('Predictor', 1),
      colors: parameter('Colors', 1),
      bitsPerComponent: parameter('BitsPerComponent', 8),
      columns: parameter('Columns', 1),
    };
  }
}

/** A row of a cross-reference stream (ISO 32000-1, table 18). Without a first column every row is of type 1. */
function entryOf(row: Uint8Array, [typeWidth = 0, secondWidth = 0, thirdWidth = 0]: readonly number[]): Entry {
  const column = (from: number, width: number): number =>
    row.subarray(from, from + width).reduce((sum, byte) => sum * 256 + byte, 0);
  const type = typeWidth === 0 ? 1 : column(0, typeWidth);
  const second = column(typeWidth, secondWidth);
  const third = column(typeWidth + secondWidth, thirdWidth);
  if (type === 1) return { offset: second, generation: third };
  return type === 2 ? { inStream: second, index: third } : null;
}

export function nameOf(value: PdfValue): string | null {
  return value instanceof PdfName ? value.name : null;
}

function numbersOf(value: PdfValue): number[] {
  const items = Array.isArray(value) ? (value as PdfValue[]) : [];
  return items.map(item => (typeof item === 'number' && Number.isInteger(item) && item >= 0 ? item : 0));
}
