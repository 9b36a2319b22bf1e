import { randomUUID } from 'node:crypto';
import {
  acceptInvitation,
  createFirstOperator,
  deactivateMember,
  endedSessions,
  hashToken,
  inviteMember,
  inviteOrganization,
  Passwords,
  type SignedIn,
  SignInLimiter,
  signIn,
} from '../../server/identity/index.js';
import {
  admitOrganization,
  bankAccountsOf,
  organizationById,
  refuseOrganization,
} from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { anonymousViewer, type MemberViewer, type Permission, systemViewer } from '../../server/platform/viewer.js';
import { inviteSupplier, programmeById, programmeEntrance } from '../../server/programmes/index.js';
import {
  codeOf,
  done,
  newcomer,
  openSeededMarket,
  type SeededMarket,
  strongPassword,
  wireMember,
  wireOrganization,
} from '../support/seeded-market.js';
import { openTestMarket } from '../support/test-market.js';

let market: SeededMarket;
beforeAll(async () => {
  market = await openSeededMarket();
});
afterAll(() => market.close());

let numbers = 0;
/** An address and digits that nobody has. */
function fresh() {
  numbers += 1;
  return { email: `new.${numbers}@somewhere.example`, digits: `${10_000 + numbers}` };
}

async function invitedMember(by: MemberViewer, permissions: Permission[] = ['MAKER']) {
  const { email } = fresh();
  return { email, link: await market.succeed(inviteMember, by, { name: 'New', email, permissions }) };
}

async function invitedOrganization(role: 'BUYER' | 'SUPPLIER' | 'FUNDER') {
  const { email, digits } = fresh();
  const link = await market.succeed(inviteOrganization, market.parties.operator.viewer, { role, name: 'New', email });
  return { email, link, organization: newcomer(role === 'FUNDER' ? 'funderA' : 'buyer', digits) };
}

async function invitedSupplier(email = fresh().email) {
  const { buyerMaker, programmeId } = market.parties;
  const input = { programmeId: toWireId('programme', programmeId), name: 'New supplier', email };
  return { email, link: await market.succeed(inviteSupplier, buyerMaker.viewer, input) };
}

async function organizationOf(viewer: MemberViewer) {
  const [row] = await market.readAs(systemViewer, (db, as) => organizationById(db, as, [viewer.organizationId]));
  return row!;
}

