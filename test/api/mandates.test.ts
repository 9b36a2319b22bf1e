import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { raiseAlerts } from '../../server/alerts/index.js';
import { readCollectionFile } from '../../server/bank/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { findViolations } from '../../server/invariants/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { expireMandates, type MandateRow } from '../../server/mandates/index.js';
import { parseCreditorIdentifier } from '../../server/platform/check-digits.js';
import {
  lapsePaymentFiles,
  type PaymentRow,
  preparePaymentFiles,
  refusePaymentFile,
} from '../../server/payments/index.js';
import type { PaymentFileRow } from '../../server/payments/payment-file.entity.js';
import { planPayment } from '../../server/payments/plan-payment.js';
import { followWhatBanksSaid, submitBankFile } from '../../server/reconciliation/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { untilAllIsTold } from '../support/all-told.js';
import { doctored, entry, entryOf, notification, statement, statusReport } from '../support/bank-reports.js';
import {
  colleagueOf,
  type MoneyMarket,
  openMoneyMarket,
  type Party,
  releaseByTwo,
  releaseFiles,
  releaseInput,
  unexpected,
} from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
/** Another checker of the buyer. */
let second: MemberViewer;
beforeEach(async () => {
  market = await openMoneyMarket();
  second = await colleagueOf(market, market.buyer.checker);
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly fields?: readonly object[];
  readonly mandate?: Record<string, unknown> & { readonly id: string };
}

async function ask<Data>(viewer: MemberViewer, source: string, variableValues: object = {}): Promise<Data> {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as never, randomUUID());
  const schema = await apiSchema();
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues: { ...variableValues } });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

const fields = `id reference state scheme creditorIdentifier debtor { name } creditor { name } debtorIban debtorHolderName
  signedOn endsOn lapsesOn ceiling { amount currency } noticeDays lastCollectedOn proposedBy { name } activatedBy { name }
  revokedBy { name } availableActions`;

async function act(viewer: MemberViewer, verb: 'propose' | 'activate' | 'revoke', input: object): Promise<Answer> {
  const Name = `${verb[0]!.toUpperCase()}${verb.slice(1)}Mandate`;
  const document = `mutation ($input: ${Name}Input!) { ${verb}Mandate(input: $input) {
    __typename ... on Problem { code } ... on InvalidInput { fields { path code } }
    ... on ${Name}Success { mandate { ${fields} } } } }`;
  const given = { input: { idempotencyKey: randomUUID(), ...input } };
  return (await ask<Record<string, Answer>>(viewer, document, given))[`${verb}Mandate`]!;
}

function propose(change: object = {}, viewer = market.buyer.checker): Promise<Answer> {
  return act(viewer, 'propose', {
    creditorId: toWireId('organization', market.funder.id),
    scheme: 'B2B',
    creditorIdentifier: 'DE98 ZZZ 0999 9999 999',
    bankAccountId: toWireId('bankAccount', market.buyer.accountId),
    signedOn: '2031-02-28',
    ...change,
  });
}

async function seenBy(viewer: MemberViewer): Promise<string[]> {
  const { mandates } = await ask<{ mandates: { edges: { node: { reference: string } }[] } }>(
    viewer,
    '{ mandates { edges { node { reference } } } }',
  );
  return mandates.edges.map(({ node }) => node.reference);
}

test('a creditor identifier is judged by its check digits, whatever its business code', () => {
  for (const identifier of ['DE98ZZZ09999999999', 'DE98ABC09999999999', 'AT61ZZZ01234567890']) {
    expect(parseCreditorIdentifier(identifier)).toBe(identifier);
  }
  for (const identifier of ['DE97ZZZ09999999999', 'DE98ZZZ09999999998', 'DE98ZZZ', '98DEZZZ09999999999', '']) {
    expect(parseCreditorIdentifier(identifier)).toBeUndefined();
  }
});

