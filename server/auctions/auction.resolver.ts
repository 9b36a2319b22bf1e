import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Financing } from '../financings/index.js';
import { Invoice, loadInvoice } from '../invoices/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import type { Command } from '../platform/command.js';
import { keysOf } from '../platform/keyset.js';
import { Problem } from '../platform/problem.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadProgramme, loadSupplierAlias, loadTerms, Programme, SupplierAlias, Terms } from '../programmes/index.js';
import { isFunderOf, knowsSupplier } from './auction.policy.js';
import { EligibilityProblem } from './auction.problems.js';
import { auctionById, auctionOfInvoice, auctionPage } from './auction.reads.js';
import {
  Auction,
  AuctionArgs,
  AuctionConnection,
  OpenAuctionInput,
  OpenAuctionResult,
  OpenAuctionSuccess,
  PaymentHistory,
  presentAuction,
  SuspendAuctionInput,
  SuspendAuctionResult,
  SuspendAuctionSuccess,
  WithdrawAuctionInput,
  WithdrawAuctionResult,
  WithdrawAuctionSuccess,
} from './auction.types.js';
import { loadBid } from './bid.resolver.js';
import { Bid, Offer, presentOffer } from './bid.types.js';
import { eligibilityOfInvoice } from './eligibility.reads.js';
import { offersOf } from './offer.reads.js';
import { openAuction } from './open-auction.js';
import { paymentHistoryOf } from './payment-history.reads.js';
import { suspendAuction } from './suspend-auction.js';
import { withdrawAuction } from './withdraw-auction.js';

/** The auction by its id inside; null where the viewer may not see it. */
export async function loadAuction(ctx: RequestContext, id: string): Promise<Auction | null> {
  const row = await ctx.load(auctionById, id);
  return row && presentAuction(ctx.viewer, row);
}

@Resolver(() => Auction)
export class AuctionResolver {
  @Query(() => AuctionConnection, {
    description: 'The board: what you list, may bid in, or owe; the latest opened first.',
  })
  async auctions(@Args(() => AuctionArgs) args: AuctionArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => auctionPage(db, args));
    return AuctionConnection.from(page, row => presentAuction(ctx.viewer, row), keysOf);
  }

  @FieldResolver(() => Programme)
  programme(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, row.programmeId);
  }

  @FieldResolver(() => Terms, { description: 'Those in force when it was opened.' })
  terms(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Terms | null> {
    return loadTerms(ctx, row.termsId);
  }

  @FieldResolver(() => Organization)
  buyer(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.buyerId);
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'Null for funders.' })
  invoice(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Invoice | null> {
    return loadInvoice(ctx, row.invoiceId);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'Null for a funder, unless its bid was accepted.' })
  supplier(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Organization | null> | null {
    return knowsSupplier(ctx.viewer, row) ? loadOrganization(ctx, row.supplierId) : null;
  }

  @FieldResolver(() => SupplierAlias, {
    nullable: true,
    description: 'What a funder knows of the supplier; null for others.',
  })
  supplierAlias(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<SupplierAlias | null> | null {
    return isFunderOf(row) ? loadSupplierAlias(ctx, row.supplierId) : null;
  }

  @FieldResolver(() => PaymentHistory, { nullable: true, description: 'Of buyer and supplier; for funders.' })
  async paymentHistory(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<PaymentHistory | null> {
    const history = isFunderOf(row) ? await ctx.load(paymentHistoryOf, row.id) : null;
    return history && Object.assign(new PaymentHistory(), history);
  }

  @FieldResolver(() => Bid, { nullable: true, description: 'Your live bid, else your latest.' })
  ownBid(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Bid | null> | null {
    return row.ownBidId === null ? null : loadBid(ctx, row.ownBidId);
  }

  @FieldResolver(() => [Offer], {
    nullable: true,
    description:
      'Ranked, for the one who bears the cost; after an award the book as it stood. Null for others, and while sealed.',
  })
  async offers(@Root() { row }: Auction, @Ctx() ctx: RequestContext): Promise<Offer[] | null> {
    const ranked = await ctx.load(offersOf, row.id);
    return ranked && ranked.map(offer => presentOffer(row, offer));
  }

  @Mutation(() => OpenAuctionResult, {
    description: 'Puts an approved invoice up; whatever stands against it is named.',
  })
  openAuction(
    @Arg('input', () => OpenAuctionInput) input: OpenAuctionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<OpenAuctionSuccess | Problem> {
    return changed(ctx, openAuction, input, OpenAuctionSuccess);
  }

  @Mutation(() => WithdrawAuctionResult, { description: 'Takes an invoice back; every bid in it is lost.' })
  withdrawAuction(
    @Arg('input', () => WithdrawAuctionInput) input: WithdrawAuctionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<WithdrawAuctionSuccess | Problem> {
    return changed(ctx, withdrawAuction, input, WithdrawAuctionSuccess);
  }

  @Mutation(() => SuspendAuctionResult, { description: 'The operator stops an auction: bids and timers stand still.' })
  suspendAuction(
    @Arg('input', () => SuspendAuctionInput) input: SuspendAuctionInput,
    @Ctx() ctx: RequestContext,
  ): Promise<SuspendAuctionSuccess | Problem> {
    return changed(ctx, suspendAuction, input, SuspendAuctionSuccess);
  }
}

@Resolver(() => Invoice)
export class InvoiceAuctionResolver {
  @FieldResolver(() => Auction, {
    nullable: true,
    description: 'The latest; null where there is none that you may see.',
  })
  async auction(@Root() { row }: Invoice, @Ctx() ctx: RequestContext): Promise<Auction | null> {
    const auction = await ctx.load(auctionOfInvoice, row.id);
    return auction && presentAuction(ctx.viewer, auction);
  }

  @FieldResolver(() => [EligibilityProblem], { description: 'Why it cannot be listed now; none means that it can.' })
  async eligibility(@Root() { row }: Invoice, @Ctx() ctx: RequestContext): Promise<EligibilityProblem[]> {
    const reasons = await ctx.load(eligibilityOfInvoice, row.id);
    return reasons.map(reason => Object.assign(new EligibilityProblem(), reason));
  }
}

@Resolver(() => Financing)
export class FinancingAuctionResolver {
  @FieldResolver(() => Auction)
  auction(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Auction | null> {
    return loadAuction(ctx, row.auctionId);
  }
}

/** Runs a command about an auction and shows the auction as it is afterwards. */
async function changed<Success extends { readonly auction: Auction }, Input>(
  ctx: RequestContext,
  command: Command<Input, { auctionId: string }>,
  input: object,
  Success: new () => Success,
): Promise<Success | Problem> {
  const outcome = await ctx.run(command, input);
  if (outcome instanceof Problem) return outcome;
  return Object.assign(new Success(), { auction: await loadAuction(ctx, outcome.auctionId) });
}
