import {
  changeOrganization,
  createSignInLink,
  deactivateMember,
  endedSessions,
  endSession,
  forgetEnded,
  hashToken,
  inviteMember,
  membershipsOf,
  newToken,
  Passwords,
  type SignedIn,
  SignInLimiter,
  Sessions,
  sessionsOf,
  setPermissions,
  signIn,
  signInWithLink,
  signOut,
  touchSession,
  viewerOfToken,
} from '../../server/identity/index.js';
import { suspendOrganization } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { anonymousViewer, type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import {
  codeOf,
  done,
  openSeededMarket,
  type SeededMarket,
  wireMember,
  wireOrganization,
} from '../support/seeded-market.js';

let market: SeededMarket;
beforeAll(async () => {
  market = await openSeededMarket();
});
afterAll(() => market.close());

const address = '192.0.2.1';

function freshDoor() {
  return { ...market.door, limiter: new SignInLimiter() };
}

async function signInAs(persona: { email: string; password: string }, carrier = 'BEARER'): Promise<SignedIn> {
  const { email, password } = persona;
  return done<SignedIn>(await signIn(freshDoor(), address, { email, password, carrier }));
}

function viewerBy(token: string, carrier: 'COOKIE' | 'BEARER' = 'BEARER') {
  return market.readAs(anonymousViewer, db => viewerOfToken(db, token, carrier));
}

/** Moves a session's times, as if it were older. */
function age(sessionId: string, column: 'expires_at' | 'last_used_at' | 'created_at', interval: string) {
  return market.asAdmin(`UPDATE session SET ${column} = ${column} - $2::interval WHERE id = $1`, [sessionId, interval]);
}

describe('signing in', () => {
  test('gives a token once, of which only the hash is kept', async () => {
    const { token, viewer } = await signInAs(market.parties.buyerChecker);
    expect(token).toMatch(/^tnr_[\w-]{43}$/);
    const [row] = await market.asAdmin<{ token_hash: Buffer }>('SELECT * FROM session WHERE id = $1', [
      viewer.sessionId,
    ]);
    expect(row!.token_hash).toEqual(hashToken(token));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(viewer).toEqual({ ...market.parties.buyerChecker.viewer, sessionId: viewer.sessionId });
  });

  test('takes the address in any case, and gives each sign-in a token of its own', async () => {
    const { email, password } = market.parties.supplier;
    const [one, two] = [
      await signInAs({ email: ` ${email.toUpperCase()} `, password }),
      await signInAs({ email, password }),
    ];
    expect(one.token).not.toBe(two.token);
    expect(await viewerBy(one.token)).toEqual(one.viewer);
    expect(await viewerBy(two.token)).toEqual(two.viewer);
  });

  test.each<[string, (good: { email: string; password: string }) => object]>([
    ['a wrong password', good => ({ ...good, password: `${good.password}x` })],
    ['an unknown address', good => ({ ...good, email: 'nobody@lumiere.example' })],
    [
      'an organization it is no member of',
      good => ({ ...good, organizationId: wireOrganization(market.parties.funderA) }),
    ],
  ])('with %s gets one and the same refusal and leaves nothing', async (_, spoil) => {
    const { email, password } = market.parties.buyerMaker;
    const before = await market.counts();
    const outcome = await signIn(freshDoor(), address, { ...spoil({ email, password }), carrier: 'BEARER' });
    expect(outcome).toEqual(expect.objectContaining({ code: 'SIGN_IN_REFUSED', message: expect.any(String) }));
    expect(Object.keys(outcome)).toEqual(['message']);
    expect(await market.counts()).toEqual(before);
  });

  test('names every fault of its input', async () => {
    const outcome = await signIn(freshDoor(), address, { email: 'x', password: 'y'.repeat(2_000), carrier: 'PIGEON' });
    expect(codeOf(outcome)).toBe('email NOT_AN_EMAIL, password TOO_BIG, carrier INVALID_VALUE');
  });

  test('after five failures even the right password waits, for this address alone', async () => {
    const door = freshDoor();
    const { email, password } = market.parties.funderB;
    for (let failure = 1; failure <= 5; failure++) {
      expect(codeOf(await signIn(door, address, { email, password: 'wrong', carrier: 'BEARER' }))).toBe(
        'SIGN_IN_REFUSED',
      );
    }
    expect(await signIn(door, address, { email, password, carrier: 'BEARER' })).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      retryAfterSeconds: 15,
    });
    const other = market.parties.supplier;
    const input = { email: other.email, password: other.password, carrier: 'BEARER' };
    expect(codeOf(await signIn(door, address, input))).toBe('');
  });

  test('does not count successes', async () => {
    const door = freshDoor();
    const { email, password } = market.parties.funderB;
    for (let time = 1; time <= 12; time++) {
      expect(codeOf(await signIn(door, address, { email, password, carrier: 'BEARER' }))).toBe('');
    }
  });

  test('is turned away while too many passwords are being verified', async () => {
    const passwords = new Passwords({ concurrent: 0, waiting: 0 });
    const { email, password } = market.parties.funderB;
    const outcome = await signIn({ ...freshDoor(), passwords }, address, { email, password, carrier: 'BEARER' });
    expect(outcome).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 1 });
  });

  test('does not count what was turned away for being busy', async () => {
    const door = freshDoor();
    const busy = { ...door, passwords: new Passwords({ concurrent: 0, waiting: 0 }) };
    const { email, password } = market.parties.funderB;
    for (let time = 1; time <= 10; time++) {
      const outcome = await signIn(busy, address, { email, password, carrier: 'BEARER' });
      expect(outcome).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 1 });
    }
    expect(codeOf(await signIn(door, address, { email, password: 'wrong', carrier: 'BEARER' }))).toBe(
      'SIGN_IN_REFUSED',
    );
  });

  test('a suspended organization still signs in', async () => {
    const { operator, funderB } = market.parties;
    await market.succeed(suspendOrganization, operator.viewer, { organizationId: wireOrganization(funderB) });
    expect((await signInAs(funderB)).viewer.organizationId).toBe(funderB.viewer.organizationId);
  });
});

