import { randomUUID } from 'node:crypto';
import {
  approvalById,
  lapseApprovals,
  prepareApproval,
  refuseApproval,
  releaseApproval,
} from '../../server/approvals/index.js';
import { approvalPolicy, type ApprovalView } from '../../server/approvals/approval.policy.js';
import { approvalPage, linePage } from '../../server/approvals/approval.reads.js';
import {
  correctInvoice,
  disputeInvoice,
  invoiceById,
  invoicePolicy,
  type InvoiceView,
  rejectInvoice,
  withdrawInvoice,
} from '../../server/invoices/index.js';
import { ledgerTable } from '../../server/ledger/index.js';
import { availableActions } from '../../server/platform/actions.js';
import type { Command } from '../../server/platform/command.js';
import { encodeCursor } from '../../server/platform/connection.js';
import { toWireId } from '../../server/platform/ids.js';
import { keysOf } from '../../server/platform/keyset.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../../server/platform/problem.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { type InvoiceMarket, landedId, openInvoiceMarket } from '../support/invoice-market.js';

jest.setTimeout(60_000);

let market: InvoiceMarket;

beforeEach(async () => {
  market = await openInvoiceMarket();
});
afterEach(() => market.close());

let numbers = 0;
const nextNumber = () => `T-${++numbers}`;
const wire = (id: string) => toWireId('invoice', id);
const wireApproval = (id: string) => toWireId('approval', id);

const submitted = async (change: object = {}) =>
  landedId(await market.submitUbl(market.supplierMaker, { number: nextNumber(), ...change }));

async function prepared(invoiceIds: readonly string[], preparer = market.maker): Promise<ApprovalView> {
  const lines = invoiceIds.map(id => ({ invoiceId: wire(id) }));
  const programmeId = toWireId('programme', market.programmeId);
  const { approvalId } = await market.succeed(prepareApproval, preparer, { programmeId, lines });
  return stored(approvalId);
}

const stored = async (id: string) =>
  (await market.database.read(systemViewer, db => approvalById(db, systemViewer, [id])))[0]!;

const invoice = async (id: string): Promise<InvoiceView> =>
  (await market.database.read(systemViewer, db => invoiceById(db, systemViewer, [id])))[0]!;

const releaseOf = (approval: ApprovalView) => ({
  approvalId: wireApproval(approval.id),
  contentHash: approval.contentHash.toString('hex'),
});

const withoutRecords = ({ 'public.idempotency_record': _, ...counts }: Record<string, number>) => counts;

/** The refusal, which left nothing but its answer. */
async function refused<Input>(command: Command<Input, object>, viewer: MemberViewer, input: object): Promise<Problem> {
  const before = withoutRecords(await market.rowCounts());
  const outcome = await market.run(command, viewer, input);
  expect(withoutRecords(await market.rowCounts())).toEqual(before);
  if (!(outcome instanceof Problem)) throw new Error('It was not refused.');
  return outcome;
}

async function prepareFaults(lines: object[]): Promise<[string, string][]> {
  const input = { programmeId: toWireId('programme', market.programmeId), lines };
  const problem = (await refused(prepareApproval, market.maker, input)) as Problem & {
    fields: { path: string; code: string }[];
  };
  expect(problem.code).toBe('INVALID_INPUT');
  return problem.fields.map(({ path, code }) => [path, code]);
}

