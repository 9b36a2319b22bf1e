import { prepareApproval, releaseApproval } from '../../server/approvals/index.js';
import { transition } from '../../server/events/index.js';
import {
  changeOrganization,
  createApiKey,
  deactivateMember,
  endedSessions,
  endSession,
  hashToken,
  inviteMember,
  newToken,
  revokeApiKey,
  rotateApiKey,
  Sessions,
  setPermissions,
} from '../../server/identity/index.js';
import { organizationMachine } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { InvalidInput, Problem } from '../../server/platform/problem.js';
import { anonymousViewer, type MemberViewer, type Permission } from '../../server/platform/viewer.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';
import { codeOf, openSeededMarket, type SeededMarket, wireMember } from '../support/seeded-market.js';

let market: SeededMarket;
let sessions: Sessions;
let trade: InvoiceMarket;
beforeAll(async () => {
  market = await openSeededMarket();
  sessions = new Sessions(market.database, market.work);
});
afterAll(async () => {
  await trade?.close();
  await market.close();
});

const days = (count: number) => new Date(Date.now() + count * 86_400_000);
const wire = (apiKeyId: string) => toWireId('apiKey', apiKeyId);

/** A supplier's administrator with these permissions, new to the organization. */
let people = 0;
async function administrator(...permissions: Permission[]): Promise<MemberViewer> {
  const email = `key.${(people += 1)}@verdier.example`;
  const given = { name: 'Key Keeper', email, permissions: ['ADMINISTRATOR', ...permissions] };
  return market.enter(await market.succeed(inviteMember, market.parties.supplier.viewer, given), { email });
}

async function createKey(by: MemberViewer, scopes: string[] = ['READ'], expiresAt = days(30)) {
  return market.succeed(createApiKey, by, { name: 'ERP', scopes, expiresAt });
}

const opens = (secret: string) => sessions.viewerOfToken(secret, 'BEARER');

/** Moves a key's times into the past, as if it were older. */
const age = (apiKeyId: string, interval: string) =>
  market.asAdmin(
    `UPDATE api_key SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval,
            rotated_at = rotated_at - $2::interval, ends_at = ends_at - $2::interval WHERE id = $1`,
    [apiKeyId, interval],
  );

