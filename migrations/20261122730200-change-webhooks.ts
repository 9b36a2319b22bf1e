import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An endpoint gets another address, program or choice of events, and stays the same endpoint. */
export class ChangeWebhooks20261122730200 implements MigrationInterface {
  name = 'ChangeWebhooks20261122730200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type)
        SELECT 'webhook_endpoint', state, state, 'webhookEndpoint.changed'
          FROM unnest(ARRAY['ACTIVE', 'PAUSED', 'DISABLED']) AS s(state);
      GRANT UPDATE (url, description, event_types) ON webhook_endpoint TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
