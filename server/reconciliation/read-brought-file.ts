import { type BankFile, bankFileBytesMax, readBankFile } from '../bank/index.js';
import type { FileHoldReason } from './reconciliation.entity.js';
import { partsOfReport, type ReportPart } from './report-parts.js';

/** What a file was found to be, before anything is looked up. Plain data, safe to send between threads. */
export type Reading =
  | { readonly file: Exclude<BankFile, { message: 'pain.001' | 'pain.008' }>; readonly parts: readonly ReportPart[] }
  | Unread;

/** Nothing is taken from it, for these reasons. */
export interface Unread {
  readonly file: Pick<BankFile, 'message' | 'messageId'> | null;
  readonly reason: FileHoldReason;
  readonly faults: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}

/** Reads a file; long work on the processor, to be done outside any transaction. */
export function readBroughtFile({ bytes }: { readonly bytes: Uint8Array }): Reading {
  if (bytes.byteLength > bankFileBytesMax) return tooLarge;
  const file = readBankFile(bytes);
  if ('problem' in file) {
    const reason = /^(MESSAGE|ARCHIVE)_UNSUPPORTED$/.test(file.problem.code) ? 'UNSUPPORTED' : 'UNREADABLE';
    return { file: null, reason, faults: [file.problem] };
  }
  if (file.message === 'pain.001' || file.message === 'pain.008') {
    return unread(file, 'UNSUPPORTED', 'Instructions come from customers, not from banks.');
  }
  if (file.message === 'pain.002') return { file, parts: [] };
  const parts = partsOfReport(file);
  if ('faults' in parts) return { file: headOf(file), reason: 'IMPOSSIBLE', faults: parts.faults };
  return { file: { ...file, statements: [] }, parts };
}

export function unread(file: BankFile | null, reason: FileHoldReason, message: string): Unread {
  return { file: file && headOf(file), reason, faults: [{ code: reason, path: '/', message }] };
}

export const tooLarge = unread(null, 'TOO_LARGE', `It has more than ${bankFileBytesMax} bytes.`);

function headOf({ message, messageId }: BankFile): Unread['file'] {
  return { message, messageId };
}
