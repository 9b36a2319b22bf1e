import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { EntryResolutionRow } from './entry-resolution.entity.js';
import type { BankEntryRow, BankFileRow, BankReportRow, EntryState, ReportState } from './reconciliation.entity.js';
import { isBookable } from './match-entry.js';
import { ofOwnOrganization, reportVisible } from './reconciliation.policy.js';
import type { ResolutionState } from './reconciliation.states.js';
import { invoicesMeant, payersOf, type RefundSide, refundSidesOf } from './refund-sides.js';

interface PageFilter {
  readonly first: number;
  readonly after?: string | null;
}

/** Never its body, which may be large. */
const fileColumns = `t.id, t.name, t.size, t.organization_id, t.submitted_by, t.message, t.message_id, t.state, t.reason,
  t.problems, t.received_at`;

/** The files that the viewer, or its organization, brought; for the operator all: the latest first. */
export async function filePage(
  db: Db,
  filter: PageFilter & { readonly state?: readonly BankFileRow['state'][] | null },
): Promise<Page<Listed<BankFileRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<BankFileRow>>(
    `SELECT ${fileColumns}, ${sortKey('t.received_at')} AS sort_key FROM bank_file t
      WHERE ${ofOwnOrganization} AND ($1::text[] IS NULL OR t.state = ANY ($1))
        AND (t.received_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.received_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const fileById: BatchRead<string, BankFileRow | null> = async (db, _viewer, ids) =>
  inOrder(
    ids,
    await db.query<BankFileRow>(
      `SELECT ${fileColumns} FROM bank_file t WHERE t.id = ANY ($1::uuid[]) AND ${ofOwnOrganization}`,
      [ids],
    ),
  );

/** The bytes of a file as they came; null for what the viewer does not see, and for one that was too large to keep. */
export async function originalOf(db: Db, id: string): Promise<{ name: string; body: Buffer } | null> {
  const found = await db.maybe<{ name: string; body: Buffer }>(
    `SELECT t.name, t.body FROM bank_file t WHERE t.id = $1 AND t.body IS NOT NULL AND ${ofOwnOrganization}`,
    [id],
  );
  return found ?? null;
}

export interface ReportFilter extends PageFilter {
  readonly accountId?: string | null;
  readonly message?: readonly BankReportRow['message'][] | null;
  readonly state?: readonly ReportState[] | null;
}

/** The reports of the viewer's accounts and files, the latest received first. */
export async function reportPage(db: Db, filter: ReportFilter): Promise<Page<Listed<BankReportRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<BankReportRow>>(
    `SELECT t.*, ${sortKey('t.received_at')} AS sort_key FROM bank_report t
      WHERE ${reportVisible} AND ($1::uuid IS NULL OR t.account_id = $1) AND ($2::text[] IS NULL OR t.message = ANY ($2))
        AND ($3::text[] IS NULL OR t.state = ANY ($3)) AND (t.received_at, t.id) < ($4::timestamptz, $5::uuid)
      ORDER BY t.received_at DESC, t.id DESC LIMIT $6`,
    [
      filter.accountId ?? null,
      filter.message ?? null,
      filter.state ?? null,
      place.at,
      place.id,
      fetchSize(filter.first),
    ],
  );
  return pageOf(rows, filter.first);
}

export const reportById: BatchRead<string, BankReportRow | null> = async (db, _viewer, ids) =>
  inOrder(
    ids,
    await db.query<BankReportRow>(`SELECT t.* FROM bank_report t WHERE t.id = ANY ($1::uuid[]) AND ${reportVisible}`, [
      ids,
    ]),
  );

/** The parts of each file that the viewer sees, in the order of the file. */
export const reportsOfFile: BatchRead<string, BankReportRow[]> = async (db, _viewer, fileIds) => {
  const rows = await db.query<BankReportRow>(
    `SELECT t.* FROM bank_report t WHERE t.file_id = ANY ($1::uuid[]) AND ${reportVisible} ORDER BY t.file_id, t.ordinal`,
    [fileIds],
  );
  return fileIds.map(id => rows.filter(({ fileId }) => fileId === id));
};

/** How much was told by a report first, and what became of it. */
export interface EntryCounts {
  readonly told: number;
  readonly followed: number;
  readonly suspense: number;
  readonly held: number;
  readonly waiting: number;
}

export const countsOfReport: BatchRead<string, EntryCounts> = async (db, _viewer, reportIds) => {
  const rows = await db.query<EntryCounts & { readonly id: string }>(
    `SELECT t.id, count(e.id)::integer AS told,
            (count(*) FILTER (WHERE e.state IN ('FOLLOWED', 'RESOLVED')))::integer AS followed,
            (count(*) FILTER (WHERE e.state = 'SUSPENSE'))::integer AS suspense,
            (count(*) FILTER (WHERE e.state = 'HELD'))::integer AS held,
            (count(*) FILTER (WHERE e.state = 'RECEIVED'))::integer AS waiting
       FROM bank_report t LEFT JOIN bank_entry e ON e.report_id = t.id
      WHERE t.id = ANY ($1::uuid[]) AND ${reportVisible} GROUP BY t.id`,
    [reportIds],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return reportIds.map(id => byId.get(id) ?? { told: 0, followed: 0, suspense: 0, held: 0, waiting: 0 });
};

export interface EntryFilter extends PageFilter {
  readonly state?: readonly EntryState[] | null;
  readonly accountId?: string | null;
  readonly bookedFrom?: string | null;
  readonly bookedUntil?: string | null;
  readonly side?: BankEntryRow['side'] | null;
}

/** The entries on the viewer's accounts, the latest received first. */
export async function entryPage(db: Db, filter: EntryFilter): Promise<Page<Listed<BankEntryRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<BankEntryRow>>(
    `SELECT t.*, ${sortKey('t.received_at')} AS sort_key FROM bank_entry t
      WHERE ${ofOwnOrganization} AND ($1::text[] IS NULL OR t.state = ANY ($1)) AND ($2::uuid IS NULL OR t.account_id = $2)
        AND ($3::date IS NULL OR t.booked_on >= $3) AND ($4::date IS NULL OR t.booked_on <= $4)
        AND ($5::text IS NULL OR t.side = $5) AND (t.received_at, t.id) < ($6::timestamptz, $7::uuid)
      ORDER BY t.received_at DESC, t.id DESC LIMIT $8`,
    [
      filter.state ?? null,
      filter.accountId ?? null,
      filter.bookedFrom ?? null,
      filter.bookedUntil ?? null,
      filter.side ?? null,
      place.at,
      place.id,
      fetchSize(filter.first),
    ],
  );
  return pageOf(rows, filter.first);
}

export const entryById: BatchRead<string, BankEntryRow | null> = async (db, _viewer, ids) =>
  inOrder(
    ids,
    await db.query<BankEntryRow>(
      `SELECT t.* FROM bank_entry t WHERE t.id = ANY ($1::uuid[]) AND ${ofOwnOrganization}`,
      [ids],
    ),
  );

/** The payment that each entry is said to be: by the bank, by a match, or by two persons. */
export const paymentOfEntry: BatchRead<string, string | null> = async (db, _viewer, ids) => {
  const rows = await db.query<{ id: string; paymentId: string }>(
    `SELECT t.id, p.id AS payment_id
       FROM bank_entry t
       LEFT JOIN bank_message_receipt m ON m.message_id = t.message_id
       LEFT JOIN entry_resolution r ON r.entry_id = t.id AND r.kind = 'PAYMENT' AND r.state IN ('CONFIRMED', 'UNDOING')
       JOIN payment p ON p.id = r.payment_id OR p.end_to_end_id = m.content ->> 'endToEndId'
      WHERE t.id = ANY ($1::uuid[]) AND ${ofOwnOrganization}`,
    [ids],
  );
  const byId = new Map(rows.map(({ id, paymentId }) => [id, paymentId]));
  return ids.map(id => byId.get(id) ?? null);
};

/** More than anybody chooses among. */
const candidatesMax = 20;

/**
 * The open payments that each entry could be: of its organization, on its side, to the cent, and where the bank names the
 * other account, of whose it is. Those due on the nearest days first.
 */
export const candidatesOfEntry: BatchRead<string, string[]> = async (db, _viewer, ids) => {
  const rows = await db.query<{ id: string; paymentId: string }>(
    `SELECT e.id, c.id AS payment_id
       FROM (SELECT * FROM bank_entry t
              WHERE t.id = ANY ($1::uuid[]) AND t.state = 'SUSPENSE' AND NOT t.returned AND ${ofOwnOrganization}) e
      CROSS JOIN LATERAL (
        SELECT t.id FROM payment t
         WHERE CASE e.side WHEN 'CREDIT' THEN t.payee_id ELSE t.payer_id END = e.organization_id
           AND (t.amount_minor, t.currency) = (e.amount_minor, e.currency)
           AND ${isBookable('e.side', 'e.amount_minor')}
           AND (CASE WHEN e.counterparty_iban IS NULL THEN e.side = 'DEBIT' OR t.state <> 'DUE' END OR EXISTS (
             SELECT FROM bank_account a
              WHERE a.organization_id = CASE e.side WHEN 'CREDIT' THEN t.payer_id ELSE t.payee_id END
                AND a.iban = e.counterparty_iban AND a.state IN ('VERIFIED', 'CLOSED')))
         ORDER BY abs(t.due_on - e.booked_on), t.id LIMIT ${candidatesMax}) c`,
    [ids],
  );
  return ids.map(id => rows.flatMap(row => (row.id === id ? row.paymentId : [])));
};

/** Other entries in suspense that would undo each entry, the nearest first. */
export const offsetsOfEntry: BatchRead<string, BankEntryRow[]> = async (db, _viewer, ids) => {
  const rows = await db.query<BankEntryRow & { readonly ofEntry: string }>(
    `SELECT o.*, t.id AS of_entry
       FROM bank_entry t
      CROSS JOIN LATERAL (
        SELECT e.* FROM bank_entry e
         WHERE e.organization_id = t.organization_id AND e.state = 'SUSPENSE' AND e.side <> t.side
           AND (e.amount_minor, e.currency) = (t.amount_minor, t.currency)
         ORDER BY abs(e.booked_on - t.booked_on), e.id LIMIT ${candidatesMax}) o
      WHERE t.id = ANY ($1::uuid[]) AND t.state = 'SUSPENSE' AND ${ofOwnOrganization}`,
    [ids],
  );
  return ids.map(id => rows.filter(({ ofEntry }) => ofEntry === id));
};

/** Whose account each entry of the viewer's names as where the money came from. */
export const payerOfEntry: BatchRead<string, string | null> = async (db, _viewer, ids) => {
  const payers = await payersOf(db, ids);
  return ids.map(id => payers.get(id)?.organizationId ?? null);
};

export const invoicesOfEntry: BatchRead<string, string[]> = async (db, _viewer, ids) => {
  const rows = await invoicesMeant(db, ids);
  return ids.map(id => rows.flatMap(({ entryId, invoiceId }) => (entryId === id ? invoiceId : [])));
};

export const refundChoicesOfEntry: BatchRead<string, RefundSide[]> = async (db, _viewer, ids) => {
  const rows = await refundSidesOf(db, ids);
  return ids.map(id => rows.filter(({ entryId }) => entryId === id));
};

export interface ResolutionFilter extends PageFilter {
  readonly state?: readonly ResolutionState[] | null;
}

/** What was said of entries, the latest proposed first. */
export async function resolutionPage(db: Db, filter: ResolutionFilter): Promise<Page<Listed<EntryResolutionRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<EntryResolutionRow>>(
    `SELECT t.*, ${sortKey('t.proposed_at')} AS sort_key FROM entry_resolution t
      WHERE ${ofOwnOrganization} AND ($1::text[] IS NULL OR t.state = ANY ($1))
        AND (t.proposed_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.proposed_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const resolutionById: BatchRead<string, EntryResolutionRow | null> = async (db, _viewer, ids) =>
  inOrder(
    ids,
    await db.query<EntryResolutionRow>(
      `SELECT t.* FROM entry_resolution t WHERE t.id = ANY ($1::uuid[]) AND ${ofOwnOrganization}`,
      [ids],
    ),
  );

/** What is said of each entry, by itself or as the other of an offset: what stands or waits, else what was said last. */
export const resolutionOfEntry: BatchRead<string, EntryResolutionRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<EntryResolutionRow & { readonly ofEntry: string }>(
    `SELECT DISTINCT ON (g.id) t.*, g.id AS of_entry
       FROM unnest($1::uuid[]) AS g(id)
       JOIN entry_resolution t ON g.id IN (t.entry_id, t.other_entry_id)
      WHERE ${ofOwnOrganization}
      ORDER BY g.id, t.state IN ('REFUSED', 'UNDONE'), t.proposed_at DESC, t.id`,
    [ids],
  );
  const byEntry = new Map(rows.map(row => [row.ofEntry, row]));
  return ids.map(id => byEntry.get(id) ?? null);
};

function inOrder<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]): (Row | null)[] {
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
}
