import type { XmlElement } from './xml-tree.js';

/**
 * A strict reader of XML 1.0 (fifth edition) with namespaces, without DTD.
 *
 * Why not a general parser: a lenient one hides or invents content (text after the root, a processing instruction whose
 * apostrophe swallows the amount behind it), and an invoice that two programs read differently is a way to defraud.
 * Without a DTD the language is small enough to be read to the letter, in one pass, in time linear in its length, with
 * every bound checked before the memory is taken.
 */

/** Bounds on one document. */
export interface XmlLimits {
  /** Elements inside one another. */
  depth: number;
  /** Elements, comments, CDATA sections, processing instructions and references together. */
  nodes: number;
  /** Attributes of one element, namespace declarations included. */
  attributes: number;
}

export const defaultXmlLimits: XmlLimits = { depth: 64, nodes: 200_000, attributes: 64 };

type XmlFaultCode =
  | 'XML_MALFORMED'
  | 'DOCTYPE_REFUSED'
  | 'ENTITY_UNDECLARED'
  | 'XML_TOO_DEEP'
  | 'XML_TOO_MANY_NODES'
  | 'XML_TOO_MANY_ATTRIBUTES';

/** Why a text is not read, and where: line and column count from 1. */
export interface XmlFault {
  code: XmlFaultCode;
  message: string;
  line: number;
  column: number;
}

export type XmlOutcome = { root: XmlElement } | { fault: XmlFault };

/**
 * Reads a whole document. `text` is decoded, without a byte order mark; white space before the declaration is
 * forgiven. Returns the root, or the first fault: after that the rest of a document has no sure meaning.
 */
export function readXml(text: string, limits: XmlLimits = defaultXmlLimits): XmlOutcome {
  // Line ends are one character before anything else is looked at (XML 1.0, 2.11).
  const source = text.includes('\r') ? text.split('\r\n').join('\n').split('\r').join('\n') : text;
  try {
    return { root: new Reader(source, limits).document() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: { code: error.code, message: error.message, ...placeOf(source, error.offset) } };
  }
}

