import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  bankEntryCause,
  chartAsMarkdown,
  claimRecorded,
  creditNoteFromReserve,
  creditNoteOwed,
  creditNoteReducing,
  earlyPayment,
  fee,
  forwarded,
  invoiceDayCause,
  lateCharge,
  type NewMovement,
  paidToSupplier,
  paymentCause,
  priceAdjusted,
  purchase,
  recovery,
  refunded,
  refundHeld,
  repayment,
  reserveReleased,
  suspense,
  undertaking,
  writeOff,
} from '../../../server/ledger/index.js';
import { localDate } from '../../../server/platform/local-date.js';
import { projectRoot } from '../../../server/platform/project-root.js';

const deal = {
  cause: paymentCause('p'),
  currency: 'EUR',
  invoiceId: 'i',
  financingId: 'f',
  supplierId: 'S',
  buyerId: 'B',
  funderId: 'F',
};

/** The transfers as `debit ← credit amount`, in cents. */
function lines({ transfers }: NewMovement): string[] {
  return transfers.map(
    ({ debit, credit, amountMinor }) =>
      `${debit.organizationId} ${debit.kind} ← ${credit.organizationId} ${credit.kind} ${amountMinor}`,
  );
}

function balances({ transfers }: NewMovement): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { debit, credit, amountMinor } of transfers) {
    sums.set(debit.organizationId, (sums.get(debit.organizationId) ?? 0n) + amountMinor);
    sums.set(credit.organizationId, (sums.get(credit.organizationId) ?? 0n) - amountMinor);
  }
  return sums;
}

const onTime = purchase({
  ...deal,
  faceMinor: 100_000_00n,
  priceMinor: 99_250_00n,
  discountMinor: 750_00n,
  flatFeeMinor: 0n,
  owedToSupplierMinor: 0n,
  reserveMinor: 0n,
  interestMinor: 0n,
});
const late = purchase({
  ...deal,
  faceMinor: 100_000_00n,
  priceMinor: 99_250_00n,
  discountMinor: 725_00n,
  flatFeeMinor: 0n,
  owedToSupplierMinor: 25_00n,
  reserveMinor: 0n,
  interestMinor: 0n,
});
const withFlatFee = purchase({
  ...deal,
  faceMinor: 80_000_00n,
  priceMinor: 79_260_78n,
  discountMinor: 664_22n,
  flatFeeMinor: 75_00n,
  owedToSupplierMinor: 0n,
  reserveMinor: 0n,
  interestMinor: 0n,
});
const buyerBears = purchase({
  ...deal,
  faceMinor: 1_000_000_00n,
  priceMinor: 1_000_000_00n,
  discountMinor: 0n,
  flatFeeMinor: 0n,
  owedToSupplierMinor: 0n,
  reserveMinor: 0n,
  interestMinor: 12_328_77n,
});
const promised = undertaking({ ...deal, approvedMinor: 100_000_00n });
const feeOfFunder = fee({ ...deal, payerId: 'F', operatorId: 'O', feeMinor: 50_00n });
const inTime = { lateMinor: 0n, interestMinor: 0n };
const repaid = repayment({ ...deal, ...inTime, principalMinor: 100_000_00n, earnedMinor: 750_00n });
const repaidByBearer = repayment({
  ...deal,
  lateMinor: 0n,
  principalMinor: 1_000_000_00n,
  interestMinor: 12_328_77n,
  earnedMinor: 12_328_77n,
});
const paid = paidToSupplier({ ...deal, lateMinor: 0n, principalMinor: 100_000_00n });

const withReserve = purchase({
  ...deal,
  faceMinor: 100_000_00n,
  priceMinor: 88_901_25n,
  discountMinor: 498_75n,
  flatFeeMinor: 600_00n,
  owedToSupplierMinor: 0n,
  reserveMinor: 10_000_00n,
  interestMinor: 0n,
});
const day = { ...deal, cause: invoiceDayCause('i', localDate('2031-05-06')), holderId: 'F' };
const lateMinor = 381_92n;
const entry = { cause: bankEntryCause('e'), currency: 'EUR', ownerId: 'S', amountMinor: 40_000_00n };
const refund = { ...deal, payerId: 'B', receiverId: 'S', amountMinor: 100_000_00n };