test('from two files to an undertaking: submitted, joined, prepared by one, released by another', async () => {
  const [numberA, numberB] = [nextNumber(), nextNumber()];
  const [a, b] = [await submitted({ number: numberA }), await submitted({ number: numberB, payable: '500.00' })];
  const joined = await market.submitCsv(market.maker, [{ invoice_number: numberA }]);
  expect(joined.landed).toMatchObject([{ outcome: 'JOINED' }]);

  const { approvalId } = await market.succeed(prepareApproval, market.maker, {
    programmeId: toWireId('programme', market.programmeId),
    lines: [
      { invoiceId: wire(a), amount: { amount: '11890.00', currency: 'EUR' }, lowerReason: 'QUANTITY' },
      { invoiceId: wire(b) },
    ],
  });
  const approval = await stored(approvalId);
  expect(approval).toMatchObject({
    state: 'PREPARED',
    buyerId: market.buyer.id,
    invoiceCount: 2,
    totalMinor: 1_239_000n,
    currency: 'EUR',
    preparedBy: market.maker.personId,
    eventNo: 1,
    expired: false,
  });
  expect(await invoice(a)).toMatchObject({ state: 'SUBMITTED', prepared: true, approvedMinor: null });

  const released = await market.succeed(releaseApproval, market.checker, releaseOf(approval));
  expect(released).toEqual({ approvalId, approvedCount: 2, leftOut: [] });
  expect(await stored(approvalId)).toMatchObject({ state: 'RELEASED', decidedBy: market.checker.personId, eventNo: 3 });
  const [terms] = await market.asAdmin('SELECT id, undertaking_hash FROM programme_terms WHERE programme_id = $1', [
    market.programmeId,
  ]);
  expect(await invoice(a)).toMatchObject({
    state: 'APPROVED',
    prepared: false,
    payableMinor: 1_190_000n,
    approvedMinor: 1_189_000n,
    undertaking: 'IRREVOCABLE',
    undertakingHash: terms?.undertaking_hash,
    termsId: terms?.id,
    decisionReason: 'QUANTITY',
  });
  expect(await invoice(b)).toMatchObject({ state: 'APPROVED', approvedMinor: 50_000n, decisionReason: null });

  expect(await market.database.read(systemViewer, db => ledgerTable(db, { invoiceId: a }))).toEqual([
    'UNDERTAKING | Muster Werke GmbH CLAIM | Exemple Industries SA PAYABLE | 11890.00 EUR',
    'UNDERTAKING | Exemple Industries SA PURCHASES | Muster Werke GmbH SALES | 11890.00 EUR',
  ]);
  const payments = await market.asAdmin(
    `SELECT invoice_id, kind, state, amount_minor::text AS amount, payer_id, payee_id, due_on::text AS due_on FROM payment ORDER BY amount_minor`,
  );
  const due = {
    kind: 'SUPPLIER_PAYMENT',
    state: 'DUE',
    payer_id: market.buyer.id,
    payee_id: market.supplier.id,
    due_on: '2027-03-08',
  };
  expect(payments).toEqual([
    { ...due, invoice_id: b, amount: '50000' },
    { ...due, invoice_id: a, amount: '1189000' },
  ]);
  const events = await market.asAdmin(`SELECT type FROM event WHERE cause = 'releaseApproval' ORDER BY seq`);
  expect(events.map(event => event.type)).toEqual([
    'approval.released',
    ...['invoice.approved', 'invoice.approved'],
    ...['payment.due', 'payment.due'],
    'approval.completed',
  ]);
});

