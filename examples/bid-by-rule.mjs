// @ts-check
// A funder bids by a rule: TENOR_TOKEN=… node examples/bid-by-rule.mjs RATE_BPS MOST_DAYS
// Every auction on its board that is under an irrevocable undertaking and not longer than MOST_DAYS gets one bid on face, those
// that are open now and each that opens while this runs. Stop it with Ctrl-C.
import { AuctionsDocument, PlaceBidDocument } from '../schema/client/documents.mjs';
import { idempotencyKeyOf } from '../schema/client/tenor-client.mjs';
import { connect } from './connect.mjs';

const [rateBps, mostDays] = process.argv.slice(2);
if (!rateBps || !mostDays) throw new Error('Name the rate in basis points and the most days.');
const client = connect();
const price = { rateBps, priceKind: /** @type {const} */ ('DISCOUNT_ON_FACE') };

// The first frame is a bare cursor: taken before the board is read, so that no auction falls between.
for await (const frame of client.events(null)) {
  if (frame.type === 'auction.opened' || frame.type === 'auction.resumed' || !frame.type) await bidOnBoard();
}

async function bidOnBoard() {
  for await (const auction of client.all(AuctionsDocument, { state: 'OPEN' }, data => data.auctions)) {
    const fits = auction.undertaking === 'IRREVOCABLE' && auction.tenorDays <= Number(mostDays);
    if (!fits || auction.ownBid || !auction.availableActions.includes('PLACE_BID')) continue;
    // One key for an auction and a price: two of these programs, or one that was restarted, bid once.
    const idempotencyKey = idempotencyKeyOf(auction.id, price.rateBps);
    const { placeBid } = await client.send(PlaceBidDocument, {
      input: { auctionId: auction.id, ...price, idempotencyKey },
    });
    const said = placeBid.__typename === 'PlaceBidSuccess' ? placeBid.bid.id : `${placeBid.code} ${placeBid.message}`;
    console.log(`${auction.id}\t${auction.face.amount} ${auction.face.currency}\t${auction.tenorDays} d\t${said}`);
  }
}
