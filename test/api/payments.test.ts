import { raiseAlerts, setAlertThreshold, writeAlertMails } from '../../server/alerts/index.js';
import { readPaymentFile } from '../../server/bank/index.js';
import { createHash, randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { planInstruction } from '../../server/bank/index.js';
import { failUndisbursed } from '../../server/financings/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { findViolations } from '../../server/invariants/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { enableMail } from '../../server/mail/index.js';
import { suspendOrganization } from '../../server/organizations/index.js';
import { paymentAsks, paymentColumns } from '../../server/payments/payment.policy.js';
import type { PaymentFileRow } from '../../server/payments/payment-file.entity.js';
import type { PaymentRow } from '../../server/payments/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { type MemberViewer, type Permission, systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { moveClock, nextDueAt } from '../../server/sweeps/index.js';
import { untilAllIsTold } from '../support/all-told.js';
import { colleagueOf, type MoneyMarket, openMoneyMarket, type Party, releaseInput } from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

/** What a mutation gave, as far as the tests look into it. */
interface Outcome {
  readonly __typename: string;
  readonly code?: string;
  readonly files?: readonly FileView[];
  readonly played?: number;
  readonly marketClock?: { readonly now: string; readonly today: string };
}

interface FileView {
  readonly id: string;
  readonly sha256: string;
}

interface PaymentNode {
  readonly kind: string;
  readonly dueOn: string;
}

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** Asks the API as a viewer; what it answers must be without errors. */
async function ask<Data>(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}): Promise<Data> {
  const clock = { moveTo: (target: Date) => moveClock(market.work, market.database, market.bank, target) };
  const contextValue = new RequestContext(viewer, market.database, market.work, { clock } as never, randomUUID());
  const schema = await apiSchema();
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

async function mutate(viewer: Viewer, name: string, input: object, selection: string): Promise<Outcome> {
  const Name = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const document = `mutation ($input: ${Name}Input!) { ${name}(input: $input) {
    __typename ... on Problem { code } ... on ${Name}Success { ${selection} }
    ${name.endsWith('PaymentFiles') ? '... on PaymentsNotReleasable { faults { paymentId code } }' : ''}
    ${name === 'preparePaymentFiles' ? '... on TotalMismatch { totals { amount currency } }' : ''}
    ${name === 'releasePaymentFiles' ? '... on FileHashMismatch { fileIds } ... on NotAvailable { state } ... on AboveCeiling { ceiling { amount currency } }' : ''}
    ... on InvalidInput { fields { path code } } } }`;
  return (await ask<Record<string, Outcome>>(viewer, document, { input }))[name]!;
}

const shownFile = `files { id messageId sha256 state executionDate paymentCount total { amount } preparedAt releasedAt
  preparedBy { id } releasedBy { id } availableActions
  lines { amount { amount } late { amount } payeeIban payeeHolderName payment { id state endToEndId availableActions } } }`;

/** One person of the organization puts payments into files. */
function prepare(by: Party, payments: readonly PaymentRow[], change: object = {}): Promise<Outcome> {
  return mutate(by.checker, 'preparePaymentFiles', { ...releaseInput(payments), ...change }, shownFile);
}

function releaseFiles(viewer: Viewer, files: readonly FileView[], idempotencyKey = randomUUID()): Promise<Outcome> {
  const input = { files: files.map(({ id, sha256 }) => ({ fileId: id, sha256 })), idempotencyKey };
  return mutate(viewer, 'releasePaymentFiles', input, shownFile);
}

/** Two persons let payments go; the problem of whichever is refused. */
async function release(by: Party, payments: readonly PaymentRow[]): Promise<Outcome> {
  const colleague = await colleagueOf(market, by.checker);
  const prepared = await prepare(by, payments);
  return prepared.files ? releaseFiles(colleague, prepared.files) : prepared;
}

function refuse(viewer: Viewer, { id }: FileView): Promise<Outcome> {
  const input = { fileId: id, reason: 'Not this month.', idempotencyKey: randomUUID() };
  return mutate(viewer, 'refusePaymentFile', input, 'file { id state refusalReason availableActions }');
}

/** A further member of the party, of one permission. */
async function memberOf({ checker }: Party, name: string, permission: Permission): Promise<MemberViewer> {
  const [personId, memberId] = [randomUUID(), randomUUID()];
  await market.asAdmin(`INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, '-')`, [
    personId,
    `${personId}@example.org`,
    name,
  ]);
  await market.asAdmin('INSERT INTO member (id, person_id, organization_id, permissions) VALUES ($1, $2, $3, $4)', [
    memberId,
    personId,
    checker.organizationId,
    [permission],
  ]);
  return { ...checker, personId, memberId, permissions: [permission], sessionId: randomUUID() };
}

const ceil = ({ memberId }: MemberViewer, minor: bigint) =>
  market.asAdmin(`INSERT INTO member_ceiling (member_id, currency, ceiling_minor) VALUES ($1, 'EUR', $2)`, [
    memberId,
    minor.toString(),
  ]);

const absent = ({ memberId }: MemberViewer, substitute: MemberViewer) =>
  market.asAdmin(
    `UPDATE member SET substitute_id = $2, substitute_from = '2031-03-03', substitute_until = '2031-05-05' WHERE id = $1`,
    [memberId, substitute.memberId],
  );

interface Told {
  readonly kind: string;
  readonly day: string;
  readonly subject: { readonly id: string };
}

const wire = ({ id }: { id: string }) => toWireId('payment', id);

async function supplierPayments(...dueDates: string[]): Promise<PaymentRow[]> {
  const payments: PaymentRow[] = [];
  for (const dueDate of dueDates) {
    const invoice = await market.approve({ adjustedDueDate: localDate(dueDate) });
    payments.push(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  }
  return payments;
}

function files(): Promise<PaymentFileRow[]> {
  return market.rows('payment_file', 'true ORDER BY execution_date, id');
}

/** The payments with what they ask now, as their lists show it. */
function reread(payments: readonly PaymentRow[]): Promise<PaymentRow[]> {
  return market.database.read(systemViewer, db =>
    db.query(`SELECT ${paymentColumns}, ${paymentAsks} AS amount_minor FROM payment t WHERE t.id = ANY ($1::uuid[])`, [
      payments.map(({ id }) => id),
    ]),
  );
}

const fieldsOfPayment = `id kind state amount { amount currency } dueOn payer { name } payee { name } payeeIban payeeHolderName
  invoice { id } financing { id state } endToEndId attempt settledOn creditedOn failureReason heldReason availableActions`;

async function paymentsSeenBy(party: Party, args = ''): Promise<PaymentNode[]> {
  const { payments } = await ask<{ payments: Connection<PaymentNode> }>(
    party.checker,
    `{ payments${args} { edges { node { ${fieldsOfPayment} } } pageInfo { hasNextPage endCursor } } }`,
  );
  return payments.edges.map(({ node }) => node);
}

describe('payment files', () => {
  let buyer: Party;
  let colleague: MemberViewer;
  beforeEach(async () => {
    ({ buyer } = market);
    colleague = await colleagueOf(market, buyer.checker);
  });

  test('one person prepares them, one a day and account, another lets them go, and each is said again when asked again', async () => {
    const payments = await supplierPayments('2031-05-05', '2031-05-05', '2031-05-06');
    const input = releaseInput(payments);
    const outcome = await mutate(buyer.checker, 'preparePaymentFiles', input, shownFile);
    const line = (payment: PaymentRow, state: string) => ({
      amount: { amount: '100000.00' },
      late: { amount: '0.00' },
      payeeIban: market.supplier.iban,
      payeeHolderName: 'Supplier',
      payment: { id: wire(payment), state, endToEndId: payment.endToEndId, availableActions: [] },
    });
    const shown = (of: readonly PaymentRow[], state: string) => ({
      paymentCount: of.length,
      preparedBy: { id: toWireId('person', buyer.checker.personId) },
      lines: expect.arrayContaining(of.map(payment => line(payment, state))),
    });
    const [first, second] = [payments.slice(0, 2), payments.slice(2)];
    const waits = { state: 'PREPARED', releasedBy: null, releasedAt: null, availableActions: ['REFUSE'] };
    expect(outcome.files).toMatchObject([
      { ...shown(first, 'DUE'), ...waits, executionDate: '2031-05-05', total: { amount: '200000.00' } },
      { ...shown(second, 'DUE'), ...waits, executionDate: '2031-05-06', total: { amount: '100000.00' } },
    ]);
    expect(await mutate(buyer.checker, 'preparePaymentFiles', input, shownFile)).toEqual(outcome);
    await market.settle();
    expect(await market.rows('payment', `state <> 'DUE'`)).toEqual([]);
    expect(await files()).toMatchObject([{ sendingAt: null }, { sendingAt: null }]);

    const key = randomUUID();
    const gone = await releaseFiles(colleague, outcome.files!, key);
    const goes = {
      state: 'RELEASED',
      releasedBy: { id: toWireId('person', colleague.personId) },
      releasedAt: expect.any(String),
      availableActions: ['DOWNLOAD'],
    };
    expect(gone.files).toMatchObject([
      { ...shown(first, 'INSTRUCTED'), ...goes, sha256: outcome.files![0]!.sha256 },
      { ...shown(second, 'INSTRUCTED'), ...goes, sha256: outcome.files![1]!.sha256 },
    ]);
    expect(await releaseFiles(colleague, outcome.files!, key)).toEqual(gone);
    const stored = await files();
    expect(stored.map(({ body }) => createHash('sha256').update(body).digest('hex'))).toEqual(
      outcome.files!.map(({ sha256 }) => sha256),
    );
    const { instructions } = readPaymentFile(stored[1]!.body);
    const [invoice] = await market.rows<InvoiceRow>('invoice', 'id = $1', [payments[2]!.invoiceId]);
    expect(instructions).toEqual([
      {
        endToEndId: payments[2]!.endToEndId,
        amountMinor: 100_000_00n,
        creditor: { name: 'Supplier', iban: market.supplier.iban, bic: null, address: null },
        remittance: invoice!.number,
      },
    ]);
  });

  test('the funder’s file names no invoice', async () => {
    const invoice = await market.approve();
    await market.award(invoice);
    await release(market.funder, [await market.payment(invoice, 'DISBURSEMENT')]);
    const [file] = await files();
    expect(file!.body).not.toContain(invoice.number);
    const [financing] = await market.rows<{ state: string }>('financing');
    expect(financing!.state).toBe('DISBURSING');
  });

  test('what is prepared late goes on the next business day, and waits for a second person until that is over', async () => {
    const payments = await supplierPayments('2031-03-04');
    await market.setClock('2031-03-08T12:00:00+01:00');
    await prepare(buyer, payments);
    expect(await files()).toMatchObject([
      { executionDate: '2031-03-10', lapsesAt: new Date('2031-03-11T00:00:00+01:00') },
    ]);
  });

  test('a total that is not theirs prepares nothing', async () => {
    const payments = await supplierPayments('2031-05-05', '2031-05-06');
    const outcome = await prepare(buyer, payments, { total: { amount: '200000.01', currency: 'EUR' } });
    expect(outcome).toEqual({
      __typename: 'TotalMismatch',
      code: 'TOTAL_MISMATCH',
      totals: [{ amount: '200000.00', currency: 'EUR' }],
    });
    expect(await prepare(buyer, payments, { total: { amount: '200000.00', currency: 'USD' } })).toMatchObject({
      code: 'TOTAL_MISMATCH',
    });
    expect(await files()).toEqual([]);
  });

  test('every fault is told at once, and nothing is prepared', async () => {
    const [gone, waiting, free] = await supplierPayments('2031-05-05', '2031-05-05', '2031-05-06');
    await release(buyer, [gone!]);
    await prepare(buyer, [waiting!]);
    const financed = await market.approve();
    await market.award(financed);
    const held = await market.payment(financed, 'SUPPLIER_PAYMENT');
    expect(await prepare(buyer, [gone!, waiting!, free!, held])).toEqual({
      __typename: 'PaymentsNotReleasable',
      code: 'PAYMENTS_NOT_RELEASABLE',
      faults: [
        { paymentId: wire(gone!), code: 'NOT_DUE' },
        { paymentId: wire(waiting!), code: 'ALREADY_PREPARED' },
        { paymentId: wire(held), code: 'FINANCING_AGREED' },
      ],
    });
    expect(await files()).toHaveLength(2);
  });

  test('no account that may be used, none is used', async () => {
    const [payment] = await supplierPayments('2031-05-05');
    // The new account of the supplier is in its cool-off, and the buyer has none.
    await market.asAdmin(`UPDATE bank_account SET usable_from = '2031-12-01' WHERE organization_id IN ($1, $2)`, [
      market.supplier.id,
      buyer.id,
    ]);
    expect(await prepare(buyer, [payment!])).toMatchObject({
      faults: [
        { paymentId: wire(payment!), code: 'PAYEE_ACCOUNT_MISSING' },
        { paymentId: wire(payment!), code: 'PAYER_ACCOUNT_MISSING' },
      ],
    });
    expect(await files()).toEqual([]);
  });

  test('a maker or checker of the payer prepares; the payee sees the payment and may not, others do not see it', async () => {
    const [payment] = await supplierPayments('2031-05-05');
    const dealer = { ...buyer, checker: { ...buyer.checker, permissions: ['DEALER' as const] } };
    expect(await prepare(dealer, [payment!])).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await prepare(market.supplier, [payment!])).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await prepare(market.operator, [payment!])).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await prepare(market.funder, [payment!])).toMatchObject({ code: 'NOT_FOUND' });
    expect(await prepare(market.funder, [payment!], { paymentIds: ['pay_nonsense'] })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await prepare(buyer, [payment!], { paymentIds: [] })).toMatchObject({
      fields: [{ path: 'paymentIds', code: 'TOO_SMALL' }],
    });
    expect(await prepare(buyer, [payment!], { paymentIds: [wire(payment!), wire(payment!)] })).toMatchObject({
      fields: [{ path: 'paymentIds', code: 'REPEATED' }],
    });
    expect(await files()).toEqual([]);
    const maker = { ...buyer, checker: { ...buyer.checker, permissions: ['MAKER' as const] } };
    expect(await prepare(maker, [payment!])).toMatchObject({ __typename: 'PreparePaymentFilesSuccess' });
  });

  test('whoever is alone with the right prepares nothing that nobody could release', async () => {
    const [payment] = await supplierPayments('2031-05-05');
    await market.asAdmin('UPDATE member SET active = false WHERE person_id = $1', [colleague.personId]);
    expect(await prepare(buyer, [payment!])).toMatchObject({ code: 'NO_SECOND_PERSON' });
    expect(await files()).toEqual([]);
  });

  test('only another person, a checker and in person, lets a file go, and only by its hash', async () => {
    const prepared = await prepare(buyer, await supplierPayments('2031-05-05'));
    const [file] = prepared.files!;
    const key = { ...colleague, apiKeyId: randomUUID() };
    const maker = await memberOf(buyer, 'Maker', 'MAKER');
    for (const [viewer, code] of [
      [buyer.checker, 'SAME_PERSON'],
      [{ ...buyer.checker, memberId: randomUUID(), sessionId: randomUUID() }, 'SAME_PERSON'],
      [maker, 'NOT_PERMITTED'],
      [key, 'NOT_PERMITTED'],
      [market.operator.checker, 'NOT_PERMITTED'],
      [market.supplier.checker, 'NOT_FOUND'],
    ] as const) {
      expect(await releaseFiles(viewer as Viewer, [file!])).toMatchObject({ code });
    }
    expect(await releaseFiles(colleague, [{ ...file!, sha256: '0'.repeat(64) }])).toMatchObject({
      code: 'FILE_HASH_MISMATCH',
      fileIds: [file!.id],
    });
    await market.settle();
    expect(await files()).toMatchObject([{ state: 'PREPARED', sendingAt: null }]);
    expect(await market.rows('payment', `state <> 'DUE'`)).toEqual([]);
    const bySql = market.asAdmin(
      `UPDATE payment_file SET state = 'RELEASED', released_by = prepared_by, released_at = business_now()`,
    );
    await expect(bySql).rejects.toThrow('payment_file_released_by_two');
    await expect(market.asAdmin('UPDATE payment_file SET sending_at = business_now()')).rejects.toThrow(
      'payment_file_goes_released',
    );
    expect(await releaseFiles(colleague, [file!])).toMatchObject({ __typename: 'ReleasePaymentFilesSuccess' });
    expect(await releaseFiles(colleague, [file!])).toMatchObject({ code: 'NOT_AVAILABLE', state: 'RELEASED' });
  });

  test('a ceiling bounds what one lets go, and a substitute acts in the place of an absent checker, under its ceiling', async () => {
    await market.approve({ amountMinor: 100_000_01n, adjustedDueDate: localDate('2031-05-06') });
    await supplierPayments('2031-05-05');
    const assistant = await memberOf(buyer, 'Assistant', 'VIEWER');
    const payments = await market.rows<PaymentRow>('payment', 'true ORDER BY amount_minor');
    const [small, large] = (await prepare(buyer, payments)).files! as [FileView, FileView];
    await ceil(colleague, 100_000_00n);
    const above = { code: 'ABOVE_CEILING', ceiling: { amount: '100000.00', currency: 'EUR' } };
    expect(await releaseFiles(colleague, [small, large])).toMatchObject(above);
    expect(await releaseFiles(assistant, [small])).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await files()).toMatchObject([{ state: 'PREPARED' }, { state: 'PREPARED' }]);

    await absent(colleague, assistant);
    expect(await releaseFiles(assistant, [large])).toMatchObject(above);
    expect(await releaseFiles({ ...assistant, apiKeyId: randomUUID() }, [small])).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    // In the place of who prepared it nobody releases it.
    const stranger = await memberOf(buyer, 'Stranger', 'VIEWER');
    await absent(buyer.checker, stranger);
    expect(await releaseFiles(stranger, [small])).toMatchObject({ code: 'SAME_PERSON' });
    const seen = async (viewer: Viewer, { id }: FileView) =>
      (
        await ask<{ node: object }>(
          viewer,
          `{ node(id: "${id}") { ... on PaymentFile { releaseObstacle availableActions releasedBy { name } refusedBy { name } decidedFor { name } } } }`,
        )
      ).node;
    const nobody = { releasedBy: null, refusedBy: null, decidedFor: null };
    const of = (releaseObstacle: string | null, ...availableActions: string[]) => ({
      ...nobody,
      releaseObstacle,
      availableActions,
    });
    expect(await seen(assistant, large)).toEqual(of('ABOVE_CEILING', 'REFUSE'));
    expect(await seen(assistant, small)).toEqual(of(null, 'RELEASE', 'REFUSE'));
    expect(await seen(stranger, small)).toEqual(of('MAKER_IS_CHECKER', 'REFUSE'));
    expect(await seen(buyer.checker, small)).toEqual(of('MAKER_IS_CHECKER', 'REFUSE'));

    expect(await releaseFiles(assistant, [small])).toMatchObject({ files: [{ state: 'RELEASED' }] });
    expect(await seen(assistant, small)).toMatchObject({
      releasedBy: { name: 'Assistant' },
      decidedFor: { name: 'Second person' },
    });
    expect(await refuse(assistant, large)).toMatchObject({ file: { state: 'REFUSED' } });
    expect(await seen(assistant, large)).toMatchObject({
      refusedBy: { name: 'Assistant' },
      decidedFor: { name: 'Second person' },
    });
    expect(await files()).toMatchObject([
      { state: 'RELEASED', decidedFor: colleague.personId, ceilingMinor: 100_000_00n },
      { state: 'REFUSED', decidedFor: colleague.personId, ceilingMinor: null },
    ]);
    for (const [change, constraint] of [
      ['ceiling_minor = total_minor - 1', 'payment_file_under_ceiling'],
      ['decided_for = prepared_by', 'payment_file_never_its_own'],
      ['decided_for = released_by', 'payment_file_in_place'],
    ]) {
      await expect(market.asAdmin(`UPDATE payment_file SET ${change} WHERE state = 'RELEASED'`)).rejects.toThrow(
        constraint,
      );
    }
    const [event] = await market.asAdmin<{ after: object }>(
      `SELECT after FROM event WHERE type = 'paymentFile.released'`,
    );
    expect(event!.after).toEqual({ sha256: small.sha256, decidedFor: colleague.personId, ceilingMinor: '10000000' });
  });

  test('those who may release a file are told that it waits, and again before it lapses; nobody once it does not', async () => {
    const { work, database, funder, operator, supplier } = market;
    const bounded = await memberOf(buyer, 'Bounded', 'CHECKER');
    const [assistant, stranger] = [
      await memberOf(buyer, 'Assistant', 'VIEWER'),
      await memberOf(buyer, 'Stranger', 'VIEWER'),
    ];
    await market.asAdmin(`UPDATE person SET language = 'fr' WHERE id = $1`, [assistant.personId]);
    await work.perform(systemViewer, tx => enableMail(tx, true));
    await ceil(bounded, 99_999_99n);
    await absent(colleague, assistant);
    await absent(buyer.checker, stranger);
    const told = async (viewer: Viewer) => {
      const { alerts } = await ask<{ alerts: { edges: { node: Told }[] } }>(
        viewer,
        '{ alerts { edges { node { kind day subject { id } } } } }',
      );
      return alerts.edges.map(({ node }) => node).filter(({ kind }) => kind.startsWith('PAYMENT_FILE'));
    };
    const others = [buyer.checker, bounded, stranger, funder.checker, operator.checker, supplier.checker];
    const expectTold = async (...expected: [string, FileView][]) => {
      await untilAllIsTold(market.urls);
      await raiseAlerts(work, database);
      for (const viewer of [colleague, assistant]) {
        const of = expected.map(([kind, { id }]) => ({ kind, day: '2031-05-05', subject: { id } }));
        expect(await told(viewer)).toEqual(of);
      }
      for (const viewer of others) expect(await told(viewer)).toEqual([]);
    };
    const payments = await supplierPayments('2031-05-05');
    const prepareOne = async () => (await prepare(buyer, payments)).files![0]!;
    const first = await prepareOne();
    await expectTold(['PAYMENT_FILE_WAITING', first]);
    expect(await writeAlertMails(work, database)).toBe(2);
    const mails = await market.rows<{ body: string }>('mail', 'true ORDER BY body');
    expect(mails.map(({ body }) => body.split('\n')[0])).toEqual([
      '- A payment file waits for its release',
      '- Un fichier de paiement attend sa libération',
    ]);
    await refuse(buyer.checker, first);
    await expectTold();

    const second = await prepareOne();
    // Twelve hours before its day of execution is over, at noon.
    const morning = new Date('2031-05-05T08:00:00+02:00');
    expect((await nextDueAt(database, null, morning)).toISOString()).toBe('2031-05-05T10:00:00.001Z');
    await market.setClock('2031-05-05T11:59:00+02:00');
    await expectTold(['PAYMENT_FILE_WAITING', second]);
    // Whoever wants to know sooner is told at once, but of its own work nobody.
    for (const viewer of [colleague, buyer.checker, bounded]) {
      const chosen = { kind: 'PAYMENT_FILE_ENDING' as const, threshold: 13 };
      expect(await work.run(setAlertThreshold, viewer, chosen)).not.toHaveProperty('code');
    }
    await untilAllIsTold(market.urls);
    expect(await raiseAlerts(work, database)).toBe(1);
    expect((await told(colleague)).map(({ kind }) => kind)).toEqual(['PAYMENT_FILE_ENDING', 'PAYMENT_FILE_WAITING']);
    await market.setClock('2031-05-05T12:00:01+02:00');
    await expectTold(['PAYMENT_FILE_ENDING', second], ['PAYMENT_FILE_WAITING', second]);
    expect(await releaseFiles(assistant, [second])).toMatchObject({ files: [{ state: 'RELEASED' }] });
    await expectTold();
    // What nobody was told of by mail before it was done leaves no more.
    expect(await writeAlertMails(work, database)).toBe(0);

    // Prepared after that hour it tells of itself alone; when its day is over, sweep or no sweep, nothing waits.
    const [late] = (await prepare(buyer, await supplierPayments('2031-05-05'))).files!;
    await expectTold(['PAYMENT_FILE_WAITING', late!]);
    await market.setClock('2031-05-06T00:00:01+02:00');
    await expectTold();
  });

  test('a prepared file is its payer’s own, and the operator’s to see', async () => {
    const [payment] = await supplierPayments('2031-05-05');
    await prepare(buyer, [payment!]);
    const seenBy = (party: Party) =>
      ask(party.checker, `query ($id: ID!) { node(id: $id) { ... on Payment { availableActions file { state } } } }`, {
        id: wire(payment!),
      });
    const shown = (file: object | null) => ({ node: { availableActions: [], file } });
    expect(await seenBy(buyer)).toEqual(shown({ state: 'PREPARED' }));
    expect(await seenBy(market.operator)).toEqual(shown({ state: 'PREPARED' }));
    expect(await seenBy(market.supplier)).toEqual(shown(null));
    const channels = await market.database.read(systemViewer, db =>
      db.query<{ channel: string }>(
        `SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
          WHERE e.type = 'paymentFile.prepared' ORDER BY c.channel`,
      ),
    );
    expect(channels.map(({ channel }) => channel)).toEqual(['operator', `organization:${buyer.id}`]);
  });

  test('a payment is in one file that waits or went at most, whoever writes it', async () => {
    const { files: prepared } = await prepare(buyer, await supplierPayments('2031-05-05'));
    const again = market.asAdmin(
      `WITH file AS (
         INSERT INTO payment_file SELECT (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'message_id', 'M1'))).*
           FROM payment_file f RETURNING id)
       INSERT INTO payment_file_line (file_id, payment_id, amount_minor, late_minor, payer_account_id, payee_account_id, state)
       SELECT $1::uuid, payment_id, amount_minor, late_minor, payer_account_id, payee_account_id, state FROM payment_file_line`,
      [randomUUID()],
    );
    await expect(again).rejects.toThrow('payment_file_line_once');
    expect(prepared).toHaveLength(1);
  });

  test('either person refuses it: nothing of it goes, and its payments are free for another', async () => {
    const payments = await supplierPayments('2031-05-05');
    for (const viewer of [buyer.checker, { ...colleague, permissions: ['MAKER' as const] }]) {
      const [file] = (await prepare(buyer, payments)).files!;
      expect(await refuse(market.supplier.checker, file!)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refuse(market.operator.checker, file!)).toMatchObject({ code: 'NOT_PERMITTED' });
      expect(await refuse(viewer, file!)).toMatchObject({
        file: { id: file!.id, state: 'REFUSED', refusalReason: 'Not this month.', availableActions: [] },
      });
      expect(await refuse(viewer, file!)).toMatchObject({ code: 'NOT_AVAILABLE' });
      expect(await releaseFiles(colleague, [file!])).toMatchObject({ code: 'NOT_AVAILABLE', state: 'REFUSED' });
    }
    await market.settle();
    expect(await release(buyer, payments)).toMatchObject({ files: [{ state: 'RELEASED' }] });
  });

  test('what nobody released lapses when its day of execution is over, sweep or no sweep, and moved time stops there', async () => {
    const payments = await supplierPayments('2031-03-05');
    const [file] = (await prepare(buyer, payments)).files!;
    const { work, database, bank } = market;
    const midnight = new Date('2031-03-06T00:00:00+01:00');
    expect((await nextDueAt(database, bank, new Date('2031-03-05T23:00:00+01:00'))).getTime()).toBe(midnight.getTime());
    await market.setClock('2031-03-06T00:00:01+01:00');
    expect(await releaseFiles(colleague, [file!])).toMatchObject({ code: 'NOT_AVAILABLE', state: 'LAPSED' });
    await moveClock(work, database, bank, new Date('2031-03-06T01:00:00+01:00'));
    expect(await files()).toMatchObject([{ state: 'LAPSED', sendingAt: null }]);
    expect(await release(buyer, await reread(payments))).toMatchObject({ files: [{ executionDate: '2031-03-06' }] });
  });

  test('a release names every payment that stands otherwise than it was prepared, and lets none go', async () => {
    const [late, sold, closed, free] = await supplierPayments('2031-03-05', '2031-05-05', '2031-05-05', '2031-05-05');
    const prepared = (await prepare(buyer, [late!, sold!, closed!, free!])).files!;
    const [invoice] = await market.rows<InvoiceRow>('invoice', 'id = $1', [sold!.invoiceId]);
    await market.award(invoice!);
    await market.asAdmin('SET session_replication_role = replica');
    await market.asAdmin('UPDATE payment SET amount_minor = amount_minor - 1 WHERE id = $1', [late!.id]);
    await market.asAdmin(`UPDATE payment SET state = 'CANCELLED' WHERE id = $1`, [closed!.id]);
    const outcome = await releaseFiles(colleague, prepared);
    expect(outcome).toMatchObject({
      code: 'PAYMENTS_NOT_RELEASABLE',
      faults: expect.arrayContaining([
        { paymentId: wire(late!), code: 'AMOUNT_CHANGED' },
        { paymentId: wire(sold!), code: 'FINANCING_AGREED' },
        { paymentId: wire(closed!), code: 'NOT_DUE' },
      ]),
    });
    expect((outcome as { faults?: object[] }).faults).toHaveLength(3);
    expect(await market.rows('payment', `state = 'INSTRUCTED'`)).toEqual([]);
    expect(await files()).toMatchObject([{ state: 'PREPARED' }, { state: 'PREPARED' }]);
    await market.asAdmin('UPDATE payment SET amount_minor = amount_minor + 1 WHERE id = $1', [late!.id]);
    await market.asAdmin(`UPDATE payment SET state = 'DUE' WHERE id = $1`, [closed!.id]);
    await market.asAdmin('SET session_replication_role = origin');
  });

  test('a file whose account was replaced since it was prepared is not let go', async () => {
    const prepared = (await prepare(buyer, await supplierPayments('2031-05-05'))).files!;
    await market.asAdmin('SET session_replication_role = replica');
    await market.asAdmin(`UPDATE bank_account SET state = 'CLOSED' WHERE id = $1`, [market.supplier.accountId]);
    await market.asAdmin(
      `INSERT INTO bank_account
       SELECT (jsonb_populate_record(a, jsonb_build_object('id', $2::text, 'iban', 'FR7612345678901234567890123', 'state', 'VERIFIED'))).*
         FROM bank_account a WHERE a.id = $1`,
      [market.supplier.accountId, randomUUID()],
    );
    expect(await releaseFiles(colleague, prepared)).toMatchObject({ faults: [{ code: 'ACCOUNT_CHANGED' }] });
    await market.asAdmin(`DELETE FROM bank_account WHERE iban = 'FR7612345678901234567890123'`);
    await market.asAdmin(`UPDATE bank_account SET state = 'VERIFIED' WHERE id = $1`, [market.supplier.accountId]);
    await market.asAdmin('SET session_replication_role = origin');
  });

  test('twenty at once: it is prepared once, and goes once', async () => {
    const payments = await supplierPayments('2031-05-05');
    const preparing = await Promise.all(Array.from({ length: 20 }, () => prepare(buyer, payments)));
    const [prepared] = preparing.filter(({ __typename }) => __typename === 'PreparePaymentFilesSuccess');
    expect(preparing.filter(({ code }) => code === 'PAYMENTS_NOT_RELEASABLE')).toHaveLength(19);
    const others = Array.from({ length: 10 }, () => refuse(buyer.checker, prepared!.files![0]!));
    const releasing = Array.from({ length: 10 }, () => releaseFiles(colleague, prepared!.files!));
    const outcomes = await Promise.all([...others, ...releasing]);
    expect(outcomes.filter(({ code }) => code === undefined)).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === 'NOT_AVAILABLE')).toHaveLength(19);
    expect(await files()).toHaveLength(1);
  });
});