describe('preparing', () => {
  test('every fault of every line comes back at once, and nothing is prepared', async () => {
    const number = nextNumber();
    const [good, held] = [await submitted({ number }), await submitted({ number, payable: '1.00' })];
    const withdrawn = await submitted();
    await market.succeed(withdrawInvoice, market.supplierMaker, { invoiceId: wire(withdrawn) });
    const waiting = await submitted();
    await prepared([waiting]);
    const foreign = landedId(
      await market.submitUbl(market.rivalMaker, { supplier: market.rival, buyer: market.otherBuyer }),
    );
    const yen = await submitted({ currency: 'JPY', payable: '11900', netTotal: '10000', taxTotal: '1900' });
    const eur = (amount: string) => ({ amount, currency: 'EUR' });
    expect(
      await prepareFaults([
        { invoiceId: wire(good), amount: eur('11900.01') },
        { invoiceId: wire(held) },
        { invoiceId: wire(withdrawn) },
        { invoiceId: wire(waiting), amount: eur('11899.99') },
        { invoiceId: wire(foreign) },
        { invoiceId: wire(randomUUID()) },
        { invoiceId: 'inv_nonsense' },
        { invoiceId: wire(good) },
        { invoiceId: wire(yen) },
      ]),
    ).toEqual([
      ['lines.0.amount.amount', 'AMOUNT_TOO_HIGH'],
      ['lines.1.invoiceId', 'INVOICE_HELD'],
      ['lines.2.invoiceId', 'INVOICE_NOT_AVAILABLE'],
      ['lines.3.invoiceId', 'ALREADY_PREPARED'],
      ['lines.3.lowerReason', 'REASON_MISSING'],
      ['lines.4.invoiceId', 'INVOICE_NOT_FOUND'],
      ['lines.5.invoiceId', 'INVOICE_NOT_FOUND'],
      ['lines.6.invoiceId', 'INVOICE_NOT_FOUND'],
      ['lines.7.invoiceId', 'LINE_REPEATED'],
      ['lines.8.invoiceId', 'CURRENCY_MISMATCH'],
    ]);
  });

  test('amounts are read like every other amount', async () => {
    const invoiceId = wire(await submitted());
    const line = (amount: string) => ({ invoiceId, amount: { amount, currency: 'EUR' }, lowerReason: 'PRICE' });
    expect(await prepareFaults([line('1.001'), line('0.00'), line('-1.00'), line('1e3')])).toEqual([
      ['lines.0.amount.amount', 'TOO_MANY_DECIMALS'],
      ['lines.1.amount.amount', 'NOT_POSITIVE'],
      ['lines.2.amount.amount', 'NOT_POSITIVE'],
      ['lines.3.amount.amount', 'NOT_CANONICAL'],
    ]);
  });

  test.each<[string, number]>([
    ['no line', 0],
    ['more lines than a batch takes', 10_001],
  ])('%s is a fault of the input', async (_, count) => {
    const lines = Array.from({ length: count }, () => ({ invoiceId: wire(randomUUID()) }));
    expect((await prepareFaults(lines)).map(([path]) => path)).toEqual(['lines']);
  });

  test('takes another currency than the programme has, in a batch of its own', async () => {
    const yen = await submitted({ currency: 'JPY', payable: '11900', netTotal: '10000', taxTotal: '1900' });
    expect(await prepared([yen])).toMatchObject({ currency: 'JPY', totalMinor: 11_900n });
  });

  test('belongs to a maker of the buyer', async () => {
    const input = {
      programmeId: toWireId('programme', market.programmeId),
      lines: [{ invoiceId: wire(await submitted()) }],
    };
    expect(await refused(prepareApproval, market.secondChecker, input)).toBeInstanceOf(NotPermitted);
    expect(await refused(prepareApproval, market.supplierMaker, input)).toBeInstanceOf(NotPermitted);
    expect(await refused(prepareApproval, market.otherBuyerMaker, input)).toEqual(new NotFound());
    expect(await refused(prepareApproval, market.funderDealer, input)).toEqual(new NotFound());
  });

  test('two at once of one invoice: one holds it', async () => {
    const id = await submitted();
    const input = { programmeId: toWireId('programme', market.programmeId), lines: [{ invoiceId: wire(id) }] };
    const outcomes = await Promise.all([
      market.run(prepareApproval, market.maker, input),
      market.run(prepareApproval, market.checker, input),
    ]);
    expect(outcomes.filter(outcome => outcome instanceof Problem)).toMatchObject([
      { code: 'INVALID_INPUT', fields: [{ path: 'lines.0.invoiceId', code: 'ALREADY_PREPARED' }] },
    ]);
  });
});