describe('a key', () => {
  test('is shown once: only its hash and its beginning are kept', async () => {
    const by = await administrator('MAKER', 'DEALER');
    const { apiKeyId, secret } = await createKey(by, ['READ', 'MAKER', 'MAKER']);
    expect(secret).toMatch(/^tnk_[\w-]{43}$/);
    const [row] = await market.asAdmin('SELECT * FROM api_key WHERE id = $1', [apiKeyId]);
    expect(row).toMatchObject({ secret_hash: hashToken(secret), prefix: secret.slice(0, 12), scopes: ['MAKER'] });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(await market.asAdmin('SELECT * FROM event ORDER BY seq DESC LIMIT 5'))).not.toContain(secret);
    expect(await market.asAdmin('SELECT outcome FROM idempotency_record WHERE command = $1', ['createApiKey'])).toEqual(
      [],
    );
  });

  test('acts for the person who created it, within its scopes', async () => {
    const by = await administrator('MAKER', 'DEALER');
    const { apiKeyId, secret } = await createKey(by, ['MAKER']);
    const { personId, memberId, organizationId, roles } = by;
    expect(await opens(secret)).toEqual({
      kind: 'MEMBER',
      personId,
      memberId,
      organizationId,
      roles,
      permissions: ['MAKER', 'VIEWER'],
      sessionId: apiKeyId,
      apiKeyId,
    });
    const [event] = await market.asAdmin('SELECT * FROM event ORDER BY seq DESC LIMIT 1');
    expect(event).toMatchObject({
      type: 'organization.keyCreated',
      actor_kind: 'MEMBER',
      person_id: personId,
      after: { apiKeyId, memberId, name: 'ERP', scopes: ['MAKER'] },
    });
  });

  test('is no cookie, and no other text is one', async () => {
    const { secret } = await createKey(await administrator());
    expect(await sessions.viewerOfToken(secret, 'COOKIE')).toBeNull();
    for (const text of [newToken('tnk'), secret.slice(0, -1), `${secret}x`, secret.replace('tnk', 'tnr')]) {
      expect(await opens(text)).toBeNull();
    }
  });

  test('is written down as used, at most once a minute', async () => {
    const { apiKeyId, secret } = await createKey(await administrator());
    const lastUse = async () =>
      (
        await market.asAdmin<{ last_used_at: Date | null }>('SELECT last_used_at FROM api_key WHERE id = $1', [
          apiKeyId,
        ])
      )[0]!.last_used_at;
    expect(await lastUse()).toBeNull();
    await opens(secret);
    const first = await lastUse();
    expect(first).not.toBeNull();
    await opens(secret);
    expect(await lastUse()).toEqual(first);
  });

  test.each([
    ['in the past', -1, 'expiresAt IN_THE_PAST'],
    ['beyond a year', 365.01, 'expiresAt TOO_FAR'],
  ])('does not expire %s', async (_, ahead, code) => {
    const by = await administrator();
    const before = await market.counts();
    const given = { name: 'ERP', scopes: ['READ'], expiresAt: days(ahead) };
    expect(codeOf(await market.run(createApiKey, by, given))).toBe(code);
    expect(await market.counts()).toEqual(before);
  });

  test('opens nothing once it has expired', async () => {
    const { apiKeyId, secret } = await createKey(await administrator(), ['READ'], days(30));
    await age(apiKeyId, '29 days 23 hours');
    expect(await opens(secret)).not.toBeNull();
    await age(apiKeyId, '2 hours');
    expect(await opens(secret)).toBeNull();
    expect(await market.readAs(anonymousViewer, db => endedSessions(db, [apiKeyId]))).toEqual([apiKeyId]);
  });
});

