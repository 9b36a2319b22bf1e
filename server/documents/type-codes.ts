import type { InvoiceContent } from './document-reading.js';

/** What kind of document a type code of UNTDID 1001 stands for. */
export interface TypeCode {
  name: string;
  creditNote: boolean;
}

/** The codes of UNTDID 1001 that EN 16931 admits for an invoice or a credit note (BT-3). */
const invoiceNames: Readonly<Record<string, string>> = {
  71: 'Request for payment',
  80: 'Debit note related to goods or services',
  82: 'Metered services invoice',
  84: 'Debit note related to financial adjustments',
  102: 'Tax notification',
  130: 'Invoicing data sheet',
  202: 'Direct payment valuation',
  203: 'Provisional payment valuation',
  204: 'Payment valuation',
  211: 'Interim application for payment',
  218: 'Final payment request based on completion of work',
  219: 'Payment request for completed units',
  295: 'Price variation invoice',
  325: 'Pro forma invoice',
  326: 'Partial invoice',
  331: 'Commercial invoice which includes a packing list',
  380: 'Commercial invoice',
  382: 'Commission note',
  383: 'Debit note',
  384: 'Corrected invoice',
  385: 'Consolidated invoice',
  386: 'Prepayment invoice',
  387: 'Hire invoice',
  388: 'Tax invoice',
  389: 'Self-billed invoice',
  390: 'Del credere invoice',
  393: 'Factored invoice',
  394: 'Lease invoice',
  395: 'Consignment invoice',
  456: 'Debit advice',
  457: 'Reversal of debit',
  471: 'Self-billed corrective invoice',
  472: 'Factored corrective invoice',
  473: 'Self-billed factored corrective invoice',
  500: 'Self-billed prepayment invoice',
  501: 'Self-billed factored invoice',
  527: 'Self-billed debit note',
  553: "Forwarder's invoice discrepancy report",
  575: "Insurer's invoice",
  623: "Forwarder's invoice",
  633: 'Port charges documents',
  751: 'Invoice information for accounting purposes',
  780: 'Freight invoice',
  817: 'Claim notification',
  870: 'Consular invoice',
  875: 'Partial construction invoice',
  876: 'Partial final construction invoice',
  877: 'Final construction invoice',
  935: 'Customs invoice',
};

const creditNoteNames: Readonly<Record<string, string>> = {
  81: 'Credit note related to goods or services',
  83: 'Credit note related to financial adjustments',
  261: 'Self-billed credit note',
  262: 'Consolidated credit note',
  296: 'Credit note for price variation',
  308: 'Del credere credit note',
  381: 'Credit note',
  396: 'Factored credit note',
  420: 'Optical character reading payment credit note',
  458: 'Reversal of credit',
  502: 'Self-billed factored credit note',
  503: 'Prepayment credit note',
  532: "Forwarder's credit note",
};

const typeCodes: ReadonlyMap<string, TypeCode> = new Map<string, TypeCode>([
  ...Object.entries(invoiceNames).map(([code, name]) => [code, { name, creditNote: false }] as const),
  ...Object.entries(creditNoteNames).map(([code, name]) => [code, { name, creditNote: true }] as const),
]);

/** Undefined for a code that is not on the list, such as a national one. */
export function typeCodeOf(code: string): TypeCode | undefined {
  return typeCodes.get(code);
}

/** Whether a document takes back what another one claims: by its root in UBL, by its type code everywhere. */
export function isCreditNote({ syntax, typeCode }: Pick<InvoiceContent, 'syntax' | 'typeCode'>): boolean {
  return syntax === 'ubl-creditnote' || (typeCode !== null && typeCodeOf(typeCode)?.creditNote === true);
}
