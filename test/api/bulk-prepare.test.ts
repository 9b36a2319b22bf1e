import { randomUUID } from 'node:crypto';
import { approvalById, prepareApproval, releaseApproval } from '../../server/approvals/index.js';
import type { ApprovalView } from '../../server/approvals/approval.policy.js';
import { linePage } from '../../server/approvals/approval.reads.js';
import { presentSelection } from '../../server/approvals/approval.types.js';
import { countMatching } from '../../server/approvals/choose-invoices.js';
import type { SampleRow } from '../../server/demo/sample-invoices.js';
import { disputeInvoice, invoiceFilterInput, withdrawInvoice } from '../../server/invoices/index.js';
import { findViolations } from '../../server/invariants/index.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { NotFound, NotPermitted } from '../../server/platform/problem.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

/* What goes into a batch: all that a filter finds, or what a file of the buyer's own system names. */

jest.setTimeout(120_000);

let market: InvoiceMarket;

beforeEach(async () => {
  market = await openInvoiceMarket();
});
afterEach(async () => {
  expect(await findViolations(market.database)).toEqual([]);
  await market.close();
});

const programmeId = () => toWireId('programme', market.programmeId);
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const pending = ['A-1', 'A-2', 'A-3'];

/** By their numbers, the ids on the wire. */
async function submitted(rows: readonly Partial<SampleRow>[], by = market.supplierMaker): Promise<Map<string, string>> {
  const { landed } = await market.submitCsv(by, rows);
  expect(landed).toHaveLength(rows.length);
  return new Map(landed.map(({ number, invoiceId }) => [number, invoiceId]));
}

/** Three to approve, and one each that is held, disputed, prepared, approved, withdrawn, and in another currency. */
async function furnish(): Promise<Map<string, string>> {
  const ids = await submitted([
    { invoice_number: 'A-1', payable_amount: '100.00' },
    { invoice_number: 'A-2', payable_amount: '200.00', due_date: '2027-02-05' },
    { invoice_number: 'A-3', payable_amount: '300.00' },
    { invoice_number: 'HELD' },
    { invoice_number: 'DISPUTED', payable_amount: '50.00' },
    { invoice_number: 'PREPARED' },
    { invoice_number: 'APPROVED' },
    { invoice_number: 'WITHDRAWN' },
    { invoice_number: 'YEN', currency: 'JPY', payable_amount: '700' },
  ]);
  await market.submitCsv(market.maker, [{ invoice_number: 'HELD', payable_amount: '1.00' }]);
  const invoiceId = (number: string) => ({ invoiceId: ids.get(number)! });
  await market.succeed(disputeInvoice, market.maker, { ...invoiceId('DISPUTED'), reason: 'PRICE' });
  await prepared({ lines: [invoiceId('PREPARED')] });
  await released(await prepared({ lines: [invoiceId('APPROVED')] }));
  await market.succeed(withdrawInvoice, market.supplierMaker, invoiceId('WITHDRAWN'));
  return ids;
}

async function prepared(
  input: object,
  viewer = market.maker,
): Promise<ApprovalView & { refusedRows: readonly object[] }> {
  const outcome = await market.succeed(prepareApproval, viewer, { programmeId: programmeId(), ...input });
  const [row] = await market.database.read(systemViewer, db => approvalById(db, systemViewer, [outcome.approvalId]));
  return { ...row!, refusedRows: outcome.refusedRows };
}

async function released({ id, contentHash }: ApprovalView) {
  const input = { approvalId: toWireId('approval', id), contentHash: contentHash.toString('hex') };
  return market.succeed(releaseApproval, market.checker, input);
}

/** The numbers of a batch's lines with outcome and reason, in the order of the numbers. */
function linesOf(approval: ApprovalView): Promise<{ number: string; outcome: string; reason: string | null }[]> {
  return market.asAdmin(
    `SELECT i.number, l.outcome, l.left_out_reason AS reason FROM approval_line l JOIN invoice i ON i.id = l.invoice_id
      WHERE l.approval_id = $1 ORDER BY i.number`,
    [approval.id],
  );
}

const frozen = (numbers: readonly string[]) => numbers.map(number => ({ number, outcome: 'PENDING', reason: null }));
const excluded = (number: string, reason: string) => ({ number, outcome: 'EXCLUDED', reason });

