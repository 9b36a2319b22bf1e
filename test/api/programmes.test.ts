import { createHash, randomUUID } from 'node:crypto';
import { channelsOf } from '../../server/events/event-feed.js';
import { inviteOrganization } from '../../server/identity/index.js';
import { admitOrganization, suspendOrganization } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { anonymousViewer, type MemberViewer, systemViewer, type Viewer } from '../../server/platform/viewer.js';
import {
  acceptedBy,
  acceptTerms,
  addFunder,
  aliasesOf,
  aliasOf,
  createProgramme,
  currentTerms,
  hasAccepted,
  inviteSupplier,
  isInvitedFunder,
  programmeById,
  programmeFor,
  programmePage,
  programmesFor,
  publishTerms,
  supplierAliasById,
  supplierOfAlias,
  termsById,
} from '../../server/programmes/index.js';
import { setOverdueStop } from '../../server/programmes/set-overdue-stop.js';
import { fundersOf, suppliersOf } from '../../server/programmes/programme.reads.js';
import { invitationFacts, invitedTerms } from '../../server/programmes/invitation-facts.js';
import { codeOf, newcomer, openSeededMarket, type SeededMarket, wireOrganization } from '../support/seeded-market.js';

let market: SeededMarket;
let programmeId: string;
beforeAll(async () => {
  market = await openSeededMarket();
  programmeId = toWireId('programme', market.parties.programmeId);
});
afterAll(() => market.close());

let digits = 40_000;
async function newOrganization(role: 'BUYER' | 'SUPPLIER' | 'FUNDER'): Promise<MemberViewer> {
  digits += 1;
  const email = `founder.${digits}@somewhere.example`;
  const { viewer: operator } = market.parties.operator;
  const link = await market.succeed(inviteOrganization, operator, { role, name: 'New', email });
  const founder = await market.enter(link, { email, organization: newcomer('buyer', `${digits}`) });
  await market.succeed(admitOrganization, operator, { organizationId: wireOrganization(founder) });
  return founder;
}

function programmeInput(buyer: MemberViewer, change: object = {}) {
  return {
    buyerId: wireOrganization(buyer),
    name: `Programme ${digits}`,
    currency: 'EUR',
    auctionKind: 'SEALED_WINDOW',
    auctionMinutes: 120,
    acceptanceMinutes: 45,
    ...change,
  };
}

function termsInput(of: string, change: object = {}) {
  return {
    programmeId: of,
    initiator: 'BUYER',
    priceKinds: ['TRUE_DISCOUNT'],
    dayCount: 'ACT_365',
    platformFeePayer: 'SUPPLIER',
    platformFeeBps: '12.5',
    costBearer: 'SUPPLIER',
    text: 'Words – with ünusual characters.\n',
    undertakingText: 'We pay.',
    ...change,
  };
}

async function newProgramme(buyer: MemberViewer, change: object = {}): Promise<string> {
  const { viewer } = market.parties.operator;
  return (await market.succeed(createProgramme, viewer, programmeInput(buyer, change))).programmeId;
}

async function publish(of: string, change: object = {}): Promise<string> {
  const { viewer } = market.parties.operator;
  return (await market.succeed(publishTerms, viewer, termsInput(toWireId('programme', of), change))).termsId;
}

