import { createHash } from 'node:crypto';
import type { ApprovalLineRow } from '../../../server/approvals/approval.entity.js';
import {
  type AskedLine,
  type BatchTerms,
  contentHashOf,
  type FrozenLine,
  freezeLines,
  leftOutReason,
  totalOf,
} from '../../../server/approvals/approval.rules.js';
import type { InvoiceView } from '../../../server/invoices/index.js';
import { localDate } from '../../../server/platform/local-date.js';

const programmeId = 'programme';

function invoice(of: Partial<InvoiceView> = {}): InvoiceView {
  return {
    id: 'a',
    supplierId: 'supplier',
    buyerId: 'buyer',
    programmeId,
    number: 'RE-1',
    issueDate: localDate('2026-03-02'),
    dueDate: localDate('2026-05-03'),
    adjustedDueDate: localDate('2026-05-04'),
    currency: 'EUR',
    payableMinor: 10_000n,
    state: 'SUBMITTED',
    eventNo: 1,
    heldReason: null,
    prepared: false,
    listed: false,
    financed: false,
    ...of,
  } as InvoiceView;
}

function line(of: Partial<AskedLine> = {}): AskedLine {
  return { invoiceId: 'a', amount: null, lowerReason: null, ...of };
}

function faultsOf(lines: AskedLine[], invoices: InvoiceView[]): [string, string][] {
  const outcome = freezeLines(programmeId, lines, invoices);
  if (!('faults' in outcome)) throw new Error('It was frozen.');
  return outcome.faults.map(({ path, code }) => [path, code]);
}

describe('freezing lines', () => {
  test('takes all of an invoice unless less is asked for', () => {
    const lines = [
      line(),
      line({ invoiceId: 'b', amount: { amountMinor: 9_999n, currency: 'EUR' }, lowerReason: 'PRICE' }),
    ];
    expect(freezeLines(programmeId, lines, [invoice(), invoice({ id: 'b' })])).toEqual({
      frozen: [
        { invoice: invoice(), amountMinor: 10_000n, lowerReason: null },
        { invoice: invoice({ id: 'b' }), amountMinor: 9_999n, lowerReason: 'PRICE' },
      ],
      excluded: [],
    });
  });

  test('drops a reason that stands beside the full amount', () => {
    const full = line({ amount: { amountMinor: 10_000n, currency: 'EUR' }, lowerReason: 'PRICE' });
    expect(freezeLines(programmeId, [full], [invoice()])).toMatchObject({ frozen: [{ lowerReason: null }] });
  });

  test('takes a disputed invoice: approving it settles the dispute', () => {
    expect(freezeLines(programmeId, [line()], [invoice({ state: 'DISPUTED' })])).toMatchObject({ frozen: [{}] });
  });

  test('leaves out, and names, an invoice whose supplier is not here yet: it is no fault, and says nothing of the currency', () => {
    const waiting = invoice({ id: 'w', programmeId: null, currency: 'USD' });
    const outcome = freezeLines(programmeId, [line({ invoiceId: 'w' }), line()], [waiting, invoice()]);
    expect(outcome).toMatchObject({
      frozen: [{ invoice: { id: 'a' } }],
      excluded: [{ invoice: { id: 'w' }, reason: 'SUPPLIER_NOT_HERE' }],
    });
  });

  test.each<[string, Partial<InvoiceView>, string]>([
    ['approved already', { state: 'APPROVED' }, 'INVOICE_NOT_AVAILABLE'],
    ['rejected', { state: 'REJECTED' }, 'INVOICE_NOT_AVAILABLE'],
    ['held', { heldReason: 'COPIES_DIFFER' }, 'INVOICE_HELD'],
    ['in another batch', { prepared: true }, 'ALREADY_PREPARED'],
    ['of another programme', { programmeId: 'another' }, 'NOT_IN_PROGRAMME'],
  ])('refuses an invoice that is %s', (_, of, code) => {
    expect(faultsOf([line()], [invoice(of)])).toEqual([['lines.0.invoiceId', code]]);
  });

  test.each<[string, Partial<AskedLine>, string, string]>([
    [
      'more than the invoice says',
      { amount: { amountMinor: 10_001n, currency: 'EUR' } },
      'amount.amount',
      'AMOUNT_TOO_HIGH',
    ],
    ['another currency', { amount: { amountMinor: 1n, currency: 'USD' } }, 'amount.currency', 'CURRENCY_MISMATCH'],
    ['less without a reason', { amount: { amountMinor: 1n, currency: 'EUR' } }, 'lowerReason', 'REASON_MISSING'],
  ])('refuses an amount of %s', (_, of, path, code) => {
    expect(faultsOf([line(of)], [invoice()])).toEqual([[`lines.0.${path}`, code]]);
  });

  test('lists every fault of every line at once', () => {
    const lines = [
      line({ invoiceId: 'absent' }),
      line({ invoiceId: 'b', amount: { amountMinor: 1n, currency: 'EUR' } }),
      line(),
      line(),
      line({ invoiceId: 'c' }),
    ];
    const there = [invoice(), invoice({ id: 'b', heldReason: 'SAME_NUMBER' }), invoice({ id: 'c', currency: 'USD' })];
    expect(faultsOf(lines, there)).toEqual([
      ['lines.0.invoiceId', 'INVOICE_NOT_FOUND'],
      ['lines.1.invoiceId', 'INVOICE_HELD'],
      ['lines.1.lowerReason', 'REASON_MISSING'],
      ['lines.3.invoiceId', 'LINE_REPEATED'],
      ['lines.4.invoiceId', 'CURRENCY_MISMATCH'],
    ]);
  });
});

