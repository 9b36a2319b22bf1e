/** Why an invoice is disputed, rejected, or approved for less. A closed list; what it leaves open goes into the note. */
export const decisionReasons = [
  'BANK_DETAILS',
  'TAX_RATE',
  'AMOUNT',
  'CALCULATION',
  'NOT_CONFORM',
  'DUPLICATE',
  'WRONG_RECIPIENT',
  'WRONG_ISSUER',
  'CONTRACT_ENDED',
  'DOUBLE_FINANCED',
  'ORDER_REFERENCE',
  'PRICE',
  'DISCOUNT',
  'QUANTITY',
  'ITEM',
  'PAYMENT_MEANS',
  'QUALITY',
  'DELIVERY_INCOMPLETE',
  'OTHER',
] as const;

export type DecisionReason = (typeof decisionReasons)[number];