async function read<T>(
  one: (db: never, viewer: Viewer, ids: readonly string[]) => Promise<readonly T[]>,
  id: string,
  viewer: Viewer,
) {
  return (await market.readAs(viewer, (db, as) => one(db as never, as, [id])))[0]!;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a programme', () => {
  test('is set up by the operator, with the house’s values where none are given', async () => {
    const buyer = await newOrganization('BUYER');
    const id = await newProgramme(buyer);
    expect(await read(programmeById, id, buyer)).toEqual({
      id,
      buyerId: buyer.organizationId,
      name: `Programme ${digits}`,
      currency: 'EUR',
      auctionKind: 'SEALED_WINDOW',
      auctionMinutes: 120,
      acceptanceMinutes: 45,
      tenorDaysMin: 15,
      paymentDaysMax: 60,
      settlementDays: 1,
      calendars: ['TARGET'],
      rollConvention: 'FOLLOWING',
      cutOff: '16:00',
      cutOffZone: 'Europe/Paris',
      approvalLapseDays: 30,
      graceBusinessDays: 0,
      defaultDays: 90,
      overdueStopDays: 30,
      disbursementDaysMax: 5,
      fundersNamed: true,
      active: true,
      eventNo: 1,
      createdAt: expect.any(Date),
      state: 'ACTIVE',
      currentTermsId: null,
      joined: false,
      accepted: false,
    });
    const given = await newProgramme(buyer, { tenorDaysMin: 20, paymentDaysMax: 90, settlementDays: 0 });
    expect(await read(programmeById, given, buyer)).toMatchObject({
      tenorDaysMin: 20,
      paymentDaysMax: 90,
      settlementDays: 0,
    });
  });

  test('settles by the days of its currency, unless it says otherwise', async () => {
    const buyer = await newOrganization('BUYER');
    const daysOf = async (change: object) => {
      const row = (await read(programmeById, await newProgramme(buyer, change), buyer))!;
      return `${row.calendars.join('+')} ${row.rollConvention} ${row.cutOff} ${row.cutOffZone} T+${row.settlementDays}`;
    };
    expect(await daysOf({ currency: 'GBP' })).toBe('LONDON FOLLOWING 15:00 Europe/London T+1');
    expect(await daysOf({ currency: 'USD' })).toBe('NEW_YORK FOLLOWING 17:00 America/New_York T+1');
    expect(await daysOf({ currency: 'JPY', calendars: ['LONDON', 'TOKYO', 'LONDON'], settlementDays: 2 })).toBe(
      'TOKYO+LONDON FOLLOWING 15:00 Asia/Tokyo T+2',
    );
    expect(await daysOf({ calendars: ['PARIS'], rollConvention: 'PRECEDING', cutOff: '11:30' })).toBe(
      'TARGET+PARIS PRECEDING 11:30 Europe/Paris T+1',
    );
    expect(await daysOf({ currency: 'CHF', calendars: ['TARGET'] })).toBe('TARGET FOLLOWING 16:00 Europe/Paris T+1');

    const refused = (change: object) =>
      market.run(createProgramme, market.parties.operator.viewer, programmeInput(buyer, change));
    expect(await refused({ currency: 'CHF' })).toMatchObject({ fields: [{ path: 'calendars', code: 'REQUIRED' }] });
    // 19:00 in New York is the next day in Paris.
    expect(await refused({ currency: 'USD', cutOff: '19:00' })).toMatchObject({
      fields: [{ path: 'cutOff', code: 'ANOTHER_DAY' }],
    });
  });

  test('keeps its days from version to version, and each version those it was published with', async () => {
    const buyer = await newOrganization('BUYER');
    const id = await newProgramme(buyer, { currency: 'GBP', settlementDays: 0 });
    const [first, second] = [
      await publish(id),
      await publish(id, { settlementDays: 2, cutOff: '12:00', calendars: ['NEW_YORK'] }),
    ];
    const days = (row: { settlementDays: number; calendars: readonly string[]; cutOff: string; cutOffZone: string }) =>
      `T+${row.settlementDays} ${row.calendars.join('+')} ${row.cutOff} ${row.cutOffZone}`;
    expect(days((await read(termsById, first, buyer))!)).toBe('T+0 LONDON 15:00 Europe/London');
    expect(days((await read(termsById, second, buyer))!)).toBe('T+2 LONDON+NEW_YORK 12:00 Europe/London');
    expect(days((await read(programmeById, id, buyer))!)).toBe('T+2 LONDON+NEW_YORK 12:00 Europe/London');
    expect(days((await read(termsById, await publish(id), buyer))!)).toBe('T+2 LONDON+NEW_YORK 12:00 Europe/London');
  });

  test.each<[string, () => Viewer, string]>([
    ['the buyer', () => market.parties.buyerMaker.viewer, 'NOT_PERMITTED'],
    ['a stranger', () => market.parties.funderA.viewer, 'NOT_PERMITTED'],
    [
      'the operator’s checker',
      () => ({ ...market.parties.operator.viewer, permissions: ['CHECKER'] }),
      'NOT_PERMITTED',
    ],
    ['nobody', () => anonymousViewer, 'NOT_FOUND'],
  ])('is not set up by %s', async (_, who, code) => {
    expect(codeOf(await market.run(createProgramme, who(), programmeInput(market.parties.buyerMaker.viewer)))).toBe(
      code,
    );
  });

  test('is a buyer’s that trades', async () => {
    const { operator, supplier } = market.parties;
    const run = (input: object) => market.run(createProgramme, operator.viewer, input);
    expect(codeOf(await run(programmeInput(supplier.viewer)))).toBe('buyerId NOT_A_BUYER');
    const buyer = await newOrganization('BUYER');
    await market.succeed(suspendOrganization, operator.viewer, { organizationId: wireOrganization(buyer) });
    expect(codeOf(await run(programmeInput(buyer)))).toBe('ORGANIZATION_SUSPENDED');
    expect(codeOf(await run(programmeInput(buyer, { buyerId: toWireId('organization', randomUUID()) })))).toBe(
      'NOT_FOUND',
    );
  });

  test('is seen by its buyer, its suppliers, its invited funders and the operator; its parties by buyer and operator', async () => {
    const { operator, buyerChecker, supplier, funderA, funderB } = market.parties;
    const stranger = await newOrganization('FUNDER');
    const { programmeId: id } = market.parties;
    const seen = async (viewer: Viewer) => {
      const [programme, suppliers, funders] = [
        await read(programmeById, id, viewer),
        await read(suppliersOf, id, viewer),
        await read(fundersOf, id, viewer),
      ];
      return [programme?.id === id, suppliers?.map(row => row.name) ?? null, funders?.map(row => row.name) ?? null];
    };
    const all = [true, ['Ateliers Verdier SARL'], ['Nordlicht Kapital GmbH', 'Polder Trade Finance B.V.']];
    expect(await seen(buyerChecker.viewer)).toEqual(all);
    expect(await seen(operator.viewer)).toEqual(all);
    for (const viewer of [supplier.viewer, funderA.viewer, funderB.viewer]) {
      expect(await seen(viewer)).toEqual([true, null, null]);
    }
    for (const viewer of [stranger, anonymousViewer]) expect(await seen(viewer)).toEqual([false, null, null]);
  });

  test('stands in the list of those who see it, in pages', async () => {
    const buyer = await newOrganization('BUYER');
    const names = ['B', 'A', 'C'];
    for (const name of names) await newProgramme(buyer, { name });
    const list = (viewer: Viewer, after: string | null = null) =>
      market.readAs(viewer, db => programmePage(db, { first: 2, after }));
    const first = await list(buyer);
    expect([first.rows.map(row => row.name), first.hasNextPage]).toEqual([['A', 'B'], true]);
    const last = first.rows.at(-1)!;
    const second = await list(buyer, Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url'));
    expect([second.rows.map(row => row.name), second.hasNextPage]).toEqual([['C'], false]);
    expect((await list(market.parties.funderA.viewer)).rows.map(row => row.name)).toEqual(['Lumière early payment']);
    expect((await list(buyer, 'nonsense')).rows).toEqual([]);
  });
});

