import { randomUUID } from 'node:crypto';
import { availableActions } from '../../server/platform/actions.js';
import { encodeCursor } from '../../server/platform/connection.js';
import type { Command } from '../../server/platform/command.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { keysOf } from '../../server/platform/keyset.js';
import { KeyReused, NotAvailable, NotFound, NotPermitted, Problem } from '../../server/platform/problem.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import {
  correctInvoice,
  disputeInvoice,
  documentById,
  documentForViewer,
  type InvoiceAction,
  invoiceById,
  invoicePolicy,
  type InvoiceView,
  lockInvoices,
  payInvoice,
  rejectInvoice,
  settleDifference,
  withdrawInvoice,
} from '../../server/invoices/index.js';
import { copyContent } from '../../server/invoices/document.reads.js';
import { copiesOf, differencesOf, invoicePage } from '../../server/invoices/invoice.reads.js';
import { timelineOf } from '../../server/invoices/timeline.reads.js';
import { type InvoiceMarket, landedId, openInvoiceMarket } from '../support/invoice-market.js';

jest.setTimeout(60_000);

let market: InvoiceMarket;

beforeAll(async () => {
  market = await openInvoiceMarket();
});
afterAll(() => market.close());

let numbers = 0;
const nextNumber = () => `T-${++numbers}-${randomUUID().slice(0, 8)}`;
const wire = (id: string) => toWireId('invoice', id);

async function submitted(change: object = {}): Promise<string> {
  return landedId(await market.submitUbl(market.supplierMaker, { number: nextNumber(), ...change }));
}

/** An invoice of both sides, in which the buyer writes another amount. */
async function differing(): Promise<{ id: string; number: string }> {
  const number = nextNumber();
  const id = await submitted({ number });
  await market.submitCsv(market.maker, [
    { invoice_number: number, payable_amount: '11800.00', issue_date: '2027-01-05', due_date: '2027-03-01' },
  ]);
  return { id, number };
}

async function disputed(): Promise<string> {
  const id = await submitted();
  await market.succeed(disputeInvoice, market.maker, {
    invoiceId: wire(id),
    reason: 'PRICE',
    note: 'Two cents too much.',
  });
  return id;
}

const see = async (id: string, viewer: MemberViewer) =>
  (await market.database.read(viewer, db => invoiceById(db, viewer, [id])))[0] ?? null;

const stored = async (id: string) => (await see(id, market.operator)) as InvoiceView;

const lastEvent = async (id: string) =>
  (
    await market.asAdmin(
      `SELECT type, state_after, person_id, before, after FROM event WHERE subject_id = $1 ORDER BY subject_no DESC LIMIT 1`,
      [id],
    )
  )[0];

const withoutRecords = ({ 'public.idempotency_record': _, ...counts }: Record<string, number>) => counts;

async function refused<Input>(command: Command<Input, object>, viewer: MemberViewer, input: object): Promise<Problem> {
  const before = withoutRecords(await market.rowCounts());
  const outcome = await market.run(command, viewer, input);
  expect(withoutRecords(await market.rowCounts())).toEqual(before);
  if (!(outcome instanceof Problem)) throw new Error('It was not refused.');
  return outcome;
}

