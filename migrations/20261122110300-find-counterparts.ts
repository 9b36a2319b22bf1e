import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has paid whom, and who has put up a claim in a programme, found by one look: visibility asks it for every row. */
export class FindCounterparts20261122110300 implements MigrationInterface {
  name = 'FindCounterparts20261122110300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX payment_between ON payment (payer_id, payee_id);
      CREATE INDEX auction_listed_in ON auction (supplier_id, programme_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payment_between; DROP INDEX auction_listed_in;');
  }
}
