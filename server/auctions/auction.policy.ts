import { type ActionTable, refusal } from '../platform/actions.js';
import { NotAvailable, type Problem } from '../platform/problem.js';
import { hasRole, organizationOf, type Viewer } from '../platform/viewer.js';
import type { BidRow } from './auction.entity.js';
import { AuctionClosed, BidExists } from './auction.problems.js';
import {
  type AuctionClock,
  hasRunOut,
  isAcceptable,
  isRevealed,
  isUnfinished,
  takesAcceptance,
  takesBids,
} from './auction.rules.js';

/** Whether the viewer is a funder invited to the programme of auction `t` with a limit on its buyer. */
export const viewerMayBid = `(viewer_organization() NOT IN (t.supplier_id, t.buyer_id) AND t.programme_id IN (
  SELECT f.programme_id
    FROM programme_funder f
    JOIN programme p ON p.id = f.programme_id
    JOIN exposure_limit l ON (l.scope, l.funder_id, l.buyer_id, l.currency) = ('BUYER', f.funder_id, p.buyer_id, p.currency)
   WHERE f.funder_id = viewer_organization()))`;

/**
 * Which auctions a viewer sees, as an SQL condition on `t`: those of its own invoices (for the buyer where the terms are
 * disclosed to it), those it may bid in or has bid in, and the operator all. What it sees of them is decided by field.
 */
export const auctionVisible = `(viewer_sees_all() OR t.supplier_id = viewer_organization()
  OR (t.buyer_id = viewer_organization() AND EXISTS (
    SELECT FROM programme_terms d WHERE d.id = t.terms_id AND d.disclosure = 'DISCLOSED'))
  OR ${viewerMayBid}
  OR EXISTS (SELECT FROM bid b WHERE b.auction_id = t.id AND b.funder_id = viewer_organization()))`;

/** The instant at which an auction's clock stands: auction `a`. */
const standsAt = 'coalesce(a.decided_at, a.suspended_at, business_now())';

/**
 * Which bids `t` of auction `a` a viewer sees: its own; the cost bearer those that are revealed; the operator those of an
 * auction that is over. Never those of a rival.
 */
export const bidVisible = `(viewer_scope() = 'SYSTEM' OR t.funder_id = viewer_organization()
  OR ((a.kind = 'CONTINUOUS' OR a.closes_at <= ${standsAt}) AND viewer_organization() = (
    SELECT CASE d.cost_bearer WHEN 'BUYER' THEN a.buyer_id ELSE a.supplier_id END
      FROM programme_terms d WHERE d.id = a.terms_id))
  OR (viewer_scope() = 'OPERATOR' AND
      (a.closes_at <= ${standsAt} OR (a.kind = 'CONTINUOUS' AND a.decided_at IS NOT NULL))))`;

export type AuctionAction =
  | 'PLACE_BID'
  | 'CHANGE_BID'
  | 'WITHDRAW_BID'
  | 'ACCEPT_OFFER'
  | 'WITHDRAW'
  | 'SUSPEND'
  | 'RESUME';

/** What decides what can be done with an auction: its clock, its parties, and the viewer's own standing in it. */
export type AuctionStanding = AuctionClock & {
  readonly supplierId: string;
  readonly buyerId: string;
  readonly costBearer: 'SUPPLIER' | 'BUYER';
  /** The party whose suspension stopped it. */
  readonly suspendedFor: string | null;
  /** The instant at which it is judged. */
  readonly asOf: Date;
  readonly viewerMayBid: boolean;
  /** The viewer's bid: the live one, else its latest. */
  readonly ownBidId: string | null;
  readonly ownBidState: BidRow['state'] | null;
  readonly ownBidValidUntil: Date | null;
};

