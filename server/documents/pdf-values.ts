/**
 * The values a PDF is made of (ISO 32000-1, 7.3). Numbers and strings stay JavaScript's own; a name, a reference, a
 * dictionary and a stream are classes, so that none is taken for another.
 */
export type PdfValue = null | boolean | number | string | PdfName | PdfReference | PdfDictionary | PdfStream | PdfArray;
export type PdfArray = readonly PdfValue[];

export class PdfName {
  constructor(readonly name: string) {}
}

export class PdfReference {
  constructor(
    readonly number: number,
    readonly generation: number,
  ) {}
}

export class PdfDictionary {
  constructor(private readonly entries: ReadonlyMap<string, PdfValue>) {}

  /** Null where the key is missing, which PDF takes for the same. */
  get(key: string): PdfValue {
    return this.entries.get(key) ?? null;
  }
}

export class PdfStream {
  constructor(
    readonly dictionary: PdfDictionary,
    /** As stored: still compressed. */
    readonly bytes: Uint8Array,
  ) {}
}

export type PdfFaultCode = 'PDF_MALFORMED' | 'PDF_ENCRYPTED' | 'PDF_TOO_LARGE';

/** Ends the reading of a PDF; never leaves `pdf-attachments.ts`. */
export class PdfFault extends Error {
  constructor(
    readonly code: PdfFaultCode,
    message: string,
  ) {
    super(message);
  }
}

export function malformed(message: string): PdfFault {
  return new PdfFault('PDF_MALFORMED', message);
}

/** Values inside one another; real ones stay below ten. */
const MOST_DEPTH = 64;

const whiteSpace = '\0\t\n\f\r ';
const number = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const reference = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const keywords: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ['null', null],
  ['true', true],
  ['false', false],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
]);

/** Reads values from a text in which each character is one byte. */
export class PdfParser {
  constructor(
    readonly source: string,
    public at: number,
  ) {}

  value(depth = 0): PdfValue {
    if (depth > MOST_DEPTH) throw malformed(`Values are nested more than ${MOST_DEPTH} deep.`);
    this.skipSpace();
    const { source, at } = this;
    switch (source[at]) {
      case '/':
        return this.name();
      case '(':
        return this.literalString();
      case '[':
        return this.array(depth);
      case '<':
        return source[at + 1] === '<' ? this.dictionary(depth) : this.hexString();
      default:
        return this.numberOrKeyword();
    }
  }

  skipSpace(): void {
    const { source } = this;
    for (;;) {
      const character = source[this.at];
      if (character === undefined) return;
      if (character === '%') {
        while (this.at < source.length && source[this.at] !== '\n' && source[this.at] !== '\r') this.at += 1;
      } else if (whiteSpace.includes(character)) this.at += 1;
      else return;
    }
  }

  /** Takes a keyword if it comes next. */
  takes(keyword: string): boolean {
    this.skipSpace();
    if (!this.source.startsWith(keyword, this.at)) return false;
    this.at += keyword.length;
    return true;
  }

  integer(): number {
    this.skipSpace();
    const [digits = ''] = this.match(/\d{1,10}/y) ?? [];
    if (digits === '') throw malformed(`A whole number is missing at byte ${this.at}.`);
    return Number(digits);
  }

  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  private numberOrKeyword(): PdfValue {
    const referred = this.match(reference);
    if (referred) return new PdfReference(Number(referred[1]), Number(referred[2]));
    const digits = this.match(number)?.[0];
    if (digits !== undefined) return Number(digits);
    const start = this.at;
    const [keyword = ''] = this.match(regular) ?? [];
    const value = keywords.get(keyword);
    if (value === undefined) throw malformed(`There is no value at byte ${start}.`);
    return value;
  }

  private name(): PdfName {
    this.at += 1;
    const [written = ''] = this.match(regular) ?? [];
    return new PdfName(
      written.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  private array(depth: number): PdfArray {
    this.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.source[this.at] === ']') break;
      items.push(this.value(depth + 1));
    }
    this.at += 1;
    return items;
  }

  private dictionary(depth: number): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      if (this.source.startsWith('>>', this.at)) break;
      if (this.source[this.at] !== '/') throw malformed(`A dictionary is broken at byte ${this.at}.`);
      const { name } = this.name();
      if (entries.has(name)) throw malformed(`A dictionary has ${name.slice(0, 40)} twice, at byte ${this.at}.`);
      entries.set(name, this.value(depth + 1));
    }
    this.at += 2;
    return new PdfDictionary(entries);
  }

  private hexString(): string {
    const end = this.source.indexOf('>', this.at);
    const digits = this.source.slice(this.at + 1, end).replace(/[\0\t\n\f\r ]+/g, '');
    if (end === -1 || /[^0-9A-Fa-f]/.test(digits)) throw malformed(`A string is broken at byte ${this.at}.`);
    this.at = end + 1;
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1');
  }

  private literalString(): string {
    const start = this.at;
    const parts: string[] = [];
    let depth = 1;
    for (this.at += 1; ; this.at += 1) {
      const character = this.source[this.at];
      if (character === undefined) throw malformed(`A string is not closed at byte ${start}.`);
      if (character === '\\') {
        parts.push(this.escaped());
        continue;
      }
      if (character === '(') depth += 1;
      else if (character === ')') depth -= 1;
      if (depth === 0) break;
      parts.push(character);
    }
    this.at += 1;
    return parts.join('');
  }

  /** What a backslash stands for; leaves the reader at the last character of it. */
  private escaped(): string {
    this.at += 1;
    const octal = /^[0-7]{1,3}/.exec(this.source.slice(this.at, this.at + 3))?.[0];
    if (octal !== undefined) {
      this.at += octal.length - 1;
      return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    }
    const character = this.source[this.at] ?? '';
    if (character === '\r' && this.source[this.at + 1] === '\n') this.at += 1;
    if (character === '\r' || character === '\n') return '';
    return escapes.get(character) ?? character;
  }
}
