import { followSuspensions } from '../../server/auctions/index.js';
import { addAdmissionDocument, resumeOrganization, suspendExpired } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { nextDueAt } from '../../server/sweeps/index.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { seconded } from '../support/seconded.js';

let market: AuctionMarket;
beforeEach(async () => {
  market = await openAuctionMarket({ auctionMinutes: 30 * 24 * 60 });
}, 30_000);
afterEach(() => market.close());

const document = (of: Trader, expiresOn: string, more: object = {}) => ({
  organizationId: toWireId('organization', of.id),
  kind: 'LICENCE',
  number: 'B-4711',
  expiresOn,
  ...more,
});
const record = (of: Trader, expiresOn: string, more: object = {}) =>
  market.succeed(addAdmissionDocument, market.operator.viewer, document(of, expiresOn, more));
const stateOf = async (of: Trader) => (await market.row<{ state: string }>('organization', of.id)).state;

test('the day after a licence expired suspends, with what a suspension stops, until it is renewed and resumed', async () => {
  const [funder] = market.funders as [Trader];
  await record(funder, '2031-03-08');
  await record(funder, '2031-12-31', { kind: 'KYC', number: 'K 1' });
  const auction = await market.list();
  const bid = await market.bid(funder, auction, { rateBps: '450' });

  await market.setClock('2031-03-08T23:59:00+01:00');
  expect(await suspendExpired(market.work)).toBe(0);
  // A Saturday: a move of the clock stops at its midnight, though no business day begins.
  expect(await nextDueAt(market.database, null, new Date('2031-03-08T23:59:30+01:00'))).toEqual(
    new Date('2031-03-09T00:00:00+01:00'),
  );
  await market.setClock('2031-03-09T00:00:01+01:00');
  expect(await suspendExpired(market.work)).toBe(1);
  expect(await suspendExpired(market.work)).toBe(0);
  await followSuspensions(market.work);
  expect(await stateOf(funder)).toBe('SUSPENDED');
  expect(await market.row('bid', bid.id)).toMatchObject({ state: 'WITHDRAWN', lostReason: 'SUSPENDED' });
  const [event] = await market.rows(
    `SELECT actor_kind, cause, after FROM event WHERE subject_id = $1 AND type = 'organization.suspended'`,
    [funder.id],
  );
  expect(event).toEqual({
    actorKind: 'SYSTEM',
    cause: 'suspendExpired',
    after: { reason: 'LICENCE B-4711 expired on 2031-03-08.' },
  });

  const named = { organizationId: toWireId('organization', funder.id) };
  expect(await market.run(resumeOrganization, seconded(market.operator.viewer), named)).toMatchObject({
    code: 'DOCUMENT_EXPIRED',
  });
  await record(funder, '2032-03-08');
  expect(await stateOf(funder)).toBe('SUSPENDED');
  await market.succeed(resumeOrganization, seconded(market.operator.viewer), named);
  expect(await suspendExpired(market.work)).toBe(0);
  expect(await stateOf(funder)).toBe('ADMITTED');
  const kept = await market.rows('SELECT FROM admission_document WHERE organization_id = $1', [funder.id]);
  expect(kept).toHaveLength(3);
});

test('is the operator’s to record, of any organization but its own', async () => {
  const input = document(market.supplier, '2031-12-31');
  for (const trader of [market.supplier, market.buyer]) {
    expect(await market.run(addAdmissionDocument, trader.viewer, input)).toMatchObject({ code: 'NOT_PERMITTED' });
  }
  expect(await market.run(addAdmissionDocument, market.funders[0]!.viewer, input)).toMatchObject({
    code: 'NOT_FOUND',
  });
  const maker = await market.member(market.operator, 'MAKER', 'RISK', 'DEALER');
  expect(await market.run(addAdmissionDocument, maker, input)).toMatchObject({ code: 'NOT_PERMITTED' });
  const own = document(market.operator, '2031-12-31');
  expect(await market.run(addAdmissionDocument, market.operator.viewer, own)).toMatchObject({
    code: 'NOT_PERMITTED',
  });
  const faulty = document(market.supplier, '2031-02-30', { number: '' });
  expect(await market.run(addAdmissionDocument, market.operator.viewer, faulty)).toMatchObject({
    code: 'INVALID_INPUT',
  });
});
