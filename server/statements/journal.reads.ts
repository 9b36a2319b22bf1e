import type { AccountKind, MovementKind } from '../ledger/index.js';
import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, sortKey } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import { ledgerEntries, type Period, placeAfter } from './account-statement.reads.js';

/** Whose journal a viewer may read: its own organization's; the operator any. `$1` is the organization. */
const journalVisible = '(viewer_sees_all() OR $1::uuid = viewer_organization())';

/** A movement as it stands in the journal of one organization. */
export interface JournalEntry {
  readonly id: string;
  readonly kind: MovementKind;
  /** Of a REVERSAL the kind of what it takes back, whose journal it stands in; else as `kind`. */
  readonly basicKind: MovementKind;
  readonly postedAt: Date;
  readonly businessDay: LocalDate;
  /** Null until it is numbered. */
  readonly no: number | null;
  readonly yearEnd: LocalDate | null;
  /** What it rests on, as far as the organization knows it: a payment's reference, the number of a credit note or an invoice. */
  readonly piece: string | null;
  readonly pieceDay: LocalDate;
  readonly financingId: string | null;
  readonly lines: readonly JournalLine[];
}

export interface JournalLine {
  readonly movementId: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  /** The other side of the transfer; null where it is the organization itself. */
  readonly counterpartyId: string | null;
  readonly counterpartyName: string | null;
  /** Whose account within the organization's own books it is: of a claim the debtor, of a debt the creditor, else the other side. */
  readonly auxiliaryId: string | null;
  readonly auxiliaryName: string | null;
  readonly invoiceId: string | null;
  readonly financingId: string | null;
  /** The number of the entry by which the claim or debt of this invoice came to nothing, and its day; null while it is open. */
  readonly letterNo: number | null;
  readonly letteredOn: LocalDate | null;
}

type Head = Omit<JournalEntry, 'lines'>;

/** Whether the movement `m` touches an account of the organization `$1`. */
const touches = `EXISTS (SELECT FROM transfer t JOIN ledger_account a ON a.id IN (t.debit_account_id, t.credit_account_id)
                          WHERE t.movement_id = m.id AND a.organization_id = $1)`;

/** The parts of an entry without its lines, of movements `m` with their number `n`. */
const head = `m.id, m.kind, coalesce(r.kind, m.kind) AS basic_kind, m.posted_at, m.business_day, n.no, n.year_end,
  coalesce(p.end_to_end_id, c.number, x.number) AS piece,
  coalesce(p.settled_on, c.issue_date, x.issue_date, m.business_day) AS piece_day, t.financing_id`;
const joined = `LEFT JOIN journal_number n ON n.organization_id = $1 AND n.movement_id = m.id
  LEFT JOIN movement r ON r.id = m.reverses_id
  LEFT JOIN LATERAL (
    SELECT f.invoice_id, f.financing_id FROM transfer f JOIN ledger_account a ON a.id IN (f.debit_account_id, f.credit_account_id)
     WHERE f.movement_id = m.id AND a.organization_id = $1 ORDER BY f.ordinal LIMIT 1) t ON true
  LEFT JOIN payment p ON p.id = CASE m.cause_kind WHEN 'PAYMENT' THEN m.cause_id::uuid END AND $1 IN (p.payer_id, p.payee_id)
  LEFT JOIN credit_note c ON c.id = CASE m.cause_kind WHEN 'CREDIT_NOTE' THEN m.cause_id::uuid END AND $1 IN (c.supplier_id, c.buyer_id)
  LEFT JOIN invoice x ON x.id = t.invoice_id AND $1 IN (x.supplier_id, x.buyer_id)`;

