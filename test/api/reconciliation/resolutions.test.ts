import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../../server/http/schema.js';
import { toWireId } from '../../../server/platform/ids.js';
import { localDate } from '../../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../../server/platform/request-context.js';
import type { MemberViewer } from '../../../server/platform/viewer.js';
import { followWhatBanksSaid, submitBankFile } from '../../../server/reconciliation/index.js';
import { entry, entryOf, expectBooksToHold, notification, silentBank, statement } from '../../support/bank-reports.js';
import { type MoneyMarket, openMoneyMarket, type Party, unexpected } from '../../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
/** The other person of each party. */
const seconds = new Map<string, MemberViewer>();
beforeEach(async () => {
  market = await openMoneyMarket();
  for (const party of [market.supplier, market.buyer, market.funder, market.operator]) {
    const [account] = await market.rows<{ verifiedBy: string }>('bank_account', 'id = $1', [party.accountId]);
    seconds.set(party.id, { ...party.checker, personId: account!.verifiedBy, memberId: randomUUID() });
  }
});
afterEach(() => expectBooksToHold(market).finally(() => market.close()));

const second = ({ id }: Party) => seconds.get(id)!;

async function ask<Data = Record<string, never>>(
  viewer: MemberViewer,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source,
    variableValues,
    contextValue: new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID()),
  });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}

async function bring({ checker }: Party, bytes: Buffer): Promise<void> {
  const { work, database } = market;
  await submitBankFile({ work, database, report: unexpected }, checker, { name: 'file.xml', bytes });
}

const resolutionFields = `... on Problem { code message }
  ... on ProposeResolutionSuccess { resolution { ...R } } ... on ConfirmResolutionSuccess { resolution { ...R } }
  ... on RefuseResolutionSuccess { resolution { ...R } } ... on UndoResolutionSuccess { resolution { ...R } }`;
const fragment = `fragment R on EntryResolution { id kind state reason undoReason availableActions entry { state } }`;

interface Resolution {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly availableActions: readonly string[];
  readonly entry: { readonly state: string };
}
type Answer = { readonly code?: string; readonly resolution?: Resolution };

async function act(
  viewer: MemberViewer,
  verb: 'propose' | 'confirm' | 'refuse' | 'undo',
  input: object,
): Promise<Answer> {
  const name = `${verb}Resolution`;
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}ResolutionInput`;
  const success = `${type.slice(0, -5)}Success`;
  const spread = resolutionFields.replace(/\.\.\. on (?!Problem)(\w+) \{ resolution \{ \.\.\.R \} \}/g, (all, on) =>
    on === success ? all : '',
  );
  const data = await ask<Record<string, Answer>>(
    viewer,
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${spread} } } ${fragment}`,
    { input: { ...input, idempotencyKey: randomUUID() } },
  );
  return data[name]!;
}

const reason = 'Seen with the bank.';
const propose = (party: Party, entryId: string, of: object) =>
  act(party.checker, 'propose', { entryId, reason, ...of });

/** Proposed by the party's first person, confirmed by its other. */
async function resolve(party: Party, entryId: string, of: object): Promise<Answer> {
  const { resolution, code } = await propose(party, entryId, of);
  if (!resolution) throw new Error(code);
  return act(second(party), 'confirm', { resolutionId: resolution.id });
}

interface EntryView {
  readonly id: string;
  readonly state: string;
  readonly candidates: readonly { readonly id: string }[];
  readonly offsets: readonly { readonly id: string }[];
}

async function entriesOf(viewer: MemberViewer, filter = ''): Promise<EntryView[]> {
  const { bankEntries } = await ask<{ bankEntries: { edges: { node: EntryView }[] } }>(
    viewer,
    `{ bankEntries${filter} { edges { node { id state reason side bookedOn amount { amount currency } remittance
       counterpartyIban availableActions payment { id state } resolution { state }
       candidates { id } offsets { id } } } } }`,
  );
  return bankEntries.edges.map(({ node }) => node);
}

