import { createHmac } from 'node:crypto';
import {
  acceptInvitation,
  createFirstOperator,
  inviteMember,
  inviteOrganization,
  Passwords,
  type SignedIn,
  type SignInDoor,
  SignInLimiter,
  setPermissions,
  signIn,
} from '../identity/index.js';
import { admitOrganization, bankAccountsOf, proposeBankAccount, verifyBankAccount } from '../organizations/index.js';
import type { Command } from '../platform/command.js';
import type { Database } from '../platform/database.js';
import { toWireId } from '../platform/ids.js';
import { readInstallation } from '../platform/installation.js';
import { Problem } from '../platform/problem.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MemberViewer, systemViewer, type Viewer } from '../platform/viewer.js';
import {
  acceptTerms,
  addFunder,
  createProgramme,
  currentTerms,
  inviteSupplier,
  programmeEntrance,
  publishTerms,
} from '../programmes/index.js';
import { type DemoParty, type DemoPerson, demoOrganizations } from './parties.js';
import { reverseFactoringTerms, reverseFactoringUndertaking } from './terms-texts.js';

/** Somebody to act as. */
export interface Persona {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly organizationName: string;
  /** Signed in. */
  readonly viewer: MemberViewer;
}

/** A small market, ready to trade but for the funders' limits. Ids are those inside. */
export interface Parties {
  readonly operator: Persona;
  /** A second person of the operator, a checker. */
  readonly operatorChecker: Persona;
  readonly buyerMaker: Persona;
  readonly buyerChecker: Persona;
  /** The supplier's only person, who may do everything. */
  readonly supplier: Persona;
  readonly funderA: Persona;
  /** A second person of the first funder: checker and risk. */
  readonly funderAChecker: Persona;
  readonly funderB: Persona;
  /** A second person of the second funder, a checker. */
  readonly funderBChecker: Persona;
  readonly programmeId: string;
  readonly termsId: string;
}

/** The password of a demo's person: the same at every start of one installation, another in every other one. */
export function demoPassword(installationKey: Buffer, email: string): string {
  const letters = createHmac('sha256', installationKey).update(`demo password of ${email}`).digest('base64url');
  return letters
    .replace(/[-_]/g, '')
    .slice(0, 20)
    .replace(/(.{5})(?=.)/g, '$1-');
}

/**
 * Makes the demo market's parties through the commands that make those of a real one: invited, accepted, admitted, their
 * accounts verified by a second person or the operator, the programme with its terms published and accepted. For a
 * database without an operator only.
 */
export async function seedParties(work: UnitOfWork, database: Database): Promise<Parties> {
  return new PartiesSeed(work, database).run();
}

