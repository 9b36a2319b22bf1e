import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { payeeAccount, paymentCollectedUnder, paymentHeld } from '../payments/index.js';
import type { BatchRead } from '../platform/request-context.js';
import type { DueChange, DueLine } from './due-line.js';
import { duePlaceOf } from './due-place.js';

/*
 * The due list of an organization: for each invoice the one payment that it owes as a buyer to the holder of the claim, and the
 * one of each bill of fees. What changed is told against the lines that stand since the last export. Everything here is the
 * viewer's own: other organizations have no part in it.
 */

/** The kinds by which an invoice, or a bill, is paid: one live payment to one payee, by a constraint. */
const ofDueList = `t.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT', 'FEE_BILL')`;

/** What is due now. An account that may not be paid into yet is not named; the one agreed that was closed is none. */
const dueNow = `
  SELECT d.*, coalesce(nullif(d.held, 'PAYEE_ACCOUNT_CLOSED'), CASE WHEN d.collected_under IS NOT NULL THEN 'COLLECTED' END,
                       CASE WHEN d.account_id IS NULL THEN 'NO_ACCOUNT' WHEN d.iban IS NULL THEN 'ACCOUNT_COOLS_OFF' END)
           AS held_reason
    FROM (
      SELECT t.id AS payment_id, t.invoice_id, i.number AS invoice_number, t.fee_bill_id, b.number AS bill_number, t.payee_id, o.name AS payee_name,
             CASE WHEN a.usable_from <= clock.now THEN a.holder_name END AS holder_name,
             CASE WHEN a.usable_from <= clock.now THEN a.iban END AS iban,
             CASE WHEN a.usable_from <= clock.now THEN a.bic END AS bic,
             t.amount_minor, t.currency, t.due_on, t.end_to_end_id AS reference, ${paymentHeld} AS held, a.id AS account_id,
             ${paymentCollectedUnder} AS collected_under
        FROM payment t
       -- Read once: it is volatile, and would be asked for every line, on this page or not.
       CROSS JOIN (SELECT business_now() AS now) clock
        LEFT JOIN invoice i ON i.id = t.invoice_id
        LEFT JOIN fee_bill b ON b.id = t.fee_bill_id
        JOIN organization o ON o.id = t.payee_id
        ${payeeAccount}
       WHERE t.payer_id = viewer_organization() AND t.state = 'DUE' AND ${ofDueList}
    ) d`;

const lineColumns = `payment_id, invoice_id, invoice_number, fee_bill_id, bill_number, payee_id, payee_name, holder_name, iban, bic, amount_minor, currency,
  due_on, reference, held_reason`;

/** The lines that the last export left standing, as `s`. */
const standing = `(SELECT * FROM due_list_line l
   WHERE l.organization_id = viewer_organization() AND l.until_no IS NULL AND l.change IN ('NEW', 'CHANGED'))`;

const changedFields = `array_remove(ARRAY[
    CASE WHEN c.payee_id <> s.payee_id THEN 'PAYEE' END,
    CASE WHEN (c.iban, c.bic, c.holder_name) IS DISTINCT FROM (s.iban, s.bic, s.holder_name) THEN 'ACCOUNT' END,
    CASE WHEN (c.amount_minor, c.currency) <> (s.amount_minor, s.currency) THEN 'AMOUNT' END,
    CASE WHEN c.due_on <> s.due_on THEN 'DUE_DATE' END,
    CASE WHEN c.reference <> s.reference THEN 'REFERENCE' END,
    CASE WHEN c.held_reason IS DISTINCT FROM s.held_reason THEN 'HOLD' END], NULL)`;

/** What is due now, each line with what became of it since the last export. */
const compared = `
  SELECT c.*, CASE WHEN s.subject_id IS NULL THEN '{}' ELSE ${changedFields} END AS changed,
         CASE WHEN s.subject_id IS NULL THEN 'NEW' WHEN ${changedFields} <> '{}' THEN 'CHANGED' ELSE 'UNCHANGED' END AS change
    FROM (${dueNow}) c LEFT JOIN ${standing} s ON s.subject_id = coalesce(c.invoice_id, c.fee_bill_id)`;

/** What stood in the last export and is due no more, by what it was owed for. */
function goneOf(subject: 'invoice_id' | 'fee_bill_id'): string {
  const payments = `SELECT FROM payment t WHERE t.${subject} = s.${subject} AND t.payer_id = viewer_organization() AND ${ofDueList}`;
  return `
  SELECT s.*, CASE WHEN EXISTS (${payments} AND t.state IN ('INSTRUCTED', 'SETTLED')) THEN 'RELEASED' ELSE 'CANCELLED' END
           AS change_now
    FROM ${standing} s
   WHERE s.${subject} IS NOT NULL AND NOT EXISTS (${payments} AND t.state = 'DUE')`;
}

