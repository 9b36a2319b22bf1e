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
  /** Its supplier is not here yet. */
  readonly awaitsSupplier?: boolean;
}

/** A credit note of an uploaded file that is now in the market. */
export interface LandedCreditNote {
  readonly creditNoteId: string;
  readonly number: string;
  /** RECORDED: it reduces its invoice at a release. OPEN: it is taken off later invoices. */
  readonly outcome: 'RECORDED' | 'OPEN' | 'JOINED';
}

/** A supplier that a buyer's file names and that is not here yet, with the link to hand on. */
export interface InvitedSupplier {
  readonly organizationId: string;
  readonly name: string;
  readonly link: string;
  readonly expiresAt: string;
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
  readonly creditNotes: readonly LandedCreditNote[];
  readonly refused: readonly RefusedInvoice[];
  /** Of the file as a whole. */
  readonly problems: readonly DocumentProblem[];
  readonly invited: readonly InvitedSupplier[];
}

/** How many invoices of a file have been dealt with, of how many. */
export interface UploadProgress {
  readonly done: number;
  readonly total: number;
}

export const templateHref = '/documents/template.csv';

/** What the file dialog offers: invoices in XML, PDF and CSV, by type and, where a system knows no types, by name. */
export const uploadedFiles = '.xml,.pdf,.csv,text/xml,application/xml,application/pdf,text/csv';

/** One line of the answer: how far the work has come, or at last the report. */
interface AnswerLine {
  readonly progress?: UploadProgress;
  readonly status?: number;
  readonly report?: Partial<UploadReport>;
}

const lineType = 'application/x-ndjson';

/**
 * Sends one file as it is, and tells how far the work on it has come.
 *
 * @throws RequestFault
 */
export async function uploadDocument(
  file: File,
  onProgress: (progress: UploadProgress) => void,
): Promise<UploadReport> {
  const headers = {
    accept: lineType,
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(file.name),
  };
  let status: number;
  let answer: Partial<UploadReport> | undefined;
  try {
    const response = await fetch('/documents', { method: 'POST', headers, body: file });
    status = response.status;
    if (response.headers.get('content-type')?.startsWith(lineType)) {
      for await (const line of linesOf(response)) {
        if (line.progress) onProgress(line.progress);
        if (line.report) ({ status = status, report: answer } = line);
      }
    } else answer = (await response.json()) as typeof answer;
  } catch {
    throw new RequestFault('UNREACHABLE', 'No answer came from the server.');
  }
  if (status === 401) throw new RequestFault('SIGNED_OUT', 'Nobody is signed in.');
  // An answer without its end is none.
  if (!answer) throw new RequestFault('UNREACHABLE', 'No answer came from the server.');
  if (!answer.landed && !answer.refused && !answer.problems) {
    throw new RequestFault('REFUSED', `The server answered ${status}.`);
  }
  const { landed = [], creditNotes = [], refused = [], problems = [], invited = [] } = answer;
  return { landed, creditNotes, refused, problems, invited };
}

/** The lines of an answer as they come. */
async function* linesOf(response: Response): AsyncGenerator<AnswerLine> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as AnswerLine;
    if (done) return;
  }
}
