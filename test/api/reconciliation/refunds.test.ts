import { randomUUID } from 'node:crypto';
import { proposeBankAccount, verifyBankAccount } from '../../../server/organizations/index.js';
import { toWireId } from '../../../server/platform/ids.js';
import { type LocalDate, localDate } from '../../../server/platform/local-date.js';
import { Problem } from '../../../server/platform/problem.js';
import type { MemberViewer } from '../../../server/platform/viewer.js';
import { entry, expectBooksToHold, notification, statement } from '../../support/bank-reports.js';
import { findViolations } from '../../../server/invariants/index.js';
import { type MoneyMarket, openMoneyMarket, type Party } from '../../support/money-market.js';
import { type Desk, openDesk } from '../../support/resolving.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let desk: Desk;
beforeEach(async () => {
  market = await openMoneyMarket();
  desk = await openDesk(market);
});
afterEach(async () => {
  const violations = await findViolations(market.database);
  await market.close();
  expect(violations).toEqual([]);
});

const day = (date: string) => localDate(date);
const whole = 100_000_00n;

/** What the bank of a party books between it and another. */
function booked(side: 'DEBIT' | 'CREDIT', from: Party, to: Party, bookedOn: LocalDate, of: object = {}) {
  const [debtor, creditor] = [from, to].map(({ name, iban }) => ({ name, iban }));
  return entry({ side, amountMinor: whole, debtor: debtor!, creditor: creditor!, bookedOn, ...of });
}

interface EntryView {
  readonly id: string;
  readonly state: string;
  readonly payer: { readonly name: string } | null;
  readonly meantFor: readonly { readonly id: string }[];
  readonly refundChoices: readonly { readonly kind: string; readonly refund: { readonly id: string } }[];
}

async function suspense(viewer: MemberViewer): Promise<EntryView> {
  const { bankEntries } = await desk.ask<{ bankEntries: { edges: { node: EntryView }[] } }>(
    viewer,
    `{ bankEntries(state: [SUSPENSE]) { edges { node { id state payer { name } meantFor { id }
       refundChoices { kind refund { id } } } } } }`,
  );
  return bankEntries.edges[0]!.node;
}

/** Balances of the kind of account, by organization: what is not zero, debit above zero. */
async function balances(kind: string): Promise<Record<string, bigint>> {
  const rows = await market.asAdmin<{ name: string; balance: string }>(
    `SELECT o.name, (a.debit_minor - a.credit_minor)::text AS balance FROM ledger_account a
       JOIN organization o ON o.id = a.organization_id WHERE a.kind = $1 AND a.debit_minor <> a.credit_minor ORDER BY 1`,
    [kind],
  );
  return Object.fromEntries(rows.map(({ name, balance }) => [name, BigInt(balance)]));
}

/** A claim of 100,000.00 that the funder bought for 99,250.00; the buyer is to pay the funder on its day. */
async function soldClaim() {
  const invoice = await market.approve({ adjustedDueDate: day('2031-05-05') });
  await market.award(invoice);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.settle();
  await market.setClock('2031-03-06T09:00:00+01:00');
  await market.settle();
  await market.setClock('2031-05-05T10:00:00+02:00');
  expect(await balances('DISCOUNT_UNEARNED')).toEqual({ Funder: -750_00n });
  return invoice;
}

/** The buyer paid the supplier all the same, whose two persons say so. */
async function heldForBuyer() {
  const { supplier, buyer } = market;
  const invoice = await soldClaim();
  const paid = booked('CREDIT', buyer, supplier, day('2031-05-05'), { remittance: invoice.number });
  await desk.bring(supplier, notification(supplier, [paid]));
  const open = await suspense(supplier.checker);
  const invoiceId = toWireId('invoice', invoice.id);
  expect(open).toMatchObject({ payer: { name: 'Buyer' }, meantFor: [{ id: invoiceId }], refundChoices: [] });
  const { resolution } = await desk.resolve(supplier, open.id, { kind: 'REFUND', invoiceId });
  expect(resolution).toMatchObject({ state: 'CONFIRMED', refund: { state: 'HELD' }, entry: { state: 'RESOLVED' } });
  return { invoice, resolutionId: resolution!.id, refundId: resolution!.refund!.id };
}

