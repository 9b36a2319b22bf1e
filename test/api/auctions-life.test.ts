import { randomUUID } from 'node:crypto';
import {
  acceptOffer,
  type BidRow,
  closeDueAuctions,
  expireBids,
  lapseAuctions,
  openAuction,
  openAuctionsByRule,
  resumeAuction,
  suspendAuction,
  withdrawAuction,
} from '../../server/auctions/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { acceptanceOf, type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { seconded } from '../support/seconded.js';

let market: AuctionMarket;
let funder: Trader;
let rival: Trader;

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 2, limitMinor: 10_000_000_000n });
  [funder, rival] = market.funders as [Trader, Trader];
}, 30_000);
afterAll(() => market.close());
afterEach(async () => expect(await market.limitDrift()).toEqual([]));

const open = (invoice: { readonly id: string }, over: object = {}, viewer = market.supplier.viewer) =>
  market.run(openAuction, viewer, { invoiceId: toWireId('invoice', invoice.id), ...over });
const reasonsOf = (outcome: object) => (outcome as { reasons: { code: string }[] }).reasons.map(({ code }) => code);
const onAuction = (auction: { readonly id: string }) => ({ auctionId: toWireId('auction', auction.id) });
const stateOf = async (auction: { readonly id: string }) =>
  (await market.row<{ state: string }>('auction', auction.id)).state;
const reservedOf = async (of: Trader) => (await market.limitsOf(of))[0]!.reservedMinor;
const eventsOf = async (id: string) =>
  (await market.rows<{ type: string }>('SELECT type FROM event WHERE subject_id = $1 ORDER BY subject_no', [id])).map(
    ({ type }) => type,
  );

