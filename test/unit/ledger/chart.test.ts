import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  chartAsMarkdown,
  fee,
  type NewMovement,
  paidToSupplier,
  paymentCause,
  purchase,
  repayment,
  undertaking,
} from '../../../server/ledger/index.js';
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
  interestMinor: 0n,
});
const late = purchase({
  ...deal,
  faceMinor: 100_000_00n,
  priceMinor: 99_250_00n,
  discountMinor: 725_00n,
  flatFeeMinor: 0n,
  owedToSupplierMinor: 25_00n,
  interestMinor: 0n,
});
const withFlatFee = purchase({
  ...deal,
  faceMinor: 80_000_00n,
  priceMinor: 79_260_78n,
  discountMinor: 664_22n,
  flatFeeMinor: 75_00n,
  owedToSupplierMinor: 0n,
  interestMinor: 0n,
});
const buyerBears = purchase({
  ...deal,
  faceMinor: 1_000_000_00n,
  priceMinor: 1_000_000_00n,
  discountMinor: 0n,
  flatFeeMinor: 0n,
  owedToSupplierMinor: 0n,
  interestMinor: 12_328_77n,
});
const promised = undertaking({ ...deal, approvedMinor: 100_000_00n });
const feeOfFunder = fee({ ...deal, payerId: 'F', operatorId: 'O', feeMinor: 50_00n });
const repaid = repayment({ ...deal, faceMinor: 100_000_00n, repaymentMinor: 100_000_00n, earnedMinor: 750_00n });
const repaidByBearer = repayment({
  ...deal,
  faceMinor: 1_000_000_00n,
  repaymentMinor: 1_012_328_77n,
  earnedMinor: 12_328_77n,
});
const paid = paidToSupplier({ ...deal, approvedMinor: 100_000_00n });

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