test('the buyer pays the supplier by mistake: held, named by both, sent on to the funder, whose claim it pays', async () => {
  const { supplier, buyer, funder } = market;
  const { invoice, refundId } = await heldForBuyer();
  expect(await balances('REFUND_RECEIVABLE')).toEqual({ Buyer: whole });
  expect(await balances('REFUND_PAYABLE')).toEqual({ Supplier: -whole });
  expect(await balances('SUSPENSE')).toEqual({});
  // It owes the holder still.
  expect(await balances('PAYABLE')).toEqual({ Buyer: -whole });
  expect(await market.payment(invoice, 'REPAYMENT')).toMatchObject({ state: 'DUE' });

  // Its own bank tells the other side: nothing is posted twice.
  await desk.bring(
    buyer,
    statement(buyer, whole, [booked('DEBIT', buyer, supplier, day('2031-05-05'))], { day: day('2031-05-05') }),
  );
  const payersSide = await suspense(buyer.checker);
  expect(payersSide.refundChoices).toEqual([{ kind: 'REFUND', refund: { id: refundId } }]);
  expect(await balances('BANK')).toMatchObject({ Buyer: -2n * whole });
  await desk.resolve(buyer, payersSide.id, { kind: 'REFUND', refundId });
  expect(await balances('BANK')).toMatchObject({ Buyer: -whole, Supplier: 99_250_00n + whole });
  const account = `{ reconciledAccounts { moneyOut { amount } suspense { amount } inFlight { amount } unexplained { amount } } }`;
  expect(await desk.ask(buyer.checker, account)).toEqual({
    reconciledAccounts: [
      {
        moneyOut: { amount: '100000.00' },
        suspense: { amount: '0.00' },
        inFlight: { amount: '0.00' },
        unexplained: { amount: '0.00' },
      },
    ],
  });

  // The supplier sends it on. Nobody else hears of it, before.
  await market.setClock('2031-05-06T10:00:00+02:00');
  await desk.bring(supplier, notification(supplier, [booked('DEBIT', supplier, funder, day('2031-05-06'))]));
  const out = await suspense(supplier.checker);
  expect(out.refundChoices).toEqual([{ kind: 'SENT_ON', refund: { id: refundId } }]);
  await desk.bring(funder, notification(funder, [booked('CREDIT', supplier, funder, day('2031-05-06'))]));
  expect((await suspense(funder.checker)).refundChoices).toEqual([]);
  expect(await desk.ask(funder.checker, '{ refunds { edges { node { id } } } }')).toEqual({ refunds: { edges: [] } });
  expect(await desk.resolve(supplier, out.id, { kind: 'SENT_ON', refundId })).toMatchObject({
    resolution: { state: 'CONFIRMED', refund: { state: 'FORWARDED' } },
  });
  expect(await market.rows('invoice')).toMatchObject([{ state: 'PAID' }]);
  expect(await market.rows('financing')).toMatchObject([{ state: 'REPAID' }]);
  expect((await market.ledger({ invoiceId: invoice.id })).filter(line => line.startsWith('FORWARDED'))).toEqual([
    'FORWARDED | Funder BANK | Supplier BANK | 100000.00 EUR',
    'FORWARDED | Buyer PAYABLE | Funder CLAIM | 100000.00 EUR',
    'FORWARDED | Supplier REFUND_PAYABLE | Buyer REFUND_RECEIVABLE | 100000.00 EUR',
    'FORWARDED | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 750.00 EUR',
  ]);
  const received = await suspense(funder.checker);
  expect(received.refundChoices).toEqual([{ kind: 'SENT_ON', refund: { id: refundId } }]);
  const { resolution } = await desk.resolve(funder, received.id, { kind: 'SENT_ON', refundId });
  expect(resolution).toMatchObject({ state: 'CONFIRMED' });
  for (const kind of ['SUSPENSE', 'REFUND_PAYABLE', 'REFUND_RECEIVABLE', 'CLAIM', 'PAYABLE', 'DISCOUNT_UNEARNED'])
    expect([kind, await balances(kind)]).toEqual([kind, {}]);
  expect(await balances('BANK')).toEqual({ Buyer: -whole, Funder: 750_00n, Supplier: 99_250_00n });
  expect(await market.payment(invoice, 'REPAYMENT')).toMatchObject({ state: 'SETTLED', creditedOn: '2031-05-06' });

  // It was no such thing: both sides are in suspense again, the claim is open, and the supplier holds the money.
  expect(await desk.undo(funder, resolution!.id)).toMatchObject({ resolution: { state: 'UNDONE', refund: null } });
  expect(await market.rows('refund')).toMatchObject([{ state: 'HELD', sentOn: null }]);
  expect(await balances('SUSPENSE')).toEqual({ Funder: -whole, Supplier: whole });
  expect(await balances('REFUND_PAYABLE')).toEqual({ Supplier: -whole });
  expect(await market.rows('financing')).toMatchObject([{ state: 'OVERDUE' }]);
  expect(await suspense(supplier.checker)).toMatchObject({
    refundChoices: [{ kind: 'SENT_ON', refund: { id: refundId } }],
  });
});

