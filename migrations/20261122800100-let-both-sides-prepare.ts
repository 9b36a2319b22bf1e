import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What its payee only prepares to collect keeps nobody from paying, nor the other way round: each side has one file at most in
 * which a payment waits or went, and one of them is released.
 */
export class LetBothSidesPrepare20261122800100 implements MigrationInterface {
  name = 'LetBothSidesPrepare20261122800100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX payment_file_line_once;
      CREATE UNIQUE INDEX payment_file_line_once ON payment_file_line (payment_id, direction)
        WHERE state IN ('PREPARED', 'RELEASED');
      CREATE UNIQUE INDEX payment_file_line_released ON payment_file_line (payment_id) WHERE state = 'RELEASED';
    `);
  }

  async down(): Promise<void> {
    throw new Error('What both sides prepared stays prepared: there is no way back.');
  }
}
