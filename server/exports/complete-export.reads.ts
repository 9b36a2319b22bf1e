import type { Db } from '../platform/database.js';
import type { BatchRead, RequestContext } from '../platform/request-context.js';
import { hasPermission } from '../platform/viewer.js';
import type { CompleteExportRow } from './complete-export.entity.js';

/** Its own organization's alone: the operator looks at what it has to by its own lists. */
const completeExportVisible = 't.organization_id = viewer_organization()';

/** The organization's, the latest first. There are never many. */
export function completeExports(db: Db): Promise<CompleteExportRow[]> {
  return db.query(
    `SELECT t.* FROM complete_export t WHERE ${completeExportVisible} ORDER BY t.requested_at DESC, t.id DESC LIMIT 100`,
  );
}

export const completeExportById: BatchRead<string, CompleteExportRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<CompleteExportRow>(
    `SELECT t.* FROM complete_export t WHERE t.id = ANY($1::uuid[]) AND ${completeExportVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The bytes of a file that is ready, for an administrator of its organization; null where there is none, or no more. */
export async function completeExportBytes(context: RequestContext, id: string): Promise<AsyncGenerator<Buffer> | null> {
  const found = await context.load(completeExportById, id);
  if (found?.state !== 'READY' || !hasPermission(context.viewer, 'ADMINISTRATOR')) return null;
  const isOver = await context.read(async db => {
    const { over } = await db.one<{ over: boolean }>('SELECT $1::timestamptz <= business_now() AS over', [
      found.expiresAt,
    ]);
    return over;
  });
  return isOver ? null : parts(context, id);
}

async function* parts(context: RequestContext, id: string): AsyncGenerator<Buffer> {
  for (let no = 1; ; no += 1) {
    const part = await context.read(db =>
      db.maybe<{ body: Buffer; last: boolean }>(
        `SELECT p.body, NOT EXISTS (SELECT FROM complete_export_part n WHERE n.export_id = $1 AND n.no = $2 + 1) AS last
           FROM complete_export_part p JOIN complete_export t ON t.id = p.export_id
          WHERE p.export_id = $1 AND p.no = $2 AND t.state = 'READY' AND ${completeExportVisible}`,
        [id, no],
      ),
    );
    if (!part) throw new Error('The export went away while it was sent.');
    yield part.body;
    if (part.last) return;
  }
}
