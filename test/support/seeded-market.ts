import { randomUUID } from 'node:crypto';
import { type DemoParty, demoOrganizations } from '../../server/demo/parties.js';
import { type Parties, type Persona, seedParties } from '../../server/demo/seed-parties.js';
import {
  acceptInvitation,
  type NewLink,
  Passwords,
  type SignedIn,
  type SignInDoor,
  SignInLimiter,
} from '../../server/identity/index.js';
import type { Command } from '../../server/platform/command.js';
import type { Db } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { InvalidInput, Problem } from '../../server/platform/problem.js';
import type { MemberViewer, Viewer } from '../../server/platform/viewer.js';
import { programmeEntrance } from '../../server/programmes/index.js';
import { openTestMarket, type TestMarket } from './test-market.js';

/** A test market with the demo's parties in it, and short ways to act. */
export interface SeededMarket extends TestMarket {
  readonly parties: Parties;
  readonly door: SignInDoor;
  /** Runs a command; where its input asks for a key, a new one is given unless the test names one. */
  run<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: Viewer,
    input: object,
  ): Promise<Success | Problem>;
  /** As `run`; a refusal is a mistake of the test. */
  succeed<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: Viewer,
    input: object,
  ): Promise<Exclude<Success, Problem>>;
  readAs<T>(viewer: Viewer, read: (db: Db, viewer: Viewer) => Promise<T>): Promise<T>;
  /** Accepts a link as a new person. */
  accept(link: NewLink, input: object): Promise<SignedIn | Problem>;
  /** As `accept`; a refusal is a mistake of the test. */
  enter(link: NewLink, input: object): Promise<MemberViewer>;
  /** How many rows the tables of parties have, and how many events there are: for "nothing changed". */
  counts(): Promise<Record<string, number>>;
}

const partyTables = ['organization', 'person', 'member', 'session', 'invitation', 'bank_account', 'event'];

export const strongPassword = 'correct horse battery staple';

export async function openSeededMarket(): Promise<SeededMarket> {
  const market = await openTestMarket();
  const { work, database } = market;
  const parties = await seedParties(work, database);
  const door = { work, database, passwords: new Passwords(), limiter: new SignInLimiter() };
  const run: SeededMarket['run'] = (command, viewer, input) =>
    work.run(command, viewer, { idempotencyKey: randomUUID(), ...input });
  const accept: SeededMarket['accept'] = (link, input) =>
    acceptInvitation(door, programmeEntrance, '192.0.2.1', {
      token: link.token,
      personName: 'Somebody New',
      password: strongPassword,
      carrier: 'BEARER',
      ...input,
    });
  return {
    ...market,
    parties,
    door,
    run,
    succeed: async (command, viewer, input) => done(await run(command, viewer, input)),
    readAs: (viewer, read) => database.read(viewer, db => read(db, viewer)),
    accept,
    enter: async (link, input) => done<SignedIn>(await accept(link, input)).viewer,
    async counts() {
      const columns = partyTables.map(table => `(SELECT count(*)::integer FROM ${table}) AS ${table}`);
      return (await market.asAdmin<Record<string, number>>(`SELECT ${columns.join(', ')}`))[0]!;
    },
  };
}

/** What was asked for; a refusal is thrown. */
export function done<Outcome extends object>(outcome: Outcome | Problem): Exclude<Outcome, Problem> {
  if (outcome instanceof Problem) throw new Error(`Refused: ${outcome.code} ${outcome.message}`);
  return outcome as Exclude<Outcome, Problem>;
}

/** The code of a refusal, with the place of each fault of an input; '' for a success. */
export function codeOf(outcome: object): string {
  if (outcome instanceof InvalidInput) return outcome.fields.map(field => `${field.path} ${field.code}`).join(', ');
  return outcome instanceof Problem ? outcome.code : '';
}

export function wireOrganization(persona: Persona | MemberViewer): string {
  const viewer = 'viewer' in persona ? persona.viewer : persona;
  return toWireId('organization', viewer.organizationId);
}

export function wireMember(persona: Persona | MemberViewer): string {
  const viewer = 'viewer' in persona ? persona.viewer : persona;
  return toWireId('member', viewer.memberId);
}

/** Data of an organization that is not in the market: those of one that is, under other numbers. */
export function newcomer(like: DemoParty, digits: string) {
  const { name, country, sizeBand, sector } = demoOrganizations[like];
  return { name: `${name} ${digits}`, country, registrationNumber: `N${digits}`, sizeBand, sector };
}