async function accountOf(party: Party, viewer = party.checker): Promise<Record<string, unknown>[]> {
  const { reconciledAccounts } = await ask<{ reconciledAccounts: Record<string, unknown>[] }>(
    viewer,
    `query ($id: ID) { reconciledAccounts(organizationId: $id) { account { iban } moneyIn { amount } moneyOut { amount }
       suspense { amount } inFlight { amount } waiting { amount } elsewhere { amount } unexplained { amount } heldReports
       firstStatement { day opening { amount } } lastStatement { day closing { amount } }
       open { reason count moneyIn { amount } moneyOut { amount } } } }`,
    { id: toWireId('organization', party.id) },
  );
  return reconciledAccounts;
}

const amounts = (of: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(Object.entries(of).map(([name, amount]) => [name, amount === null ? null : { amount }]));

test('every stage of a trade is held against the bank to the cent, and nothing is left unexplained', async () => {
  const { buyer, supplier } = market;
  const [invoice, other] = [await market.approve(), await market.approve({ amountMinor: 2_000_000n })];
  const [payment, unsent] = [
    await market.payment(invoice, 'SUPPLIER_PAYMENT'),
    await market.payment(other, 'SUPPLIER_PAYMENT'),
  ];
  await market.setClock('2031-05-05T10:00:00+02:00');
  await market.release(payment, unsent);
  await market.asAdmin('UPDATE payment_file SET sending_at = business_now(), sent_at = business_now()');
  const nothing = {
    moneyIn: '0.00',
    moneyOut: '0.00',
    suspense: '0.00',
    inFlight: '0.00',
    waiting: '0.00',
    elsewhere: '0.00',
  };
  expect(await accountOf(buyer)).toMatchObject([amounts({ ...nothing, unexplained: null })]);

  // The bank booked the first; the buyer's statement is not there yet.
  const booked = entryOf(payment, 'DEBIT', { payer: buyer, payee: supplier, bookedOn: localDate('2031-05-05') });
  await bring(buyer, notification(buyer, [booked]));
  await market.settle(silentBank);
  expect(await accountOf(buyer)).toMatchObject([
    amounts({ ...nothing, moneyOut: '100000.00', inFlight: '-100000.00', unexplained: null }),
  ]);
  const rent = entry({ side: 'DEBIT', amountMinor: 150_000n, remittance: 'rent', bookedOn: localDate('2031-05-05') });
  await bring(buyer, statement(buyer, 30_000_000n, [booked, rent], { day: localDate('2031-05-05') }));
  await market.settle(silentBank);
  expect(await accountOf(buyer)).toEqual([
    {
      account: { iban: buyer.iban },
      ...amounts({ ...nothing, moneyOut: '100000.00', suspense: '-1500.00', unexplained: '0.00' }),
      heldReports: 0,
      firstStatement: { day: '2031-05-05', opening: { amount: '300000.00' } },
      lastStatement: { day: '2031-05-05', closing: { amount: '198500.00' } },
      open: [{ reason: 'NO_MATCH', count: 1, moneyIn: { amount: '0.00' }, moneyOut: { amount: '1500.00' } }],
    },
  ]);
  // Its payee is paid on the ledger; its own bank has said nothing.
  expect(await accountOf(supplier)).toMatchObject([
    amounts({ ...nothing, moneyIn: '100000.00', inFlight: '100000.00', unexplained: null }),
  ]);
  const [open] = await entriesOf(buyer.checker, '(state: [SUSPENSE])');
  await resolve(buyer, open!.id, { kind: 'UNRELATED' });
  expect(await accountOf(buyer)).toMatchObject([
    { ...amounts({ ...nothing, moneyOut: '100000.00', elsewhere: '-1500.00', unexplained: '0.00' }), open: [] },
  ]);
  // An amount that is not the instruction's is in the statement, and on no ledger.
  const wrong = { ...entryOf(unsent, 'DEBIT', { payer: buyer, payee: supplier }), amountMinor: 1_999_999n };
  await bring(buyer, statement(buyer, 19_850_000n, [wrong], { day: localDate('2031-05-06'), sequence: 2 }));
  await market.settle(silentBank);
  expect(await accountOf(buyer)).toMatchObject([
    amounts({ ...nothing, moneyOut: '100000.00', elsewhere: '-1500.00', waiting: '-19999.99', unexplained: '0.00' }),
  ]);
});

test('an organization sees its own accounts, the operator all, nobody else anything', async () => {
  const { funder, supplier, buyer, operator } = market;
  await bring(funder, statement(funder, 0n, [entry({ side: 'CREDIT', amountMinor: 4_000_000n })]));
  const [open] = await entriesOf(funder.checker);
  const { resolution } = await propose(funder, open!.id, { kind: 'UNRELATED' });
  const lists = `{ bankFiles { edges { node { id name reports { state } } } } bankReports { edges { node { id closing { amount } } } }
    bankEntries { edges { node { id amount { amount } } } } entryResolutions { edges { node { id } } } }`;
  type Lists = Record<string, { edges: { node: { id: string } }[] }>;
  const own = await ask<Lists>(funder.checker, lists);
  expect(Object.values(own).map(({ edges }) => edges.length)).toEqual([1, 1, 1, 1]);
  expect(await ask(operator.checker, lists)).toEqual(own);
  const ids = Object.values(own).flatMap(({ edges }) => edges.map(({ node }) => node.id));
  for (const { checker } of [supplier, buyer]) {
    const none = await ask<Lists>(checker, lists);
    expect(Object.values(none).map(({ edges }) => edges.length)).toEqual([0, 0, 0, 0]);
    expect(await ask(checker, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual({
      nodes: ids.map(() => null),
    });
    expect(await accountOf(funder, checker)).toEqual([]);
    const input = { entryId: open!.id, kind: 'UNRELATED', reason };
    expect(await act(checker, 'propose', input)).toMatchObject({ code: 'NOT_FOUND' });
    for (const verb of ['confirm', 'refuse'] as const)
      expect(await act(checker, verb, { resolutionId: resolution!.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await act(checker, 'undo', { resolutionId: resolution!.id, reason })).toMatchObject({ code: 'NOT_FOUND' });
  }
  // The operator sees it, and it is not the operator's to say what it is.
  expect(await accountOf(funder, operator.checker)).toEqual(await accountOf(funder));
  expect(await act(operator.checker, 'confirm', { resolutionId: resolution!.id })).toMatchObject({
    code: 'NOT_PERMITTED',
  });
});

test('what an entry is takes two persons, neither a program; one refuses what the other meant', async () => {
  const { funder } = market;
  await bring(funder, notification(funder, [entry({ side: 'CREDIT', amountMinor: 4_000_000n })]));
  const [open] = await entriesOf(funder.checker);
  const key = { ...funder.checker, apiKeyId: randomUUID() };
  expect(await act(key, 'propose', { entryId: open!.id, kind: 'UNRELATED', reason })).toMatchObject({
    code: 'NOT_PERMITTED',
  });
  const { resolution } = await propose(funder, open!.id, { kind: 'UNRELATED' });
  expect(resolution).toMatchObject({ kind: 'UNRELATED', state: 'PROPOSED', availableActions: ['REFUSE'] });
  expect(await propose(funder, open!.id, { kind: 'UNRELATED' })).toMatchObject({ code: 'RESOLUTION_PROPOSED' });
  const of = { resolutionId: resolution!.id };
  expect(await act(funder.checker, 'confirm', of)).toMatchObject({ code: 'SAME_PERSON' });
  expect(await act({ ...second(funder), permissions: ['MAKER'] }, 'confirm', of)).toMatchObject({
    code: 'NOT_PERMITTED',
  });
  expect(await act(second(funder), 'undo', { ...of, reason })).toMatchObject({ code: 'NOT_AVAILABLE' });
  expect(await act(second(funder), 'refuse', of)).toMatchObject({ resolution: { state: 'REFUSED' } });
  expect(await act(second(funder), 'confirm', of)).toMatchObject({ code: 'NOT_AVAILABLE' });

  const before = await market.ledger();
  expect(await resolve(funder, open!.id, { kind: 'UNRELATED' })).toMatchObject({
    resolution: { state: 'CONFIRMED', availableActions: ['UNDO'], entry: { state: 'RESOLVED' } },
  });
  const events = await market.rows('event', `type IN ('bankEntry.resolved', 'entryResolution.confirmed')`);
  expect(events).toHaveLength(2);
  for (const event of events)
    expect(event).toMatchObject({ personId: second(funder).personId, proposedBy: funder.checker.personId });
  // Suspense and its reversal: the bank's money is none of this market's.
  expect((await market.ledger()).length).toBe(before.length + 1);

  const [confirmed] = await market.rows<{ id: string }>('entry_resolution', `state = 'CONFIRMED'`);
  const again = { resolutionId: toWireId('entryResolution', confirmed!.id) };
  expect(await act(funder.checker, 'undo', { ...again, reason })).toMatchObject({ resolution: { state: 'UNDOING' } });
  expect(await act(funder.checker, 'confirm', again)).toMatchObject({ code: 'SAME_PERSON' });
  expect(await act(second(funder), 'refuse', again)).toMatchObject({ resolution: { state: 'CONFIRMED' } });
  await act(funder.checker, 'undo', { ...again, reason });
  expect(await act(second(funder), 'confirm', again)).toMatchObject({
    resolution: { state: 'UNDONE', availableActions: [], entry: { state: 'SUSPENSE' } },
  });
  expect(await entriesOf(funder.checker)).toMatchObject([{ state: 'SUSPENSE', availableActions: ['RESOLVE'] }]);
});

test('an entry is a payment that was due: it settles in the same commit, and comes back when that was wrong', async () => {
  const { buyer, supplier } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const paymentId = toWireId('payment', payment.id);
  // Paid by hand, without a word by which it could be known.
  const money = entry({
    side: 'CREDIT',
    amountMinor: payment.amountMinor,
    debtor: { name: 'Buyer', iban: buyer.iban },
    remittance: 'thanks',
  });
  await bring(supplier, statement(supplier, 0n, [money]));
  const [open] = await entriesOf(supplier.checker);
  expect(open).toMatchObject({
    state: 'SUSPENSE',
    reason: 'NO_MATCH',
    candidates: [{ id: paymentId }],
    offsets: [],
    payment: null,
  });
  expect(await resolve(supplier, open!.id, { kind: 'PAYMENT', paymentId })).toMatchObject({
    resolution: { state: 'CONFIRMED' },
  });
  expect(await market.payment(invoice, 'SUPPLIER_PAYMENT')).toMatchObject({
    state: 'SETTLED',
    settledOn: '2031-03-06',
  });
  expect(await market.rows('invoice')).toMatchObject([{ state: 'PAID' }]);
  expect(await entriesOf(supplier.checker)).toMatchObject([
    { state: 'RESOLVED', payment: { id: paymentId, state: 'SETTLED' }, candidates: [] },
  ]);
  expect(await accountOf(supplier)).toMatchObject([
    amounts({ moneyIn: '100000.00', suspense: '0.00', inFlight: '0.00', elsewhere: '0.00', unexplained: '0.00' }),
  ]);

  const [{ id } = { id: '' }] = await market.rows<{ id: string }>('entry_resolution');
  const of = { resolutionId: toWireId('entryResolution', id) };
  await act(supplier.checker, 'undo', { ...of, reason: 'It was for another matter.' });
  expect(await act(second(supplier), 'confirm', of)).toMatchObject({ resolution: { state: 'UNDONE' } });
  expect(await market.rows('invoice')).toMatchObject([{ state: 'APPROVED' }]);
  expect(await accountOf(supplier)).toMatchObject([
    amounts({ moneyIn: '0.00', suspense: '100000.00', inFlight: '0.00', unexplained: '0.00' }),
  ]);
  // It is owed again, as a payment of its own.
  const renewed = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  expect(renewed).toMatchObject({ state: 'DUE', attempt: 2 });
  expect(await entriesOf(supplier.checker)).toMatchObject([
    { state: 'SUSPENSE', candidates: [{ id: toWireId('payment', renewed.id) }] },
  ]);
});

test('only the right payer pays: money of somebody else is no payment, whoever says so', async () => {
  const { supplier, funder } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const money = entry({
    side: 'CREDIT',
    amountMinor: payment.amountMinor,
    debtor: { name: 'Funder', iban: funder.iban },
    remittance: invoice.number,
  });
  await bring(supplier, notification(supplier, [money]));
  const [open] = await entriesOf(supplier.checker);
  expect(open).toMatchObject({ state: 'SUSPENSE', reason: 'WRONG_PAYER', candidates: [] });
  const paymentId = toWireId('payment', payment.id);
  expect(await propose(supplier, open!.id, { kind: 'PAYMENT', paymentId })).toMatchObject({ code: 'PAYMENT_DIFFERS' });
  expect(await accountOf(supplier)).toMatchObject([
    { open: [{ reason: 'WRONG_PAYER', count: 1, moneyIn: { amount: '100000.00' }, moneyOut: { amount: '0.00' } }] },
  ]);
});

test('a claim that is being sold is paid by nobody’s word', async () => {
  const { buyer, supplier } = market;
  const invoice = await market.approve();
  await market.award(invoice);
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const money = entry({
    side: 'DEBIT',
    amountMinor: payment.amountMinor,
    creditor: { name: null, iban: supplier.iban },
  });
  await bring(buyer, notification(buyer, [money]));
  const [open] = await entriesOf(buyer.checker);
  expect(open).toMatchObject({ state: 'SUSPENSE', candidates: [] });
  const paymentId = toWireId('payment', payment.id);
  expect(await propose(buyer, open!.id, { kind: 'PAYMENT', paymentId })).toMatchObject({ code: 'NOT_AVAILABLE' });
});

test('a payment of another side or organization is none; two entries undo one another to the cent', async () => {
  const { supplier, buyer } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const [into, out, less] = [
    entry({ side: 'CREDIT', amountMinor: 10_000_000n, debtor: { name: null, iban: buyer.iban } }),
    entry({ side: 'DEBIT', amountMinor: 10_000_000n }),
    entry({ side: 'DEBIT', amountMinor: 9_999_999n }),
  ];
  await bring(supplier, notification(supplier, [into, out, less]));
  const all = await market.rows<{ id: string; side: string; amountMinor: bigint }>('bank_entry');
  const idOf = (side: string, amountMinor: bigint) =>
    toWireId('bankEntry', all.find(row => row.side === side && row.amountMinor === amountMinor)!.id);
  const [inId, outId, lessId] = [idOf('CREDIT', 10_000_000n), idOf('DEBIT', 10_000_000n), idOf('DEBIT', 9_999_999n)];
  const asPayment = (entryId: string, { id }: { id: string }) =>
    propose(supplier, entryId, { kind: 'PAYMENT', paymentId: toWireId('payment', id) });
  expect(await asPayment(outId, payment)).toMatchObject({ code: 'PAYMENT_DIFFERS' });
  expect(await propose(supplier, inId, { kind: 'PAYMENT' })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await propose(supplier, inId, { kind: 'OFFSET', otherEntryId: lessId })).toMatchObject({
    code: 'ENTRIES_DIFFER',
  });
  expect(await propose(supplier, inId, { kind: 'SET_ASIDE' })).toMatchObject({ code: 'NOT_AVAILABLE' });
  const [own] = await entriesOf(supplier.checker, '(side: CREDIT)');
  expect(own).toMatchObject({
    id: inId,
    offsets: [{ id: outId }],
    candidates: [{ id: toWireId('payment', payment.id) }],
  });
  expect(await resolve(supplier, inId, { kind: 'OFFSET', otherEntryId: outId })).toMatchObject({
    resolution: { state: 'CONFIRMED' },
  });
  const states = await entriesOf(supplier.checker, '(state: [RESOLVED])');
  expect(states.map(({ id }) => id).sort()).toEqual([inId, outId].sort());
  // Nothing waits for it: what the buyer owes is open still.
  expect(await market.payment(invoice, 'SUPPLIER_PAYMENT')).toMatchObject({ state: 'DUE' });
  expect(await followWhatBanksSaid(market.work, market.database, unexpected)).toBe(0);
});

test('what both sides named as one payment is reopened for both, whoever takes it back', async () => {
  const { buyer, supplier } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const between = {
    amountMinor: payment.amountMinor,
    debtor: { name: 'Buyer', iban: buyer.iban },
    creditor: { name: 'Supplier', iban: supplier.iban },
  };
  await bring(supplier, statement(supplier, 0n, [entry({ side: 'CREDIT', ...between, remittance: 'thanks' })]));
  await bring(buyer, statement(buyer, 20_000_000n, [entry({ side: 'DEBIT', ...between, remittance: 'thanks' })]));
  const paymentId = toWireId('payment', payment.id);
  const [credit] = await entriesOf(supplier.checker);
  const [debit] = await entriesOf(buyer.checker);
  const said = await resolve(supplier, credit!.id, { kind: 'PAYMENT', paymentId });
  expect(await resolve(buyer, debit!.id, { kind: 'PAYMENT', paymentId })).toMatchObject({
    resolution: { state: 'CONFIRMED' },
  });
  expect(await accountOf(buyer)).toMatchObject([
    amounts({ moneyOut: '100000.00', suspense: '0.00', unexplained: '0.00' }),
  ]);

  await act(supplier.checker, 'undo', { resolutionId: said.resolution!.id, reason });
  await act(second(supplier), 'confirm', { resolutionId: said.resolution!.id });
  expect(await entriesOf(buyer.checker)).toMatchObject([
    { state: 'SUSPENSE', payment: null, resolution: { state: 'UNDONE' } },
  ]);
  expect(await accountOf(buyer)).toMatchObject([
    amounts({ moneyOut: '0.00', suspense: '-100000.00', inFlight: '0.00', unexplained: '0.00' }),
  ]);
  expect(await accountOf(supplier)).toMatchObject([
    amounts({ moneyIn: '0.00', suspense: '100000.00', unexplained: '0.00' }),
  ]);

  // Named anew by its document, one side is followed; it is reopened with the other all the same.
  const renewed = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const named = entry({ side: 'DEBIT', ...between, remittance: invoice.number });
  await bring(buyer, statement(buyer, 10_000_000n, [named], { day: localDate('2031-03-07'), sequence: 2 }));
  await market.settle(silentBank);
  expect(await entriesOf(buyer.checker, '(state: [FOLLOWED])')).toHaveLength(1);
  const again = await resolve(supplier, credit!.id, { kind: 'PAYMENT', paymentId: toWireId('payment', renewed.id) });
  await act(supplier.checker, 'undo', { resolutionId: again.resolution!.id, reason });
  await act(second(supplier), 'confirm', { resolutionId: again.resolution!.id });
  expect(await entriesOf(buyer.checker, '(state: [SUSPENSE])')).toHaveLength(2);
  expect(await accountOf(buyer)).toMatchObject([
    amounts({ moneyOut: '0.00', suspense: '-200000.00', unexplained: '0.00' }),
  ]);
});

test('a payment that persons named is not booked once more when the bank names it too', async () => {
  const { buyer, supplier } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  await market.setClock('2031-05-05T10:00:00+02:00');
  await market.release(payment);
  await market.asAdmin('UPDATE payment_file SET sending_at = business_now(), sent_at = business_now()');
  const bookedOn = localDate('2031-05-05');
  const unnamed = entry({
    ...{ side: 'DEBIT' as const, amountMinor: payment.amountMinor, bookedOn },
    creditor: { name: null, iban: supplier.iban },
  });
  await bring(buyer, notification(buyer, [unnamed]));
  const [open] = await entriesOf(buyer.checker);
  const paymentId = toWireId('payment', payment.id);
  const early = await propose(buyer, open!.id, { kind: 'PAYMENT', paymentId });
  await act(second(buyer), 'confirm', { resolutionId: early.resolution!.id });
  const named = entryOf(payment, 'DEBIT', { payer: buyer, payee: supplier, bookedOn });
  await bring(buyer, notification(buyer, [named]));
  await market.settle(silentBank);
  expect(await entriesOf(buyer.checker, '(state: [SUSPENSE])')).toMatchObject([
    { reason: 'PAYMENT_BOOKED', candidates: [], payment: null },
  ]);
  expect(
    await propose(buyer, (await entriesOf(buyer.checker, '(state: [SUSPENSE])'))[0]!.id, {
      kind: 'PAYMENT',
      paymentId,
    }),
  ).toMatchObject({ code: 'NOT_AVAILABLE' });
  // It was the same: told twice, in two words.
  const [twice] = await entriesOf(buyer.checker, '(state: [SUSPENSE])');
  await resolve(buyer, twice!.id, { kind: 'UNRELATED' });
  expect(await accountOf(buyer)).toMatchObject([
    amounts({ moneyOut: '100000.00', suspense: '0.00', elsewhere: '0.00' }),
  ]);
});

test('what was proposed before the bank named the payment is confirmed by nobody', async () => {
  const { buyer, supplier } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  await market.setClock('2031-05-05T10:00:00+02:00');
  await market.release(payment);
  await market.asAdmin('UPDATE payment_file SET sending_at = business_now(), sent_at = business_now()');
  const bookedOn = localDate('2031-05-05');
  const of = { amountMinor: payment.amountMinor, bookedOn };
  await bring(supplier, notification(supplier, [entry({ side: 'CREDIT', ...of })]));
  const [open] = await entriesOf(supplier.checker);
  const { resolution } = await propose(supplier, open!.id, {
    kind: 'PAYMENT',
    paymentId: toWireId('payment', payment.id),
  });
  const parties = { payer: buyer, payee: supplier };
  await bring(buyer, notification(buyer, [entryOf(payment, 'DEBIT', { ...parties, bookedOn })]));
  await bring(supplier, notification(supplier, [entryOf(payment, 'CREDIT', { ...parties, bookedOn })]));
  await market.settle(silentBank);
  expect(await act(second(supplier), 'confirm', { resolutionId: resolution!.id })).toMatchObject({
    code: 'NOT_AVAILABLE',
  });
  expect(await accountOf(supplier)).toMatchObject([amounts({ moneyIn: '100000.00', suspense: '100000.00' })]);
});

test('where the bank names no account, the payer goes first', async () => {
  const { buyer, supplier } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const paymentId = toWireId('payment', payment.id);
  const { amountMinor } = payment;
  await bring(supplier, notification(supplier, [entry({ side: 'CREDIT', amountMinor })]));
  const [credit] = await entriesOf(supplier.checker);
  expect(credit).toMatchObject({ candidates: [] });
  const before = await market.ledger();
  expect(await propose(supplier, credit!.id, { kind: 'PAYMENT', paymentId })).toMatchObject({
    code: 'PAYER_GOES_FIRST',
  });
  expect(await market.ledger()).toEqual(before);
  await bring(buyer, notification(buyer, [entry({ side: 'DEBIT', amountMinor })]));
  const [debit] = await entriesOf(buyer.checker);
  await resolve(buyer, debit!.id, { kind: 'PAYMENT', paymentId });
  expect(await entriesOf(supplier.checker)).toMatchObject([{ candidates: [{ id: paymentId }] }]);
  expect(await resolve(supplier, credit!.id, { kind: 'PAYMENT', paymentId })).toMatchObject({
    resolution: { state: 'CONFIRMED' },
  });
  expect(await market.payment(invoice, 'SUPPLIER_PAYMENT')).toMatchObject({
    state: 'SETTLED',
    creditedOn: '2031-03-06',
  });
});

interface EntryDays {
  readonly bankEntries: {
    readonly edges: readonly { readonly node: { readonly bookedOn: string } }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

test('pages of entries go on where the last ended, by every filter', async () => {
  const { supplier } = market;
  const days = ['2031-03-03', '2031-03-04', '2031-03-05', '2031-03-06'];
  const entries = days.map((day, index) =>
    entry({ side: index % 2 ? 'DEBIT' : 'CREDIT', amountMinor: 100n, bookedOn: localDate(day) }),
  );
  await bring(supplier, notification(supplier, entries));
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { bankEntries }: EntryDays = await ask<EntryDays>(
      supplier.checker,
      'query ($after: String) { bankEntries(first: 3, after: $after) { edges { node { bookedOn } } pageInfo { endCursor hasNextPage } } }',
      { after },
    );
    seen.push(...bankEntries.edges.map(({ node }) => node.bookedOn));
    after = bankEntries.pageInfo.endCursor;
    more = bankEntries.pageInfo.hasNextPage;
  }
  expect(seen.sort()).toEqual(days);
  expect(await entriesOf(supplier.checker, '(side: DEBIT, bookedFrom: "2031-03-05")')).toHaveLength(1);
  expect(await entriesOf(supplier.checker, '(bookedUntil: "2031-03-04")')).toHaveLength(2);
  expect(await entriesOf(supplier.checker, '(accountId: "acc_nothing")')).toHaveLength(0);
  expect(
    await entriesOf(supplier.checker, `(accountId: "${toWireId('bankAccount', supplier.accountId)}")`),
  ).toHaveLength(4);
});
