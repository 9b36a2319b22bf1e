import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Invoice, loadInvoice, TimelineEntry } from '../invoices/index.js';
import { LateCharge, lateChargesOfFinancing, LateClaim, loadLateClaim, presentLateCharge } from '../lateness/index.js';
import { loadOrganization, Organization } from '../organizations/index.js';
import { Payment, paymentsOfFinancing, presentPayment } from '../payments/index.js';
import { keysOf } from '../platform/keyset.js';
import type { RequestContext } from '../platform/request-context.js';
import { loadProgramme, loadTerms, Programme, Terms } from '../programmes/index.js';
import { financingById, financingOfInvoice, financingPage } from './financing.reads.js';
import { timelineOfFinancing } from './financing.timeline.js';
import { Financing, FinancingArgs, FinancingConnection, presentFinancing } from './financing.types.js';

/** The financing by its id inside; null where the viewer may not see it. */
export async function loadFinancing(ctx: RequestContext, id: string): Promise<Financing | null> {
  const row = await ctx.load(financingById, id);
  return row && presentFinancing(row);
}

@Resolver(() => Financing)
export class FinancingResolver {
  @Query(() => FinancingConnection, { description: 'Those you sold, funded or owe, the latest agreed first.' })
  async financings(@Args(() => FinancingArgs) args: FinancingArgs, @Ctx() ctx: RequestContext) {
    const page = await ctx.read(db => financingPage(db, args));
    return FinancingConnection.from(page, presentFinancing, keysOf);
  }

  @FieldResolver(() => Invoice, {
    nullable: true,
    description: 'Null for the funder, which has a claim without a number.',
  })
  invoice(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Invoice | null> | null {
    return row.invoiceShown ? loadInvoice(ctx, row.invoiceId) : null;
  }

  @FieldResolver(() => Organization)
  supplier(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.supplierId);
  }

  @FieldResolver(() => Organization)
  buyer(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.buyerId);
  }

  @FieldResolver(() => Organization, { nullable: true })
  funder(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Organization | null> {
    return loadOrganization(ctx, row.funderId);
  }

  @FieldResolver(() => Programme)
  programme(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Programme | null> {
    return loadProgramme(ctx, row.programmeId);
  }

  @FieldResolver(() => Terms, { description: 'Frozen at the award.' })
  terms(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Terms | null> {
    return loadTerms(ctx, row.termsId);
  }

  @FieldResolver(() => [Payment], { description: 'Of its two legs, those that you pay or are paid, every attempt.' })
  async payments(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<Payment[]> {
    return (await ctx.load(paymentsOfFinancing, row.id)).map(payment => presentPayment(ctx.viewer, payment));
  }

  @FieldResolver(() => LateClaim, {
    nullable: true,
    description: 'What paying late came to. Null where it was not late, and for who neither owes nor holds the claim.',
  })
  async late(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<LateClaim | null> {
    const claim = await loadLateClaim(ctx, row.invoiceId);
    // The claim of one that failed is another's.
    return claim?.row.financingId === row.id ? claim : null;
  }

  @FieldResolver(() => [LateCharge], {
    description: 'What was charged for paying late, the latest day first; none for who neither owes nor is owed it.',
  })
  async lateCharges(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<LateCharge[]> {
    return (await ctx.load(lateChargesOfFinancing, row.id)).map(presentLateCharge);
  }

  @FieldResolver(() => [TimelineEntry], { description: 'What happened to it, oldest first, as far as you may see it.' })
  async timeline(@Root() { row }: Financing, @Ctx() ctx: RequestContext): Promise<TimelineEntry[]> {
    return (await ctx.load(timelineOfFinancing, row.id)).map(entry => Object.assign(new TimelineEntry(), entry));
  }
}

@Resolver(() => Invoice)
export class InvoiceFinancingResolver {
  @FieldResolver(() => Financing, { nullable: true, description: 'The one that stands, else the latest that failed.' })
  async financing(@Root() { row }: Invoice, @Ctx() ctx: RequestContext): Promise<Financing | null> {
    const financing = await ctx.load(financingOfInvoice, row.id);
    return financing && presentFinancing(financing);
  }
}

@Resolver(() => Payment)
export class PaymentFinancingResolver {
  @FieldResolver(() => Financing, {
    nullable: true,
    description: 'Null for a payment to a supplier that nobody financed.',
  })
  financing(@Root() { row }: Payment, @Ctx() ctx: RequestContext): Promise<Financing | null> | null {
    return row.financingId === null ? null : loadFinancing(ctx, row.financingId);
  }
}
