import fc from 'fast-check';
import type { InvoiceRow } from '../../../server/invoices/index.js';
import {
  type Cause,
  correct,
  correctionCause,
  fee,
  ledgerTable,
  type NewMovement,
  paidToSupplier,
  paymentCause,
  post,
  reverse,
  undertaking,
} from '../../../server/ledger/index.js';
import { Database } from '../../../server/platform/database.js';
import { UnitOfWork } from '../../../server/platform/unit-of-work.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

let market: MoneyMarket;
let invoice: InvoiceRow;
beforeAll(async () => {
  market = await openMoneyMarket();
  invoice = await market.approve();
});
afterAll(() => market.close());

let count = 0;
function nextCause(): Cause {
  count += 1;
  return paymentCause(`test-${count}`);
}

function promise(cause: Cause, approvedMinor = 1_00n): NewMovement {
  return undertaking({ ...deal(cause), approvedMinor });
}

function paid(principalMinor: bigint): NewMovement {
  return paidToSupplier({ ...deal(nextCause()), lateMinor: 0n, principalMinor });
}

function deal(cause: Cause) {
  return { cause, currency: 'EUR', invoiceId: invoice.id, supplierId: market.supplier.id, buyerId: market.buyer.id };
}

function posting(...movements: NewMovement[]) {
  return market.work.perform(systemViewer, tx => post(tx, movements));
}

async function balance(organizationId: string, kind: string): Promise<[bigint, bigint]> {
  const [account] = await market.rows<{ debitMinor: bigint; creditMinor: bigint }>(
    'ledger_account',
    'organization_id = $1 AND kind = $2',
    [organizationId, kind],
  );
  return account ? [account.debitMinor, account.creditMinor] : [0n, 0n];
}

test('one cause posts once; the same again changes nothing', async () => {
  const movement = promise(nextCause(), 12_34n);
  const before = await balance(market.supplier.id, 'CLAIM');
  const [first] = await posting(movement);
  const [second] = await posting(movement);
  expect(first).toEqual({ id: expect.any(String), status: 'created' });
  expect(second).toEqual({ id: first!.id, status: 'exists' });
  expect(await balance(market.supplier.id, 'CLAIM')).toEqual([before[0] + 12_34n, before[1]]);
  expect(await market.rows('transfer', 'movement_id = $1', [first!.id])).toHaveLength(2);
});

test('one cause with other content is a fault, and nothing of it stays', async () => {
  const cause = nextCause();
  await posting(promise(cause, 1_00n));
  const before = await balance(market.supplier.id, 'CLAIM');
  await expect(posting(promise(cause, 2_00n))).rejects.toThrow('posted before with other content');
  const { transfers } = promise(cause, 1_00n);
  await expect(posting({ ...promise(cause), transfers: [...transfers, ...transfers] })).rejects.toThrow(
    'other content',
  );
  expect(await balance(market.supplier.id, 'CLAIM')).toEqual(before);
});

test('one cause twice in one call is a fault', async () => {
  const movement = promise(nextCause());
  await expect(posting(movement, movement)).rejects.toThrow('One cause is posted twice at once.');
});

test('what does not balance, moves nothing, or has no transfer is a fault', async () => {
  const movement = promise(nextCause());
  const [claim, purchases] = movement.transfers;
  await expect(posting({ ...movement, transfers: [claim!] })).rejects.toThrow('does not balance for');
  await expect(posting({ ...movement, transfers: [{ ...claim!, amountMinor: 0n }, purchases!] })).rejects.toThrow(
    'moves 0',
  );
  await expect(posting({ ...movement, transfers: [] })).rejects.toThrow('has no transfer');
});

