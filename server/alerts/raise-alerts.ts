import { advanceReader, created, lockReader, memberChannel } from '../events/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { kindRows, releaseKinds } from './alert.kinds.js';
import { alertMachine } from './alert.states.js';
import {
  type ChangedThreshold,
  eventTypes,
  factsOfChange,
  factsOfEvents,
  factsOfFeed,
  factsOfLimits,
  factsOfTime,
  thresholdsOf,
  timeHasCome,
} from './find-facts.js';

const reader = 'alerts';

/** Since when which transaction has held the feed back, as the database tells it now. */
const heldBy = 'pg_snapshot_xmin(pg_current_snapshot())';

/** An event that is committed and not shown, for an older transaction is still open. */
const unshown = `EXISTS (SELECT FROM event e JOIN installation i ON i.epoch = e.epoch
  WHERE (e.epoch, e.xid) >= (i.epoch, ${heldBy}))`;

/**
 * Tells people of what happened and of what time brought, each fact once: an alert's id is made of who is told, the kind and
 * the fact, so that repeated events, a clock that is moved and two servers at once tell of nothing twice. Where there is
 * nothing to do, it is a look into a few indexes. Resolves to how many alerts there are more.
 */
export async function raiseAlerts(work: UnitOfWork, database: Database): Promise<number> {
  let raised = 0;
  while (await isAnythingToTell(database)) {
    const pass = await work.perform(systemViewer, async tx => {
      // The watch is the lock: who finds it taken leaves the work to its holder.
      const watch = await tx.maybe<Watch>(
        `SELECT w.looked_until::text, business_now()::text AS now FROM alert_watch w FOR UPDATE SKIP LOCKED`,
      );
      return watch ? tellOnce(tx, watch) : { raised: 0, more: false };
    });
    raised += pass.raised;
    if (!pass.more) break;
  }
  return raised;
}

/** Both as text, with their microseconds. */
interface Watch {
  readonly lookedUntil: string;
  readonly now: string;
}

async function isAnythingToTell(database: Database): Promise<boolean> {
  return database.read(systemViewer, async db => {
    // Read once and compared as values, so that indexes serve.
    const from = await db.one<Watch & { epoch: number; xid: string; seq: bigint; held: boolean }>(
      `SELECT w.looked_until::text, business_now()::text AS now, w.held_xid IS NOT NULL AS held, r.epoch, r.xid, r.seq
         FROM event_reader r CROSS JOIN alert_watch w WHERE r.name = '${reader}'`,
    );
    const { anything } = await db.one<{ anything: boolean }>(
      `SELECT $3 OR EXISTS (SELECT FROM event e WHERE (e.epoch, e.xid, e.seq) > ($4, $5::xid8, $6)) OR ${timeHasCome} AS anything`,
      [from.lookedUntil, from.now, from.held, from.epoch, from.xid, from.seq],
    );
    return anything;
  });
}

async function tellOnce(tx: Tx, { lookedUntil, now }: Watch): Promise<{ raised: number; more: boolean }> {
  const changed = await changedThresholds(tx);
  const tell: Tell = (facts, parameters) => insertAlerts(tx, changed, facts, parameters);
  let raised = await tell(factsOfTime, [lookedUntil, now]);
  const stretch = await lockReader(tx, reader);
  if (stretch) {
    const { after, until } = stretch;
    const events = `
      SELECT e.type, e.subject_id, e.subject_no FROM event e
       WHERE (e.epoch, e.xid, e.seq) > ($2, $3::xid8, $4) AND (e.epoch, e.xid, e.seq) <= ($5, $6::xid8, $7)
         AND e.type = ANY($8)`;
    raised += await tell(`WITH e AS MATERIALIZED (${events}) ${factsOfEvents}`, [now, ...after, ...until, eventTypes]);
    await advanceReader(tx, reader, stretch);
  }
  if (stretch || changed.length > 0) raised += await tellOfLimits(tx, tell);
  if (changed.length > 0) raised += await tell(factsOfChange, [JSON.stringify(changed), now]);
  raised += await watchFeed(tx, tell);
  await tx.execute('UPDATE alert_watch SET looked_until = greatest(looked_until, $1::timestamptz)', [now]);
  return { raised, more: stretch?.full ?? false };
}

/** Writes alerts of facts; resolves to how many. */
type Tell = (facts: string, parameters: readonly unknown[]) => Promise<number>;

/** Who changed its threshold since the last pass: looked at by itself, for what lies within the new one. */
function changedThresholds(tx: Tx): Promise<ChangedThreshold[]> {
  return tx.query('UPDATE alert_threshold SET met = true WHERE NOT met RETURNING member_id, kind, threshold, previous');
}

/**
 * Writes an alert for each member that a fact is for: whoever asked for its kind, or has the permission that hears of it, or
 * may release what waits.
 */