describe('terms', () => {
  test('are versions with the values of reverse factoring, the words and their hashes', async () => {
    const buyer = await newOrganization('BUYER');
    const id = await newProgramme(buyer);
    const first = await publish(id);
    const second = await publish(id, { text: 'Other words.', initiator: 'SUPPLIER' });
    expect(await read(termsById, first, buyer)).toEqual({
      id: first,
      programmeId: id,
      version: 1,
      settlementDays: 1,
      calendars: ['TARGET'],
      rollConvention: 'FOLLOWING',
      cutOff: '16:00',
      cutOffZone: 'Europe/Paris',
      product: 'REVERSE_FACTORING',
      initiator: 'BUYER',
      undertaking: 'IRREVOCABLE',
      disclosure: 'DISCLOSED',
      transfer: 'ASSIGNMENT',
      recourse: 'NONE',
      advanceBps: 10_000,
      fundedBy: 'FUNDER',
      repaidBy: 'BUYER',
      debtorContact: 'OPERATOR',
      costBearer: 'SUPPLIER',
      priceKinds: ['TRUE_DISCOUNT'],
      dayCount: 'ACT_365',
      platformFeePayer: 'SUPPLIER',
      platformFeeBps: '12.5000',
      allocationOrder: ['LUMP_SUM', 'LATE_INTEREST', 'CONTRACT_INTEREST', 'PRINCIPAL'],
      termsText: 'Words – with ünusual characters.\n',
      termsHash: Buffer.from(sha256('Words – with ünusual characters.\n'), 'hex'),
      undertakingText: 'We pay.',
      undertakingHash: Buffer.from(sha256('We pay.'), 'hex'),
      publishedBy: market.parties.operator.viewer.personId,
      publishedAt: expect.any(Date),
      acceptedAt: null,
    });
    const inForce = await market.readAs(systemViewer, db => currentTerms(db, id));
    expect(inForce).toMatchObject({ id: second, version: 2, initiator: 'SUPPLIER' });
    expect(await read(programmeById, id, buyer)).toMatchObject({ currentTermsId: second });
    await expect(market.asAdmin('UPDATE programme_terms SET version = 3')).rejects.toThrow('append-only');
  });

  test('under which the buyer bears the cost are refused for now', async () => {
    const buyer = await newOrganization('BUYER');
    const id = await newProgramme(buyer);
    const input = termsInput(toWireId('programme', id), { costBearer: 'BUYER' });
    expect(await market.work.run(publishTerms, market.parties.operator.viewer, input)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'costBearer', code: 'NOT_YET' }],
    });
  });

  test('say in which order a payment is for what is owed: each part once', async () => {
    const buyer = await newOrganization('BUYER');
    const id = await newProgramme(buyer);
    const allocationOrder = ['PRINCIPAL', 'CONTRACT_INTEREST', 'LATE_INTEREST', 'LUMP_SUM'];
    expect(await read(termsById, await publish(id, { allocationOrder }), buyer)).toMatchObject({ allocationOrder });
    for (const wrong of [allocationOrder.slice(1), ['PRINCIPAL', 'PRINCIPAL', 'LATE_INTEREST', 'LUMP_SUM']]) {
      const input = termsInput(toWireId('programme', id), { allocationOrder: wrong });
      expect(await market.work.run(publishTerms, market.parties.operator.viewer, input)).toMatchObject({
        fields: [{ path: 'allocationOrder', code: 'REPEATED' }],
      });
    }
  });

  test('published at one moment get versions one after the other', async () => {
    const buyer = await newOrganization('BUYER');
    const id = await newProgramme(buyer);
    const ids = await Promise.all(Array.from({ length: 5 }, () => publish(id)));
    const versions = await Promise.all(ids.map(async each => (await read(termsById, each, buyer))!.version));
    expect(versions.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test.each<[string, () => Viewer, string]>([
    ['the buyer', () => market.parties.buyerMaker.viewer, 'NOT_PERMITTED'],
    [
      'the operator’s checker',
      () => ({ ...market.parties.operator.viewer, permissions: ['CHECKER'] }),
      'NOT_PERMITTED',
    ],
    ['nobody', () => anonymousViewer, 'NOT_FOUND'],
  ])('are not published by %s', async (_, who, code) => {
    expect(codeOf(await market.run(publishTerms, who(), termsInput(programmeId)))).toBe(code);
  });

  test('are seen by whoever sees the programme', async () => {
    const { termsId, supplier, funderA } = market.parties;
    const stranger = await newOrganization('SUPPLIER');
    expect(await read(termsById, termsId, supplier.viewer)).toMatchObject({
      id: termsId,
      acceptedAt: expect.any(Date),
    });
    expect(await read(termsById, termsId, funderA.viewer)).toMatchObject({ id: termsId });
    expect(await read(termsById, termsId, stranger)).toBeNull();
    expect(await read(termsById, randomUUID(), stranger)).toBeNull();
  });
});

test('the operator’s administrator says when an overdue buyer is stopped; nobody else', async () => {
  const { operator, buyerMaker, funderA } = market.parties;
  const id = await newProgramme(await newOrganization('BUYER'), { overdueStopDays: 10 });
  const set = async (overdueStopDays: number, viewer: Viewer = operator.viewer, of = toWireId('programme', id)) =>
    market.run(setOverdueStop, viewer, { programmeId: of, overdueStopDays, idempotencyKey: randomUUID() });
  const days = async () => (await read(programmeById, id, systemViewer))!.overdueStopDays;
  expect(await days()).toBe(10);
  expect(codeOf(await set(5, buyerMaker.viewer, programmeId))).toBe('NOT_PERMITTED');
  expect(codeOf(await set(5, { ...operator.viewer, permissions: ['CHECKER'] }))).toBe('NOT_PERMITTED');
  expect(codeOf(await set(5, funderA.viewer))).toBe('NOT_FOUND');
  expect(await set(366)).toMatchObject({ fields: [{ path: 'overdueStopDays', code: 'OUT_OF_RANGE' }] });
  expect(await days()).toBe(10);
  await set(0);
  // Said again, nothing happens.
  await set(0);
  expect(await days()).toBe(0);
  const events = await market.asAdmin(
    `SELECT after FROM event WHERE subject_id = $1 AND type = 'programme.overdueStopSet'`,
    [id],
  );
  expect(events).toEqual([{ after: { overdueStopDays: 0 } }]);
});

describe('accepting terms', () => {
  /** A programme with terms, a supplier and a funder who accepted nothing yet. */
  async function fresh() {
    const [buyer, funder] = [await newOrganization('BUYER'), await newOrganization('FUNDER')];
    const id = await newProgramme(buyer);
    const termsId = await publish(id);
    const { operator } = market.parties;
    const wireId = toWireId('programme', id);
    await market.succeed(addFunder, operator.viewer, { programmeId: wireId, funderId: wireOrganization(funder) });
    digits += 1;
    const email = `supplier.${digits}@somewhere.example`;
    const link = await market.succeed(inviteSupplier, buyer, { programmeId: wireId, name: 'S', email });
    const supplier = await market.enter(link, { email, organization: newcomer('supplier', `${digits}`) });
    return { buyer, funder, supplier, id, termsId };
  }
  const words = 'Words – with ünusual characters.\n';
  const accept = (viewer: Viewer, termsId: string, hash = sha256(words), key: string = randomUUID()) =>
    market.run(acceptTerms, viewer, { termsId: toWireId('terms', termsId), hash, idempotencyKey: key });
  const acceptances = (termsId: string) =>
    market.asAdmin('SELECT organization_id, person_id, terms_hash FROM terms_acceptance WHERE terms_id = $1', [
      termsId,
    ]);

  test('keeps who, when, which version and hash; once', async () => {
    const { supplier, funder, buyer, termsId, id } = await fresh();
    const key = randomUUID();
    expect(await accept(supplier, termsId, sha256(words), key)).toEqual({ termsId });
    expect(await accept(supplier, termsId, sha256(words), key)).toEqual({ termsId });
    expect(await accept(supplier, termsId, sha256(words).toUpperCase())).toEqual({ termsId });
    expect(await acceptances(termsId)).toEqual([
      {
        organization_id: supplier.organizationId,
        person_id: supplier.personId,
        terms_hash: Buffer.from(sha256(words), 'hex'),
      },
    ]);
    const events = await market.asAdmin(
      `SELECT after FROM event WHERE subject_id = $1 AND type = 'programme.termsAccepted'`,
      [id],
    );
    expect(events).toEqual([{ after: { termsId, version: 1, hash: sha256(words) } }]);

    const known = (organizationId: string) =>
      market.readAs(systemViewer, db => hasAccepted(db, termsId, organizationId));
    expect([await known(supplier.organizationId), await known(funder.organizationId)]).toEqual([true, false]);
    await accept(funder, termsId);
    const parties = [supplier, funder, buyer].map(each => each.organizationId);
    const accepted = await market.readAs(systemViewer, db => acceptedBy(db, termsId, parties));
    expect(accepted).toEqual(new Set(parties.slice(0, 2)));
  });

  test('that are new are told to whoever joined, with or without a limit, and to nobody else', async () => {
    const { supplier, funder, buyer, id } = await fresh();
    await publish(id);
    const rows = await market.asAdmin<{ channel: string }>(
      `SELECT DISTINCT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
        WHERE e.subject_id = $1 AND e.type = 'programme.termsPublished'`,
      [id],
    );
    const told = async (viewer: Viewer) => {
      const readable: readonly string[] = await channelsOf(market.database, viewer);
      return rows.some(({ channel }) => readable.includes(channel));
    };
    const { operator, supplier: stranger, funderA: otherFunder } = market.parties;
    expect(await Promise.all([supplier, funder, buyer, operator.viewer].map(told))).toEqual([true, true, true, true]);
    expect(await Promise.all([stranger.viewer, otherFunder.viewer].map(told))).toEqual([false, false]);
  });

  test('is refused where the words are not those in force', async () => {
    const { supplier, termsId, id } = await fresh();
    const before = await market.counts();
    expect(codeOf(await accept(supplier, termsId, sha256('Other words.')))).toBe('TERMS_CHANGED');
    expect(codeOf(await accept(supplier, termsId, ''))).toBe('TERMS_CHANGED');
    const next = await publish(id, { text: 'Other words.' });
    expect(codeOf(await accept(supplier, termsId))).toBe('TERMS_CHANGED');
    expect(codeOf(await accept(supplier, next))).toBe('TERMS_CHANGED');
    expect(await acceptances(termsId)).toEqual([]);
    expect(await market.counts()).toEqual({ ...before, event: before.event! + 1 });
    expect(codeOf(await accept(supplier, next, sha256('Other words.')))).toBe('');
  });

  test('begins anew with the next version', async () => {
    const { funder, termsId, id } = await fresh();
    await accept(funder, termsId);
    expect(await read(programmeById, id, funder)).toMatchObject({ accepted: true });
    const next = await publish(id);
    expect(await read(programmeById, id, funder)).toMatchObject({ accepted: false, currentTermsId: next });
    expect(await market.readAs(systemViewer, db => hasAccepted(db, next, funder.organizationId))).toBe(false);
    expect(await market.readAs(systemViewer, db => hasAccepted(db, termsId, funder.organizationId))).toBe(true);
  });

  test('belongs to dealers and administrators of its suppliers and funders', async () => {
    const { supplier, buyer, termsId } = await fresh();
    const without = { ...supplier, permissions: ['MAKER', 'CHECKER', 'RISK', 'VIEWER'] as const };
    expect(codeOf(await accept(without, termsId))).toBe('NOT_PERMITTED');
    expect(codeOf(await accept(buyer, termsId))).toBe('NOT_PERMITTED');
    expect(codeOf(await accept(market.parties.operator.viewer, termsId))).toBe('NOT_PERMITTED');
    expect(codeOf(await accept({ ...supplier, permissions: ['DEALER'] }, termsId))).toBe('');
  });

  test('terms that are not seen and terms that do not exist get one answer', async () => {
    const { termsId } = await fresh();
    const { viewer } = market.parties.funderA;
    const unseen = await accept(viewer, termsId);
    expect(codeOf(unseen)).toBe('NOT_FOUND');
    expect(await accept(viewer, randomUUID())).toEqual(unseen);
    expect(await accept(anonymousViewer, termsId)).toEqual(unseen);
  });
});

describe('inviting funders', () => {
  test('is done by the operator, or by the buyer with those it knows, and shows them the programme; once', async () => {
    const { operator, buyerMaker, funderA } = market.parties;
    const [buyer, funder] = [await newOrganization('BUYER'), await newOrganization('FUNDER')];
    const id = await newProgramme(buyer);
    const input = { programmeId: toWireId('programme', id), funderId: wireOrganization(funder) };
    expect(codeOf(await market.run(addFunder, buyer, input))).toBe('NOT_FOUND');
    expect(await market.succeed(addFunder, operator.viewer, input)).toEqual({ programmeId: id });
    expect(await read(programmeById, id, funder)).toMatchObject({ joined: true, eventNo: 2 });
    expect(await market.succeed(addFunder, operator.viewer, input)).toEqual({ programmeId: id });
    expect(await read(programmeById, id, funder)).toMatchObject({ eventNo: 2 });
    const invited = (funderId: string) => market.readAs(systemViewer, db => isInvitedFunder(db, id, funderId));
    expect([await invited(funder.organizationId), await invited(funderA.viewer.organizationId)]).toEqual([true, false]);

    const second = await newProgramme(buyer);
    const again = { ...input, programmeId: toWireId('programme', second) };
    expect(codeOf(await market.run(addFunder, { ...buyer, permissions: ['MAKER', 'CHECKER'] }, again))).toBe(
      'NOT_PERMITTED',
    );
    expect(codeOf(await market.run(addFunder, buyer, again))).toBe('');
    expect(codeOf(await market.run(addFunder, buyerMaker.viewer, again))).toBe('NOT_FOUND');
    expect(codeOf(await market.run(addFunder, funder, again))).toBe('NOT_PERMITTED');
  });

  test('takes a funder that trades', async () => {
    const { operator, supplier } = market.parties;
    const run = (funderId: string) => market.run(addFunder, operator.viewer, { programmeId, funderId });
    expect(codeOf(await run(wireOrganization(supplier)))).toBe('funderId NOT_A_FUNDER');
    const funder = await newOrganization('FUNDER');
    await market.succeed(suspendOrganization, operator.viewer, { organizationId: wireOrganization(funder) });
    expect(codeOf(await run(wireOrganization(funder)))).toBe('ORGANIZATION_SUSPENDED');
    expect(codeOf(await run('org_nothing'))).toBe('NOT_FOUND');
  });

  test('is told to the buyer, the operator and the funder, never to other funders', async () => {
    const rows = await market.asAdmin<{ channel: string }>(
      `SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
        WHERE e.type = 'programme.funderJoined' AND e.after->>'funderId' = $1 AND e.subject_id = $2 ORDER BY 1`,
      [market.parties.funderA.viewer.organizationId, market.parties.programmeId],
    );
    expect(rows.map(row => row.channel)).toEqual(
      [
        'operator',
        `organization:${market.parties.buyerMaker.viewer.organizationId}`,
        `organization:${market.parties.funderA.viewer.organizationId}`,
      ].sort(),
    );
  });
});

test('the programme of an invoice: by buyer, supplier and currency, the oldest of several, else none', async () => {
  const { buyerMaker, supplier, funderA } = market.parties;
  const [buyerId, supplierId] = [buyerMaker.viewer.organizationId, supplier.viewer.organizationId];
  const stranger = await newOrganization('BUYER');
  const find = (buyer: string, of: string, currency: string) =>
    market.readAs(systemViewer, async db => (await programmeFor(db, buyer, of, currency))?.id);
  expect(await find(buyerId, supplierId, 'EUR')).toBe(market.parties.programmeId);
  expect(await find(buyerId, supplierId, 'CHF')).toBeUndefined();
  expect(await find(buyerId, funderA.viewer.organizationId, 'EUR')).toBeUndefined();
  expect(await find(stranger.organizationId, supplierId, 'EUR')).toBeUndefined();
  expect(await find(randomUUID(), supplierId, 'EUR')).toBeUndefined();

  const many = await market.readAs(systemViewer, db =>
    programmesFor(db, [
      { buyerId: stranger.organizationId, supplierId, currency: 'EUR' },
      { buyerId, supplierId, currency: 'EUR' },
      { buyerId, supplierId, currency: 'EUR' },
    ]),
  );
  expect(many.map(row => row?.id ?? null)).toEqual([null, market.parties.programmeId, market.parties.programmeId]);
  await market.asAdmin('UPDATE programme SET active = false WHERE id = $1', [market.parties.programmeId]);
  expect(await find(buyerId, supplierId, 'EUR')).toBeUndefined();
  await market.asAdmin('UPDATE programme SET active = true WHERE id = $1', [market.parties.programmeId]);
});

describe('a supplier’s label', () => {
  test('is random, the same for one funder for good, another for another', async () => {
    const { supplier, funderA, funderB } = market.parties;
    const id = supplier.viewer.organizationId;
    const label = (funder: MemberViewer) =>
      market.readAs(systemViewer, async db => (await aliasesOf(db, funder.organizationId, [id])).get(id));
    const [a, b] = [await label(funderA.viewer), await label(funderB.viewer)];
    expect(a).toMatch(/^S-[A-Z2-7]{6}$/);
    expect(b).toMatch(/^S-[A-Z2-7]{6}$/);
    expect(a).not.toBe(b);
    const again = await market.work.perform(systemViewer, tx => aliasOf(tx, funderA.viewer.organizationId, [id]));
    expect(again).toEqual(new Map([[id, a]]));
    const found = await market.readAs(systemViewer, db => supplierOfAlias(db, funderA.viewer.organizationId, a!));
    expect(found).toBe(id);
    expect(
      await market.readAs(systemViewer, db => supplierOfAlias(db, funderB.viewer.organizationId, a!)),
    ).toBeUndefined();
  });

  test('is made for suppliers a funder has not met, many at once', async () => {
    const suppliers = [await newOrganization('SUPPLIER'), await newOrganization('SUPPLIER')].map(
      each => each.organizationId,
    );
    const funderId = market.parties.funderB.viewer.organizationId;
    const [one, two] = await Promise.all([
      market.work.perform(systemViewer, tx => aliasOf(tx, funderId, suppliers)),
      market.work.perform(systemViewer, tx => aliasOf(tx, funderId, suppliers)),
    ]);
    expect([...one.keys()].sort()).toEqual([...suppliers].sort());
    expect(new Map([...one].sort())).toEqual(new Map([...two].sort()));
    expect(new Set(one.values()).size).toBe(2);
  });

  test('tells a funder country, size and sector, and nobody else anything', async () => {
    const { supplier, funderA, buyerMaker, operator } = market.parties;
    const seen = (viewer: Viewer) => read(supplierAliasById, supplier.viewer.organizationId, viewer);
    expect(await seen(funderA.viewer)).toEqual({
      supplierId: supplier.viewer.organizationId,
      label: expect.stringMatching(/^S-/),
      country: 'FR',
      sizeBand: 'SMALL',
      sector: 'Linen and textiles',
    });
    for (const viewer of [buyerMaker.viewer, supplier.viewer, operator.viewer, anonymousViewer]) {
      expect(await seen(viewer)).toBeNull();
    }
  });
});

describe('a link before it is accepted', () => {
  test('shows who invites to what, and the terms in force', async () => {
    const { buyerMaker, termsId } = market.parties;
    const email = 'preview@somewhere.example';
    const link = await market.succeed(inviteSupplier, buyerMaker.viewer, { programmeId, name: 'Atelier Neuf', email });
    const facts = await market.readAs(anonymousViewer, db => invitationFacts(db, link.token));
    expect(facts).toEqual({
      kind: 'ORGANIZATION',
      organizationName: 'Atelier Neuf',
      role: 'SUPPLIER',
      programmeName: 'Lumière early payment',
      buyerName: 'Groupe Hôtelier Lumière SA',
      email,
      expiresAt: link.expiresAt,
    });
    const terms = await market.readAs(anonymousViewer, db => invitedTerms(db, link.token));
    expect(terms).toMatchObject({ id: termsId, version: 1 });

    await market.enter(link, { email, organization: newcomer('supplier', '49999') });
    expect(await market.readAs(anonymousViewer, db => invitationFacts(db, link.token))).toBeNull();
    expect(await market.readAs(anonymousViewer, db => invitedTerms(db, link.token))).toBeNull();
  });

  test('shows the organization that a member joins, and no terms', async () => {
    const { operator } = market.parties;
    const link = await market.succeed(inviteOrganization, operator.viewer, {
      role: 'FUNDER',
      name: 'F',
      email: 'f@f.example',
    });
    expect(await market.readAs(anonymousViewer, db => invitedTerms(db, link.token))).toBeNull();
    for (const token of ['', 'x', `tni_${'a'.repeat(43)}`]) {
      expect(await market.readAs(anonymousViewer, db => invitationFacts(db, token))).toBeNull();
    }
  });
});
