import { z } from 'zod';
import { command } from '../platform/command.js';
import { emailAddress, orNull, wireId } from '../platform/input.js';
import type { Problem } from '../platform/problem.js';
import { invalidInput } from '../platform/unit-of-work.js';
import { anonymousViewer } from '../platform/viewer.js';
import { SignInRefused, TooManyAttempts } from './identity.problems.js';
import { openSession, type SignedIn } from './sessions.js';
import type { SignInDoor } from './sign-in-door.js';

export const carrierInput = z.enum(['COOKIE', 'BEARER']);

/** Longer than any password, short enough that hashing it costs no more than another. */
export const passwordBytesMax = 1_024;

const input = z.object({
  email: emailAddress,
  password: z.string().max(passwordBytesMax),
  /** Which of several memberships; without it the oldest. */
  organizationId: orNull(wireId('organization')),
  carrier: carrierInput,
});

/**
 * Signs a person in: the hash is read, verified outside any transaction and in turn with others, and the session opened
 * in a unit of work. An unknown address, a wrong password and a deactivated member take the same time and get the same
 * answer. Each attempt counts until it proves good.
 */
export async function signIn(door: SignInDoor, address: string, rawInput: unknown): Promise<SignedIn | Problem> {
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) return invalidInput(parsed.error);
  const { email, password, organizationId } = parsed.data;
  const wait = await door.limiter.take({ email, address });
  if (wait > 0) return new TooManyAttempts(wait);

  const found = await door.database.read(anonymousViewer, db =>
    db.maybe<{ passwordHash: string; memberId: string | null }>(
      `SELECT p.password_hash, (SELECT m.id FROM member m
                                 WHERE m.person_id = p.id AND m.active AND ($2::uuid IS NULL OR m.organization_id = $2)
                                 ORDER BY m.created_at, m.id LIMIT 1) AS member_id
         FROM person p WHERE p.email = $1`,
      [email, organizationId],
    ),
  );
  const verified = door.passwords.verify(found?.passwordHash ?? null, password);
  if (verified === undefined) {
    await door.limiter.giveBack({ email, address });
    return new TooManyAttempts(1);
  }
  if (!(await verified) || !found?.memberId) return new SignInRefused();

  const outcome = await door.work.run(opening(found.memberId), anonymousViewer, rawInput);
  await door.limiter.succeeded({ email, address });
  return outcome;
}

/** The refusals of signing in, in the order in which they are judged. */
export const signInProblems = { name: 'signIn', problems: [TooManyAttempts, SignInRefused] };

/** The second half: the member may have been deactivated while the password was verified. */
function opening(memberId: string) {
  return command({
    ...signInProblems,
    input,
    execute: async (tx, _viewer, { carrier }) => (await openSession(tx, memberId, carrier)) ?? new SignInRefused(),
  });
}
