import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { alertThresholds } from '../../server/alerts/alert.kinds.js';
import {
  forgetAlerts,
  markAlertsRead,
  raiseAlerts,
  setAlertPreference,
  setAlertThreshold,
} from '../../server/alerts/index.js';
import { prepareApproval } from '../../server/approvals/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { localDate } from '../../server/platform/local-date.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { nextDueAt, runSweeps } from '../../server/sweeps/index.js';
import { eventually } from '../support/api-client.js';
import { untilAllIsTold } from '../support/all-told.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';

jest.setTimeout(60_000);

let market: AuctionMarket;
beforeEach(async () => {
  market = await openAuctionMarket({ auctionMinutes: 60 });
  await raise();
});
afterEach(() => market.close());

/** Tells of all that is committed: once no transaction anywhere in the cluster, other tests' included, holds events back. */
async function raise(): Promise<number> {
  await untilAllIsTold(market.urls);
  return raiseAtOnce();
}

const raiseAtOnce = () => raiseAlerts(market.work, market.database);

interface Told {
  readonly kind: string;
  readonly day: string | null;
  readonly subject: { readonly __typename: string; readonly id: string };
}

async function ask<Data>(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}): Promise<Data> {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as never, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

async function told(viewer: Viewer): Promise<Told[]> {
  const data = await ask<{ alerts: { edges: { node: Told }[] }; unreadAlerts: number }>(
    viewer,
    '{ unreadAlerts alerts(state: [UNREAD]) { edges { node { kind day subject { __typename id } } } } }',
  );
  const alerts = data.alerts.edges.map(({ node }) => node);
  expect(data.unreadAlerts).toBe(alerts.length);
  return alerts;
}

const kindsTold = async (viewer: Viewer) => (await told(viewer)).map(({ kind }) => kind).sort();

/** As if every event came again. */
const repeatEvents = () =>
  market.asAdmin(
    "UPDATE event_reader SET epoch = 0, xid = '0', seq = 0; UPDATE alert_watch SET looked_until = '2031-01-01'",
  );

test('a bid is told to who may take it, once, however often its event comes', async () => {
  const { supplier, funders, buyer, operator } = market;
  const onlooker = await market.member(supplier, 'VIEWER');
  const auction = await market.list();
  await market.bid(funders[0]!, auction, { rateBps: '450' });
  expect(await raise()).toBe(1);
  const alert = {
    kind: 'NEW_OFFER',
    day: null,
    subject: { __typename: 'Auction', id: toWireId('auction', auction.id) },
  };
  expect(await told(supplier.viewer)).toEqual([alert]);
  for (const viewer of [onlooker, buyer.viewer, funders[0]!.viewer, funders[1]!.viewer, operator.viewer]) {
    expect(await told(viewer)).toEqual([]);
  }

  await market.bid(funders[1]!, auction, { rateBps: '440' });
  expect(await raise()).toBe(1);
  await repeatEvents();
  expect(await raise()).toBe(0);
  expect(await kindsTold(supplier.viewer)).toEqual(['NEW_OFFER', 'NEW_OFFER']);
});

test('sealed bids are told of when they show, and not before', async () => {
  await market.close();
  market = await openAuctionMarket({ kind: 'SEALED_WINDOW', auctionMinutes: 60, acceptanceMinutes: 120 });
  const { supplier, funders } = market;
  const auction = await market.list();
  await market.bid(funders[0]!, auction, { rateBps: '450' });
  await raise();
  expect(await told(supplier.viewer)).toEqual([]);
  await market.setClock(new Date(auction.closesAt.getTime() + 1_000).toISOString());
  await runSweeps(market.work, market.database, null);
  await raise();
  expect(await kindsTold(supplier.viewer)).toEqual(['NEW_OFFER']);
});

test('offers end soon when three quarters of the time have passed: a stop of a clock that is moved, and told once', async () => {
  const { supplier, funders } = market;
  const auction = await market.list();
  await market.bid(funders[0]!, auction, { rateBps: '450' });
  await raise();
  const quarter = auction.closesAt.getTime() - 15 * 60_000;
  const opened = auction.closesAt.getTime() - 60 * 60_000;
  expect(
    Math.abs((await nextDueAt(market.database, null, new Date(opened + 10_000))).getTime() - quarter),
  ).toBeLessThan(5);
  await market.setClock(new Date(quarter - 5_000).toISOString());
  expect(await raise()).toBe(0);
  await market.setClock(new Date(quarter + 5_000).toISOString());
  expect(await raise()).toBe(1);
  await market.setClock(new Date(quarter + 60_000).toISOString());
  expect(await raise()).toBe(0);
  expect(await kindsTold(supplier.viewer)).toEqual(['NEW_OFFER', 'OFFER_ENDING']);
});

test('payments that are due are told of by the day, three days before; a year at once tells of no day twice', async () => {
  const { buyer, supplier } = market;
  for (const day of ['2031-05-05', '2031-05-05', '2031-06-16']) {
    await market.approved({ dueDate: localDate(day), adjustedDueDate: localDate(day) });
  }
  await raise();
  expect(await told(buyer.viewer)).toEqual([]);
  await market.setClock('2031-05-01T23:59:00+02:00');
  expect(await raise()).toBe(0);
  await market.setClock('2031-05-02T00:00:01+02:00');
  expect(await raise()).toBe(1);
  const own = { __typename: 'Organization', id: toWireId('organization', buyer.id) };
  expect(await told(buyer.viewer)).toEqual([{ kind: 'DUE_SOON', day: '2031-05-05', subject: own }]);

  await market.setClock('2032-05-02T12:00:00+02:00');
  await runSweeps(market.work, market.database, null);
  await runSweeps(market.work, market.database, null);
  await repeatEvents();
  expect(await raise()).toBe(0);
  // Overdue and in default are two facts of each invoice.
  const overdue = Array.from({ length: 6 }, () => 'OVERDUE');
  expect(await kindsTold(buyer.viewer)).toEqual(['DUE_SOON', 'DUE_SOON', ...overdue]);
  expect(await kindsTold(supplier.viewer)).toEqual(overdue);
});

test('a limit is told of when it comes to be nearly used up, and again only after it was not', async () => {
  const { funders } = market;
  const [funder, rival] = [funders[0]!, funders[1]!];
  const use = (minor: number) =>
    market.asAdmin('UPDATE exposure_limit SET reserved_minor = $2 WHERE funder_id = $1', [funder.id, minor]);
  /** Something happens, as a bid would. */
  const auctions = [await market.list(), await market.list(), await market.list(), await market.list()];
  const happen = async () => market.bid(rival, auctions.pop()!, { rateBps: '450' });
  const told = async () => {
    await happen();
    await raise();
    return (await kindsTold(funder.viewer)).length;
  };
  await use(79_999_999);
  expect(await told()).toBe(0);
  await use(80_000_000);
  expect(await told()).toBe(1);
  await use(75_000_000);
  expect(await told()).toBe(1);
  await use(69_000_000);
  await happen();
  await raise();
  await use(90_000_000);
  await market.asAdmin("UPDATE event_reader SET epoch = 0, xid = '0', seq = 0");
  await raise();
  expect(await kindsTold(funder.viewer)).toEqual(['LIMIT_NEAR', 'LIMIT_NEAR']);
  expect(await kindsTold(rival.viewer)).toEqual([]);
});

test('each person is told from when on it chose, what lies within a new threshold at once, and nothing twice', async () => {
  const { buyer } = market;
  const early = await market.member(buyer, 'CHECKER');
  const choose = (threshold: number) => market.succeed(setAlertThreshold, early, { kind: 'DUE_SOON', threshold });
  for (const day of ['2031-03-12', '2031-03-25', '2031-05-05']) {
    await market.approved({ dueDate: localDate(day), adjustedDueDate: localDate(day) });
  }
  const daysTold = async (viewer: Viewer) => (await told(viewer)).map(({ day }) => day).sort();
  expect(await raise()).toBe(0);
  await choose(10);
  expect(await raise()).toBe(1);
  expect(await daysTold(early)).toEqual(['2031-03-12']);
  expect(await raise()).toBe(0);

  // Its ten days before is an instant of its own; the other checker is told three days before.
  const next = await nextDueAt(market.database, null, new Date('2031-03-14T12:00:00+01:00'));
  expect(next.toISOString()).toBe('2031-03-14T23:00:00.001Z');
  await market.setClock('2031-03-15T00:00:01+01:00');
  expect(await raise()).toBe(2);
  expect(await daysTold(early)).toEqual(['2031-03-12', '2031-03-25']);
  expect(await daysTold(buyer.viewer)).toEqual(['2031-03-12']);

  // Back and forth: nothing that was told of is told of again.
  for (const threshold of [1, 12, 3, 60]) {
    await choose(threshold);
    expect(await raise()).toBe(threshold === 60 ? 1 : 0);
  }
  expect(await daysTold(early)).toEqual(['2031-03-12', '2031-03-25', '2031-05-05']);
  await market.setClock('2031-05-04T12:00:00+02:00');
  await repeatEvents();
  await raise();
  expect((await daysTold(early)).filter(day => day === '2031-05-05')).toHaveLength(1);
});

test('a limit is told of at the threshold of its reader, and not again by another one', async () => {
  const { funders } = market;
  const funder = funders[0]!;
  const cautious = await market.member(funder, 'RISK');
  const choose = (threshold: number) => market.succeed(setAlertThreshold, cautious, { kind: 'LIMIT_NEAR', threshold });
  const use = (minor: number) =>
    market.asAdmin('UPDATE exposure_limit SET reserved_minor = $2 WHERE funder_id = $1', [funder.id, minor]);
  const happen = async () => {
    await market.bid(funders[1]!, await market.list(), { rateBps: '450' });
    await raise();
  };
  const count = async (viewer: Viewer) => (await kindsTold(viewer)).filter(kind => kind === 'LIMIT_NEAR').length;
  await use(65_000_000);
  await happen();
  expect([await count(cautious), await count(funder.viewer)]).toEqual([0, 0]);
  await choose(60);
  await raise();
  expect([await count(cautious), await count(funder.viewer)]).toEqual([1, 0]);
  await use(85_000_000);
  await happen();
  expect([await count(cautious), await count(funder.viewer)]).toEqual([1, 1]);
  for (const threshold of [80, 60, 85]) {
    await choose(threshold);
    await raise();
  }
  expect(await count(cautious)).toBe(1);
  // It was not near, and comes to be: that is another fact.
  await use(20_000_000);
  await happen();
  await use(90_000_000);
  await happen();
  expect([await count(cautious), await count(funder.viewer)]).toEqual([2, 2]);
});

test('thresholds have ranges, in the command and in the database, and are a person’s own', async () => {
  const { supplier, funders } = market;
  const { memberId } = funders[0]!.viewer;
  const insertion = 'INSERT INTO alert_threshold (member_id, kind, threshold, previous) VALUES ($1, $2, $3, 1)';
  for (const [kind, { least, most }] of Object.entries(alertThresholds)) {
    for (const threshold of [least, most]) {
      await market.asAdmin(insertion, [memberId, kind, threshold]);
      await market.asAdmin('DELETE FROM alert_threshold');
    }
    for (const threshold of [least - 1, most + 1]) {
      await expect(market.asAdmin(insertion, [memberId, kind, threshold])).rejects.toThrow('alert_threshold_range');
    }
  }
  await expect(market.asAdmin(insertion, [memberId, 'NEW_OFFER', 3])).rejects.toThrow('alert_threshold_range');

  const outOfRange = { kind: 'DUE_SOON', threshold: 61 };
  expect(await market.run(setAlertThreshold, funders[0]!.viewer, outOfRange)).toMatchObject({
    fields: [{ path: 'threshold', code: 'OUT_OF_RANGE', message: 'This must be a whole number from 1 to 60.' }],
  });
  for (const kind of ['LIMIT_NEAR', 'NEW_OFFER']) {
    expect(await market.run(setAlertThreshold, supplier.viewer, { kind, threshold: 80 })).toMatchObject({
      fields: [{ path: 'kind', code: 'NO_SUCH_THRESHOLD' }],
    });
  }
  const key = { ...supplier.viewer, apiKeyId: randomUUID() };
  expect(await market.run(setAlertThreshold, key, { kind: 'OFFER_ENDING', threshold: 2 })).toMatchObject({
    code: 'NOT_PERMITTED',
  });
  await ask(
    supplier.viewer,
    `mutation { setAlertThreshold(input: { kind: OFFER_ENDING, threshold: 2 }) { __typename } }`,
  );
  const { alertSettings } = await ask<{ alertSettings: { preferences: object[] } }>(
    supplier.viewer,
    '{ alertSettings { preferences { kind threshold { value unit byDefault least most } } } }',
  );
  const threshold = { value: 2, unit: 'HOURS', byDefault: 24, least: 1, most: 240 };
  expect(alertSettings.preferences).toContainEqual({ kind: 'OFFER_ENDING', threshold });
  expect(alertSettings.preferences).toContainEqual({ kind: 'NEW_OFFER', threshold: null });
});

test('a batch waits for another checker than who prepared it, and for who stands in for one', async () => {
  const { buyer } = market;
  const checker = await market.member(buyer, 'CHECKER');
  const [substitute, maker] = [await market.member(buyer, 'VIEWER'), await market.member(buyer, 'MAKER')];
  await market.asAdmin(
    `UPDATE member SET substitute_id = $2, substitute_from = '2031-03-01', substitute_until = '2031-03-09' WHERE id = $1`,
    [checker.memberId, substitute.memberId],
  );
  const id = randomUUID();
  await market.work.perform(systemViewer, async tx => {
    await tx.execute(
      `INSERT INTO approval (id, buyer_id, programme_id, terms_id, currency, invoice_count, total_minor, content_hash,
                             prepared_by, lapses_at, state, event_no)
       VALUES ($1, $2, $3, $4, 'EUR', 1, 1, $5, $6, '2031-04-02', 'PREPARED', 1)`,
      [id, buyer.id, market.programmeId, market.termsId, Buffer.alloc(32), buyer.viewer.personId],
    );
    await tx.execute(
      `WITH e AS (INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
         VALUES (1, 'approval.prepared', 'approval', $1, 1, '', 'PREPARED', 'SYSTEM', $2) RETURNING epoch, xid, seq)
       INSERT INTO event_channel (channel, epoch, xid, seq) SELECT 'operator', epoch, xid, seq FROM e`,
      [id, prepareApproval.name],
    );
  });
  expect(await raise()).toBe(2);
  for (const viewer of [checker, substitute]) expect(await kindsTold(viewer)).toEqual(['APPROVAL_WAITING']);
  for (const viewer of [maker, buyer.viewer]) expect(await told(viewer)).toEqual([]);
});

test('who wants to hear hears, who does not does not; only of what there is for its organization', async () => {
  const { supplier, funders } = market;
  const onlooker = await market.member(supplier, 'VIEWER');
  const of = (viewer: Viewer) =>
    ask<{
      alertSettings: { mail: boolean; preferences: { kind: string; delivery: string; defaultDelivery: string }[] };
    }>(viewer, '{ alertSettings { mail preferences { kind delivery defaultDelivery } } }');
  await market.succeed(setAlertPreference, onlooker, { kind: 'NEW_OFFER', delivery: 'MAIL' });
  await market.succeed(setAlertPreference, supplier.viewer, { kind: 'NEW_OFFER', delivery: 'OFF' });
  const { alertSettings } = await of(onlooker);
  expect(alertSettings.mail).toBe(false);
  expect(alertSettings.preferences).toContainEqual({ kind: 'NEW_OFFER', delivery: 'MAIL', defaultDelivery: 'OFF' });
  expect(alertSettings.preferences.map(({ kind }) => kind)).not.toContain('LIMIT_NEAR');
  const refused = await market.run(setAlertPreference, supplier.viewer, { kind: 'LIMIT_NEAR', delivery: 'MAIL' });
  expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'kind', code: 'NO_SUCH_ALERTS' }] });

  await market.bid(funders[0]!, await market.list(), { rateBps: '450' });
  expect(await raise()).toBe(1);
  expect(await kindsTold(onlooker)).toEqual(['NEW_OFFER']);
  expect(await told(supplier.viewer)).toEqual([]);

  await market.succeed(setAlertPreference, onlooker, { kind: 'NEW_OFFER', delivery: 'OFF' });
  expect(await market.asAdmin('SELECT kind FROM alert_preference WHERE member_id = $1', [onlooker.memberId])).toEqual(
    [],
  );
});

