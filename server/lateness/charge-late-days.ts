import { invoiceDayCause, lateCharge, type NewMovement, post, reversalsOf } from '../ledger/index.js';
import { type PaymentRow, renewPayment } from '../payments/index.js';
import type { Db, Tx } from '../platform/database.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';

const slice = 500;
/** As many as `post` takes at once. */
const movementsMax = 900;

/** The funder of invoice `i` whose leg 1 settled and stayed, as `f`; SQL of a join. */
export const holdingFinancing = `LEFT JOIN financing f ON f.invoice_id = i.id
  AND f.state IN ('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID')`;

/**
 * What stands charged of invoice `i` until a day when all is right, as `w`; SQL of a join. What falls due, but never less than
 * payments were for already: that would be a refund, and a person's to decide. The lump sum is one charge, whole or none.
 */
const chargedUntil = (day: string) => `CROSS JOIN LATERAL (
  SELECT d.charged_to, s.lump_sum_minor, t.minor - s.lump_sum_minor AS interest_minor
    FROM late_due(i, ${day}) d
   CROSS JOIN (SELECT coalesce(sum(lump_sum_minor), 0)::bigint AS lump_sum_minor,
                      coalesce(sum(late_interest_minor), 0)::bigint AS interest_minor
                 FROM payment_allocation WHERE invoice_id = i.id AND taken_back_on IS NULL) p
   CROSS JOIN LATERAL (SELECT greatest(d.lump_sum_minor + d.interest_minor, p.lump_sum_minor + p.interest_minor) AS minor) t
   CROSS JOIN LATERAL (
     SELECT CASE WHEN greatest(d.lump_sum_minor, p.lump_sum_minor) + p.interest_minor <= t.minor
                 THEN greatest(d.lump_sum_minor, p.lump_sum_minor) ELSE p.lump_sum_minor END AS lump_sum_minor) s) w`;

/**
 * Claims `i` that a day can be charged for: open after the adjusted due date and not charged to today, or to the last day
 * before the first half-year whose rate is missing; paid or credited, and not charged to their end. `c` says how far.
 */
const chargeable = `
  FROM (SELECT id FROM invoice WHERE state IN ('APPROVED', 'OVERDUE', 'DEFAULTED') AND adjusted_due_date < $1
        UNION ALL
        SELECT p.id FROM late_claim l JOIN invoice p ON p.id = l.invoice_id
         WHERE (l.ends_on IS NULL OR l.charged_through < l.ends_on) AND p.state IN ('PAID', 'CREDITED')) g
  JOIN invoice i ON i.id = g.id
  JOIN organization b ON b.id = i.buyer_id
  LEFT JOIN late_claim c ON c.invoice_id = i.id
 CROSS JOIN LATERAL (
   SELECT least($1::date, min(h)::date - 1) AS until
     FROM generate_series(half_year_of(i.adjusted_due_date + 1)::timestamp, $1::timestamp, interval '6 months') h
    WHERE NOT EXISTS (
      SELECT FROM reference_rate r
       WHERE r.half_year = h::date
         AND r.zone = (SELECT zone FROM late_rule_of(b.country, i.adjusted_due_date)))) k
 WHERE i.approved_minor IS NOT NULL
   AND coalesce(c.charged_through, i.adjusted_due_date) < least(k.until, c.ends_on)`;

/**
 * Charges every claim that is open after its adjusted due date for the days until today: the grace delays the state, not
 * the interest. Where a reference rate is missing nothing is charged from its half-year on, and all of it once it is
 * entered. Resolves to how many claims were looked at.
 */
export async function chargeLateDays(work: UnitOfWork): Promise<number> {
  let charged = 0;
  for (;;) {
    const count = await work.perform(systemViewer, chargeSlice);
    if (count === 0) return charged;
    charged += count;
  }
}

/** The day from whose beginning the earliest of them is charged; null where none is late and has a rate. */
export async function lateChargesFrom(db: Db): Promise<LocalDate | null> {
  const { day } = await db.one<{ day: LocalDate | null }>(
    // Without any rate nothing is charged, and nothing looked for.
    `SELECT CASE WHEN EXISTS (SELECT FROM reference_rate) THEN least(
       (SELECT min(adjusted_due_date) FROM invoice WHERE state IN ('APPROVED', 'OVERDUE', 'DEFAULTED')
           AND adjusted_due_date >= business_today()),
       (SELECT min(coalesce(c.charged_through, i.adjusted_due_date)) ${chargeable.replaceAll('$1', 'n.tomorrow')})) END AS day
       FROM (SELECT business_today() + 1 AS tomorrow OFFSET 0) n`,
  );
  return day && addDays(day, 1);
}

