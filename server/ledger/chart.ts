import type { AccountKind, Cause, MovementKind, NewMovement, NewTransfer } from './movement.js';

/**
 * Whose account. The payer of a platform fee is the supplier, the funder or the buyer, as the terms say; the holder of a
 * claim is its funder, or the supplier whose claim nobody financed; the receiver got money that was not its own; the owner
 * is whoever a bank's entry belongs to.
 */
type Party = 'supplier' | 'buyer' | 'funder' | 'operator' | 'payer' | 'holder' | 'receiver' | 'owner';

/** Which figure of the deal a transfer moves; its words stand in the README. */
const figures = {
  approved: 'the approved amount',
  face: 'the face',
  price: 'leg 1',
  discount: 'the discount (to the day leg 1 settled)',
  flatFee: 'the flat fee, or the commission',
  reserve: 'what is kept back until the invoice is paid',
  owedToSupplier: 'what the discount fell by, leg 1 being late',
  interest: 'the interest, where the buyer bears the cost',
  fee: 'the platform fee',
  bill: 'the total of the bill',
  received: 'what came',
  sent: 'what left',
  principal: 'what is left of it for the face',
  late: 'the lump sum and the late interest in it',
  earned: 'what was unearned, once nothing of the claim is open',
  lumpSum: 'the lump sum, on the first day alone',
  lateInterest: 'the interest of all days so far, rounded once, less what was posted',
  loss: 'the claim less what was unearned',
  unearned: 'what was unearned, as far as the claim is open',
  earnedBefore: 'what was unearned beyond that: so much came in parts before',
  recovered: 'what of the claim was written off, and comes all the same',
  excess: 'what exceeds everything owed',
  reduced: 'the credit note, where it reduces its invoice',
  fromReserve: 'the credit note, where it is taken from the reserve of a claim that is sold',
  owedToBuyer: 'the credit note, where its claim is sold or paid, or it names none',
  credit: 'the credit note',
  netted: 'what credit notes take off the invoice',
} as const;

type Figure = keyof typeof figures;

interface Posting {
  readonly debit: readonly [Party, AccountKind];
  readonly credit: readonly [Party, AccountKind];
  readonly amount: Figure;
}

interface ChartEntry {
  readonly when: string;
  /** The movement is defined, and no command posts it yet. */
  readonly unposted?: true;
  readonly postings: readonly Posting[];
}

/**
 * The chart of postings: every movement as data. A figure of zero posts nothing. A further movement is a further entry here
 * and a function below; the README is rendered from this table.
 */
