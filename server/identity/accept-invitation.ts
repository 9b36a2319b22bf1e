import { z } from 'zod';
import {
  admitFirstOperator,
  lockOrganizations,
  newAccountFields,
  newOrganization,
  registerOrganization,
  writeProposal,
} from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { currencyCode, emailAddress, fault, orNull, plainName } from '../platform/input.js';
import { type FieldProblem, InvalidInput, Problem } from '../platform/problem.js';
import { invalidInput } from '../platform/unit-of-work.js';
import { anonymousViewer, type MemberViewer, type Permission } from '../platform/viewer.js';
import type { InvitationRow, PersonRow } from './identity.entity.js';
import { AlreadyRegistered, InvitationUnusable, SignInRefused, TooManyAttempts } from './identity.problems.js';
import { usableInvitation, useInvitation } from './invitation.js';
import { firstPermissions } from './member.policy.js';
import { recordMember } from './record-member.js';
import { openSession, type SignedIn } from './sessions.js';
import { carrierInput, passwordBytesMax } from './sign-in.js';
import type { SignInDoor } from './sign-in-door.js';

const cause = 'acceptInvitation';

/** Length is what counts; no rule about kinds of characters. */
export const passwordLengthMin = 12;

const input = z.object({
  token: z.string().max(200),
  personName: plainName(200),
  email: emailAddress,
  password: z
    .string()
    .refine(
      password => password.length >= passwordLengthMin,
      fault('TOO_SHORT', `Use at least ${passwordLengthMin} characters.`),
    )
    .refine(password => password.length <= passwordBytesMax, fault('TOO_LONG', 'This is too long for a password.')),
  organization: orNull(newOrganization),
  account: orNull(z.object({ ...newAccountFields, currency: orNull(currencyCode) })),
  carrier: carrierInput,
});

type Acceptance = z.output<typeof input>;

/** What acceptance needs of the programmes, which stand above this slice. */
export interface ProgrammeEntrance {
  currencyOf(db: Db, programmeId: string): Promise<string>;
  /** The viewer's organization joins as a supplier, by an invitation for the one that `standsFor` stands in for, if any. */
  join(tx: Tx, viewer: MemberViewer, cause: string, programmeId: string, standsFor?: string | null): Promise<void>;
}

/** The person who accepts: known, with the password verified, or new, with the hash of the one it chose. */
type Accepting = { readonly personId: string } | { readonly passwordHash: string };

/** The name and the refusals, in the order in which they are judged. */
export const acceptInvitationProblems = {
  name: cause,
  problems: [TooManyAttempts, InvitationUnusable, SignInRefused, AlreadyRegistered],
};

const otherAddress: FieldProblem = {
  path: 'email',
  code: 'OTHER_ADDRESS',
  message: 'The invitation is made out to another e-mail address.',
};

/** One answer to whoever brings no organization: to a stranger, to a wrong password, and to who administers none. */
const noOrganization = new InvalidInput([
  {
    path: 'organization',
    code: 'REQUIRED',
    message: 'Say which organization this is, or give the password of an account that administers one.',
  },
]);

/**
 * Turns an invitation into a member and signs it in. A new person chooses a password, one that is known gives the password
 * it has. An ORGANIZATION invitation registers the organization with its account, and joins the programme it names; without
 * data of an organization, one that the known person administers joins instead. The link works once.
 *
 * Whoever holds a link learns next to nothing of who is here: numbers of an organization are taken as they are given and
 * judged by the operator, and without the right password an address that is known and one that is not get one answer, but
 * for the one acceptance that an invitation made out to that very address is good for.
 */
export async function acceptInvitation(
  door: SignInDoor,
  programmes: ProgrammeEntrance,
  address: string,
  rawInput: unknown,
): Promise<SignedIn | Problem> {
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) return invalidInput(parsed.error);
  const given = parsed.data;
  const wait = await door.limiter.take({ email: given.email, address });
  if (wait > 0) return new TooManyAttempts(wait);

  const { invitation, person } = await door.database.read(anonymousViewer, async db => ({
    invitation: await usableInvitation(db, given.token),
    person: await db.maybe<PersonRow>('SELECT * FROM person WHERE email = $1', [given.email]),
  }));
  if (!invitation) return new InvitationUnusable();
  if (invitation.email !== null && invitation.email !== given.email) return new InvalidInput([otherAddress]);
  const accepting = await identify(door, invitation, given, person);
  if (accepting instanceof TooManyAttempts) await door.limiter.giveBack({ email: given.email, address });
  if (accepting instanceof Problem) return accepting;

  const outcome = await door.work.run(acceptance(accepting, programmes), anonymousViewer, rawInput);
  if (!(outcome instanceof Problem)) await door.limiter.succeeded({ email: given.email, address });
  return outcome;
}

