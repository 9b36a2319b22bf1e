import { created } from '../events/index.js';
import { createDisbursements } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import { rowsAsJson, snakeName } from '../platform/row-json.js';
import { personOf, type Viewer } from '../platform/viewer.js';
import type { Quote } from '../pricing/index.js';
import { financingChannels } from './financing.channels.js';
import type { FinancingRow } from './financing.entity.js';
import { financingMachine } from './financing.states.js';

/** What an award agreed: parties and terms of its auction, the price of its bid, and the figures these give. */
export interface Agreement {
  readonly auction: {
    readonly id: string;
    readonly invoiceId: string;
    readonly programmeId: string;
    readonly termsId: string;
    readonly supplierId: string;
    readonly buyerId: string;
    readonly platformFeePayer: FinancingRow['platformFeePayer'];
  };
  readonly bid: {
    readonly id: string;
    readonly funderId: string;
    readonly priceKind: FinancingRow['priceKind'];
    readonly rateBps: string;
    readonly dayCount: FinancingRow['dayCount'];
  };
  readonly quote: Quote;
  readonly disburseUntil: LocalDate;
  /** The verified accounts of the legs, held by this transaction. */
  readonly supplierAccountId: string;
  readonly funderAccountId: string;
  readonly agreedAt: Date;
}

/**
 * The contracts born from awards, each with its leg 1 due on the value date; in the order of the agreements. The claims pass
 * and the ledger moves only when leg 1 settles; until then they are commitments, kept in limits by the caller.
 */
export async function agreeFinancings(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  agreements: readonly Agreement[],
): Promise<FinancingRow[]> {
  const financings = agreements.map(agreement => newFinancing(viewer, agreement));
  await insertFinancings(tx, financings);
  await created(
    tx,
    viewer,
    financingMachine,
    cause,
    financings.map(financing => ({
      id: financing.id,
      state: 'AGREED',
      event: 'financing.agreed',
      channels: financingChannels(financing),
    })),
  );
  await createDisbursements(tx, viewer, cause, financings);
  return financings;
}

/** The contract that an agreement by this viewer makes. */
export function newFinancing(viewer: Viewer, agreement: Agreement): FinancingRow {
  const { auction, bid, quote } = agreement;
  return {
    id: newId(),
    invoiceId: auction.invoiceId,
    auctionId: auction.id,
    bidId: bid.id,
    programmeId: auction.programmeId,
    termsId: auction.termsId,
    supplierId: auction.supplierId,
    buyerId: auction.buyerId,
    funderId: bid.funderId,
    currency: quote.currency,
    faceMinor: quote.faceMinor,
    advanceMinor: quote.advanceMinor,
    discountMinor: quote.discountMinor,
    flatFeeMinor: quote.flatFeeMinor,
    priceMinor: quote.netMinor,
    repaymentMinor: quote.repaymentMinor,
    platformFeeMinor: quote.platformFeeMinor,
    correctedFeeMinor: null,
    platformFeePayer: auction.platformFeePayer,
    priceKind: bid.priceKind,
    rateBps: bid.rateBps,
    dayCount: bid.dayCount,
    tenorDays: quote.tenorDays,
    valueDate: quote.valueDate,
    maturity: quote.maturity,
    disburseUntil: agreement.disburseUntil,
    supplierAccountId: agreement.supplierAccountId,
    funderAccountId: agreement.funderAccountId,
    agreedBy: personOf(viewer),
    agreedAt: agreement.agreedAt,
    disbursedOn: null,
    repaidOn: null,
    writtenOffOn: null,
    writtenOffMinor: null,
    failedBy: null,
    failureReason: null,
    state: 'AGREED',
    eventNo: 1,
  };
}

async function insertFinancings(tx: Tx, financings: readonly FinancingRow[]): Promise<void> {
  const [first] = financings;
  if (!first) return;
  const columns = Object.keys(first).map(snakeName).join(', ');
  await tx.execute(
    `INSERT INTO financing (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::financing, $1::jsonb)`,
    [rowsAsJson(financings)],
  );
}
