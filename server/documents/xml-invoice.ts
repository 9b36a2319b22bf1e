import { readCiiInvoice } from './cii-invoice.js';
import type { DocumentProblem, InvoiceContent } from './document-reading.js';
import { fileProblem } from './document-reading.js';
import { readUblInvoice } from './ubl-invoice.js';
import { readXml } from '../platform/xml-reader.js';

/** Reads an XML document of any syntax that is known, or says why it cannot be read. */
export function readXmlInvoice(text: string): { invoice: InvoiceContent } | { problem: DocumentProblem } {
  const outcome = readXml(text);
  if ('fault' in outcome) {
    const { code, message, line, column } = outcome.fault;
    return { problem: { ...fileProblem(code, message), path: `line ${line}, column ${column}` } };
  }
  const { root } = outcome;
  const invoice = readUblInvoice(root) ?? readCiiInvoice(root);
  if (invoice) return { invoice };
  const inNamespace = root.namespace === '' ? 'without a namespace' : `of the namespace ${shortened(root.namespace)}`;
  const message = `The root element ${shortened(root.name)} ${inNamespace} is not an invoice that is read.`;
  return { problem: fileProblem('FORMAT_UNSUPPORTED', message) };
}

function shortened(name: string): string {
  return name.length > 120 ? `${name.slice(0, 120)}…` : name;
}