async function chargeSlice(tx: Tx): Promise<number> {
  const { today, hasRates } = await tx.one<{ today: LocalDate; hasRates: boolean }>(
    'SELECT business_today() AS today, EXISTS (SELECT FROM reference_rate) AS has_rates',
  );
  if (!hasRates) return 0;
  const picked = await tx.query<{ id: string }>(
    `SELECT i.id ${chargeable} ORDER BY i.id LIMIT $2 FOR UPDATE OF i SKIP LOCKED`,
    [today, slice],
  );
  const movements = await chargesThrough(
    tx,
    picked.map(invoice => invoice.id),
    today,
  );
  await oweCharges(
    tx,
    picked.map(invoice => invoice.id),
  );
  for (let from = 0; from < movements.length; from += movementsMax)
    await post(tx, movements.slice(from, from + movementsMax));
  return picked.length;
}

/** A claim that was paid before its charges were known: they are owed by a payment of their own. */
async function oweCharges(tx: Tx, invoiceIds: readonly string[]): Promise<void> {
  const settled = await tx.query<PaymentRow>(
    `SELECT p.* FROM payment p JOIN invoice i ON i.id = p.invoice_id
      WHERE p.invoice_id = ANY($1::uuid[]) AND i.state = 'PAID'
        AND p.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND p.state = 'SETTLED' AND NOT p.is_part
      ORDER BY p.id FOR UPDATE OF p`,
    [invoiceIds],
  );
  const ids = settled.map(payment => payment.id);
  await tx.execute('UPDATE payment SET is_part = true WHERE id = ANY($1::uuid[])', [ids]);
  const renewed: (PaymentRow | null)[] = [];
  for (const payment of settled) renewed.push(await renewPayment(tx, systemViewer, 'chargeLateDays', payment));
  // Nothing was charged after all.
  const whole = ids.filter((_, index) => renewed[index] === null);
  await tx.execute('UPDATE payment SET is_part = false WHERE id = ANY($1::uuid[])', [whole]);
}

interface Charged {
  readonly invoiceId: string;
  readonly buyerId: string;
  readonly holderId: string;
  readonly financingId: string | null;
  readonly currency: string;
  readonly chargedTo: LocalDate;
  /** What is to stand charged until then in all, and what of it stands posted. */
  readonly lumpSumMinor: bigint;
  readonly interestMinor: bigint;
  readonly postedLumpSumMinor: bigint;
  readonly postedInterestMinor: bigint;
  /** Charges stand that are more than is due by their day, or another's. */
  readonly isWrong: boolean;
  /** The number of the next charge of that day. */
  readonly no: number;
}

/**
 * Brings the charges of these claims, whose invoices are locked, to what is due until the day (included): what proved to be
 * wrong (a payment was booked on an earlier day, the claim passed to another, a credit note reduced it) is taken back, and
 * the total so far less what stands is charged. Writes the rows and resolves to the movements, for the caller to post.
 */
export async function chargesThrough(
  tx: Tx,
  invoiceIds: readonly string[],
  through: LocalDate,
): Promise<NewMovement[]> {
  if (invoiceIds.length === 0) return [];
  const before = await stateOf(tx, invoiceIds, through);
  const wrong = before.filter(claim => claim.isWrong);
  const reversals = await takeBackWrong(
    tx,
    wrong.map(claim => claim.invoiceId),
    through,
  );
  const claims = wrong.length === 0 ? before : await stateOf(tx, invoiceIds, through);
  const rises = claims.flatMap(claim => {
    const lumpSumMinor = rise(claim.lumpSumMinor, claim.postedLumpSumMinor);
    const lateInterestMinor = rise(claim.interestMinor, claim.postedInterestMinor);
    return lumpSumMinor + lateInterestMinor > 0n ? [{ ...claim, lumpSumMinor, lateInterestMinor }] : [];
  });
  await record(tx, claims, rises);
  return [
    ...reversals,
    ...rises.map(({ financingId, chargedTo, no, ...claim }) =>
      lateCharge({
        ...claim,
        ...(financingId && { financingId }),
        cause: invoiceDayCause(claim.invoiceId, chargedTo, no),
      }),
    ),
  ];
}

/** As `chargesThrough`, until today or the day it ended, for one claim that something befell: nothing where it was never late. */
export async function chargesToday(tx: Tx, invoiceId: string): Promise<NewMovement[]> {
  const [late] = await tx.query<{ through: LocalDate }>(
    `SELECT least(n.today, c.ends_on) AS through
       FROM (SELECT business_today() AS today OFFSET 0) n
      CROSS JOIN invoice i
       LEFT JOIN late_claim c ON c.invoice_id = i.id
      WHERE i.id = $1
        AND (c.invoice_id IS NOT NULL
             OR (i.adjusted_due_date < n.today AND i.state IN ('APPROVED', 'OVERDUE', 'DEFAULTED')))`,
    [invoiceId],
  );
  return late ? chargesThrough(tx, [invoiceId], late.through) : [];
}

function rise(dueMinor: bigint, postedMinor: bigint): bigint {
  return dueMinor > postedMinor ? dueMinor - postedMinor : 0n;
}

