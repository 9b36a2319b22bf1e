import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';

/** An event in the words in which an endpoint is told of it. */
export interface OwedDelivery {
  /** As its organization knows it: the same at each reading. */
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
}

/**
 * Puts deliveries into the outbox of an endpoint. One that was there and has ended begins anew, under its id and with its words; one that
 * still waits stays as it is. Resolves to the ids of those that wait because of this.
 */
export async function oweDeliveries(tx: Tx, endpointId: string, owed: readonly OwedDelivery[]): Promise<string[]> {
  if (owed.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO webhook_delivery AS d (id, endpoint_id, event_id, event_type, body)
     SELECT g.id, $1, g."eventId", g."eventType", g.body
       FROM jsonb_to_recordset($2::jsonb) AS g(id uuid, "eventId" uuid, "eventType" text, body text, ordinal integer)
      ORDER BY g.ordinal
     ON CONFLICT (endpoint_id, event_id) DO UPDATE SET ${anew} WHERE d.next_attempt_at IS NULL
     RETURNING d.id`,
    [endpointId, JSON.stringify(owed.map((delivery, ordinal) => ({ id: newId(), ordinal, ...delivery })))],
  );
  return rows.map(({ id }) => id);
}

/** One that has ended begins anew; false for one that waits. */
export async function beginAnew(tx: Tx, deliveryId: string): Promise<boolean> {
  const begun = await tx.execute(
    `UPDATE webhook_delivery d SET ${anew} WHERE d.id = $1 AND d.next_attempt_at IS NULL`,
    [deliveryId],
  );
  return begun === 1;
}

const anew = 'next_attempt_at = clock_timestamp(), delivered_at = NULL, failed_at = NULL, round_attempts = 0';

/** What waits for a later attempt is tried now, and from the beginning of its schedule. */
export async function tryNow(tx: Tx, endpointId: string): Promise<void> {
  await tx.execute(
    `UPDATE webhook_delivery SET next_attempt_at = clock_timestamp(), round_attempts = 0
      WHERE endpoint_id = $1 AND next_attempt_at IS NOT NULL`,
    [endpointId],
  );
}

/** A delivery that is tried now. */
export interface DueDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly body: string;
  readonly url: string;
  readonly secret: Buffer;
  /** Null where the time of overlap is over. */
  readonly previousSecret: Buffer | null;
  /** This one counted. */
  readonly attempts: number;
  /** Seconds since 1970, by the database's clock. */
  readonly timestamp: string;
}

/** How long nobody else tries what was taken: longer than a call can last. */
const leaseSeconds = 60;
/** How many calls of one endpoint are under way at once: a slow one holds up nobody else. */
const atOnceMax = 4;

/**
 * Takes deliveries whose time has come, each with the record of an attempt; what is not said to have ended by the end of the lease is
 * taken again. Another server passes over what is being taken here.
 */
export function takeDueDeliveries(tx: Tx, max: number): Promise<DueDelivery[]> {
  return tx.query(
    `WITH due AS (
       SELECT n.id FROM webhook_endpoint w
        CROSS JOIN LATERAL (
          SELECT d.id, d.next_attempt_at FROM webhook_delivery d
           WHERE d.endpoint_id = w.id AND d.next_attempt_at <= clock_timestamp()
             AND (d.leased_until IS NULL OR d.leased_until <= clock_timestamp())
           ORDER BY d.next_attempt_at
           LIMIT greatest(0, ${atOnceMax} - (SELECT count(*) FROM webhook_delivery l
                                               WHERE l.endpoint_id = w.id AND l.next_attempt_at IS NOT NULL
                                                 AND l.leased_until > clock_timestamp()))
           FOR UPDATE SKIP LOCKED) n
        WHERE w.state = 'ACTIVE' ORDER BY n.next_attempt_at LIMIT $1
     ), taken AS (
       UPDATE webhook_delivery d
          SET attempts = attempts + 1, round_attempts = round_attempts + 1,
              leased_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
         FROM due WHERE d.id = due.id
       RETURNING d.id, d.endpoint_id, d.event_id, d.body, d.attempts
     ), begun AS (
       INSERT INTO webhook_attempt (delivery_id, no) SELECT id, attempts FROM taken
     )
     SELECT t.*, w.url, w.secret, extract(epoch FROM clock_timestamp())::bigint::text AS timestamp,
            CASE WHEN w.previous_until > clock_timestamp() THEN w.previous_secret END AS previous_secret
       FROM taken t JOIN webhook_endpoint w ON w.id = t.endpoint_id`,
    [max],
  );
}

/** How an attempt ended. */
export interface AttemptEnd {
  readonly status: number | null;
  readonly excerpt: string | null;
  readonly fault: string | null;
}

/** Writes how an attempt ended. */
export async function endAttempt(tx: Tx, { id, attempts }: DueDelivery, end: AttemptEnd): Promise<void> {
  await tx.execute(
    `UPDATE webhook_attempt SET ended_at = clock_timestamp(), status = $3, excerpt = $4, fault = $5
      WHERE delivery_id = $1 AND no = $2 AND ended_at IS NULL`,
    [id, attempts, end.status, end.excerpt, end.fault],
  );
}

/** It arrived: whoever else has taken it meanwhile need not go on. */
export async function markDelivered(tx: Tx, { id }: DueDelivery): Promise<void> {
  await tx.execute(
    `UPDATE webhook_delivery SET delivered_at = clock_timestamp(), failed_at = NULL, next_attempt_at = NULL, leased_until = NULL
      WHERE id = $1 AND delivered_at IS NULL`,
    [id],
  );
}

/** How many attempts its round has had, if this was its latest and it still waits; null where another has gone on since. */
export async function roundOf(tx: Tx, { id, attempts }: DueDelivery): Promise<number | null> {
  const found = await tx.maybe<{ roundAttempts: number }>(
    `SELECT round_attempts FROM webhook_delivery
      WHERE id = $1 AND attempts = $2 AND next_attempt_at IS NOT NULL FOR UPDATE`,
    [id, attempts],
  );
  return found?.roundAttempts ?? null;
}

/** It is tried again after so many seconds; null: never. */
export async function markFailed(tx: Tx, { id, attempts }: DueDelivery, againSeconds: number | null): Promise<void> {
  await tx.execute(
    `UPDATE webhook_delivery
        SET next_attempt_at = clock_timestamp() + $3::double precision * interval '1 second', leased_until = NULL,
            failed_at = CASE WHEN $3::double precision IS NULL THEN clock_timestamp() END
      WHERE id = $1 AND attempts = $2 AND next_attempt_at IS NOT NULL`,
    [id, attempts, againSeconds],
  );
}