describe('releasing', () => {
  test('whoever prepared a batch does not release it, permitted or not', async () => {
    const byMaker = await prepared([await submitted()]);
    expect(await refused(releaseApproval, market.maker, releaseOf(byMaker))).toMatchObject({
      code: 'MAKER_IS_CHECKER',
    });
    const byChecker = await prepared([await submitted()], market.checker);
    expect(await refused(releaseApproval, market.checker, releaseOf(byChecker))).toMatchObject({
      code: 'MAKER_IS_CHECKER',
    });
  });

  test('four eyes compares persons: a second membership does not help', async () => {
    const approval = await prepared([await submitted()], market.checker);
    const sameWoman = { ...market.secondChecker, personId: market.checker.personId };
    expect(await refused(releaseApproval, sameWoman, releaseOf(approval))).toMatchObject({ code: 'MAKER_IS_CHECKER' });
  });

  test('takes the hash of what was looked at', async () => {
    const approval = await prepared([await submitted()]);
    const wrong = { ...releaseOf(approval), contentHash: '0'.repeat(64) };
    expect(await refused(releaseApproval, market.checker, wrong)).toMatchObject({ code: 'HASH_MISMATCH' });
  });

  test('is nobody else’s: strangers find no batch, other parties are not permitted', async () => {
    const approval = await prepared([await submitted()]);
    const absent = { approvalId: wireApproval(randomUUID()), contentHash: '' };
    for (const viewer of [market.supplierMaker, market.otherBuyerMaker, market.funderDealer]) {
      expect(await refused(releaseApproval, viewer, releaseOf(approval))).toEqual(new NotFound());
      expect(await refused(releaseApproval, viewer, absent)).toEqual(new NotFound());
      expect(await refused(refuseApproval, viewer, { approvalId: absent.approvalId, reason: 'x' })).toEqual(
        new NotFound(),
      );
    }
    expect(await refused(releaseApproval, market.operator, releaseOf(approval))).toBeInstanceOf(NotPermitted);
  });

  test('leaves out what changed since, names it, and approves the rest', async () => {
    const numberOfHeld = nextNumber();
    const ids = {
      same: await submitted(),
      disputedBefore: await submitted(),
      rejected: await submitted(),
      withdrawn: await submitted(),
      disputed: await submitted(),
      held: await submitted({ number: numberOfHeld }),
      corrected: await submitted(),
    };
    const against = { reason: 'PRICE' };
    await market.succeed(disputeInvoice, market.maker, { invoiceId: wire(ids.disputedBefore), ...against });
    const approval = await prepared(Object.values(ids));
    await market.succeed(rejectInvoice, market.maker, { invoiceId: wire(ids.rejected), ...against });
    await market.succeed(withdrawInvoice, market.supplierMaker, { invoiceId: wire(ids.withdrawn) });
    await market.succeed(disputeInvoice, market.maker, { invoiceId: wire(ids.disputed), ...against });
    await market.submitCsv(market.maker, [{ invoice_number: numberOfHeld, payable_amount: '1.00' }]);
    await market.succeed(disputeInvoice, market.maker, { invoiceId: wire(ids.corrected), ...against });
    await market.succeed(correctInvoice, market.supplierMaker, { invoiceId: wire(ids.corrected) });

    const released = await market.succeed(releaseApproval, market.checker, releaseOf(approval));
    expect(released.approvedCount).toBe(2);
    expect(new Map(released.leftOut.map(line => [line.invoiceId, line.reason]))).toEqual(
      new Map([
        [ids.rejected, 'INVOICE_REJECTED'],
        [ids.withdrawn, 'INVOICE_WITHDRAWN'],
        [ids.disputed, 'INVOICE_DISPUTED'],
        [ids.held, 'INVOICE_HELD'],
        [ids.corrected, 'INVOICE_CHANGED'],
      ]),
    );
    expect((await invoice(ids.same)).state).toBe('APPROVED');
    expect(await invoice(ids.disputedBefore)).toMatchObject({ state: 'APPROVED', decisionReason: null });
    expect(await invoice(ids.held)).toMatchObject({ state: 'SUBMITTED', approvedMinor: null, prepared: false });
    const outcomes = await market.asAdmin(
      'SELECT outcome, count(*)::int AS count FROM approval_line WHERE approval_id = $1 GROUP BY 1 ORDER BY 1',
      [approval.id],
    );
    expect(outcomes).toEqual([
      { outcome: 'APPROVED', count: 2 },
      { outcome: 'LEFT_OUT', count: 5 },
    ]);
  });

  test('after it a dispute and a rejection are refused: the undertaking is irrevocable', async () => {
    const id = await submitted();
    await market.succeed(releaseApproval, market.checker, releaseOf(await prepared([id])));
    const input = { invoiceId: wire(id), reason: 'PRICE' };
    expect(await refused(disputeInvoice, market.maker, input)).toMatchObject({ code: 'UNDERTAKING_IRREVOCABLE' });
    expect(await refused(rejectInvoice, market.maker, input)).toMatchObject({ code: 'UNDERTAKING_IRREVOCABLE' });
    expect(await refused(withdrawInvoice, market.supplierMaker, { invoiceId: wire(id) })).toEqual(
      new NotAvailable('APPROVED'),
    );
    const late = await market.submitCsv(market.maker, [{ invoice_number: (await invoice(id)).number }]);
    expect(late.refused).toMatchObject([{ problems: [{ code: 'ALREADY_DECIDED' }], invoiceId: wire(id) }]);
  });

  test('is remembered under its key, and happens once', async () => {
    const approval = await prepared([await submitted()]);
    const input = { ...releaseOf(approval), idempotencyKey: randomUUID() };
    const first = await market.succeed(releaseApproval, market.checker, input);
    expect(await market.succeed(releaseApproval, market.checker, input)).toEqual(first);
    expect(await refused(releaseApproval, market.secondChecker, releaseOf(approval))).toEqual(
      new NotAvailable('RELEASED'),
    );
  });

  test('two at once by two persons: one wins, and everything is written once', async () => {
    for (let round = 0; round < 5; round++) {
      const approval = await prepared([await submitted(), await submitted()]);
      const outcomes = await Promise.all([
        market.run(releaseApproval, market.checker, releaseOf(approval)),
        market.run(releaseApproval, market.secondChecker, releaseOf(approval)),
      ]);
      expect(outcomes.filter(outcome => outcome instanceof Problem)).toEqual([new NotAvailable('RELEASED')]);
    }
    const [counts] = await market.asAdmin(
      `SELECT (SELECT count(*) FROM payment)::int AS payments, (SELECT count(*) FROM movement)::int AS movements`,
    );
    expect(counts).toEqual({ payments: 10, movements: 10 });
  });

  test('a rejection that comes while it runs is either before it or refused', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await submitted();
      const approval = await prepared([id]);
      const [released, rejected] = await Promise.all([
        market.succeed(releaseApproval, market.checker, releaseOf(approval)),
        market.run(rejectInvoice, market.maker, { invoiceId: wire(id), reason: 'PRICE' }),
      ]);
      const wasFirst = !(rejected instanceof Problem);
      expect(released.approvedCount).toBe(wasFirst ? 0 : 1);
      expect((await invoice(id)).state).toBe(wasFirst ? 'REJECTED' : 'APPROVED');
    }
  });

  test('500 invoices are decided and done in one transaction', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({ invoice_number: `B-${index}` }));
    const report = await market.submitCsv(market.maker, rows);
    const programmeId = toWireId('programme', market.programmeId);
    const lines = report.landed.map(({ invoiceId }) => ({ invoiceId }));
    const { approvalId } = await market.succeed(prepareApproval, market.maker, { programmeId, lines });
    const released = await market.succeed(releaseApproval, market.checker, releaseOf(await stored(approvalId)));
    expect(released.approvedCount).toBe(500);
    const [transactions] = await market.asAdmin(
      `SELECT count(DISTINCT xid::text)::int AS count, count(*)::int AS events FROM event WHERE cause = 'releaseApproval'`,
    );
    expect(transactions).toEqual({ count: 1, events: 1002 });
  });
});