test('part of a claim went to the wrong party: sent on, it is a part payment; taken back, all of it is owed again', async () => {
  const { supplier, buyer, funder } = market;
  const invoice = await soldClaim();
  const amountMinor = 60_000_00n;
  await desk.bring(
    supplier,
    notification(supplier, [booked('CREDIT', buyer, supplier, day('2031-05-05'), { amountMinor })]),
  );
  const invoiceId = toWireId('invoice', invoice.id);
  const { resolution } = await desk.resolve(supplier, (await suspense(supplier.checker)).id, {
    kind: 'REFUND',
    invoiceId,
  });
  const refundId = resolution!.refund!.id;
  await desk.bring(
    supplier,
    notification(supplier, [booked('DEBIT', supplier, funder, day('2031-05-05'), { amountMinor })]),
  );
  const sent = await desk.resolve(supplier, (await suspense(supplier.checker)).id, { kind: 'SENT_ON', refundId });
  expect(sent).toMatchObject({ resolution: { refund: { state: 'FORWARDED' } } });
  expect(await balances('CLAIM')).toEqual({ Funder: 40_000_00n });
  expect(await balances('DISCOUNT_UNEARNED')).toEqual({ Funder: -750_00n });
  expect(await market.payment(invoice, 'REPAYMENT')).toMatchObject({
    state: 'DUE',
    amountMinor: 40_000_00n,
    attempt: 2,
  });
  expect(await market.rows('financing')).toMatchObject([{ state: 'DISBURSED' }]);

  // What is left comes as it should; then the first part turns out to have been no such thing, and nothing is earned.
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await market.settle();
  await market.setClock('2031-05-06T10:00:00+02:00');
  await market.settle();
  expect(await market.rows('financing')).toMatchObject([{ state: 'REPAID' }]);
  expect(await balances('DISCOUNT_UNEARNED')).toEqual({});
  await desk.undo(supplier, sent.resolution!.id);
  expect(await balances('CLAIM')).toEqual({ Funder: 60_000_00n });
  expect(await balances('DISCOUNT_UNEARNED')).toEqual({ Funder: -750_00n });
  expect(await balances('REFUND_PAYABLE')).toEqual({ Supplier: -60_000_00n });
});

