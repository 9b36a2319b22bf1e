import type { Tx } from '../platform/database.js';
import { readInstallation } from '../platform/installation.js';
import { type NewLink, writeInvitation } from './invitation.js';

/**
 * A link that signs a member in without a password, as often as it is used, for 7 days.
 *
 * @throws in any database that is not marked as a demo
 */
export async function createSignInLink(tx: Tx, memberId: string): Promise<NewLink> {
  if (!(await readInstallation(tx)).demo) throw new Error('Sign-in links exist in a demo market only.');
  return writeInvitation(tx, { kind: 'SIGN_IN', memberId });
}