/** Outside any transaction: hashing takes its turn, and costs the same whoever it is. */
async function identify(
  { passwords }: SignInDoor,
  { kind }: InvitationRow,
  { password, organization }: Acceptance,
  person: PersonRow | undefined,
): Promise<Accepting | Problem> {
  const founds = kind === 'ORGANIZATION' && organization !== null;
  if (!person && (founds || kind === 'MEMBER')) {
    const passwordHash = await passwords.hash(password);
    return passwordHash === undefined ? new TooManyAttempts(1) : { passwordHash };
  }
  const verified = await passwords.verify(person?.passwordHash ?? null, password);
  if (verified === undefined) return new TooManyAttempts(1);
  if (verified && person) return { personId: person.id };
  return kind === 'ORGANIZATION' && !founds ? noOrganization : new SignInRefused();
}

function acceptance(accepting: Accepting, programmes: ProgrammeEntrance) {
  return command({
    ...acceptInvitationProblems,
    input,
    async execute(tx, _viewer, given): Promise<SignedIn | Problem> {
      const invitation = await useInvitation(tx, given.token);
      if (!invitation) return new InvitationUnusable();
      const personId = 'personId' in accepting ? accepting.personId : await enterPerson(tx, given, accepting);
      if (personId === null) return new SignInRefused();

      const memberId =
        invitation.kind === 'MEMBER'
          ? await joinOrganization(tx, invitation, personId)
          : await bringOrganization(tx, invitation, given, personId);
      if (memberId instanceof Problem) return memberId;

      const signedIn = await openSession(tx, memberId, given.carrier);
      if (!signedIn) return new InvitationUnusable();
      if (invitation.kind === 'ORGANIZATION') await settleIn(tx, signedIn.viewer, invitation, given, programmes);
      return signedIn;
    },
  });
}

/** The new person's id; null where somebody took the address meanwhile. */
async function enterPerson(
  tx: Tx,
  { personName, email }: Acceptance,
  { passwordHash }: { passwordHash: string },
): Promise<string | null> {
  const personId = newId();
  const written = await tx.execute(
    'INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING',
    [personId, email, personName, passwordHash],
  );
  return written === 1 ? personId : null;
}

/** A MEMBER invitation: a person who left comes back with the permissions now given. */
async function joinOrganization(tx: Tx, invitation: InvitationRow, personId: string): Promise<string | Problem> {
  const organizationId = invitation.organizationId as string;
  const permissions = invitation.permissions ?? [];
  const [organization] = await lockOrganizations(tx, [organizationId]);
  if (!organization || organization.state === 'REFUSED') return new InvitationUnusable();
  const member = await tx.maybe<{ id: string }>(
    `INSERT INTO member (id, person_id, organization_id, permissions) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, organization_id) DO UPDATE SET permissions = excluded.permissions, active = true
       WHERE NOT member.active
     RETURNING id`,
    [newId(), personId, organizationId, permissions],
  );
  if (!member) return new AlreadyRegistered();

  const newcomer = actor(personId, member.id, organizationId, organization.roles, permissions);
  await recordMember(tx, newcomer, cause, organization, {
    event: 'organization.memberJoined',
    after: { memberId: member.id, permissions, invitedBy: invitation.invitedBy },
  });
  return member.id;
}

/** An ORGANIZATION invitation: a new organization, or one that the person administers already. */
async function bringOrganization(
  tx: Tx,
  invitation: InvitationRow,
  given: Acceptance,
  personId: string,
): Promise<string | Problem> {
  const role = invitation.role ?? 'SUPPLIER';
  if (given.organization === null) {
    const own = await tx.maybe<{ id: string }>(
      `SELECT m.id FROM member m JOIN organization o ON o.id = m.organization_id
        WHERE m.person_id = $1 AND m.active AND 'ADMINISTRATOR' = ANY(m.permissions)
          AND $2 = ANY(o.roles) AND o.state <> 'REFUSED'
        ORDER BY m.created_at, m.id LIMIT 1`,
      [personId, role],
    );
    return own?.id ?? noOrganization;
  }

  const [id, memberId, permissions] = [newId(), newId(), firstPermissions[role]];
  const founder = actor(personId, memberId, id, [role], permissions);
  await registerOrganization(tx, founder, cause, { ...given.organization, id, roles: [role] });
  await tx.execute('INSERT INTO member (id, person_id, organization_id, permissions) VALUES ($1, $2, $3, $4)', [
    memberId,
    personId,
    id,
    permissions,
  ]);
  if (role === 'OPERATOR' && !(await admitFirstOperator(tx, cause, id))) return new InvitationUnusable();
  return memberId;
}

/** The account that was given, and the programme the invitation is for. */
async function settleIn(
  tx: Tx,
  viewer: MemberViewer,
  { programmeId, standsFor }: InvitationRow,
  { account }: Acceptance,
  programmes: ProgrammeEntrance,
): Promise<void> {
  if (programmeId !== null) await programmes.join(tx, viewer, cause, programmeId, standsFor);
  if (account === null) return;
  const usual = programmeId === null ? 'EUR' : await programmes.currencyOf(tx, programmeId);
  await writeProposal(tx, viewer, cause, { ...account, currency: account.currency ?? usual });
}

/** Who acts, for the events that are written before there is a session. */
function actor(
  personId: string,
  memberId: string,
  organizationId: string,
  roles: MemberViewer['roles'],
  permissions: readonly Permission[],
): MemberViewer {
  return { kind: 'MEMBER', personId, memberId, organizationId, roles, permissions, sessionId: '' };
}