export const chart: Readonly<Record<Exclude<MovementKind, 'REVERSAL'>, ChartEntry>> = {
  UNDERTAKING: {
    when: 'an approval is released, for each of its invoices',
    postings: [
      { debit: ['supplier', 'CLAIM'], credit: ['buyer', 'PAYABLE'], amount: 'approved' },
      { debit: ['buyer', 'PURCHASES'], credit: ['supplier', 'SALES'], amount: 'approved' },
    ],
  },
  PURCHASE: {
    when: 'leg 1 settles',
    postings: [
      { debit: ['funder', 'CLAIM'], credit: ['supplier', 'CLAIM'], amount: 'face' },
      { debit: ['supplier', 'BANK'], credit: ['funder', 'BANK'], amount: 'price' },
      { debit: ['supplier', 'DISCOUNT_COST'], credit: ['funder', 'DISCOUNT_UNEARNED'], amount: 'discount' },
      { debit: ['supplier', 'COMMISSION_COST'], credit: ['funder', 'COMMISSION_INCOME'], amount: 'flatFee' },
      { debit: ['supplier', 'PRICE_RECEIVABLE'], credit: ['funder', 'PRICE_PAYABLE'], amount: 'owedToSupplier' },
      { debit: ['supplier', 'RESERVE_RECEIVABLE'], credit: ['funder', 'RESERVE_PAYABLE'], amount: 'reserve' },
      { debit: ['funder', 'INTEREST_RECEIVABLE'], credit: ['buyer', 'INTEREST_PAYABLE'], amount: 'interest' },
      { debit: ['buyer', 'DISCOUNT_COST'], credit: ['funder', 'DISCOUNT_UNEARNED'], amount: 'interest' },
    ],
  },
  FEE: {
    when: 'leg 1 settles and the terms ask a platform fee',
    postings: [
      { debit: ['payer', 'FEE_COST'], credit: ['operator', 'FEE_INCOME'], amount: 'fee' },
      { debit: ['operator', 'FEE_RECEIVABLE'], credit: ['payer', 'FEE_PAYABLE'], amount: 'fee' },
    ],
  },
  FEE_PAID: {
    when: 'the payment of a monthly bill settles',
    postings: [
      { debit: ['operator', 'BANK'], credit: ['payer', 'BANK'], amount: 'bill' },
      { debit: ['payer', 'FEE_PAYABLE'], credit: ['operator', 'FEE_RECEIVABLE'], amount: 'bill' },
    ],
  },
  REPAYMENT: {
    when: 'leg 2 settles, in whole or in part',
    postings: [
      { debit: ['funder', 'BANK'], credit: ['buyer', 'BANK'], amount: 'received' },
      { debit: ['buyer', 'LATE_PAYABLE'], credit: ['funder', 'LATE_RECEIVABLE'], amount: 'late' },
      { debit: ['buyer', 'PAYABLE'], credit: ['funder', 'CLAIM'], amount: 'principal' },
      { debit: ['buyer', 'INTEREST_PAYABLE'], credit: ['funder', 'INTEREST_RECEIVABLE'], amount: 'interest' },
      { debit: ['funder', 'DISCOUNT_UNEARNED'], credit: ['funder', 'DISCOUNT_EARNED'], amount: 'earned' },
    ],
  },
  PAID_TO_SUPPLIER: {
    when: 'the payment of an invoice that nobody financed settles, in whole or in part',
    postings: [
      { debit: ['supplier', 'BANK'], credit: ['buyer', 'BANK'], amount: 'received' },
      { debit: ['buyer', 'LATE_PAYABLE'], credit: ['supplier', 'LATE_RECEIVABLE'], amount: 'late' },
      { debit: ['buyer', 'PAYABLE'], credit: ['supplier', 'CLAIM'], amount: 'principal' },
    ],
  },
  CREDIT_NOTE: {
    when: 'an approval is released that takes a credit note off its invoice; or one comes whose invoice is sold or paid',
    postings: [
      { debit: ['buyer', 'PAYABLE'], credit: ['supplier', 'CLAIM'], amount: 'reduced' },
      { debit: ['buyer', 'PAYABLE'], credit: ['funder', 'CLAIM'], amount: 'fromReserve' },
      { debit: ['funder', 'RESERVE_PAYABLE'], credit: ['supplier', 'RESERVE_RECEIVABLE'], amount: 'fromReserve' },
      { debit: ['buyer', 'CREDIT_RECEIVABLE'], credit: ['supplier', 'CREDIT_PAYABLE'], amount: 'owedToBuyer' },
      { debit: ['supplier', 'SALES'], credit: ['buyer', 'PURCHASES'], amount: 'credit' },
    ],
  },
  CREDIT_NETTED: {
    when: 'an approval is released that takes open credit notes off a later invoice',
    postings: [
      { debit: ['buyer', 'PAYABLE'], credit: ['supplier', 'CLAIM'], amount: 'netted' },
      { debit: ['supplier', 'CREDIT_PAYABLE'], credit: ['buyer', 'CREDIT_RECEIVABLE'], amount: 'netted' },
    ],
  },
  LATE_CHARGE: {
    when: 'a day on which an invoice is open after its adjusted due date',
    postings: [
      { debit: ['holder', 'LATE_RECEIVABLE'], credit: ['buyer', 'LATE_PAYABLE'], amount: 'lumpSum' },
      { debit: ['buyer', 'LATE_COST'], credit: ['holder', 'LATE_INCOME'], amount: 'lumpSum' },
      { debit: ['holder', 'LATE_RECEIVABLE'], credit: ['buyer', 'LATE_PAYABLE'], amount: 'lateInterest' },
      { debit: ['buyer', 'LATE_COST'], credit: ['holder', 'LATE_INCOME'], amount: 'lateInterest' },
    ],
  },
  PRICE_ADJUSTED: {
    when: 'the payment of what leg 1, being late, was short of settles',
    postings: [
      { debit: ['supplier', 'BANK'], credit: ['funder', 'BANK'], amount: 'owedToSupplier' },
      { debit: ['funder', 'PRICE_PAYABLE'], credit: ['supplier', 'PRICE_RECEIVABLE'], amount: 'owedToSupplier' },
    ],
  },
  WRITE_OFF: {
    when: 'a financing without recourse is in default; the claim stays, for the buyer still owes it',
    postings: [
      { debit: ['funder', 'LOSS'], credit: ['funder', 'LOSS_ALLOWANCE'], amount: 'loss' },
      { debit: ['funder', 'DISCOUNT_UNEARNED'], credit: ['funder', 'LOSS_ALLOWANCE'], amount: 'unearned' },
      { debit: ['funder', 'DISCOUNT_UNEARNED'], credit: ['funder', 'DISCOUNT_EARNED'], amount: 'earnedBefore' },
    ],
  },
  RECOVERY: {
    when: 'leg 2 of a claim that is written off settles, in whole or in part',
    postings: [
      { debit: ['funder', 'BANK'], credit: ['buyer', 'BANK'], amount: 'received' },
      { debit: ['buyer', 'LATE_PAYABLE'], credit: ['funder', 'LATE_RECEIVABLE'], amount: 'late' },
      { debit: ['buyer', 'PAYABLE'], credit: ['funder', 'CLAIM'], amount: 'principal' },
      { debit: ['buyer', 'INTEREST_PAYABLE'], credit: ['funder', 'INTEREST_RECEIVABLE'], amount: 'interest' },
      { debit: ['funder', 'LOSS_ALLOWANCE'], credit: ['funder', 'RECOVERY_INCOME'], amount: 'recovered' },
    ],
  },
  RESERVE_RELEASED: {
    unposted: true,
    when: 'the payment of the reserve settles, after leg 2',
    postings: [
      { debit: ['supplier', 'BANK'], credit: ['funder', 'BANK'], amount: 'reserve' },
      { debit: ['funder', 'RESERVE_PAYABLE'], credit: ['supplier', 'RESERVE_RECEIVABLE'], amount: 'reserve' },
    ],
  },
  EARLY_PAYMENT: {
    unposted: true,
    when: 'the buyer pays before the due date with its own cash, less the discount that was agreed',
    postings: [
      { debit: ['supplier', 'BANK'], credit: ['buyer', 'BANK'], amount: 'price' },
      { debit: ['buyer', 'PAYABLE'], credit: ['supplier', 'CLAIM'], amount: 'face' },
      { debit: ['supplier', 'DISCOUNT_COST'], credit: ['buyer', 'DISCOUNT_INCOME'], amount: 'discount' },
    ],
  },
  SUSPENSE: {
    when: 'the bank of an organization books what matches nothing; REVERSAL and the right movement resolve it',
    postings: [
      { debit: ['owner', 'BANK'], credit: ['owner', 'SUSPENSE'], amount: 'received' },
      { debit: ['owner', 'SUSPENSE'], credit: ['owner', 'BANK'], amount: 'sent' },
    ],
  },
  REFUND_HELD: {
    when: 'what was paid too much, twice, or to the wrong party; what is owed to the holder stays owed',
    postings: [
      { debit: ['receiver', 'BANK'], credit: ['payer', 'BANK'], amount: 'received' },
      { debit: ['payer', 'REFUND_RECEIVABLE'], credit: ['receiver', 'REFUND_PAYABLE'], amount: 'received' },
    ],
  },
  REFUNDED: {
    when: 'it is sent back',
    postings: [
      { debit: ['payer', 'BANK'], credit: ['receiver', 'BANK'], amount: 'sent' },
      { debit: ['receiver', 'REFUND_PAYABLE'], credit: ['payer', 'REFUND_RECEIVABLE'], amount: 'sent' },
    ],
  },
  FORWARDED: {
    when: 'it is sent on to the funder that holds the claim',
    postings: [
      { debit: ['funder', 'BANK'], credit: ['receiver', 'BANK'], amount: 'sent' },
      { debit: ['buyer', 'LATE_PAYABLE'], credit: ['funder', 'LATE_RECEIVABLE'], amount: 'late' },
      { debit: ['buyer', 'PAYABLE'], credit: ['funder', 'CLAIM'], amount: 'principal' },
      { debit: ['buyer', 'INTEREST_PAYABLE'], credit: ['funder', 'INTEREST_RECEIVABLE'], amount: 'interest' },
      { debit: ['receiver', 'REFUND_PAYABLE'], credit: ['buyer', 'REFUND_RECEIVABLE'], amount: 'sent' },
      { debit: ['funder', 'DISCOUNT_UNEARNED'], credit: ['funder', 'DISCOUNT_EARNED'], amount: 'earned' },
      { debit: ['funder', 'LOSS_ALLOWANCE'], credit: ['funder', 'RECOVERY_INCOME'], amount: 'recovered' },
      { debit: ['buyer', 'REFUND_RECEIVABLE'], credit: ['funder', 'REFUND_PAYABLE'], amount: 'excess' },
    ],
  },
  CLAIM_RECORDED: {
    unposted: true,
    when: 'leg 1 settles under terms without an undertaking, before PURCHASE; the debtor has no part in it',
    postings: [{ debit: ['supplier', 'CLAIM'], credit: ['supplier', 'SALES'], amount: 'face' }],
  },
};

