import { Decimal } from 'decimal.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import {
  type CalendarCode,
  type DayCount,
  jointCalendar,
  type PriceTerms,
  price,
  type Quote,
  type SettlementRule,
  type ValueDate,
  valueDateOf,
} from '../pricing/index.js';
import type { PriceKind } from './auction.entity.js';

/** Of an auction with its programme and terms, what prices a bid. */
export interface PricedAuction {
  /** Minor units of `currency`. */
  readonly faceMinor: bigint;
  readonly currency: string;
  readonly maturity: LocalDate;
  readonly advanceBps: number;
  readonly costBearer: 'SUPPLIER' | 'BUYER';
  readonly repaidBy: 'BUYER' | 'SUPPLIER' | 'NOBODY';
  /** Yearly, in basis points. */
  readonly platformFeeBps: string;
  readonly platformFeePayer: 'SUPPLIER' | 'FUNDER' | 'BUYER';
  readonly settlementDays: number;
  readonly calendars: readonly CalendarCode[];
  /** 'HH:MM' on the clock of `cutOffZone`. */
  readonly cutOff: string;
  /** IANA. */
  readonly cutOffZone: string;
}

/** Of a bid, what its figures are made from. */
export interface BidTerms {
  readonly priceKind: PriceKind;
  /** Yearly, in basis points. */
  readonly rateBps: string;
  readonly dayCount: DayCount;
  readonly flatFeeMinor: bigint;
}

/** Of terms, what dates an acceptance. `d` names their row. */
export const settlementColumns = 'd.settlement_days, d.calendars, d.cut_off, d.cut_off_zone';

/** When an acceptance under these terms is settled. */
export function settlementRuleOf({
  settlementDays,
  calendars,
  cutOff,
  cutOffZone,
}: Pick<PricedAuction, 'settlementDays' | 'calendars' | 'cutOff' | 'cutOffZone'>): SettlementRule {
  return { settlementDays, cutOff, zone: cutOffZone, calendar: jointCalendar(calendars) };
}

/** The value date of an acceptance at an instant. */
export function valueDateAt(auction: PricedAuction, at: Date): ValueDate {
  return valueDateOf(at, settlementRuleOf(auction));
}

/** Until when the figures of an acceptance at an instant hold: the next cut-off, or the end before it. */
export function holdsUntil(auction: PricedAuction, at: Date, end: Date): Date {
  const cutOff = valueDateAt(auction, at).holdsUntil;
  return cutOff < end ? cutOff : end;
}

/** The figures of a bid for the whole invoice on a value date before maturity. */
export function priceBid(auction: PricedAuction, bid: BidTerms, valueDate: LocalDate): Quote {
  const { faceMinor, currency, maturity } = auction;
  return price(priceTermsOf(auction, bid), { amountMinor: faceMinor, currency }, valueDate, maturity);
}

/**
 * The figures of a bid if it were accepted at an instant. A claim that has come to its end meanwhile, in a suspended
 * auction, is shown with the figures of its last day; nobody can accept it.
 */
export function priceBidAt(auction: PricedAuction, bid: BidTerms, at: Date): Quote {
  return priceBid(auction, bid, pricedOn(auction, at));
}

/** The value date on which the bids of an auction are priced if they were accepted at an instant. */
export function pricedOn(auction: PricedAuction, at: Date): LocalDate {
  const { valueDate } = valueDateAt(auction, at);
  return valueDate < auction.maturity ? valueDate : addDays(auction.maturity, -1);
}

function priceTermsOf(auction: PricedAuction, bid: BidTerms): PriceTerms {
  const { advanceBps, costBearer, repaidBy, platformFeePayer } = auction;
  return {
    discount: { kind: bid.priceKind, rateBps: new Decimal(bid.rateBps) },
    commission: null,
    flatFeeMinor: bid.flatFeeMinor,
    advanceBps,
    dayCount: bid.dayCount,
    costBearer,
    repaidBy,
    platformFee: { rateBps: new Decimal(auction.platformFeeBps), payer: platformFeePayer },
  };
}
