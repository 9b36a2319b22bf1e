import { toWireId } from '../../server/platform/ids.js';
import { type CreditMarket, openCreditMarket } from '../support/credit-market.js';

jest.setTimeout(60_000);

let market: CreditMarket;

beforeEach(async () => {
  market = await openCreditMarket();
});
afterEach(async () => {
  expect(await market.violations()).toEqual([]);
  await market.close();
});

const wire = (id: string) => toWireId('invoice', id);
const wireNote = (id: string) => toWireId('creditNote', id);

/** The movements of an invoice by one kind. */
const posted = async (kind: string) => (await market.ledger()).filter(line => line.startsWith(`${kind} |`));

const payments = (invoiceId: string) =>
  market.rows<{ state: string; amountMinor: bigint }>('payment', 'invoice_id = $1 ORDER BY attempt', [invoiceId]);

test('after the approval and before an award, a release takes it off the invoice and off its payment', async () => {
  const id = await market.invoice('100000.00', 'RE-1');
  await market.approveAll(id);
  const note = await market.noteFor('5000.00', 'RE-1');
  expect(await market.storedNote(note)).toMatchObject({ state: 'RECORDED', invoiceId: id, amountMinor: 500_000n });
  expect(await market.stored(id)).toMatchObject({ approvedMinor: 10_000_000n, creditedMinor: 0n });

  await market.release(await market.prepare({ creditNoteIds: [wireNote(note)] }));
  expect(await market.storedNote(note)).toMatchObject({ state: 'APPLIED' });
  expect(await market.stored(id)).toMatchObject({
    state: 'APPROVED',
    approvedMinor: 9_500_000n,
    creditedMinor: 500_000n,
  });
  expect(await posted('CREDIT_NOTE')).toEqual([
    'CREDIT_NOTE | Buyer PAYABLE | Supplier CLAIM | 5000.00 EUR',
    'CREDIT_NOTE | Supplier SALES | Buyer PURCHASES | 5000.00 EUR',
  ]);
  expect(await payments(id)).toMatchObject([
    { state: 'CANCELLED', amountMinor: 10_000_000n },
    { state: 'DUE', amountMinor: 9_500_000n },
  ]);
  expect(wire(id)).toMatch(/^inv_/);
});

test('before the approval, the release of the invoice takes it off; to zero, the invoice is CREDITED', async () => {
  const [part, whole] = [await market.invoice('100000.00', 'RE-1'), await market.invoice('700.00', 'RE-2')];
  const notes = [await market.noteFor('5000.00', 'RE-1'), await market.noteFor('700.00', 'RE-2')];
  await market.approveAll(part, whole);
  expect(await market.stored(part)).toMatchObject({ state: 'APPROVED', approvedMinor: 9_500_000n });
  expect(await market.stored(whole)).toMatchObject({ state: 'CREDITED', approvedMinor: 0n, creditedMinor: 70_000n });
  for (const note of notes) expect(await market.storedNote(note)).toMatchObject({ state: 'APPLIED' });
  expect(await payments(part)).toMatchObject([{ state: 'DUE', amountMinor: 9_500_000n }]);
  expect(await payments(whole)).toEqual([]);
});

test('after an award it is owed to the buyer, and netted at the release of a later invoice: 5,000 of 40,000', async () => {
  const sold = await market.invoice('100000.00', 'RE-1');
  await market.approveAll(sold);
  await market.award(await market.stored(sold));
  await market.pay(await market.payment({ id: sold }, 'DISBURSEMENT'));
  await market.settle();
  const claimBefore = await market.balances(market.funder.id);

  const note = await market.noteFor('5000.00', 'RE-1');
  expect(await market.storedNote(note)).toMatchObject({ state: 'OPEN', invoiceId: sold, nettedMinor: 0n });
  expect(await posted('CREDIT_NOTE')).toEqual([
    'CREDIT_NOTE | Buyer CREDIT_RECEIVABLE | Supplier CREDIT_PAYABLE | 5000.00 EUR',
    'CREDIT_NOTE | Supplier SALES | Buyer PURCHASES | 5000.00 EUR',
  ]);
  expect(await market.balances(market.buyer.id)).toMatchObject({ CREDIT_RECEIVABLE: 500_000n, PAYABLE: -10_000_000n });

  const later = await market.invoice('40000.00');
  await market.approveAll(later);
  expect(await posted('CREDIT_NETTED')).toEqual([
    'CREDIT_NETTED | Buyer PAYABLE | Supplier CLAIM | 5000.00 EUR',
    'CREDIT_NETTED | Supplier CREDIT_PAYABLE | Buyer CREDIT_RECEIVABLE | 5000.00 EUR',
  ]);
  expect(await market.storedNote(note)).toMatchObject({ state: 'NETTED', nettedMinor: 500_000n });
  expect(await market.stored(later)).toMatchObject({ state: 'APPROVED', approvedMinor: 3_500_000n });
  expect(await payments(later)).toMatchObject([{ state: 'DUE', amountMinor: 3_500_000n }]);
  expect(await market.stored(sold)).toMatchObject({ approvedMinor: 10_000_000n, creditedMinor: 0n });
  expect(await market.balances(market.funder.id)).toEqual(claimBefore);
  expect(await market.balances(market.buyer.id)).not.toHaveProperty('CREDIT_RECEIVABLE');
});