/** What every movement names: its cause, and the deal its transfers belong to. Amounts are minor units of the currency. */
interface Deal {
  readonly cause: Cause;
  readonly currency: string;
  readonly invoiceId: string | null;
}

export interface ApprovedInvoice extends Deal {
  readonly supplierId: string;
  readonly buyerId: string;
  readonly approvedMinor: bigint;
}

/** The buyer promised to pay: an approval's line. */
export function undertaking(invoice: ApprovedInvoice): NewMovement {
  return movement(
    'UNDERTAKING',
    invoice,
    { supplier: invoice.supplierId, buyer: invoice.buyerId },
    { approved: invoice.approvedMinor },
  );
}

export interface Purchase extends Deal {
  readonly financingId: string;
  readonly supplierId: string;
  readonly funderId: string;
  readonly buyerId: string;
  readonly faceMinor: bigint;
  /** Leg 1, as it was booked. */
  readonly priceMinor: bigint;
  readonly discountMinor: bigint;
  readonly flatFeeMinor: bigint;
  /** What leg 1 was short of the price on the day it settled; zero when it came in time. */
  readonly owedToSupplierMinor: bigint;
  /** What the funder keeps back of the face until the invoice is paid; its debt to the supplier. */
  readonly reserveMinor: bigint;
  /** What leg 2 exceeds the face by: the buyer bears the cost. */
  readonly interestMinor: bigint;
}

