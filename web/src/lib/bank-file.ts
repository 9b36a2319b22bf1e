import type { BankFileReason, BankFileState, BankReportReason, BankReportState } from '../graphql/documents.js';
import { RequestFault } from './graphql-client.js';

/** What became of a file of a bank, part by part. */
export interface BankFileAnswer {
  readonly bankFileId?: string;
  /** Absent where the file was refused at the door. */
  readonly state?: BankFileState;
  readonly reason?: BankFileReason | null;
  readonly problems: readonly { readonly code: string; readonly path?: string; readonly message: string }[];
  readonly reports?: readonly {
    readonly bankReportId: string;
    readonly iban: string;
    readonly state: BankReportState;
    readonly reason: BankReportReason | null;
    readonly entries: {
      readonly new: number;
      readonly repeated: number;
      readonly followed: number;
      readonly suspense: number;
    } | null;
  }[];
}

/**
 * Sends one file of a bank as it is.
 *
 * @throws RequestFault
 */
export async function sendBankFile(file: File): Promise<BankFileAnswer> {
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) };
  let status: number;
  let answer: Partial<BankFileAnswer>;
  try {
    const response = await fetch('/bank-files', { method: 'POST', headers, body: file });
    status = response.status;
    answer = (await response.json()) as typeof answer;
  } catch {
    throw new RequestFault('UNREACHABLE', 'No answer came from the server.');
  }
  if (status === 401) throw new RequestFault('SIGNED_OUT', 'Nobody is signed in.');
  if (!answer.problems) throw new RequestFault('REFUSED', `The server answered ${status}.`);
  return { ...answer, problems: answer.problems };
}

/** Where the original of a file is, byte for byte. */
export function bankFileHref(id: string): string {
  return `/bank-files/${id}`;
}

/** Where an instruction file is; from the first time that it is taken away it may have left. */
export function paymentFileHref(id: string): string {
  return `/payment-files/${id}.xml`;
}
