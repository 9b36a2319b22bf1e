import { Field, ID, Int, ObjectType } from 'type-graphql';
import { toWireId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { MoneyType } from '../platform/money.types.js';
import { Problem, ProblemType, type StoredProblem, storedProblem } from '../platform/problem.js';
import { LocalDateScalar } from '../platform/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'One reason why an invoice cannot be listed, or financed, now.' })
export class EligibilityProblem {
  @Field(() => String, { description: 'UPPER_SNAKE; new ones may come.' })
  readonly code!: string;

  @Field(() => String, { description: 'One clear English sentence.' })
  readonly message!: string;
}

@ProblemType('INVOICE_NOT_ELIGIBLE', 'The invoice cannot be listed, or financed, now; every reason is named.')
export class InvoiceNotEligible extends Problem {
  override readonly message: string;

  @Field(() => [EligibilityProblem])
  readonly reasons: EligibilityProblem[];

  constructor(reasons: readonly EligibilityProblem[]) {
    super();
    this.reasons = reasons.map(({ code, message }) => ({ code, message }));
    this.message = reasons.map(reason => reason.message).join(' ');
  }
}

@ProblemType('AUCTION_CLOSED', 'The time for this has run out.')
export class AuctionClosed extends Problem {
  override readonly message: string;

  @Field(() => Date, { description: 'Since when, by the business clock.' })
  readonly closedAt: string;

  constructor(closedAt: Date) {
    super();
    this.closedAt = closedAt.toISOString();
    this.message = `This was possible until ${this.closedAt}.`;
  }
}

@ProblemType('BID_EXISTS', 'Your bid in this auction stands: change it, or withdraw it.')
export class BidExists extends Problem {
  override readonly message = 'You have a live bid in this auction: change it, or withdraw it.';

  @Field(() => ID)
  readonly bidId: string;

  /** @param bidId inside */
  constructor(bidId: string) {
    super();
    this.bidId = toWireId('bid', bidId);
  }
}

@ProblemType('TERMS_NOT_ACCEPTED', 'Your organization has not accepted the terms under which this auction runs.')
export class TermsNotAccepted extends Problem {
  override readonly message = 'Your organization has not accepted the terms of this auction.';

  @Field(() => ID, { description: 'The terms to accept.' })
  readonly termsId: string;

  /** @param termsId inside */
  constructor(termsId: string) {
    super();
    this.termsId = toWireId('terms', termsId);
  }
}

@ProblemType('ACCOUNT_MISSING', 'Your organization has no verified account in this currency that may be used now.')
export class AccountMissing extends Problem {
  override readonly message: string;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency: string;

  constructor(currency: string) {
    super();
    this.currency = currency;
    this.message = `Your organization has no verified account in ${currency} that may be used now.`;
  }
}

@ProblemType('OFFER_GONE', 'The offer is no longer there: withdrawn, or its validity has run out.')
export class OfferGone extends Problem {
  override readonly message = 'This offer is no longer there.';
}

/** The figures of an offer as they are now; what the one who accepts must have seen. */
export interface OfferFigures {
  readonly version: number;
  /** Minor units of `currency`. */
  readonly netMinor: bigint;
  readonly discountMinor: bigint;
  readonly currency: string;
  readonly valueDate: LocalDate;
}

@ProblemType('OFFER_CHANGED', 'The offer is not what was shown; nothing was accepted. Its present figures are given.')
export class OfferChanged extends Problem {
  override readonly message: string;

  @Field(() => Int)
  readonly version: number;

  @Field(() => MoneyType)
  readonly net: MoneyType;

  @Field(() => MoneyType)
  readonly discount: MoneyType;

  @Field(() => LocalDateScalar)
  readonly valueDate: LocalDate;

  constructor({ version, netMinor, discountMinor, currency, valueDate }: OfferFigures) {
    super();
    this.version = version;
    this.net = { amount: formatMoney({ amountMinor: netMinor, currency }), currency };
    this.discount = { amount: formatMoney({ amountMinor: discountMinor, currency }), currency };
    this.valueDate = valueDate;
    this.message = `The offer is now ${this.net.amount} ${currency} net on ${valueDate}.`;
  }
}

@ObjectType({ simpleResolvers: true, description: 'An offer of a basket that stands in the way, and why.' })
export class OfferRefusal {
  @Field(() => ID)
  readonly bidId!: string;

  /** As it is remembered; its resolver makes it whole. */
  readonly remembered!: StoredProblem;
}

@ProblemType('OFFERS_REFUSED', 'Nothing of the basket was accepted; every offer that stands in the way is named.')
export class OffersRefused extends Problem {
  override readonly message: string;

  @Field(() => [OfferRefusal], { description: 'In the order of the basket.' })
  readonly refusals: OfferRefusal[];

  /** @param refused the problem of each offer, by the bid's id inside */
  constructor(refused: ReadonlyMap<string, Problem>) {
    super();
    this.refusals = [...refused].map(([bidId, problem]) => {
      return { bidId: toWireId('bid', bidId), remembered: storedProblem(problem) };
    });
    const count = refused.size;
    this.message = `Nothing was accepted: ${count} ${count === 1 ? 'offer stands' : 'offers stand'} in the way.`;
  }
}

@ProblemType('ALREADY_FINANCED', 'An offer for this invoice was accepted before.')
export class AlreadyFinanced extends Problem {
  override readonly message = 'An offer for this invoice was accepted before.';

  @Field(() => ID)
  readonly financingId: string;

  /** @param financingId inside */
  constructor(financingId: string) {
    super();
    this.financingId = toWireId('financing', financingId);
  }
}
