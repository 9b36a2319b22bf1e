import { createSignInLink, signInLink } from '../identity/index.js';
import type { Installation } from '../platform/installation.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { type DemoParty, demoOrganizations } from './parties.js';
import { demoPassword } from './seed-parties.js';

/** A sign-in of the demo market: a link for people, an e-mail address and password for programs. */
export interface DemoSignIn {
  readonly name: string;
  /** The host name on which this person's pages live, so that all can be signed in side by side. */
  readonly host: string;
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

const seats: readonly { name: string; host: string; party: DemoParty; person: number }[] = [
  { name: "buyer's maker", host: 'buyer-maker.localhost', party: 'buyer', person: 0 },
  { name: "buyer's checker", host: 'buyer-checker.localhost', party: 'buyer', person: 1 },
  { name: 'supplier', host: 'supplier.localhost', party: 'supplier', person: 0 },
  { name: 'funder A', host: 'funder-a.localhost', party: 'funderA', person: 0 },
  { name: "funder A's checker", host: 'funder-a-checker.localhost', party: 'funderA', person: 1 },
  { name: 'funder B', host: 'funder-b.localhost', party: 'funderB', person: 0 },
  { name: "funder B's checker", host: 'funder-b-checker.localhost', party: 'funderB', person: 1 },
  { name: 'operator', host: 'operator.localhost', party: 'operator', person: 0 },
  { name: "operator's checker", host: 'operator-checker.localhost', party: 'operator', person: 1 },
];

/** The sign-ins, each with a new link; the links of earlier starts keep working until they expire. */
export async function demoSignIns(work: UnitOfWork, installation: Installation, url: string): Promise<DemoSignIn[]> {
  const { protocol, port } = new URL(url);
  const signIns = await Promise.all(
    seats.map(async ({ name, host, party, person }) => {
      const { email } = demoOrganizations[party].people[person]!;
      const link = await work.perform(systemViewer, async tx => {
        const member = await tx.maybe<{ id: string }>(
          'SELECT m.id FROM member m JOIN person p ON p.id = m.person_id WHERE p.email = $1',
          [email],
        );
        return member && createSignInLink(tx, member.id);
      });
      // A market that began with an earlier release has fewer people.
      if (!link) return [];
      const origin = `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
      const password = demoPassword(installation.fingerprintKey, email);
      return [{ name, host, url: signInLink(origin, link.token), email, password }];
    }),
  );
  return signIns.flat();
}
