import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Indexes under the orders in which long lists are read: for each way in which a viewer comes to see rows, the party or all,
 * the columns of the order and the id, so that a page is one range of an index, upwards or downwards.
 */
const indexes: readonly (readonly [index: string, table: string, columns: string])[] = [
  ['invoice_sort_submitted', 'invoice', 'submitted_at, id'],
  ['invoice_sort_due', 'invoice', 'adjusted_due_date, id'],
  ['invoice_sort_amount', 'invoice', 'currency, payable_minor, id'],
  ['invoice_sort_number', 'invoice', 'number_key, id'],
  ['invoice_buyer_due', 'invoice', 'buyer_id, adjusted_due_date, id'],
  ['invoice_buyer_amount', 'invoice', 'buyer_id, currency, payable_minor, id'],
  ['invoice_buyer_number', 'invoice', 'buyer_id, number_key, id'],
  ['invoice_supplier_due', 'invoice', 'supplier_id, adjusted_due_date, id'],
  ['invoice_supplier_amount', 'invoice', 'supplier_id, currency, payable_minor, id'],
  ['invoice_supplier_number', 'invoice', 'supplier_id, number_key, id'],
  ['payment_sort_due', 'payment', 'due_on, id'],
  ['payment_sort_amount', 'payment', 'currency, amount_minor, id'],
  ['payment_payer_amount', 'payment', 'payer_id, currency, amount_minor, id'],
  ['payment_payee_amount', 'payment', 'payee_id, currency, amount_minor, id'],
  ['auction_sort_closes', 'auction', 'closes_at, id'],
  ['auction_sort_maturity', 'auction', 'maturity, id'],
  ['auction_sort_face', 'auction', 'currency, face_minor, id'],
  ['financing_funder_maturity', 'financing', 'funder_id, maturity, id'],
  ['financing_funder_face', 'financing', 'funder_id, currency, face_minor, id'],
  ['financing_supplier_maturity', 'financing', 'supplier_id, maturity, id'],
  ['bid_funder_valid', 'bid', 'funder_id, valid_until, id'],
  ['bid_funder_rate', 'bid', 'funder_id, rate_bps, id'],
];

export class SortLongLists20261122520100 implements MigrationInterface {
  name = 'SortLongLists20261122520100';

  async up(runner: QueryRunner): Promise<void> {
    for (const [index, table, columns] of indexes) await runner.query(`CREATE INDEX ${index} ON ${table} (${columns})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [index] of indexes) await runner.query(`DROP INDEX ${index}`);
  }
}
