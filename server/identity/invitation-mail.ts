import { mailEnabled, queueMails } from '../mail/index.js';
import type { Tx } from '../platform/database.js';
import type { PersonRow } from './identity.entity.js';

interface Written {
  readonly id: string;
  readonly token: string;
}

interface Invited {
  readonly id: string;
  readonly email: string;
  readonly inviter: string;
  readonly language: PersonRow['language'];
  readonly until: string;
}

/**
 * Sends invitations by mail, too, where mails leave and they are made out to an address; the link is shown to whoever invites in
 * any case. Resolves to those that go by mail. In the language of the invited person, where it has an account here, else of who invites.
 */
export async function mailInvitations(tx: Tx, written: readonly Written[]): Promise<ReadonlySet<string>> {
  if (!(await mailEnabled(tx))) return new Set();
  const rows = await tx.query<Invited>(
    `SELECT i.id, i.email, o.name AS inviter, coalesce(known.language, p.language) AS language,
            to_char(i.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS until
       FROM invitation i
       JOIN member m ON m.id = i.invited_by
       JOIN organization o ON o.id = m.organization_id
       JOIN person p ON p.id = m.person_id
       LEFT JOIN person known ON known.email = i.email
      WHERE i.id = ANY($1::uuid[]) AND i.email IS NOT NULL AND i.kind <> 'SIGN_IN'`,
    [written.map(({ id }) => id)],
  );
  const tokenOf = new Map(written.map(({ id, token }) => [id, token]));
  await queueMails(
    tx,
    rows.map(row => ({ kind: 'INVITATION', recipient: row.email, ...invitationMail(row, tokenOf.get(row.id)!) })),
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * The mail of an invitation: which organization invites, the link, until when it can be used. The organization is named, for
 * nobody should follow a link of an unknown sender; it is a legal entity, and no personal data. No person is named, neither who
 * invites nor who is invited, and no programme, so that a mail that goes astray tells of no relation but that one.
 */
function invitationMail({ inviter, language, until }: Invited, token: string) {
  const link = `{origin}/invitation#${token}`;
  if (language === 'fr') {
    return {
      subject: `${inviter} vous invite sur Tenor`,
      body: [
        `${inviter} vous invite sur Tenor, sa place de marché de financement des fournisseurs.`,
        '',
        'Pour accepter :',
        link,
        '',
        `Le lien sert une fois, jusqu’au ${until} UTC. Si vous n’attendiez pas cette invitation, ignorez ce message.`,
        '',
      ].join('\n'),
    };
  }
  return {
    subject: `${inviter} invites you to Tenor`,
    body: [
      `${inviter} invites you to Tenor, its marketplace for supplier finance.`,
      '',
      'To accept:',
      link,
      '',
      `The link can be used once, until ${until} UTC. If you did not expect this invitation, ignore this mail.`,
      '',
    ].join('\n'),
  };
}
