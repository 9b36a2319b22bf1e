import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';

/** A mail as a slice writes it, in the transaction of what it tells of. Plain text; `{origin}` stands for the pages' address. */
export interface NewMail {
  readonly id?: string;
  readonly kind: 'ALERTS' | 'DIGEST' | 'INVITATION';
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}

/** Whether mails leave from here: a mail server is known. */
export async function mailEnabled(db: Db): Promise<boolean> {
  return (await db.one<{ enabled: boolean }>('SELECT enabled FROM mail_setting')).enabled;
}

/** Says at a start whether a mail server is known. Servers on one database are to agree on it. */
export async function enableMail(tx: Tx, enabled: boolean): Promise<void> {
  await tx.execute('UPDATE mail_setting SET enabled = $1 WHERE enabled <> $1', [enabled]);
}

/** Puts mails into the outbox; into none where no mail leaves. They leave once this transaction has committed. */
export async function queueMails(tx: Tx, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  await tx.execute(
    `INSERT INTO mail (id, kind, recipient, subject, body)
     SELECT g.id, g.kind, g.recipient, g.subject, g.body
       FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, kind text, recipient text, subject text, body text)
      WHERE (SELECT enabled FROM mail_setting)`,
    [JSON.stringify(mails.map(mail => ({ id: newId(), ...mail })))],
  );
}

/** A mail that is tried now. */
export interface TriedMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  /** This one counted. */
  readonly attempts: number;
}

/** How long nobody else tries what was taken: longer than all that is taken at once can last. */
const leaseMinutes = 10;
const takenMax = 5;

/** Takes mails whose time has come; what is not said to have left by the end of the lease is tried again. */
export function takeDueMails(tx: Tx): Promise<TriedMail[]> {
  return tx.query(
    `UPDATE mail m SET attempts = attempts + 1, try_at = clock_timestamp() + ${leaseMinutes} * interval '1 minute'
      WHERE m.id IN (
        SELECT w.id FROM mail w
         WHERE w.sent_at IS NULL AND w.given_up_at IS NULL AND w.try_at <= clock_timestamp()
         ORDER BY w.try_at LIMIT ${takenMax} FOR UPDATE SKIP LOCKED)
     RETURNING m.id, m.recipient, m.subject, m.body, m.attempts`,
  );
}

/** It left; its words are forgotten. */
export async function markSent(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    'UPDATE mail SET sent_at = clock_timestamp(), fault = NULL, subject = NULL, body = NULL WHERE id = $1 AND subject IS NOT NULL',
    [id],
  );
}

/** It did not leave, and is tried again after so many seconds; null: never. */
export async function markFailed(tx: Tx, id: string, fault: string, againSeconds: number | null): Promise<void> {
  if (againSeconds === null) {
    await tx.execute(
      `UPDATE mail SET given_up_at = clock_timestamp(), fault = left($2, 500), subject = NULL, body = NULL
        WHERE id = $1 AND subject IS NOT NULL`,
      [id, fault],
    );
  } else {
    await tx.execute(
      `UPDATE mail SET fault = left($2, 500), try_at = clock_timestamp() + $3 * interval '1 second'
        WHERE id = $1 AND subject IS NOT NULL`,
      [id, fault, againSeconds],
    );
  }
}

/** How long it is known that a mail left, or was given up, by the real clock. */
const sentMailDays = 180;

/** Forgets mails that are long gone, but for those that an alert still names. Resolves to how many. */
export function forgetMails(tx: Tx, most: number): Promise<number> {
  return tx.execute(
    `DELETE FROM mail WHERE id IN (
       SELECT m.id FROM mail m
        WHERE m.subject IS NULL AND coalesce(m.sent_at, m.given_up_at) < clock_timestamp() - ${sentMailDays} * interval '1 day'
          AND NOT EXISTS (SELECT FROM alert a WHERE a.mail_id = m.id)
        ORDER BY coalesce(m.sent_at, m.given_up_at) LIMIT $1 FOR UPDATE SKIP LOCKED)`,
    [most],
  );
}