describe('an approval that is not released', () => {
  test('is refused with a reason, and its invoices are free for another', async () => {
    const id = await submitted();
    const approval = await prepared([id]);
    await market.succeed(refuseApproval, market.secondChecker, {
      approvalId: wireApproval(approval.id),
      reason: 'Wrong month.',
    });
    expect(await stored(approval.id)).toMatchObject({
      state: 'REFUSED',
      refusalReason: 'Wrong month.',
      decidedBy: market.secondChecker.personId,
    });
    expect(await refused(releaseApproval, market.checker, releaseOf(approval))).toEqual(new NotAvailable('REFUSED'));
    await prepared([id]);
  });

  test('lapses when its time is over, whether or not the sweep has run', async () => {
    const id = await submitted();
    const approval = await prepared([id]);
    expect(approval.lapsesAt.toISOString().slice(0, 10)).toBe('2027-02-03');
    await market.setClock('2027-02-03T11:00:00+01:00');
    expect(await invoice(id)).toMatchObject({ prepared: false });
    expect(await refused(releaseApproval, market.checker, releaseOf(approval))).toMatchObject({
      code: 'APPROVAL_LAPSED',
      lapsedAt: approval.lapsesAt,
    });
    const again = await prepared([id]);

    expect(await lapseApprovals(market.work)).toBe(1);
    expect(await lapseApprovals(market.work)).toBe(0);
    expect((await stored(approval.id)).state).toBe('LAPSED');
    expect((await stored(again.id)).state).toBe('PREPARED');
    await market.succeed(releaseApproval, market.checker, releaseOf(again));
  });
});

