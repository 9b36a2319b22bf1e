import {
  invoiceById,
  type InvoiceView,
  lockInvoices,
  markInvoicesDefaulted,
  markInvoicesOverdue,
  payInvoice,
  unpayInvoice,
} from '../../server/invoices/index.js';
import type { Tx } from '../../server/platform/database.js';
import { systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { approvedInvoice } from '../support/approved-invoice.js';
import { type InvoiceMarket, openInvoiceMarket } from '../support/invoice-market.js';

jest.setTimeout(60_000);

let market: InvoiceMarket;

beforeAll(async () => {
  market = await openInvoiceMarket();
});
afterAll(() => market.close());

type Step = (tx: Tx, viewer: Viewer, cause: string, invoices: readonly InvoiceView[]) => Promise<void>;

const steps = {
  pay: async (tx, viewer, cause, invoices) => {
    for (const invoice of invoices)
      await payInvoice(tx, viewer, cause, invoice, invoice.approvedMinor! - invoice.paidMinor);
  },
  reopen: async (tx, viewer, cause, invoices) => {
    for (const invoice of invoices) await unpayInvoice(tx, viewer, cause, invoice, invoice.paidMinor);
  },
  part: async (tx, viewer, cause, invoices) => {
    for (const invoice of invoices) await payInvoice(tx, viewer, cause, invoice, 1n);
  },
  partBack: async (tx, viewer, cause, invoices) => {
    for (const invoice of invoices) await unpayInvoice(tx, viewer, cause, invoice, 1n);
  },
  overdue: markInvoicesOverdue,
  default: markInvoicesDefaulted,
} satisfies Record<string, Step>;

/** Two approved invoices, through steps of settlement, each step for both at once. */
async function after(...names: (keyof typeof steps)[]): Promise<InvoiceView[]> {
  const { supplierMaker: supplier, maker: buyerMaker, checker: buyerChecker, programmeId } = market;
  const approvers = { supplier, buyerMaker, buyerChecker, programmeId };
  const change = { issueDate: '2027-01-04', dueDate: '2027-03-07' };
  const ids = [
    (await approvedInvoice(market, approvers, change)).id,
    (await approvedInvoice(market, approvers, change)).id,
  ];
  for (const name of names) {
    await market.work.perform(systemViewer, async tx =>
      steps[name](tx, systemViewer, 'test', await lockInvoices(tx, ids)),
    );
  }
  const rows = await market.database.read(systemViewer, db => invoiceById(db, systemViewer, ids));
  return rows.map(row => row!);
}

const states = (invoices: InvoiceView[]) => invoices.map(({ state, paidMinor }) => [state, paidMinor]);

test('an invoice from file to undertaking is approved for all it says', async () => {
  const [invoice] = await after();
  expect(invoice).toMatchObject({
    state: 'APPROVED',
    approvedMinor: 1_000_000n,
    paidMinor: 0n,
    undertaking: 'IRREVOCABLE',
    adjustedDueDate: '2027-03-08',
  });
});

test('paid is paid in full', async () => {
  expect(states(await after('pay'))).toEqual([
    ['PAID', 1_000_000n],
    ['PAID', 1_000_000n],
  ]);
});

test('a part changes the amount, never the state; so does a part that comes back', async () => {
  expect(states(await after('part'))[0]).toEqual(['APPROVED', 1n]);
  expect(states(await after('overdue', 'part', 'partBack'))[0]).toEqual(['OVERDUE', 0n]);
  expect(states(await after('part', 'overdue', 'pay'))[0]).toEqual(['PAID', 1_000_000n]);
});

test('a payment that comes back before the due date leaves it approved', async () => {
  expect(states(await after('pay', 'reopen'))).toEqual([
    ['APPROVED', 0n],
    ['APPROVED', 0n],
  ]);
});

test.each([
  [['overdue', 'pay', 'reopen'], 'OVERDUE'],
  [['overdue', 'default', 'pay', 'reopen'], 'DEFAULTED'],
] as const)('a payment that comes back leaves it as it was paid from: %j', async (names, state) => {
  expect(states(await after(...names))).toEqual([
    [state, 0n],
    [state, 0n],
  ]);
});

test('a payment that comes back after the due date and the grace leaves it overdue', async () => {
  const [first, second] = (await after('pay')).map(invoice => invoice.id);
  const reopened = async (id: string) => {
    await market.work.perform(systemViewer, async tx =>
      steps.reopen(tx, systemViewer, 'test', await lockInvoices(tx, [id])),
    );
    return (await market.database.read(systemViewer, db => invoiceById(db, systemViewer, [id])))[0]?.state;
  };
  await market.asAdmin('UPDATE programme SET grace_business_days = 1 WHERE id = $1', [market.programmeId]);
  await market.setClock('2027-03-09T23:30:00+01:00');
  expect(await reopened(first!)).toBe('APPROVED');
  await market.setClock('2027-03-10T00:30:00+01:00');
  expect(await reopened(second!)).toBe('OVERDUE');
});