describe('the content hash', () => {
  const terms: BatchTerms = {
    buyerId: 'buyer',
    programmeId,
    termsId: 'terms',
    undertakingHash: Buffer.alloc(32, 5),
    currency: 'EUR',
  };
  const lines: FrozenLine[] = [
    { invoice: invoice(), amountMinor: 10_000n, lowerReason: null },
    { invoice: invoice({ id: 'b', number: 'RE-2' }), amountMinor: 9_999n, lowerReason: 'PRICE' },
  ];

  test('is SHA-256 over its fields with their lengths in front, in the order of the ids', () => {
    const fields = [
      ...['tenor approval 1', 'buyer', 'programme', 'terms', '05'.repeat(32), 'EUR', '2', '19999'],
      ...['a', '1', 'supplier', 'RE-1', '2026-03-02', '2026-05-03', '2026-05-04', 'EUR', '10000', '10000', ''],
      ...['b', '1', 'supplier', 'RE-2', '2026-03-02', '2026-05-03', '2026-05-04', 'EUR', '10000', '9999', 'PRICE'],
    ];
    const text = fields.map(field => `${field.length}:${field};`).join('');
    const expected = createHash('sha256').update(text).digest('hex');
    expect(contentHashOf(terms, lines).toString('hex')).toBe(expected);
    expect(contentHashOf(terms, [...lines].reverse()).toString('hex')).toBe(expected);
  });

  test.each<[string, Partial<BatchTerms>, FrozenLine[]]>([
    ['the undertaking', { undertakingHash: Buffer.alloc(32, 6) }, lines],
    ['the terms', { termsId: 'others' }, lines],
    ['the number of invoices', {}, lines.slice(1)],
    ['an amount', {}, [{ ...lines[0]!, amountMinor: 9_999n }, lines[1]!]],
    ['a reason', {}, [lines[0]!, { ...lines[1]!, lowerReason: 'QUANTITY' }]],
    ["an invoice's version", {}, [{ ...lines[0]!, invoice: invoice({ eventNo: 2 }) }, lines[1]!]],
    [
      "an invoice's due date",
      {},
      [{ ...lines[0]!, invoice: invoice({ dueDate: localDate('2026-05-04') }) }, lines[1]!],
    ],
  ])('changes with %s', (_, change, changed) => {
    expect(contentHashOf({ ...terms, ...change }, changed)).not.toEqual(contentHashOf(terms, lines));
  });
});

test('the total is the sum of what is approved', () => {
  expect(totalOf([{ amountMinor: 1n }, { amountMinor: 999_999_999_999_999n }])).toBe(1_000_000_000_000_000n);
  expect(totalOf([])).toBe(0n);
});

describe('what is left out of a release', () => {
  const frozen: Pick<ApprovalLineRow, 'invoiceEventNo'> = { invoiceEventNo: 1 };

  test('is nothing to which nothing happened, a dispute of before included', () => {
    expect(leftOutReason(invoice({ eventNo: 1 }), frozen.invoiceEventNo)).toBeNull();
    expect(leftOutReason(invoice({ eventNo: 1, state: 'DISPUTED' }), frozen.invoiceEventNo)).toBeNull();
  });

  test.each<[Partial<InvoiceView>, string]>([
    [{ state: 'REJECTED' }, 'INVOICE_REJECTED'],
    [{ state: 'WITHDRAWN' }, 'INVOICE_WITHDRAWN'],
    [{ state: 'DISPUTED' }, 'INVOICE_DISPUTED'],
    [{ state: 'SUBMITTED' }, 'INVOICE_CHANGED'],
    [{ state: 'SUBMITTED', heldReason: 'COPIES_DIFFER' }, 'INVOICE_HELD'],
    [{ state: 'APPROVED' }, 'INVOICE_DECIDED'],
    [{ state: 'CREDITED' }, 'INVOICE_DECIDED'],
  ])('%j is named %s', (of, reason) => {
    expect(leftOutReason(invoice({ ...of, eventNo: 2 }), frozen.invoiceEventNo)).toBe(reason);
  });
});
