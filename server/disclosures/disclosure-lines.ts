import type { Db, Tx } from '../platform/database.js';
import type { DisclosurePackView } from './disclosure-pack.entity.js';

/**
 * What a pack counts, in the order of a statement. OPENING to OTHER come to CLOSING; the last two are the part of OPENING and
 * CLOSING for which the supplier has its money from a funder already.
 */
export const disclosureFigures = [
  'OPENING',
  'LATE',
  'CONFIRMED',
  'PAID',
  'RETURNED',
  'CREDITED',
  'TAKEN_BACK',
  'OTHER',
  'CLOSING',
  'OPENING_FUNDED',
  'CLOSING_FUNDED',
] as const;

export type Figure = (typeof disclosureFigures)[number];

/** Rows `programme_id, figure, invoice_id, amount_minor, currency, due_days`, as SQL with its parameters from `$1` on. */
export interface LineSource {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The lines that are stored with a pack. */
export function storedLinesOf(packId: string): LineSource {
  return { sql: '(SELECT * FROM disclosure_line WHERE pack_id = $1)', parameters: [packId] };
}

/** The lines of a pack: those it was closed with, or what the ledger says now. */
export function linesOf(pack: DisclosurePackView): LineSource {
  const { id, buyerId, firstDay, lastDay, predecessorId } = pack;
  return pack.state === 'CLOSED'
    ? storedLinesOf(id)
    : { sql: liveLines, parameters: [buyerId, firstDay, lastDay, predecessorId] };
}

/** What a movement is in a statement, by its kind or that of the movement it takes back. What is new here is OTHER. */
const figureOfMovement = `CASE
  WHEN m.kind = 'UNDERTAKING' THEN 'CONFIRMED'
  WHEN r.kind = 'UNDERTAKING' THEN 'TAKEN_BACK'
  WHEN m.kind IN ('REPAYMENT', 'PAID_TO_SUPPLIER', 'FORWARDED', 'RECOVERY') THEN 'PAID'
  WHEN r.kind IN ('REPAYMENT', 'PAID_TO_SUPPLIER', 'FORWARDED', 'RECOVERY') THEN 'RETURNED'
  WHEN coalesce(r.kind, m.kind) IN ('CREDIT_NOTE', 'CREDIT_NETTED') THEN 'CREDITED'
  ELSE 'OTHER' END`;

/** Every transfer on what the buyer `$1` owes, signed as it changes it; `terms` is a condition on the invoice's terms `v`. */
const payableEntries = (terms: string) => `
  SELECT e.invoice_id, ${figureOfMovement} AS figure, m.business_day, e.amount_minor
    FROM (
      SELECT t.invoice_id, t.movement_id, t.amount_minor
        FROM ledger_account a JOIN transfer t ON t.credit_account_id = a.id
       WHERE a.organization_id = $1 AND a.kind = 'PAYABLE'
      UNION ALL
      SELECT t.invoice_id, t.movement_id, -t.amount_minor
        FROM ledger_account a JOIN transfer t ON t.debit_account_id = a.id
       WHERE a.organization_id = $1 AND a.kind = 'PAYABLE'
    ) e
    JOIN movement m ON m.id = e.movement_id
    LEFT JOIN movement r ON r.id = m.reverses_id
    JOIN invoice i ON i.id = e.invoice_id
    JOIN programme_terms v ON v.id = i.terms_id AND ${terms}`;

/**
 * What the ledger says for the buyer `$1` from day `$2` to day `$3`, both included, after the closed pack `$4`. An invoice
 * counts by its own terms: those that the buyer funds itself are no arrangement of this kind, and of those that are not
 * disclosed to it it discloses nothing. Nor does it learn of a sale under terms that are not disclosed.
 */
const liveLines = `(
  WITH entry AS MATERIALIZED (
    SELECT * FROM (${payableEntries(`v.funded_by = 'FUNDER' AND v.disclosure = 'DISCLOSED'`)}) x WHERE x.business_day <= $3
  ), before AS MATERIALIZED (
    SELECT invoice_id, sum(amount_minor) AS amount FROM entry WHERE business_day < $2 GROUP BY invoice_id
  ), after AS (
    SELECT invoice_id, sum(amount_minor) AS amount FROM entry GROUP BY invoice_id
  ), said AS MATERIALIZED (
    SELECT invoice_id, figure, amount_minor AS amount FROM disclosure_line
     WHERE pack_id = $4 AND figure IN ('CLOSING', 'CLOSING_FUNDED')
  ), funded AS (
    SELECT t.invoice_id,
           sum(CASE WHEN m.kind = 'PURCHASE' THEN t.amount_minor ELSE -t.amount_minor END) AS after,
           sum(CASE WHEN m.business_day >= $2 THEN 0 WHEN m.kind = 'PURCHASE' THEN t.amount_minor ELSE -t.amount_minor END)
             AS before
      FROM financing f
      JOIN programme_terms v ON v.id = f.terms_id AND v.disclosure = 'DISCLOSED'
      JOIN transfer t ON t.financing_id = f.id
      JOIN movement m ON m.id = t.movement_id AND m.business_day <= $3
      LEFT JOIN movement r ON r.id = m.reverses_id
      JOIN ledger_account d ON d.id = t.debit_account_id AND d.kind = 'CLAIM'
      JOIN ledger_account c ON c.id = t.credit_account_id AND c.kind = 'CLAIM'
     WHERE f.buyer_id = $1 AND 'PURCHASE' IN (m.kind, r.kind)
     GROUP BY t.invoice_id
  ), line AS (
    SELECT 'OPENING' AS figure, invoice_id, amount FROM before WHERE $4::uuid IS NULL
    UNION ALL
    SELECT 'OPENING', invoice_id, amount FROM said WHERE figure = 'CLOSING'
    UNION ALL
    SELECT 'LATE', invoice_id, coalesce(b.amount, 0) - coalesce(s.amount, 0)
      FROM before b FULL JOIN (SELECT * FROM said WHERE figure = 'CLOSING') s USING (invoice_id) WHERE $4 IS NOT NULL
    UNION ALL
    SELECT figure, invoice_id, sum(amount_minor) FROM entry WHERE business_day >= $2 GROUP BY figure, invoice_id
    UNION ALL
    SELECT 'CLOSING', invoice_id, amount FROM after
    UNION ALL
    SELECT 'OPENING_FUNDED', invoice_id, b.amount FROM before b JOIN funded f USING (invoice_id)
     WHERE f.before > 0 AND $4 IS NULL
    UNION ALL
    SELECT 'OPENING_FUNDED', invoice_id, amount FROM said WHERE figure = 'CLOSING_FUNDED'
    UNION ALL
    SELECT 'CLOSING_FUNDED', invoice_id, a.amount FROM after a JOIN funded f USING (invoice_id) WHERE f.after > 0
  )
  SELECT i.programme_id, l.figure, l.invoice_id, l.amount::bigint AS amount_minor, i.currency,
         i.adjusted_due_date - i.issue_date AS due_days
    FROM line l JOIN invoice i ON i.id = l.invoice_id
   WHERE l.amount <> 0)`;

/** A year of a large buyer is more than a page: whoever reads it waits up to a minute; who prepares or closes it, ten. */
export async function allowLongStatements(db: Db, most: '1min' | '10min' = '1min'): Promise<void> {
  await db.query(`SELECT set_config('statement_timeout', $1, true)`, [most]);
}

/** The last day of each stratum, in days after the invoice date; what is due later stands in a last one. */
export const strataUntil = [30, 60, 90, 120] as const;

/** A figure of one programme, within one stratum of due dates. */
export interface Tally {
  readonly programmeId: string;
  readonly currency: string;
  readonly figure: Figure;
  /** 0 to 4, as `strataUntil`. */
  readonly stratum: number;
  readonly amountMinor: bigint;
  readonly invoiceCount: number;
  readonly daysFrom: number;
  readonly daysUntil: number;
}

/** Every figure as a sum of its lines. */
export function talliesOf(db: Db, { sql, parameters }: LineSource): Promise<Tally[]> {
  return db.query(
    `SELECT programme_id, currency, figure,
            (SELECT count(*) FROM unnest(ARRAY[${strataUntil.join()}]) u WHERE u < due_days)::integer AS stratum,
            sum(amount_minor)::bigint AS amount_minor, count(*)::integer AS invoice_count,
            min(due_days) AS days_from, max(due_days) AS days_until
       FROM ${sql} l GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    parameters,
  );
}

/** SHA-256 over the lines, in the order of their programmes, figures and invoices; hexadecimal. */
export async function digestOfLines(db: Db, { sql, parameters }: LineSource): Promise<string> {
  const { digest } = await db.one<{ digest: string }>(
    `SELECT encode(sha256(convert_to(coalesce(string_agg(
              concat_ws(' ', programme_id, figure, invoice_id, amount_minor, currency, due_days), E'\\n'
              ORDER BY programme_id, figure, invoice_id), ''), 'UTF8')), 'hex') AS digest FROM ${sql} l`,
    parameters,
  );
  return digest;
}

/** Keeps the lines of a pack that is being closed. */
export async function storeLines(tx: Tx, pack: DisclosurePackView): Promise<void> {
  const { sql, parameters } = linesOf(pack);
  await tx.execute(
    `INSERT INTO disclosure_line (pack_id, programme_id, figure, invoice_id, amount_minor, currency, due_days)
     SELECT $${parameters.length + 1}::uuid, programme_id, figure, invoice_id, amount_minor, currency, due_days FROM ${sql} l`,
    [...parameters, pack.id],
  );
}

/** A programme of the buyer, and what a pack does with it. */
export interface PackProgramme {
  readonly programmeId: string;
  readonly name: string;
  readonly currency: string;
  /** The terms in force on the last day. */
  readonly termsId: string;
  readonly included: boolean;
  /** What is owed on the last day under terms that the buyer funds itself; null where there are none such. */
  readonly excludedMinor: bigint | null;
}

/**
 * The programmes that were there on the last day. One whose terms are not disclosed to the buyer is in a pack only for
 * invoices of older terms.
 */
export async function programmesOf(
  db: Db,
  pack: DisclosurePackView,
  tallies: readonly Tally[],
): Promise<PackProgramme[]> {
  if (pack.state === 'CLOSED') {
    return db.query(
      `SELECT d.programme_id, p.name, p.currency, d.terms_id, d.included, d.excluded_minor
         FROM disclosure_programme d JOIN programme p ON p.id = d.programme_id WHERE d.pack_id = $1 ORDER BY p.name, p.id`,
      [pack.id],
    );
  }
  const rows = await db.query<PackProgramme & { fundedBy: string; disclosure: string }>(
    `SELECT p.id AS programme_id, p.name, p.currency, v.id AS terms_id, v.funded_by, v.disclosure,
            CASE WHEN v.funded_by = 'BUYER' OR x.amount <> 0 THEN coalesce(x.amount, 0) END::bigint AS excluded_minor
       FROM programme p
       JOIN LATERAL (
         SELECT t.* FROM programme_terms t
          WHERE t.programme_id = p.id AND (t.version = 1 OR business_day_of(t.published_at) <= $2)
          ORDER BY t.version DESC LIMIT 1) v ON true
       LEFT JOIN (
         SELECT i.programme_id, sum(e.amount_minor) AS amount FROM (${payableEntries(`v.funded_by = 'BUYER'`)}) e
           JOIN invoice i ON i.id = e.invoice_id
          WHERE e.business_day <= $2
            -- Asked once: where there are no such terms, nothing is looked at.
            AND EXISTS (SELECT FROM programme q JOIN programme_terms w ON w.programme_id = q.id
                         WHERE q.buyer_id = $1 AND w.funded_by = 'BUYER')
          GROUP BY i.programme_id) x ON x.programme_id = p.id
      WHERE p.buyer_id = $1 AND business_day_of(p.created_at) <= $2
      ORDER BY p.name, p.id`,
    [pack.buyerId, pack.lastDay],
  );
  const counted = new Set(tallies.map(({ programmeId }) => programmeId));
  return rows
    .map(({ fundedBy, disclosure, ...row }) => ({
      ...row,
      included: counted.has(row.programmeId) || (fundedBy === 'FUNDER' && disclosure === 'DISCLOSED'),
    }))
    .filter(row => row.included || row.excludedMinor !== null);
}
