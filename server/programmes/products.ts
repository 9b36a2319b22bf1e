import type { DayCount } from '../pricing/index.js';

export type Product = 'REVERSE_FACTORING' | 'DYNAMIC_DISCOUNT' | 'FACTORING' | 'CONFIDENTIAL' | 'UNASSIGNED';
export type Initiator = 'BUYER' | 'SUPPLIER';
export type Undertaking = 'IRREVOCABLE' | 'INFORMATION_ONLY' | 'NONE';
export type Disclosure = 'DISCLOSED' | 'CONFIDENTIAL';
export type Transfer = 'ASSIGNMENT' | 'SUBROGATION' | 'NONE';
export type Recourse = 'NONE' | 'FULL' | 'NOT_APPLICABLE';
export type FundedBy = 'FUNDER' | 'BUYER';
export type RepaidBy = 'BUYER' | 'SUPPLIER' | 'NOBODY';
export type DebtorContact = 'OPERATOR' | 'FUNDER' | 'SUPPLIER_ONLY';
export type CostBearer = 'SUPPLIER' | 'BUYER';
export type PriceKind = 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT' | 'FLAT_COMMISSION' | 'SLIDING_DISCOUNT';
/** What a payment of a claim may be for. */
export type ClaimPart = 'LUMP_SUM' | 'LATE_INTEREST' | 'CONTRACT_INTEREST' | 'PRINCIPAL';
export type FeePayer = 'SUPPLIER' | 'FUNDER' | 'BUYER';

/** What a product fixes, and between what its programmes choose; the first of several is the usual one. */
export interface ProductValues {
  readonly initiator: readonly Initiator[];
  readonly undertaking: readonly Undertaking[];
  readonly disclosure: readonly Disclosure[];
  readonly transfer: readonly Transfer[];
  readonly recourse: readonly Recourse[];
  /** The most of the face that is advanced, in basis points. */
  readonly advanceBps: number;
  readonly fundedBy: readonly FundedBy[];
  readonly repaidBy: readonly RepaidBy[];
  readonly debtorContact: readonly DebtorContact[];
  readonly costBearer: readonly CostBearer[];
  readonly priceKinds: readonly PriceKind[];
  readonly dayCount: readonly DayCount[];
  readonly platformFeePayer: readonly FeePayer[];
}

/**
 * A product is a set of values, not a code path. The platform fee is usually the funder's under reverse factoring; paid by
 * the supplier it enters the cost and yield of the offer.
 */
export const products: Readonly<Record<Product, ProductValues>> = {
  REVERSE_FACTORING: {
    initiator: ['SUPPLIER', 'BUYER'],
    undertaking: ['IRREVOCABLE'],
    disclosure: ['DISCLOSED'],
    transfer: ['ASSIGNMENT', 'SUBROGATION'],
    recourse: ['NONE'],
    advanceBps: 10_000,
    fundedBy: ['FUNDER'],
    repaidBy: ['BUYER'],
    debtorContact: ['OPERATOR'],
    costBearer: ['SUPPLIER', 'BUYER'],
    priceKinds: ['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'],
    dayCount: ['ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360'],
    platformFeePayer: ['FUNDER', 'SUPPLIER', 'BUYER'],
  },
  DYNAMIC_DISCOUNT: {
    initiator: ['BUYER'],
    undertaking: ['IRREVOCABLE'],
    disclosure: ['DISCLOSED'],
    transfer: ['NONE'],
    recourse: ['NONE'],
    advanceBps: 10_000,
    fundedBy: ['BUYER'],
    repaidBy: ['NOBODY'],
    debtorContact: ['OPERATOR'],
    costBearer: ['SUPPLIER'],
    priceKinds: ['SLIDING_DISCOUNT'],
    dayCount: ['ACT_365'],
    platformFeePayer: ['BUYER'],
  },
  FACTORING: {
    initiator: ['SUPPLIER'],
    undertaking: ['INFORMATION_ONLY', 'NONE'],
    disclosure: ['DISCLOSED'],
    transfer: ['SUBROGATION'],
    recourse: ['NONE', 'FULL'],
    advanceBps: 9_000,
    fundedBy: ['FUNDER'],
    repaidBy: ['BUYER'],
    debtorContact: ['FUNDER'],
    costBearer: ['SUPPLIER'],
    priceKinds: ['DISCOUNT_ON_FACE', 'FLAT_COMMISSION'],
    dayCount: ['ACT_360'],
    platformFeePayer: ['SUPPLIER'],
  },
  CONFIDENTIAL: {
    initiator: ['SUPPLIER'],
    undertaking: ['NONE'],
    disclosure: ['CONFIDENTIAL'],
    transfer: ['ASSIGNMENT'],
    recourse: ['FULL'],
    advanceBps: 9_000,
    fundedBy: ['FUNDER'],
    repaidBy: ['SUPPLIER'],
    debtorContact: ['SUPPLIER_ONLY'],
    costBearer: ['SUPPLIER'],
    priceKinds: ['DISCOUNT_ON_FACE', 'FLAT_COMMISSION'],
    dayCount: ['ACT_360'],
    platformFeePayer: ['SUPPLIER'],
  },
  UNASSIGNED: {
    initiator: ['SUPPLIER'],
    undertaking: ['NONE'],
    disclosure: ['CONFIDENTIAL'],
    transfer: ['NONE'],
    recourse: ['NOT_APPLICABLE'],
    advanceBps: 8_500,
    fundedBy: ['FUNDER'],
    repaidBy: ['SUPPLIER'],
    debtorContact: ['SUPPLIER_ONLY'],
    costBearer: ['SUPPLIER'],
    priceKinds: ['FLAT_COMMISSION'],
    dayCount: ['ACT_365'],
    platformFeePayer: ['SUPPLIER'],
  },
};
