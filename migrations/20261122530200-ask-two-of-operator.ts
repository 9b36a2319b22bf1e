import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operator does by exception takes two of its persons: one proposes it, with a reason, another confirms. */
export class AskTwoOfOperator20261122530200 implements MigrationInterface {
  name = 'AskTwoOfOperator20261122530200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('override', '', 'PROPOSED', 'override.proposed'),
        ('override', 'PROPOSED', 'CONFIRMED', 'override.confirmed'),
        ('override', 'PROPOSED', 'REFUSED', 'override.refused'),
        ('override', 'PROPOSED', 'LAPSED', 'override.lapsed');

      CREATE TABLE operator_override (
        id              uuid PRIMARY KEY,
        act             text NOT NULL CHECK (act IN ('RESUME_ORGANIZATION', 'RESUME_AUCTION', 'ACCEPT_CLOSE_MATCH',
                                                     'ACCEPT_UNCHECKED_ACCOUNT', 'APPLY_BANK_MESSAGE', 'IGNORE_BANK_MESSAGE')),
        subject_id      uuid NOT NULL,
        organization_id uuid NOT NULL REFERENCES organization,
        reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        proposed_by     uuid NOT NULL REFERENCES person,
        proposed_at     timestamptz NOT NULL DEFAULT business_now(),
        lapses_at       timestamptz NOT NULL CHECK (lapses_at > proposed_at),
        decided_by      uuid REFERENCES person,
        decided_at      timestamptz,
        state           text NOT NULL CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REFUSED', 'LAPSED')),
        event_no        integer NOT NULL,
        CHECK ((state IN ('CONFIRMED', 'REFUSED')) = (decided_by IS NOT NULL)),
        CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
        -- Nobody confirms its own, and not after it lapsed.
        CHECK (state <> 'CONFIRMED' OR (decided_by <> proposed_by AND decided_at < lapses_at)),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX operator_override_one ON operator_override (subject_id) WHERE state = 'PROPOSED';
      CREATE INDEX operator_override_newest ON operator_override (proposed_at DESC, id DESC);
      CREATE INDEX operator_override_lapsing ON operator_override (lapses_at) WHERE state = 'PROPOSED';
      GRANT SELECT, INSERT, UPDATE (state, event_no, decided_by, decided_at) ON operator_override TO tenor_app;

      -- Both names stand in the event. What only two persons may do is no event of one; earlier ones stay as they are.
      ALTER TABLE event
        ADD COLUMN proposed_by uuid,
        ADD CONSTRAINT event_two_persons CHECK (proposed_by IS NULL OR (person_id IS NOT NULL AND proposed_by <> person_id)),
        ADD CONSTRAINT event_takes_two CHECK (
          type NOT IN ('organization.resumed', 'auction.resumed', 'bankMessage.concluded', 'override.confirmed')
          OR actor_kind = 'SYSTEM' OR proposed_by IS NOT NULL) NOT VALID;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