test('what is held goes back: the payer’s bank tells it first, the other side names the same, and both can undo it', async () => {
  const { supplier, buyer } = market;
  const { refundId, resolutionId } = await heldForBuyer();
  await desk.bring(buyer, notification(buyer, [booked('CREDIT', supplier, buyer, day('2031-05-06'))]));
  const back = await suspense(buyer.checker);
  expect(back.refundChoices).toEqual([{ kind: 'SENT_BACK', refund: { id: refundId } }]);
  const named = await desk.resolve(buyer, back.id, { kind: 'SENT_BACK', refundId });
  expect(named).toMatchObject({ resolution: { refund: { state: 'REFUNDED' } } });
  expect(await balances('REFUND_RECEIVABLE')).toEqual({});
  expect(await balances('BANK')).toMatchObject({ Supplier: 99_250_00n });
  // What was sent back is not undone before that is.
  expect(await desk.undo(supplier, resolutionId)).toMatchObject({ code: 'NOT_AVAILABLE' });
  await desk.act(supplier.checker, 'refuse', { resolutionId });

  await desk.bring(supplier, notification(supplier, [booked('DEBIT', supplier, buyer, day('2031-05-06'))]));
  const out = await suspense(supplier.checker);
  expect(await balances('BANK')).toMatchObject({ Supplier: -750_00n });
  await desk.resolve(supplier, out.id, { kind: 'SENT_BACK', refundId });
  expect(await balances('BANK')).toMatchObject({ Supplier: 99_250_00n });
  expect(await balances('SUSPENSE')).toEqual({});

  await desk.undo(buyer, named.resolution!.id);
  expect(await balances('SUSPENSE')).toEqual({ Buyer: -whole, Supplier: whole });
  expect(await balances('REFUND_PAYABLE')).toEqual({ Supplier: -whole });
  // Once more, and then as if it had never come wrongly.
  const again = await desk.resolve(supplier, out.id, { kind: 'SENT_BACK', refundId });
  expect(again).toMatchObject({ resolution: { refund: { state: 'REFUNDED' } } });
  await desk.undo(supplier, again.resolution!.id);
  expect(await desk.undo(supplier, resolutionId)).toMatchObject({
    resolution: { state: 'UNDONE', entry: { state: 'SUSPENSE' } },
  });
  expect(await balances('REFUND_PAYABLE')).toEqual({});
  expect(await market.rows('refund')).toMatchObject([{ state: 'UNDONE' }]);
});

test('what exceeded everything owed is held as well, and goes back; then the payment itself comes back no more', async () => {
  const { supplier, buyer } = market;
  const invoice = await market.approve({ adjustedDueDate: day('2031-05-05') });
  await market.setClock('2031-05-05T10:00:00+02:00');
  const paid = booked('CREDIT', buyer, supplier, day('2031-05-05'), { amountMinor: whole + 500_00n });
  await desk.bring(supplier, notification(supplier, [paid]));
  const paymentId = toWireId('payment', (await market.payment(invoice, 'SUPPLIER_PAYMENT')).id);
  const { resolution } = await desk.resolve(supplier, (await suspense(supplier.checker)).id, {
    kind: 'PAYMENT',
    paymentId,
  });
  const { refunds } = await desk.ask<{ refunds: { edges: { node: { id: string } }[] } }>(
    buyer.checker,
    '{ refunds { edges { node { id state heldOn amount { amount } receiver { name } payment { id } } } } }',
  );
  expect(refunds.edges.map(({ node }) => node)).toMatchObject([
    {
      state: 'HELD',
      heldOn: '2031-05-05',
      amount: { amount: '500.00' },
      receiver: { name: 'Supplier' },
      payment: { id: paymentId },
    },
  ]);
  const sentBack = booked('DEBIT', supplier, buyer, day('2031-05-06'), { amountMinor: 500_00n });
  await desk.bring(supplier, notification(supplier, [sentBack]));
  const refundId = refunds.edges[0]!.node.id;
  const back = await desk.resolve(supplier, (await suspense(supplier.checker)).id, { kind: 'SENT_BACK', refundId });
  expect(back).toMatchObject({ resolution: { refund: { state: 'REFUNDED' } } });
  expect(await balances('BANK')).toEqual({ Buyer: -whole, Supplier: whole });
  expect(await desk.undo(supplier, resolution!.id)).toMatchObject({ code: 'NOT_AVAILABLE' });
});

