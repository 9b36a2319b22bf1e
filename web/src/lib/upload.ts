import { RequestFault } from './graphql-client.js';

/** Something wrong in an uploaded file, and where. */
export interface DocumentProblem {
  readonly code: string;
  readonly message: string;
  /** A WARNING keeps nothing from landing. */
  readonly severity?: string;
  readonly path?: string;
  readonly row?: number | null;
  readonly column?: string | null;
}

/** An invoice of an uploaded file that is now in the market. */
export interface LandedInvoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly row: number | null;
  /** JOINED: it became the second copy of an invoice that the other side had sent. */
  readonly outcome: 'SUBMITTED' | 'JOINED' | 'HELD';
  /** Why a person must look at it before it can be approved. */
  readonly heldReason: string | null;
}

/** An invoice of an uploaded file that changed nothing, with everything that is wrong with it. */
export interface RefusedInvoice {
  readonly row: number | null;
  readonly number: string | null;
  /** The one that is here already, where that is why. */
  readonly invoiceId?: string | null;
  readonly problems: readonly DocumentProblem[];
}

/** What became of one file. */
export interface UploadReport {
  readonly landed: readonly LandedInvoice[];
  readonly refused: readonly RefusedInvoice[];
  /** Of the file as a whole. */
  readonly problems: readonly DocumentProblem[];
}

export const templateHref = '/documents/template.csv';

/** What the file dialog offers: invoices in XML, PDF and CSV, by type and, where a system knows no types, by name. */
export const uploadedFiles = '.xml,.pdf,.csv,text/xml,application/xml,application/pdf,text/csv';

/**
 * Sends one file as it is.
 *
 * @throws RequestFault
 */
export async function uploadDocument(file: File): Promise<UploadReport> {
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) };
  let response: Response;
  let answer: Partial<UploadReport>;
  try {
    response = await fetch('/documents', { method: 'POST', headers, body: file });
    answer = (await response.json()) as typeof answer;
  } catch {
    throw new RequestFault('UNREACHABLE', 'No answer came from the server.');
  }
  if (response.status === 401) throw new RequestFault('SIGNED_OUT', 'Nobody is signed in.');
  if (!answer.landed && !answer.refused && !answer.problems) {
    throw new RequestFault('REFUSED', `The server answered ${response.status}.`);
  }
  return { landed: answer.landed ?? [], refused: answer.refused ?? [], problems: answer.problems ?? [] };
}