describe('an invitation', () => {
  test('is a link of which only the hash is kept, good for 72 hours', async () => {
    const { link } = await invitedMember(market.parties.supplier.viewer);
    expect(link.token).toMatch(/^tni_[\w-]{43}$/);
    expect(Math.round((link.expiresAt.getTime() - Date.now()) / 60_000)).toBe(72 * 60);
    const [row] = await market.asAdmin<{ token_hash: Buffer }>(
      'SELECT * FROM invitation ORDER BY created_at DESC LIMIT 1',
    );
    expect(row!.token_hash).toEqual(hashToken(link.token));
    expect(JSON.stringify(row)).not.toContain(link.token);
  });

  test('works once', async () => {
    const { email, link } = await invitedMember(market.parties.supplier.viewer);
    await market.enter(link, { email });
    const before = await market.counts();
    expect(codeOf(await market.accept(link, { email }))).toBe('INVITATION_UNUSABLE');
    expect(await market.counts()).toEqual(before);
  });

  test('works once even where two accept it at one moment', async () => {
    const { email, link } = await invitedMember(market.parties.supplier.viewer);
    const codes = (await Promise.all([market.accept(link, { email }), market.accept(link, { email })])).map(codeOf);
    expect(codes.sort()).toEqual(['', 'INVITATION_UNUSABLE']);
  });

  test('does not work after 72 hours', async () => {
    const { email, link } = await invitedMember(market.parties.supplier.viewer);
    const shift = 'UPDATE invitation SET expires_at = expires_at - $2::interval WHERE token_hash = $1';
    await market.asAdmin(shift, [hashToken(link.token), '72 hours']);
    expect(codeOf(await market.accept(link, { email }))).toBe('INVITATION_UNUSABLE');
    await market.asAdmin(shift, [hashToken(link.token), '-1 minute']);
    expect(codeOf(await market.accept(link, { email }))).toBe('');
  });

  test('is void once its maker has left', async () => {
    const { supplier } = market.parties;
    const administrator = await invitedMember(supplier.viewer, ['ADMINISTRATOR']);
    const second = await market.enter(administrator.link, { email: administrator.email });
    const { email, link } = await invitedMember(second);
    await market.succeed(deactivateMember, supplier.viewer, { memberId: wireMember(second) });
    expect(codeOf(await market.accept(link, { email }))).toBe('INVITATION_UNUSABLE');
  });

  test('no other text is one', async () => {
    for (const token of ['', 'x', `tni_${'a'.repeat(43)}`]) {
      expect(
        codeOf(await market.accept({ token, expiresAt: new Date(), mailed: false }, { email: fresh().email })),
      ).toBe('INVITATION_UNUSABLE');
    }
  });

  test('is made out to one address', async () => {
    const { link } = await invitedMember(market.parties.supplier.viewer);
    expect(codeOf(await market.accept(link, { email: fresh().email }))).toBe('email OTHER_ADDRESS');
    // Whether the other address is known here makes no difference.
    expect(codeOf(await market.accept(link, { email: market.parties.funderA.email }))).toBe('email OTHER_ADDRESS');
  });

  test('every fault of an acceptance is named at once, and uses nothing up', async () => {
    const { email, link, organization } = await invitedOrganization('SUPPLIER');
    const wrong = {
      email: 'nowhere',
      password: 'short',
      personName: ' ',
      organization: { ...organization, taxId: 'FR1' },
      account: { iban: 'x', bic: 'y', holderName: 'z' },
    };
    expect(codeOf(await market.accept(link, wrong))).toBe(
      'personName REQUIRED, email NOT_AN_EMAIL, password TOO_SHORT, organization.taxId NOT_A_VAT_NUMBER, ' +
        'account.iban NOT_AN_IBAN, account.bic NOT_A_BIC',
    );
    expect(codeOf(await market.accept(link, { email }))).toBe('organization REQUIRED');
    expect(codeOf(await market.accept(link, { email, organization }))).toBe('');
  });

  test('guessing passwords by way of it is slowed down too', async () => {
    const { supplier, buyerMaker } = market.parties;
    const input = { name: 'N', email: buyerMaker.email, permissions: ['VIEWER'] };
    const link = await market.succeed(inviteMember, supplier.viewer, input);
    const door = { ...market.door, limiter: new SignInLimiter() };
    const codes = [];
    for (let guess = 1; guess <= 6; guess++) {
      const password = `a wrong password ${guess}`;
      const given = { token: link.token, personName: 'N', email: buyerMaker.email, password, carrier: 'BEARER' };
      codes.push(codeOf(await acceptInvitation(door, programmeEntrance, '192.0.2.9', given)));
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'SIGN_IN_REFUSED'), 'TOO_MANY_ATTEMPTS']);
  });

  test('is turned away while too many passwords are being hashed', async () => {
    const { email, link } = await invitedMember(market.parties.supplier.viewer);
    const passwords = new Passwords({ concurrent: 0, waiting: 0 });
    const given = { token: link.token, personName: 'N', email, password: strongPassword, carrier: 'BEARER' };
    const door = { ...market.door, passwords, limiter: new SignInLimiter() };
    for (let time = 1; time <= 6; time++) {
      const outcome = await acceptInvitation(door, programmeEntrance, '192.0.2.9', given);
      expect(outcome).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 1 });
    }
    expect(codeOf(await market.accept(link, { email }))).toBe('');
  });
});