describe('an organization that was suspended after the award', () => {
  const suspend = (party: Party) =>
    market.work.run(suspendOrganization, market.operator.checker, {
      organizationId: toWireId('organization', party.id),
      reason: null,
    });

  test('still pays and is paid what was agreed: leg 1, and leg 2', async () => {
    const invoice = await market.approve();
    await market.award(invoice);
    for (const party of [market.funder, market.supplier, market.buyer]) {
      expect(await suspend(party)).toEqual({ organizationId: party.id });
    }
    const leg1 = await market.payment(invoice, 'DISBURSEMENT');
    const [shown] = await paymentsSeenBy(market.funder);
    expect(shown).toMatchObject({ kind: 'DISBURSEMENT', availableActions: ['PREPARE'] });
    expect(await release(market.funder, [leg1])).toMatchObject({ __typename: 'ReleasePaymentFilesSuccess' });
    await market.settle();
    await market.setClock('2031-03-06T09:00:00+01:00');
    await market.settle();
    const leg2 = await market.payment(invoice, 'REPAYMENT');
    expect(await release(market.buyer, [leg2])).toMatchObject({ __typename: 'ReleasePaymentFilesSuccess' });
    await market.settle();
    await market.setClock('2031-05-05T09:00:00+02:00');
    await market.settle();
    expect(await market.rows('financing')).toMatchObject([{ state: 'REPAID' }]);
  });

  test('and a buyer its suppliers whose invoices nobody financed', async () => {
    const payments = await supplierPayments('2031-05-05');
    await suspend(market.buyer);
    expect(await release(market.buyer, payments)).toMatchObject({ __typename: 'ReleasePaymentFilesSuccess' });
  });
});

