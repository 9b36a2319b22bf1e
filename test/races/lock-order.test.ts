import pg from 'pg';
import { lockExposures } from '../../server/limits/index.js';
import { lockPayments } from '../../server/payments/lock-payments.js';
import type { Tx } from '../../server/platform/database.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { eventually } from '../support/api-client.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';

/*
 * Whoever locks several rows of a table takes the one with the lowest id first: with the highest held by somebody else, it waits for that
 * one and has all the others.
 */

let market: AuctionMarket;
let holder: pg.Client;

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 3 });
  holder = new pg.Client({ connectionString: market.urls.adminUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder?.end();
  await market?.close();
});

/** Which of the rows can be locked by others while `lock` waits for the highest of them. */
async function freeWhileWaiting(table: string, ids: readonly string[], lock: (tx: Tx) => Promise<unknown>) {
  await holder.query('BEGIN');
  await holder.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [ids.at(-1)]);
  const waiting = market.work.perform(systemViewer, lock);
  await eventually('the wait', async () => {
    const [found] = await market.asAdmin<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity
                       WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`,
    );
    return found!.waits ? true : undefined;
  });
  const free = await market.asAdmin<{ id: string }>(
    `SELECT id FROM ${table} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED`,
    [ids],
  );
  await holder.query('ROLLBACK');
  await waiting;
  return free.map(({ id }) => id);
}

test('payments are locked from the lowest id on, however they are named', async () => {
  const invoices = await Promise.all([market.approved(), market.approved(), market.approved()]);
  const payments = await market.rows<{ id: string }>(
    'SELECT id FROM payment WHERE invoice_id = ANY($1::uuid[]) ORDER BY id',
    [invoices.map(({ id }) => id)],
  );
  const ids = payments.map(({ id }) => id);
  expect(ids).toHaveLength(3);
  for (const named of [ids, [...ids].reverse()]) {
    expect(await freeWhileWaiting('payment', ids, tx => lockPayments(tx, named))).toEqual([]);
  }
});

test('limits on buyers are locked from the lowest id on, whoever is exposed first', async () => {
  const limits = await market.rows<{ id: string; funderId: string }>(
    "SELECT id, funder_id FROM exposure_limit WHERE scope = 'BUYER' ORDER BY id",
  );
  const exposures = limits.map(({ funderId }) => ({
    funderId,
    buyerId: market.buyer.id,
    supplierId: market.supplier.id,
    buyerCountry: 'FR',
    programmeId: market.programmeId,
    currency: 'EUR',
    amountMinor: 1n,
  }));
  const ids = limits.map(({ id }) => id);
  expect(ids).toHaveLength(3);
  for (const named of [exposures, [...exposures].reverse()]) {
    expect(await freeWhileWaiting('exposure_limit', ids, tx => lockExposures(tx, named))).toEqual([]);
  }
});
