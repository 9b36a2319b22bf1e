import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bank's message that waits is told of by an event, and one that met a fault is tried again, later each time. */
export class KeepHeldMessages20261122130200 implements MigrationInterface {
  name = 'KeepHeldMessages20261122130200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('bank_message', '', '', 'bankMessage.held'),
        ('bank_message', '', '', 'bankMessage.concluded');

      -- event_no: how many events told of it; none for a message that never had to wait.
      -- retry_at: real time; a message that could not be worked on for a fault waits for no other.
      ALTER TABLE bank_message_receipt
        ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
        ADD COLUMN event_no integer NOT NULL DEFAULT 0 CHECK (event_no >= 0),
        ADD COLUMN faults integer NOT NULL DEFAULT 0 CHECK (faults >= 0),
        ADD COLUMN retry_at timestamptz,
        ADD CHECK ((retry_at IS NOT NULL) = (outcome = 'HELD' AND reason IS NOT DISTINCT FROM 'FAULT')),
        ADD CHECK (outcome = 'HELD' OR reason IS NULL);
      CREATE INDEX bank_message_receipt_waiting ON bank_message_receipt (received_at DESC, id DESC) WHERE outcome = 'HELD';
      GRANT UPDATE (event_no, faults, retry_at) ON bank_message_receipt TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