/** Leaves the reader at the first fault; never leaves this file. */
class Fault extends Error {
  constructor(
    readonly code: XmlFaultCode,
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line += 1;
  return { line, column: offset - lastBreak };
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

// NameStartChar and NameChar of XML 1.0 without the colon, which only separates a prefix (Namespaces in XML 1.0).
const nameStart =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const ncName = `[${nameStart}][${nameStart}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*`;
const qualifiedName = new RegExp(`(?:(${ncName}):)?(${ncName})`, 'uy');
const instructionTarget = new RegExp(ncName, 'uy');
const declaration =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/y;
const forbiddenCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const whiteSpace = /[ \t\n]*/y;
const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const noAttributes: ReadonlyMap<string, string> = new Map();

/** The prefixes declared on one element; those of the elements around it are found through `outer`. */
interface Scope {
  outer: Scope | null;
  bindings: ReadonlyMap<string, string>;
}

const outermostScope: Scope = {
  outer: null,
  bindings: new Map([
    ['', ''],
    ['xml', xmlNamespace],
  ]),
};

interface OpenElement {
  namespace: string;
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: OpenElement[];
  parent: OpenElement | null;
  text: string;
}

interface QualifiedName {
  prefix: string;
  local: string;
}

interface RawAttribute extends QualifiedName {
  value: string;
  offset: number;
}

interface Frame {
  element: OpenElement;
  /** As written, prefix included: the end tag must repeat it. */
  tag: string;
  scope: Scope;
  offset: number;
}

class Reader {
  private at = 0;
  private nodes = 0;
  private root: OpenElement | null = null;
  private readonly open: Frame[] = [];

  constructor(
    private readonly source: string,
    private readonly limits: XmlLimits,
  ) {}

  document(): XmlElement {
    const forbidden = this.source.search(forbiddenCharacter);
    if (forbidden !== -1) throw malformed(forbidden, 'The text holds a character that XML does not allow.');
    this.skipSpace();
    declaration.lastIndex = this.at;
    if (declaration.test(this.source)) this.at = declaration.lastIndex;
    while (this.at < this.source.length) this.next();
    const unclosed = this.open.at(-1);
    if (unclosed) {
      throw malformed(this.source.length, `The file ends inside the element ${unclosed.tag}: it seems cut off.`);
    }
    if (!this.root) throw malformed(this.source.length, 'The file holds no element.');
    return this.root;
  }

  private next(): void {
    const { source, at } = this;
    if (source.charCodeAt(at) !== 60) this.characterData();
    else if (source.startsWith('</', at)) this.endTag();
    else if (source.startsWith('<!--', at)) this.comment();
    else if (source.startsWith('<![CDATA[', at)) this.cdataSection();
    else if (source.startsWith('<?', at)) this.instruction();
    else if (source.startsWith('<!', at)) this.declarationRefused();
    else this.startTag();
  }

  private characterData(): void {
    const start = this.at;
    const nextTag = this.source.indexOf('<', start);
    this.at = nextTag === -1 ? this.source.length : nextTag;
    const raw = this.source.slice(start, this.at);
    const bracket = raw.indexOf(']]>');
    if (bracket !== -1) throw malformed(start + bracket, 'The characters ]]> stand outside a CDATA section.');
    const frame = this.open.at(-1);
    if (frame) {
      frame.element.text += this.decoded(raw, start);
      return;
    }
    const stray = raw.search(/[^ \t\n]/);
    if (stray !== -1) throw malformed(start + stray, 'There is text outside the root element.');
  }

  private cdataSection(): void {
    const start = this.at;
    const frame = this.open.at(-1);
    if (!frame) throw malformed(start, 'A CDATA section stands outside the root element.');
    this.countNode();
    const end = this.endOf(']]>', start + 9, 'CDATA section');
    frame.element.text += this.source.slice(start + 9, end);
    this.at = end + 3;
  }

  private comment(): void {
    this.countNode();
    const start = this.at + 4;
    const end = this.endOf('--', start, 'comment');
    if (this.source[end + 2] !== '>') throw malformed(end, 'A comment holds two hyphens.');
    this.at = end + 3;
  }

  private instruction(): void {
    this.countNode();
    const start = this.at;
    const target = this.match(instructionTarget, start + 2)?.[0];
    if (!target) throw malformed(start, 'A processing instruction has no name.');
    if (target.toLowerCase() === 'xml') {
      throw malformed(start, 'The XML declaration is wrong, or does not stand at the start of the file.');
    }
    const end = this.endOf('?>', this.at, 'processing instruction');
    if (end !== this.at && !isSpace(this.source.charCodeAt(this.at))) {
      throw malformed(this.at, 'The name of a processing instruction is wrong.');
    }
    this.at = end + 2;
  }

  private declarationRefused(): never {
    if (/^<!DOCTYPE/i.test(this.source.slice(this.at, this.at + 9))) {
      throw new Fault('DOCTYPE_REFUSED', this.at, 'The file has a DOCTYPE, which is never read.');
    }
    throw malformed(this.at, 'The characters <! start neither a comment nor a CDATA section.');
  }

  private startTag(): void {
    const offset = this.at;
    this.countNode();
    if (this.root && this.open.length === 0) throw malformed(offset, 'There is a second root element.');
    if (this.open.length >= this.limits.depth) {
      throw new Fault('XML_TOO_DEEP', offset, `Elements are nested more than ${this.limits.depth} deep.`);
    }
    const { prefix, local } = this.name(offset + 1, 'element');
    const tag = this.source.slice(offset + 1, this.at);
    const raw = this.attributes();
    const scope = this.scopeOf(raw, this.open.at(-1)?.scope ?? outermostScope);
    const parent = this.open.at(-1)?.element ?? null;
    const element: OpenElement = {
      namespace: this.namespaceOf(prefix, scope, offset),
      name: local,
      attributes: this.resolved(raw, scope),
      children: [],
      parent,
      text: '',
    };
    if (parent) parent.children.push(element);
    else this.root = element;
    if (this.source.startsWith('/>', this.at)) this.at += 2;
    else if (this.source[this.at] === '>') {
      this.at += 1;
      this.open.push({ element, tag, scope, offset });
    } else throw malformed(this.at, `The start tag of ${tag} is not closed.`);
  }

  private endTag(): void {
    const offset = this.at;
    this.name(offset + 2, 'element');
    const tag = this.source.slice(offset + 2, this.at);
    this.skipSpace();
    if (this.source[this.at] !== '>') throw malformed(offset, `The end tag of ${tag} is not closed.`);
    this.at += 1;
    const frame = this.open.pop();
    if (!frame) throw malformed(offset, `The end tag of ${tag} closes nothing.`);
    if (frame.tag !== tag) {
      const { line } = placeOf(this.source, frame.offset);
      throw malformed(offset, `The end tag of ${tag} closes the element ${frame.tag} of line ${line}.`);
    }
  }

  private attributes(): RawAttribute[] {
    const found: RawAttribute[] = [];
    for (;;) {
      const before = this.at;
      this.skipSpace();
      const code = this.source.charCodeAt(this.at);
      if (code === 62 || code === 47 || Number.isNaN(code)) return found;
      if (this.at === before) throw malformed(this.at, 'White space is missing before an attribute.');
      if (found.length >= this.limits.attributes) {
        const message = `An element has more than ${this.limits.attributes} attributes.`;
        throw new Fault('XML_TOO_MANY_ATTRIBUTES', this.at, message);
      }
      found.push(this.attribute());
    }
  }

  private attribute(): RawAttribute {
    const offset = this.at;
    const { prefix, local } = this.name(offset, 'attribute');
    this.skipSpace();
    if (this.source[this.at] !== '=') throw malformed(this.at, `The attribute ${local} has no value.`);
    this.at += 1;
    this.skipSpace();
    const quote = this.source[this.at];
    if (quote !== '"' && quote !== "'") throw malformed(this.at, `The value of ${local} is not in quotes.`);
    const start = this.at + 1;
    const end = this.endOf(quote, start, `value of ${local}`);
    const raw = this.source.slice(start, end);
    const bracket = raw.indexOf('<');
    if (bracket !== -1) throw malformed(start + bracket, `The value of ${local} holds a <.`);
    this.at = end + 1;
    // White space written as such becomes a space; written as a reference it stays (XML 1.0, 3.3.3).
    const spaced = raw.replace(/[\t\n]/g, ' ');
    return { prefix, local, value: this.decoded(spaced, start), offset };
  }

  private scopeOf(raw: readonly RawAttribute[], outer: Scope): Scope {
    const bindings = new Map<string, string>();
    for (const { prefix, local, value, offset } of raw) {
      const declared = declaredPrefix(prefix, local);
      if (declared === null) continue;
      const reserved = declared === 'xmlns' || value === xmlnsNamespace;
      if (reserved || (declared === 'xml') !== (value === xmlNamespace) || (declared !== '' && value === '')) {
        throw malformed(offset, 'A namespace declaration binds a reserved prefix or name, or nothing at all.');
      }
      if (bindings.has(declared)) throw malformed(offset, 'A namespace prefix is declared twice.');
      bindings.set(declared, value);
    }
    return bindings.size === 0 ? outer : { outer, bindings };
  }

  private namespaceOf(prefix: string, scope: Scope, offset: number): string {
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const uri = at.bindings.get(prefix);
      if (uri !== undefined) return uri;
    }
    throw malformed(offset, `The namespace prefix ${prefix} is not declared.`);
  }

  private resolved(raw: readonly RawAttribute[], scope: Scope): ReadonlyMap<string, string> {
    if (raw.length === 0) return noAttributes;
    const attributes = new Map<string, string>();
    for (const { prefix, local, value, offset } of raw) {
      if (declaredPrefix(prefix, local) !== null) continue;
      // An attribute without a prefix has no namespace, whatever the default one is.
      const key = prefix === '' ? local : `{${this.namespaceOf(prefix, scope, offset)}}${local}`;
      if (attributes.has(key)) throw malformed(offset, `The attribute ${local} stands twice.`);
      attributes.set(key, value);
    }
    return attributes;
  }

  private name(offset: number, what: string): QualifiedName {
    const match = this.match(qualifiedName, offset);
    // A second colon, or one with nothing behind it, would otherwise look like the end of the name.
    if (!match?.[2] || this.source[this.at] === ':') throw malformed(offset, `The name of an ${what} is wrong.`);
    return { prefix: match[1] ?? '', local: match[2] };
  }

  /** `raw` with its references replaced: the five predefined entities and character references, nothing else. */
  private decoded(raw: string, offset: number): string {
    let ampersand = raw.indexOf('&');
    if (ampersand === -1) return raw;
    const parts: string[] = [];
    let from = 0;
    while (ampersand !== -1) {
      this.countNode(offset + ampersand);
      const semicolon = raw.indexOf(';', ampersand);
      const name = semicolon === -1 ? '' : raw.slice(ampersand + 1, semicolon);
      parts.push(raw.slice(from, ampersand), referenced(name, offset + ampersand));
      from = semicolon + 1;
      ampersand = raw.indexOf('&', from);
    }
    parts.push(raw.slice(from));
    return parts.join('');
  }

  private match(pattern: RegExp, offset: number): RegExpExecArray | null {
    pattern.lastIndex = offset;
    const match = pattern.exec(this.source);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  private endOf(terminator: string, from: number, what: string): number {
    const end = this.source.indexOf(terminator, from);
    if (end === -1) throw malformed(this.source.length, `The file ends inside a ${what}: it seems cut off.`);
    return end;
  }

  private skipSpace(): void {
    whiteSpace.lastIndex = this.at;
    whiteSpace.test(this.source);
    this.at = whiteSpace.lastIndex;
  }

  private countNode(offset: number = this.at): void {
    this.nodes += 1;
    if (this.nodes > this.limits.nodes) {
      throw new Fault('XML_TOO_MANY_NODES', offset, `The file has more than ${this.limits.nodes} nodes.`);
    }
  }
}

function malformed(offset: number, message: string): Fault {
  return new Fault('XML_MALFORMED', offset, message);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10;
}

/** The prefix that an attribute declares: '' for `xmlns`, null when it is an ordinary attribute. */
function declaredPrefix(prefix: string, local: string): string | null {
  if (prefix === 'xmlns') return local;
  return prefix === '' && local === 'xmlns' ? '' : null;
}

function referenced(name: string, offset: number): string {
  const known = predefined.get(name);
  if (known !== undefined) return known;
  const digits = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  if (digits) {
    const codePoint = digits[1] ? Number.parseInt(digits[1], 16) : Number.parseInt(digits[2] ?? '', 10);
    const character = codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\0';
    if (!forbiddenCharacter.test(character)) return character;
    throw malformed(offset, 'A character reference names a character that XML does not allow.');
  }
  if (new RegExp(`^${ncName}$`, 'u').test(name)) {
    throw new Fault('ENTITY_UNDECLARED', offset, `The entity ${name.slice(0, 40)} is not one of the five of XML.`);
  }
  throw malformed(offset, 'An & starts no reference.');
}