describe('an invitation of a member', () => {
  test('brings a person with the permissions given, and tells the organization', async () => {
    const { supplier } = market.parties;
    const { email, link } = await invitedMember(supplier.viewer, ['VIEWER', 'DEALER']);
    const joined = await market.enter(link, { email, personName: 'Paul Verdier' });
    expect(joined).toMatchObject({ organizationId: supplier.viewer.organizationId, permissions: ['DEALER', 'VIEWER'] });
    const [event] = await market.asAdmin('SELECT * FROM event ORDER BY seq DESC LIMIT 1');
    expect(event).toMatchObject({
      type: 'organization.memberJoined',
      subject_id: joined.organizationId,
      person_id: joined.personId,
      state_before: 'ADMITTED',
      state_after: 'ADMITTED',
      after: { memberId: joined.memberId, permissions: ['DEALER', 'VIEWER'], invitedBy: supplier.viewer.memberId },
    });
  });

  test.each<[string, () => MemberViewer, string]>([
    ['a member who is no administrator', () => market.parties.buyerChecker.viewer, 'NOT_PERMITTED'],
    ['nobody', () => anonymousViewer as unknown as MemberViewer, 'NOT_FOUND'],
  ])('is not made by %s', async (_, viewer, code) => {
    const input = { name: 'N', email: fresh().email, permissions: ['MAKER'] };
    const before = await market.counts();
    expect(codeOf(await market.run(inviteMember, viewer(), input))).toBe(code);
    expect(await market.counts()).toEqual(before);
  });

  test('needs a permission that exists', async () => {
    const input = { name: 'N', email: fresh().email };
    const { viewer } = market.parties.supplier;
    expect(codeOf(await market.run(inviteMember, viewer, { ...input, permissions: [] }))).toBe('permissions TOO_SMALL');
    expect(codeOf(await market.run(inviteMember, viewer, { ...input, permissions: ['ALL'] }))).toBe(
      'permissions.0 INVALID_VALUE',
    );
  });

  test('adds a membership to a person that is known, who gives the password it has', async () => {
    const { supplier, funderB } = market.parties;
    const input = { name: 'Sanne', email: funderB.email, permissions: ['VIEWER'] };
    const link = await market.succeed(inviteMember, supplier.viewer, input);
    expect(codeOf(await market.accept(link, { email: funderB.email }))).toBe('SIGN_IN_REFUSED');
    const joined = await market.enter(link, {
      email: funderB.email,
      password: funderB.password,
      personName: 'Another',
    });
    expect(joined).toMatchObject({
      personId: funderB.viewer.personId,
      organizationId: supplier.viewer.organizationId,
      permissions: ['VIEWER'],
    });
    const [person] = await market.asAdmin('SELECT name FROM person WHERE id = $1', [joined.personId]);
    expect(person).toEqual({ name: funderB.name });

    const { email, password } = funderB;
    const first = done<SignedIn>(await signIn(market.door, '192.0.2.1', { email, password, carrier: 'BEARER' }));
    expect(first.viewer.organizationId).toBe(funderB.viewer.organizationId);
    const organizationId = wireOrganization(supplier);
    const chosen = await signIn(market.door, '192.0.2.1', { email, password, organizationId, carrier: 'BEARER' });
    expect(done<SignedIn>(chosen).viewer.organizationId).toBe(supplier.viewer.organizationId);
  });

  test('does not join twice; one who left comes back with what is given now', async () => {
    const { supplier } = market.parties;
    const { email, link } = await invitedMember(supplier.viewer, ['MAKER']);
    const joined = await market.enter(link, { email });
    const again = () => market.succeed(inviteMember, supplier.viewer, { name: 'N', email, permissions: ['VIEWER'] });
    expect(codeOf(await market.accept(await again(), { email }))).toBe('ALREADY_REGISTERED');
    await market.succeed(deactivateMember, supplier.viewer, { memberId: wireMember(joined) });
    const back = await market.enter(await again(), { email });
    expect(back).toMatchObject({ memberId: joined.memberId, permissions: ['VIEWER'] });
    // The sessions of before do not come back with it.
    const sessionIds = [joined.sessionId, back.sessionId];
    const ended = await market.readAs(anonymousViewer, db => endedSessions(db, sessionIds));
    expect(ended).toEqual([joined.sessionId]);
  });

  test('is void in an organization that was refused', async () => {
    const founding = await invitedOrganization('SUPPLIER');
    const founder = await market.enter(founding.link, { email: founding.email, organization: founding.organization });
    const { email, link } = await invitedMember(founder);
    const organizationId = wireOrganization(founder);
    await market.succeed(refuseOrganization, market.parties.operator.viewer, { organizationId });
    expect(codeOf(await market.accept(link, { email }))).toBe('INVITATION_UNUSABLE');
  });
});