describe('held bank messages', () => {
  interface Held {
    readonly id: string;
    readonly reason: string | null;
  }
  const fields = `id kind reason amount { amount currency } endToEndId messageId payment { id state }`;
  const heldSeenBy = async (party: Party, args = '') =>
    (
      await ask<{ heldBankMessages: Connection<Held> }>(
        party.checker,
        `{ heldBankMessages${args} { edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`,
      )
    ).heldBankMessages;

  /** A leg 1 that was given up while the bank had it, and that the bank booked before it was asked back. */
  async function bookedInVain(): Promise<[InvoiceRow, PaymentRow]> {
    const invoice = await market.approve();
    await market.award(invoice);
    const leg1 = await market.payment(invoice, 'DISBURSEMENT');
    await market.work.perform(systemViewer, tx =>
      planInstruction(
        (sql, values) => tx.query(sql, values),
        leg1.endToEndId,
        { behaviour: 'DELAY', delayDays: 7, reason: 'slow' },
        new Date(0),
      ),
    );
    await market.release(leg1);
    await market.settle();
    await market.setClock('2031-03-06T09:00:00+01:00');
    await market.settle();
    await market.setClock('2031-03-14T00:00:00+01:00');
    expect(await failUndisbursed(market.work)).toBe(1);
    await market.setClock('2031-03-17T09:00:00+01:00');
    await market.settle();
    return [invoice, leg1];
  }

  test('are shown to the operator alone, and gone when the operator of a demo has the payment come back', async () => {
    const [invoice, leg1] = await bookedInVain();
    const payment = { id: wire(leg1), state: 'INSTRUCTED' };
    const amount = { amount: '99250.00', currency: 'EUR' };
    const held = await heldSeenBy(market.operator);
    expect(held.edges.map(({ node }) => node)).toEqual(
      expect.arrayContaining([
        {
          id: expect.stringMatching(/^bkm_/),
          kind: 'DEBITED',
          reason: 'FINANCING_FAILED',
          amount,
          endToEndId: leg1.endToEndId,
          messageId: expect.stringMatching(`^${leg1.endToEndId}-DEBIT-`),
          payment,
        },
        {
          id: expect.stringMatching(/^bkm_/),
          kind: 'CREDITED',
          reason: 'NOT_BOOKED_YET',
          amount,
          endToEndId: leg1.endToEndId,
          messageId: expect.stringMatching(`^${leg1.endToEndId}-CREDIT-`),
          payment,
        },
      ]),
    );
    expect(held.edges).toHaveLength(2);
    const [{ node: message }] = held.edges as [{ node: Held }];
    const asked = (party: Party) =>
      ask<{ node: Held | null }>(party.checker, `{ node(id: "${message.id}") { id ... on BankMessage { reason } } }`);
    for (const party of [market.funder, market.supplier, market.buyer]) {
      expect((await heldSeenBy(party)).edges).toEqual([]);
      expect((await asked(party)).node).toBeNull();
    }

    const plan = { paymentId: wire(leg1), behaviour: 'RETURN', reason: 'FOCR sent back', idempotencyKey: randomUUID() };
    expect(await mutate(market.operator.checker, 'planPayment', plan, 'payment { id }')).toMatchObject({
      __typename: 'PlanPaymentSuccess',
    });
    await market.settle();
    expect((await heldSeenBy(market.operator)).edges).toEqual([]);
    expect((await asked(market.operator)).node).toEqual({ id: message.id, reason: null });
    expect((await market.payment(invoice, 'DISBURSEMENT')).state).toBe('RETURNED');
    expect(await market.rows('financing')).toMatchObject([{ state: 'FAILED', failedBy: 'BANK' }]);
    expect(await market.ledger({ invoiceId: invoice.id })).toHaveLength(2);
  });

  test('come in pages, the latest first', async () => {
    await bookedInVain();
    const first = await heldSeenBy(market.operator, '(first: 1)');
    expect(first).toMatchObject({ edges: [{}], pageInfo: { hasNextPage: true } });
    const second = await heldSeenBy(market.operator, `(first: 1, after: "${first.pageInfo.endCursor}")`);
    expect(second).toMatchObject({ edges: [{}], pageInfo: { hasNextPage: false } });
    const ids = [...first.edges, ...second.edges].map(({ node }) => node.id);
    expect(ids).toEqual((await heldSeenBy(market.operator)).edges.map(({ node }) => node.id));
    expect((await heldSeenBy(market.operator, '(after: "nonsense")')).edges).toEqual([]);
  });
});

