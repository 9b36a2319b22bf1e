import type { InvoiceContent } from '../documents/index.js';
import type { Db } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';
import type { Viewer } from '../platform/viewer.js';
import type { DocumentRow, Side } from './invoice.entity.js';
import { copyVisible, documentVisible } from './invoice.policy.js';

/** A document without its bytes. */
export type DocumentView = Omit<DocumentRow, 'body'>;

export const documentById: BatchRead<string, DocumentView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<DocumentView>(
    `SELECT d.id, d.organization_id, d.uploaded_by, d.name, d.media_type, d.format, d.sha256, d.size_bytes, d.uploaded_at
       FROM document d WHERE d.id = ANY($1::uuid[]) AND ${documentVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** Every document that the viewer may open, by id and name. */
export function visibleDocuments(db: Db): Promise<Pick<DocumentRow, 'id' | 'name'>[]> {
  return db.query(`SELECT d.id, d.name FROM document d WHERE ${documentVisible} ORDER BY d.uploaded_at, d.id`);
}

/** The file as it came, byte for byte; null where the viewer may not open it, as where there is none. */
export async function documentForViewer(
  db: Db,
  _viewer: Viewer,
  id: string,
): Promise<Pick<DocumentRow, 'name' | 'mediaType' | 'body'> | null> {
  const row = await db.maybe<Pick<DocumentRow, 'name' | 'mediaType' | 'body'>>(
    `SELECT d.name, d.media_type, d.body FROM document d WHERE d.id = $1 AND ${documentVisible}`,
    [id],
  );
  return row ?? null;
}

/** Names the copy of one side; the key under which its content is loaded. */
export type CopyKey = `${string} ${Side}`;

/** What was read from copies; null where the viewer does not see the copy. */
export const copyContent: BatchRead<CopyKey, InvoiceContent | null> = async (db, _viewer, keys) => {
  const [ids, sides] = [keys.map(key => key.split(' ')[0]), keys.map(key => key.split(' ')[1])];
  const rows = await db.query<{ invoiceId: string; side: Side; content: InvoiceContent }>(
    `SELECT c.invoice_id, c.side, c.content
       FROM unnest($1::uuid[], $2::text[]) AS k(invoice_id, side)
       JOIN invoice_copy c USING (invoice_id, side) JOIN invoice t ON t.id = c.invoice_id
      WHERE ${copyVisible}`,
    [ids, sides],
  );
  const byKey = new Map(rows.map(row => [`${row.invoiceId} ${row.side}`, row.content]));
  return keys.map(key => byKey.get(key) ?? null);
};
