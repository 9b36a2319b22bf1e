import { divideHalfUp } from '../../server/platform/money.js';
import fc from 'fast-check';
import { rejectInvoice, withdrawCreditNote } from '../../server/invoices/index.js';
import { creditNoteById, creditNotePage, creditNotesOfInvoice } from '../../server/invoices/credit-note.reads.js';
import { remittanceOfPayment } from '../../server/remittances/remittance.reads.js';
import { breakdownOf } from '../../server/remittances/remittance.rules.js';
import { toWireId } from '../../server/platform/ids.js';
import type { SubmissionReport } from '../../server/invoices/index.js';
import { type CreditMarket, openCreditMarket } from '../support/credit-market.js';
import { entry, notification } from '../support/bank-reports.js';
import { history, insert, type MoneyMarket, type Party } from '../support/money-market.js';
import { openDesk } from '../support/resolving.js';
import { localDate } from '../../server/platform/local-date.js';

jest.setTimeout(60_000);

let market: CreditMarket;

beforeEach(async () => {
  market = await openCreditMarket();
});
afterEach(async () => {
  const violations = await market.violations().finally(() => market.close());
  expect(violations).toEqual([]);
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

/** An invoice that is promised, sold, and paid for by the funder. */
async function sold(payable: string, number: string): Promise<string> {
  const id = await market.invoice(payable, number);
  await market.approveAll(id);
  await market.award(await market.stored(id));
  await market.pay(await market.payment({ id }, 'DISBURSEMENT'));
  await market.settle();
  return id;
}

const codes = (report: SubmissionReport) =>
  report.refused.flatMap(({ problems }) => problems.map(({ code, path }) => `${code} ${path}`));

test('one greater than the later invoices is netted piece by piece, the earliest due first', async () => {
  await sold('100000.00', 'RE-1');
  const note = await market.noteFor('50000.00', 'RE-1');
  const [first, second] = [await market.invoice('20000.00'), await market.invoice('10000.00')];
  await market.approveAll(first, second);
  for (const id of [first, second]) {
    expect(await market.stored(id)).toMatchObject({ state: 'CREDITED', approvedMinor: 0n });
    expect(await payments(id)).toEqual([]);
  }
  expect(await market.storedNote(note)).toMatchObject({ state: 'OPEN', nettedMinor: 3_000_000n });
  expect(await market.balances(market.buyer.id)).toMatchObject({ CREDIT_RECEIVABLE: 2_000_000n });
  const third = await market.invoice('30000.00');
  await market.approveAll(third);
  expect(await market.stored(third)).toMatchObject({ state: 'APPROVED', approvedMinor: 1_000_000n });
  expect(await market.storedNote(note)).toMatchObject({ state: 'NETTED', nettedMinor: 5_000_000n });
});

test('one that waits when its claim is sold is netted, not taken off the sold claim', async () => {
  const id = await market.invoice('100000.00', 'RE-1');
  await market.approveAll(id);
  const note = await market.noteFor('5000.00', 'RE-1');
  const approvalId = await market.prepare({ creditNoteIds: [wireNote(note)] });
  await market.award(await market.stored(id));
  await market.release(approvalId);
  expect(await market.storedNote(note)).toMatchObject({ state: 'RECORDED' });
  expect(await market.stored(id)).toMatchObject({ approvedMinor: 10_000_000n });
  const later = await market.invoice('40000.00');
  await market.approveAll(later);
  expect(await market.storedNote(note)).toMatchObject({ state: 'NETTED' });
  expect(await market.stored(later)).toMatchObject({ approvedMinor: 3_500_000n });
  expect(await market.stored(id)).toMatchObject({ approvedMinor: 10_000_000n, creditedMinor: 0n });
});

test('one whose invoice is paid is netted against a later one', async () => {
  const id = await market.invoice('1000.00', 'RE-1');
  await market.approveAll(id);
  await market.pay(await market.payment({ id }, 'SUPPLIER_PAYMENT'));
  const whileUnderWay = await market.noteFor('10.00', 'RE-1');
  expect(await market.storedNote(whileUnderWay)).toMatchObject({ state: 'OPEN' });
});

test('one whose invoice is paid in part is netted against a later one, whatever a batch meant to do with it before', async () => {
  const { supplier, buyer } = market;
  const desk = await openDesk(market as unknown as MoneyMarket);
  const approved = async (number: string) => {
    const id = await market.invoice('1000.00', number);
    await market.approveAll(id);
    return id;
  };
  const payPart = async (id: string) => {
    const account = ({ name, iban }: Party) => ({ name, iban });
    const came = { side: 'CREDIT', amountMinor: 600_00n, debtor: account(buyer), creditor: account(supplier) } as const;
    await desk.bring(supplier, notification(supplier, [entry({ ...came, bookedOn: localDate('2031-03-03') })]));
    const [suspended] = await market.rows<{ id: string }>('bank_entry', `state = 'SUSPENSE'`);
    const paymentId = toWireId('payment', (await market.payment({ id }, 'SUPPLIER_PAYMENT')).id);
    const said = await desk.resolve(supplier, toWireId('bankEntry', suspended!.id), { kind: 'PAYMENT', paymentId });
    expect(said).toMatchObject({ resolution: { state: 'CONFIRMED' } });
  };
  const first = await approved('RE-1');
  const waiting = await market.noteFor('400.00', 'RE-1');
  const batch = await market.prepare({ creditNoteIds: [wireNote(waiting)] });
  await payPart(first);
  await market.release(batch);
  expect(await market.stored(first)).toMatchObject({ state: 'APPROVED', approvedMinor: 1000_00n, paidMinor: 600_00n });

  const second = await approved('RE-2');
  expect(await market.storedNote(waiting)).toMatchObject({ state: 'NETTED' });
  expect(await market.stored(second)).toMatchObject({ approvedMinor: 600_00n });
  await market.noteFor('500.00', 'RE-1');
  const later = await market.invoice('1000.00');
  await market.approveAll(later);
  expect(await market.stored(first)).toMatchObject({ state: 'APPROVED', approvedMinor: 1000_00n });
  expect(await market.stored(later)).toMatchObject({ approvedMinor: 500_00n });
});

test('what is listed of a reduced invoice is withdrawn: a face never changes under its bids', async () => {
  const id = await market.invoice('100000.00', 'RE-1');
  await market.approveAll(id);
  const auctionId = await listByHand(id);
  const note = await market.noteFor('5000.00', 'RE-1');
  await market.release(await market.prepare({ creditNoteIds: [wireNote(note)] }));
  expect(await market.rows('auction', 'id = $1', [auctionId])).toMatchObject([
    { state: 'WITHDRAWN', faceMinor: 10_000_000n },
  ]);
  expect(await market.rows('bid', 'auction_id = $1', [auctionId])).toMatchObject([
    { state: 'LOST', lostReason: 'WITHDRAWN' },
  ]);
  expect(await market.rows('exposure_limit', 'reserved_minor <> 0')).toEqual([]);
  expect(await market.stored(id)).toMatchObject({ state: 'APPROVED', approvedMinor: 9_500_000n });
});

/** An auction with one live bid of the funder. */
async function listByHand(invoiceId: string): Promise<string> {
  const { programmeId, supplier, buyer, funder, work } = market;
  const invoice = await market.stored(invoiceId);
  const [auctionId, bidId] = [crypto.randomUUID(), crypto.randomUUID()];
  const faceMinor = invoice.approvedMinor!.toString();
  const span = { closes_at: '2099-01-01T00:00:00Z', accept_until: '2099-01-01T00:00:00Z' };
  await work.perform({ kind: 'SYSTEM' }, async tx => {
    await insert(tx, 'auction', {
      ...{ id: auctionId, invoice_id: invoiceId, programme_id: programmeId, terms_id: invoice.termsId },
      ...{
        supplier_id: supplier.id,
        buyer_id: buyer.id,
        kind: 'CONTINUOUS',
        advance_bps: 10_000,
        face_minor: faceMinor,
      },
      ...{ currency: 'EUR', maturity: invoice.adjustedDueDate, ...span, state: 'OPEN', event_no: 1 },
    });
    await history(tx, 'auction', auctionId, ['OPEN', 'auction.opened']);
    await insert(tx, 'bid', {
      ...{ id: bidId, auction_id: auctionId, funder_id: funder.id, version: 1, price_kind: 'DISCOUNT_ON_FACE' },
      ...{ rate_bps: '450', day_count: 'ACT_360', flat_fee_minor: '0', exposure_minor: faceMinor, currency: 'EUR' },
      ...{ valid_until: '2098-01-01T00:00:00Z', state: 'LIVE', event_no: 1 },
    });
    await history(tx, 'bid', bidId, ['LIVE', 'bid.placed']);
    await tx.execute('UPDATE exposure_limit SET reserved_minor = reserved_minor + $1 WHERE funder_id IS NOT NULL', [
      faceMinor,
    ]);
  });
  return auctionId;
}

test('a payment tells of the credit: approved less credited is what is paid', async () => {
  const id = await market.invoice('100000.00', 'RE-1');
  await market.noteFor('5000.00', 'RE-1');
  await market.approveAll(id);
  const payment = await market.payment({ id }, 'SUPPLIER_PAYMENT');
  const buyer = market.buyer.checker;
  const [row] = await market.database.read(buyer, db => remittanceOfPayment(db, buyer, [payment.id]));
  expect(breakdownOf(row!, row!.approvedMinor, row!.financing)).toMatchObject({
    approvedMinor: 10_000_000n,
    adjustmentMinor: -500_000n,
    netMinor: 9_500_000n,
  });
});

describe('landing', () => {
  test('each fault is one precise problem, and changes nothing', async () => {
    const id = await market.invoice('1000.00', 'RE-1');
    await market.noteFor('400.00', 'RE-1');
    expect(codes(await market.note({ payable: '600.01', precedingInvoice: 'RE-1' }))).toEqual([
      'CREDIT_ABOVE_INVOICE /CreditNote/cac:LegalMonetaryTotal/cbc:PayableAmount',
    ]);
    expect(codes(await market.note({ payable: '1.00', currency: 'USD', precedingInvoice: 'RE-1' }))).toEqual([
      'CREDIT_CURRENCY_DIFFERS /CreditNote/cbc:DocumentCurrencyCode',
    ]);
    expect(codes(await market.note({ payable: '0.00', precedingInvoice: 'RE-1' }))).toEqual([
      'AMOUNT_NOT_POSITIVE /CreditNote/cac:LegalMonetaryTotal/cbc:PayableAmount',
    ]);
    const decision = { invoiceId: wire(id), reason: 'OTHER', note: null };
    await market.run(rejectInvoice, market.buyer.checker, decision);
    expect(codes(await market.note({ payable: '1.00', precedingInvoice: 're 1' }))).toEqual([
      'CREDIT_INVOICE_CLOSED /CreditNote/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
    ]);
    expect(await market.rows('credit_note', `state <> 'WITHDRAWN'`)).toEqual([]);
  });

  test('a rejected invoice takes its waiting credit notes with it', async () => {
    const id = await market.invoice('1000.00', 'RE-1');
    const note = await market.noteFor('400.00', 'RE-1');
    await market.run(rejectInvoice, market.buyer.checker, { invoiceId: wire(id), reason: 'OTHER', note: null });
    expect(await market.storedNote(note)).toMatchObject({ state: 'WITHDRAWN' });
  });

  test('the same side again is a duplicate, the other side joins, other figures are refused', async () => {
    const id = await market.invoice('1000.00', 'RE-1');
    const given = { number: 'GS-7', payable: '40.00', precedingInvoice: 'RE-1' };
    const first = await market.note(given);
    expect(first.creditNotes).toMatchObject([{ outcome: 'RECORDED', number: 'GS-7', invoiceId: wire(id) }]);
    expect(first.documentId).not.toBeNull();
    expect(codes(await market.note(given))).toEqual(['DUPLICATE /CreditNote/cbc:ID']);
    expect(codes(await market.note({ ...given, payable: '41.00' }))).toEqual([
      'CREDIT_NOTE_DIFFERS /CreditNote/cbc:ID',
    ]);
    expect((await market.note(given, market.buyer.checker)).creditNotes).toMatchObject([{ outcome: 'JOINED' }]);
    expect(await market.rows('credit_note_copy')).toHaveLength(2);
  });

  test('rows of a file, with the invoice they name among them', async () => {
    const report = await market.csv([
      { invoice_number: 'RE-9', payable_amount: '500.00' },
      { invoice_number: 'GS-9', type_code: '381', payable_amount: '20.00', preceding_invoice_number: 'RE-9' },
      { invoice_number: 'GS-8', type_code: '83', payable_amount: '30.00' },
      { invoice_number: 'GS-10', type_code: '396', payable_amount: '900.00', preceding_invoice_number: 'RE-9' },
    ]);
    expect(report.landed).toMatchObject([{ number: 'RE-9', row: 2 }]);
    expect(report.creditNotes).toMatchObject([
      { number: 'GS-9', outcome: 'RECORDED', row: 3 },
      { number: 'GS-8', outcome: 'OPEN', invoiceId: null, row: 4 },
    ]);
    expect(codes(report)).toEqual(['CREDIT_ABOVE_INVOICE row 5, column payable_amount']);
  });

  test('without a known reference it stands on its own, and is netted', async () => {
    const note = await market.noteFor('100.00', 'NOT-HERE');
    expect(await market.storedNote(note)).toMatchObject({ state: 'OPEN', invoiceId: null });
    const later = await market.invoice('250.00');
    await market.approveAll(later);
    expect(await market.stored(later)).toMatchObject({ approvedMinor: 15_000n, creditedMinor: 10_000n });
  });

  test('a buyer cannot lower by its own credit note what it promised irrevocably', async () => {
    const id = await market.invoice('1000.00', 'RE-1');
    await market.approveAll(id);
    const report = await market.note({ payable: '1.00', precedingInvoice: 'RE-1' }, market.buyer.checker);
    expect(codes(report)).toEqual([
      'CREDIT_AGAINST_PROMISE /CreditNote/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
    ]);
  });

  test('one that comes after a batch was prepared leaves its invoice out of the release', async () => {
    const id = await market.invoice('1000.00', 'RE-1');
    const approvalId = await market.prepare({ lines: [{ invoiceId: wire(id) }] });
    await market.noteFor('40.00', 'RE-1');
    expect((await market.release(approvalId)).leftOut).toEqual([{ invoiceId: id, reason: 'INVOICE_CHANGED' }]);
  });
});

test('whoever sent it takes it back, posted or not, and the number is free again', async () => {
  await market.invoice('1000.00', 'RE-1');
  const given = { number: 'GS-1', payable: '40.00' };
  for (const precedingInvoice of ['RE-1', null]) {
    const [landed] = (await market.note({ ...given, precedingInvoice })).creditNotes;
    const input = { creditNoteId: landed!.creditNoteId };
    expect(await market.run(withdrawCreditNote, market.buyer.checker, input)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await market.run(withdrawCreditNote, market.funder.checker, input)).toMatchObject({ code: 'NOT_FOUND' });
    await market.run(withdrawCreditNote, market.supplier.checker, input);
  }
  expect(await market.rows('credit_note', `state = 'WITHDRAWN'`)).toHaveLength(2);
  expect(await market.balances(market.buyer.id)).toEqual({});
});

test('a batch takes what is free of a note, and no batch takes it twice', async () => {
  const note = await market.noteFor('100.00', null);
  const [a, b] = [await market.invoice('70.00'), await market.invoice('80.00')];
  const [first, second] = [
    await market.prepare({ lines: [{ invoiceId: wire(a) }] }),
    await market.prepare({ lines: [{ invoiceId: wire(b) }] }),
  ];
  await Promise.all([market.release(first), market.release(second)]);
  expect(await market.stored(a)).toMatchObject({ state: 'CREDITED', creditedMinor: 7_000n });
  expect(await market.stored(b)).toMatchObject({ approvedMinor: 5_000n, creditedMinor: 3_000n });
  expect(await market.storedNote(note)).toMatchObject({ state: 'NETTED' });
});

test('the release of a later invoice, many times at once, nets once', async () => {
  const note = await market.noteFor('100.00', null);
  const later = await market.invoice('250.00');
  const approvalId = await market.prepare({ lines: [{ invoiceId: wire(later) }] });
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => market.release(approvalId)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await market.stored(later)).toMatchObject({ approvedMinor: 15_000n, creditedMinor: 10_000n });
  expect(await market.storedNote(note)).toMatchObject({ state: 'NETTED', nettedMinor: 10_000n });
  expect(await posted('CREDIT_NETTED')).toHaveLength(2);
});

test('the same credit note from many at once lands once', async () => {
  await market.invoice('1000.00', 'RE-1');
  const given = { number: 'GS-1', payable: '600.00', precedingInvoice: 'RE-1' };
  const reports = await Promise.all(Array.from({ length: 6 }, () => market.note(given)));
  expect(reports.flatMap(({ creditNotes }) => creditNotes)).toHaveLength(1);
  const others = await Promise.all(
    Array.from({ length: 4 }, (_, index) => market.note({ ...given, number: `GS-2${index}`, payable: '300.00' })),
  );
  expect(others.flatMap(({ creditNotes }) => creditNotes)).toHaveLength(1);
});

test('a funder, and whoever is not a party, sees no credit note and hears of none', async () => {
  const id = await sold('100000.00', 'RE-1');
  const note = await market.noteFor('5000.00', 'RE-1');
  await market.approveAll(await market.invoice('40000.00'));
  for (const viewer of [market.funder.checker]) {
    const seen = await market.database.read(viewer, async db => [
      await creditNoteById(db, viewer, [note]),
      await creditNotesOfInvoice(db, viewer, [id]),
      (await creditNotePage(db, { first: 10 })).rows,
    ]);
    expect(seen).toEqual([[null], [[]], []]);
  }
  const channels = await market.asAdmin<{ channel: string }>(
    `SELECT DISTINCT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_kind = 'credit_note' ORDER BY 1`,
  );
  const parties = [market.buyer.id, market.supplier.id].map(party => `organization:${party}`);
  expect(channels.map(({ channel }) => channel).sort()).toEqual(['operator', ...parties].sort());
});

test('any sequence of invoices, credit notes, releases and sales: the sums hold', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('invoice' as const), cents: fc.integer({ min: 100, max: 100_000 }) }),
    fc.record({ kind: fc.constant('note' as const), cents: fc.integer({ min: 1, max: 60_000 }), of: fc.nat(9) }),
    fc.record({ kind: fc.constant('approve' as const), of: fc.nat(9) }),
    fc.record({ kind: fc.constant('sell' as const), of: fc.nat(9) }),
    fc.record({ kind: fc.constant('reduce' as const), of: fc.nat(9) }),
  );
  const amount = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async steps => {
      run += 1;
      const invoices: { id: string; number: string }[] = [];
      for (const [index, one] of steps.entries()) {
        const of = 'of' in one ? invoices[one.of % Math.max(invoices.length, 1)] : undefined;
        if (one.kind === 'invoice') {
          const number = `P-${run}-${index}`;
          invoices.push({ id: await market.invoice(amount(one.cents), number), number });
        } else if (one.kind === 'note') {
          await market.note({ payable: amount(one.cents), precedingInvoice: of?.number ?? null });
        } else if (of && one.kind === 'approve') {
          if ((await market.stored(of.id)).state === 'SUBMITTED') await market.approveAll(of.id);
        } else if (of && one.kind === 'sell') {
          const invoice = await market.stored(of.id);
          const isFree = (await market.rows('financing', 'invoice_id = $1', [of.id])).length === 0;
          if (invoice.state === 'APPROVED' && isFree && invoice.approvedMinor! > 100n) {
            // 4.50 % over 60 days of 360.
            await market.award(invoice, { discountMinor: divideHalfUp(invoice.approvedMinor! * 75n, 10_000n) });
          }
        } else if (of && one.kind === 'reduce') {
          const [note] = await market.rows<{ id: string }>(
            'credit_note',
            `invoice_id = $1 AND state = 'RECORDED' AND invoice_id IN (SELECT id FROM invoice WHERE state = 'APPROVED')`,
            [of.id],
          );
          const isSold = (await market.rows('financing', 'invoice_id = $1', [of.id])).length > 0;
          if (note && !isSold) await market.release(await market.prepare({ creditNoteIds: [wireNote(note.id)] }));
        }
      }
      expect(await market.violations()).toEqual([]);
      for (const { id } of invoices) {
        const { state, approvedMinor, creditedMinor, payableMinor } = await market.stored(id);
        if (state === 'APPROVED' || state === 'CREDITED') expect(approvedMinor! + creditedMinor).toBe(payableMinor);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
