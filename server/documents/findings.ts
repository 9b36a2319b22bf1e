import type { DocumentProblem, DocumentProblemCode, Place, ProblemSeverity } from './document-reading.js';

/** The amounts at the end of a document. */
export const totalFields = [
  'taxInclusiveAmount',
  'taxExclusiveAmount',
  'lineExtensionAmount',
  'allowanceTotalAmount',
  'chargeTotalAmount',
  'prepaidAmount',
  'payableRoundingAmount',
] as const;

type AllowanceOrChargeField = `allowancesAndCharges.${number}.${'amount' | 'baseAmount'}`;

/** What a problem can be about; a reader knows where in its file each stands, or should have stood. */
export type InvoiceField =
  | 'number'
  | 'typeCode'
  | 'issueDate'
  | 'dueDate'
  | `dueDates.${number}`
  | 'taxPointDate'
  | 'currency'
  | 'precedingInvoice'
  | 'payableAmount'
  | (typeof totalFields)[number]
  | `taxTotals.${number}.amount`
  | `taxes.${number}.${'taxableAmount' | 'taxAmount'}`
  | AllowanceOrChargeField
  | `lines.${number}.netAmount`
  | `lines.${number}.${AllowanceOrChargeField}`
  | 'supplier'
  | 'supplier.name'
  | 'supplier.lei'
  | 'buyer'
  | 'buyer.name'
  | 'buyer.lei'
  | `paymentMeans.${number}.account`;

export type PlaceOf = (field: InvoiceField) => Place;

/** One file may repeat a fault a hundred thousand times; nobody reads more than these. */
const MOST_PROBLEMS = 100;

/** Collects what is wrong with one invoice, in the order in which it is found. */
export class Findings {
  readonly problems: DocumentProblem[] = [];

  constructor(private readonly placeOf: PlaceOf) {}

  add(field: InvoiceField, code: DocumentProblemCode, message: string, severity: ProblemSeverity = 'ERROR'): void {
    if (this.problems.length > MOST_PROBLEMS) return;
    const place = this.placeOf(field);
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ code, ...place, message, severity });
    else {
      const rest = `There are more than ${MOST_PROBLEMS} problems: the others are not listed.`;
      this.problems.push({ code: 'TOO_MANY_PROBLEMS', ...place, message: rest, severity: 'ERROR' });
    }
  }
}

/** A value between quotes, for a message; hostile values may be megabytes long. */
export function shown(written: string): string {
  return `"${written.length > 40 ? `${written.slice(0, 40)}…` : written}"`;
}