test('it went back, or on, where the bank names an account of that party in the currency; on is nobody’s word alone', async () => {
  const { supplier, buyer } = market;
  const { refundId } = await heldForBuyer();
  const choices = async (creditor: { name: string; iban: string | null }) => {
    const left = entry({ side: 'DEBIT', amountMinor: whole, creditor, bookedOn: day('2031-05-06') });
    await desk.bring(supplier, notification(supplier, [left]));
    const [latest] = await market.rows<{ id: string }>('bank_entry', 'reference = $1', [left.reference]);
    const { node } = await desk.ask<{ node: EntryView }>(
      supplier.checker,
      `{ node(id: "${toWireId('bankEntry', latest!.id)}") { ... on BankEntry { id refundChoices { kind } } } }`,
    );
    for (const kind of ['SENT_BACK', 'SENT_ON'].filter(kind => !node.refundChoices.some(each => each.kind === kind)))
      expect(await desk.propose(supplier, node.id, { kind, refundId })).toMatchObject({ code: 'REFUND_DIFFERS' });
    return node.refundChoices.map(({ kind }) => kind);
  };
  expect(await choices({ name: 'Nobody', iban: null })).toEqual(['SENT_BACK']);
  // An account of the buyer's, but of another currency.
  const dollars = 'GB33BUKB20201555555555';
  const administrator = { ...buyer.checker, permissions: ['ADMINISTRATOR' as const] };
  const proposed = await market.work.run(proposeBankAccount, administrator, {
    iban: dollars,
    bic: null,
    holderName: 'Buyer',
    currency: 'USD',
    idempotencyKey: randomUUID(),
  });
  if (proposed instanceof Problem) throw new Error(proposed.code);
  const verified = await market.work.run(verifyBankAccount, desk.second(buyer), {
    bankAccountId: toWireId('bankAccount', proposed.bankAccountId),
    payeeCheck: 'MATCH',
    idempotencyKey: randomUUID(),
  });
  expect(verified).toMatchObject({ state: 'VERIFIED' });
  expect(await choices({ name: 'Buyer', iban: dollars })).toEqual([]);
});

test('it is held for whom the bank names, under two persons; nobody else names a side of it', async () => {
  const { supplier, buyer, funder } = market;
  const { refundId, invoice } = await heldForBuyer();
  const strange = entry({
    side: 'CREDIT',
    amountMinor: 1_00n,
    debtor: { name: 'Nobody', iban: 'FR7630006000011234567890189' },
  });
  await desk.bring(supplier, notification(supplier, [strange]));
  const open = await suspense(supplier.checker);
  expect(open).toMatchObject({ payer: null, meantFor: [] });
  expect(await desk.propose(supplier, open.id, { kind: 'REFUND' })).toMatchObject({ code: 'PAYER_UNKNOWN' });
  expect(await desk.propose(supplier, open.id, { kind: 'SENT_BACK', refundId })).toMatchObject({
    code: 'REFUND_DIFFERS',
  });
  expect(await desk.propose(supplier, open.id, { kind: 'SENT_BACK' })).toMatchObject({ code: 'INVALID_INPUT' });
  // Money of the funder is not meant for what the buyer owes.
  await desk.bring(funder, notification(funder, [booked('DEBIT', funder, supplier, day('2031-05-05'))]));
  const foreign = await suspense(funder.checker);
  expect(foreign.refundChoices).toEqual([]);
  for (const kind of ['REFUND', 'SENT_BACK', 'SENT_ON'])
    expect(await desk.propose(funder, foreign.id, { kind, refundId })).toMatchObject({ code: 'REFUND_DIFFERS' });
  await desk.bring(supplier, notification(supplier, [booked('CREDIT', funder, supplier, day('2031-05-05'))]));
  const fromFunder = await suspense(supplier.checker);
  const invoiceId = toWireId('invoice', invoice.id);
  expect(fromFunder).toMatchObject({ payer: { name: 'Funder' } });
  expect(await desk.propose(supplier, fromFunder.id, { kind: 'REFUND', invoiceId })).toMatchObject({
    code: 'REFUND_DIFFERS',
  });
  const { resolution } = await desk.propose(supplier, fromFunder.id, { kind: 'REFUND' });
  expect(await desk.act(supplier.checker, 'confirm', { resolutionId: resolution!.id })).toMatchObject({
    code: 'SAME_PERSON',
  });
  expect(await balances('REFUND_PAYABLE')).toEqual({ Supplier: -whole });
});