describe('who sees which payment', () => {
  test('the buyer of a financed invoice does not meet the price, the funder not the invoice', async () => {
    const invoice = await market.approve();
    const financing = await market.award(invoice);
    const ofSupplier = { id: toWireId('invoice', invoice.id) };
    const deal = { id: toWireId('financing', financing.id), state: 'AGREED' };
    const held = {
      kind: 'SUPPLIER_PAYMENT',
      amount: { amount: '100000.00', currency: 'EUR' },
      payer: { name: 'Buyer' },
      payee: { name: 'Supplier' },
      payeeIban: market.supplier.iban,
      invoice: ofSupplier,
      financing: null,
      heldReason: 'FINANCING_AGREED',
      availableActions: [],
    };
    const leg1 = {
      kind: 'DISBURSEMENT',
      amount: { amount: '99250.00', currency: 'EUR' },
      dueOn: '2031-03-06',
      financing: deal,
    };
    expect(await paymentsSeenBy(market.buyer)).toMatchObject([held]);
    expect(await paymentsSeenBy(market.supplier)).toMatchObject([
      { ...leg1, invoice: ofSupplier, availableActions: [] },
      held,
    ]);
    expect(await paymentsSeenBy(market.funder)).toMatchObject([
      { ...leg1, invoice: null, availableActions: ['PREPARE'] },
    ]);
    expect(await paymentsSeenBy(market.operator)).toHaveLength(2);

    const { invoices } = await ask<{ invoices: Connection<{ payments: unknown }> }>(
      market.buyer.checker,
      '{ invoices { edges { node { payments { kind } } } } }',
    );
    expect(invoices.edges[0]!.node.payments).toEqual([{ kind: 'SUPPLIER_PAYMENT' }]);
    const { financings } = await ask<{ financings: Connection<{ payments: unknown }> }>(
      market.funder.checker,
      '{ financings { edges { node { payments { kind } } } } }',
    );
    expect(financings.edges[0]!.node.payments).toEqual([{ kind: 'DISBURSEMENT' }]);
    const leg1Id = wire(await market.payment(invoice, 'DISBURSEMENT'));
    const seen = (party: Party) => ask<{ node: unknown }>(party.checker, `{ node(id: "${leg1Id}") { id } }`);
    expect((await seen(market.funder)).node).toEqual({ id: leg1Id });
    expect((await seen(market.buyer)).node).toBeNull();
  });

  test('filters and pages', async () => {
    const payments = await supplierPayments('2031-05-06', '2031-05-05', '2031-05-07');
    await release(market.buyer, [payments[2]!]);
    const dueDates = (shown: PaymentNode[]) => shown.map(({ dueOn }) => dueOn);
    expect(dueDates(await paymentsSeenBy(market.buyer))).toEqual(['2031-05-05', '2031-05-06', '2031-05-07']);
    expect(dueDates(await paymentsSeenBy(market.buyer, '(filter: { state: [DUE], dueUntil: "2031-05-05" })'))).toEqual([
      '2031-05-05',
    ]);
    expect(dueDates(await paymentsSeenBy(market.buyer, '(filter: { direction: IN })'))).toEqual([]);
    expect(
      dueDates(await paymentsSeenBy(market.supplier, '(filter: { direction: IN, kind: [SUPPLIER_PAYMENT] })')),
    ).toHaveLength(3);
    const page = async (after: string) =>
      (
        await ask<{ payments: Connection<PaymentNode> }>(
          market.buyer.checker,
          `{ payments(first: 2${after}) { edges { node { dueOn } } pageInfo { hasNextPage endCursor } } }`,
        )
      ).payments;
    const first = await page('');
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(`, after: "${first.pageInfo.endCursor}"`);
    expect(second).toMatchObject({ edges: [{ node: { dueOn: '2031-05-07' } }], pageInfo: { hasNextPage: false } });
    expect((await page(', after: "nonsense"')).edges).toEqual([]);
  });
});