describe('a session', () => {
  test('opens only as the carrier it was made for', async () => {
    const { token, viewer } = await signInAs(market.parties.buyerMaker, 'COOKIE');
    expect(await viewerBy(token, 'COOKIE')).toEqual(viewer);
    expect(await viewerBy(token, 'BEARER')).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['no token', 'x'],
    ['an unknown token', newToken()],
    ['the token of a link', newToken('tni')],
  ])('is not opened by %s', async (_, text) => {
    expect(await viewerBy(text)).toBeNull();
  });

  test('of a cookie ends after 30 minutes without use, and after 12 hours', async () => {
    const { token, viewer, expiresAt } = await signInAs(market.parties.buyerMaker, 'COOKIE');
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(11.9 * 3_600_000);
    expect(expiresAt.getTime() - Date.now()).toBeLessThan(12.1 * 3_600_000);
    await age(viewer.sessionId, 'last_used_at', '29 minutes 50 seconds');
    expect(await viewerBy(token, 'COOKIE')).not.toBeNull();
    await age(viewer.sessionId, 'last_used_at', '15 seconds');
    expect(await viewerBy(token, 'COOKIE')).toBeNull();

    const second = await signInAs(market.parties.buyerMaker, 'COOKIE');
    await age(second.viewer.sessionId, 'expires_at', '12 hours');
    expect(await viewerBy(second.token, 'COOKIE')).toBeNull();
  });

  test('of a bearer does not idle away, and ends after 30 days', async () => {
    const { token, viewer, expiresAt } = await signInAs(market.parties.buyerMaker);
    expect(Math.round((expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(30);
    await age(viewer.sessionId, 'last_used_at', '29 days');
    expect(await viewerBy(token)).not.toBeNull();
    await age(viewer.sessionId, 'expires_at', '30 days');
    expect(await viewerBy(token)).toBeNull();
  });

  test('ends with the sign-out of its member, and no other does', async () => {
    const [one, two] = [await signInAs(market.parties.buyerMaker), await signInAs(market.parties.buyerMaker)];
    await market.succeed(signOut, one.viewer, {});
    expect(await viewerBy(one.token)).toBeNull();
    expect(await viewerBy(two.token)).toEqual(two.viewer);
    expect(await market.succeed(signOut, anonymousViewer, {})).toEqual({ signedOut: true });
  });

  test('is ended by its own member; another person’s is not found', async () => {
    const [one, two] = [await signInAs(market.parties.buyerMaker), await signInAs(market.parties.buyerMaker)];
    const sessionId = toWireId('session', two.viewer.sessionId);
    expect(codeOf(await market.run(endSession, market.parties.buyerChecker.viewer, { sessionId }))).toBe('NOT_FOUND');
    expect(await viewerBy(two.token)).not.toBeNull();
    await market.succeed(endSession, one.viewer, { sessionId });
    expect(await viewerBy(two.token)).toBeNull();
    expect(codeOf(await market.run(endSession, one.viewer, { sessionId }))).toBe('NOT_FOUND');
    expect(codeOf(await market.run(endSession, one.viewer, { sessionId: 'ses_nothing' }))).toBe('NOT_FOUND');
    const left = await market.readAs(one.viewer, db => sessionsOf(db, one.viewer.memberId));
    expect(left.map(row => row.id)).toContain(one.viewer.sessionId);
    expect(left.map(row => row.id)).not.toContain(two.viewer.sessionId);
  });

  test('is written down as used at most once a minute', async () => {
    const sessions = new Sessions(market.database, market.work);
    const { token, viewer } = await signInAs(market.parties.buyerMaker);
    const lastUse = async () => {
      const [row] = await market.asAdmin<{ last_used_at: Date }>('SELECT last_used_at FROM session WHERE id = $1', [
        viewer.sessionId,
      ]);
      return row!.last_used_at.getTime();
    };
    const opened = await lastUse();
    await sessions.viewerOfToken(token, 'BEARER');
    await market.work.perform(systemViewer, tx => touchSession(tx, viewer.sessionId));
    expect(await lastUse()).toBe(opened);
    await age(viewer.sessionId, 'last_used_at', '61 seconds');
    expect(await sessions.viewerOfToken(token, 'BEARER')).toEqual(viewer);
    expect(await lastUse()).toBeGreaterThan(opened);
  });

  test('is forgotten 30 days after its end', async () => {
    const { viewer } = await signInAs(market.parties.buyerMaker);
    await age(viewer.sessionId, 'expires_at', '59 days');
    await market.work.perform(systemViewer, forgetEnded);
    expect(await market.asAdmin('SELECT id FROM session WHERE id = $1', [viewer.sessionId])).toHaveLength(1);
    await age(viewer.sessionId, 'expires_at', '2 days');
    await market.work.perform(systemViewer, forgetEnded);
    expect(await market.asAdmin('SELECT id FROM session WHERE id = $1', [viewer.sessionId])).toHaveLength(0);
  });
});

describe('the sessions that have ended', () => {
  /** A further person of the supplier, with a password of its own. */
  async function newColleague(email: string): Promise<MemberViewer> {
    const { supplier } = market.parties;
    const link = await market.succeed(inviteMember, supplier.viewer, { name: 'C', email, permissions: ['MAKER'] });
    return market.enter(link, { email });
  }
  const ended = (...viewers: MemberViewer[]) =>
    market.readAs(anonymousViewer, async db => {
      const ids = viewers.map(viewer => viewer.sessionId);
      return (await endedSessions(db, ids)).map(id => ids.indexOf(id)).sort();
    });

  test('are those signed out, expired, of a member deactivated or whose permissions were set, and unknown ones', async () => {
    const { supplier, buyerMaker } = market.parties;
    const [leaver, changed] = [
      await newColleague('leaver@verdier.example'),
      await newColleague('changed@verdier.example'),
    ];
    const [living, out, expired] = [await signInAs(buyerMaker), await signInAs(buyerMaker), await signInAs(buyerMaker)];
    const unknown = { ...living.viewer, sessionId: 'a0000000-0000-4000-8000-000000000000' };
    const all = [living.viewer, out.viewer, expired.viewer, leaver, changed, unknown];
    expect(await ended(...all)).toEqual([5]);

    await market.succeed(signOut, out.viewer, {});
    await age(expired.viewer.sessionId, 'expires_at', '30 days');
    await market.succeed(deactivateMember, supplier.viewer, { memberId: wireMember(leaver) });
    const permissions = ['MAKER', 'VIEWER'];
    await market.succeed(setPermissions, supplier.viewer, { memberId: wireMember(changed), permissions });
    expect(await ended(...all)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a deactivated member signs in no more, with the refusal that strangers get', async () => {
    const email = 'gone@verdier.example';
    const gone = await newColleague(email);
    await market.succeed(deactivateMember, market.parties.supplier.viewer, { memberId: wireMember(gone) });
    const input = { email, password: 'correct horse battery staple', carrier: 'BEARER' };
    expect(codeOf(await signIn(freshDoor(), address, input))).toBe('SIGN_IN_REFUSED');
  });
});

describe('a link of the demo', () => {
  const byLink = (token: string) => signInWithLink(freshDoor(), address, { token, carrier: 'COOKIE' });

  test('signs its member in as often as it is used, for seven days', async () => {
    const { buyerMaker } = market.parties;
    const { memberId } = buyerMaker.viewer;
    const link = await market.work.perform(systemViewer, tx => createSignInLink(tx, memberId));
    expect(Math.round((link.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(7);
    for (let use = 1; use <= 3; use++) {
      const { viewer } = done<SignedIn>(await byLink(link.token));
      expect(viewer).toEqual({ ...buyerMaker.viewer, sessionId: viewer.sessionId });
    }
    await market.asAdmin("UPDATE invitation SET expires_at = expires_at - interval '7 days' WHERE token_hash = $1", [
      hashToken(link.token),
    ]);
    expect(codeOf(await byLink(link.token))).toBe('SIGN_IN_REFUSED');
  });

  test('no other text signs in, and guessing is slowed down', async () => {
    const link = await market.succeed(inviteMember, market.parties.supplier.viewer, {
      name: 'X',
      email: 'x@verdier.example',
      permissions: ['VIEWER'],
    });
    expect(codeOf(await byLink(link.token))).toBe('SIGN_IN_REFUSED');
    const door = { ...market.door, limiter: new SignInLimiter({ perAddress: 3 }) };
    const codes = [];
    for (let guess = 1; guess <= 4; guess++) {
      codes.push(codeOf(await signInWithLink(door, address, { token: newToken('tni'), carrier: 'COOKIE' })));
    }
    expect(codes).toEqual(['SIGN_IN_REFUSED', 'SIGN_IN_REFUSED', 'SIGN_IN_REFUSED', 'TOO_MANY_ATTEMPTS']);
  });

  test('is not made, and does not work, in a market that is no demo', async () => {
    const { memberId } = market.parties.buyerMaker.viewer;
    const link = await market.work.perform(systemViewer, tx => createSignInLink(tx, memberId));
    await market.asAdmin('ALTER TABLE installation DISABLE TRIGGER USER');
    await market.asAdmin('UPDATE installation SET demo = false');
    expect(codeOf(await byLink(link.token))).toBe('SIGN_IN_REFUSED');
    await expect(market.work.perform(systemViewer, tx => createSignInLink(tx, memberId))).rejects.toThrow(
      'demo market',
    );
    await market.asAdmin('UPDATE installation SET demo = true');
    await market.asAdmin('ALTER TABLE installation ENABLE TRIGGER USER');
    expect(codeOf(await byLink(link.token))).toBe('');
  });
});

describe('a person who is a member of several organizations', () => {
  /** The supplier's person, who joined the buyer as well. */
  async function joinBuyer(): Promise<{ email: string; password: string }> {
    const { email, password } = market.parties.supplier;
    const link = await market.succeed(inviteMember, market.parties.buyerMaker.viewer, {
      name: 'The same person',
      email,
      permissions: ['VIEWER'],
    });
    await market.enter(link, { email, password });
    return { email, password };
  }
  const change = (viewer: MemberViewer, organizationId: string) =>
    market.run(changeOrganization, viewer, { organizationId });

  test('acts for the first it joined, and changes to another in a session that ends no later', async () => {
    const first = await signInAs(await joinBuyer(), 'COOKIE');
    await age(first.viewer.sessionId, 'expires_at', '3 hours');
    const buyer = market.parties.buyerMaker.viewer.organizationId;
    expect(first.viewer.organizationId).toBe(market.parties.supplier.viewer.organizationId);
    const memberships = await market.readAs(first.viewer, db => membershipsOf(db, first.viewer.personId));
    expect(memberships.map(({ organizationId, roles }) => [organizationId, roles])).toEqual([
      [first.viewer.organizationId, ['SUPPLIER']],
      [buyer, ['BUYER']],
    ]);

    const second = done<SignedIn>(
      (await change(first.viewer, wireOrganization(market.parties.buyerMaker))) as SignedIn,
    );
    expect(second.viewer).toMatchObject({ personId: first.viewer.personId, organizationId: buyer, roles: ['BUYER'] });
    expect(second.viewer.permissions).toEqual(['VIEWER']);
    expect(second.expiresAt.getTime()).toBe(first.expiresAt.getTime() - 3 * 3_600_000);
    expect(await viewerBy(second.token, 'COOKIE')).toEqual(second.viewer);
    expect(await viewerBy(second.token)).toBeNull();
    expect(await viewerBy(first.token, 'COOKIE')).toBeNull();
    expect(codeOf(await change(first.viewer, wireOrganization(market.parties.buyerMaker)))).toBe('NOT_FOUND');
  });

  test('changes to none that it is no member of, or no more; and keeps its session then', async () => {
    const { token, viewer } = await signInAs(market.parties.supplier);
    const buyer = market.parties.buyerMaker;
    const [, membership] = await market.readAs(viewer, db => membershipsOf(db, viewer.personId));
    await market.succeed(deactivateMember, buyer.viewer, { memberId: toWireId('member', membership!.memberId) });
    for (const other of [buyer, market.parties.funderA]) {
      expect(codeOf(await change(viewer, wireOrganization(other)))).toBe('NOT_FOUND');
    }
    expect(await viewerBy(token)).toEqual(viewer);
    expect(await market.readAs(viewer, db => membershipsOf(db, viewer.personId))).toHaveLength(1);
  });
});