describe('an invitation of an organization', () => {
  test.each<['BUYER' | 'SUPPLIER' | 'FUNDER', Permission[]]>([
    ['BUYER', ['MAKER', 'CHECKER', 'ADMINISTRATOR']],
    ['SUPPLIER', ['MAKER', 'CHECKER', 'DEALER', 'ADMINISTRATOR']],
    ['FUNDER', ['DEALER', 'CHECKER', 'RISK', 'ADMINISTRATOR']],
  ])(
    'registers a %s that waits to be admitted, its first person with what the role needs',
    async (role, permissions) => {
      const { email, link, organization } = await invitedOrganization(role);
      const account = { iban: 'FR7699999000020000027183671', holderName: 'New', currency: 'CHF' };
      const founder = await market.enter(link, { email, organization, account });
      expect(founder).toMatchObject({ roles: [role], permissions });
      const row = await organizationOf(founder);
      expect(row).toMatchObject({ ...organization, state: 'PENDING', roles: [role], eventNo: 1 });
      const [accounts] = await market.readAs(founder, (db, as) => bankAccountsOf(db, as, [founder.organizationId]));
      expect(accounts).toEqual([
        expect.objectContaining({
          ...account,
          bic: null,
          state: 'PROPOSED',
          proposedBy: founder.personId,
          verifiedBy: null,
        }),
      ]);
    },
  );

  test.each<[string, object]>([
    ['registration number', { registrationNumber: '027 182 815' }],
    ['tax id', { taxId: 'FR72 027182815' }],
    ['LEI', { lei: '9695 LUMIERE00 HOTEL 27' }],
  ])('tells nobody that a %s is here already; the operator does not admit a second holder', async (_, numbersGiven) => {
    const { operator, buyerMaker } = market.parties;
    const { email, link, organization } = await invitedOrganization('SUPPLIER');
    const claimant = await market.enter(link, { email, organization: { ...organization, ...numbersGiven } });
    expect(await organizationOf(claimant)).toMatchObject({ state: 'PENDING' });
    const organizationId = wireOrganization(claimant);
    const before = await market.counts();
    expect(await market.run(admitOrganization, operator.viewer, { organizationId })).toMatchObject({
      code: 'NUMBERS_TAKEN',
      organizationId: wireOrganization(buyerMaker),
    });
    expect(await market.counts()).toEqual(before);
    await market.succeed(refuseOrganization, operator.viewer, { organizationId });
  });

  test('of two that claim one number and are admitted at once, one is', async () => {
    const [first, second] = [await invitedOrganization('SUPPLIER'), await invitedOrganization('SUPPLIER')];
    const { organization } = first;
    const claimants = [
      await market.enter(first.link, { email: first.email, organization }),
      await market.enter(second.link, { email: second.email, organization }),
    ];
    const outcomes = await Promise.all(
      claimants.map(claimant =>
        market.run(admitOrganization, market.parties.operator.viewer, { organizationId: wireOrganization(claimant) }),
      ),
    );
    expect(outcomes.map(codeOf).sort()).toEqual(['', 'NUMBERS_TAKEN']);
  });

  test('the numbers of one that was refused are free for another', async () => {
    const [first, second] = [await invitedOrganization('SUPPLIER'), await invitedOrganization('SUPPLIER')];
    const { organization } = first;
    const refused = await market.enter(first.link, { email: first.email, organization });
    const admitted = await market.enter(second.link, { email: second.email, organization });
    await market.succeed(refuseOrganization, market.parties.operator.viewer, {
      organizationId: wireOrganization(refused),
    });
    expect(
      codeOf(
        await market.run(admitOrganization, market.parties.operator.viewer, {
          organizationId: wireOrganization(admitted),
        }),
      ),
    ).toBe('');
  });

  test('without an organization a stranger and a wrong password get one answer', async () => {
    const known = market.parties.buyerChecker.email;
    const { link: toKnown } = await invitedSupplier(known);
    const { email, link: toStranger } = await invitedSupplier();
    const answers = [await market.accept(toKnown, { email: known }), await market.accept(toStranger, { email })];
    expect(answers.map(codeOf)).toEqual(['organization REQUIRED', 'organization REQUIRED']);
    expect(answers[0]).toEqual(answers[1]);
  });

  test('is made by the operator alone, and never for another operator', async () => {
    const { operator, operatorChecker, buyerMaker } = market.parties;
    const input = { role: 'SUPPLIER', name: 'N', email: fresh().email };
    expect(codeOf(await market.run(inviteOrganization, operatorChecker.viewer, input))).toBe('');
    expect(codeOf(await market.run(inviteOrganization, buyerMaker.viewer, input))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(inviteOrganization, anonymousViewer, input))).toBe('NOT_PERMITTED');
    const viewerOnly = { ...operator.viewer, permissions: ['VIEWER', 'MAKER'] as const };
    expect(codeOf(await market.run(inviteOrganization, viewerOnly, input))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(inviteOrganization, operator.viewer, { ...input, role: 'OPERATOR' }))).toBe(
      'role INVALID_VALUE',
    );
  });
});