describe('what a party does with an invoice', () => {
  test('the side that submitted it withdraws it', async () => {
    const id = await submitted();
    await market.succeed(withdrawInvoice, market.supplierMaker, { invoiceId: wire(id) });
    expect(await stored(id)).toMatchObject({ state: 'WITHDRAWN', eventNo: 2 });
    expect(await lastEvent(id)).toMatchObject({ type: 'invoice.withdrawn', person_id: market.supplierMaker.personId });
  });

  test('the other side does not', async () => {
    const problem = await refused(withdrawInvoice, market.maker, { invoiceId: wire(await submitted()) });
    expect(problem).toBeInstanceOf(NotPermitted);
  });

  test('the buyer disputes, the supplier corrects, the buyer rejects', async () => {
    const id = await submitted();
    await market.succeed(disputeInvoice, market.secondChecker, {
      invoiceId: wire(id),
      reason: 'PRICE',
      note: ' Too much. ',
    });
    expect(await stored(id)).toMatchObject({ state: 'DISPUTED', decisionReason: 'PRICE', decisionNote: 'Too much.' });
    expect(await lastEvent(id)).toMatchObject({
      type: 'invoice.disputed',
      after: { reason: 'PRICE', note: 'Too much.' },
    });

    await market.succeed(correctInvoice, market.supplierMaker, { invoiceId: wire(id) });
    expect(await stored(id)).toMatchObject({ state: 'SUBMITTED', decisionReason: null, decisionNote: null });

    await market.succeed(rejectInvoice, market.maker, { invoiceId: wire(id), reason: 'QUANTITY' });
    expect(await stored(id)).toMatchObject({
      state: 'REJECTED',
      decisionReason: 'QUANTITY',
      decisionNote: null,
      eventNo: 4,
    });
  });

  test('a final state stays', async () => {
    const id = await submitted();
    await market.succeed(rejectInvoice, market.maker, { invoiceId: wire(id), reason: 'OTHER', note: 'Not ours.' });
    const problem = await refused(withdrawInvoice, market.supplierMaker, { invoiceId: wire(id) });
    expect(problem).toEqual(new NotAvailable('REJECTED'));
  });

  test('a reason outside the closed list is a fault of the input', async () => {
    const input = { invoiceId: wire(await submitted()), reason: 'MOOD' };
    expect(await refused(disputeInvoice, market.maker, input)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'reason' }],
    });
  });

  test('one key is one act, and its answer is remembered', async () => {
    const id = await submitted();
    const input = { invoiceId: wire(id), reason: 'PRICE', idempotencyKey: randomUUID() };
    const first = await market.run(disputeInvoice, market.maker, input);
    expect(await market.run(disputeInvoice, market.maker, input)).toEqual(first);
    expect(await stored(id)).toMatchObject({ eventNo: 2 });
    expect(await market.run(disputeInvoice, market.maker, { ...input, reason: 'ITEM' })).toBeInstanceOf(KeyReused);
  });
});

describe('a held invoice', () => {
  test('shows both parties in what the copies differ', async () => {
    const { id } = await differing();
    for (const viewer of [market.supplierMaker, market.maker]) {
      expect(await market.database.read(viewer, db => differencesOf(db, viewer, [id]))).toEqual([
        [
          { field: 'issueDate', supplierValue: '2027-01-04', buyerValue: '2027-01-05' },
          { field: 'dueDate', supplierValue: '2027-03-07', buyerValue: '2027-03-01' },
          { field: 'payable', supplierValue: '11900.00 EUR', buyerValue: '11800.00 EUR' },
        ],
      ]);
    }
  });

  test("takes the figures of the buyer's copy when the buyer keeps it, and is the invoice of those from then on", async () => {
    const { id, number } = await differing();
    await market.succeed(settleDifference, market.maker, { invoiceId: wire(id), keep: 'BUYER' });
    expect(await stored(id)).toMatchObject({
      state: 'SUBMITTED',
      heldReason: null,
      payableMinor: 1_180_000n,
      issueDate: '2027-01-05',
      dueDate: '2027-03-01',
      adjustedDueDate: '2027-03-01',
      dueDateReason: null,
    });
    expect(await lastEvent(id)).toMatchObject({
      type: 'invoice.corrected',
      before: { payableMinor: '1190000' },
      after: { payableMinor: '1180000', keep: 'BUYER' },
    });
    const again = await market.submitCsv(market.maker, [
      { invoice_number: number, payable_amount: '11800.00', issue_date: '2027-01-05', due_date: '2027-03-01' },
    ]);
    expect(again.refused).toMatchObject([{ invoiceId: wire(id), problems: [{ code: 'DUPLICATE' }] }]);
  });

  test("keeps its figures when the supplier's copy stands", async () => {
    const { id } = await differing();
    const before = await stored(id);
    await market.succeed(settleDifference, market.maker, { invoiceId: wire(id), keep: 'SUPPLIER' });
    expect(await stored(id)).toEqual({ ...before, heldReason: null, eventNo: 3 });
  });

  test('is not settled by the supplier, nor twice, nor with a copy that nobody sent', async () => {
    const { id, number } = await differing();
    const input = { invoiceId: wire(id), keep: 'SUPPLIER' };
    expect(await refused(settleDifference, market.supplierMaker, input)).toBeInstanceOf(NotPermitted);
    await market.succeed(settleDifference, market.maker, input);
    expect(await refused(settleDifference, market.maker, input)).toEqual(new NotAvailable('SUBMITTED'));

    const another = await market.submitUbl(market.supplierMaker, { number, payable: '5.00' });
    const noCopy = { invoiceId: another.landed[0]!.invoiceId, keep: 'BUYER' };
    expect(await refused(settleDifference, market.maker, noCopy)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'keep', code: 'NO_SUCH_COPY' }],
    });
  });

  test('held for its number is cleared by the buyer', async () => {
    const number = nextNumber();
    await submitted({ number });
    const id = await submitted({ number, payable: '5.00' });
    await market.succeed(settleDifference, market.maker, { invoiceId: wire(id), keep: 'SUPPLIER' });
    expect(await stored(id)).toMatchObject({ heldReason: null, payableMinor: 500n, eventNo: 3 });
    expect(await lastEvent(id)).toMatchObject({ type: 'duplicate.cleared' });
  });

  test('cannot take figures under which another invoice stands', async () => {
    const { id, number } = await differing();
    const other = await submitted({ number, payable: '11800.00', issueDate: '2027-01-05', dueDate: '2027-03-01' });
    const problem = await refused(settleDifference, market.maker, { invoiceId: wire(id), keep: 'BUYER' });
    expect(problem).toMatchObject({ code: 'SAME_INVOICE_EXISTS', number });
    await market.succeed(rejectInvoice, market.maker, { invoiceId: wire(other), reason: 'DUPLICATE' });
    await market.succeed(settleDifference, market.maker, { invoiceId: wire(id), keep: 'BUYER' });
  });
});

