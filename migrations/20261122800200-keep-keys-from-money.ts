import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key is nobody's eyes: it grants no mandate, sends no leg elsewhere, and says nothing of entries or exceptions. */
export class KeepKeysFromMoney20261122800200 implements MigrationInterface {
  name = 'KeepKeysFromMoney20261122800200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event ADD CONSTRAINT event_money_takes_person CHECK (
        actor_kind <> 'API_KEY' OR (subject_kind NOT IN ('mandate', 'entry_resolution', 'refund', 'override')
                                    AND type <> 'payment.redirected')) NOT VALID;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE event DROP CONSTRAINT event_money_takes_person');
  }
}
