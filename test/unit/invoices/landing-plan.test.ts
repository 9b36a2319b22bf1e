import fc from 'fast-check';
import { fingerprintOf } from '../../../server/invoices/invoice.rules.js';
import type { Submission } from '../../../server/invoices/judge-invoices.js';
import { planLanding, type StandingInvoice } from '../../../server/invoices/landing-plan.js';
import { localDate } from '../../../server/platform/local-date.js';

const key = Buffer.alloc(32, 1);

function submission(of: Partial<Submission> = {}): Submission {
  const identity = {
    supplierId: 'supplier',
    buyerId: 'buyer',
    numberKey: 'RE1',
    issueDate: localDate('2026-03-02'),
    currency: 'EUR',
    payableMinor: 100n,
    ...of,
  };
  return {
    content: {} as Submission['content'],
    row: null,
    side: 'SUPPLIER',
    programmeId: 'programme',
    number: 'RE-1',
    typeCode: '380',
    dueDate: localDate('2026-05-04'),
    adjustedDueDate: localDate('2026-05-04'),
    dueDateReason: null,
    ...identity,
    fingerprint: fingerprintOf(key, identity),
    ...of,
  };
}

function standing(of: Partial<StandingInvoice> = {}, copies: Submission[] = [submission()]): StandingInvoice {
  const first = copies[0]!;
  return {
    id: 'there',
    supplierId: first.supplierId,
    buyerId: first.buyerId,
    numberKey: first.numberKey,
    numberOrdinal: 1,
    fingerprint: first.fingerprint,
    state: 'SUBMITTED',
    eventNo: 1,
    heldReason: null,
    copies: new Map(copies.map(copy => [copy.side, copy])),
    ...of,
  };
}

function plan(submissions: Submission[], there: StandingInvoice[] = []) {
  return planLanding(submissions, there).map(({ landing }) => landing);
}

const bySupplier = submission();
const byBuyer = submission({ side: 'BUYER' });
const byBuyerForLess = submission({ side: 'BUYER', payableMinor: 99n });

test('nothing there: new', () => {
  expect(plan([bySupplier])).toEqual([{ kind: 'NEW', id: expect.any(String), numberOrdinal: 1, heldReason: null }]);
});

test('the same again from the same side: a duplicate of what is there', () => {
  expect(plan([bySupplier], [standing()])).toEqual([{ kind: 'DUPLICATE', id: 'there' }]);
});

test('the same again within one file: a duplicate of the row before', () => {
  const [first, second] = plan([bySupplier, submission({ row: 3 })]);
  expect(second).toEqual({ kind: 'DUPLICATE', id: (first as { id: string }).id });
});

test('the other side, the same figures: it joins', () => {
  const there = standing();
  expect(plan([byBuyer], [there])).toEqual([{ kind: 'JOIN', invoice: there, differences: [], heldReason: null }]);
});

test('the other side, another amount: it joins, and is held', () => {
  expect(plan([byBuyerForLess], [standing()])).toMatchObject([
    {
      kind: 'JOIN',
      differences: [{ field: 'payable', supplierValue: '1.00 EUR', buyerValue: '0.99 EUR' }],
      heldReason: 'COPIES_DIFFER',
    },
  ]);
});

test('the other side, another due date: it is held as well, for the price hangs on it', () => {
  const later = submission({ side: 'BUYER', dueDate: localDate('2026-06-01') });
  expect(plan([later], [standing()])).toMatchObject([{ kind: 'JOIN', heldReason: 'COPIES_DIFFER' }]);
});

test('a disputed invoice takes the other copy too', () => {
  expect(plan([byBuyer], [standing({ state: 'DISPUTED' })])).toMatchObject([{ kind: 'JOIN' }]);
});

test('the same side, the same number, other content: a new one, held', () => {
  expect(plan([submission({ payableMinor: 200n })], [standing()])).toEqual([
    { kind: 'NEW', id: expect.any(String), numberOrdinal: 2, heldReason: 'SAME_NUMBER' },
  ]);
});

