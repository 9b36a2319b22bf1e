import { createHash } from 'node:crypto';
import { looksLikeInvoiceCsv, readCsvInvoices } from './csv-invoices.js';
import { decodeText } from './decode-text.js';
import type { DocumentProblem, DocumentReading } from './document-reading.js';
import { fileProblem } from './document-reading.js';
import { readUblInvoice, ublFormatOf } from './ubl-invoice.js';
import type { XmlFault } from './xml-reader.js';
import { readXml } from './xml-reader.js';

/** Largest file read unless the caller says otherwise, in bytes. */
export const MOST_BYTES = 5 * 1024 * 1024;

/**
 * Reads a file into invoices. Pure and synchronous: it may take long on a hostile file, so a server calls
 * `readDocument`, which does this in a worker. `name` is the name of the file; only its ending is looked at, and only
 * where the content leaves the format open. `mostBytes` bounds the size.
 */
export function parseDocument(bytes: Uint8Array, name: string, mostBytes: number = MOST_BYTES): DocumentReading {
  return { ...contentOf(bytes, name, mostBytes), ...fingerprintOf(bytes) };
}

/** What is known of a file that cannot be read. */
export function unreadDocument(bytes: Uint8Array, problem: DocumentProblem): DocumentReading {
  return { ...unread('unknown', problem), ...fingerprintOf(bytes) };
}

type Content = Pick<DocumentReading, 'format' | 'invoices' | 'problems'>;

function contentOf(bytes: Uint8Array, name: string, mostBytes: number): Content {
  if (bytes.byteLength === 0) return unread('unknown', fileProblem('FILE_EMPTY', 'The file is empty.'));
  if (bytes.byteLength > mostBytes) {
    const message = `The file has ${bytes.byteLength} bytes, more than the ${mostBytes} that are read.`;
    return unread('unknown', fileProblem('FILE_TOO_LARGE', message));
  }
  const binary = binaryFormatOf(bytes);
  if (binary) return unread(binary.format, unsupported(`The file is ${binary.what}, which is not read.`));
  const decoded = decodeText(bytes);
  if ('problem' in decoded) return unread('unknown', decoded.problem);
  return textContentOf(decoded.text, name);
}

function textContentOf(text: string, name: string): Content {
  if (/^\s*</.test(text)) return xmlContentOf(text);
  if (/\.csv$/i.test(name) || looksLikeInvoiceCsv(text)) return { format: 'csv', ...readCsvInvoices(text) };
  return unread('unknown', unsupported('The file is neither XML nor CSV with the columns of an invoice.'));
}

function xmlContentOf(text: string): Content {
  const outcome = readXml(text);
  if ('fault' in outcome) return unread('xml', problemOfFault(outcome.fault));
  const { root } = outcome;
  const format = ublFormatOf(root);
  if (!format) {
    const inNamespace = root.namespace === '' ? 'without a namespace' : `of the namespace ${shown(root.namespace)}`;
    return unread(
      'xml',
      unsupported(`The root element ${shown(root.name)} ${inNamespace} is not an invoice that is read.`),
    );
  }
  const invoice = readUblInvoice(root);
  const isNamed = invoice.problems.some(problem => problem.code === 'CREDIT_NOTE_UNSUPPORTED');
  if (format === 'ubl-invoice' || isNamed) return { format, invoices: [invoice], problems: [] };
  const message = 'The document is a credit note, which cannot be submitted as an invoice.';
  return { format, invoices: [invoice], problems: [fileProblem('CREDIT_NOTE_UNSUPPORTED', message)] };
}

function problemOfFault({ code, message, line, column }: XmlFault): DocumentProblem {
  return { ...fileProblem(code, message), path: `line ${line}, column ${column}` };
}

/** Formats known by their first bytes, so that people learn what they sent. */
function binaryFormatOf(bytes: Uint8Array): { format: DocumentReading['format']; what: string } | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return { format: 'pdf', what: 'a PDF' };
  if (start.startsWith('PK\u{3}\u{4}')) return { format: 'unknown', what: 'a ZIP archive or a spreadsheet' };
  return null;
}

function unread(format: DocumentReading['format'], problem: DocumentProblem): Content {
  return { format, invoices: [], problems: [problem] };
}

function unsupported(message: string): DocumentProblem {
  return fileProblem('FORMAT_UNSUPPORTED', message);
}

function fingerprintOf(bytes: Uint8Array): Pick<DocumentReading, 'sha256' | 'size'> {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.byteLength };
}

function shown(name: string): string {
  return name.length > 120 ? `${name.slice(0, 120)}…` : name;
}
