import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { PaymentFileLineRow } from './payment-file.entity.js';
import {
  paymentFileColumns,
  type PaymentFileStanding,
  paymentFileStanding,
  type PaymentFileView,
  paymentFileVisible,
} from './payment-file.policy.js';

export interface PaymentFileFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly PaymentFileStanding[] | null;
}

/** The files that the viewer sees, the latest prepared first. */
export async function paymentFilePage(db: Db, filter: PaymentFileFilter): Promise<Page<Listed<PaymentFileView>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<PaymentFileView>>(
    `SELECT ${paymentFileColumns}, ${sortKey('t.prepared_at')} AS sort_key FROM payment_file t
      WHERE ${paymentFileVisible} AND ($1::text[] IS NULL OR ${paymentFileStanding} = ANY ($1))
        AND (t.prepared_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.prepared_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const paymentFileById: BatchRead<string, PaymentFileView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<PaymentFileView>(
    `SELECT ${paymentFileColumns} FROM payment_file t WHERE t.id = ANY ($1::uuid[]) AND ${paymentFileVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** A payment as it stands in a file, with its accounts as they are written in it. */
export interface PaymentFileLineView extends PaymentFileLineRow {
  readonly currency: string;
  readonly payerIban: string;
  readonly payeeIban: string;
  readonly payeeHolderName: string;
}

/** The lines of each file that the viewer sees, by their end-to-end ids. */
export const linesOfFile: BatchRead<string, PaymentFileLineView[]> = async (db, _viewer, fileIds) => {
  const rows = await db.query<PaymentFileLineView>(
    `SELECT l.*, t.currency, payer.iban AS payer_iban, payee.iban AS payee_iban, payee.holder_name AS payee_holder_name
       FROM payment_file_line l
       JOIN payment_file t ON t.id = l.file_id
       JOIN payment p ON p.id = l.payment_id
       JOIN bank_account payer ON payer.id = l.payer_account_id
       JOIN bank_account payee ON payee.id = l.payee_account_id
      WHERE l.file_id = ANY ($1::uuid[]) AND ${paymentFileVisible} ORDER BY p.end_to_end_id`,
    [fileIds],
  );
  return fileIds.map(id => rows.filter(row => row.fileId === id));
};