/** The claim passed to the funder. Face = price + discount + flat fee + reserve + what is still owed to the supplier. */
export function purchase(deal: Purchase): NewMovement {
  return movement(
    'PURCHASE',
    deal,
    { supplier: deal.supplierId, funder: deal.funderId, buyer: deal.buyerId },
    {
      face: deal.faceMinor,
      price: deal.priceMinor,
      discount: deal.discountMinor,
      flatFee: deal.flatFeeMinor,
      owedToSupplier: deal.owedToSupplierMinor,
      reserve: deal.reserveMinor,
      interest: deal.interestMinor,
    },
  );
}

/** Terms without an undertaking: the claim that is sold enters the books with its sale. */
export function claimRecorded(claim: Deal & { readonly supplierId: string; readonly faceMinor: bigint }): NewMovement {
  return movement('CLAIM_RECORDED', claim, { supplier: claim.supplierId }, { face: claim.faceMinor });
}

/** A financing's payment between funder and supplier, apart from its legs. */
export interface BetweenHolders extends Deal {
  readonly financingId: string;
  readonly supplierId: string;
  readonly funderId: string;
}

/** The funder paid what a late leg 1 was short of. */
export function priceAdjusted(deal: BetweenHolders & { readonly owedToSupplierMinor: bigint }): NewMovement {
  const parties = { supplier: deal.supplierId, funder: deal.funderId };
  return movement('PRICE_ADJUSTED', deal, parties, { owedToSupplier: deal.owedToSupplierMinor });
}

