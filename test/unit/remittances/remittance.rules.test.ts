import { breakdownOf, maskedIban } from '../../../server/remittances/remittance.rules.js';

const approved = 10_000_000n;
const supplierBears = {
  advanceMinor: approved,
  discountMinor: 75_000n,
  flatFeeMinor: 1_000n,
  repaymentMinor: approved,
};
const buyerBears = { ...supplierBears, repaymentMinor: approved + 76_000n };
const none = { reserveMinor: 0n, discountMinor: 0n, feesMinor: 0n, interestMinor: 0n, adjustmentMinor: 0n };

test.each([
  [
    'leg 1, the supplier bears the cost',
    { kind: 'DISBURSEMENT', amountMinor: 9_924_000n },
    supplierBears,
    { discountMinor: 75_000n, feesMinor: 1_000n },
  ],
  ['leg 2 of the same, whose payer meets no discount', { kind: 'REPAYMENT', amountMinor: approved }, supplierBears, {}],
  ['leg 1, the buyer bears the cost', { kind: 'DISBURSEMENT', amountMinor: approved }, buyerBears, {}],
  ['leg 2 of the same', { kind: 'REPAYMENT', amountMinor: approved + 76_000n }, buyerBears, { interestMinor: 76_000n }],
  [
    'leg 1 with a reserve',
    { kind: 'DISBURSEMENT', amountMinor: 8_924_000n },
    { ...supplierBears, advanceMinor: 9_000_000n },
    { reserveMinor: 1_000_000n, discountMinor: 75_000n, feesMinor: 1_000n },
  ],
  ['to the supplier, nobody financed', { kind: 'SUPPLIER_PAYMENT', amountMinor: approved }, null, {}],
  [
    'to the supplier, part of it paid before',
    { kind: 'SUPPLIER_PAYMENT', amountMinor: 6_000_000n },
    null,
    { adjustmentMinor: -4_000_000n },
  ],
  [
    'leg 2 with something on top that is no interest',
    { kind: 'REPAYMENT', amountMinor: approved + 38_192n },
    supplierBears,
    { adjustmentMinor: 38_192n },
  ],
] as const)('%s', (_name, payment, financing, parts) => {
  const breakdown = breakdownOf(payment, approved, financing);
  expect(breakdown).toEqual({ approvedMinor: approved, ...none, ...parts, netMinor: payment.amountMinor });
  const { approvedMinor, reserveMinor, discountMinor, feesMinor, interestMinor, adjustmentMinor, netMinor } = breakdown;
  expect(approvedMinor - reserveMinor - discountMinor - feesMinor + interestMinor + adjustmentMinor).toBe(netMinor);
});

test('a masked account keeps its length, its country and its last four', () => {
  expect(maskedIban('FR7630006000011234567890189')).toBe('FR*********************0189');
  expect(maskedIban('NO9386011117947')).toBe('NO*********7947');
});
