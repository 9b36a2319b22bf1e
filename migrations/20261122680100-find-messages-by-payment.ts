import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What banks said of a payment is looked for by its end-to-end id, also when it is done with: for each entry that is matched. */
export class FindMessagesByPayment20261122680100 implements MigrationInterface {
  name = 'FindMessagesByPayment20261122680100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX bank_message_receipt_payment ON bank_message_receipt ((content ->> 'endToEndId'));
      DROP INDEX bank_message_receipt_held;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX bank_message_receipt_held ON bank_message_receipt ((content ->> 'endToEndId')) WHERE outcome = 'HELD';
      DROP INDEX bank_message_receipt_payment;
    `);
  }
}
