import { z } from 'zod';
import { transition } from '../events/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import { auctionChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { AuctionClosed } from './auction.problems.js';
import { type AuctionView, lockVisibleAuction } from './auction.reads.js';
import { auctionMachine } from './auction.states.js';

const input = z.object({ auctionId: wireId('auction'), reason: text(500), idempotencyKey: uuidKey });

/** The operator stops an auction: bids and timers stand still until it is resumed. */
export const suspendAuction = command({
  name: 'suspendAuction',
  input,
  problems: [NotFound, NotPermitted, AuctionClosed, NotAvailable],
  async execute(tx, viewer, { auctionId, reason }) {
    const auction = await lockVisibleAuction(tx, auctionId);
    if (!auction) return new NotFound();
    const refused = auctionRefusal('SUSPEND', viewer, auction);
    if (refused) return refused;

    const stop = { auction, suspendedAt: auction.asOf, suspendedFor: null, reason };
    await stopAuctions(tx, viewer, 'suspendAuction', [stop]);
    return { auctionId };
  },
});

/** A locked, unfinished auction, the instant from which on its clock stands still, and why. */
export interface AuctionStop {
  readonly auction: AuctionView;
  readonly suspendedAt: Date;
  /** The suspended party with which it goes on; null where it is resumed by itself. */
  readonly suspendedFor: string | null;
  readonly reason: string | null;
}

/** Stops auctions; their bids stand, and count on limits, as they did. */
export function stopAuctions(tx: Tx, viewer: Viewer, cause: string, stops: readonly AuctionStop[]): Promise<void> {
  return transition(
    tx,
    viewer,
    auctionMachine,
    cause,
    stops.map(({ auction, suspendedAt, suspendedFor, reason }) => ({
      row: auction,
      to: 'SUSPENDED' as const,
      event: 'auction.suspended',
      channels: auctionChannels(auction),
      after: { reason },
      set: { suspended_at: suspendedAt, suspended_from: auction.state, suspended_for: suspendedFor },
    })),
  );
}
