import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes under the lists that are read newest first, ties by id downwards: what a batch brings in at one instant is many. */
const lists: readonly (readonly [index: string, table: string, party: string, instant: string])[] = [
  ['invoice_supplier', 'invoice', 'supplier_id', 'submitted_at'],
  ['invoice_buyer', 'invoice', 'buyer_id', 'submitted_at'],
  ['approval_buyer', 'approval', 'buyer_id', 'prepared_at'],
  ['auction_programme', 'auction', 'programme_id', 'opened_at'],
  ['auction_supplier', 'auction', 'supplier_id', 'opened_at'],
  ['bid_funder', 'bid', 'funder_id', 'placed_at'],
  ['financing_supplier', 'financing', 'supplier_id', 'agreed_at'],
  ['financing_funder', 'financing', 'funder_id', 'agreed_at'],
  ['financing_buyer', 'financing', 'buyer_id', 'agreed_at'],
];

/** One direction for both keys, so that a page is one range of an index. */
export class SortNewestFirst20261122310100 implements MigrationInterface {
  name = 'SortNewestFirst20261122310100';

  up(runner: QueryRunner): Promise<void> {
    return rebuild(runner, 'id DESC');
  }

  down(runner: QueryRunner): Promise<void> {
    return rebuild(runner, 'id');
  }
}

async function rebuild(runner: QueryRunner, ties: string): Promise<void> {
  for (const [index, table, party, instant] of lists) {
    await runner.query(`DROP INDEX ${index}; CREATE INDEX ${index} ON ${table} (${party}, ${instant} DESC, ${ties});`);
  }
}