test('an alert is its reader’s alone, and is not there while its subject may not be seen', async () => {
  const { supplier, funders, operator } = market;
  const colleague = await market.member(supplier, 'DEALER');
  const auction = await market.list();
  await market.bid(funders[0]!, auction, { rateBps: '450' });
  expect(await raise()).toBe(2);
  const [own] = await market.asAdmin<{ id: string }>('SELECT id FROM alert WHERE member_id = $1', [
    supplier.viewer.memberId,
  ]);
  const nodeFor = async (viewer: Viewer) =>
    (
      await ask<{ node: object | null }>(viewer, 'query ($id: ID!) { node(id: $id) { id } }', {
        id: toWireId('alert', own!.id),
      })
    ).node;
  expect(await nodeFor(supplier.viewer)).not.toBeNull();
  const key = { ...supplier.viewer, apiKeyId: randomUUID() };
  for (const viewer of [colleague, operator.viewer, funders[0]!.viewer, key]) expect(await nodeFor(viewer)).toBeNull();
  for (const viewer of [colleague, operator.viewer, key]) {
    const input = { alertIds: [toWireId('alert', own!.id)] };
    expect(await market.succeed(markAlertsRead, viewer, input)).toMatchObject({ markedIds: [] });
  }

  // Now about a limit of a funder: nothing of a supplier's.
  await market.asAdmin(
    `UPDATE alert SET subject_kind = 'limit', subject_id = (SELECT id FROM exposure_limit LIMIT 1) WHERE id = $1`,
    [own!.id],
  );
  expect(await nodeFor(supplier.viewer)).toBeNull();
  expect(await told(supplier.viewer)).toEqual([]);
  expect(await market.succeed(markAlertsRead, supplier.viewer, { alertIds: null })).toEqual({
    markedIds: [],
    unread: 0,
  });
});

