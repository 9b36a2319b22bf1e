import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { organizationChannel, transition } from '../events/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { RequestContext } from '../platform/request-context.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MemberViewer, systemViewer } from '../platform/viewer.js';
import type { CompleteExportRow } from './complete-export.entity.js';
import { completeExportFiles, type ManifestLine, witnessed } from './complete-export-files.js';
import {
  type CompleteExportFailure,
  completeExportMachine,
  type CompleteExportState,
} from './complete-export.states.js';
import type { Exports } from './exports.js';
import { ArchiveTooLarge, type ZipEntry, zipOf } from './zip-writer.js';

/** How long a complete export can be taken, by the business clock. */
const keptDays = 7;
const partBytes = 1 << 20;
const pollMs = 500;
/** One complete export is made at a time in the whole market. */
const lock = 'tenor.complete-exports';

export interface CompleteExportMaker {
  readonly work: UnitOfWork;
  readonly database: Database;
  readonly exports: Exports;
  readonly contextFor: (viewer: MemberViewer) => RequestContext;
  readonly report: (fault: unknown) => void;
}

/** Makes what is asked for, beside the server, until it is stopped. */
export function startCompleteExports(maker: CompleteExportMaker): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await makeCompleteExports(maker).catch(maker.report);
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Makes every export that waits, one after the other; another server that does leaves nothing to do. */
export async function makeCompleteExports(maker: CompleteExportMaker): Promise<number> {
  const waiting = () =>
    maker.database.read(systemViewer, db =>
      db.query<CompleteExportRow>(
        `SELECT * FROM complete_export WHERE state = 'REQUESTED' ORDER BY requested_at, id LIMIT 1`,
      ),
    );
  let made = 0;
  if ((await waiting()).length === 0) return made;
  await maker.database.exclusively(lock, async () => {
    for (let [next] = await waiting(); next; [next] = await waiting()) {
      await make(maker, next);
      made += 1;
    }
  });
  return made;
}

async function make(maker: CompleteExportMaker, row: CompleteExportRow): Promise<void> {
  const { work } = maker;
  const viewer = await viewerOf(maker, row);
  if (!viewer) return fail(work, row.id, 'NOT_ALLOWED');
  try {
    // What a server left that was killed while it made it is made anew.
    await work.perform(systemViewer, tx =>
      tx.execute('DELETE FROM complete_export_part WHERE export_id = $1', [row.id]),
    );
    const context = maker.contextFor(viewer);
    const { size, sha256 } = await writeParts(work, row.id, zipOf(entriesOf(maker, row.id, context)));
    await work.perform(systemViewer, async tx => {
      await tx.execute('UPDATE complete_export SET files_done = files_total WHERE id = $1', [row.id]);
      const { now, until } = await tx.one<{ now: Date; until: Date }>(
        `SELECT n.now, n.now + $1 * interval '1 day' AS until FROM (SELECT business_now() AS now OFFSET 0) n`,
        [keptDays],
      );
      const set = { ready_at: now, expires_at: until, size_bytes: size, sha256 };
      await move(tx, row.id, 'READY', 'completeExport.ready', set);
    });
  } catch (fault) {
    maker.report(fault);
    await fail(work, row.id, fault instanceof ArchiveTooLarge ? 'TOO_LARGE' : 'FAULT');
  }
}

function fail(work: UnitOfWork, id: string, failure: CompleteExportFailure): Promise<void> {
  return work.perform(systemViewer, tx => move(tx, id, 'FAILED', 'completeExport.failed', { failure }));
}

/** Who asked, as it stands now; undefined where it is no administrator any more. */
function viewerOf({ database }: CompleteExportMaker, row: CompleteExportRow): Promise<MemberViewer | undefined> {
  return database.read(systemViewer, db =>
    db.maybe<MemberViewer>(
      `SELECT 'MEMBER' AS kind, m.person_id, m.id AS member_id, m.organization_id, o.roles, m.permissions, $2 AS session_id
         FROM member m JOIN organization o ON o.id = m.organization_id
        WHERE m.id = $1 AND m.active AND 'ADMINISTRATOR' = ANY (m.permissions)`,
      [row.requestedBy, row.id],
    ),
  );
}

/** Every file, with the progress told on the way, and the manifest of them all at the end. */
async function* entriesOf(maker: CompleteExportMaker, id: string, context: RequestContext): AsyncGenerator<ZipEntry> {
  const files = await completeExportFiles(maker.exports.lists, context);
  const total = files.length + 1;
  const lines: ManifestLine[] = [];
  for (const file of files) {
    const chunks = witnessed(file, async line => {
      lines.push(line);
      await tellProgress(maker.work, id, lines.length, total);
    });
    yield { path: file.path, chunks };
  }
  const manifest = `${JSON.stringify({ format: 'tenor-complete-export/1', files: lines }, null, 2)}\n`;
  yield { path: 'manifest.json', chunks: once(Buffer.from(manifest)) };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Kept after every file; told at every quarter. */
async function tellProgress(work: UnitOfWork, id: string, done: number, total: number): Promise<void> {
  const quarter = (files: number) => Math.floor((4 * files) / total);
  await work.perform(systemViewer, async tx => {
    await tx.execute('UPDATE complete_export SET files_total = $3, files_done = $2 WHERE id = $1', [id, done, total]);
    if (quarter(done) > quarter(done - 1)) await move(tx, id, 'REQUESTED', 'completeExport.progressed');
  });
}

async function writeParts(work: UnitOfWork, id: string, chunks: AsyncIterable<Buffer>) {
  const hash = createHash('sha256');
  let [size, no, waiting, held] = [0, 0, [] as Buffer[], 0];
  const flush = async () => {
    const body = Buffer.concat(waiting);
    [waiting, held] = [[], 0];
    if (body.length === 0) return;
    no += 1;
    await work.perform(systemViewer, tx =>
      tx.execute('INSERT INTO complete_export_part (export_id, no, body) VALUES ($1, $2, $3)', [id, no, body]),
    );
  };
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
    waiting.push(chunk);
    held += chunk.length;
    if (held >= partBytes) await flush();
  }
  await flush();
  return { size: String(size), sha256: hash.digest() };
}

async function move(
  tx: Tx,
  id: string,
  to: CompleteExportState,
  event: string,
  set: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const row = await tx.one<CompleteExportRow>('SELECT * FROM complete_export WHERE id = $1 FOR UPDATE', [id]);
  const channels = [organizationChannel(row.organizationId)];
  await transition(tx, systemViewer, completeExportMachine, event, [{ row, to, event, channels }], set);
}

/** The sweep over exports whose time is over: their bytes go. Resolves to how many. */
export function expireCompleteExports(work: UnitOfWork): Promise<number> {
  return work.perform(systemViewer, async tx => {
    const due = await tx.query<{ id: string }>(
      `SELECT id FROM complete_export WHERE state = 'READY' AND expires_at <= (SELECT business_now())
        ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED`,
    );
    for (const { id } of due) {
      await tx.execute('DELETE FROM complete_export_part WHERE export_id = $1', [id]);
      await move(tx, id, 'EXPIRED', 'completeExport.expired');
    }
    return due.length;
  });
}