/** The funder paid what is left of the reserve. */
export function reserveReleased(deal: BetweenHolders & { readonly reserveMinor: bigint }): NewMovement {
  const parties = { supplier: deal.supplierId, funder: deal.funderId };
  return movement('RESERVE_RELEASED', deal, parties, { reserve: deal.reserveMinor });
}

export interface PlatformFee extends Deal {
  readonly financingId: string;
  readonly payerId: string;
  readonly operatorId: string;
  /** Above zero: a fee of nothing is no movement. */
  readonly feeMinor: bigint;
}

/** The platform's fee is owed; it is billed apart and never taken out of a leg. */
export function fee(deal: PlatformFee): NewMovement {
  return movement('FEE', deal, { payer: deal.payerId, operator: deal.operatorId }, { fee: deal.feeMinor });
}

export interface PaidBill extends Omit<Deal, 'invoiceId'> {
  readonly payerId: string;
  readonly operatorId: string;
  readonly totalMinor: bigint;
}

/** A monthly bill of fees was paid. It gathers many deals, and its transfers name none. */
export function feePaid({ payerId, operatorId, totalMinor, ...bill }: PaidBill): NewMovement {
  const parties = { payer: payerId, operator: operatorId };
  return movement('FEE_PAID', { ...bill, invoiceId: null }, parties, { bill: totalMinor });
}

/** How one payment of a claim was allocated. The bank's amount is the sum of the parts. */
interface Allocated {
  /** Of the lump sum and the late interest. */
  readonly lateMinor: bigint;
  /** Of the face. */
  readonly principalMinor: bigint;
}

/** Of a financed claim; where the buyer bears the cost, its agreed interest is a part of its own. */
interface AllocatedToFunder extends Allocated {
  readonly interestMinor: bigint;
}

function sumOf({ lateMinor, principalMinor, interestMinor = 0n }: Allocated & { interestMinor?: bigint }): bigint {
  return lateMinor + principalMinor + interestMinor;
}

export interface Repayment extends Deal, AllocatedToFunder {
  readonly financingId: string;
  readonly funderId: string;
  readonly buyerId: string;
  /** What the funder's discount stands at, where nothing of the claim is open any more; else zero. */
  readonly earnedMinor: bigint;
}

/** The buyer paid the funder that holds the claim. */
export function repayment(deal: Repayment): NewMovement {
  return movement(
    'REPAYMENT',
    deal,
    { funder: deal.funderId, buyer: deal.buyerId },
    { ...allocated(deal), interest: deal.interestMinor, earned: deal.earnedMinor },
  );
}

/** The buyer paid the funder after its claim was written off. */
export function recovery(deal: Omit<Repayment, 'earnedMinor'>): NewMovement {
  return movement(
    'RECOVERY',
    deal,
    { funder: deal.funderId, buyer: deal.buyerId },
    { ...allocated(deal), interest: deal.interestMinor, recovered: deal.principalMinor + deal.interestMinor },
  );
}

export interface PaidInvoice extends Deal, Allocated {
  readonly supplierId: string;
  readonly buyerId: string;
}

/** The buyer paid the supplier, which still held the claim. */
export function paidToSupplier(invoice: PaidInvoice): NewMovement {
  return movement(
    'PAID_TO_SUPPLIER',
    invoice,
    { supplier: invoice.supplierId, buyer: invoice.buyerId },
    allocated(invoice),
  );
}

function allocated(parts: Allocated & { readonly interestMinor?: bigint }) {
  return { received: sumOf(parts), late: parts.lateMinor, principal: parts.principalMinor };
}

export interface LateCharge extends Deal {
  readonly financingId?: string;
  /** To whom the claim belongs: the funder, or the supplier whose claim nobody financed. */
  readonly holderId: string;
  readonly buyerId: string;
  /** Above zero on the first day alone. */
  readonly lumpSumMinor: bigint;
  readonly lateInterestMinor: bigint;
}