test('the buyer and the operator see a batch, its lines page by page; nobody else does', async () => {
  const rows = Array.from({ length: 5 }, (_, index) => ({ invoice_number: `P-${index}` }));
  const report = await market.submitCsv(market.maker, rows);
  const programmeId = toWireId('programme', market.programmeId);
  const lines = report.landed.map(({ invoiceId }) => ({ invoiceId }));
  const { approvalId } = await market.succeed(prepareApproval, market.maker, { programmeId, lines });
  for (const viewer of [market.maker, market.operator]) {
    await market.database.read(viewer, async db => {
      expect(await approvalById(db, viewer, [approvalId])).toMatchObject([{ id: approvalId }]);
      const page = await approvalPage(db, { first: 10, state: ['PREPARED'] });
      expect(page.rows.map(row => row.id)).toEqual([approvalId]);
      expect((await approvalPage(db, { first: 10, after: encodeCursor(keysOf(page.rows[0]!)) })).rows).toEqual([]);
      expect((await approvalPage(db, { first: 10, state: ['RELEASED'] })).rows).toEqual([]);
      const first = await linePage(db, approvalId, { first: 3 });
      const second = await linePage(db, approvalId, { first: 3, after: encodeCursor([first.rows[2]!.invoiceId]) });
      expect([first.rows.length, first.hasNextPage, second.rows.length, second.hasNextPage]).toEqual([
        3,
        true,
        2,
        false,
      ]);
      expect(new Set([...first.rows, ...second.rows].map(row => wire(row.invoiceId)))).toEqual(
        new Set(lines.map(line => line.invoiceId)),
      );
      expect((await linePage(db, approvalId, { first: 3, after: 'x' })).rows).toEqual([]);
    });
  }
  for (const viewer of [market.supplierMaker, market.otherBuyerMaker, market.funderDealer]) {
    await market.database.read(viewer, async db => {
      expect(await approvalById(db, viewer, [approvalId])).toEqual([null]);
      expect((await approvalPage(db, { first: 10 })).rows).toEqual([]);
      expect((await linePage(db, approvalId, { first: 3 })).rows).toEqual([]);
    });
  }
});

test('what is listed as available is not refused for state or permission, and all else is', async () => {
  const waiting = await prepared([await submitted()]);
  const byChecker = await prepared([await submitted()], market.checker);
  const done = await prepared([await submitted()]);
  await market.succeed(releaseApproval, market.checker, releaseOf(done));
  const free = await submitted();
  const invoices = [free, await submitted()];
  await prepared([invoices[1]!]);
  const viewers = [market.maker, market.checker, market.secondChecker, market.operator];
  const isRefusal = (outcome: object) =>
    outcome instanceof Problem &&
    ['NOT_PERMITTED', 'NOT_AVAILABLE', 'MAKER_IS_CHECKER', 'APPROVAL_LAPSED'].includes(outcome.code);
  for (const viewer of viewers) {
    for (const { id } of [waiting, byChecker, done]) {
      const [row] = await market.database.read(viewer, db => approvalById(db, viewer, [id]));
      const listed = availableActions(approvalPolicy, viewer, row!);
      const release = await attempt(viewer, releaseApproval, releaseOf(row!));
      const refuse = await attempt(viewer, refuseApproval, { approvalId: wireApproval(id), reason: 'No.' });
      expect([listed.includes('RELEASE'), listed.includes('REFUSE')]).toEqual([
        !isRefusal(release),
        !isRefusal(refuse),
      ]);
    }
    for (const id of invoices) {
      const [row] = await market.database.read(viewer, db => invoiceById(db, viewer, [id]));
      const listed = availableActions(invoicePolicy, viewer, row!);
      const input = { programmeId: toWireId('programme', market.programmeId), lines: [{ invoiceId: wire(id) }] };
      expect(listed.includes('PREPARE_APPROVAL')).toBe(
        !((await attempt(viewer, prepareApproval, input)) instanceof Problem),
      );
    }
  }
});

/** Runs a command and takes it back, so that the next one finds things as they were. */
async function attempt<Input>(viewer: MemberViewer, command: Command<Input, object>, input: object): Promise<object> {
  let outcome: object | undefined;
  const takeBack = new Error('taken back');
  await market.database
    .attempt(viewer, async tx => {
      outcome = await command.execute(tx, viewer, command.input.parse({ ...input, idempotencyKey: randomUUID() }));
      throw takeBack;
    })
    .catch(error => {
      if (error !== takeBack) throw error;
    });
  return outcome!;
}
