import { raiseAlerts } from '../../server/alerts/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { openAuction } from '../../server/auctions/index.js';
import { untilAllIsTold } from '../support/all-told.js';
import { openAuctionMarket } from '../support/auction-market.js';

jest.setTimeout(120_000);

test('two servers that tell at once, again and again from the beginning: each fact once, each with its one event', async () => {
  const market = await openAuctionMarket({ funders: 3, limitMinor: 10_000_000_000n });
  try {
    const servers = [market, await market.another(), await market.another()];
    const dealers = [market.supplier.viewer.memberId];
    for (let count = 0; count < 2; count += 1) dealers.push((await market.member(market.supplier, 'DEALER')).memberId);
    for (let round = 0; round < 8; round += 1) {
      const invoice = await market.approved();
      const { auctionId } = await market.succeed(openAuction, market.supplier.viewer, {
        invoiceId: toWireId('invoice', invoice.id),
      });
      const bids = market.funders.map((funder, index) =>
        market.bid(funder, { id: auctionId }, { rateBps: `${400 + index}` }),
      );
      // Each from the first event on: what was told must not be told again, whoever meets it.
      await market.asAdmin("UPDATE event_reader SET epoch = 0, xid = '0', seq = 0");
      const told = servers.map(server => raiseAlerts(server.work, server.database));
      await Promise.all([...bids, ...told]);
    }
    // Without the lock of the watch, at the key itself.
    const copies = servers.map(server =>
      server.work.perform(systemViewer, tx =>
        tx.execute(
          `INSERT INTO alert (member_id, kind, fact, subject_kind, subject_id, delivery, state, event_no)
           SELECT member_id, kind, fact, subject_kind, subject_id, delivery, 'UNREAD', 1 FROM alert
           ON CONFLICT DO NOTHING`,
        ),
      ),
    );
    expect(await Promise.all(copies)).toEqual([0, 0, 0]);
    await untilAllIsTold(market.urls);
    await raiseAlerts(market.work, market.database);

    const [counted] = await market.asAdmin(
      `SELECT count(*)::integer AS alerts, count(DISTINCT (member_id, fact))::integer AS facts,
              (SELECT count(*)::integer FROM event WHERE type = 'alert.raised') AS events FROM alert WHERE kind = 'NEW_OFFER'`,
    );
    const expected = 8 * 3 * dealers.length;
    expect(counted).toEqual({ alerts: expected, facts: expected, events: expected });
  } finally {
    await market.close();
  }
});
