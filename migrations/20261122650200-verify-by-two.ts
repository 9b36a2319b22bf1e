import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An account of which the payee's bank says less than yes is verified by its own organization, or by two persons of the
 * operator: the event that tells of it cannot be written otherwise. Earlier ones stay as they are.
 */
export class VerifyByTwo20261122650200 implements MigrationInterface {
  name = 'VerifyByTwo20261122650200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event ADD CONSTRAINT event_verifies_by_two CHECK (
        type <> 'account.verified' OR actor_kind = 'SYSTEM' OR proposed_by IS NOT NULL
        OR coalesce(after ->> 'payeeCheck' = 'MATCH' OR after ->> 'verifiedBy' = 'OWN', false)) NOT VALID;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE event DROP CONSTRAINT event_verifies_by_two');
  }
}