describe('opening', () => {
  test('puts the approved amount up for the programme’s time, and tells supplier, buyer, funders and operator', async () => {
    const invoice = await market.approved({ amountMinor: 12_345_678n });
    const auction = await market.list(invoice);
    expect(auction).toMatchObject({
      state: 'OPEN',
      kind: 'CONTINUOUS',
      faceMinor: 12_345_678n,
      currency: 'EUR',
      maturity: '2031-05-05',
      supplierId: market.supplier.id,
      buyerId: market.buyer.id,
      termsId: market.termsId,
      undertaking: 'IRREVOCABLE',
    });
    expect(auction.closesAt.getTime() - auction.openedAt.getTime()).toBe(24 * 60 * 60_000);
    expect(auction.acceptUntil).toEqual(auction.closesAt);
    const channels = await market.rows<{ channel: string }>(
      'SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq) WHERE e.subject_id = $1',
      [auction.id],
    );
    expect(channels.map(({ channel }) => channel).sort()).toEqual(
      [
        'operator',
        `organization:${market.buyer.id}`,
        `organization:${market.supplier.id}`,
        `programme-funders:${market.programmeId}`,
      ].sort(),
    );
  });

  test('for as many minutes as the supplier says, but no longer than it can be financed', async () => {
    const short = await market.list(undefined, 15);
    expect(short.closesAt.getTime() - short.openedAt.getTime()).toBe(15 * 60_000);
    // 15 days before 20 March is the 5th: value on the 5th, accepted on the 4th before the cut-off.
    const near = await market.list(await market.approved({ dueDate: localDate('2031-03-20') }), 43_200);
    expect(near.closesAt).toEqual(new Date('2031-03-04T15:00:00.000Z'));
  });

  test('is the dealer’s of the supplier; for others the invoice is not theirs, or not there', async () => {
    const invoice = await market.approved();
    const clerk = await market.member(market.supplier, 'MAKER', 'CHECKER', 'RISK', 'VIEWER', 'ADMINISTRATOR');
    expect(await open(invoice, {}, clerk)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await open(invoice, {}, market.buyer.viewer)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await open(invoice, {}, funder.viewer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await open({ id: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([0, 43_201])('%i minutes are no window', async minutes => {
    expect(await open(await market.approved(), { minutes })).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('twice: listed already; once more after it ended: a new auction', async () => {
    const invoice = await market.approved();
    const first = await market.list(invoice);
    expect(reasonsOf(await open(invoice))).toEqual(['ALREADY_LISTED']);
    await market.succeed(withdrawAuction, market.supplier.viewer, onAuction(first));
    expect((await market.list(invoice)).id).not.toBe(first.id);
  });

  test('what was awarded is financed already', async () => {
    const invoice = await market.approved();
    const auction = await market.list(invoice);
    await market.bid(funder, auction, { rateBps: '450' });
    await market.accept((await market.offers(auction))[0]!);
    expect(reasonsOf(await open(invoice))).toEqual(['ALREADY_FINANCED']);
  });
});

describe('what stands against a listing is named, all at once', () => {
  test('of the invoice, as the database has it', async () => {
    const invoice = await market.approved({
      typeCode: '393',
      dueDate: localDate('2031-03-18'),
      issueDate: localDate('2031-03-04'),
    });
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      market.supplier.accountId,
      '2040-01-01',
    ]);
    await market.asAdmin('DELETE FROM terms_acceptance WHERE organization_id = $1', [market.supplier.id]);
    const outcome = await open(invoice);
    expect(outcome).toMatchObject({ code: 'INVOICE_NOT_ELIGIBLE' });
    expect(reasonsOf(outcome)).toEqual([
      'ALREADY_ASSIGNED',
      'ISSUED_IN_FUTURE',
      'TENOR_TOO_SHORT',
      'SUPPLIER_TERMS',
      'SUPPLIER_ACCOUNT',
    ]);
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      market.supplier.accountId,
      '2031-01-01',
    ]);
    await market.asAdmin(
      `INSERT INTO terms_acceptance (terms_id, organization_id, person_id, terms_hash) VALUES ($1, $2, $3, sha256('Terms.'))`,
      [market.termsId, market.supplier.id, market.supplier.viewer.personId],
    );
  });

  test('a copy that names another payee: the claim is assigned', async () => {
    const invoice = await market.approved();
    const [document] = await market.asAdmin<{ id: string }>(
      `INSERT INTO document (id, organization_id, uploaded_by, name, media_type, format, sha256, body)
       VALUES (gen_random_uuid(), $1, $2, 'a.xml', 'application/xml', 'ubl-invoice', sha256('x'), 'x') RETURNING id`,
      [market.supplier.id, market.supplier.viewer.personId],
    );
    const copy = (payee: object | null) =>
      market.asAdmin(
        `INSERT INTO invoice_copy (invoice_id, side, document_id, number, issue_date, due_date, currency, payable_minor, content)
         VALUES ($1, 'SUPPLIER', $2, 'N', '2031-02-20', '2031-05-05', 'EUR', 1, $3)
         ON CONFLICT (invoice_id, side) DO UPDATE SET content = excluded.content`,
        [invoice.id, document!.id, JSON.stringify({ payee })],
      );
    await copy({ name: 'A factor', iban: null });
    expect(reasonsOf(await open(invoice))).toEqual(['ALREADY_ASSIGNED']);
    await copy(null);
    expect(await open(invoice)).toHaveProperty('auctionId');
  });

  test('a supplier that left the programme, and a programme that ended', async () => {
    const invoice = await market.approved();
    await market.asAdmin('DELETE FROM programme_supplier');
    expect(reasonsOf(await open(invoice))).toEqual(['NO_PROGRAMME']);
    await market.asAdmin('INSERT INTO programme_supplier (programme_id, supplier_id) VALUES ($1, $2)', [
      market.programmeId,
      market.supplier.id,
    ]);
    await market.asAdmin('UPDATE programme SET active = false');
    expect(reasonsOf(await open(invoice))).toEqual(['PROGRAMME_ENDED']);
    await market.asAdmin('UPDATE programme SET active = true');
  });

  test('the terms in force decide, not those of the approval', async () => {
    const invoice = await market.approved();
    const [next] = await market.asAdmin<{ id: string }>(
      `INSERT INTO programme_terms (id, programme_id, version, product, initiator, undertaking, disclosure, transfer, recourse,
         advance_bps, funded_by, repaid_by, debtor_contact, cost_bearer, price_kinds, day_count, platform_fee_payer,
         platform_fee_bps, terms_text, terms_hash, undertaking_text, undertaking_hash, published_by)
       SELECT gen_random_uuid(), programme_id, 2, product, 'BUYER', undertaking, disclosure, transfer, recourse, advance_bps,
         funded_by, repaid_by, debtor_contact, cost_bearer, price_kinds, day_count, platform_fee_payer, platform_fee_bps,
         'New terms.', sha256('New terms.'), undertaking_text, undertaking_hash, published_by
         FROM programme_terms WHERE version = 1 RETURNING id`,
    );
    expect(reasonsOf(await open(invoice))).toEqual(['SUPPLIER_TERMS']);
    for (const trader of [market.supplier, funder, rival]) {
      await market.asAdmin(
        `INSERT INTO terms_acceptance (terms_id, organization_id, person_id, terms_hash) VALUES ($1, $2, $3, sha256('New terms.'))`,
        [next!.id, trader.id, trader.viewer.personId],
      );
    }
    expect(await market.list(invoice)).toMatchObject({ termsId: next!.id });
  });
});

describe('the programme’s rule, where the buyer initiates', () => {
  const byRule = (invoices: InvoiceRow[]) =>
    market.work.perform(systemViewer, tx => openAuctionsByRule(tx, systemViewer, 'releaseApproval', invoices));

  test('puts up what is eligible, as the system, and says why not the rest', async () => {
    const [good, better, bad] = [
      await market.approved(),
      await market.approved(),
      await market.approved({ typeCode: '381' }),
    ];
    const { opened, skipped } = await byRule([good, bad, better]);
    expect(opened.map(({ invoiceId }) => invoiceId).sort()).toEqual([good.id, better.id].sort());
    expect(skipped).toEqual([
      { invoiceId: bad.id, reasons: [expect.objectContaining({ code: 'TYPE_NOT_FINANCEABLE' })] },
    ]);
    const actors = await market.rows('SELECT type, actor_kind, cause FROM event WHERE subject_id = $1', [
      opened[0]!.id,
    ]);
    expect(actors).toEqual([{ type: 'auction.opened', actorKind: 'SYSTEM', cause: 'releaseApproval' }]);
    await market.bid(funder, opened[0]!, { rateBps: '450' });
    expect(await market.offers(opened[0]!)).toHaveLength(1);
  });

  test('does nothing where the supplier initiates, and nothing to nothing', async () => {
    const other = await openAuctionMarket({ funders: 0 });
    const invoice = await other.approved();
    const outcome = await other.work.perform(systemViewer, tx =>
      openAuctionsByRule(tx, systemViewer, 'releaseApproval', [invoice]),
    );
    expect(outcome).toEqual({ opened: [], skipped: [] });
    await other.close();
    expect(await byRule([])).toEqual({ opened: [], skipped: [] });
  }, 20_000);
});

describe('withdrawing', () => {
  test('ends it, every bid is lost for that reason, and what they reserved is free', async () => {
    const auction = await market.list();
    const before = await reservedOf(funder);
    const bids = [
      await market.bid(funder, auction, { rateBps: '450' }),
      await market.bid(rival, auction, { rateBps: '455' }),
    ];
    await market.succeed(withdrawAuction, market.supplier.viewer, onAuction(auction));
    expect(await stateOf(auction)).toBe('WITHDRAWN');
    for (const bid of bids) {
      expect(await market.row('bid', bid.id)).toMatchObject({ state: 'LOST', lostReason: 'WITHDRAWN' });
    }
    expect(await reservedOf(funder)).toBe(before);
    expect(await market.run(withdrawAuction, market.supplier.viewer, onAuction(auction))).toMatchObject({
      code: 'NOT_AVAILABLE',
      state: 'WITHDRAWN',
    });
  });

  test('is the supplier’s', async () => {
    const auction = await market.list();
    for (const trader of [market.buyer, funder, market.operator]) {
      expect(await market.run(withdrawAuction, trader.viewer, onAuction(auction))).toMatchObject({
        code: 'NOT_PERMITTED',
      });
    }
  });
});

// The clock moves on from here; each test opens what it needs.

describe('suspending', () => {
  const suspend = (auction: { readonly id: string }) =>
    market.succeed(suspendAuction, market.operator.viewer, { ...onAuction(auction), reason: 'The buyer asks.' });

  test('stands bids and timers still; on resuming, close and validity move by that time', async () => {
    const auction = await market.list(undefined, 60);
    const until = new Date(auction.openedAt.getTime() + 20 * 60_000);
    const bid = await market.bid(funder, auction, { rateBps: '450', validUntil: until });
    const firm = await market.bid(rival, auction, { rateBps: '455' });
    const [offer] = await market.offers(auction);
    await suspend(auction);
    expect(await market.run(acceptOffer, market.supplier.viewer, acceptanceOf(offer!))).toMatchObject({
      code: 'NOT_AVAILABLE',
      state: 'SUSPENDED',
    });

    await market.setClock(new Date(auction.closesAt.getTime() + 3_600_000).toISOString());
    for (const sweep of [closeDueAuctions, lapseAuctions, expireBids]) await sweep(market.work);
    expect(await stateOf(auction)).toBe('SUSPENDED');
    expect(await market.offers(auction)).toHaveLength(2);
    await market.succeed(resumeAuction, seconded(market.operator.viewer), onAuction(auction));

    const [{ suspendedFor }] = (await market.rows<{ suspendedFor: number }>(
      `SELECT (extract(epoch FROM r.at - s.at) * 1000)::integer AS suspended_for FROM event s JOIN event r USING (subject_id)
        WHERE s.subject_id = $1 AND s.type = 'auction.suspended' AND r.type = 'auction.resumed'`,
      [auction.id],
    )) as [{ suspendedFor: number }];
    const resumed = await market.row<{ state: string; closesAt: Date; acceptUntil: Date }>('auction', auction.id);
    expect(resumed.state).toBe('OPEN');
    expect(resumed.acceptUntil).toEqual(resumed.closesAt);
    const moved = (before: Date, after: Date) => after.getTime() - before.getTime();
    const by = moved(auction.closesAt, resumed.closesAt);
    expect(Math.abs(by - suspendedFor)).toBeLessThan(100);
    expect(moved(until, (await market.row<BidRow>('bid', bid.id)).validUntil)).toBe(by);
    expect(moved(firm.validUntil, (await market.row<BidRow>('bid', firm.id)).validUntil)).toBe(by);
    expect(await market.accept((await market.offers(auction))[0]!)).toHaveProperty('financingId');
    expect(await eventsOf(auction.id)).toEqual([
      'auction.opened',
      'auction.suspended',
      'auction.resumed',
      'auction.awarded',
    ]);
  });

  test('a suspended auction can be withdrawn', async () => {
    const auction = await market.list();
    await market.bid(funder, auction, { rateBps: '450' });
    await suspend(auction);
    await market.succeed(withdrawAuction, market.supplier.viewer, onAuction(auction));
    expect(await market.row('auction', auction.id)).toMatchObject({
      state: 'WITHDRAWN',
      suspendedAt: null,
      suspendedFrom: null,
    });
  });

  test('is the operator’s, by whoever keeps its risk or its settings', async () => {
    const auction = await market.list();
    const input = { ...onAuction(auction), reason: 'No.' };
    for (const trader of [market.supplier, market.buyer, funder]) {
      expect(await market.run(suspendAuction, trader.viewer, input)).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    const dealer = await market.member(market.operator, 'DEALER', 'MAKER', 'CHECKER', 'VIEWER');
    expect(await market.run(suspendAuction, dealer, input)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await market.run(resumeAuction, seconded(market.operator.viewer), onAuction(auction))).toMatchObject({
      code: 'NOT_AVAILABLE',
      state: 'OPEN',
    });
  });
});

describe('the sweeps', () => {
  test('a bid expires before its auction, and frees what it reserved', async () => {
    const auction = await market.list(undefined, 60);
    const before = await reservedOf(funder);
    const bid = await market.bid(funder, auction, {
      rateBps: '450',
      validUntil: new Date(auction.openedAt.getTime() + 60_000),
    });
    const firm = await market.bid(rival, auction, { rateBps: '455' });
    await market.setClock(new Date(auction.openedAt.getTime() + 59_000).toISOString());
    expect(await expireBids(market.work)).toBe(0);
    await market.setClock(new Date(auction.openedAt.getTime() + 60_000).toISOString());
    expect(await expireBids(market.work)).toBe(1);
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'EXPIRED', lostReason: 'EXPIRED' });
    expect(await market.row('bid', firm.id)).toMatchObject({ state: 'LIVE' });
    expect(await stateOf(auction)).toBe('OPEN');
    expect(await reservedOf(funder)).toBe(before);
  });

  test('a continuous auction closes and lapses at once; its bids expire', async () => {
    await market.setClock('2031-03-20T10:00:00+01:00');
    await closeDueAuctions(market.work);
    const auctions = [
      await market.list(undefined, 30),
      await market.list(undefined, 30),
      await market.list(undefined, 90),
    ];
    const bids = await Promise.all(auctions.map(auction => market.bid(funder, auction, { rateBps: '450' })));
    await market.setClock(auctions[1]!.closesAt.toISOString());
    expect(await closeDueAuctions(market.work)).toBe(2);
    expect(await Promise.all(auctions.map(stateOf))).toEqual(['LAPSED', 'LAPSED', 'OPEN']);
    const states = await Promise.all(bids.map(async ({ id }) => (await market.row<BidRow>('bid', id)).state));
    expect(states).toEqual(['EXPIRED', 'EXPIRED', 'LIVE']);
    expect(await eventsOf(auctions[0]!.id)).toEqual(['auction.opened', 'auction.closed', 'auction.lapsed']);
    const [{ transactions }] = (await market.rows<{ transactions: bigint }>(
      'SELECT count(DISTINCT xid::text) AS transactions FROM event WHERE subject_id = $1 AND subject_no > 1',
      [auctions[0]!.id],
    )) as [{ transactions: bigint }];
    expect(transactions).toBe(1n);
    expect(await closeDueAuctions(market.work)).toBe(0);
  });

  test('many at once, in slices', async () => {
    const auctions = await Promise.all(Array.from({ length: 60 }, () => market.list(undefined, 30)));
    await Promise.all(auctions.map(auction => market.bid(funder, auction, { rateBps: '450' })));
    await market.setClock('2031-03-20T13:00:00+01:00');
    expect(await closeDueAuctions(market.work)).toBe(61);
    expect(await market.rows("SELECT FROM bid WHERE state = 'LIVE'")).toEqual([]);
    expect(await market.rows('SELECT FROM exposure_limit WHERE reserved_minor <> 0')).toEqual([]);
  }, 30_000);
});
