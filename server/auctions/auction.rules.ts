import { addDays, instantAt, type LocalDate } from '../platform/local-date.js';
import { addBusinessDays, adjust, type SettlementRule } from '../pricing/index.js';
import type { AuctionKind, AuctionRow, BidRow, LostReason } from './auction.entity.js';

/** Of an auction, what its clock depends on. */
export type AuctionClock = Pick<
  AuctionRow,
  'kind' | 'state' | 'closesAt' | 'acceptUntil' | 'suspendedAt' | 'decidedAt'
>;

/*
 * Every rule takes the instant at which it is judged, read after the locks. None of them trusts that a sweep has run: an
 * auction whose close has passed is closed, whatever its state still says.
 */

/** Bids are taken, changed and withdrawn before the close. */
export function takesBids(auction: AuctionClock, at: Date): boolean {
  return auction.state === 'OPEN' && at < auction.closesAt;
}

/** CONTINUOUS: any offer until the close. SEALED_WINDOW: from the close to the end of the acceptance window. */
export function takesAcceptance(auction: AuctionClock, at: Date): boolean {
  if (auction.kind === 'CONTINUOUS') return takesBids(auction, at);
  const isUndecided = auction.state === 'OPEN' || auction.state === 'CLOSED';
  return isUndecided && auction.closesAt <= at && at < auction.acceptUntil;
}

/** The last moment at which a bid of it can be accepted. */
export function lastAcceptance(auction: Pick<AuctionRow, 'kind' | 'closesAt' | 'acceptUntil'>): Date {
  return auction.kind === 'CONTINUOUS' ? auction.closesAt : auction.acceptUntil;
}

/** Whether an award is still possible, or will be again. */
export function isUnfinished(auction: AuctionClock, at: Date): boolean {
  if (auction.state === 'SUSPENDED') return true;
  return (auction.state === 'OPEN' || auction.state === 'CLOSED') && at < lastAcceptance(auction);
}

/** Whether its time ran out, as against its having been awarded, withdrawn or suspended. */
export function hasRunOut(auction: AuctionClock, at: Date): boolean {
  if (auction.state === 'CLOSED' || auction.state === 'LAPSED') return true;
  return auction.state === 'OPEN' && auction.closesAt <= at;
}

/** Whether the bids may be known to the cost bearer; before, a sealed bid is its owner's alone. */
export function isRevealed(auction: AuctionClock, at: Date): boolean {
  return auction.kind === 'CONTINUOUS' || auction.closesAt <= (auction.decidedAt ?? auction.suspendedAt ?? at);
}

/** A live bid whose validity has not run out; a suspension stands still. */
export function isAcceptable(bid: Pick<BidRow, 'state' | 'validUntil'>, at: Date): boolean {
  return bid.state === 'LIVE' && at < bid.validUntil;
}

/** When an auction closes, and until when its offers can be accepted. */
export interface Window {
  readonly closesAt: Date;
  readonly acceptUntil: Date;
}

const minuteMs = 60_000;

/**
 * The window of an auction opened at an instant. It ends at the latest when the claim becomes too short to be financed; a
 * sealed one that would not even be closed by then closes halfway.
 */
export function windowOf(
  openedAt: Date,
  { kind, auctionMinutes, acceptanceMinutes }: { kind: AuctionKind; auctionMinutes: number; acceptanceMinutes: number },
  latest: Date,
): Window {
  const closesAt = after(openedAt, auctionMinutes * minuteMs);
  if (kind === 'CONTINUOUS') return { closesAt: earlier(closesAt, latest), acceptUntil: earlier(closesAt, latest) };
  if (closesAt < latest)
    return { closesAt, acceptUntil: earlier(after(closesAt, acceptanceMinutes * minuteMs), latest) };
  return { closesAt: after(openedAt, (latest.getTime() - openedAt.getTime()) / 2), acceptUntil: latest };
}

/** The instant from which on an acceptance would leave fewer days to maturity than the programme asks. */
export function latestAcceptance(maturity: LocalDate, tenorDaysMin: number, rule: SettlementRule): Date {
  const lastValueDate = adjust(addDays(maturity, -tenorDaysMin), 'PRECEDING', rule.calendar).date;
  const lastTradeDate = addBusinessDays(lastValueDate, -rule.settlementDays, rule.calendar);
  return instantAt(lastTradeDate, rule.cutOff, rule.zone);
}

/** An instant that was still to come when the auction was suspended, moved by the time it stood still; a past one stays. */
export function movedBySuspension(instant: Date, suspendedAt: Date, resumedAt: Date): Date {
  return instant > suspendedAt ? after(instant, resumedAt.getTime() - suspendedAt.getTime()) : instant;
}

/** What a bid that was not taken is told: no figure, no distance. A better or equal one was not chosen. */
export function lossReason(rank: number, winningRank: number): LostReason {
  return rank < winningRank ? 'NOT_CHOSEN' : 'OUTBID';
}

/** In whole milliseconds: a Date drops what is less. */
function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