describe('who sees what', () => {
  const strangers = () => [market.rivalMaker, market.otherBuyerMaker, market.funderDealer];

  test('supplier, buyer and operator see an invoice; for everybody else there is none', async () => {
    const { id } = await differing();
    for (const viewer of [market.supplierMaker, market.maker, market.operator]) {
      expect(await see(id, viewer)).toMatchObject({ id });
    }
    const [documentId] = (await market.asAdmin('SELECT document_id FROM invoice_copy WHERE invoice_id = $1', [id])).map(
      row => row.document_id as string,
    );
    for (const viewer of strangers()) {
      await market.database.read(viewer, async db => {
        expect(await invoiceById(db, viewer, [id])).toEqual([null]);
        expect((await invoicePage(db, { first: 100 }, {})).rows).toEqual([]);
        expect((await invoicePage(db, { first: 100 }, { buyerId: market.buyer.id })).rows).toEqual([]);
        expect(await copiesOf(db, viewer, [id])).toEqual([[]]);
        expect(await copyContent(db, viewer, [`${id} SUPPLIER`, `${id} BUYER`])).toEqual([null, null]);
        expect(await differencesOf(db, viewer, [id])).toEqual([[]]);
        expect(await timelineOf(db, viewer, [id])).toEqual([[]]);
        expect(await documentById(db, viewer, [documentId!])).toEqual([null]);
        expect(await documentForViewer(db, viewer, documentId!)).toBeNull();
      });
    }
  });

  test('a foreign id, an absent one and a malformed one are one answer', async () => {
    const { id } = await differing();
    const ids = [wire(id), wire(randomUUID()), 'inv_nonsense', 'org_aaaaaaaaaaaaaaaaaaaaaaaaaa', ''];
    for (const viewer of strangers()) {
      for (const invoiceId of ids) {
        expect(await refused(withdrawInvoice, viewer, { invoiceId })).toEqual(new NotFound());
        expect(await refused(settleDifference, viewer, { invoiceId, keep: 'BUYER' })).toEqual(new NotFound());
      }
    }
  });

  test('a supplier reads its own copy, the buyer both; a file of many is opened by its sender alone', async () => {
    const { id } = await differing();
    const copies = async (viewer: MemberViewer) =>
      (await market.database.read(viewer, db => copiesOf(db, viewer, [id])))[0]!.map(({ side, documentId }) => [
        side,
        documentId,
      ]);
    const [ubl, csv] = (
      await market.asAdmin('SELECT document_id FROM invoice_copy WHERE invoice_id = $1 ORDER BY side DESC', [id])
    ).map(row => row.document_id as string) as [string, string];
    expect(await copies(market.supplierMaker)).toEqual([['SUPPLIER', ubl]]);
    expect(await copies(market.maker)).toEqual([
      ['SUPPLIER', ubl],
      ['BUYER', csv],
    ]);
    const opened = async (viewer: MemberViewer, documentId: string) =>
      (await market.database.read(viewer, db => documentForViewer(db, viewer, documentId)))?.body.toString() ?? null;
    expect(await opened(market.supplierMaker, ubl)).toContain('<Invoice');
    expect(await opened(market.maker, ubl)).toContain('<Invoice');
    expect(await opened(market.maker, csv)).toContain('invoice_number');
    expect(await opened(market.supplierMaker, csv)).toBeNull();
  });

  test("a buyer does not open a supplier's file of many rows: it may name other buyers", async () => {
    const report = await market.submitCsv(market.supplierMaker, [{ invoice_number: nextNumber() }]);
    const id = landedId(report);
    const documentId = fromWireId('document', report.documentId!)!;
    await market.database.read(market.maker, async db => {
      expect(await copiesOf(db, market.maker, [id])).toMatchObject([[{ side: 'SUPPLIER', documentId: null }]]);
      expect(await documentForViewer(db, market.maker, documentId)).toBeNull();
      expect(await copyContent(db, market.maker, [`${id} SUPPLIER`])).toMatchObject([{ payableAmount: '11900.00' }]);
    });
  });

  test('the timeline names persons of the own organization only', async () => {
    const id = await disputed();
    const timeline = async (viewer: MemberViewer) =>
      (await market.database.read(viewer, db => timelineOf(db, viewer, [id])))[0]!.map(
        ({ type, actor, note, businessDay }) => ({
          type,
          actor,
          note,
          businessDay,
        }),
      );
    const entry = (type: string, actor: string, note: string | null) => ({
      type,
      actor,
      note,
      businessDay: '2027-01-04',
    });
    expect(await timeline(market.supplierMaker)).toEqual([
      entry('invoice.submitted', 'Sabine Maker', null),
      entry('invoice.disputed', 'Exemple Industries SA', 'PRICE: Two cents too much.'),
    ]);
    expect(await timeline(market.maker)).toEqual([
      entry('invoice.submitted', 'Muster Werke GmbH', null),
      entry('invoice.disputed', 'Mireille Maker', 'PRICE: Two cents too much.'),
    ]);
    expect((await timeline(market.operator)).map(({ actor }) => actor)).toEqual([
      'Muster Werke GmbH',
      'Exemple Industries SA',
    ]);
  });
});

