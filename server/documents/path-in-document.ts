import { ciiPathOf } from './cii-invoice.js';
import type { InvoiceSyntax } from './document-reading.js';
import { ublPathOf } from './ubl-invoice.js';

/**
 * Where a field of an XML document usually stands, as an XPath with the usual prefixes; `/` for CSV, whose places are rows
 * and columns.
 */
export function pathInDocument(
  syntax: InvoiceSyntax,
  field: 'number' | 'typeCode' | 'dueDate' | 'supplier' | 'buyer' | 'payableAmount' | 'currency' | 'precedingInvoice',
): string {
  switch (syntax) {
    case 'cii':
      return ciiPathOf(field);
    case 'ubl-invoice':
    case 'ubl-creditnote':
      return ublPathOf(syntax, field);
    case 'csv':
      return '/';
  }
}
