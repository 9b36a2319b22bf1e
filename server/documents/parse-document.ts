import { createHash } from 'node:crypto';
import { looksLikeInvoiceCsv, readCsvInvoices } from './csv-invoices.js';
import { decodeText } from '../platform/decode-text.js';
import type { DocumentProblem, DocumentReading } from './document-reading.js';
import { fileProblem } from './document-reading.js';
import { readHybridPdf } from './hybrid-pdf.js';
import { readXmlInvoice } from './xml-invoice.js';

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

type Content = Pick<DocumentReading, 'format' | 'invoices' | 'problems' | 'xmlInside'>;

function contentOf(bytes: Uint8Array, name: string, mostBytes: number): Content {
  if (bytes.byteLength === 0) return unread('unknown', fileProblem('FILE_EMPTY', 'The file is empty.'));
  if (bytes.byteLength > mostBytes) {
    const message = `The file has ${bytes.byteLength} bytes, more than the ${mostBytes} that are read.`;
    return unread('unknown', fileProblem('FILE_TOO_LARGE', message));
  }
  const start = startOf(bytes);
  if (isPdf(start)) return readHybridPdf(bytes);
  if (start.startsWith('PK\u{3}\u{4}')) {
    return unread('unknown', unsupported('The file is a ZIP archive or a spreadsheet, which is not read.'));
  }
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return unread('unknown', fileProblem(decoded.fault.code, decoded.fault.message));
  return textContentOf(decoded.text, name);
}

function textContentOf(text: string, name: string): Content {
  if (/^\s*</.test(text)) {
    const outcome = readXmlInvoice(text);
    if ('problem' in outcome) return unread('xml', outcome.problem);
    return { format: outcome.invoice.syntax, invoices: [outcome.invoice], problems: [] };
  }
  if (/\.csv$/i.test(name) || looksLikeInvoiceCsv(text)) return { format: 'csv', ...readCsvInvoices(text) };
  return unread('unknown', unsupported('The file is neither XML, nor a PDF, nor CSV with the columns of an invoice.'));
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

function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
}

/** Also where something stands before its start, so that people learn what is wrong; XML may speak of a PDF. */
function isPdf(start: string): boolean {
  return /(?:^|[\r\n\u{BF}])%PDF-/u.test(start) && !/^\s*</.test(start);
}