describe('more than its person, or its scopes, allow', () => {
  test.each([
    ['a permission that its person lacks', ['RISK'], 'SCOPE_BEYOND_OWN'],
    ['what takes a second person', ['CHECKER'], 'scopes.0 INVALID_VALUE'],
    ['what takes an administrator', ['READ', 'ADMINISTRATOR'], 'scopes.1 INVALID_VALUE'],
    ['nothing', [], 'scopes TOO_SMALL'],
  ])('%s is no scope', async (_, scopes, code) => {
    const by = await administrator('MAKER', 'CHECKER');
    const before = await market.counts();
    const outcome = await market.run(createApiKey, by, { name: 'ERP', scopes, expiresAt: days(1) });
    expect(codeOf(outcome)).toBe(code);
    expect(await market.counts()).toEqual(before);
  });

  test('who is no administrator, nobody, and a key make no keys', async () => {
    const given = { name: 'ERP', scopes: ['READ'], expiresAt: days(1) };
    const { secret } = await createKey(await administrator());
    const key = (await opens(secret))!;
    const forged = { ...key, permissions: ['ADMINISTRATOR'] as const };
    expect(codeOf(await market.run(createApiKey, market.parties.buyerChecker.viewer, given))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(createApiKey, anonymousViewer, given))).toBe('NOT_FOUND');
    expect(codeOf(await market.run(createApiKey, key, given))).toBe('NOT_FOUND');
    expect(codeOf(await market.run(createApiKey, forged, given))).toBe('NOT_FOUND');
  });

  test('a key ends none of its person’s sessions, and goes to no other organization of its person', async () => {
    const by = await administrator();
    const key = (await opens((await createKey(by)).secret))!;
    const sessionId = toWireId('session', by.sessionId);
    expect(codeOf(await market.run(endSession, key, { sessionId }))).toBe('NOT_FOUND');
    const organizationId = toWireId('organization', by.organizationId);
    expect(codeOf(await market.run(changeOrganization, key, { organizationId }))).toBe('NOT_FOUND');
    expect(await market.readAs(anonymousViewer, db => endedSessions(db, [by.sessionId]))).toEqual([]);
  });

  test('a scope is gone with the permission, for good; other keys stay', async () => {
    const by = await administrator('MAKER', 'DEALER');
    const [maker, dealer, reader] = [
      await createKey(by, ['MAKER']),
      await createKey(by, ['DEALER']),
      await createKey(by),
    ];
    const set = (...permissions: Permission[]) =>
      market.succeed(setPermissions, market.parties.supplier.viewer, { memberId: wireMember(by), permissions });
    await set('ADMINISTRATOR', 'DEALER');
    const live = async () =>
      Promise.all([maker, dealer, reader].map(async ({ secret }) => (await opens(secret)) !== null));
    expect(await live()).toEqual([false, true, true]);
    await set('ADMINISTRATOR', 'DEALER', 'MAKER');
    expect(await live()).toEqual([false, true, true]);
  });

  test('keys of a member that is deactivated die with it, and do not come back with it', async () => {
    const by = await administrator();
    const { apiKeyId, secret } = await createKey(by);
    await market.succeed(deactivateMember, market.parties.supplier.viewer, { memberId: wireMember(by) });
    expect(await opens(secret)).toBeNull();
    expect(await market.readAs(anonymousViewer, db => endedSessions(db, [apiKeyId]))).toEqual([apiKeyId]);
    await market.asAdmin('UPDATE member SET active = true WHERE id = $1', [by.memberId]);
    expect(await opens(secret)).toBeNull();
    const [event] = await market.asAdmin('SELECT after FROM event ORDER BY seq DESC LIMIT 1');
    expect(event).toMatchObject({ after: { active: false, revokedKeys: [apiKeyId] } });
  });

  test('the database takes neither a scope nor a year too much, and no change of what a key is', async () => {
    const { apiKeyId } = await createKey(await administrator());
    const set = (change: string) => market.asAdmin(`UPDATE api_key SET ${change} WHERE id = $1`, [apiKeyId]);
    await expect(set(`scopes = '{CHECKER}'`)).rejects.toThrow('api_key_scopes_check');
    await expect(set(`expires_at = created_at + interval '367 days'`)).rejects.toThrow('violates check');
    const asServer = (change: string) =>
      market.work.perform(anonymousViewer, tx => tx.execute(`UPDATE api_key SET ${change} WHERE id = $1`, [apiKeyId]));
    for (const change of [`scopes = '{MAKER}'`, `expires_at = now()`, `member_id = member_id`, `secret_hash = ''`]) {
      await expect(asServer(change)).rejects.toThrow('permission denied');
    }
  });

  test('of fifty that work there is no fifty-first', async () => {
    const by = market.parties.funderA.viewer;
    for (let count = 1; count <= 50; count++) await createKey(by);
    const outcome = await market.run(createApiKey, by, { name: 'ERP', scopes: ['READ'], expiresAt: days(1) });
    expect(codeOf(outcome)).toBe('TOO_MANY_KEYS');
    const [{ id } = { id: '' }] = await market.asAdmin<{ id: string }>(
      'SELECT id FROM api_key WHERE organization_id = $1 LIMIT 1',
      [by.organizationId],
    );
    await market.succeed(revokeApiKey, by, { apiKeyId: wire(id) });
    expect((await createKey(by)).secret).toMatch(/^tnk_/);
  });
});

