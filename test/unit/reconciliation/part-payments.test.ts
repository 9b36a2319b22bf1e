import { randomUUID } from 'node:crypto';
import { findViolations } from '../../../server/invariants/index.js';
import type { PaymentRow } from '../../../server/payments/index.js';
import { toWireId } from '../../../server/platform/ids.js';
import { localDate } from '../../../server/platform/local-date.js';
import { Problem } from '../../../server/platform/problem.js';
import { confirmResolution, proposeResolution, undoResolution } from '../../../server/reconciliation/resolve-entry.js';
import { bankWithFiles, notificationFile } from '../../support/bank-month.js';
import { type MoneyMarket, openMoneyMarket, type Party } from '../../support/money-market.js';

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(() => market.close());

/** Money that comes to a party's account without an id of ours. */
async function comes(to: Party, amountMinor: bigint, day: string): Promise<string> {
  const { buyer } = market;
  const happening = { iban: to.iban, side: 'CREDIT', amountMinor, day: localDate(day), endToEndId: null } as const;
  await market.settle(
    bankWithFiles([
      notificationFile('camt.054', [{ ...happening, counterparty: buyer, remittance: 'on account', returned: false }]),
    ]),
  );
  const [entry] = await market.rows<{ id: string }>('bank_entry', `amount_minor = $1 AND state = 'SUSPENSE'`, [
    amountMinor.toString(),
  ]);
  return entry!.id;
}

async function second(party: Party) {
  const [account] = await market.rows<{ verifiedBy: string }>('bank_account', 'id = $1', [party.accountId]);
  return { ...party.checker, personId: account!.verifiedBy };
}

async function succeed<T>(outcome: Promise<T | Problem>): Promise<T> {
  const result = await outcome;
  if (result instanceof Problem) throw new Error(`${result.code}: ${JSON.stringify(result)}`);
  return result;
}

async function resolveAs(party: Party, entryId: string, payment: PaymentRow): Promise<string> {
  const { resolutionId } = await succeed(
    market.work.run(proposeResolution, party.checker, {
      entryId: toWireId('bankEntry', entryId),
      kind: 'PAYMENT',
      paymentId: toWireId('payment', payment.id),
      reason: 'A part of it',
      idempotencyKey: randomUUID(),
    }),
  );
  const wire = toWireId('entryResolution', resolutionId);
  await succeed(
    market.work.run(confirmResolution, await second(party), { resolutionId: wire, idempotencyKey: randomUUID() }),
  );
  return wire;
}

const balance = async (party: Party, kind: string) => {
  const [account] = await market.rows<{ debitMinor: bigint; creditMinor: bigint }>(
    'ledger_account',
    'organization_id = $1 AND kind = $2',
    [party.id, kind],
  );
  return account ? account.debitMinor - account.creditMinor : 0n;
};

test('60,000 of 100,000 come: two persons say so, 40,000 are owed on; taken back, all of it is owed again', async () => {
  const { supplier, buyer } = market;
  const invoice = await market.approve({ adjustedDueDate: localDate('2031-03-10') });
  await market.setClock('2031-03-10T12:00:00+01:00');
  const entryId = await comes(supplier, 60_000_00n, '2031-03-10');
  expect(await balance(supplier, 'SUSPENSE')).toBe(-60_000_00n);
  expect(await balance(supplier, 'BANK')).toBe(60_000_00n);

  const resolution = await resolveAs(supplier, entryId, await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  expect(await balance(supplier, 'SUSPENSE')).toBe(0n);
  expect([await balance(supplier, 'BANK'), await balance(buyer, 'BANK')]).toEqual([60_000_00n, -60_000_00n]);
  expect([await balance(supplier, 'CLAIM'), await balance(buyer, 'PAYABLE')]).toEqual([40_000_00n, -40_000_00n]);
  const rest = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  expect([rest.state, rest.amountMinor, rest.attempt]).toEqual(['DUE', 40_000_00n, 2]);
  expect(await findViolations(market.database)).toEqual([]);

  await succeed(
    market.work.run(undoResolution, supplier.checker, {
      resolutionId: resolution,
      reason: 'It was another invoice',
      idempotencyKey: randomUUID(),
    }),
  );
  await succeed(
    market.work.run(confirmResolution, await second(supplier), {
      resolutionId: resolution,
      idempotencyKey: randomUUID(),
    }),
  );
  expect(await balance(supplier, 'SUSPENSE')).toBe(-60_000_00n);
  expect([await balance(supplier, 'CLAIM'), await balance(buyer, 'PAYABLE')]).toEqual([100_000_00n, -100_000_00n]);
  expect([await balance(supplier, 'BANK'), await balance(buyer, 'BANK')]).toEqual([60_000_00n, 0n]);
  expect(await findViolations(market.database)).toEqual([]);
});

test('the one who proposed does not confirm', async () => {
  const { supplier } = market;
  const invoice = await market.approve({ adjustedDueDate: localDate('2031-03-10') });
  const entryId = await comes(supplier, 60_000_00n, '2031-03-10');
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  const { resolutionId } = await succeed(
    market.work.run(proposeResolution, supplier.checker, {
      entryId: toWireId('bankEntry', entryId),
      kind: 'PAYMENT',
      paymentId: toWireId('payment', payment.id),
      reason: 'A part of it',
      idempotencyKey: randomUUID(),
    }),
  );
  const outcome = await market.work.run(confirmResolution, supplier.checker, {
    resolutionId: toWireId('entryResolution', resolutionId),
    idempotencyKey: randomUUID(),
  });
  expect(outcome).toMatchObject({ code: 'SAME_PERSON' });
  expect(await balance(supplier, 'SUSPENSE')).toBe(-60_000_00n);
});
