import { created } from '../events/index.js';
import type { InvoiceRow } from '../invoices/index.js';
import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import { auctionChannels } from './auction.channels.js';
import type { AuctionKind } from './auction.entity.js';
import { latestAcceptance, windowOf } from './auction.rules.js';
import { auctionMachine } from './auction.states.js';
import { type PricedAuction, settlementColumns, settlementRuleOf } from './bid-price.js';

/** Of an invoice's programme and its terms in force, what an auction of it is made from. */
export interface Listing extends Pick<PricedAuction, 'settlementDays' | 'calendars' | 'cutOff' | 'cutOffZone'> {
  readonly invoiceId: string;
  readonly programmeId: string;
  readonly termsId: string;
  readonly initiator: 'BUYER' | 'SUPPLIER';
  readonly disclosure: 'DISCLOSED' | 'CONFIDENTIAL';
  readonly kind: AuctionKind;
  readonly advanceBps: number;
  readonly auctionMinutes: number;
  readonly acceptanceMinutes: number;
  readonly tenorDaysMin: number;
  readonly asOf: Date;
}

/** What auctions of these invoices would be made from, now; an invoice without terms in force is left out. */
export function listingsOf(db: Db, invoiceIds: readonly string[]): Promise<Listing[]> {
  return db.query(
    `SELECT i.id AS invoice_id, p.id AS programme_id, d.id AS terms_id, d.initiator, d.disclosure, d.advance_bps, p.auction_kind AS kind,
            p.auction_minutes, p.acceptance_minutes, p.tenor_days_min, ${settlementColumns},
            date_trunc('milliseconds', c.now) AS as_of
       FROM invoice i
      CROSS JOIN (SELECT business_now() AS now OFFSET 0) c
       JOIN programme p ON p.id = i.programme_id
       JOIN LATERAL (SELECT t.* FROM programme_terms t
                      WHERE t.programme_id = p.id ORDER BY t.version DESC LIMIT 1) d ON true
      WHERE i.id = ANY($1::uuid[])`,
    [invoiceIds],
  );
}

/** An auction that has just been opened. */
export interface OpenedAuction {
  readonly id: string;
  readonly invoiceId: string;
}

/** Puts eligible, locked invoices up, each for the minutes given or else those of its programme. */
export async function openListings(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
  listings: readonly Listing[],
  minutes: number | null = null,
): Promise<OpenedAuction[]> {
  const invoiceOf = new Map(invoices.map(invoice => [invoice.id, invoice]));
  const opened = listings.map(listing => {
    return newAuction(invoiceOf.get(listing.invoiceId)!, {
      ...listing,
      auctionMinutes: minutes ?? listing.auctionMinutes,
    });
  });
  await insertAuctions(tx, opened);
  await created(
    tx,
    viewer,
    auctionMachine,
    cause,
    opened.map(auction => ({
      id: auction.id,
      state: 'OPEN',
      event: 'auction.opened',
      channels: auctionChannels(auction),
    })),
  );
  return opened;
}

interface NewAuction extends Listing {
  readonly id: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly faceMinor: bigint;
  readonly currency: string;
  readonly maturity: LocalDate;
  readonly closesAt: Date;
  readonly acceptUntil: Date;
}

function newAuction(invoice: InvoiceRow, listing: Listing): NewAuction {
  const { supplierId, buyerId, currency, adjustedDueDate: maturity, approvedMinor } = invoice;
  if (approvedMinor === null) throw new Error(`Invoice ${invoice.id} is not approved.`);
  const latest = latestAcceptance(maturity, listing.tenorDaysMin, settlementRuleOf(listing));
  const window = windowOf(listing.asOf, listing, latest);
  return { ...listing, ...window, id: newId(), supplierId, buyerId, currency, maturity, faceMinor: approvedMinor };
}

async function insertAuctions(tx: Tx, auctions: readonly NewAuction[]): Promise<void> {
  const given = auctions.map(({ faceMinor, ...auction }) => ({ ...auction, faceMinor: faceMinor.toString() }));
  await tx.execute(
    `INSERT INTO auction (id, invoice_id, programme_id, terms_id, supplier_id, buyer_id, kind, advance_bps, face_minor, currency,
                          maturity, opened_at, closes_at, accept_until, state, event_no)
     SELECT g.id, g."invoiceId", g."programmeId", g."termsId", g."supplierId", g."buyerId", g.kind, g."advanceBps", g."faceMinor",
            g.currency, g.maturity, g."asOf", g."closesAt", g."acceptUntil", 'OPEN', 1
       FROM jsonb_to_recordset($1::jsonb)
            AS g(id uuid, "invoiceId" uuid, "programmeId" uuid, "termsId" uuid, "supplierId" uuid, "buyerId" uuid,
                 kind text, "advanceBps" integer, "faceMinor" bigint, currency text, maturity date, "asOf" timestamptz,
                 "closesAt" timestamptz, "acceptUntil" timestamptz)`,
    [JSON.stringify(given)],
  );
}