/** Who may do what with an auction and its bids, and when. */
export const auctionPolicy: ActionTable<AuctionAction, AuctionStanding> = {
  PLACE_BID: {
    permission: 'DEALER',
    states: ['OPEN'],
    party: isInvitedFunder,
    when: (_, auction) => takesBids(auction, auction.asOf) && !hasOwnBid(auction),
  },
  CHANGE_BID: {
    permission: 'DEALER',
    states: ['OPEN'],
    party: isInvitedFunder,
    when: (_, auction) => takesBids(auction, auction.asOf) && hasOwnBid(auction),
  },
  WITHDRAW_BID: {
    permission: 'DEALER',
    states: ['OPEN'],
    party: (_, auction) => auction.ownBidId !== null,
    when: (_, auction) => takesBids(auction, auction.asOf) && hasOwnBid(auction),
  },
  ACCEPT_OFFER: {
    permission: 'DEALER',
    states: ['OPEN', 'CLOSED'],
    party: isCostBearer,
    when: (_, auction) => takesAcceptance(auction, auction.asOf),
  },
  WITHDRAW: {
    permission: 'DEALER',
    states: ['OPEN', 'CLOSED', 'SUSPENDED'],
    party: isSupplier,
    when: (_, auction) => isUnfinished(auction, auction.asOf),
  },
  SUSPEND: {
    permission: ['RISK', 'ADMINISTRATOR'],
    states: ['OPEN', 'CLOSED'],
    party: isOperator,
    when: (_, auction) => isUnfinished(auction, auction.asOf),
  },
  RESUME: {
    permission: ['RISK', 'ADMINISTRATOR'],
    states: ['SUSPENDED'],
    party: isOperator,
    // What a party's suspension stopped goes on with the party.
    when: (_, auction) => auction.suspendedFor === null,
  },
};

/** What ends with the close; the rest ends with the last moment at which an offer can be accepted. */
const ofBids: ReadonlySet<AuctionAction> = new Set(['PLACE_BID', 'CHANGE_BID', 'WITHDRAW_BID']);

/** Why the viewer cannot do this with the auction now, or null; what is not possible says why as closely as it can. */
export function auctionRefusal(action: AuctionAction, viewer: Viewer, auction: AuctionStanding): Problem | null {
  const refused = refusal(auctionPolicy[action], viewer, auction);
  if (!(refused instanceof NotAvailable)) return refused;
  if (hasRunOut(auction, auction.asOf)) {
    return new AuctionClosed(ofBids.has(action) ? auction.closesAt : auction.acceptUntil);
  }
  if (!ofBids.has(action) || auction.state !== 'OPEN') return refused;
  if (action === 'PLACE_BID') return new BidExists(auction.ownBidId!);
  return new NotAvailable(auction.ownBidState === 'LIVE' ? 'EXPIRED' : (auction.ownBidState ?? auction.state));
}

/** Whether the viewer bears the cost, and so chooses among the offers. */
export function isCostBearer(viewer: Viewer, auction: AuctionStanding): boolean {
  return organizationOf(viewer) === (auction.costBearer === 'BUYER' ? auction.buyerId : auction.supplierId);
}

/** Whether the viewer is shown the offers: the cost bearer once they are revealed, the operator once it is all over. */
export function showsOffers(viewer: Viewer, auction: AuctionStanding): boolean {
  if (isCostBearer(viewer, auction)) return isRevealed(auction, auction.asOf);
  const isOver = auction.kind === 'CONTINUOUS' && (auction.decidedAt !== null || hasRunOut(auction, auction.asOf));
  return isOperator(viewer) && (isOver || (auction.kind === 'SEALED_WINDOW' && isRevealed(auction, auction.asOf)));
}

/** Whether the viewer is here as a funder: it may bid, or has. */
export function isFunderOf(auction: AuctionStanding): boolean {
  return auction.viewerMayBid || auction.ownBidId !== null;
}

/** Whether the viewer is told who the supplier is: a funder only where its own bid was accepted. */
export function knowsSupplier(viewer: Viewer, auction: AuctionStanding): boolean {
  const organizationId = organizationOf(viewer);
  if (organizationId === auction.supplierId || organizationId === auction.buyerId || isOperator(viewer)) return true;
  return auction.ownBidState === 'WON';
}

function isSupplier(viewer: Viewer, auction: AuctionStanding): boolean {
  return organizationOf(viewer) === auction.supplierId;
}

function isInvitedFunder(viewer: Viewer, auction: AuctionStanding): boolean {
  return hasRole(viewer, 'FUNDER') && auction.viewerMayBid;
}

function isOperator(viewer: Viewer): boolean {
  return hasRole(viewer, 'OPERATOR');
}

function hasOwnBid({ ownBidState, ownBidValidUntil, asOf }: AuctionStanding): boolean {
  return ownBidState !== null && isAcceptable({ state: ownBidState, validUntil: ownBidValidUntil! }, asOf);
}
