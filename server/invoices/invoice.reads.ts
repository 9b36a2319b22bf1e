import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { idsOfPage, type Listed, type Orders, type Sorting, sortedPage, waysOfParties } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { Side } from './invoice.entity.js';
import { filterParameters, type InvoiceFilter, invoiceMatches } from './invoice.filter.js';
import { copyVisible, documentVisible, invoiceColumns, type InvoiceView, invoiceVisible } from './invoice.policy.js';
import { type CopyFigures, type Difference, differencesBetween } from './invoice.rules.js';

export const invoiceById: BatchRead<string, InvoiceView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<InvoiceView>(
    `SELECT ${invoiceColumns} FROM invoice t WHERE t.id = ANY($1::uuid[]) AND ${invoiceVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export type InvoiceOrder = 'SUBMITTED' | 'DUE' | 'AMOUNT' | 'NUMBER';

/** Amounts compare within their currency. */
const orders: Orders<InvoiceOrder> = {
  SUBMITTED: { columns: [{ sql: 't.submitted_at', type: 'timestamptz' }], descending: true },
  DUE: { columns: [{ sql: 't.adjusted_due_date', type: 'date' }], descending: false },
  AMOUNT: {
    columns: [
      { sql: 't.currency', type: 'text' },
      { sql: 't.payable_minor', type: 'bigint' },
    ],
    descending: true,
  },
  NUMBER: { columns: [{ sql: 't.number_key', type: 'text' }], descending: false },
};

/** The invoices a viewer sees, newest first unless they are sorted otherwise. */
export async function invoicePage(
  db: Db,
  page: { first: number } & Sorting<InvoiceOrder>,
  filter: InvoiceFilter,
): Promise<Page<Listed<InvoiceView>>> {
  const parameters = filterParameters(filter);
  if (parameters === null) return { rows: [], hasNextPage: false };
  const sorted = sortedPage(orders, page);
  const ids = idsOfPage(sorted, {
    source: 'invoice t LEFT JOIN programme p ON p.id = t.programme_id',
    ways: waysOfParties('t.supplier_id', 't.buyer_id'),
    condition: `${sorted.after(1)} AND ${invoiceMatches(4)}`,
    limit: '$3',
  });
  const rows = await db.query<Listed<InvoiceView>>(
    `SELECT ${invoiceColumns}, ${sorted.key} FROM invoice t WHERE t.id IN (${ids}) AND ${invoiceVisible}
      ORDER BY ${sorted.orderBy} LIMIT $3`,
    [...sorted.parameters, fetchSize(page.first), ...parameters],
  );
  return pageOf(rows, page.first);
}

/** A copy as a list shows it: without what was read from the document. */
export interface CopyView extends CopyFigures {
  readonly invoiceId: string;
  readonly side: Side;
  readonly number: string;
  /** Null where the viewer may not open the file. */
  readonly documentId: string | null;
  readonly receivedAt: Date;
}

/** The copies of invoices that the viewer may read, the supplier's first. */
export const copiesOf: BatchRead<string, CopyView[]> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<CopyView>(
    `SELECT c.invoice_id, c.side, c.number, c.issue_date, c.due_date, c.currency, c.payable_minor, c.received_at,
            CASE WHEN ${documentVisible} THEN d.id END AS document_id
       FROM invoice_copy c JOIN invoice t ON t.id = c.invoice_id JOIN document d ON d.id = c.document_id
      WHERE c.invoice_id = ANY($1::uuid[]) AND ${copyVisible} ORDER BY c.side DESC`,
    [invoiceIds],
  );
  return invoiceIds.map(id => rows.filter(row => row.invoiceId === id));
};

/** In what the two copies of invoices differ; both parties see it, for both must settle it. */
export const differencesOf: BatchRead<string, Difference[]> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<CopyFigures & { invoiceId: string; side: Side }>(
    `SELECT c.invoice_id, c.side, c.issue_date, c.due_date, c.currency, c.payable_minor
       FROM invoice_copy c JOIN invoice t ON t.id = c.invoice_id
      WHERE c.invoice_id = ANY($1::uuid[]) AND ${invoiceVisible}`,
    [invoiceIds],
  );
  const copyOf = (id: string, side: Side) => rows.find(row => row.invoiceId === id && row.side === side);
  return invoiceIds.map(id => differencesBetween(copyOf(id, 'SUPPLIER'), copyOf(id, 'BUYER')));
};