const gone = `${goneOf('invoice_id')} UNION ALL ${goneOf('fee_bill_id')}`;

/** SQL of the list as it is now: `compared` and `gone` as rows of one shape. */
export const dueListNow = `
  SELECT ${lineColumns}, changed, change FROM (${compared}) c
  UNION ALL SELECT ${lineColumns}, '{}', change_now FROM (${gone}) g`;

export interface DueListFilter {
  readonly change?: readonly DueChange[] | null;
  readonly dueUntil?: string | null;
}

/** The viewer's due list as it is now, by the day a payment is due. */
export async function dueLines(
  db: Db,
  filter: DueListFilter,
  first: number,
  after: string | null | undefined,
): Promise<Page<DueLine>> {
  const { day, id } = duePlaceOf(after);
  const narrowed = `($2::date IS NULL OR due_on <= $2) AND (due_on, payment_id) > ($3::date, $4::uuid)`;
  // Each half is cut before they are put together, so that a page costs a page.
  const rows = await db.query<DueLine>(
    `SELECT * FROM (
       (SELECT ${lineColumns}, changed, change FROM (${compared}) c
         WHERE ($1::text[] IS NULL OR change = ANY($1)) AND ${narrowed} ORDER BY due_on, payment_id LIMIT $5)
       UNION ALL
       (SELECT ${lineColumns}, '{}', change_now FROM (${gone}) g
         WHERE ($1::text[] IS NULL OR change_now = ANY($1)) AND ${narrowed} ORDER BY due_on, payment_id LIMIT $5)) l
      ORDER BY due_on, payment_id LIMIT $5`,
    [filter.change ?? null, filter.dueUntil ?? null, day, id, fetchSize(first)],
  );
  return pageOf(rows, first);
}

export function dueLineKeys(row: DueLine): [string, string] {
  return [row.dueOn, row.paymentId];
}

/** One time that a due list was taken away. */
export interface DueListExportRow {
  readonly id: string;
  readonly organizationId: string;
  readonly no: number;
  readonly exportedBy: string;
  readonly exportedAt: Date;
  readonly lineCount: number;
  readonly changedCount: number;
  readonly sha256: Buffer;
}

export const dueListExportById: BatchRead<string, DueListExportRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<DueListExportRow>(
    'SELECT t.* FROM due_list_export t WHERE t.id = ANY($1::uuid[]) AND t.organization_id = viewer_organization()',
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** When the viewer's due list was taken away, the latest first. */
export async function dueListExports(
  db: Db,
  first: number,
  after: string | null | undefined,
): Promise<Page<DueListExportRow>> {
  const [no] = after ? (decodeCursor(after, 1) ?? ['0']) : [];
  const rows = await db.query<DueListExportRow>(
    `SELECT t.* FROM due_list_export t
      WHERE t.organization_id = viewer_organization() AND ($1::integer IS NULL OR t.no < $1) ORDER BY t.no DESC LIMIT $2`,
    [no === undefined ? null : /^\d{1,9}$/.test(no) ? no : '0', fetchSize(first)],
  );
  return pageOf(rows, first);
}

/** How many lines of a file are read at once. */
const linesAtOnce = 1_000;

/** The lines of the viewer's export of this number, in the order of the file; each page is read when it is asked for. */
export async function* linesOfExport(
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
  no: number,
): AsyncGenerator<DueLine[], void, undefined> {
  let last: DueLine | undefined;
  do {
    const place = last;
    const lines: DueLine[] = await read(db =>
      db.query<DueLine>(
        `SELECT ${lineColumns}, CASE l.from_no WHEN $1 THEN l.change ELSE 'UNCHANGED' END AS change,
                CASE l.from_no WHEN $1 THEN l.changed ELSE '{}' END AS changed
           FROM due_list_line l
          WHERE l.organization_id = viewer_organization() AND l.from_no <= $1 AND (l.until_no IS NULL OR l.until_no > $1)
            AND (l.from_no = $1 OR l.change IN ('NEW', 'CHANGED'))
            AND ($2::date IS NULL OR (l.due_on, l.payment_id) > ($2::date, $3::uuid))
          ORDER BY l.due_on, l.payment_id LIMIT $4`,
        [no, place?.dueOn ?? null, place?.paymentId ?? null, linesAtOnce],
      ),
    );
    yield lines;
    last = lines.length === linesAtOnce ? lines.at(-1) : undefined;
  } while (last);
}