test('the database refuses at commit what does not balance', async () => {
  const [posted] = await posting(promise(nextCause()));
  const half = market.work.perform(systemViewer, async tx => {
    await tx.execute(
      `INSERT INTO movement (id, kind, cause_kind, cause_id) VALUES (gen_random_uuid(), 'FEE', 'PAYMENT', 'half')`,
    );
    await tx.execute(
      `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency)
       SELECT gen_random_uuid(), (SELECT id FROM movement WHERE cause_id = 'half'), 1, debit_account_id, credit_account_id,
              1, currency FROM transfer WHERE movement_id = $1 AND ordinal = 1`,
      [posted!.id],
    );
  });
  await expect(half).rejects.toThrow('does not balance for');
  const empty = market.work.perform(systemViewer, tx =>
    tx.execute(
      `INSERT INTO movement (id, kind, cause_kind, cause_id) VALUES (gen_random_uuid(), 'FEE', 'PAYMENT', 'none')`,
    ),
  );
  await expect(empty).rejects.toThrow('has no transfer');
});

test('nothing is added to a movement that has committed, and nothing of it is changed', async () => {
  const [posted] = await posting(promise(nextCause()));
  const adding = market.work.perform(systemViewer, tx =>
    tx.execute(
      `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency)
       SELECT gen_random_uuid(), movement_id, 9, debit_account_id, credit_account_id, 1, currency
         FROM transfer WHERE movement_id = $1 AND ordinal = 1`,
      [posted!.id],
    ),
  );
  await expect(adding).rejects.toThrow('transfer_movement_id_xid_fkey');
  for (const sql of [
    'UPDATE transfer SET amount_minor = 1',
    'DELETE FROM transfer',
    'UPDATE movement SET kind = kind',
    'DELETE FROM movement',
  ]) {
    await expect(market.work.perform(systemViewer, tx => tx.execute(sql))).rejects.toThrow('permission denied');
    await expect(market.asAdmin(sql)).rejects.toThrow('append-only');
  }
});

test('a reversal takes back each movement of its cause, once, and names it', async () => {
  const cause = nextCause();
  const other = paidToSupplier({ ...deal(cause), lateMinor: 0n, principalMinor: 7_00n });
  const before = [await balance(market.buyer.id, 'PAYABLE'), await balance(market.supplier.id, 'BANK')];
  const posted = await posting(promise(cause, 5_00n), other);
  const reversing = () => market.work.perform(systemViewer, tx => reverse(tx, cause));
  const reversed = await reversing();
  expect(reversed.map(({ status }) => status)).toEqual(['created', 'created']);
  expect((await reversing()).map(({ status }) => status)).toEqual(['exists', 'exists']);

  const movements = await market.rows<{ id: string; kind: string; reversesId: string }>(
    'movement',
    'cause_id = $1 AND reverses_id IS NOT NULL',
    [cause.id],
  );
  expect(movements.map(({ kind }) => kind)).toEqual(['REVERSAL', 'REVERSAL']);
  expect(movements.map(({ reversesId }) => reversesId).sort()).toEqual(posted.map(({ id }) => id).sort());
  const after = [await balance(market.buyer.id, 'PAYABLE'), await balance(market.supplier.id, 'BANK')];
  expect(after.map(([debit, credit]) => debit - credit)).toEqual(before.map(([debit, credit]) => debit - credit));
});

test('a correction takes back the wrong movement and posts the right one; what follows takes back the right one', async () => {
  const cause = nextCause();
  const [funder, operator] = [market.funder.id, market.operator.id];
  const charged = (of: Cause, feeMinor: bigint) =>
    fee({
      cause: of,
      currency: 'EUR',
      invoiceId: invoice.id,
      financingId: undefined!,
      payerId: funder,
      operatorId: operator,
      feeMinor,
    });
  const owed = async () => {
    const [debit, credit] = await balance(funder, 'FEE_PAYABLE');
    return credit - debit;
  };
  const before = await owed();
  const [wrong] = await posting(charged(cause, 50_00n));
  const correcting = () =>
    market.work.perform(systemViewer, tx => correct(tx, wrong!.id, [charged(correctionCause(wrong!.id), 45_00n)]));
  expect((await correcting()).map(({ status }) => status)).toEqual(['created', 'created']);
  expect((await correcting()).map(({ status }) => status)).toEqual(['exists', 'exists']);
  expect(await owed()).toBe(before + 45_00n);

  // The payment comes back: what stands now is taken back, and what was corrected is not taken back twice.
  const reversing = () => market.work.perform(systemViewer, tx => reverse(tx, cause));
  expect((await reversing()).map(({ status }) => status)).toEqual(['created']);
  expect((await reversing()).map(({ status }) => status)).toEqual(['exists']);
  expect(await owed()).toBe(before);
});