async function insertAlerts(
  tx: Tx,
  changed: readonly ChangedThreshold[],
  facts: string,
  parameters: readonly unknown[],
): Promise<number> {
  const [rules, news] = [`$${parameters.length + 1}`, `$${parameters.length + 2}`];
  const rows = await tx.query<{ id: string; memberId: string }>(
    `INSERT INTO alert (member_id, kind, fact, subject_kind, subject_id, day, delivery, state, event_no)
     SELECT g.member_id, g.kind, g.fact, g.subject_kind, g.subject_id, g.day, g.delivery, 'UNREAD', 1
       FROM (
         SELECT DISTINCT ON (m.id, f.kind, f.fact) m.id AS member_id, f.kind, f.fact, f.subject_kind, f.subject_id, f.day,
                coalesce(p.delivery, CASE WHEN ${hears} THEN r.delivery END) AS delivery
           FROM (${facts}) f
           JOIN jsonb_to_recordset(${rules}::jsonb) AS r(kind text, role text, permissions text[], delivery text, threshold integer)
             ON (r.kind, r.role) = (f.kind, f.role)
           JOIN member m ON m.organization_id = f.organization_id AND m.active
           LEFT JOIN alert_preference p ON (p.member_id, p.kind) = (m.id, f.kind)
           LEFT JOIN alert_threshold v ON (v.member_id, v.kind) = (m.id, f.kind)
           LEFT JOIN jsonb_to_recordset(${news}::jsonb) AS n("memberId" uuid, kind text) ON (n."memberId", n.kind) = (m.id, f.kind)
          WHERE (f.only_for IS NULL OR f.only_for = m.id)
            AND (f.threshold IS NULL OR (f.threshold = coalesce(v.threshold, r.threshold) AND n."memberId" IS NULL))
          ORDER BY m.id, f.kind, f.fact, ${hears} DESC) g
      WHERE g.delivery <> 'OFF'
        -- Of what was told and forgotten since, the event stays.
        AND NOT EXISTS (SELECT FROM event t WHERE t.subject_kind = 'alert'
                           AND t.subject_id = md5(g.member_id::text || ' ' || g.kind || ' ' || g.fact)::uuid)
      ORDER BY g.member_id, g.kind, g.fact
     ON CONFLICT DO NOTHING
     RETURNING id, member_id`,
    [...parameters, JSON.stringify(kindRows), JSON.stringify(changed)],
  );
  await created(
    tx,
    systemViewer,
    alertMachine,
    'raiseAlerts',
    rows.map(({ id, memberId }) => ({
      id,
      state: 'UNREAD' as const,
      event: 'alert.raised',
      channels: [memberChannel(memberId)],
    })),
  );
  return rows.length;
}

/** Whether rule `r` tells member `m` of facts `f`; a fact about a release is for one who may release, substitutes as well. */
const hears = `(m.permissions && r.permissions OR f.kind = ANY(ARRAY['${releaseKinds.join("','")}']))`;

/**
 * A limit comes to be nearly used up at a threshold, 80 % where nobody chose another, and is so until it falls ten points below:
 * each time it comes to be is one fact, however often its use moves meanwhile.
 */
async function tellOfLimits(tx: Tx, tell: Tell): Promise<number> {
  const crossed = await tx.query<{ limitId: string; percent: number; crossing: number }>(
    `WITH used AS (
      SELECT l.id, h.percent, (l.reserved_minor + l.committed_minor + l.outstanding_minor)::numeric * 100 AS used,
             l.limit_minor::numeric AS cap, coalesce(w.near, false) AS near
        FROM exposure_limit l
       CROSS JOIN (SELECT threshold AS percent FROM ${thresholdsOf('LIMIT_NEAR')} h UNION SELECT percent FROM limit_watch) h
        LEFT JOIN limit_watch w ON (w.limit_id, w.percent) = (l.id, h.percent)
    ), eased AS (
      UPDATE limit_watch w SET near = false FROM used u
       WHERE (u.id, u.percent) = (w.limit_id, w.percent) AND w.near AND u.used < u.cap * (u.percent - 10)
    ), crossed AS (
      INSERT INTO limit_watch (limit_id, percent, near, crossing)
      SELECT u.id, u.percent, true, 1 FROM used u WHERE NOT u.near AND u.used > 0 AND u.used >= u.cap * u.percent
       ORDER BY u.id, u.percent
      ON CONFLICT (limit_id, percent) DO UPDATE SET near = true, crossing = limit_watch.crossing + 1
       WHERE NOT limit_watch.near
      RETURNING limit_id, percent, crossing
    )
    SELECT * FROM crossed`,
  );
  if (crossed.length === 0) return 0;
  const rows = crossed.map(({ limitId, percent, crossing }) => ({ limit_id: limitId, percent, crossing }));
  return tell(factsOfLimits, [JSON.stringify(rows)]);
}

/**
 * The feed waits for the oldest transaction that is open. Where one and the same has held events back for longer than it may,
 * the operator is told, once for each such transaction.
 */
async function watchFeed(tx: Tx, tell: Tell): Promise<number> {
  const { xid, held } = await tx.one<{ xid: string; held: boolean }>(`SELECT ${heldBy} AS xid, ${unshown} AS held`);
  const { seconds } = await tx.one<{ seconds: string }>(
    `UPDATE alert_watch
        SET held_xid = CASE WHEN $2 THEN $1::xid8 END,
            held_since = CASE WHEN $2 THEN CASE WHEN held_xid = $1::xid8 THEN held_since ELSE clock_timestamp() END END
     RETURNING coalesce(extract(epoch FROM clock_timestamp() - held_since), 0)::text AS seconds`,
    [xid, held],
  );
  return held ? tell(factsOfFeed, [xid, seconds]) : 0;
}