/** A day of an invoice that is open after its adjusted due date. */
export function lateCharge(day: LateCharge): NewMovement {
  return movement(
    'LATE_CHARGE',
    day,
    { holder: day.holderId, buyer: day.buyerId },
    { lumpSum: day.lumpSumMinor, lateInterest: day.lateInterestMinor },
  );
}

export interface WriteOff extends Deal {
  readonly financingId: string;
  readonly funderId: string;
  /** What is open of the claim, and of its agreed interest. */
  readonly openMinor: bigint;
  readonly unearnedMinor: bigint;
}

/**
 * The funder counts its claim as lost: what it would have earned is no loss. Where less is open than that, nothing is lost of
 * what it paid, and the difference was earned.
 */
export function writeOff(deal: WriteOff): NewMovement {
  const { openMinor, unearnedMinor } = deal;
  const unearned = unearnedMinor < openMinor ? unearnedMinor : openMinor;
  return movement(
    'WRITE_OFF',
    deal,
    { funder: deal.funderId },
    { loss: openMinor - unearned, unearned, earnedBefore: unearnedMinor - unearned },
  );
}

export interface EarlyPayment extends Deal {
  readonly supplierId: string;
  readonly buyerId: string;
  readonly faceMinor: bigint;
  readonly discountMinor: bigint;
}

/** The buyer paid early with its own cash. */
export function earlyPayment({ faceMinor, discountMinor, ...deal }: EarlyPayment): NewMovement {
  return movement(
    'EARLY_PAYMENT',
    deal,
    { supplier: deal.supplierId, buyer: deal.buyerId },
    { price: faceMinor - discountMinor, face: faceMinor, discount: discountMinor },
  );
}

export interface SuspenseEntry extends Omit<Deal, 'invoiceId'> {
  readonly ownerId: string;
  readonly direction: 'IN' | 'OUT';
  readonly amountMinor: bigint;
}

/** An entry of an organization's bank that matches nothing. */
export function suspense({ ownerId, direction, amountMinor, ...entry }: SuspenseEntry): NewMovement {
  const amounts = direction === 'IN' ? { received: amountMinor, sent: 0n } : { received: 0n, sent: amountMinor };
  return movement('SUSPENSE', { ...entry, invoiceId: null }, { owner: ownerId }, amounts);
}

export interface Refund extends Omit<Deal, 'invoiceId'> {
  /** The invoice that it was meant for, where that is known. */
  readonly invoiceId: string | null;
  readonly financingId?: string;
  /** Who paid what it did not owe to the receiver. */
  readonly payerId: string;
  readonly receiverId: string;
  readonly amountMinor: bigint;
}

/** Paid too much, twice, or to the wrong party: the receiver holds it for the payer. */
export function refundHeld(refund: Refund): NewMovement {
  const parties = { payer: refund.payerId, receiver: refund.receiverId };
  return movement('REFUND_HELD', refund, parties, { received: refund.amountMinor });
}

/** The receiver sent it back. */
export function refunded(refund: Refund): NewMovement {
  const parties = { payer: refund.payerId, receiver: refund.receiverId };
  return movement('REFUNDED', refund, parties, { sent: refund.amountMinor });
}

export interface Forwarding extends Repayment {
  readonly receiverId: string;
  /** The claim was written off before: the whole of the face and the interest in it is recovered. */
  readonly recovers: boolean;
  /** What exceeds everything owed: the funder holds it for the buyer from now on. */
  readonly excessMinor: bigint;
}

/** The receiver sent it on to the funder that holds the claim; it pays the buyer's debt there. */
export function forwarded(deal: Forwarding): NewMovement {
  return movement(
    'FORWARDED',
    deal,
    { funder: deal.funderId, buyer: deal.buyerId, receiver: deal.receiverId },
    {
      sent: sumOf(deal) + deal.excessMinor,
      late: deal.lateMinor,
      principal: deal.principalMinor,
      interest: deal.interestMinor,
      earned: deal.earnedMinor,
      recovered: deal.recovers ? deal.principalMinor + deal.interestMinor : 0n,
      excess: deal.excessMinor,
    },
  );
}

export interface PostedCreditNote extends Omit<Deal, 'invoiceId'> {
  /** The invoice that it names; null where it names none. */
  readonly invoiceId: string | null;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly amountMinor: bigint;
}

