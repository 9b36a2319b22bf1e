import type { AccountKind, Cause, MovementKind, NewMovement, NewTransfer } from './movement.js';

/** Whose account. The payer of a platform fee is the supplier, the funder or the buyer, as the terms say. */
type Party = 'supplier' | 'buyer' | 'funder' | 'operator' | 'payer';

/** Which figure of the deal a transfer moves; its words stand in the README. */
const figures = {
  approved: 'the approved amount',
  face: 'the face',
  price: 'leg 1',
  discount: 'the discount (to the day leg 1 settled)',
  flatFee: 'the flat fee',
  owedToSupplier: 'what the discount fell by, leg 1 being late',
  interest: 'the interest, where the buyer bears the cost',
  fee: 'the platform fee',
  bill: 'the total of the bill',
  repayment: 'leg 2',
  earned: 'what was unearned',
  reduced: 'the credit note, where it reduces its invoice',
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
    when: 'leg 2 settles',
    postings: [
      { debit: ['funder', 'BANK'], credit: ['buyer', 'BANK'], amount: 'repayment' },
      { debit: ['buyer', 'PAYABLE'], credit: ['funder', 'CLAIM'], amount: 'face' },
      { debit: ['buyer', 'INTEREST_PAYABLE'], credit: ['funder', 'INTEREST_RECEIVABLE'], amount: 'interest' },
      { debit: ['funder', 'DISCOUNT_UNEARNED'], credit: ['funder', 'DISCOUNT_EARNED'], amount: 'earned' },
    ],
  },
  PAID_TO_SUPPLIER: {
    when: 'the payment of an invoice that nobody financed settles',
    postings: [
      { debit: ['supplier', 'BANK'], credit: ['buyer', 'BANK'], amount: 'approved' },
      { debit: ['buyer', 'PAYABLE'], credit: ['supplier', 'CLAIM'], amount: 'approved' },
    ],
  },
  CREDIT_NOTE: {
    when: 'an approval is released that takes a credit note off its invoice; or one comes whose invoice is sold or paid',
    postings: [
      { debit: ['buyer', 'PAYABLE'], credit: ['supplier', 'CLAIM'], amount: 'reduced' },
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
  /** What leg 2 exceeds the face by: the buyer bears the cost. */
  readonly interestMinor: bigint;
}

/** The claim passed to the funder. Face = price + discount + flat fee + what is still owed to the supplier. */
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
      interest: deal.interestMinor,
    },
  );
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

export interface Repayment extends Deal {
  readonly financingId: string;
  readonly funderId: string;
  readonly buyerId: string;
  readonly faceMinor: bigint;
  /** Leg 2, as it was booked: the face and, where the buyer bears the cost, the interest. */
  readonly repaymentMinor: bigint;
  /** What the funder's discount stands at, unearned until now. */
  readonly earnedMinor: bigint;
}

/** The buyer paid the funder that holds the claim. */
export function repayment(deal: Repayment): NewMovement {
  return movement(
    'REPAYMENT',
    deal,
    { funder: deal.funderId, buyer: deal.buyerId },
    {
      repayment: deal.repaymentMinor,
      face: deal.faceMinor,
      interest: deal.repaymentMinor - deal.faceMinor,
      earned: deal.earnedMinor,
    },
  );
}

/** The buyer paid the supplier, which still held the claim. */
export function paidToSupplier(invoice: ApprovedInvoice): NewMovement {
  return movement(
    'PAID_TO_SUPPLIER',
    invoice,
    { supplier: invoice.supplierId, buyer: invoice.buyerId },
    { approved: invoice.approvedMinor },
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
  return creditNote(note, { reduced: note.amountMinor, owedToBuyer: 0n });
}

/** A credit note is owed to the buyer: the claim is sold or paid, or none is named. */
export function creditNoteOwed(note: PostedCreditNote): NewMovement {
  return creditNote(note, { reduced: 0n, owedToBuyer: note.amountMinor });
}

function creditNote(note: PostedCreditNote, amounts: { reduced: bigint; owedToBuyer: bigint }): NewMovement {
  const parties = { supplier: note.supplierId, buyer: note.buyerId };
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
  const rows = Object.entries(chart).flatMap(([kind, { when, postings }]) =>
    postings.map(({ debit, credit, amount }, index) => [
      ...(index === 0 ? [kind, when] : ['', '']),
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
  ]);
}

/** Columns as wide as their widest cell. */
function markdownTable([head, ...rows]: readonly string[][]): string {
  const widths = head!.map((_, column) => Math.max(...[head!, ...rows].map(row => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head!), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