function stateOf(tx: Tx, invoiceIds: readonly string[], through: LocalDate): Promise<Charged[]> {
  return tx.query(
    `SELECT i.id AS invoice_id, i.buyer_id, coalesce(f.funder_id, i.supplier_id) AS holder_id, f.id AS financing_id,
            i.currency, greatest(w.charged_to, i.adjusted_due_date) AS charged_to, w.lump_sum_minor, w.interest_minor,
            p.lump_sum_minor AS posted_lump_sum_minor, p.interest_minor AS posted_interest_minor,
            p.lump_sum_minor > w.lump_sum_minor OR p.interest_minor > w.interest_minor OR p.is_wrong AS is_wrong,
            1 + (SELECT coalesce(max(no), 0) FROM late_charge
                  WHERE invoice_id = i.id AND day = greatest(w.charged_to, i.adjusted_due_date)) AS no
       FROM invoice i
       ${holdingFinancing}
       ${chargedUntil('$2')}
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(lump_sum_minor), 0)::bigint AS lump_sum_minor,
               coalesce(sum(interest_minor), 0)::bigint AS interest_minor,
               coalesce(bool_or(day > $2 OR holder_id <> coalesce(f.funder_id, i.supplier_id)), false) AS is_wrong
          FROM late_charge WHERE invoice_id = i.id AND taken_back_on IS NULL) p
      WHERE i.id = ANY($1::uuid[])
      ORDER BY i.id`,
    [invoiceIds, through],
  );
}

/**
 * Takes back the first charge by whose day more was posted than is to stand, that is another's, or of a day after `through`,
 * and every later one.
 */
async function takeBackWrong(tx: Tx, invoiceIds: readonly string[], through: LocalDate): Promise<NewMovement[]> {
  if (invoiceIds.length === 0) return [];
  const taken = await tx.query<{ invoiceId: string; day: LocalDate; no: number }>(
    `WITH standing AS (
       SELECT c.*, c.day > $2 OR c.holder_id <> coalesce(f.funder_id, i.supplier_id)
                OR w.lump_sum_minor < sum(c.lump_sum_minor) OVER so_far
                OR w.interest_minor < sum(c.interest_minor) OVER so_far AS is_wrong
         FROM late_charge c
         JOIN invoice i ON i.id = c.invoice_id
         ${holdingFinancing}
         ${chargedUntil('c.day')}
        WHERE c.invoice_id = ANY($1::uuid[]) AND c.taken_back_on IS NULL
       WINDOW so_far AS (PARTITION BY c.invoice_id ORDER BY c.day, c.no)
     )
     UPDATE late_charge c SET taken_back_on = business_today()
       FROM standing s
      WHERE (c.invoice_id, c.day, c.no) = (s.invoice_id, s.day, s.no)
        AND EXISTS (SELECT FROM standing w
                     WHERE w.invoice_id = s.invoice_id AND w.is_wrong AND (w.day, w.no) <= (s.day, s.no))
     RETURNING c.invoice_id, c.day, c.no`,
    [invoiceIds, through],
  );
  if (taken.length === 0) return [];
  return reversalsOf(
    tx,
    taken.map(({ invoiceId, day, no }) => invoiceDayCause(invoiceId, day, no)),
    'LATE_CHARGE',
  );
}

type Rise = Charged & { readonly lateInterestMinor: bigint };

async function record(tx: Tx, claims: readonly Charged[], rises: readonly Rise[]): Promise<void> {
  await tx.execute(
    `INSERT INTO late_charge (invoice_id, day, no, holder_id, buyer_id, financing_id, currency, lump_sum_minor, interest_minor)
     SELECT * FROM unnest($1::uuid[], $2::date[], $3::integer[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::bigint[],
                          $9::bigint[])`,
    [
      rises.map(claim => claim.invoiceId),
      rises.map(claim => claim.chargedTo),
      rises.map(claim => claim.no),
      rises.map(claim => claim.holderId),
      rises.map(claim => claim.buyerId),
      rises.map(claim => claim.financingId),
      rises.map(claim => claim.currency),
      rises.map(claim => claim.lumpSumMinor.toString()),
      rises.map(claim => claim.lateInterestMinor.toString()),
    ],
  );
  await tx.execute(
    `INSERT INTO late_claim (invoice_id, holder_id, charged_through, ends_on)
     SELECT g.id, g.holder_id, g.day, CASE i.state WHEN 'CREDITED' THEN g.day END
       FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS g(id, holder_id, day) JOIN invoice i ON i.id = g.id
     ON CONFLICT (invoice_id) DO UPDATE
       SET holder_id = excluded.holder_id, charged_through = excluded.charged_through,
           ends_on = coalesce(late_claim.ends_on, excluded.ends_on)`,
    [claims.map(claim => claim.invoiceId), claims.map(claim => claim.holderId), claims.map(claim => claim.chargedTo)],
  );
}