/** A credit note reduces its invoice, whose claim is still the supplier's. */
export function creditNoteReducing(note: PostedCreditNote): NewMovement {
  return creditNote(note, { reduced: note.amountMinor, owedToBuyer: 0n, fromReserve: 0n });
}

/** A credit note is owed to the buyer: the claim is sold or paid, or none is named. */
export function creditNoteOwed(note: PostedCreditNote): NewMovement {
  return creditNote(note, { reduced: 0n, owedToBuyer: note.amountMinor, fromReserve: 0n });
}

/** A credit note reduces a claim that is sold, and the reserve that the funder keeps of it by as much. */
export function creditNoteFromReserve(note: PostedCreditNote & { readonly funderId: string }): NewMovement {
  return creditNote(note, { reduced: 0n, owedToBuyer: 0n, fromReserve: note.amountMinor });
}

function creditNote(
  note: PostedCreditNote & { readonly funderId?: string; readonly financingId?: string },
  amounts: { readonly reduced: bigint; readonly owedToBuyer: bigint; readonly fromReserve: bigint },
): NewMovement {
  const { supplierId: supplier, buyerId: buyer, funderId: funder } = note;
  const parties = { supplier, buyer, ...(funder && { funder }) };
  return movement('CREDIT_NOTE', note, parties, { ...amounts, credit: note.amountMinor });
}

export interface NettedInvoice extends Deal {
  readonly supplierId: string;
  readonly buyerId: string;
  /** Above zero: what open credit notes take off it in all. */
  readonly nettedMinor: bigint;
}

/** What the supplier owes for credit notes is taken off a later invoice of its own. */
export function creditNetted(invoice: NettedInvoice): NewMovement {
  const parties = { supplier: invoice.supplierId, buyer: invoice.buyerId };
  return movement('CREDIT_NETTED', invoice, parties, { netted: invoice.nettedMinor });
}

function movement(
  kind: keyof typeof chart,
  deal: Omit<Deal, 'invoiceId'> & { readonly invoiceId: string | null; readonly financingId?: string },
  parties: Partial<Record<Party, string>>,
  amounts: Partial<Record<Figure, bigint>>,
): NewMovement {
  function account([party, accountKind]: readonly [Party, AccountKind]) {
    const organizationId = parties[party];
    if (organizationId === undefined) throw new Error(`${kind} has no ${party}.`);
    return { organizationId, kind: accountKind };
  }
  const transfers = chart[kind].postings
    .filter(posting => amounts[posting.amount] !== 0n)
    .map((posting): NewTransfer => {
      const amountMinor = amounts[posting.amount];
      if (amountMinor === undefined) throw new Error(`${kind} was not told ${figures[posting.amount]}.`);
      return {
        debit: account(posting.debit),
        credit: account(posting.credit),
        amountMinor,
        currency: deal.currency,
        invoiceId: deal.invoiceId,
        financingId: deal.financingId,
      };
    });
  return { kind, cause: deal.cause, transfers };
}

/** The chart as a Markdown table: the README of this slice holds it, and a test fails when it is stale. */
export function chartAsMarkdown(): string {
  const rows = Object.entries(chart).flatMap(([kind, { when, unposted, postings }]) =>
    postings.map(({ debit, credit, amount }, index) => [
      ...(index === 0 ? [kind, unposted ? `${when} (no command posts it yet)` : when] : ['', '']),
      debit.join(' '),
      credit.join(' '),
      figures[amount],
    ]),
  );
  const reversal = ['REVERSAL', 'a settled payment came back, or an approved invoice was rejected'];
  return markdownTable([
    ['movement', 'when', 'debit', '← credit', 'amount'],
    ...rows,
    [...reversal, 'each movement of that cause', 'sides exchanged', 'as it was posted'],
    ['CORRECTION', 'two persons, for a reason', 'REVERSAL of the wrong movement', 'and the right one', 'in one commit'],
  ]);
}

/** Columns as wide as their widest cell. */
function markdownTable([head, ...rows]: readonly string[][]): string {
  const widths = head!.map((_, column) => Math.max(...[head!, ...rows].map(row => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head!), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