test.each<[string, NewMovement, string[]]>([
  ['UNDERTAKING', promised, ['S CLAIM ← B PAYABLE 10000000', 'B PURCHASES ← S SALES 10000000']],
  [
    'PURCHASE',
    onTime,
    ['F CLAIM ← S CLAIM 10000000', 'S BANK ← F BANK 9925000', 'S DISCOUNT_COST ← F DISCOUNT_UNEARNED 75000'],
  ],
  [
    'PURCHASE settled two days late',
    late,
    [
      'F CLAIM ← S CLAIM 10000000',
      'S BANK ← F BANK 9925000',
      'S DISCOUNT_COST ← F DISCOUNT_UNEARNED 72500',
      'S PRICE_RECEIVABLE ← F PRICE_PAYABLE 2500',
    ],
  ],
  [
    'PURCHASE with a flat fee',
    withFlatFee,
    [
      'F CLAIM ← S CLAIM 8000000',
      'S BANK ← F BANK 7926078',
      'S DISCOUNT_COST ← F DISCOUNT_UNEARNED 66422',
      'S COMMISSION_COST ← F COMMISSION_INCOME 7500',
    ],
  ],
  [
    'PURCHASE, buyer bears',
    buyerBears,
    [
      'F CLAIM ← S CLAIM 100000000',
      'S BANK ← F BANK 100000000',
      'F INTEREST_RECEIVABLE ← B INTEREST_PAYABLE 1232877',
      'B DISCOUNT_COST ← F DISCOUNT_UNEARNED 1232877',
    ],
  ],
  ['FEE', feeOfFunder, ['F FEE_COST ← O FEE_INCOME 5000', 'O FEE_RECEIVABLE ← F FEE_PAYABLE 5000']],
  [
    'REPAYMENT',
    repaid,
    ['F BANK ← B BANK 10000000', 'B PAYABLE ← F CLAIM 10000000', 'F DISCOUNT_UNEARNED ← F DISCOUNT_EARNED 75000'],
  ],
  [
    'REPAYMENT, buyer bears',
    repaidByBearer,
    [
      'F BANK ← B BANK 101232877',
      'B PAYABLE ← F CLAIM 100000000',
      'B INTEREST_PAYABLE ← F INTEREST_RECEIVABLE 1232877',
      'F DISCOUNT_UNEARNED ← F DISCOUNT_EARNED 1232877',
    ],
  ],
  ['PAID_TO_SUPPLIER', paid, ['S BANK ← B BANK 10000000', 'B PAYABLE ← S CLAIM 10000000']],
  [
    'PAID_TO_SUPPLIER, 12 days late',
    paidToSupplier({ ...deal, lateMinor, principalMinor: 100_000_00n }),
    ['S BANK ← B BANK 10038192', 'B LATE_PAYABLE ← S LATE_RECEIVABLE 38192', 'B PAYABLE ← S CLAIM 10000000'],
  ],
  [
    'PURCHASE with reserve',
    withReserve,
    [
      'F CLAIM ← S CLAIM 10000000',
      'S BANK ← F BANK 8890125',
      'S DISCOUNT_COST ← F DISCOUNT_UNEARNED 49875',
      'S COMMISSION_COST ← F COMMISSION_INCOME 60000',
      'S RESERVE_RECEIVABLE ← F RESERVE_PAYABLE 1000000',
    ],
  ],
  [
    'RESERVE_RELEASED',
    reserveReleased({ ...deal, reserveMinor: 10_000_00n }),
    ['S BANK ← F BANK 1000000', 'F RESERVE_PAYABLE ← S RESERVE_RECEIVABLE 1000000'],
  ],
  [
    'PRICE_ADJUSTED',
    priceAdjusted({ ...deal, owedToSupplierMinor: 25_00n }),
    ['S BANK ← F BANK 2500', 'F PRICE_PAYABLE ← S PRICE_RECEIVABLE 2500'],
  ],
  [
    'CREDIT_NOTE before an award',
    creditNoteReducing({ ...deal, amountMinor: 5_000_00n }),
    ['B PAYABLE ← S CLAIM 500000', 'S SALES ← B PURCHASES 500000'],
  ],
  [
    'CREDIT_NOTE after an award, IRREVOCABLE',
    creditNoteOwed({ ...deal, amountMinor: 5_000_00n }),
    ['B CREDIT_RECEIVABLE ← S CREDIT_PAYABLE 500000', 'S SALES ← B PURCHASES 500000'],
  ],
  [
    'CREDIT_NOTE after an award, with reserve',
    creditNoteFromReserve({ ...deal, amountMinor: 2_000_00n }),
    ['B PAYABLE ← F CLAIM 200000', 'F RESERVE_PAYABLE ← S RESERVE_RECEIVABLE 200000', 'S SALES ← B PURCHASES 200000'],
  ],
  [
    'EARLY_PAYMENT',
    earlyPayment({ ...deal, faceMinor: 100_000_00n, discountMinor: 1_200_00n }),
    ['S BANK ← B BANK 9880000', 'B PAYABLE ← S CLAIM 10000000', 'S DISCOUNT_COST ← B DISCOUNT_INCOME 120000'],
  ],
  [
    'LATE_CHARGE of the first day',
    lateCharge({ ...day, lumpSumMinor: 40_00n, lateInterestMinor: 28_49n }),
    [
      'F LATE_RECEIVABLE ← B LATE_PAYABLE 4000',
      'B LATE_COST ← F LATE_INCOME 4000',
      'F LATE_RECEIVABLE ← B LATE_PAYABLE 2849',
      'B LATE_COST ← F LATE_INCOME 2849',
    ],
  ],
  [
    'LATE_CHARGE of a later day',
    lateCharge({ ...day, lumpSumMinor: 0n, lateInterestMinor: 28_50n }),
    ['F LATE_RECEIVABLE ← B LATE_PAYABLE 2850', 'B LATE_COST ← F LATE_INCOME 2850'],
  ],
  [
    'REPAYMENT, 12 days late',
    repayment({ ...deal, lateMinor, principalMinor: 100_000_00n, interestMinor: 0n, earnedMinor: 750_00n }),
    [
      'F BANK ← B BANK 10038192',
      'B LATE_PAYABLE ← F LATE_RECEIVABLE 38192',
      'B PAYABLE ← F CLAIM 10000000',
      'F DISCOUNT_UNEARNED ← F DISCOUNT_EARNED 75000',
    ],
  ],
  [
    'REPAYMENT, 12 days late, of which 100,000.00 comes',
    repayment({ ...deal, lateMinor, principalMinor: 99_618_08n, interestMinor: 0n, earnedMinor: 0n }),
    ['F BANK ← B BANK 10000000', 'B LATE_PAYABLE ← F LATE_RECEIVABLE 38192', 'B PAYABLE ← F CLAIM 9961808'],
  ],
  ['SUSPENSE', suspense({ ...entry, direction: 'IN' }), ['S BANK ← S SUSPENSE 4000000']],
  ['SUSPENSE, money out', suspense({ ...entry, direction: 'OUT' }), ['S SUSPENSE ← S BANK 4000000']],
  ['REFUND_HELD', refundHeld(refund), ['S BANK ← B BANK 10000000', 'B REFUND_RECEIVABLE ← S REFUND_PAYABLE 10000000']],
  ['REFUNDED', refunded(refund), ['B BANK ← S BANK 10000000', 'S REFUND_PAYABLE ← B REFUND_RECEIVABLE 10000000']],
  [
    'FORWARDED',
    forwarded({
      ...{ ...deal, ...inTime, receiverId: 'S', principalMinor: 100_000_00n, earnedMinor: 750_00n },
      ...{ recovers: false, excessMinor: 0n },
    }),
    [
      'F BANK ← S BANK 10000000',
      'B PAYABLE ← F CLAIM 10000000',
      'S REFUND_PAYABLE ← B REFUND_RECEIVABLE 10000000',
      'F DISCOUNT_UNEARNED ← F DISCOUNT_EARNED 75000',
    ],
  ],
  [
    'WRITE_OFF',
    writeOff({ ...deal, openMinor: 100_000_00n, unearnedMinor: 750_00n }),
    ['F LOSS ← F LOSS_ALLOWANCE 9925000', 'F DISCOUNT_UNEARNED ← F LOSS_ALLOWANCE 75000'],
  ],
  [
    'WRITE_OFF of less than would have been earned',
    writeOff({ ...deal, openMinor: 381_92n, unearnedMinor: 750_00n }),
    ['F DISCOUNT_UNEARNED ← F LOSS_ALLOWANCE 38192', 'F DISCOUNT_UNEARNED ← F DISCOUNT_EARNED 36808'],
  ],
  [
    'RECOVERY',
    recovery({ ...deal, ...inTime, principalMinor: 30_000_00n }),
    ['F BANK ← B BANK 3000000', 'B PAYABLE ← F CLAIM 3000000', 'F LOSS_ALLOWANCE ← F RECOVERY_INCOME 3000000'],
  ],
  ['CLAIM_RECORDED', claimRecorded({ ...deal, faceMinor: 100_000_00n }), ['S CLAIM ← S SALES 10000000']],
])('%s', (_, movement, expected) => {
  expect(lines(movement)).toEqual(expected);
  for (const [, sum] of balances(movement)) expect(sum).toBe(0n);
});

test('a transfer names its invoice, and its financing where there is one', () => {
  expect(onTime.transfers.every(transfer => transfer.invoiceId === 'i' && transfer.financingId === 'f')).toBe(true);
  expect(onTime.cause).toEqual({ kind: 'PAYMENT', id: 'p' });
});

test('the README holds the chart as it is', () => {
  const file = path.join(projectRoot(), 'server/ledger/README.md');
  const readme = readFileSync(file, 'utf8');
  const rendered = readme.replace(
    /<!-- chart -->[^]*<!-- \/chart -->/,
    `<!-- chart -->\n\n${chartAsMarkdown()}\n\n<!-- /chart -->`,
  );
  // The one way to write it: nothing else does.
  if (process.env.UPDATE_DOCUMENTATION) writeFileSync(file, rendered);
  else expect(readme).toBe(rendered);
});
