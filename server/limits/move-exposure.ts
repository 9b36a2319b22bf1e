import { operatorChannel, organizationChannel, recordEvents } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { systemViewer } from '../platform/viewer.js';
import type { LimitRow } from './limit.entity.js';
import {
  type AmountShortfall,
  amountShortfallOf,
  type Exposure,
  type LimitShortfall,
  tenorShortfallOf,
  useOf,
} from './limit.rules.js';

/*
 * An exposure goes through a limit's parts: reserved at the bid, committed at the award, outstanding at the disbursement,
 * gone at the repayment. Each function moves any number of exposures with three statements: it locks every limit they
 * touch, those on buyers first and within that by id, and changes them where the rule holds. A transaction that calls more
 * than one of them first locks for all with `lockExposures`.
 */

/** A limit under its lock with the sum of the given exposures that it covers. */
type Touched = LimitRow & { readonly amountMinor: bigint };

/** How an exposure changes the parts of a limit: each by −1, 0 or 1 times its amount. */
interface Parts {
  readonly reserved?: 1 | -1;
  readonly committed?: 1 | -1;
  readonly outstanding?: 1 | -1;
}

/** Of a funder's own limits, and of the programme's, which no bid reserves. */
interface Move {
  readonly own: Parts;
  readonly programme?: Parts;
}

/** Locks every limit that these exposures touch, in the one order: for a transaction that moves more than one set. */
export async function lockExposures(tx: Tx, exposures: readonly Exposure[]): Promise<void> {
  await lockTouched(tx, exposures);
}

/**
 * Reserves a bid's exposure on every limit of the funder that covers it, or, moving none, says which one does not bear it.
 * Throws where there is no limit on the buyer.
 */
export async function reserveExposure(tx: Tx, exposure: Exposure): Promise<LimitShortfall | null> {
  const touched = await lockTouched(tx, [exposure], false);
  const tooLong = tenorShortfallOf(touched, exposure);
  if (tooLong) return tooLong;
  const moved = await applyMove(tx, touched, { own: { reserved: 1 } }, touched);
  return moved.length === touched.length ? null : (amountShortfallOf(touched, exposure) ?? notHeld());
}

/** Frees what bids reserved: lost, withdrawn, expired. */
export function freeReserved(tx: Tx, exposures: readonly Exposure[]): Promise<void> {
  return moveAll(tx, exposures, { own: { reserved: -1 } });
}

/**
 * Turns the reservations of winning bids into commitments, all of them or none. The funders' own limits cannot refuse: the
 * bids reserved them in full. The programmes' limits are judged here, and only here, for the sum: the answer says of each
 * exposure, in their order, by how much its programme's limit does not bear them together, or null.
 */
export async function commitExposures(tx: Tx, exposures: readonly Exposure[]): Promise<(AmountShortfall | null)[]> {
  if (exposures.length === 0) return [];
  const touched = await lockTouched(tx, exposures);
  const asked = touched.filter(({ scope }) => scope === 'PROGRAMME');
  const move: Move = { own: { reserved: -1, committed: 1 }, programme: { committed: 1 } };
  const moved = await applyMove(tx, touched, move, asked);
  if (moved.length === touched.length) return exposures.map(() => null);
  const shortfalls = exposures.map(({ programmeId, currency }) => {
    const limit = asked.find(limit => limit.programmeId === programmeId && limit.currency === currency);
    return limit ? amountShortfallOf([limit], limit) : null;
  });
  return shortfalls.some(shortfall => shortfall !== null) ? shortfalls : notHeld();
}

/** Frees commitments whose leg 1 failed before it settled. */
export function freeCommitted(tx: Tx, exposures: readonly Exposure[]): Promise<void> {
  return moveAll(tx, exposures, { own: { committed: -1 }, programme: { committed: -1 } });
}

/** Leg 1 settled. */
export function disburseExposure(tx: Tx, exposures: readonly Exposure[]): Promise<void> {
  const disbursed: Parts = { committed: -1, outstanding: 1 };
  return moveAll(tx, exposures, { own: disbursed, programme: disbursed });
}