/** The journal of an organization in the order in which it was posted. */
export async function journalPage(
  db: Db,
  organizationId: string,
  { from = null, until = null, first, after }: Period & { readonly first: number; readonly after?: string | null },
): Promise<Page<Listed<JournalEntry>>> {
  const place = placeAfter(after);
  const heads = await db.query<Listed<Head>>(
    `WITH page AS (
       SELECT m.* FROM movement m
        WHERE ${journalVisible} AND ${touches}
          AND ($2::date IS NULL OR m.business_day >= $2) AND ($3::date IS NULL OR m.business_day <= $3)
          AND (m.posted_at, m.id) > ($4::timestamptz, $5::uuid)
        ORDER BY m.posted_at, m.id LIMIT $6
     )
     SELECT ${head}, ${sortKey('m.posted_at')} AS sort_key FROM page m ${joined} ORDER BY m.posted_at, m.id`,
    [organizationId, from, until, place.at, place.id, fetchSize(first)],
  );
  const page = pageOf(heads, first);
  return { ...page, rows: await withLines(db, organizationId, page.rows, until) };
}

/** Up to 500 numbered entries of a fiscal year behind a number, in the order of their numbers. */
export async function numberedEntries(
  db: Db,
  organizationId: string,
  yearEnd: LocalDate,
  afterNo: number,
): Promise<JournalEntry[]> {
  const heads = await db.query<Head>(
    `WITH page AS (
       SELECT m.*, k.no FROM journal_number k JOIN movement m ON m.id = k.movement_id
        WHERE ${journalVisible} AND k.organization_id = $1 AND k.year_end = $2 AND k.no > $3
        ORDER BY k.no LIMIT 500
     )
     SELECT ${head} FROM page m ${joined} ORDER BY m.no`,
    [organizationId, yearEnd, afterNo],
  );
  return withLines(db, organizationId, heads, yearEnd);
}

async function withLines<Entry extends Head>(
  db: Db,
  organizationId: string,
  heads: readonly Entry[],
  until: LocalDate | null,
): Promise<(Entry & { lines: JournalLine[] })[]> {
  const rows = await db.query<JournalLine>(
    `SELECT e.movement_id, a.kind, a.currency, e.debit_minor, e.credit_minor, e.financing_id,
            nullif(o.id, $1) AS counterparty_id, CASE WHEN o.id <> $1 THEN o.name END AS counterparty_name,
            u.id AS auxiliary_id, u.name AS auxiliary_name, i.id AS invoice_id, l.no AS letter_no, l.day AS lettered_on
       FROM ${ledgerEntries} e
       JOIN ledger_account a ON a.id = e.account_id AND a.organization_id = $1
       JOIN ledger_account c ON c.id = e.counter_id
       JOIN organization o ON o.id = c.organization_id
       LEFT JOIN invoice x ON x.id = e.invoice_id
       LEFT JOIN invoice i ON i.id = e.invoice_id AND $1 IN (i.supplier_id, i.buyer_id)
       LEFT JOIN organization u
         ON u.id = CASE a.kind WHEN 'CLAIM' THEN x.buyer_id WHEN 'PAYABLE' THEN x.supplier_id ELSE nullif(o.id, $1) END
       LEFT JOIN LATERAL (
         SELECT (array_agg(n.no ORDER BY m.posted_at DESC, m.id DESC))[1] AS no, max(m.business_day) AS day
           FROM ${ledgerEntries} f JOIN movement m ON m.id = f.movement_id
           LEFT JOIN journal_number n ON n.organization_id = $1 AND n.movement_id = m.id
          WHERE f.invoice_id = e.invoice_id AND f.account_id = a.id AND ($3::date IS NULL OR m.business_day <= $3)
         HAVING sum(f.debit_minor - f.credit_minor) = 0
       ) l ON a.kind IN ('CLAIM', 'PAYABLE')
      WHERE e.movement_id = ANY ($2::uuid[])
      ORDER BY e.movement_id, e.ordinal, e.credit_minor`,
    [organizationId, heads.map(({ id }) => id), until],
  );
  const byMovement = new Map<string, JournalLine[]>();
  for (const row of rows) byMovement.set(row.movementId, [...(byMovement.get(row.movementId) ?? []), row]);
  return heads.map(entry => ({ ...entry, lines: byMovement.get(entry.id) ?? [] }));
}