describe('an invitation of a supplier', () => {
  test('registers it into the programme, its account in the programme’s currency', async () => {
    const { email, link } = await invitedSupplier();
    const { programmeId } = market.parties;
    const account = { iban: 'FR7699999000030000031416736', holderName: 'New supplier' };
    const supplier = await market.enter(link, { email, organization: newcomer('supplier', fresh().digits), account });
    const [programme] = await market.readAs(supplier, (db, as) => programmeById(db, as, [programmeId]));
    expect(programme).toMatchObject({ id: programmeId, joined: true, accepted: false });
    const [accounts] = await market.readAs(supplier, (db, as) => bankAccountsOf(db, as, [supplier.organizationId]));
    expect(accounts).toEqual([expect.objectContaining({ ...account, currency: 'EUR', state: 'PROPOSED' })]);
    const channels = await market.asAdmin<{ channel: string }>(
      `SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
        WHERE e.type = 'programme.supplierJoined' AND e.after->>'supplierId' = $1 ORDER BY 1`,
      [supplier.organizationId],
    );
    expect(channels.map(({ channel }) => channel)).toEqual(
      [
        'operator',
        `organization:${market.parties.buyerMaker.viewer.organizationId}`,
        `organization:${supplier.organizationId}`,
      ].sort(),
    );
  });

  test('brings a supplier that is here already, by the person who administers it', async () => {
    const known = await invitedOrganization('SUPPLIER');
    const founder = await market.enter(known.link, { email: known.email, organization: known.organization });
    const { link } = await invitedSupplier(known.email);
    const before = await market.counts();
    const joined = await market.enter(link, { email: known.email });
    expect({ ...joined, sessionId: '' }).toEqual({ ...founder, sessionId: '' });
    const after = await market.counts();
    expect(after).toEqual({ ...before, session: before.session! + 1, event: before.event! + 1 });
    const { programmeId } = market.parties;
    const [programme] = await market.readAs(joined, (db, as) => programmeById(db, as, [programmeId]));
    expect(programme).toMatchObject({ joined: true });
  });

  test('needs data of an organization from a person who administers no supplier', async () => {
    const { buyerChecker } = market.parties;
    const { email, link } = await invitedSupplier(buyerChecker.email);
    const before = await market.counts();
    const { password } = buyerChecker;
    expect(codeOf(await market.accept(link, { email, password }))).toBe('organization REQUIRED');
    expect(await market.counts()).toEqual(before);
    const organization = newcomer('supplier', fresh().digits);
    const founder = await market.enter(link, { email, password, organization });
    expect(founder.personId).toBe(buyerChecker.viewer.personId);
  });

  test.each<[string, () => MemberViewer, string]>([
    ['the buyer’s checker', () => market.parties.buyerChecker.viewer, 'NOT_PERMITTED'],
    ['a funder of the programme', () => market.parties.funderA.viewer, 'NOT_PERMITTED'],
    ['the operator', () => market.parties.operator.viewer, 'NOT_PERMITTED'],
  ])('is not made by %s', async (_, viewer, code) => {
    const programmeId = toWireId('programme', market.parties.programmeId);
    const input = { programmeId, name: 'N', email: fresh().email };
    expect(codeOf(await market.run(inviteSupplier, viewer(), input))).toBe(code);
  });

  test('a programme that is not seen and one that does not exist get one answer', async () => {
    const stranger = await invitedOrganization('BUYER');
    const viewer = await market.enter(stranger.link, { email: stranger.email, organization: stranger.organization });
    const ask = (programmeId: string) =>
      market.run(inviteSupplier, viewer, { programmeId, name: 'N', email: fresh().email });
    const unseen = await ask(toWireId('programme', market.parties.programmeId));
    expect(codeOf(unseen)).toBe('NOT_FOUND');
    expect(await ask(toWireId('programme', randomUUID()))).toEqual(unseen);
    expect(await ask('prg_nonsense')).toEqual(unseen);
  });
});

