import { decodeText } from '../platform/decode-text.js';
import type { DocumentProblem, DocumentReading, InvoiceContent } from './document-reading.js';
import { fileProblem } from './document-reading.js';
import type { PdfAttachment, UnpackedAttachment } from './pdf-attachments.js';
import { pdfAttachments } from './pdf-attachments.js';
import { readXmlInvoice } from './xml-invoice.js';

/**
 * An invoice for people with the same invoice for programs inside: Factur-X 1 and ZUGFeRD 2, a CII in a PDF/A-3. The standard
 * names the file inside; case does not matter. What people see on the pages is not compared with it.
 */

/** Factur-X 1 and ZUGFeRD 2.1 onwards, their profile XRECHNUNG, ZUGFeRD 2.0. */
const standardNames: readonly string[] = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];
/** How the standard lets the invoice belong to the PDF. */
const relationships: readonly string[] = ['Data', 'Source', 'Alternative'];
const xmlTypes: readonly string[] = ['text/xml', 'application/xml'];

type Content = Pick<DocumentReading, 'format' | 'invoices' | 'problems' | 'xmlInside'>;

/** Reads the one invoice inside a PDF, or says why there is none. */
export function readHybridPdf(bytes: Uint8Array): Content {
  const pdf = pdfAttachments(bytes, candidatesOf);
  if ('code' in pdf) return unread(fileProblem(pdf.code, pdf.message));
  const [only, ...others] = invoicesOf(pdf.chosen);
  if (!only) return unread(whyNone(pdf.chosen));
  if (others.length > 0) return unread(several([only, ...others]));
  return {
    format: 'pdf+cii',
    invoices: [only.invoice],
    problems: remarksOn(only.name, pdf.attachments),
    xmlInside: only.bytes,
  };
}

/** By the name that the standard gives; without one, whatever XML belongs to the PDF as the standard says. */
function candidatesOf(attachments: readonly PdfAttachment[]): readonly PdfAttachment[] {
  const named = attachments.filter(({ name }) => hasStandardName(name));
  if (named.length > 0) return named;
  return attachments.filter(isXml).filter(({ relationship }) => relationships.includes(relationship ?? ''));
}

function isXml({ name, mediaType }: PdfAttachment): boolean {
  return /\.xml$/i.test(name) || xmlTypes.includes(mediaType?.toLowerCase() ?? '');
}

function hasStandardName(name: string): boolean {
  return standardNames.includes(name.toLowerCase());
}

interface EmbeddedInvoice {
  name: string;
  bytes: Uint8Array;
  invoice: InvoiceContent;
}

/** The invoices among these files; the same one twice counts once. */
function invoicesOf(attachments: readonly UnpackedAttachment[]): EmbeddedInvoice[] {
  const found: EmbeddedInvoice[] = [];
  for (const { name, bytes } of attachments) {
    if (found.some(other => Buffer.compare(other.bytes, bytes) === 0)) continue;
    const outcome = readAttachment(bytes);
    if ('invoice' in outcome && outcome.invoice.syntax === 'cii') found.push({ name, bytes, invoice: outcome.invoice });
  }
  return found;
}

function readAttachment(bytes: Uint8Array): ReturnType<typeof readXmlInvoice> {
  const decoded = decodeText(bytes);
  if ('text' in decoded) return readXmlInvoice(decoded.text);
  return { problem: fileProblem(decoded.fault.code, decoded.fault.message) };
}

function whyNone([first]: readonly UnpackedAttachment[]): DocumentProblem {
  if (!first) {
    const message = `The PDF has no invoice for programs inside, such as ${standardNames[0]}: a picture of one is not read.`;
    return fileProblem('PDF_WITHOUT_INVOICE', message);
  }
  const outcome = readAttachment(first.bytes);
  if ('invoice' in outcome) {
    const message = `The file ${shortened(first.name)} inside the PDF is no CII, which Factur-X and ZUGFeRD 2 ask for.`;
    return fileProblem('FORMAT_UNSUPPORTED', message);
  }
  const { problem } = outcome;
  const path = problem.path === '/' ? first.name : `${first.name}, ${problem.path}`;
  return {
    ...problem,
    path: shortened(path),
    message: `In the file ${shortened(first.name)} of the PDF: ${problem.message}`,
  };
}

function several(invoices: readonly EmbeddedInvoice[]): DocumentProblem {
  const names = invoices.map(({ name }) => shortened(name)).join(', ');
  const message = `The PDF has ${invoices.length} invoices inside (${names}): which of them counts is not known.`;
  return fileProblem('PDF_SEVERAL_INVOICES', message);
}

/** What a person should look at, though the invoice was found. */
function remarksOn(name: string, attachments: readonly PdfAttachment[]): DocumentProblem[] {
  const remarks: DocumentProblem[] = [];
  if (!hasStandardName(name)) {
    const message = `The invoice inside the PDF is named ${shortened(name)} and not ${standardNames[0]}.`;
    remarks.push(fileProblem('PDF_UNUSUAL_NAME', message, 'WARNING'));
  }
  const others = attachments.filter(isXml).filter(attachment => attachment.name !== name);
  if (others.length > 0) {
    const names = others.slice(0, 5).map(attachment => shortened(attachment.name));
    const message = `The PDF has more XML inside, which was not read: ${names.join(', ')}.`;
    remarks.push(fileProblem('PDF_OTHER_XML', message, 'WARNING'));
  }
  return remarks;
}

function unread(problem: DocumentProblem): Content {
  return { format: 'pdf', invoices: [], problems: [problem] };
}

function shortened(name: string): string {
  return name.length > 120 ? `${name.slice(0, 120)}…` : name;
}