/** Leg 2 settled, or a settled leg 1 came back. */
export function repayExposure(tx: Tx, exposures: readonly Exposure[]): Promise<void> {
  return moveAll(tx, exposures, { own: { outstanding: -1 }, programme: { outstanding: -1 } });
}

/** A settled leg 2 came back: the exposure stands again, even beyond the limit, which is then marked lowered. */
export function restoreExposure(tx: Tx, exposures: readonly Exposure[]): Promise<void> {
  return moveAll(tx, exposures, { own: { outstanding: 1 }, programme: { outstanding: 1 } });
}

/** Moves exposures that no limit can refuse. */
async function moveAll(tx: Tx, exposures: readonly Exposure[], move: Move): Promise<void> {
  if (exposures.length === 0) return;
  const touched = await lockTouched(tx, exposures, move.programme !== undefined);
  const moved = await applyMove(tx, touched, move, []);
  if (moved.length < touched.length) notHeld();
  await recordLowered(tx, touched, moved);
}

function notHeld(): never {
  throw new Error('A limit does not hold what is taken from it.');
}

/**
 * The limits that cover the exposures, locked, each with the sum it covers. The lock is taken in the statement that reads,
 * after the sort: what is read is what stands when the lock is held.
 *
 * Every exposure has a limit on its buyer, and that is locked first. Who sets a new limit locks those of what it will cover
 * as well (set-limit.ts), so the second statement, which sees what was committed before it began, finds it.
 */
async function lockTouched(tx: Tx, exposures: readonly Exposure[], withProgramme = true): Promise<Touched[]> {
  await tx.query(
    `SELECT l.id
       FROM exposure_limit l
      WHERE l.scope = 'BUYER'
        AND (l.funder_id, l.buyer_id, l.currency) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]))
      ORDER BY l.id FOR UPDATE OF l`,
    [
      exposures.map(exposure => exposure.funderId),
      exposures.map(exposure => exposure.buyerId),
      exposures.map(exposure => exposure.currency),
    ],
  );
  const rows = await tx.query<Omit<Touched, 'amountMinor'> & { coveredMinor: bigint }>(
    `SELECT l.*, g.covered_minor
       FROM exposure_limit l
      CROSS JOIN LATERAL (
        SELECT sum(g.amount_minor)::bigint AS covered_minor
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::bigint[])
            AS g(funder_id, buyer_id, supplier_id, buyer_country, programme_id, currency, amount_minor)
         WHERE ${covers}) g
      WHERE g.covered_minor IS NOT NULL
        AND (l.funder_id = ANY($1) OR ($8 AND l.scope = 'PROGRAMME' AND l.programme_id = ANY($5)))
      ORDER BY l.id FOR UPDATE OF l`,
    [
      exposures.map(exposure => exposure.funderId),
      exposures.map(exposure => exposure.buyerId),
      exposures.map(exposure => exposure.supplierId),
      exposures.map(exposure => exposure.buyerCountry),
      exposures.map(exposure => exposure.programmeId),
      exposures.map(exposure => exposure.currency),
      exposures.map(exposure => exposure.amountMinor.toString()),
      withProgramme,
    ],
  );
  const touched = rows.map(({ coveredMinor, ...limit }) => ({ ...limit, amountMinor: coveredMinor }));
  assertCovered(exposures, touched);
  return touched;
}

/** Whether limit `l` covers exposure `g`. */
export const covers = `l.currency = g.currency AND CASE l.scope
    WHEN 'TOTAL' THEN l.funder_id = g.funder_id
    WHEN 'BUYER' THEN l.funder_id = g.funder_id AND l.buyer_id = g.buyer_id
    WHEN 'PAIR' THEN l.funder_id = g.funder_id AND l.buyer_id = g.buyer_id AND l.supplier_id = g.supplier_id
    WHEN 'COUNTRY' THEN l.funder_id = g.funder_id AND l.country = g.buyer_country
    WHEN 'PROGRAMME' THEN l.programme_id = g.programme_id
  END`;