const selection = async (filter: object, viewer: MemberViewer = market.maker) =>
  presentSelection(
    await market.database.read(viewer, db => countMatching(db, market.programmeId, invoiceFilterInput.parse(filter))),
  );

const refusedPreparation = (input: object, viewer = market.maker) =>
  market.run(prepareApproval, viewer, { programmeId: programmeId(), ...input });

describe('by a filter', () => {
  test('takes what can be approved and names the rest, as was shown before', async () => {
    await furnish();
    const shown = await selection({});
    expect(shown).toEqual({
      totals: [
        { count: 3, total: eur('600.00') },
        { count: 1, total: { amount: '700', currency: 'JPY' } },
      ],
      excluded: [
        { reason: 'ALREADY_PREPARED', count: 1 },
        { reason: 'INVOICE_DISPUTED', count: 1 },
        { reason: 'INVOICE_HELD', count: 1 },
      ],
    });
    const [expected] = shown.totals;
    const batch = await prepared({ filter: {}, expected });
    expect(batch).toMatchObject({ invoiceCount: 3, excludedCount: 3, totalMinor: 60_000n, currency: 'EUR' });
    expect(await linesOf(batch)).toEqual([
      ...frozen(pending),
      excluded('DISPUTED', 'INVOICE_DISPUTED'),
      excluded('HELD', 'INVOICE_HELD'),
      excluded('PREPARED', 'ALREADY_PREPARED'),
    ]);
    expect(await released(batch)).toMatchObject({ approvedCount: 3, leftOut: [] });
    expect(await selection({})).toMatchObject({ totals: [{ count: 1, total: { currency: 'JPY' } }] });
    const page = await market.database.read(market.checker, db =>
      linePage(db, batch.id, { first: 10, outcome: ['EXCLUDED'] }),
    );
    expect(page.rows).toHaveLength(3);
  });

  test.each<[string, object, string[]]>([
    ['due dates', { dueFrom: '2027-02-01', dueUntil: '2027-02-28' }, ['A-2']],
    ['amounts', { amountFrom: eur('200.00'), amountUntil: eur('300.00') }, ['A-2', 'A-3']],
    ['an amount, to the cent', { amountUntil: eur('199.99'), number: 'A' }, ['A-1']],
    ['the beginning of the number', { number: 'a-3' }, ['A-3']],
    ['a state', { state: ['SUBMITTED'], number: 'A' }, pending],
    ['what the list calls approvable', { approvable: true, number: 'A' }, pending],
  ])('by %s', async (_, filter, numbers) => {
    await furnish();
    const batch = await prepared({ filter });
    expect((await linesOf(batch)).filter(line => line.outcome === 'PENDING')).toEqual(frozen(numbers));
  });

  test('by supplier; disputed ones only where it asks for them; in another currency where that is said', async () => {
    const ids = await furnish();
    const supplierId = toWireId('organization', market.supplier.id);
    const rivalId = toWireId('organization', market.rival.id);
    expect(await refusedPreparation({ filter: { supplierId: rivalId } })).toMatchObject({
      code: 'NOTHING_TO_APPROVE',
      excluded: [],
    });
    const disputed = await prepared({ filter: { supplierId, state: ['DISPUTED', 'APPROVED'] } });
    expect(await linesOf(disputed)).toEqual(frozen(['DISPUTED']));
    const yen = await prepared({ filter: { supplierId }, currency: 'JPY' });
    expect(yen).toMatchObject({ invoiceCount: 1, totalMinor: 700n, currency: 'JPY' });
    expect(ids.has('YEN')).toBe(true);
  });

  test('finds nothing under another programme, another currency than the batch’s, or an id that is none', async () => {
    await furnish();
    for (const filter of [
      { programmeId: toWireId('programme', randomUUID()) },
      { currency: 'USD' },
      { amountFrom: eur('1.00'), currency: 'JPY' },
      { supplierId: 'nonsense' },
      { number: '---' },
      { state: ['PAID'] },
    ]) {
      expect([filter, await refusedPreparation({ filter })]).toMatchObject([filter, { code: 'NOTHING_TO_APPROVE' }]);
      expect((await selection(filter)).totals).toEqual([]);
    }
  });

  test('what is no longer as it was shown is not prepared', async () => {
    await furnish();
    const [expected] = (await selection({ number: 'A' })).totals;
    await submitted([{ invoice_number: 'A-4', payable_amount: '1.00' }]);
    const changed = { code: 'SELECTION_CHANGED', count: 4, total: eur('601.00') };
    expect(await refusedPreparation({ filter: { number: 'A' }, expected })).toMatchObject(changed);
    const sameCount = { count: 4, total: eur('600.00') };
    expect(await refusedPreparation({ filter: { number: 'A' }, expected: sameCount })).toMatchObject(changed);
    await prepared({ filter: { number: 'A' }, expected: { count: 4, total: eur('601.00') } });
  });

  test('belongs to a maker of the buyer, and shows nobody else anything', async () => {
    await furnish();
    expect(await refusedPreparation({ filter: {} }, market.secondChecker)).toBeInstanceOf(NotPermitted);
    expect(await refusedPreparation({ filter: {} }, market.supplierMaker)).toBeInstanceOf(NotPermitted);
    expect(await refusedPreparation({ filter: {} }, market.otherBuyerMaker)).toEqual(new NotFound());
    for (const viewer of [market.supplierMaker, market.rivalMaker, market.otherBuyerMaker, market.funderDealer]) {
      expect(await selection({}, viewer)).toEqual({ totals: [], excluded: [] });
    }
  });

  test('exactly one way names the invoices', async () => {
    const lines = [{ invoiceId: toWireId('invoice', randomUUID()) }];
    for (const input of [{}, { filter: {}, lines }, { filter: {}, file: '' }, { lines, filter: {}, file: '' }]) {
      expect(await refusedPreparation(input)).toMatchObject({ fields: [{ path: 'lines', code: 'ONE_WAY' }] });
    }
  });
});

