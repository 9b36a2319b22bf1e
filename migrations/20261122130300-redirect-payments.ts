import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment whose pinned account was closed goes where its payee says, in an act of its own. */
export class RedirectPayments20261122130300 implements MigrationInterface {
  name = 'RedirectPayments20261122130300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('payment', 'DUE', 'DUE', 'payment.redirected');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
