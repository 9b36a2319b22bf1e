import { nameOf, PdfFile } from './pdf-file.js';
import type { PdfArray, PdfFaultCode, PdfValue } from './pdf-values.js';
import { malformed, PdfDictionary, PdfFault, PdfStream } from './pdf-values.js';

/** A file inside a PDF (ISO 32000-1, 7.11.4), as the PDF describes it. */
export interface PdfAttachment {
  /** Without a folder. */
  name: string;
  /** Such as text/xml; null where the PDF does not say. */
  mediaType: string | null;
  /** How it belongs to the PDF (ISO 19005-3, annex E), such as Data or Alternative; null where the PDF does not say. */
  relationship: string | null;
}

export interface UnpackedAttachment extends PdfAttachment {
  bytes: Uint8Array;
}

export interface PdfRefusal {
  code: PdfFaultCode;
  message: string;
}

const MOST_ATTACHMENTS = 100;
const MOST_TREE_NODES = 1_000;

/**
 * The files that the PDF as a whole names (`EmbeddedFiles`, `AF`), each once, in the order in which they are listed; those
 * that `choose` picks of them are unpacked, in the order in which it gives them.
 */
export function pdfAttachments(
  bytes: Uint8Array,
  choose: (attachments: readonly PdfAttachment[]) => readonly PdfAttachment[],
): { attachments: readonly PdfAttachment[]; chosen: readonly UnpackedAttachment[] } | PdfRefusal {
  try {
    const file = new PdfFile(bytes);
    const attachments = filesOf(file);
    const chosen = choose(attachments).flatMap(picked => {
      const embedded = attachments.find(attachment => attachment === picked);
      return embedded ? [{ ...embedded, bytes: file.unpacked(embedded.stream) }] : [];
    });
    return { attachments, chosen };
  } catch (error) {
    if (!(error instanceof PdfFault)) throw error;
    return { code: error.code, message: error.message };
  }
}

interface EmbeddedFile extends PdfAttachment {
  stream: PdfStream;
}

function filesOf(file: PdfFile): EmbeddedFile[] {
  const catalog = file.resolve(file.trailer.get('Root'));
  if (!(catalog instanceof PdfDictionary)) throw malformed('The PDF has no catalog.');
  const associated = file.resolve(catalog.get('AF'));
  const specifications = [...namedFiles(file, catalog), ...(isArray(associated) ? associated : [associated])];
  const files = new Map<PdfStream, EmbeddedFile>();
  for (const specification of specifications) {
    const embedded = embeddedFile(file, file.resolve(specification));
    if (embedded && !files.has(embedded.stream)) files.set(embedded.stream, embedded);
    if (files.size > MOST_ATTACHMENTS) throw malformed(`The PDF has more than ${MOST_ATTACHMENTS} files inside.`);
  }
  return [...files.values()];
}

/** The file specifications of the name tree `EmbeddedFiles`. */
function namedFiles(file: PdfFile, catalog: PdfDictionary): PdfValue[] {
  const names = file.resolve(catalog.get('Names'));
  const found: PdfValue[] = [];
  const waiting = [names instanceof PdfDictionary ? names.get('EmbeddedFiles') : null];
  for (let nodes = 0; waiting.length > 0; nodes += 1) {
    if (nodes === MOST_TREE_NODES) throw malformed('The list of the files inside the PDF does not end.');
    const node = file.resolve(waiting.shift() ?? null);
    if (!(node instanceof PdfDictionary)) continue;
    const pairs = file.resolve(node.get('Names'));
    if (isArray(pairs)) found.push(...pairs.filter((_, index) => index % 2 === 1).slice(0, MOST_ATTACHMENTS + 1));
    const kids = file.resolve(node.get('Kids'));
    if (isArray(kids)) waiting.unshift(...kids.slice(0, MOST_TREE_NODES));
  }
  return found;
}

function embeddedFile(file: PdfFile, specification: PdfValue): EmbeddedFile | undefined {
  if (!(specification instanceof PdfDictionary)) return undefined;
  const streams = file.resolve(specification.get('EF'));
  if (!(streams instanceof PdfDictionary)) return undefined;
  const [unicode, plain] = ['UF', 'F'].map(key => file.resolve(streams.get(key)));
  const stream = unicode instanceof PdfStream ? unicode : plain;
  if (!(stream instanceof PdfStream)) return undefined;
  const written = [specification.get('UF'), specification.get('F')].map(value => file.resolve(value));
  const name = written.find((value): value is string => typeof value === 'string' && value !== '');
  return {
    stream,
    name:
      textOf(name ?? '')
        .split(/[/\\]/)
        .at(-1)
        ?.trim() ?? '',
    mediaType: nameOf(file.resolve(stream.dictionary.get('Subtype'))),
    relationship: nameOf(file.resolve(specification.get('AFRelationship'))),
  };
}

/** A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 with its mark, else nearly Latin 1. */
function textOf(written: string): string {
  const bytes = Buffer.from(written, 'latin1');
  if (written.startsWith('\u{FE}\u{FF}')) return new TextDecoder('utf-16be').decode(bytes);
  if (written.startsWith('\u{FF}\u{FE}')) return new TextDecoder('utf-16le').decode(bytes);
  return written.startsWith('\u{EF}\u{BB}\u{BF}') ? new TextDecoder().decode(bytes) : written;
}

function isArray(value: PdfValue): value is PdfArray {
  return Array.isArray(value);
}