test('what is read is read once, told in the reader’s own channel', async () => {
  const { supplier, funders } = market;
  for (let count = 0; count < 3; count += 1) await market.bid(funders[0]!, await market.list(), { rateBps: '450' });
  await raise();
  const { alerts } = await ask<{ alerts: { edges: { node: { id: string } }[] } }>(
    supplier.viewer,
    '{ alerts(first: 1) { edges { node { id } } } }',
  );
  const input = { alertIds: [alerts.edges[0]!.node.id] };
  expect(await market.succeed(markAlertsRead, supplier.viewer, input)).toMatchObject({ unread: 2 });
  expect(await market.succeed(markAlertsRead, supplier.viewer, input)).toMatchObject({ markedIds: [], unread: 2 });
  expect(await market.succeed(markAlertsRead, supplier.viewer, { alertIds: null })).toMatchObject({ unread: 0 });
  const channels = await market.asAdmin(
    `SELECT e.type, c.channel, count(*)::integer FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_kind = 'alert' GROUP BY 1, 2 ORDER BY 1`,
  );
  const channel = `member:${supplier.viewer.memberId}`;
  expect(channels).toEqual([
    { type: 'alert.raised', channel, count: 3 },
    { type: 'alert.read', channel, count: 3 },
  ]);
});

test('what was read is forgotten after half a year, what was not stays, and neither is told of again', async () => {
  const { supplier, funders } = market;
  for (const funder of funders.slice(0, 2)) await market.bid(funder, await market.list(), { rateBps: '450' });
  await raise();
  const [first, second] = await market.asAdmin<{ id: string }>(
    `SELECT id FROM alert WHERE kind = 'NEW_OFFER' ORDER BY id`,
  );
  await market.succeed(markAlertsRead, supplier.viewer, {
    alertIds: [toWireId('alert', first!.id)],
    idempotencyKey: randomUUID(),
  });
  const days = (n: number) =>
    market.asAdmin(`UPDATE business_clock SET offset_ms = offset_ms + ${n}::bigint * 24 * 3600 * 1000`);
  await days(180 - 1);
  expect(await forgetAlerts(market.work)).toBe(0);
  await days(2);
  expect(await forgetAlerts(market.work)).toBe(1);
  await repeatEvents();
  await raise();
  const left = await market.asAdmin<{ id: string }>(`SELECT id FROM alert WHERE kind = 'NEW_OFFER'`);
  expect(left).toEqual([{ id: second!.id }]);
});

test('the operator is told, once, of a transaction that holds the event feed back for more than five seconds', async () => {
  const { operator } = market;
  const { database: other } = await market.another();
  const count = async () => (await kindsTold(operator.viewer)).filter(kind => kind === 'FEED_LATE').length;
  const told = await other.attempt(systemViewer, async tx => {
    await tx.query('SELECT pg_current_xact_id()');
    await market.list();
    await raiseAtOnce();
    expect(await count()).toBe(0);
    // Another test's transaction may have been the oldest until now.
    const once = await eventually(
      'the operator is told',
      async () => {
        await market.asAdmin(`UPDATE alert_watch SET held_since = held_since - interval '6 seconds'`);
        await raiseAtOnce();
        return (await count()) || undefined;
      },
      4_000,
    );
    await raiseAtOnce();
    return once;
  });
  expect(await count()).toBe(told);
  await raise();
  expect(await market.asAdmin('SELECT held_xid FROM alert_watch')).toEqual([{ held_xid: null }]);
  expect(await count()).toBe(told);
});