test('both copies are there and the other side sends a third version: held', () => {
  const both = standing({}, [bySupplier, byBuyer]);
  expect(plan([byBuyerForLess], [both])).toMatchObject([{ kind: 'NEW', numberOrdinal: 2, heldReason: 'SAME_NUMBER' }]);
});

test('a copy joins the invoice of its own figures, not the first of its number', () => {
  const first = standing({ id: 'first' });
  const second = standing({ id: 'second', numberOrdinal: 2, heldReason: 'SAME_NUMBER' }, [
    submission({ payableMinor: 99n }),
  ]);
  expect(plan([byBuyerForLess], [first, second])).toMatchObject([
    { kind: 'JOIN', invoice: { id: 'second' }, differences: [], heldReason: 'SAME_NUMBER' },
  ]);
});

test.each(['APPROVED', 'PAID', 'OVERDUE', 'DEFAULTED', 'CREDITED'] as const)(
  'nothing joins an invoice that is %s',
  state => {
    const there = standing({ state });
    expect(plan([byBuyer, byBuyerForLess], [there])).toEqual([
      { kind: 'ALREADY_DECIDED', id: 'there', state },
      { kind: 'ALREADY_DECIDED', id: 'there', state },
    ]);
  },
);

test('the same side sends an approved number with other content: held, never a second claim', () => {
  expect(plan([submission({ payableMinor: 200n })], [standing({ state: 'APPROVED' })])).toMatchObject([
    { kind: 'NEW', numberOrdinal: 2, heldReason: 'SAME_NUMBER' },
  ]);
});

test('another supplier may use the same number', () => {
  expect(plan([submission({ supplierId: 'another' })], [standing()])).toMatchObject([
    { kind: 'NEW', numberOrdinal: 1, heldReason: null },
  ]);
});

test('rows of one file are decided in their order', () => {
  const rows = [100n, 200n, 100n, 300n].map(payableMinor => submission({ payableMinor }));
  expect(plan(rows)).toMatchObject([
    { kind: 'NEW', numberOrdinal: 1, heldReason: null },
    { kind: 'NEW', numberOrdinal: 2, heldReason: 'SAME_NUMBER' },
    { kind: 'DUPLICATE' },
    { kind: 'NEW', numberOrdinal: 3, heldReason: 'SAME_NUMBER' },
  ]);
});

test('whatever is sent in whatever order: one live invoice a fingerprint and ordinal, at most one copy a side', () => {
  const sent = fc.record({
    side: fc.constantFrom('SUPPLIER' as const, 'BUYER' as const),
    payableMinor: fc.constantFrom(1n, 2n, 3n),
    numberKey: fc.constantFrom('RE1', 'RE2'),
    state: fc.constantFrom('SUBMITTED' as const, 'DISPUTED' as const, 'APPROVED' as const),
  });
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 12 }), given => {
      const live: StandingInvoice[] = [];
      for (const { state, ...of } of given) {
        const one = submission(of);
        const [landing] = plan([one], live);
        if (landing?.kind === 'NEW') live.push(standing({ ...landing, state }, [one]));
        if (landing?.kind === 'JOIN') {
          expect(landing.invoice.copies.has(one.side)).toBe(false);
          const copies = new Map([...landing.invoice.copies, [one.side, one] as const]);
          live.splice(live.indexOf(landing.invoice), 1, { ...landing.invoice, heldReason: landing.heldReason, copies });
        }
        if (landing?.kind === 'DUPLICATE') {
          const first = live.find(({ id }) => id === landing.id);
          expect(first?.fingerprint).toEqual(one.fingerprint);
          expect(first?.copies.has(one.side)).toBe(true);
        }
      }
      const keys = live.map(({ numberKey, numberOrdinal }) => `${numberKey} ${numberOrdinal}`);
      expect(new Set(keys).size).toBe(live.length);
      expect(new Set(live.map(({ fingerprint }) => fingerprint.toString('hex'))).size).toBe(live.length);
      // Of one number only the first, or those that the other side began, stand unheld.
      for (const numberKey of ['RE1', 'RE2']) {
        const free = live.filter(invoice => invoice.numberKey === numberKey && invoice.heldReason === null);
        expect(free.length).toBeLessThanOrEqual(1);
      }
    }),
  );
});