/** Moves all of the limits or, where one that is asked does not bear it or one holds less than is taken, none. */
function applyMove(
  tx: Tx,
  touched: readonly Touched[],
  move: Move,
  asked: readonly Touched[],
): Promise<{ id: string; lowered: boolean }[]> {
  const changes = (part: keyof Parts) =>
    touched.map(limit => (BigInt(partsFor(limit, move)[part] ?? 0) * limit.amountMinor).toString());
  return tx.query(
    `WITH m AS MATERIALIZED (
       SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[])
         AS m(id, reserved, committed, outstanding, asked)
     ), all_of_them AS (
       SELECT bool_and(${bears}) AS bear FROM exposure_limit l JOIN m USING (id)
     )
     UPDATE exposure_limit l
        SET reserved_minor = l.reserved_minor + m.reserved,
            committed_minor = l.committed_minor + m.committed,
            outstanding_minor = l.outstanding_minor + m.outstanding,
            lowered = ${useAfter} > l.limit_minor
       FROM m, all_of_them
      WHERE l.id = m.id AND all_of_them.bear AND ${bears}
      RETURNING l.id, l.lowered`,
    [
      touched.map(limit => limit.id),
      changes('reserved'),
      changes('committed'),
      changes('outstanding'),
      touched.map(limit => asked.includes(limit)),
    ],
  );
}

const useAfter = `(l.reserved_minor + m.reserved + l.committed_minor + m.committed + l.outstanding_minor + m.outstanding)`;

/** Whether limit `l` bears move `m`: it holds what is taken, and where it is asked has room for what is added. */
const bears = `((NOT m.asked OR ${useAfter} <= l.limit_minor) AND l.reserved_minor + m.reserved >= 0
  AND l.committed_minor + m.committed >= 0 AND l.outstanding_minor + m.outstanding >= 0)`;

function partsFor(limit: LimitRow, move: Move): Parts {
  return limit.scope === 'PROGRAMME' ? (move.programme ?? {}) : move.own;
}

/** Nobody stands exposed to a buyer without a limit on it. */
function assertCovered(exposures: readonly Exposure[], touched: readonly Touched[]): void {
  const key = (funderId: string | null, buyerId: string | null, currency: string) =>
    `${funderId} ${buyerId} ${currency}`;
  const covered = new Set(
    touched
      .filter(({ scope }) => scope === 'BUYER')
      .map(({ funderId, buyerId, currency }) => key(funderId, buyerId, currency)),
  );
  if (exposures.some(({ funderId, buyerId, currency }) => !covered.has(key(funderId, buyerId, currency)))) {
    throw new Error('An exposure has no limit on its buyer.');
  }
}

/** Only a return can push a use beyond its limit; the owner is told. */
async function recordLowered(
  tx: Tx,
  touched: readonly Touched[],
  moved: readonly { id: string; lowered: boolean }[],
): Promise<void> {
  const loweredIds = new Set(moved.filter(({ lowered }) => lowered).map(({ id }) => id));
  const newlyLowered = touched.filter(limit => !limit.lowered && loweredIds.has(limit.id));
  if (newlyLowered.length === 0) return;
  await tx.execute('UPDATE exposure_limit SET event_no = event_no + 1 WHERE id = ANY($1)', [
    newlyLowered.map(({ id }) => id),
  ]);
  await recordEvents(
    tx,
    systemViewer,
    newlyLowered.map(limit => ({
      type: 'limit.lowered',
      subjectKind: 'limit',
      subjectId: limit.id,
      subjectNo: limit.eventNo + 1,
      stateBefore: '',
      stateAfter: '',
      channels: [limit.funderId ? organizationChannel(limit.funderId) : operatorChannel],
      cause: 'restoreExposure',
      before: { useMinor: useOf(limit).toString() },
      after: { useMinor: (useOf(limit) + limit.amountMinor).toString() },
    })),
  );
}