describe('the operator of a demo', () => {
  const key = () => ({ idempotencyKey: randomUUID() });
  const bankFields = 'simulatedBank { repeatMessages reorderMessages closedDays { day reason } }';

  test('plans a rejection, a return, a delay: one action each', async () => {
    const payments = await supplierPayments('2031-03-04', '2031-03-04', '2031-03-04');
    const plan = (payment: PaymentRow, behaviour: string, more: object = {}) =>
      mutate(
        market.operator.checker,
        'planPayment',
        { paymentId: wire(payment), behaviour, reason: 'AC04 closed', ...more, ...key() },
        'payment { id }',
      );
    expect(await plan(payments[0]!, 'REJECT')).toMatchObject({ payment: { id: wire(payments[0]!) } });
    expect(await plan(payments[1]!, 'RETURN')).toMatchObject({ __typename: 'PlanPaymentSuccess' });
    expect(await plan(payments[2]!, 'DELAY')).toMatchObject({ fields: [{ path: 'delayDays', code: 'REQUIRED' }] });
    expect(await plan(payments[2]!, 'DELAY', { delayDays: 3 })).toMatchObject({ __typename: 'PlanPaymentSuccess' });
    await release(market.buyer, payments);
    const moved = await mutate(
      market.operator.checker,
      'moveClock',
      { to: '2031-03-05T12:00:00+01:00', ...key() },
      'played marketClock { today businessDay }',
    );
    expect(moved).toMatchObject({
      __typename: 'MoveClockSuccess',
      marketClock: { today: '2031-03-05', businessDay: true },
    });
    expect(moved.played).toBeGreaterThanOrEqual(4);
    const attempts = await market.rows<PaymentRow>('payment', 'attempt = 1 ORDER BY created_at, id');
    const stateOf = (payment: PaymentRow) => attempts.find(({ id }) => id === payment.id)!.state;
    expect(payments.map(stateOf)).toEqual(['REJECTED', 'RETURNED', 'INSTRUCTED']);
    expect(await plan(payments[0]!, 'RETURN')).toMatchObject({ code: 'NOT_AVAILABLE' });
  });

  test('closes a day, makes noise, and sees both', async () => {
    const { checker } = market.operator;
    const closing = (day: string) => mutate(checker, 'closeBankDay', { day, reason: 'Strike' }, bankFields);
    expect(await closing('2031-03-02')).toMatchObject({ fields: [{ path: 'day', code: 'IN_THE_PAST' }] });
    const closedDays = [{ day: '2031-03-04', reason: 'Strike' }];
    expect(await closing('2031-03-04')).toMatchObject({
      simulatedBank: { repeatMessages: false, reorderMessages: false, closedDays },
    });
    const noisy = await mutate(checker, 'setBankNoise', { repeatMessages: true, reorderMessages: true }, bankFields);
    expect(noisy).toMatchObject({ simulatedBank: { repeatMessages: true, reorderMessages: true, closedDays } });
    expect(await ask(checker, `{ ${bankFields} }`)).toEqual({
      simulatedBank: { repeatMessages: true, reorderMessages: true, closedDays },
    });

    const [payment] = await supplierPayments('2031-03-04');
    await release(market.buyer, [payment!]);
    await mutate(checker, 'moveClock', { byDays: 2, ...key() }, 'played');
    const [settled] = await market.rows<PaymentRow>('payment');
    expect(settled!.settledOn).toBe('2031-03-05');
  });

  test('moves the clock on, not back, not too far, one way of saying it, and only once for one key', async () => {
    const move = (input: object) =>
      mutate(market.operator.checker, 'moveClock', { ...key(), ...input }, 'played marketClock { now today }');
    expect(await move({})).toMatchObject({ fields: [{ path: 'to', code: 'ONE_OF' }] });
    expect(await move({ byDays: 1, to: '2031-03-05T12:00:00Z' })).toMatchObject({
      fields: [{ path: 'to', code: 'ONE_OF' }],
    });
    expect(await move({ to: '2031-03-01T12:00:00Z' })).toMatchObject({ fields: [{ path: 'to', code: 'IN_THE_PAST' }] });
    expect(await move({ to: '2033-03-01T12:00:00Z' })).toMatchObject({ fields: [{ path: 'to', code: 'TOO_FAR' }] });
    expect(await move({ byDays: 401 })).toMatchObject({ fields: [{ path: 'byDays', code: 'TOO_BIG' }] });
    const same = key();
    const first = await move({ byDays: 30, ...same });
    // The same time of day, summer time or not.
    expect(first.marketClock!.today).toBe('2031-04-02');
    expect(new Date(first.marketClock!.now).toISOString()).toMatch(/^2031-04-02T08:0/);
    expect(await move({ byDays: 30, ...same })).toMatchObject({ played: 0, marketClock: { today: '2031-04-02' } });
  });

  test('nobody else gives such orders, and nobody does in a real market', async () => {
    const [payment] = await supplierPayments('2031-03-04');
    const orders: [string, object, string][] = [
      ['planPayment', { paymentId: wire(payment!), behaviour: 'REJECT', reason: 'x', ...key() }, 'payment { id }'],
      ['closeBankDay', { day: '2031-03-04', reason: 'x' }, bankFields],
      ['setBankNoise', { repeatMessages: true, reorderMessages: true }, bankFields],
      ['moveClock', { byDays: 1, ...key() }, 'played'],
    ];
    for (const [name, input, selection] of orders) {
      expect(await mutate(market.buyer.checker, name, input, selection)).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    expect(await ask(market.buyer.checker, `{ ${bankFields} }`)).toEqual({ simulatedBank: null });

    await market.asAdmin('ALTER TABLE installation DISABLE TRIGGER USER');
    await market.asAdmin('UPDATE installation SET demo = false');
    for (const [name, input, selection] of orders) {
      const again = 'idempotencyKey' in input ? { ...input, ...key() } : input;
      expect(await mutate(market.operator.checker, name, again, selection)).toMatchObject({ code: 'NOT_A_DEMO' });
    }
    expect(await ask(market.operator.checker, `{ ${bankFields} }`)).toEqual({ simulatedBank: null });
  });
});