test('one person of the buyer proposes, another activates, and the funder sees it from then on', async () => {
  const { buyer, funder, supplier, operator } = market;
  const proposed = await propose({ endsOn: '2032-01-31', ceiling: { amount: '250000.00', currency: 'EUR' } });
  const { id, reference } = proposed.mandate as { id: string; reference: string };
  expect(proposed.mandate).toEqual({
    id,
    reference: expect.stringMatching(/^M[0-9A-F]{32}$/),
    state: 'PROPOSED',
    scheme: 'B2B',
    creditorIdentifier: 'DE98ZZZ09999999999',
    debtor: { name: 'Buyer' },
    creditor: { name: 'Funder' },
    debtorIban: buyer.iban,
    debtorHolderName: 'Buyer',
    signedOn: '2031-02-28',
    endsOn: '2032-01-31',
    lapsesOn: '2032-01-31',
    ceiling: { amount: '250000.00', currency: 'EUR' },
    noticeDays: 1,
    lastCollectedOn: null,
    proposedBy: { name: 'Buyer person' },
    activatedBy: null,
    revokedBy: null,
    availableActions: ['REVOKE'],
  });
  expect(await propose()).toMatchObject({ code: 'MANDATE_EXISTS' });
  expect(await seenBy(funder.checker)).toEqual([]);
  expect(await act(funder.checker, 'revoke', { mandateId: id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await act(buyer.checker, 'activate', { mandateId: id })).toMatchObject({ code: 'SAME_PERSON' });
  await expect(market.asAdmin(`UPDATE mandate SET activated_by = proposed_by, activated_at = now()`)).rejects.toThrow(
    'violates check constraint',
  );

  // A program with a key of the second person's is not that person.
  const program = { ...second, apiKeyId: randomUUID() };
  expect(await act(program, 'activate', { mandateId: id })).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await propose({}, program)).toMatchObject({ code: 'NOT_PERMITTED' });
  const byKey = market.asAdmin(
    `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, api_key_id, cause)
     SELECT epoch, 'mandate.activated', 'mandate', subject_id, 2, 'PROPOSED', 'ACTIVE', 'API_KEY', gen_random_uuid(), 'test'
       FROM event WHERE type = 'mandate.proposed'`,
  );
  await expect(byKey).rejects.toThrow('event_money_takes_person');

  const activated = await act(second, 'activate', { mandateId: id });
  expect(activated.mandate).toMatchObject({ state: 'ACTIVE', activatedBy: { name: 'Second person' } });
  for (const viewer of [buyer.checker, funder.checker, operator.checker]) {
    expect(await seenBy(viewer)).toEqual([reference]);
  }
  const { node } = await ask<{ node: object }>(
    funder.checker,
    `{ node(id: "${id}") { ... on Mandate { ${fields} } } }`,
  );
  // Who signed for the buyer is the buyer's own.
  expect(node).toMatchObject({
    proposedBy: null,
    activatedBy: null,
    debtorIban: buyer.iban,
    availableActions: ['REVOKE'],
  });
  expect(await seenBy(supplier.checker)).toEqual([]);
  expect(await act(supplier.checker, 'revoke', { mandateId: id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(
    await ask(supplier.checker, `{ node(id: "${id}") { __typename } mandateChoices { creditors { name } } }`),
  ).toEqual({
    node: null,
    mandateChoices: null,
  });

  const revoked = await act(funder.checker, 'revoke', { mandateId: id });
  expect(revoked.mandate).toMatchObject({
    state: 'REVOKED',
    revokedBy: { name: 'Funder person' },
    availableActions: [],
  });
  expect(await act(second, 'revoke', { mandateId: id })).toMatchObject({ code: 'NOT_AVAILABLE' });
  const told = await market.asAdmin<{ type: string; told: boolean }>(
    `SELECT e.type, bool_or(c.channel = $1) AS told FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.subject_kind = 'mandate' GROUP BY e.type, e.xid ORDER BY e.xid`,
    [`organization:${funder.id}`],
  );
  expect(told.map(event => [event.type, event.told])).toEqual([
    ['mandate.proposed', false],
    ['mandate.activated', true],
    ['mandate.revoked', true],
  ]);
});

test('what cannot be granted is refused with every fault of the input', async () => {
  const { buyer, supplier } = market;
  expect(
    await propose({
      creditorIdentifier: 'DE97ZZZ09999999999',
      ceiling: { amount: '1.00', currency: 'USD' },
      noticeDays: 15,
    }),
  ).toEqual({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    fields: [
      { path: 'creditorIdentifier', code: 'NOT_A_CREDITOR_ID' },
      { path: 'ceiling', code: 'NOT_EUR' },
      { path: 'noticeDays', code: 'TOO_BIG' },
    ],
  });
  expect(await propose({ signedOn: '2031-03-04', endsOn: '2031-03-02' })).toMatchObject({
    fields: [
      { path: 'signedOn', code: 'IN_THE_FUTURE' },
      { path: 'endsOn', code: 'IN_THE_PAST' },
    ],
  });
  expect(await propose({ signedOn: '2028-03-02' })).toMatchObject({
    fields: [{ path: 'signedOn', code: 'MANDATE_TOO_OLD' }],
  });
  // One that is no funder, or is not there, gives one answer.
  expect(await propose({ creditorId: toWireId('organization', supplier.id) })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await propose({ creditorId: toWireId('organization', randomUUID()) })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await propose({ bankAccountId: toWireId('bankAccount', supplier.accountId) })).toMatchObject({
    code: 'ACCOUNT_NOT_USABLE',
  });
  expect(await propose({}, { ...buyer.checker, permissions: ['VIEWER'] })).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await propose({}, supplier.checker)).toMatchObject({ code: 'NOT_PERMITTED' });
  expect(await market.rows('mandate')).toEqual([]);
});

test('a mandate ends with its last day, and after 36 months in which nothing was collected under it', async () => {
  const [first] = [(await propose({ endsOn: '2031-03-10' })).mandate!];
  await market.setClock('2031-03-10T23:59:00+01:00');
  expect(await expireMandates(market.work)).toBe(0);
  await market.setClock('2031-03-11T00:00:00+01:00');
  // Judged by the clock, whether or not the sweep has been there.
  expect(await act(second, 'activate', { mandateId: first.id })).toMatchObject({ code: 'NOT_AVAILABLE' });
  expect(await expireMandates(market.work)).toBe(1);

  const { mandate } = await propose();
  expect(mandate).toMatchObject({ state: 'PROPOSED', lapsesOn: '2034-02-28' });
  expect((await act(second, 'activate', { mandateId: mandate!.id })).mandate).toMatchObject({ state: 'ACTIVE' });
  await market.setClock('2034-02-28T12:00:00+01:00');
  expect(await expireMandates(market.work)).toBe(0);
  await market.setClock('2034-03-01T00:00:00+01:00');
  expect(await expireMandates(market.work)).toBe(1);
  const { node } = await ask<{ node: object }>(
    second,
    `{ node(id: "${mandate!.id}") { ... on Mandate { ${fields} } } }`,
  );
  expect(node).toMatchObject({ state: 'EXPIRED', revokedBy: null, availableActions: [] });
});

describe('collecting', () => {
  /** Legs 2 that the buyer owes the funder on the 5th of May, of 100,000.00 each. */
  async function repayments(count: number): Promise<PaymentRow[]> {
    const invoices: InvoiceRow[] = [];
    for (let made = 0; made < count; made += 1) {
      const invoice = await market.approve();
      invoices.push(invoice);
      await market.award(invoice);
      await market.release(await market.payment(invoice, 'DISBURSEMENT'));
    }
    await settleAt('2031-03-06T09:00:00+01:00');
    return Promise.all(invoices.map(invoice => market.payment(invoice, 'REPAYMENT')));
  }

  async function settleAt(instant: string): Promise<void> {
    await market.settle();
    await market.setClock(instant);
    await market.settle();
  }

  async function granted(change: object = {}): Promise<string> {
    const { mandate } = await propose(change);
    await act(second, 'activate', { mandateId: mandate!.id });
    return mandate!.id;
  }

  const asCollection = (...payments: PaymentRow[]) => ({ ...releaseInput(payments), direction: 'COLLECTION' as const });
  const prepare = async (viewer: MemberViewer, ...payments: PaymentRow[]) => {
    await colleagueOf(market, viewer);
    return market.work.run(preparePaymentFiles, viewer, asCollection(...payments));
  };
  const collect = (...payments: PaymentRow[]) => releaseByTwo(market, market.funder.checker, asCollection(...payments));
  const files = () =>
    market.rows<PaymentFileRow>('payment_file', `direction = 'COLLECTION' ORDER BY execution_date, id`);
  const seen = async (viewer: MemberViewer, payment: PaymentRow) =>
    (
      await ask<{ node: object }>(
        viewer,
        `{ node(id: "${toWireId('payment', payment.id)}") { ... on Payment {
           state availableActions collectedUnder { state } file { direction state } } } }`,
      )
    ).node;

  /** A file of direct debits as a bank books it in one sum: an entry that names the file, and none of its payments. */
  function inOneSum(party: Party, messageId: string, amountMinor: bigint): Buffer {
    const sum = entry({ side: 'CREDIT', amountMinor, bookedOn: localDate('2031-05-05'), scheme: 'CORE' });
    return doctored(
      notification(party, [sum]),
      /<TxDtls>.*<\/TxDtls>/s,
      `<Btch><PmtInfId>${messageId}</PmtInfId></Btch>`,
    );
  }

  test('the payee collects under the mandate: the ledger is that of a transfer, and the second is a further one', async () => {
    const { buyer, funder, supplier } = market;
    await granted();
    const [transferred, collected, next] = (await repayments(3)) as [PaymentRow, PaymentRow, PaymentRow];
    expect(await seen(funder.checker, collected)).toMatchObject({
      availableActions: ['COLLECT'],
      collectedUnder: null,
    });
    await market.release(transferred);
    expect(await prepare(funder.checker, collected)).toMatchObject({ fileIds: [expect.any(String)] });
    // Its payer sees that it is collected; as long as that is not released, it can pay it itself.
    const underMandate = { state: 'DUE', collectedUnder: { state: 'ACTIVE' } };
    expect(await seen(buyer.checker, collected)).toEqual({
      ...underMandate,
      availableActions: ['PREPARE'],
      file: null,
    });
    expect(await seen(funder.checker, collected)).toEqual({
      ...underMandate,
      availableActions: [],
      file: { direction: 'COLLECTION', state: 'PREPARED' },
    });
    const held = await ask<{ dueLines: { edges: { node: { hold: string | null } }[] } }>(
      buyer.checker,
      '{ dueLines { edges { node { hold } } } }',
    );
    expect(held.dueLines.edges.map(({ node }) => node.hold).sort()).toEqual(['COLLECTED', null]);
    expect(await prepare(funder.checker, collected)).toMatchObject({
      code: 'PAYMENTS_NOT_RELEASABLE',
      faults: [{ code: 'ALREADY_PREPARED' }],
    });
    const [prepared] = await files();
    const releaser = await colleagueOf(market, funder.checker);
    expect(await releaseFiles(market, releaser, [prepared!.id])).toEqual({ fileIds: [prepared!.id] });
    expect(await collect(next)).toMatchObject({ fileIds: [expect.any(String)] });

    const orders = (await files()).map(({ body }) => readCollectionFile(body));
    const [mandate] = await market.rows<MandateRow>('mandate');
    expect(orders.map(({ sequence }) => sequence).sort()).toEqual(['FRST', 'RCUR']);
    expect(orders.find(({ sequence }) => sequence === 'FRST')).toMatchObject({
      scheme: 'B2B',
      format: 'PAIN_008_001_08',
      creditorIdentifier: 'DE98ZZZ09999999999',
      collectionDate: '2031-05-05',
      creditor: { iban: funder.iban },
      collections: [
        {
          endToEndId: collected.endToEndId,
          amountMinor: 100_000_00n,
          debtor: { iban: buyer.iban },
          mandate: { id: mandate!.reference, signedOn: '2031-02-28' },
        },
      ],
    });
    expect(mandate).toMatchObject({ lastCollectedOn: '2031-05-05', lapsesOn: '2034-05-05' });

    await settleAt('2031-05-05T09:00:00+02:00');
    const states = await market.rows<PaymentRow>('payment', `kind = 'REPAYMENT'`);
    expect(states.map(({ state, creditedOn }) => [state, creditedOn])).toEqual(
      Array.from({ length: 3 }, () => ['SETTLED', '2031-05-05']),
    );
    const ledger = await market.ledger({ invoiceId: transferred.invoiceId! });
    expect(ledger.filter(line => line.startsWith('REPAYMENT')).length).toBeGreaterThan(0);
    expect(await market.ledger({ invoiceId: collected.invoiceId! })).toEqual(ledger);
    expect(await market.rows('financing', `state <> 'REPAID'`)).toEqual([]);
    expect(await seen(buyer.checker, collected)).toMatchObject({
      state: 'SETTLED',
      collectedUnder: { state: 'ACTIVE' },
    });
    const strange = await ask<{ node: object | null }>(
      supplier.checker,
      `{ node(id: "${toWireId('paymentFile', prepared!.id)}") { id } }`,
    );
    expect(strange.node).toBeNull();
    expect(await prepare(supplier.checker, next)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('nothing is collected above the ceiling, without a mandate, or by its payer', async () => {
    const { buyer, funder } = market;
    const [payment] = (await repayments(1)) as [PaymentRow];
    const refused = (code: string) => ({ code: 'PAYMENTS_NOT_RELEASABLE', faults: [{ code }] });
    expect(await prepare(funder.checker, payment)).toMatchObject(refused('MANDATE_MISSING'));
    const low = await granted({ ceiling: { amount: '99999.99', currency: 'EUR' } });
    expect(await prepare(funder.checker, payment)).toMatchObject(refused('ABOVE_MANDATE'));
    await act(second, 'revoke', { mandateId: low });
    const short = await granted({ endsOn: '2031-05-04' });
    expect(await prepare(funder.checker, payment)).toMatchObject(refused('MANDATE_ENDED'));
    await act(second, 'revoke', { mandateId: short });
    await granted();
    expect(await prepare(buyer.checker, payment)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await files()).toEqual([]);
    // Nor do the tables take a line of a collection that is under none, or from another account than it names.
    expect(await prepare(funder.checker, payment)).toMatchObject({ fileIds: [expect.any(String)] });
    for (const change of ['mandate_id = NULL', 'payer_account_id = payee_account_id']) {
      await expect(
        market.asAdmin(`UPDATE payment_file_line SET ${change} WHERE mandate_id IS NOT NULL`),
      ).rejects.toThrow('violates foreign key constraint');
    }
  });

  test('a mandate that was revoked since collects nothing, nor does one told of too late', async () => {
    const { funder } = market;
    const [payment] = (await repayments(1)) as [PaymentRow];
    const mandateId = await granted({ noticeDays: 2 });
    await prepare(funder.checker, payment);
    const [file] = await files();
    expect(file).toMatchObject({ executionDate: '2031-05-05', lapsesAt: new Date('2031-05-01T22:00:00Z') });
    const releaser = await colleagueOf(market, funder.checker);
    await act(second, 'revoke', { mandateId });
    expect(await releaseFiles(market, releaser, [file!.id])).toMatchObject({
      code: 'PAYMENTS_NOT_RELEASABLE',
      faults: [{ paymentId: toWireId('payment', payment.id), code: 'MANDATE_ENDED' }],
    });

    // Two business days ahead of a Monday: a Friday is too late.
    await market.setClock('2031-05-02T00:00:00+02:00');
    expect(await releaseFiles(market, releaser, [file!.id])).toMatchObject({ code: 'NOT_AVAILABLE', state: 'LAPSED' });
    await lapsePaymentFiles(market.work);
    await granted({ noticeDays: 2 });
    expect(await collect(payment)).toMatchObject({ fileIds: [expect.any(String)] });
    expect((await files()).map(({ executionDate }) => executionDate)).toEqual(['2031-05-05', '2031-05-06']);
  });

  test('what a bank rejects or returns is owed by a further attempt, and the next collection is a first one again', async () => {
    const { operator, funder } = market;
    await granted({ scheme: 'CORE' });
    const [rejected, returned] = (await repayments(2)) as [PaymentRow, PaymentRow];
    const plan = (payment: PaymentRow, behaviour: string, reason: string) =>
      market.work.run(planPayment, operator.checker, {
        ...{ paymentId: toWireId('payment', payment.id), behaviour, reason, idempotencyKey: randomUUID() },
      });
    expect(await plan(rejected, 'REJECT', 'AM04 no funds')).not.toHaveProperty('code');
    expect(await collect(rejected)).toMatchObject({ fileIds: [expect.any(String)] });
    await settleAt('2031-05-05T09:00:00+02:00');
    const attempts = () =>
      market.rows<PaymentRow>(
        'payment',
        `kind = 'REPAYMENT' ORDER BY due_on, financing_id = '${returned.financingId}', attempt`,
      );
    expect((await attempts()).map(({ state, attempt }) => `${attempt} ${state}`)).toEqual([
      '1 REJECTED',
      '2 DUE',
      '1 DUE',
    ]);

    expect(await collect((await attempts())[2]!)).toMatchObject({ fileIds: [expect.any(String)] });
    expect(readCollectionFile((await files()).at(-1)!.body).sequence).toBe('FRST');
    await settleAt('2031-05-06T09:00:00+02:00');
    expect((await attempts())[2]!.state).toBe('SETTLED');
    // Eight weeks after it was booked, on the word of the debtor.
    await market.setClock('2031-07-01T12:00:00+02:00');
    expect(await plan(returned, 'RETURN', 'MD06 requested by the payer')).not.toHaveProperty('code');
    await market.settle();
    expect((await attempts()).slice(2).map(({ state, attempt }) => `${attempt} ${state}`)).toEqual([
      '1 RETURNED',
      '2 DUE',
    ]);
    expect(await seen(funder.checker, (await attempts())[3]!)).toMatchObject({ availableActions: ['COLLECT'] });
  });

  test('what its bank says of a file of direct debits is brought by the payee, and it credits what it did not reject', async () => {
    const { buyer, funder, work, database } = market;
    const [first, payment, taken] = (await repayments(3)) as [PaymentRow, PaymentRow, PaymentRow];
    await granted();
    await collect(first);
    await collect(payment, taken);
    await market.asAdmin('UPDATE payment_file SET sending_at = business_now() WHERE sending_at IS NULL');
    const { messageId } = (await files()).find(({ paymentCount }) => paymentCount === 2)!;
    const bring = async (viewer: MemberViewer, bytes: Buffer) => {
      const brought = await submitBankFile({ work, database, report: unexpected }, viewer, { name: 'file.xml', bytes });
      await followWhatBanksSaid(work, database, unexpected);
      return brought;
    };
    const rejection = statusReport(messageId, { [payment.endToEndId]: 'RJCT' });
    expect(await bring(buyer.checker, rejection)).toMatchObject({ body: { state: 'HELD', reason: 'UNKNOWN_FILE' } });
    expect(await bring(funder.checker, rejection)).toMatchObject({ body: { state: 'TAKEN' } });
    expect(await seen(funder.checker, payment)).toMatchObject({ state: 'REJECTED' });

    await market.setClock('2031-05-05T18:00:00+02:00');
    const sides = { payer: buyer, payee: funder, bookedOn: localDate('2031-05-05'), scheme: 'B2B' as const };
    await bring(buyer.checker, notification(buyer, [entryOf(taken, 'DEBIT', sides)]));
    await bring(funder.checker, inOneSum(funder, messageId, 100_000_00n));
    const [row] = await market.rows<PaymentRow>('payment', 'id = $1', [taken.id]);
    expect(row).toMatchObject({ state: 'SETTLED', settledOn: '2031-05-05', creditedOn: '2031-05-05' });
    expect(await market.rows('bank_entry', `state <> 'FOLLOWED'`)).toEqual([]);
  });

  test('who is collected from is told of it, and not to pay: the amount, the day, the mandate and whose it is', async () => {
    const { buyer, funder, supplier, operator, work, database } = market;
    await granted();
    const [payment] = (await repayments(1)) as [PaymentRow];
    const reader = { ...second, permissions: ['VIEWER'] as const };
    const told = async (viewer: MemberViewer) => {
      await untilAllIsTold(market.urls);
      await raiseAlerts(work, database);
      const { alerts } = await ask<{ alerts: { edges: { node: { kind: string } }[] } }>(
        viewer,
        `{ alerts { edges { node { kind day subject { __typename ... on Payment {
           amount { amount currency } collectionDate collectedUnder { reference creditorIdentifier noticeDays } payee { name } } } } } } }`,
      );
      return alerts.edges.map(({ node }) => node);
    };
    const kinds = async (viewer: MemberViewer) => (await told(viewer)).map(({ kind }) => kind).sort();
    await prepare(funder.checker, payment);
    await market.setClock('2031-05-02T09:00:00+02:00');
    // In three days it is due, and its payee is about to collect it.
    expect(await kinds(buyer.checker)).toEqual([]);
    expect(await kinds(funder.checker)).toEqual([]);
    const releaser = await colleagueOf(market, funder.checker);
    expect(await kinds(releaser)).toEqual(['PAYMENT_FILE_WAITING']);
    const [turned] = await files();
    const refusal = { fileId: toWireId('paymentFile', turned!.id), reason: 'Later.', idempotencyKey: randomUUID() };
    expect(await work.run(refusePaymentFile, releaser, refusal)).not.toHaveProperty('code');
    expect(await kinds(releaser)).toEqual([]);
    // Nobody collects it any more: it is to be paid.
    for (const viewer of [buyer.checker, second]) expect(await kinds(viewer)).toEqual(['DUE_SOON']);

    expect(await collect(payment)).toMatchObject({ fileIds: [expect.any(String)] });
    const [mandate] = await market.rows<MandateRow>('mandate');
    for (const viewer of [buyer.checker, second]) {
      expect((await told(viewer)).find(({ kind }) => kind === 'COLLECTION_ANNOUNCED')).toEqual({
        kind: 'COLLECTION_ANNOUNCED',
        day: '2031-05-05',
        subject: {
          __typename: 'Payment',
          amount: { amount: '100000.00', currency: 'EUR' },
          collectionDate: '2031-05-05',
          collectedUnder: {
            reference: mandate!.reference,
            creditorIdentifier: 'DE98ZZZ09999999999',
            noticeDays: 1,
          },
          payee: { name: 'Funder' },
        },
      });
    }
    for (const viewer of [operator.checker, funder.checker, releaser]) expect(await kinds(viewer)).toEqual([]);
    expect(await kinds(supplier.checker)).toEqual(['NEW_OFFER']);
    await market.asAdmin('UPDATE event_reader SET epoch = 0, xid = $1, seq = 0', ['0']);
    expect(await kinds(reader)).toEqual(['COLLECTION_ANNOUNCED', 'DUE_SOON']);
  });

  test('a collection that its bank credits in one sum is each of its payments, and one that comes back is that one', async () => {
    const { buyer, funder, work, database } = market;
    await granted({ scheme: 'CORE' });
    const [first, returned, kept] = (await repayments(3)) as [PaymentRow, PaymentRow, PaymentRow];
    await collect(first);
    await collect(returned, kept);
    await market.asAdmin('UPDATE payment_file SET sending_at = business_now() WHERE sending_at IS NULL');
    const batch = (await files()).find(({ paymentCount }) => paymentCount === 2)!;
    expect(batch.totalMinor).toBe(200_000_00n);
    await market.setClock('2031-05-05T18:00:00+02:00');
    const sides = { payer: buyer, payee: funder, bookedOn: localDate('2031-05-05'), scheme: 'CORE' as const };
    const bring = async (by: Party, bytes: Buffer) => {
      expect(
        await submitBankFile({ work, database, report: unexpected }, by.checker, { name: 'camt.xml', bytes }),
      ).toMatchObject({ body: { state: 'TAKEN' } });
      await followWhatBanksSaid(work, database, unexpected);
    };
    await bring(funder, inOneSum(funder, batch.messageId, 200_000_00n));
    const states = async () => {
      const rows = await market.rows<PaymentRow>('payment', `kind = 'REPAYMENT'`);
      return [first, returned, kept].map(({ financingId }) =>
        rows
          .filter(row => row.financingId === financingId)
          .sort((a, b) => a.attempt - b.attempt)
          .map(({ state, settledOn, creditedOn }) => [state, settledOn, creditedOn]),
      );
    };
    // What came early waits until the payer's bank has booked it.
    expect((await states()).flat()).toEqual(Array.from({ length: 3 }, () => ['INSTRUCTED', null, null]));
    await bring(
      buyer,
      notification(
        buyer,
        [returned, kept].map(payment => entryOf(payment, 'DEBIT', sides)),
      ),
    );
    const settled = ['SETTLED', '2031-05-05', '2031-05-05'];
    expect(await states()).toEqual([[['INSTRUCTED', null, null]], [settled], [settled]]);
    const posted = async ({ invoiceId }: PaymentRow) =>
      (await market.ledger({ invoiceId: invoiceId! })).filter(line => /^(REPAYMENT|REVERSAL)/.test(line));
    const repaid = [
      'REPAYMENT | Funder BANK | Buyer BANK | 100000.00 EUR',
      'REPAYMENT | Buyer PAYABLE | Funder CLAIM | 100000.00 EUR',
      'REPAYMENT | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 750.00 EUR',
    ];
    expect([await posted(first), await posted(returned), await posted(kept)]).toEqual([[], repaid, repaid]);
    const ids = [returned, kept].map(({ endToEndId }) => endToEndId).sort();
    const entries = () =>
      market.rows<object>(
        'bank_entry',
        `organization_id = $1 AND end_to_end_id = ANY ($2) AND NOT returned ORDER BY end_to_end_id`,
        [funder.id, ids],
      );
    const credited = ids.map(endToEndId => ({
      side: 'CREDIT',
      endToEndId,
      amountMinor: 100_000_00n,
      state: 'FOLLOWED',
    }));
    expect(await entries()).toMatchObject(credited);
    // The statement of the day tells it payment by payment: it is the same.
    await bring(
      funder,
      statement(
        funder,
        0n,
        [returned, kept].map(payment => entryOf(payment, 'CREDIT', sides)),
        { day: sides.bookedOn },
      ),
    );
    expect(await entries()).toMatchObject(credited);

    await market.setClock('2031-05-20T18:00:00+02:00');
    const back = { ...sides, bookedOn: localDate('2031-05-20'), returned: { code: 'MD06', words: 'refund requested' } };
    await bring(funder, notification(funder, [entryOf(returned, 'DEBIT', back)]));
    await bring(buyer, notification(buyer, [entryOf(returned, 'CREDIT', back)]));
    expect(await states()).toEqual([
      [['INSTRUCTED', null, null]],
      [
        ['RETURNED', '2031-05-05', '2031-05-05'],
        ['DUE', null, null],
      ],
      [settled],
    ]);
    expect(await posted(kept)).toEqual(repaid);
    expect(await posted(returned)).toEqual([
      ...repaid,
      'REVERSAL | Buyer BANK | Funder BANK | 100000.00 EUR',
      'REVERSAL | Funder CLAIM | Buyer PAYABLE | 100000.00 EUR',
      'REVERSAL | Funder DISCOUNT_EARNED | Funder DISCOUNT_UNEARNED | 750.00 EUR',
    ]);
    expect(await market.rows('bank_entry', `state <> 'FOLLOWED'`)).toEqual([]);
  });

  test('what its payee prepared keeps nobody from paying: what is released first goes, and it alone', async () => {
    const { buyer, funder } = market;
    await granted();
    const payments = await repayments(3);
    const transfers = await Promise.all(
      payments.map(payment => market.work.run(preparePaymentFiles, buyer.checker, releaseInput([payment]))),
    );
    const collections: object[] = [];
    for (const payment of payments) collections.push(await prepare(funder.checker, payment));
    const fileOf = (prepared: object) => (prepared as { fileIds: string[] }).fileIds[0]!;
    const releaser = await colleagueOf(market, funder.checker);
    const pay = (index: number) => releaseFiles(market, second, [fileOf(transfers[index]!)]);
    const take = (index: number) => releaseFiles(market, releaser, [fileOf(collections[index]!)]);
    const tooLate = { code: 'PAYMENTS_NOT_RELEASABLE', faults: [{ code: 'NOT_DUE' }] };

    expect(await pay(0)).toHaveProperty('fileIds');
    expect(await take(0)).toMatchObject(tooLate);
    expect(await take(1)).toHaveProperty('fileIds');
    expect(await pay(1)).toMatchObject(tooLate);
    const both = await Promise.all([pay(2), take(2)]);
    expect(both.filter(outcome => 'fileIds' in outcome)).toHaveLength(1);
    expect(both.find(outcome => 'code' in outcome)).toMatchObject(tooLate);
    const forced = market.asAdmin(
      `UPDATE payment_file SET state = 'RELEASED', released_by = $1, released_at = now() WHERE state = 'PREPARED'`,
      [market.operator.checker.personId],
    );
    await expect(forced).rejects.toThrow('payment_file_line_released');

    await settleAt('2031-05-05T09:00:00+02:00');
    expect((await market.rows<PaymentRow>('payment', `kind = 'REPAYMENT'`)).map(({ state }) => state)).toEqual(
      payments.map(() => 'SETTLED'),
    );
  });

  test('of a revocation and a release at once one comes first: nothing is released under what was revoked', async () => {
    const [payment] = (await repayments(1)) as [PaymentRow];
    const mandateId = await granted();
    const releaser = await colleagueOf(market, market.funder.checker);
    await prepare(market.funder.checker, payment);
    const [file] = await files();
    const [released, revoked] = await Promise.all([
      releaseFiles(market, releaser, [file!.id]),
      act(second, 'revoke', { mandateId }),
    ]);
    expect(revoked.mandate).toMatchObject({ state: 'REVOKED' });
    // Whichever it was, the books agree: what must always hold is checked after each test.
    const state = 'code' in released ? 'PREPARED' : 'RELEASED';
    expect((await files()).map(row => row.state)).toEqual([state]);
  });
});
