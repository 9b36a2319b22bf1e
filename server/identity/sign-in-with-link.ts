import { z } from 'zod';
import { command } from '../platform/command.js';
import type { Problem } from '../platform/problem.js';
import { anonymousViewer } from '../platform/viewer.js';
import { SignInRefused, TooManyAttempts } from './identity.problems.js';
import { openSession, type SignedIn } from './sessions.js';
import { carrierInput } from './sign-in.js';
import type { SignInDoor } from './sign-in-door.js';
import { hashToken } from './token.js';

/** A demo's link opens a session of its member as often as it is used, until it expires; in a real market none does. */
const openByLink = command({
  name: 'signIn',
  input: z.object({ token: z.string().max(200), carrier: carrierInput }),
  problems: [TooManyAttempts, SignInRefused],
  async execute(tx, _viewer, { token, carrier }) {
    const link = await tx.maybe<{ memberId: string }>(
      `SELECT member_id FROM invitation
        WHERE token_hash = $1 AND kind = 'SIGN_IN' AND expires_at > clock_timestamp() AND (SELECT demo FROM installation)`,
      [hashToken(token)],
    );
    return (link && (await openSession(tx, link.memberId, carrier))) ?? new SignInRefused();
  },
});

/** Signs in by a link of the demo. */
export async function signInWithLink(
  door: SignInDoor,
  address: string,
  rawInput: unknown,
): Promise<SignedIn | Problem> {
  const wait = await door.limiter.take({ address });
  if (wait > 0) return new TooManyAttempts(wait);
  const outcome = await door.work.run(openByLink, anonymousViewer, rawInput);
  if ('viewer' in outcome) await door.limiter.succeeded({ address });
  return outcome;
}