class PartiesSeed {
  private readonly door: SignInDoor;
  private passwordKey: Buffer = Buffer.alloc(0);
  private keys = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
  ) {
    this.door = { work, database, passwords: new Passwords(), limiter: new SignInLimiter() };
  }

  async run(): Promise<Parties> {
    this.passwordKey = (await this.database.read(systemViewer, readInstallation)).fingerprintKey;
    const [operator, operatorChecker] = await this.openMarket();
    const [buyer, funderA, funderB] = await Promise.all([
      this.register(operator, 'buyer'),
      this.register(operator, 'funderA'),
      this.register(operator, 'funderB'),
    ]);
    const [buyerChecker, funderAChecker, funderBChecker] = await Promise.all([
      this.addMember(buyer, 'buyer'),
      this.addMember(funderA, 'funderA'),
      this.addMember(funderB, 'funderB'),
    ]);
    await this.verifyAccount(buyerChecker);
    await this.verifyAccount(funderAChecker);
    await this.verifyAccount(funderBChecker);

    const { programmeId, termsId, hash } = await this.makeProgramme(operator, buyer, [funderA, funderB]);
    const supplier = await this.registerSupplier(operator, buyer, programmeId);
    for (const party of [supplier, funderA, funderB]) {
      const input = { termsId: toWireId('terms', termsId), hash, idempotencyKey: this.nextKey() };
      await this.act(acceptTerms, party, input);
    }

    return {
      operator: this.persona('operator', 0, operator),
      operatorChecker: this.persona('operator', 1, operatorChecker),
      buyerMaker: this.persona('buyer', 0, await this.keepPermissions(buyer, 'buyer')),
      buyerChecker: this.persona('buyer', 1, buyerChecker),
      supplier: this.persona('supplier', 0, supplier),
      funderA: this.persona('funderA', 0, await this.keepPermissions(funderA, 'funderA')),
      funderAChecker: this.persona('funderA', 1, funderAChecker),
      funderB: this.persona('funderB', 0, funderB),
      funderBChecker: this.persona('funderB', 1, funderBChecker),
      programmeId,
      termsId,
    };
  }

  private async openMarket(): Promise<[MemberViewer, MemberViewer]> {
    const link = await this.work.perform(systemViewer, createFirstOperator);
    if (!link) throw new Error('The demo market is made in an empty database only: this one has an operator.');
    const operator = await this.accept('operator', 0, link.token);
    const checker = await this.addMember(operator, 'operator');
    await this.verifyAccount(checker);
    return [operator, checker];
  }

  /** The operator invites, somebody accepts, the operator admits. */
  private async register(operator: MemberViewer, party: DemoParty): Promise<MemberViewer> {
    const { role, name, people } = demoOrganizations[party];
    const link = await this.act(inviteOrganization, operator, { role, name, email: people[0].email });
    const founder = await this.accept(party, 0, link.token);
    await this.admit(operator, founder);
    return founder;
  }

  private async registerSupplier(
    operator: MemberViewer,
    buyer: MemberViewer,
    programmeId: string,
  ): Promise<MemberViewer> {
    const { name, people } = demoOrganizations.supplier;
    const input = { programmeId: toWireId('programme', programmeId), name, email: people[0].email };
    const link = await this.act(inviteSupplier, buyer, input);
    const supplier = await this.accept('supplier', 0, link.token);
    await this.admit(operator, supplier);
    await this.verifyAccount(operator, supplier.organizationId);
    return supplier;
  }

  private async admit(operator: MemberViewer, founder: MemberViewer): Promise<void> {
    await this.act(admitOrganization, operator, { organizationId: toWireId('organization', founder.organizationId) });
  }

  /** The second person of an organization, invited by the first. */
  private async addMember(administrator: MemberViewer, party: DemoParty): Promise<MemberViewer> {
    const { name, email, permissions } = this.person(party, 1);
    const link = await this.act(inviteMember, administrator, { name, email, permissions });
    return this.accept(party, 1, link.token);
  }

  private async accept(party: DemoParty, index: number, token: string): Promise<MemberViewer> {
    const { name: personName, email } = this.person(party, index);
    const { role: _, people: _people, account, ...organization } = demoOrganizations[party];
    const founds = index === 0 ? { organization, account: { ...account, currency: 'EUR' } } : {};
    const password = demoPassword(this.passwordKey, email);
    const input = { token, personName, email, password, carrier: 'BEARER', ...founds };
    return done<SignedIn>(await acceptInvitation(this.door, programmeEntrance, 'demo', input)).viewer;
  }

  /** The one proposed account of the organization, by default the viewer's own. */
  private async verifyAccount(viewer: MemberViewer, organizationId = viewer.organizationId): Promise<void> {
    const [accounts] = await this.database.read(viewer, db => bankAccountsOf(db, viewer, [organizationId]));
    const proposed = accounts?.find(account => account.state === 'PROPOSED');
    if (!proposed) throw new Error('The demo market expected a proposed account.');
    const bankAccountId = toWireId('bankAccount', proposed.id);
    const input = { bankAccountId, payeeCheck: 'MATCH', idempotencyKey: this.nextKey() };
    await this.act(verifyBankAccount, viewer, input);
  }

  private async makeProgramme(operator: MemberViewer, buyer: MemberViewer, funders: readonly MemberViewer[]) {
    const { programmeId } = await this.act(createProgramme, operator, {
      buyerId: toWireId('organization', buyer.organizationId),
      name: 'Lumière early payment',
      currency: 'EUR',
      auctionKind: 'CONTINUOUS',
      auctionMinutes: 60,
      acceptanceMinutes: 0,
    });
    const wireProgrammeId = toWireId('programme', programmeId);
    await this.act(publishTerms, operator, {
      programmeId: wireProgrammeId,
      initiator: 'SUPPLIER',
      priceKinds: ['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'],
      dayCount: 'ACT_360',
      platformFeePayer: 'FUNDER',
      platformFeeBps: '30',
      costBearer: 'SUPPLIER',
      text: reverseFactoringTerms,
      undertakingText: reverseFactoringUndertaking,
    });
    for (const funder of funders) {
      const funderId = toWireId('organization', funder.organizationId);
      await this.act(addFunder, operator, { programmeId: wireProgrammeId, funderId });
    }
    const terms = await this.database.read(operator, db => currentTerms(db, programmeId));
    if (!terms) throw new Error('The demo market expected its terms.');
    return { programmeId, termsId: terms.id, hash: terms.termsHash.toString('hex') };
  }

  /** The first person gives up what the second one took over, and signs in again: the change ended the session. */
  private async keepPermissions(viewer: MemberViewer, party: DemoParty): Promise<MemberViewer> {
    const { email, permissions } = this.person(party, 0);
    await this.act(setPermissions, viewer, { memberId: toWireId('member', viewer.memberId), permissions });
    const input = { email, password: demoPassword(this.passwordKey, email), carrier: 'BEARER' };
    return done<SignedIn>(await signIn(this.door, 'demo', input)).viewer;
  }

  private persona(party: DemoParty, index: number, viewer: MemberViewer): Persona {
    const { name, email } = this.person(party, index);
    const password = demoPassword(this.passwordKey, email);
    return { name, email, password, organizationName: demoOrganizations[party].name, viewer };
  }

  private person(party: DemoParty, index: number): DemoPerson {
    const person = demoOrganizations[party].people[index];
    if (!person) throw new Error(`The demo's ${party} has no person ${index}.`);
    return person;
  }

  private async act<Input, Success extends object>(
    command: Command<Input, Success>,
    viewer: Viewer,
    input: unknown,
  ): Promise<Exclude<Success, Problem>> {
    return done<Success>(await this.work.run(command, viewer, input));
  }

  /** The same keys in the same order at every run. */
  private nextKey(): string {
    this.keys += 1;
    return `00000000-0000-4000-8000-${this.keys.toString().padStart(12, '0')}`;
  }
}

/** A refusal here is a fault of the seed. */
function done<Outcome extends object>(outcome: Outcome | Problem): Exclude<Outcome, Problem> {
  if (outcome instanceof Problem) throw new Error(`The demo market was refused: ${outcome.code}, ${outcome.message}`);
  return outcome as Exclude<Outcome, Problem>;
}