describe('rotation', () => {
  test('gives a new key; the old one works until the instant chosen', async () => {
    const by = await administrator('MAKER');
    const old = await createKey(by, ['MAKER']);
    const next = await market.succeed(rotateApiKey, by, {
      apiKeyId: wire(old.apiKeyId),
      expiresAt: days(90),
      previousEndsAt: days(2),
    });
    expect(next.secret).not.toBe(old.secret);
    expect(await opens(old.secret)).toMatchObject({ apiKeyId: old.apiKeyId });
    expect(await opens(next.secret)).toMatchObject({ apiKeyId: next.apiKeyId, permissions: ['MAKER', 'VIEWER'] });
    await age(old.apiKeyId, '2 days 1 minute');
    expect(await opens(old.secret)).toBeNull();
    expect(await opens(next.secret)).not.toBeNull();
    const [event] = await market.asAdmin('SELECT type, before, after FROM event ORDER BY seq DESC LIMIT 1');
    expect(event).toMatchObject({
      type: 'organization.keyRotated',
      before: { apiKeyId: old.apiKeyId },
      after: { apiKeyId: next.apiKeyId },
    });
  });

  test('without an instant ends the old key at once', async () => {
    const by = await administrator();
    const old = await createKey(by);
    const next = await market.succeed(rotateApiKey, by, { apiKeyId: wire(old.apiKeyId), expiresAt: days(90) });
    expect(await opens(old.secret)).toBeNull();
    expect(await opens(next.secret)).not.toBeNull();
  });

  test('never lets the old key live longer than it would have', async () => {
    const by = await administrator();
    const old = await createKey(by, ['READ'], days(1));
    await market.succeed(rotateApiKey, by, {
      apiKeyId: wire(old.apiKeyId),
      expiresAt: days(90),
      previousEndsAt: days(6),
    });
    const [row] = await market.asAdmin('SELECT ends_at = expires_at AS same FROM api_key WHERE id = $1', [
      old.apiKeyId,
    ]);
    expect(row).toEqual({ same: true });
  });

  test('overlaps by seven days at most, happens once, and to a living key', async () => {
    const by = await administrator();
    const { apiKeyId } = await createKey(by);
    const rotate = (change: object) =>
      market.run(rotateApiKey, by, { apiKeyId: wire(apiKeyId), expiresAt: days(90), ...change });
    expect(codeOf(await rotate({ previousEndsAt: days(7.1) }))).toBe('previousEndsAt TOO_FAR');
    expect(codeOf(await rotate({ previousEndsAt: days(-1) }))).toBe('previousEndsAt IN_THE_PAST');
    expect(codeOf(await rotate({ expiresAt: days(366) }))).toBe('expiresAt TOO_FAR');
    expect(codeOf(await rotate({ previousEndsAt: days(6.9) }))).toBe('');
    expect(codeOf(await rotate({ previousEndsAt: days(1) }))).toBe('NOT_AVAILABLE');
  });

  test('is its own person’s: another administrator would act in that person’s name; revoking is any administrator’s', async () => {
    const [by, other] = [await administrator('MAKER'), await administrator('MAKER')];
    const { apiKeyId, secret } = await createKey(by, ['MAKER']);
    const given = { apiKeyId: wire(apiKeyId), expiresAt: days(1) };
    expect(codeOf(await market.run(rotateApiKey, other, given))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(rotateApiKey, (await opens(secret))!, given))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(revokeApiKey, (await opens(secret))!, given))).toBe('NOT_PERMITTED');
    expect(codeOf(await market.run(revokeApiKey, other, { apiKeyId: wire(apiKeyId) }))).toBe('');
    expect(await opens(secret)).toBeNull();
    expect(codeOf(await market.run(revokeApiKey, other, { apiKeyId: wire(apiKeyId) }))).toBe('NOT_AVAILABLE');
  });

  test('a key of another organization, one that is none, and one that the viewer may not see get one answer', async () => {
    const { apiKeyId } = await createKey(await administrator());
    const { viewer } = market.parties.buyerMaker;
    const asked = [wire(apiKeyId), wire('a0000000-0000-4000-8000-000000000000'), 'key_nonsense'];
    for (const id of asked) {
      expect(codeOf(await market.run(revokeApiKey, viewer, { apiKeyId: id }))).toBe('NOT_FOUND');
      expect(codeOf(await market.run(rotateApiKey, viewer, { apiKeyId: id, expiresAt: days(1) }))).toBe('NOT_FOUND');
    }
    const own = await createKey(viewer);
    const { viewer: checker } = market.parties.buyerChecker;
    expect(codeOf(await market.run(revokeApiKey, checker, { apiKeyId: wire(own.apiKeyId) }))).toBe('NOT_FOUND');
  });
});

