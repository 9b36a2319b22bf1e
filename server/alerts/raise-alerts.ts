import { advanceReader, created, lockReader, memberChannel } from '../events/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { kindRows } from './alert.kinds.js';
import { alertMachine } from './alert.states.js';
import { eventTypes, factsOfEvents, factsOfTime, timeHasCome } from './find-facts.js';

const reader = 'alerts';
/** How long the event feed may be held back before the operator is told, by the real clock. */
const feedLateSeconds = 5;

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
  let raised = await insertAlerts(tx, factsOfTime, [lookedUntil, now]);
  const stretch = await lockReader(tx, reader);
  if (stretch) {
    const { after, until } = stretch;
    const events = `
      SELECT e.type, e.subject_id, e.subject_no FROM event e
       WHERE (e.epoch, e.xid, e.seq) > ($2, $3::xid8, $4) AND (e.epoch, e.xid, e.seq) <= ($5, $6::xid8, $7)
         AND e.type = ANY($8)`;
    raised += await insertAlerts(tx, `WITH e AS MATERIALIZED (${events}) ${factsOfEvents}`, [
      now,
      ...after,
      ...until,
      eventTypes,
    ]);
    raised += await tellOfLimits(tx);
    await advanceReader(tx, reader, stretch);
  }
  raised += await watchFeed(tx);
  await tx.execute('UPDATE alert_watch SET looked_until = greatest(looked_until, $1::timestamptz)', [now]);
  return { raised, more: stretch?.full ?? false };
}

/**
 * Writes an alert for each member that a fact is for: whoever asked for its kind, or has the permission that hears of it, or
 * stands in for a checker; never whose own doing it was.
 */
async function insertAlerts(tx: Tx, facts: string, parameters: readonly unknown[]): Promise<number> {
  const rules = `$${parameters.length + 1}`;
  const rows = await tx.query<{ id: string; memberId: string }>(
    `INSERT INTO alert (member_id, kind, fact, subject_kind, subject_id, day, delivery, state, event_no)
     SELECT g.member_id, g.kind, g.fact, g.subject_kind, g.subject_id, g.day, g.delivery, 'UNREAD', 1
       FROM (
         SELECT DISTINCT ON (m.id, f.kind, f.fact) m.id AS member_id, f.kind, f.fact, f.subject_kind, f.subject_id, f.day,
                coalesce(p.delivery, CASE WHEN ${hears} THEN r.delivery END) AS delivery
           FROM (${facts}) f
           JOIN jsonb_to_recordset(${rules}::jsonb) AS r(kind text, role text, permissions text[], delivery text)
             ON (r.kind, r.role) = (f.kind, f.role)
           JOIN member m ON m.organization_id = f.organization_id AND m.active AND m.person_id IS DISTINCT FROM f.not_by
           LEFT JOIN alert_preference p ON (p.member_id, p.kind) = (m.id, f.kind)
          ORDER BY m.id, f.kind, f.fact, ${hears} DESC) g
      WHERE g.delivery <> 'OFF'
        -- Of what was told and forgotten since, the event stays.
        AND NOT EXISTS (SELECT FROM event t WHERE t.subject_kind = 'alert'
                           AND t.subject_id = md5(g.member_id::text || ' ' || g.kind || ' ' || g.fact)::uuid)
      ORDER BY g.member_id, g.kind, g.fact
     ON CONFLICT DO NOTHING
     RETURNING id, member_id`,
    [...parameters, JSON.stringify(kindRows)],
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

/** Whether rule `r` tells member `m` of facts `f`; a batch waits for those who stand in for a checker, too. */
const hears = `(m.permissions && r.permissions OR (f.kind = 'APPROVAL_WAITING' AND EXISTS (
  SELECT FROM member c WHERE c.substitute_id = m.id AND c.active AND 'CHECKER' = ANY(c.permissions)
     AND business_today() BETWEEN c.substitute_from AND c.substitute_until)))`;

/**
 * A limit comes to be nearly used up at 80 %, and is so until it falls below 70 %: each time it comes to be is one fact, however
 * often its use moves meanwhile.
 */
async function tellOfLimits(tx: Tx): Promise<number> {
  const crossed = await tx.query<{ limitId: string; crossing: number }>(
    `WITH used AS (
      SELECT l.*, l.reserved_minor + l.committed_minor + l.outstanding_minor AS used_minor, coalesce(w.near, false) AS near
        FROM exposure_limit l LEFT JOIN limit_watch w ON w.limit_id = l.id
    ), eased AS (
      UPDATE limit_watch w SET near = false FROM used u
       WHERE u.id = w.limit_id AND w.near AND u.used_minor * 10 < u.limit_minor * 7
    ), crossed AS (
      INSERT INTO limit_watch (limit_id, near, crossing)
      SELECT u.id, true, 1 FROM used u WHERE NOT u.near AND u.used_minor > 0 AND u.used_minor * 5 >= u.limit_minor * 4
       ORDER BY u.id
      ON CONFLICT (limit_id) DO UPDATE SET near = true, crossing = limit_watch.crossing + 1 WHERE NOT limit_watch.near
      RETURNING limit_id, crossing
    )
    SELECT * FROM crossed`,
  );
  return crossed.length === 0 ? 0 : insertAlerts(tx, factsOfLimits, [JSON.stringify(crossed)]);
}

const factsOfLimits = `
  SELECT 'LIMIT_NEAR' AS kind, CASE WHEN l.funder_id IS NULL THEN 'OPERATOR' ELSE 'FUNDER' END AS role,
         coalesce(l.funder_id, o.id) AS organization_id, 'limit ' || l.id || ' ' || g.crossing AS fact,
         'limit' AS subject_kind, l.id AS subject_id, NULL::date AS day, NULL::uuid AS not_by
    FROM jsonb_to_recordset($1::jsonb) AS g("limitId" uuid, crossing integer)
    JOIN exposure_limit l ON l.id = g."limitId"
    LEFT JOIN organization o ON l.funder_id IS NULL AND 'OPERATOR' = ANY(o.roles)`;

/**
 * The feed waits for the oldest transaction that is open. Where one and the same has held events back for longer than it may,
 * the operator is told, once for each such transaction.
 */
async function watchFeed(tx: Tx): Promise<number> {
  const { xid, held } = await tx.one<{ xid: string; held: boolean }>(`SELECT ${heldBy} AS xid, ${unshown} AS held`);
  const watch = await tx.one<{ late: boolean }>(
    `UPDATE alert_watch
        SET held_xid = CASE WHEN $2 THEN $1::xid8 END,
            held_since = CASE WHEN $2 THEN CASE WHEN held_xid = $1::xid8 THEN held_since ELSE clock_timestamp() END END
     RETURNING coalesce(held_since < clock_timestamp() - ${feedLateSeconds} * interval '1 second', false) AS late`,
    [xid, held],
  );
  return watch.late ? insertAlerts(tx, factsOfFeed, [xid]) : 0;
}

const factsOfFeed = `
  SELECT 'FEED_LATE' AS kind, 'OPERATOR' AS role, operator.id AS organization_id, 'transaction ' || $1::text AS fact,
         'organization' AS subject_kind, operator.id AS subject_id, NULL::date AS day, NULL::uuid AS not_by
    FROM organization operator WHERE 'OPERATOR' = ANY(operator.roles)`;
