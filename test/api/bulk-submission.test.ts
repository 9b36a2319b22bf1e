import type { SampleRow } from '../../server/demo/sample-invoices.js';
import { csvInvoices } from '../../server/demo/sample-invoices.js';
import { parseDocument } from '../../server/documents/index.js';
import { findViolations } from '../../server/invariants/index.js';
import { submitDocument, type SubmissionReport } from '../../server/invoices/index.js';
import { type InvoiceMarket, openInvoiceMarket, sampleRow } from '../support/invoice-market.js';

/* Files of thousands of rows: the good ones land in slices, the bad ones are named; what was cut off is sent again. */

jest.setTimeout(120_000);

const ROWS = 1_210;
const BAD = 10;

let market: InvoiceMarket;

beforeEach(async () => {
  market = await openInvoiceMarket();
});
afterEach(async () => {
  expect(await findViolations(market.database)).toEqual([]);
  await market.close();
});

/** Every 121st row is wrong, each in its own way. */
function rows(mended: boolean): SampleRow[] {
  const faults: Partial<SampleRow>[] = [
    { payable_amount: '1.001' },
    { payable_amount: '1,00' },
    { payable_amount: '' },
    { payable_amount: '-1.00' },
    { issue_date: '2027-02-30' },
    { due_date: '01/02/2027' },
    { currency: 'EURO' },
    { invoice_number: '' },
    { supplier_tax_id: '' },
    { buyer_tax_id: market.otherBuyer.taxId! },
  ];
  return Array.from({ length: ROWS }, (_, index) => {
    const row = { ...sampleRow(market), invoice_number: `N-${index}`, payable_amount: `${index + 1}.00` };
    const fault = index % 121 === 120 ? faults[Math.floor(index / 121)] : undefined;
    return { ...row, ...(mended ? {} : fault) } as SampleRow;
  });
}

function send(content: readonly SampleRow[], watch = (_done: number) => {}): Promise<SubmissionReport> {
  const bytes = Buffer.from(csvInvoices(content));
  const file = { name: 'rows.csv', mediaType: 'text/csv', bytes };
  return submitDocument(market.work, market.supplierMaker, parseDocument(bytes, file.name), file, ({ done }) => {
    watch(done);
  });
}

const faultsOf = ({ refused }: SubmissionReport) =>
  refused.map(({ row, problems }) => [row, problems[0]!.column, problems[0]!.code]);

/** What a file leaves behind, whatever ids it was given. */
async function traces() {
  const invoices = await market.asAdmin(
    'SELECT number, payable_minor::text, state, held_reason FROM invoice ORDER BY 1',
  );
  const copies = await market.asAdmin('SELECT number, side, document_row FROM invoice_copy ORDER BY 1, 2');
  const documents = await market.asAdmin(`SELECT name, encode(sha256, 'hex') AS sha256 FROM document ORDER BY 2`);
  const events = await market.asAdmin(
    `SELECT type, count(*)::int AS count FROM event WHERE subject_kind = 'invoice' GROUP BY 1`,
  );
  return { invoices, copies, documents, events };
}

test('the good rows land slice by slice, the bad ones are named by row and column, and the mended file adds them alone', async () => {
  const done: number[] = [];
  const first = await send(rows(false), count => done.push(count));
  expect(done).toEqual([500, 1_000, ROWS - BAD]);
  expect(first.landed).toHaveLength(ROWS - BAD);
  expect(faultsOf(first)).toEqual([
    [122, 'payable_amount', 'AMOUNT_TOO_MANY_DECIMALS'],
    [243, 'payable_amount', 'AMOUNT_INVALID'],
    [364, 'payable_amount', 'AMOUNT_MISSING'],
    [485, 'payable_amount', 'AMOUNT_NOT_POSITIVE'],
    [606, 'issue_date', 'DATE_INVALID'],
    [727, 'due_date', 'DATE_INVALID'],
    [848, 'currency', 'CURRENCY_UNKNOWN'],
    [969, 'invoice_number', 'NUMBER_MISSING'],
    [1_090, 'supplier_tax_id', 'SUPPLIER_NOT_IDENTIFIED'],
    [1_211, 'buyer_tax_id', 'UNKNOWN_BUYER'],
  ]);
  const [slices] = await market.asAdmin(
    `SELECT count(DISTINCT xid::text)::int AS count FROM event WHERE type = 'invoice.submitted'`,
  );
  expect(slices).toEqual({ count: 3 });

  const second = await send(rows(true));
  expect(second.landed.map(({ row }) => row)).toEqual([122, 243, 364, 485, 606, 727, 848, 969, 1_090, 1_211]);
  expect(second.refused).toHaveLength(ROWS - BAD);
  expect(new Set(second.refused.map(({ problems }) => problems[0]!.code))).toEqual(new Set(['DUPLICATE']));
  const third = await send(rows(true));
  expect([third.landed, third.documentId]).toEqual([[], null]);
});

test('a file that was cut off after a slice is sent again and ends as if it had not been', async () => {
  const content = rows(true);
  const stop = new Error('killed');
  await expect(
    send(content, () => {
      throw stop;
    }),
  ).rejects.toBe(stop);
  const [landed] = await market.asAdmin('SELECT count(*)::int AS count FROM invoice');
  expect(landed).toEqual({ count: 500 });
  const again = await send(content);
  expect([again.landed.length, again.refused.length]).toEqual([ROWS - 500, 500]);
  const resumed = await traces();

  const untouched = await openInvoiceMarket();
  await market.close();
  market = untouched;
  // The names of the parties are the same in every market; their ids are not, and are no part of a file.
  await send(content);
  expect(await traces()).toEqual(resumed);
});
