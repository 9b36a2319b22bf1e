import { createHash } from 'node:crypto';
import { type Channel, created, operatorChannel, organizationChannel } from '../events/index.js';
import { registerBankMessages } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { type Reading, type Unread, unread } from './read-brought-file.js';
import { bankFileMachine } from './reconciliation.states.js';
import { statusMessages } from './status-messages.js';
import { takeReports } from './take-reports.js';

/**
 * A file with who brought it: nobody for the connected bank itself, a person without organization for the operator. Both
 * speak of every account.
 */
export interface BroughtFile {
  readonly name: string;
  /** Empty for one that is too large to be read. */
  readonly bytes: Uint8Array;
  /** What is kept of a file that was not read, for its size. */
  readonly unreadable?: { readonly size: number; readonly sha256: Buffer };
  readonly organizationId: string | null;
  readonly personId: string | null;
}

/**
 * Keeps a file and registers all that it says, or keeps it with every reason why nothing of it was taken. The same bytes
 * again, brought by the same, change nothing. Whatever it says is worked on afterwards. Resolves to the file's id.
 */
export async function takeBankFile(tx: Tx, viewer: Viewer, brought: BroughtFile, reading: Reading): Promise<string> {
  if ('faults' in reading) return keep(tx, viewer, brought, reading);
  const { file, parts } = reading;
  if (file.message !== 'pain.002') {
    const [id, isNew] = await insertFile(tx, brought, file, null);
    if (isNew) await takeReports(tx, viewer, id, brought.organizationId, parts);
    return id;
  }
  const messages = await statusMessages(tx, file, brought.organizationId);
  if (messages === null) {
    return keep(
      tx,
      viewer,
      brought,
      unread(file, 'UNKNOWN_FILE', 'It speaks of no instruction file that was sent from here.'),
    );
  }
  const [id, isNew] = await insertFile(tx, brought, file, null);
  if (isNew) await registerBankMessages(tx, messages);
  return id;
}

/** Keeps a file of which nothing is taken, and tells who brought it, and the operator. */
async function keep(tx: Tx, viewer: Viewer, brought: BroughtFile, why: Unread): Promise<string> {
  const [id, isNew] = await insertFile(tx, brought, why.file, why);
  if (!isNew) return id;
  const { organizationId } = brought;
  const channels: Channel[] = [...(organizationId ? [organizationChannel(organizationId)] : []), operatorChannel];
  await created(tx, viewer, bankFileMachine, 'bank file', [
    { id, state: 'HELD', event: 'bankFile.held', channels, after: { reason: why.reason } },
  ]);
  return id;
}

/** Resolves to the file's id, and whether these bytes are new from who brought them. */
async function insertFile(
  tx: Tx,
  { name, bytes, unreadable, organizationId, personId }: BroughtFile,
  file: Unread['file'],
  why: Unread | null,
): Promise<[id: string, isNew: boolean]> {
  const { size, sha256 } = unreadable ?? {
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest(),
  };
  const id = newId();
  const made = await tx.execute(
    `INSERT INTO bank_file (id, sha256, name, size, body, organization_id, submitted_by, message, message_id, state, reason,
                            problems, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT ON CONSTRAINT bank_file_once DO NOTHING`,
    [
      id,
      sha256,
      name.slice(0, 200) || 'file',
      Math.min(size, largestSizeKept),
      why?.reason === 'TOO_LARGE' ? null : Buffer.from(bytes),
      organizationId,
      personId,
      file?.message ?? null,
      file?.messageId?.slice(0, 200) ?? null,
      why === null ? 'TAKEN' : 'HELD',
      why?.reason ?? null,
      JSON.stringify(why?.faults.slice(0, faultsKept) ?? []),
      why === null ? null : 1,
    ],
  );
  if (made === 1) return [id, true];
  const known = await tx.one<{ id: string }>(
    'SELECT id FROM bank_file WHERE sha256 = $1 AND organization_id IS NOT DISTINCT FROM $2',
    [sha256, organizationId],
  );
  return [known.id, false];
}

/** The largest number of the column: of larger files it is said that they have at least as much. */
const largestSizeKept = 2_147_483_647;

/** More than anybody reads of one file. */
const faultsKept = 1000;