test('what is listed as available is not refused for state or permission, and all else is', async () => {
  const acts: Partial<Record<InvoiceAction, (viewer: MemberViewer, id: string) => Promise<object>>> = {
    DISPUTE: (viewer, id) => attempt(viewer, disputeInvoice, { invoiceId: wire(id), reason: 'PRICE' }),
    REJECT: (viewer, id) => attempt(viewer, rejectInvoice, { invoiceId: wire(id), reason: 'PRICE' }),
    WITHDRAW: (viewer, id) => attempt(viewer, withdrawInvoice, { invoiceId: wire(id) }),
    CORRECT: (viewer, id) => attempt(viewer, correctInvoice, { invoiceId: wire(id) }),
    SETTLE_DIFFERENCE: (viewer, id) => attempt(viewer, settleDifference, { invoiceId: wire(id), keep: 'SUPPLIER' }),
  };
  const rejected = await submitted();
  await market.succeed(rejectInvoice, market.maker, { invoiceId: wire(rejected), reason: 'PRICE' });
  const byBuyer = landedId(await market.submitCsv(market.maker, [{ invoice_number: nextNumber() }]));
  const held = (await differing()).id;
  const heldAndDisputed = (await differing()).id;
  await market.succeed(disputeInvoice, market.maker, { invoiceId: wire(heldAndDisputed), reason: 'AMOUNT' });
  const invoices = [await submitted(), byBuyer, await disputed(), held, heldAndDisputed, rejected];
  const viewers = [
    ...[market.supplierMaker, market.maker, market.checker, market.secondChecker, market.operator],
    await market.supplier.member('Vera Viewer', 'VIEWER', 'DEALER', 'ADMINISTRATOR'),
  ];
  let allowed = 0;
  for (const id of invoices) {
    for (const viewer of viewers) {
      const listed = availableActions(invoicePolicy, viewer, (await see(id, viewer))!);
      for (const [action, act] of Object.entries(acts)) {
        const outcome = await act(viewer, id);
        const isRefused = outcome instanceof NotPermitted || outcome instanceof NotAvailable;
        expect([id, viewer.permissions, action, isRefused]).toEqual([
          id,
          viewer.permissions,
          action,
          !listed.includes(action as InvoiceAction),
        ]);
        allowed += isRefused ? 0 : 1;
      }
    }
  }
  expect(allowed).toBeGreaterThan(20);
});

/** Runs a command and takes it back, so that the next one finds things as they were. */
async function attempt<Input>(viewer: MemberViewer, command: Command<Input, object>, input: object): Promise<object> {
  let outcome: object | undefined;
  const takeBack = new Error('taken back');
  await market.database
    .attempt(viewer, async tx => {
      const parsed = command.input.parse({ ...input, idempotencyKey: randomUUID() });
      outcome = await command.execute(tx, viewer, parsed);
      throw takeBack;
    })
    .catch(error => {
      if (error !== takeBack) throw error;
    });
  return outcome!;
}