describe('four eyes', () => {
  test('a key prepares as its person, releases nothing, and events name it', async () => {
    trade = await openInvoiceMarket();
    const keys = new Sessions(trade.database, trade.work);
    const whole = await trade.buyer.member('Agnès Alles', 'ADMINISTRATOR', 'MAKER', 'CHECKER');
    const { apiKeyId, secret } = await trade.succeed(createApiKey, whole, {
      name: 'ERP in Lyon',
      scopes: ['MAKER'],
      expiresAt: days(1),
    });
    const key = (await keys.viewerOfToken(secret, 'BEARER'))!;
    const prepare = async (by: MemberViewer, number: string) => {
      const { landed } = await trade.submitUbl(trade.supplierMaker, { number });
      const programmeId = toWireId('programme', trade.programmeId);
      return trade.succeed(prepareApproval, by, { programmeId, lines: [{ invoiceId: landed[0]!.invoiceId }] });
    };
    const release = async (by: MemberViewer, approvalId: string) => {
      const [row] = await trade.asAdmin<{ hash: string }>(
        `SELECT encode(content_hash, 'hex') AS hash FROM approval WHERE id = $1`,
        [approvalId],
      );
      const given = { approvalId: toWireId('approval', approvalId), contentHash: row!.hash };
      return codeOf((await trade.run(releaseApproval, by, given)) as Problem | InvalidInput);
    };

    // Prepared by the program: its person is not a second one.
    const byKey = await prepare(key, 'K-1');
    const [event] = await trade.asAdmin('SELECT * FROM event WHERE subject_id = $1', [byKey.approvalId]);
    expect(event).toMatchObject({ actor_kind: 'API_KEY', api_key_id: apiKeyId, person_id: whole.personId });
    expect(await release(whole, byKey.approvalId)).toBe('MAKER_IS_CHECKER');
    expect(await release(trade.checker, byKey.approvalId)).toBe('');

    // Prepared by somebody else, whom the person might release: the program may not, whatever permissions it claims.
    const byMaker = await prepare(trade.maker, 'K-2');
    expect(await release(key, byMaker.approvalId)).toBe('NOT_PERMITTED');
    const forged = { ...key, permissions: ['MAKER', 'CHECKER', 'ADMINISTRATOR'] as const };
    expect(await release(forged, byMaker.approvalId)).toBe('NOT_PERMITTED');
    expect(await release(whole, byMaker.approvalId)).toBe('');

    // Prepared by the person itself: the same.
    const byWhole = await prepare(whole, 'K-3');
    expect(await release(key, byWhole.approvalId)).toBe('MAKER_IS_CHECKER');
  });

  test('the database refuses an event by which a key would have decided', async () => {
    const by = await administrator();
    const key = (await opens((await createKey(by)).secret))!;
    const suspending = market.work.perform(key, async tx => {
      const row = await tx.one<{ id: string; state: 'ADMITTED'; eventNo: number }>(
        'SELECT id, state, event_no FROM organization WHERE id = $1 FOR UPDATE',
        [by.organizationId],
      );
      const change = { row, to: 'SUSPENDED', event: 'organization.suspended', channels: ['operator'] } as const;
      await transition(tx, key, organizationMachine, 'test', [change]);
    });
    await expect(suspending).rejects.toThrow('event_takes_person');
  });
});