describe('by a file', () => {
  const header = 'supplier_tax_id,invoice_number,amount,currency,lower_reason';
  const file = (...rows: string[]) => [header, ...rows].join('\r\n');
  const tax = 'DE136695976';

  test('takes the rows that name an invoice, names what cannot be approved, and gives the wrong rows back', async () => {
    await furnish();
    const batch = await prepared({
      file: file(
        `${tax},A-1,,,`,
        `${tax},a 2,199.99,EUR,QUANTITY`,
        `${tax},DISPUTED,,,`,
        `${tax},HELD,,,`,
        `${tax},APPROVED,,,`,
        `${tax},PREPARED,,,`,
        `${tax},YEN,,,`,
        `${tax},A-3,300.01,,`,
        `${tax},A-3,1.00,,`,
        `${tax},A-3,1,00,EUR,PRICE`,
        `${tax},A-3,1.00,USD,PRICE`,
        `${tax},A-3,-1.00,,PRICE`,
        `${tax},A-3,1.00,,MOOD`,
        `${tax},A-3,x,,PRICE`,
        `${tax},WITHDRAWN,,,`,
        `DE000000000,A-3,,,`,
        `${tax},,,,`,
        `${tax},A-1,,,`,
      ),
    });
    expect(await linesOf(batch)).toEqual([
      ...frozen(['A-1', 'A-2']),
      excluded('APPROVED', 'INVOICE_DECIDED'),
      { number: 'DISPUTED', outcome: 'PENDING', reason: null },
      excluded('HELD', 'INVOICE_HELD'),
      excluded('PREPARED', 'ALREADY_PREPARED'),
      excluded('YEN', 'OTHER_CURRENCY'),
    ]);
    expect(batch).toMatchObject({ invoiceCount: 3, totalMinor: 34_999n });
    expect(batch.refusedRows).toMatchObject([
      { row: 9, number: 'A-3', column: 'amount', code: 'AMOUNT_TOO_HIGH' },
      { row: 10, column: 'invoice_number', code: 'LINE_REPEATED' },
      { row: 11, column: null, code: 'CSV_ROW_LENGTH' },
      { row: 12, column: 'invoice_number', code: 'LINE_REPEATED' },
      { row: 13, column: 'invoice_number', code: 'LINE_REPEATED' },
      { row: 14, column: 'invoice_number', code: 'LINE_REPEATED' },
      { row: 15, column: 'invoice_number', code: 'LINE_REPEATED' },
      { row: 16, column: 'invoice_number', code: 'INVOICE_NOT_FOUND' },
      { row: 17, column: 'supplier_tax_id', code: 'SUPPLIER_NOT_FOUND' },
      { row: 18, column: 'invoice_number', code: 'NUMBER_MISSING' },
      { row: 19, column: 'invoice_number', code: 'LINE_REPEATED' },
    ]);
    await released(batch);
    const [lower] = await market.asAdmin(
      `SELECT approved_minor::text, decision_reason FROM invoice WHERE number = 'A-2'`,
    );
    expect(lower).toEqual({ approved_minor: '19999', decision_reason: 'QUANTITY' });
  });

  test.each<[string, string, string]>([
    ['300.01,,', 'amount', 'AMOUNT_TOO_HIGH'],
    ['1.00,,', 'lower_reason', 'REASON_MISSING'],
    ['1.00,USD,PRICE', 'currency', 'CURRENCY_MISMATCH'],
    ['1.00,ABC,PRICE', 'currency', 'UNKNOWN_CURRENCY'],
    ['-1.00,,PRICE', 'amount', 'NOT_POSITIVE'],
    ['1.001,,PRICE', 'amount', 'TOO_MANY_DECIMALS'],
    ['x,,PRICE', 'amount', 'NOT_A_NUMBER'],
    ['1.00,,MOOD', 'lower_reason', 'REASON_UNKNOWN'],
  ])('a row that asks for %s is wrong in the column %s: %s', async (asked, column, code) => {
    await furnish();
    expect(await refusedPreparation({ file: file(`${tax},A-3,${asked}`) })).toMatchObject({
      code: 'NOTHING_TO_APPROVE',
      refusedRows: [{ row: 2, number: 'A-3', column, code }],
    });
  });

  test('names suppliers by id or by their numbers, in any order of the columns', async () => {
    await furnish();
    const lei = market.supplier.lei!;
    const rows = [
      'invoice_number;supplier_lei;supplier_registration_number;supplier_id;amount',
      `A-1;${lei};;;`,
      'A-2;;HRB 12345;;',
      `A-3;;;${toWireId('organization', market.supplier.id)};`,
      `A-3;;;${toWireId('organization', market.rival.id)};`,
      'A-3;;;;',
    ].join('\n');
    const batch = await prepared({ file: rows });
    expect(await linesOf(batch)).toEqual(frozen(pending));
    expect(batch.refusedRows).toMatchObject([
      { row: 5, column: 'invoice_number', code: 'INVOICE_NOT_FOUND' },
      { row: 6, column: 'supplier_tax_id', code: 'SUPPLIER_NOT_FOUND' },
    ]);
  });

  test('finds no invoice of another buyer, and none under a number that stands twice', async () => {
    await submitted([{ invoice_number: 'TWICE', payable_amount: '1.00' }]);
    await submitted([{ invoice_number: 'TWICE', payable_amount: '2.00' }]);
    const { rival, otherBuyer } = market;
    const parties = { supplier_tax_id: rival.taxId!, buyer_tax_id: otherBuyer.taxId! };
    await submitted([{ invoice_number: 'OTHER', ...parties }], market.rivalMaker);
    expect(await refusedPreparation({ file: file(`${tax},TWICE,,,`, `${rival.taxId},OTHER,,,`) })).toMatchObject({
      code: 'NOTHING_TO_APPROVE',
      refusedRows: [{ code: 'INVOICE_AMBIGUOUS' }, { code: 'INVOICE_NOT_FOUND' }],
    });
  });

  test('without a usable header, nothing is read', async () => {
    expect(await refusedPreparation({ file: 'number,amount\n1,2' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'file: row 1, column invoice_number', code: 'CSV_COLUMN_MISSING' }],
    });
    expect(await refusedPreparation({ file: '' })).toMatchObject({ fields: [{ code: 'CSV_NO_ROWS' }] });
  });

  test('the same request again gives the same batch and the same wrong rows', async () => {
    await furnish();
    const idempotencyKey = randomUUID();
    const input = { programmeId: programmeId(), file: file(`${tax},A-1,,,`, `${tax},B-1,,,`), idempotencyKey };
    const first = await market.succeed(prepareApproval, market.maker, input);
    expect(first.refusedRows).toHaveLength(1);
    expect(await market.succeed(prepareApproval, market.maker, input)).toEqual(first);
    expect(fromWireId('approval', toWireId('approval', first.approvalId))).toBe(first.approvalId);
  });
});
