import { mailEnabled, queueMails } from '../mail/index.js';
import type { Database, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MemberViewer, systemViewer } from '../platform/viewer.js';
import { alertMail, type MailLanguage, type Told } from './alert-mail.texts.js';
import { alertKindNames } from './alert.kinds.js';
import { alertVisible } from './alert.policy.js';

/** A member who is to be told by mail of alerts that it has not read. */
type Addressee = Omit<MemberViewer, 'kind' | 'sessionId'> & {
  readonly delivery: 'MAIL' | 'DIGEST';
  readonly email: string;
  readonly language: MailLanguage;
};

/** The digest of a day holds what was raised before this hour of the business zone. */
const digestHour = 7;
/** What could not leave for so long, by the real clock, stays in the application. */
const freshDays = 3;
const addresseesMax = 50;

/** Unread alerts `x` that no mail told of, and whose time to be told has come. */
const dueByMail = `x.mail_id IS NULL AND x.state = 'UNREAD' AND x.delivery <> 'APPLICATION'
  AND x.written_at > clock_timestamp() - ${freshDays} * interval '1 day'
  AND (x.delivery = 'MAIL' OR x.raised_at < (
    SELECT (date_trunc('day', (business_now() AT TIME ZONE c.zone) - interval '${digestHour} hours')
            + interval '${digestHour} hours') AT TIME ZONE c.zone FROM business_clock c))`;

/**
 * Puts into the outbox what is to be told by mail: to each member one mail of all that is to be told at once, and one a day of the
 * rest. An alert names the one mail that told of it, so it is in no other. What the person may not see at that moment is in
 * none. Resolves to how many mails.
 */
export async function writeAlertMails(work: UnitOfWork, database: Database): Promise<number> {
  const addressees = await database.read(systemViewer, async db =>
    (await mailEnabled(db))
      ? db.query<Addressee>(
          `SELECT g.delivery, m.id AS member_id, m.person_id, m.organization_id, m.permissions, o.roles, p.email, p.language
             FROM (SELECT DISTINCT x.member_id, x.delivery FROM alert x WHERE ${dueByMail} LIMIT ${addresseesMax}) g
             JOIN member m ON m.id = g.member_id AND m.active
             JOIN organization o ON o.id = m.organization_id
             JOIN person p ON p.id = m.person_id`,
        )
      : [],
  );
  let written = 0;
  for (const addressee of addressees) {
    const viewer: MemberViewer = { ...addressee, kind: 'MEMBER', sessionId: '' };
    written += await work.perform(viewer, tx => writeOne(tx, addressee));
  }
  return written;
}

async function writeOne(tx: Tx, { memberId, delivery, email, language }: Addressee): Promise<number> {
  const rows = await tx.query<{ id: string; kind: Told['kind']; visible: boolean }>(
    `SELECT x.id, x.kind, ${alertVisible} AS visible FROM alert x
      WHERE x.member_id = $1 AND x.delivery = $2 AND ${dueByMail} ORDER BY x.id FOR UPDATE OF x SKIP LOCKED`,
    [memberId, delivery],
  );
  const hidden = rows.filter(({ visible }) => !visible).map(({ id }) => id);
  await tx.execute(`UPDATE alert SET delivery = 'APPLICATION' WHERE id = ANY($1::uuid[])`, [hidden]);
  const shown = rows.filter(({ visible }) => visible);
  if (shown.length === 0) return 0;
  const told = alertKindNames
    .map(kind => ({ kind, count: shown.filter(row => row.kind === kind).length }))
    .filter(({ count }) => count > 0);
  const id = newId();
  const isDigest = delivery === 'DIGEST';
  await queueMails(tx, [
    { id, kind: isDigest ? 'DIGEST' : 'ALERTS', recipient: email, ...alertMail(language, isDigest, told) },
  ]);
  await tx.execute('UPDATE alert SET mail_id = $1 WHERE id = ANY($2::uuid[])', [id, shown.map(row => row.id)]);
  return 1;
}