describe('the list', () => {
  test('pages newest first without a gap or a repeat, and narrows by what is asked', async () => {
    const batch = nextNumber();
    const rows = Array.from({ length: 25 }, (_, index) => ({
      invoice_number: `${batch}-${String(index).padStart(2, '0')}`,
    }));
    await market.submitCsv(market.supplierMaker, rows);
    // Five at each of five instants, a microsecond apart.
    await market.asAdmin(
      `UPDATE invoice t SET submitted_at = t.submitted_at + (n.row - n.row % 5) / 5 * interval '1 microsecond'
         FROM (SELECT id, row_number() OVER (ORDER BY number) - 1 AS row FROM invoice WHERE number LIKE $1) n
        WHERE n.id = t.id`,
      [`${batch}-%`],
    );
    const filter = { number: `${batch.toLowerCase()}-` };
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; ; pages++) {
      const page = await market.database.read(market.maker, db => invoicePage(db, { first: 10, after }, filter));
      seen.push(...page.rows.map(row => row.number));
      expect(page.hasNextPage).toBe(pages < 2);
      if (!page.hasNextPage) break;
      after = encodeCursor(keysOf(page.rows.at(-1)!));
    }
    const inserted = await market.asAdmin<{ number: string }>(
      'SELECT number FROM invoice WHERE number LIKE $1 ORDER BY submitted_at DESC, id DESC',
      [`${batch}-%`],
    );
    expect(seen).toEqual(inserted.map(row => row.number));
    expect(new Set(seen).size).toBe(25);
  });

  test('a cursor that is none of ours is the end, never a fault', async () => {
    for (const after of ['x', encodeCursor(['2027-02-30T00:00:00.000000Z', randomUUID()]), encodeCursor(['', ''])]) {
      const page = await market.database.read(market.maker, db => invoicePage(db, { first: 10, after }, {}));
      expect(page).toEqual({ rows: [], hasNextPage: false });
    }
  });

  test('filters by party, programme, state and what can be approved', async () => {
    const number = nextNumber();
    const free = await submitted({ number: `${number}-free` });
    const heldId = await submitted({ number: `${number}-free`, payable: '5.00' });
    const dispute = await submitted({ number: `${number}-disputed` });
    await market.succeed(disputeInvoice, market.maker, { invoiceId: wire(dispute), reason: 'PRICE' });
    const withdrawn = await submitted({ number: `${number}-withdrawn` });
    await market.succeed(withdrawInvoice, market.supplierMaker, { invoiceId: wire(withdrawn) });
    const listed = async (filter: Parameters<typeof invoicePage>[2]) => {
      const page = await market.database.read(market.maker, db =>
        invoicePage(db, { first: 100 }, { number, ...filter }),
      );
      return page.rows.map(row => row.id).sort();
    };
    const all = [free, heldId, dispute, withdrawn].sort();
    expect(await listed({})).toEqual(all);
    expect(await listed({ supplierId: market.supplier.id, programmeId: market.programmeId })).toEqual(all);
    expect(await listed({ supplierId: market.rival.id })).toEqual([]);
    expect(await listed({ state: ['DISPUTED', 'WITHDRAWN'] })).toEqual([dispute, withdrawn].sort());
    expect(await listed({ approvable: true })).toEqual([free, dispute].sort());
    expect(await listed({ approvable: false })).toEqual([heldId, withdrawn].sort());
    const bySupplier = await market.database.read(market.supplierMaker, db =>
      invoicePage(db, { first: 100 }, { number, approvable: true }),
    );
    expect(bySupplier.rows).toEqual([]);
    expect(await listed({ listable: true })).toEqual([]);
    expect(await listed({ listable: false })).toEqual(all);
    expect(await listed({ number: '--' })).toEqual([]);
  });
});

test('a lock gives the invoices in the order of their ids, as they are after the wait', async () => {
  const ids = [await submitted(), await submitted(), await submitted()];
  const rows = await market.work.perform(systemViewer, tx => lockInvoices(tx, [...ids, randomUUID()]));
  expect(rows.map(row => row.id)).toEqual([...ids].sort());
});

test('an invoice without an undertaking is not paid by mistake: there is no such arrow in its machine', async () => {
  const id = await disputed();
  const pay = market.work.perform(systemViewer, async tx => {
    const [invoice] = await lockInvoices(tx, [id]);
    await payInvoice(tx, systemViewer, 'test', invoice!, invoice!.payableMinor);
  });
  await expect(pay).rejects.toThrow('invoice has no arrow DISPUTED → PAID');
  expect(await stored(id)).toMatchObject({ state: 'DISPUTED', paidMinor: 0n });
});
