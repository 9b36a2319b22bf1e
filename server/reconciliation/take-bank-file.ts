import { createHash } from 'node:crypto';
import { type BankFile, readBankFile } from '../bank/index.js';
import { type Channel, created, operatorChannel, organizationChannel } from '../events/index.js';
import { registerBankMessages } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import type { BankFileRow, FileHoldReason } from './reconciliation.entity.js';
import { bankFileMachine } from './reconciliation.states.js';
import { partsOfReport, type ReportFault } from './report-parts.js';
import { statusMessages } from './status-messages.js';
import { takeReports } from './take-reports.js';

/** Larger ones are not read: a statement of 10,000 entries takes about 10 MB. */
export const bankFileBytesMax = 20 * 1024 * 1024;

/** A file with who brought it; nobody for the connected bank itself, which speaks of every account. */
export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly organizationId: string | null;
  readonly personId: string | null;
}

/** What a file was found to be, before anything is looked up. */
type Reading =
  | { readonly file: Exclude<BankFile, { message: 'pain.001' }>; readonly faults?: undefined }
  | {
      readonly file: BankFile | null;
      readonly reason: FileHoldReason;
      readonly faults: readonly { readonly code: string; readonly path: string; readonly message: string }[];
    };

/** Reads a file; long work on the processor, to be done outside any transaction. */
export function readBroughtFile({ bytes }: Pick<BroughtFile, 'bytes'>): Reading {
  if (bytes.byteLength > bankFileBytesMax)
    return held(null, 'TOO_LARGE', `It has more than ${bankFileBytesMax} bytes.`);
  const file = readBankFile(bytes);
  if ('problem' in file) {
    const reason = file.problem.code === 'MESSAGE_UNSUPPORTED' ? 'UNSUPPORTED' : 'UNREADABLE';
    return { file: null, reason, faults: [file.problem] };
  }
  if (file.message === 'pain.001') return held(file, 'UNSUPPORTED', 'Instructions come from payers, not from banks.');
  if (file.message === 'pain.002') return { file };
  const parts = partsOfReport(file);
  return 'faults' in parts ? { file, reason: 'IMPOSSIBLE', faults: parts.faults } : { file };
}

function held(file: BankFile | null, reason: FileHoldReason, message: string): Reading {
  return { file, reason, faults: [{ code: reason, path: '/', message }] };
}

/**
 * Keeps a file and registers all that it says, or keeps it with every reason why nothing of it was taken. The same bytes
 * again change nothing. Whatever it says is worked on afterwards. Resolves to the file's id.
 */
export async function takeBankFile(tx: Tx, viewer: Viewer, brought: BroughtFile, reading: Reading): Promise<string> {
  const sha256 = createHash('sha256').update(brought.bytes).digest();
  const known = await tx.maybe<{ id: string }>('SELECT id FROM bank_file WHERE sha256 = $1', [sha256]);
  if (known) return known.id;
  const id = newId();
  if (reading.faults) {
    await insertFile(tx, { id, ...brought, sha256 }, reading.file, reading.reason, reading.faults);
    await tellHeld(tx, viewer, id, brought, reading.reason);
    return id;
  }
  const { file } = reading;
  if (file.message !== 'pain.002') {
    await insertFile(tx, { id, ...brought, sha256 }, file, null, []);
    await takeReports(
      tx,
      viewer,
      id,
      brought.organizationId,
      partsOfReport(file) as Exclude<ReturnType<typeof partsOfReport>, { faults: readonly ReportFault[] }>,
    );
    return id;
  }
  const messages = await statusMessages(tx, file, brought.organizationId);
  if (messages === null) {
    const fault = {
      code: 'UNKNOWN_FILE',
      path: '/',
      message: 'It speaks of no instruction file that was sent from here.',
    };
    await insertFile(tx, { id, ...brought, sha256 }, file, 'UNKNOWN_FILE', [fault]);
    await tellHeld(tx, viewer, id, brought, 'UNKNOWN_FILE');
    return id;
  }
  await insertFile(tx, { id, ...brought, sha256 }, file, null, []);
  await registerBankMessages(tx, messages);
  return id;
}

async function insertFile(
  tx: Tx,
  { id, name, bytes, sha256, organizationId, personId }: BroughtFile & { readonly id: string; readonly sha256: Buffer },
  file: BankFile | null,
  reason: FileHoldReason | null,
  problems: BankFileRow['problems'],
): Promise<void> {
  await tx.execute(
    `INSERT INTO bank_file (id, sha256, name, size, body, organization_id, submitted_by, message, message_id, state, reason,
                            problems, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      sha256,
      name.slice(0, 200) || 'file',
      bytes.byteLength,
      reason === 'TOO_LARGE' ? null : Buffer.from(bytes),
      organizationId,
      personId,
      file?.message ?? null,
      file?.messageId?.slice(0, 200) ?? null,
      reason === null ? 'TAKEN' : 'HELD',
      reason,
      JSON.stringify(problems.slice(0, faultsKept)),
      reason === null ? null : 1,
    ],
  );
}

/** More than anybody reads of one file. */
const faultsKept = 1000;

function tellHeld(
  tx: Tx,
  viewer: Viewer,
  id: string,
  { organizationId }: BroughtFile,
  reason: FileHoldReason,
): Promise<void> {
  const channels: Channel[] = [...(organizationId ? [organizationChannel(organizationId)] : []), operatorChannel];
  return created(tx, viewer, bankFileMachine, 'bank file', [
    { id, state: 'HELD', event: 'bankFile.held', channels, after: { reason } },
  ]);
}