describe('the first operator', () => {
  test('registers by a link and is admitted at once; there is only one', async () => {
    const empty = await openTestMarket();
    const { work, database } = empty;
    const door = { work, database, passwords: new Passwords(), limiter: new SignInLimiter() };
    const accept = (token: string, email: string, digits: string) =>
      acceptInvitation(door, programmeEntrance, '192.0.2.1', {
        token,
        personName: 'First',
        email,
        password: strongPassword,
        organization: newcomer('operator', digits),
        carrier: 'BEARER',
      });
    const link = () => work.perform(systemViewer, createFirstOperator);

    const unused = (await link())!;
    const used = (await link())!;
    expect(codeOf(await accept(unused.token, 'first@example.org', '1'))).toBe('INVITATION_UNUSABLE');
    const first = done<SignedIn>(await accept(used.token, 'first@example.org', '1')).viewer;
    expect(first).toMatchObject({ roles: ['OPERATOR'], permissions: ['MAKER', 'CHECKER', 'RISK', 'ADMINISTRATOR'] });
    const rows = await empty.asAdmin('SELECT state, event_no FROM organization');
    expect(rows).toEqual([{ state: 'ADMITTED', event_no: 2 }]);
    expect(await link()).toBeNull();

    // A link that another server made at the same moment finds the place taken.
    await empty.asAdmin(
      `INSERT INTO invitation (id, token_hash, kind, role, expires_at)
       VALUES (gen_random_uuid(), $1, 'ORGANIZATION', 'OPERATOR', now() + interval '1 hour')`,
      [hashToken(unused.token)],
    );
    expect(codeOf(await accept(unused.token, 'second@example.org', '2'))).toBe('INVITATION_UNUSABLE');
    expect(await empty.asAdmin('SELECT state FROM organization')).toHaveLength(1);
    expect(await empty.asAdmin('SELECT id FROM person')).toHaveLength(1);
    await empty.close();
  });
});
