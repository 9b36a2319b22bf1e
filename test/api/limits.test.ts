import { randomUUID } from 'node:crypto';
import {
  type Exposure,
  commitExposures,
  disburseExposure,
  freeCommitted,
  freeReserved,
  type LimitRow,
  limitById,
  limits,
  repayExposure,
  reserveExposure,
  restoreExposure,
  setLimit,
} from '../../server/limits/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import { systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';

let market: AuctionMarket;
let funder: Trader;
let rival: Trader;

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 2, limitMinor: 1_000_000_000n });
  [funder, rival] = market.funders as [Trader, Trader];
}, 30_000);
afterAll(() => market.close());

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const set = (viewer: Viewer, input: object) => market.run(setLimit, viewer, input);
const ofBuyer = () => ({ scope: 'BUYER', buyerId: toWireId('organization', market.buyer.id) });

describe('setting a limit', () => {
  test('makes one row of its kind, changed by the next', async () => {
    const { id } = await market.limit(funder, 'TOTAL', '20000000.00', { tenorDaysMax: 120 });
    const again = await market.limit(funder, 'TOTAL', '30000000.00');
    expect(again).toMatchObject({ id, limitMinor: 3_000_000_000n, tenorDaysMax: null, lowered: false, eventNo: 2 });
    const events = await market.rows(
      `SELECT e.type, array_agg(c.channel) AS channels FROM event e JOIN event_channel c USING (epoch, xid, seq)
        WHERE e.subject_id = $1 GROUP BY e.subject_no, e.type ORDER BY e.subject_no`,
      [id],
    );
    const own = [`organization:${funder.id}`];
    expect(events).toEqual([
      { type: 'limit.changed', channels: own },
      { type: 'limit.changed', channels: own },
    ]);
  });

  test('of each scope', async () => {
    const label = (
      await market.rows<{ label: string }>('SELECT label FROM supplier_alias WHERE funder_id = $1', [funder.id])
    )[0]!.label;
    const pair = await market.limit(funder, 'PAIR', '5000000.00', { supplierAlias: label });
    expect(pair).toMatchObject({ scope: 'PAIR', buyerId: market.buyer.id, supplierId: market.supplier.id });
    expect(await market.limit(funder, 'COUNTRY', '9000000.00', { country: 'FR' })).toMatchObject({ country: 'FR' });
    const programmeId = toWireId('programme', market.programmeId);
    const { limitId } = await market.succeed(setLimit, market.operator.viewer, {
      scope: 'PROGRAMME',
      programmeId,
      limit: euros('50000000.00'),
    });
    expect(await market.row('exposure_limit', limitId)).toMatchObject({
      scope: 'PROGRAMME',
      funderId: null,
      programmeId: market.programmeId,
    });
  });

  test('is risk’s of the funder; a programme’s is the operator’s', async () => {
    const dealer = await market.member(funder, 'DEALER', 'ADMINISTRATOR');
    expect(await set(dealer, { scope: 'TOTAL', limit: euros('1.00') })).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await set(market.buyer.viewer, { ...ofBuyer(), limit: euros('1.00') })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    const programme = { scope: 'PROGRAMME', programmeId: toWireId('programme', market.programmeId) };
    expect(await set(funder.viewer, { ...programme, limit: euros('1.00') })).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  test('names only whom the funder may know', async () => {
    const stranger = await market.trader('Stranger', 'BUYER');
    for (const buyerId of [
      toWireId('organization', stranger.id),
      toWireId('organization', randomUUID()),
      'org_nonsense',
    ]) {
      expect(await set(funder.viewer, { scope: 'BUYER', buyerId, limit: euros('1.00') })).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    const [{ label }] = (await market.rows<{ label: string }>('SELECT label FROM supplier_alias WHERE funder_id = $1', [
      rival.id,
    ])) as [{ label: string }];
    expect(
      await set(funder.viewer, { ...ofBuyer(), scope: 'PAIR', supplierAlias: label, limit: euros('1.00') }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    [{ scope: 'BUYER' }, ['buyerId REQUIRED']],
    [{ scope: 'TOTAL', country: 'FR' }, ['country NOT_OF_SCOPE']],
    [{ scope: 'PAIR', buyerId: 'x' }, ['supplierAlias REQUIRED']],
    [{ scope: 'COUNTRY', country: 'France' }, ['country NOT_A_COUNTRY']],
    [{ scope: 'TOTAL', tenorDaysMax: 0 }, ['tenorDaysMax TOO_SMALL']],
    [{ scope: 'TOTAL', limit: euros('-1.00') }, ['limit.amount NEGATIVE']],
    [{ scope: 'PROGRAMME', programmeId: 'x', tenorDaysMax: 30 }, ['tenorDaysMax NOT_OF_SCOPE']],
  ])('%j is refused', async (input, faults) => {
    const outcome = (await set(funder.viewer, { limit: euros('1.00'), ...input })) as {
      code: string;
      fields: { path: string; code: string }[];
    };
    expect(outcome.code).toBe('INVALID_INPUT');
    expect(outcome.fields.map(({ path, code }) => `${path} ${code}`)).toEqual(faults);
  });

  test('a programme’s limit is in its currency', async () => {
    const programme = { scope: 'PROGRAMME', programmeId: toWireId('programme', market.programmeId) };
    const outcome = await set(market.operator.viewer, { ...programme, limit: { amount: '1.00', currency: 'USD' } });
    expect(outcome).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'limit.currency', code: 'NOT_OF_PROGRAMME' }],
    });
  });
});

test('limits are seen by their owner alone; the operator sees those of programmes', async () => {
  const seenBy = (viewer: Viewer) =>
    market.database.read(viewer, async db => (await limits(db)).map(limit => limit.scope));
  expect(await seenBy(funder.viewer)).toEqual(['TOTAL', 'COUNTRY', 'BUYER', 'PAIR']);
  expect(await seenBy(rival.viewer)).toEqual(['BUYER']);
  expect(await seenBy(market.operator.viewer)).toEqual(['PROGRAMME']);
  expect(await seenBy(market.buyer.viewer)).toEqual([]);
  expect(await seenBy(market.supplier.viewer)).toEqual([]);
  const [own] = await market.limitsOf(funder);
  for (const viewer of [rival.viewer, market.operator.viewer, market.buyer.viewer]) {
    expect(await market.database.read(viewer, db => limitById(db, viewer, [own!.id]))).toEqual([null]);
  }
});

describe('an exposure moves through every limit that covers it', () => {
  let exposed: Trader;
  let exposure: Exposure;
  beforeAll(async () => {
    exposed = await market.trader('Exposed', 'FUNDER');
    await market.invite(exposed);
    await market.limit(exposed, 'BUYER', '10000.00');
    await market.limit(exposed, 'TOTAL', '20000.00');
    await market.limit(exposed, 'COUNTRY', '20000.00', { country: 'FR' });
    await market.limit(exposed, 'COUNTRY', '1.00', { country: 'DE' });
    exposure = {
      funderId: exposed.id,
      buyerId: market.buyer.id,
      supplierId: market.supplier.id,
      buyerCountry: 'FR',
      programmeId: market.programmeId,
      currency: 'EUR',
      amountMinor: 600_000n,
    };
  });

  const perform = <T>(work: Parameters<typeof market.work.perform<T>>[1]) => market.work.perform(systemViewer, work);
  const parts = async (of: Trader | null = exposed) =>
    Object.fromEntries(
      (await market.limitsOf(of)).map(limit => [
        limit.country ? `${limit.scope} ${limit.country}` : limit.scope,
        [limit.reservedMinor, limit.committedMinor, limit.outstandingMinor, limit.lowered],
      ]),
    );
  const all = (reserved: bigint, committed: bigint, outstanding: bigint, lowered = false) => ({
    BUYER: [reserved, committed, outstanding, lowered],
    'COUNTRY FR': [reserved, committed, outstanding, false],
    'COUNTRY DE': [0n, 0n, 0n, false],
    TOTAL: [reserved, committed, outstanding, false],
  });

  test('reserved, committed, outstanding, repaid', async () => {
    expect(await perform(tx => reserveExposure(tx, exposure))).toBeNull();
    expect(await parts()).toEqual(all(600_000n, 0n, 0n));
    expect(await perform(tx => commitExposures(tx, [exposure]))).toEqual([null]);
    expect(await parts()).toEqual(all(0n, 600_000n, 0n));
    expect(await parts(null)).toEqual({ PROGRAMME: [0n, 600_000n, 0n, false] });
    await perform(tx => disburseExposure(tx, [exposure]));
    expect(await parts()).toEqual(all(0n, 0n, 600_000n));
    await perform(tx => repayExposure(tx, [exposure]));
    expect(await parts()).toEqual(all(0n, 0n, 0n));
  });

  test('freed where it came to nothing', async () => {
    await perform(tx => reserveExposure(tx, exposure));
    await perform(tx => freeReserved(tx, [exposure]));
    expect(await parts()).toEqual(all(0n, 0n, 0n));
    await perform(tx => reserveExposure(tx, exposure));
    await perform(tx => commitExposures(tx, [exposure]));
    await perform(tx => freeCommitted(tx, [exposure]));
    expect(await parts()).toEqual(all(0n, 0n, 0n));
    expect(await parts(null)).toEqual({ PROGRAMME: [0n, 0n, 0n, false] });
  });

  test('several of one funder count together', async () => {
    const half = { ...exposure, amountMinor: 300_000n };
    await perform(tx => reserveExposure(tx, half));
    await perform(tx => reserveExposure(tx, half));
    expect(await parts()).toEqual(all(600_000n, 0n, 0n));
    await perform(tx => freeReserved(tx, [half, half]));
    expect(await parts()).toEqual(all(0n, 0n, 0n));
  });

  test('what does not fit is refused with what is missing, and leaves nothing', async () => {
    await perform(tx => reserveExposure(tx, exposure));
    const refused = { kind: 'AMOUNT', scope: 'BUYER', shortByMinor: 200_000n, currency: 'EUR' };
    expect(await perform(tx => reserveExposure(tx, exposure))).toEqual(refused);
    expect(await parts()).toEqual(all(600_000n, 0n, 0n));
    await perform(tx => freeReserved(tx, [exposure]));
  });

  test('a limit lowered below its use is marked, forces nothing, and takes nothing new until it fits', async () => {
    await perform(tx => reserveExposure(tx, exposure));
    const lowered = await market.limit(exposed, 'BUYER', '5000.00');
    expect(lowered).toMatchObject({ lowered: true, reservedMinor: 600_000n });
    const [{ type }] = (await market.rows<{ type: string }>(
      'SELECT type FROM event WHERE subject_id = $1 ORDER BY subject_no DESC LIMIT 1',
      [lowered.id],
    )) as [{ type: string }];
    expect(type).toBe('limit.lowered');
    const cent = { ...exposure, amountMinor: 1n };
    expect(await perform(tx => reserveExposure(tx, cent))).toMatchObject({ shortByMinor: 100_001n });
    expect(await perform(tx => commitExposures(tx, [exposure]))).toEqual([null]);
    expect(await parts()).toEqual(all(0n, 600_000n, 0n, true));
    expect(await market.limit(exposed, 'BUYER', '6000.00')).toMatchObject({ lowered: false });
    await perform(tx => freeCommitted(tx, [exposure]));
    await market.limit(exposed, 'BUYER', '10000.00');
  });

  test('a use that falls below a lowered limit takes the mark away', async () => {
    await perform(tx => reserveExposure(tx, exposure));
    await market.limit(exposed, 'BUYER', '5000.00');
    await perform(tx => freeReserved(tx, [exposure]));
    expect(await parts()).toEqual(all(0n, 0n, 0n));
    await market.limit(exposed, 'BUYER', '10000.00');
  });

  test('a repayment that came back stands again even beyond the limit, and its owner is told', async () => {
    await market.limit(exposed, 'BUYER', '1000.00');
    await perform(tx => restoreExposure(tx, [exposure]));
    expect(await parts()).toEqual(all(0n, 0n, 600_000n, true));
    const events = await market.rows(
      `SELECT e.type, e.actor_kind, c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
         JOIN exposure_limit l ON l.id = e.subject_id WHERE l.funder_id = $1 AND l.scope = 'BUYER' ORDER BY e.subject_no DESC LIMIT 1`,
      [exposed.id],
    );
    expect(events).toEqual([{ type: 'limit.lowered', actorKind: 'SYSTEM', channel: `organization:${exposed.id}` }]);
    await perform(tx => repayExposure(tx, [exposure]));
    await market.limit(exposed, 'BUYER', '10000.00');
  });

  test('the longest tenor of any of them is the bid’s longest', async () => {
    await market.limit(exposed, 'TOTAL', '20000.00', { tenorDaysMax: 60 });
    const refused = { kind: 'TENOR', scope: 'TOTAL', tenorDays: 61, tenorDaysMax: 60 };
    expect(await perform(tx => reserveExposure(tx, { ...exposure, tenorDays: 61 }))).toEqual(refused);
    expect(await parts()).toEqual(all(0n, 0n, 0n));
    expect(await perform(tx => reserveExposure(tx, { ...exposure, tenorDays: 60 }))).toBeNull();
    await perform(tx => freeReserved(tx, [exposure]));
  });

  test('the programme’s limit is judged by the commitment alone', async () => {
    const programmeId = toWireId('programme', market.programmeId);
    await market.succeed(setLimit, market.operator.viewer, {
      scope: 'PROGRAMME',
      programmeId,
      limit: euros('5000.00'),
    });
    expect(await perform(tx => reserveExposure(tx, exposure))).toBeNull();
    const refused = { kind: 'AMOUNT', scope: 'PROGRAMME', shortByMinor: 100_000n, currency: 'EUR' };
    expect(await perform(tx => commitExposures(tx, [exposure]))).toEqual([refused]);
    expect(await parts()).toEqual(all(600_000n, 0n, 0n));
    await perform(tx => freeReserved(tx, [exposure]));
    await market.succeed(setLimit, market.operator.viewer, {
      scope: 'PROGRAMME',
      programmeId,
      limit: euros('50000000.00'),
    });
  });

  test('more than is held cannot be taken, and nobody is exposed without a limit on the buyer', async () => {
    await expect(perform(tx => freeReserved(tx, [exposure]))).rejects.toThrow('does not hold what is taken');
    const unlimited = { ...exposure, currency: 'USD' };
    await expect(perform(tx => reserveExposure(tx, unlimited))).rejects.toThrow('no limit on its buyer');
  });
});

test('what befalls two funders at once is borne by the limits of each, of every scope', async () => {
  const [one, other] = await Promise.all(
    ['One', 'Other'].map(async name => {
      const trader = await market.trader(name, 'FUNDER');
      await market.invite(trader);
      const [alias] = await market.rows<{ label: string }>('SELECT label FROM supplier_alias WHERE funder_id = $1', [
        trader.id,
      ]);
      await market.limit(trader, 'BUYER', '10000.00');
      await market.limit(trader, 'PAIR', '10000.00', { supplierAlias: alias!.label });
      await market.limit(trader, 'TOTAL', '10000.00');
      await market.limit(trader, 'COUNTRY', '10000.00', { country: 'FR' });
      return trader;
    }),
  );
  const exposureTo = (funder: Trader, amountMinor: bigint): Exposure => ({
    funderId: funder.id,
    buyerId: market.buyer.id,
    supplierId: market.supplier.id,
    buyerCountry: 'FR',
    programmeId: market.programmeId,
    currency: 'EUR',
    amountMinor,
  });
  const both = [exposureTo(one!, 100_000n), exposureTo(other!, 30_000n)] as const;
  const perform = <T>(work: Parameters<typeof market.work.perform<T>>[1]) => market.work.perform(systemViewer, work);
  const reserved = async (of: Trader) => (await market.limitsOf(of)).map(({ reservedMinor }) => reservedMinor);
  for (const exposure of both) expect(await perform(tx => reserveExposure(tx, exposure))).toBeNull();
  expect([await reserved(one!), await reserved(other!)]).toEqual([Array(4).fill(100_000n), Array(4).fill(30_000n)]);
  await perform(tx => freeReserved(tx, both));
  expect([await reserved(one!), await reserved(other!)]).toEqual([Array(4).fill(0n), Array(4).fill(0n)]);
});

test('a new limit starts with what stands', async () => {
  const newcomer = await market.trader('Newcomer', 'FUNDER');
  await market.invite(newcomer);
  await market.limit(newcomer, 'BUYER', '200000.00');
  const [first, second] = [await market.list(), await market.list()];
  await market.bid(newcomer, first, { rateBps: '300' });
  await market.bid(newcomer, second, { rateBps: '300' });
  const [offer] = await market.offers(second);
  await market.accept(offer!);
  const total: LimitRow = await market.limit(newcomer, 'TOTAL', '150000.00');
  expect(total).toMatchObject({
    reservedMinor: 10_000_000n,
    committedMinor: 10_000_000n,
    outstandingMinor: 0n,
    lowered: true,
  });
  expect(await market.limitDrift()).toEqual([]);
});

test('two members who set a new limit at once make one', async () => {
  const other = await market.trader('Twice', 'FUNDER');
  const set = () => market.run(setLimit, other.viewer, { scope: 'TOTAL', limit: euros('7.00') });
  const outcomes = await Promise.all(Array.from({ length: 6 }, set));
  expect(outcomes.filter(outcome => outcome instanceof Problem)).toEqual([]);
  expect(new Set(outcomes.map(outcome => (outcome as { limitId: string }).limitId)).size).toBe(1);
  expect(await market.limitsOf(other)).toMatchObject([{ limitMinor: 700n, eventNo: 6 }]);
});
