/** Why bytes are no text. */
export interface TextFault {
  readonly code: 'ENCODING_UNSUPPORTED' | 'ENCODING_INVALID';
  readonly message: string;
}

type Decoder = (bytes: Uint8Array) => string;

/** Single-byte encodings agree with ASCII, so a declaration can be read before the encoding is known. */
const declarable: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['utf-8', utf('utf-8')],
  ['us-ascii', utf('utf-8')],
  // Not TextDecoder: it takes "iso-8859-1" for windows-1252, and in some versions of Node reads that as ISO-8859-1.
  ['iso-8859-1', latin1],
  ['iso-8859-15', utf('iso-8859-15')],
  ['windows-1252', windows1252],
]);

/** The other single-byte encodings of Europe, by the names that IANA gives them. */
const others: readonly string[] = [
  // The decoder takes iso-8859-9 for windows-1254, which differs in what are control characters there.
  ...['2', '3', '4', '5', '7', '9', '10', '13', '14'].map(part => `iso-8859-${part}`),
  ...['1250', '1251', '1253', '1254', '1257'].map(page => `windows-${page}`),
];

/** Names that programs write for an encoding, beside its own (IANA's aliases). */
const aliases: ReadonlyMap<string, string> = new Map([
  ['utf8', 'utf-8'],
  ['ascii', 'us-ascii'],
  ['latin1', 'iso-8859-1'],
  ['l1', 'iso-8859-1'],
  ['latin2', 'iso-8859-2'],
  ['latin5', 'iso-8859-9'],
  ['latin-9', 'iso-8859-15'],
]);

/** Far longer than any declaration: only the start of a file is looked at. */
const DECLARATION_BYTES = 1024;

/**
 * The characters of a file, without byte order mark. UTF-8 and UTF-16 by their mark or by how a `<` is spelt, else what
 * the XML declaration names, else UTF-8. Never guesses: bytes that the encoding does not allow are a fault.
 */
export function decodeText(bytes: Uint8Array): { text: string } | { fault: TextFault } {
  const utf16 = utf16Of(bytes);
  if (utf16) return decodeWith(utf(utf16), bytes, utf16.toUpperCase());
  const marked = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const name = marked ? 'utf-8' : plainName(declaredEncoding(bytes) ?? 'utf-8');
  const decoder = declarable.get(name) ?? (others.includes(name) ? utf(name) : undefined);
  if (decoder) return decodeWith(decoder, bytes, name.toUpperCase());
  if (/^utf-?16|^iso-10646-ucs/.test(name)) {
    const message = `The file says it is encoded in ${name.toUpperCase()}, and its bytes are not.`;
    return { fault: { code: 'ENCODING_INVALID', message } };
  }
  const message = `The encoding ${name.toUpperCase()} is not read: save the file as UTF-8.`;
  return { fault: { code: 'ENCODING_UNSUPPORTED', message } };
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0x3c, 0x00])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff]) || startsWith(bytes, [0x00, 0x3c])) return 'utf-16be';
  return null;
}

/** `ISO8859_1`, `iso8859-1`, `cp1252` and the like are spellings of a name. */
function plainName(declared: string): string {
  const name = declared
    .replaceAll('_', '-')
    .replace(/^iso-?8859-?(?=\d)/, 'iso-8859-')
    .replace(/^(cp|win)-?(?=125\d)/, 'windows-');
  return aliases.get(name) ?? name;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, DECLARATION_BYTES));
  const match = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]{1,40})["']/.exec(start.toString('latin1'));
  return match?.[1]?.toLowerCase() ?? null;
}

function decodeWith(decoder: Decoder, bytes: Uint8Array, name: string): ReturnType<typeof decodeText> {
  try {
    return { text: decoder(bytes) };
  } catch {
    const message = `The file is not valid ${name}${placeOfFault(bytes, name)}: save it again as UTF-8.`;
    return { fault: { code: 'ENCODING_INVALID', message } };
  }
}

/** TextDecoder does not say where it failed; in UTF-8 the line can still be found. */
function placeOfFault(bytes: Uint8Array, name: string): string {
  if (name !== 'UTF-8') return '';
  const lenient = new TextDecoder('utf-8').decode(bytes);
  return ` at line ${lenient.slice(0, lenient.indexOf('\u{FFFD}')).split('\n').length}`;
}

function utf(label: string): Decoder {
  // A decoder takes the byte order mark away.
  return bytes => new TextDecoder(label, { fatal: true }).decode(bytes);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function windows1252(bytes: Uint8Array): string {
  const from80To9f = '€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ';
  return latin1(bytes).replace(/[\u{80}-\u{9F}]/gu, character => from80To9f.charAt(character.charCodeAt(0) - 0x80));
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
