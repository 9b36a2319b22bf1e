import { created } from '../events/index.js';
import { createDisbursement } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
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
 * The contract born from an award, with its leg 1 due on the value date. The claim passes and the ledger moves only when
 * leg 1 settles; until then it is a commitment, kept in limits by the caller.
 */
export async function agreeFinancing(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  agreement: Agreement,
): Promise<FinancingRow> {
  const financing = await insertFinancing(tx, viewer, agreement);
  await created(tx, viewer, financingMachine, cause, [
    { id: financing.id, state: 'AGREED', event: 'financing.agreed', channels: financingChannels(financing) },
  ]);
  await createDisbursement(tx, viewer, cause, financing);
  return financing;
}

function insertFinancing(tx: Tx, viewer: Viewer, agreement: Agreement): Promise<FinancingRow> {
  const { auction, bid, quote } = agreement;
  return tx.one(
    `INSERT INTO financing (id, invoice_id, auction_id, bid_id, programme_id, terms_id, supplier_id, buyer_id, funder_id,
                            currency, face_minor, advance_minor, discount_minor, flat_fee_minor, price_minor,
                            repayment_minor, platform_fee_minor, platform_fee_payer, price_kind, rate_bps, day_count,
                            tenor_days, value_date, maturity, disburse_until, supplier_account_id, funder_account_id,
                            agreed_by, agreed_at, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28, $29, 'AGREED', 1)
     RETURNING *`,
    [
      newId(),
      auction.invoiceId,
      auction.id,
      bid.id,
      auction.programmeId,
      auction.termsId,
      auction.supplierId,
      auction.buyerId,
      bid.funderId,
      quote.currency,
      quote.faceMinor,
      quote.advanceMinor,
      quote.discountMinor,
      quote.flatFeeMinor,
      quote.netMinor,
      quote.repaymentMinor,
      quote.platformFeeMinor,
      auction.platformFeePayer,
      bid.priceKind,
      bid.rateBps,
      bid.dayCount,
      quote.tenorDays,
      quote.valueDate,
      quote.maturity,
      agreement.disburseUntil,
      agreement.supplierAccountId,
      agreement.funderAccountId,
      personOf(viewer),
      agreement.agreedAt,
    ],
  );
}