test('what was taken back is not corrected, and a correction has the cause of its movement', async () => {
  const cause = nextCause();
  const [posted] = await posting(promise(cause, 3_00n));
  const correcting = (right: Cause) =>
    market.work.perform(systemViewer, tx => correct(tx, posted!.id, [promise(right, 2_00n)]));
  await expect(correcting(nextCause())).rejects.toThrow('has another cause');
  await market.work.perform(systemViewer, tx => reverse(tx, cause));
  await expect(correcting(correctionCause(posted!.id))).rejects.toThrow('does not stand');
});

test('a cause that posted nothing cannot be reversed', async () => {
  await expect(market.work.perform(systemViewer, tx => reverse(tx, paymentCause('nothing')))).rejects.toThrow(
    'posted nothing that could be reversed',
  );
});

test('five hundred movements take as few statements as one', async () => {
  const statements: string[] = [];
  const listened = await Database.connect({
    url: market.urls.appUrl,
    poolSize: 2,
    applicationName: 'statements',
    onStatement: sql => statements.push(sql),
  });
  const work = new UnitOfWork(listened);
  const before = await balance(market.supplier.id, 'CLAIM');
  const movements = Array.from({ length: 500 }, () => promise(nextCause(), 3n));
  const posted = await work.perform(systemViewer, tx => post(tx, movements));
  await listened.close();
  expect(posted.every(({ status }) => status === 'created')).toBe(true);
  expect(statements.filter(sql => !sql.includes('pg_roles'))).toHaveLength(3);
  expect(await balance(market.supplier.id, 'CLAIM')).toEqual([before[0] + 1500n, before[1]]);
});

test('many at once, on the same accounts in any order, add up', async () => {
  const before = await balance(market.buyer.id, 'PAYABLE');
  await Promise.all(
    Array.from({ length: 24 }, (_, index) => {
      const [one, two] = [promise(nextCause(), 2n), paid(1n)];
      return index % 2 === 0 ? posting(one, two) : posting(two, one);
    }),
  );
  expect(await balance(market.buyer.id, 'PAYABLE')).toEqual([before[0] + 24n, before[1] + 48n]);
});

test('whatever is posted, in whatever batches: balances are the sums of the transfers', async () => {
  const step = fc.record({
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    pay: fc.boolean(),
    again: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      async batches => {
        for (const batch of batches) {
          const movements = batch.map(({ amountMinor, pay }) =>
            pay ? paid(amountMinor) : promise(nextCause(), amountMinor),
          );
          await posting(...movements);
          await posting(...movements.filter((_, index) => batch[index]!.again));
        }
        const wrong = await market.asAdmin(
          `SELECT a.id FROM ledger_account a
          WHERE a.debit_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE debit_account_id = a.id)
             OR a.credit_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE credit_account_id = a.id)`,
        );
        expect(wrong).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

test('the table reads like the chart', async () => {
  const own = await market.approve({ amountMinor: 123_45n });
  const table = await market.database.read(systemViewer, db => ledgerTable(db, { invoiceId: own.id }));
  expect(table).toEqual([
    'UNDERTAKING | Supplier CLAIM | Buyer PAYABLE | 123.45 EUR',
    'UNDERTAKING | Buyer PURCHASES | Supplier SALES | 123.45 EUR',
  ]);
});
