import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A payment file is prepared by one person and released by another through the hash of its bytes. Until then its payments
 * stay as they are, and each is in one such file at most.
 */
export class ReleaseFilesByTwo20261122700100 implements MigrationInterface {
  name = 'ReleaseFilesByTwo20261122700100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('payment_file', '', 'PREPARED', 'paymentFile.prepared'),
        ('payment_file', 'PREPARED', 'RELEASED', 'paymentFile.released'),
        ('payment_file', 'PREPARED', 'REFUSED', 'paymentFile.refused'),
        ('payment_file', 'PREPARED', 'LAPSED', 'paymentFile.lapsed');

      -- A key prepares; it is neither of the two pairs of eyes.
      ALTER TABLE event ADD CONSTRAINT event_of_file_takes_person CHECK (
        actor_kind <> 'API_KEY' OR type NOT IN ('paymentFile.released', 'paymentFile.refused'));

      -- owner: the organization that instructs its bank.
      ALTER TABLE payment_file RENAME COLUMN payer_id TO owner_id;
      ALTER TABLE payment_file RENAME COLUMN payer_account_id TO owner_account_id;
      -- Files from before have no first person, and no event (event_no 0): what one person did stays as it was done.
      ALTER TABLE payment_file
        ADD COLUMN prepared_by    uuid REFERENCES person,
        ADD COLUMN prepared_at    timestamptz NOT NULL DEFAULT business_now(),
        ADD COLUMN lapses_at      timestamptz,
        ADD COLUMN refused_by     uuid REFERENCES person,
        ADD COLUMN refused_at     timestamptz,
        ADD COLUMN refusal_reason text CHECK (length(refusal_reason) <= 500),
        ADD COLUMN state          text NOT NULL DEFAULT 'RELEASED'
                                  CHECK (state IN ('PREPARED', 'RELEASED', 'REFUSED', 'LAPSED')),
        ADD COLUMN event_no       integer NOT NULL DEFAULT 0;
      UPDATE payment_file SET prepared_at = released_at, lapses_at = released_at;
      ALTER TABLE payment_file
        ALTER COLUMN lapses_at SET NOT NULL,
        ALTER COLUMN state DROP DEFAULT,
        ALTER COLUMN event_no DROP DEFAULT,
        ALTER COLUMN released_by DROP NOT NULL,
        ALTER COLUMN released_at DROP NOT NULL,
        ALTER COLUMN released_at DROP DEFAULT,
        ADD CHECK (prepared_by IS NOT NULL OR event_no = 0),
        ADD CONSTRAINT payment_file_released_by_two CHECK (
          CASE state WHEN 'RELEASED' THEN released_at IS NOT NULL AND released_by IS NOT NULL
                                          AND released_by IS DISTINCT FROM prepared_by
                     ELSE released_at IS NULL AND released_by IS NULL END),
        ADD CONSTRAINT payment_file_refused CHECK (
          (state = 'REFUSED') = (refused_by IS NOT NULL) AND (state = 'REFUSED') = (refused_at IS NOT NULL)
          AND (state = 'REFUSED') = (refusal_reason IS NOT NULL)),
        ADD CONSTRAINT payment_file_goes_released CHECK (
          state = 'RELEASED' OR (sending_at IS NULL AND withdrawn_at IS NULL)),
        ADD CONSTRAINT payment_file_state UNIQUE (id, state),
        ADD CONSTRAINT payment_file_event FOREIGN KEY (id, event_no, state)
          REFERENCES event (subject_id, subject_no, state_after) DEFERRABLE INITIALLY DEFERRED NOT VALID;
      GRANT UPDATE (state, event_no, released_by, released_at, refused_by, refused_at, refusal_reason)
        ON payment_file TO tenor_app;

      DROP INDEX payment_file_unsent, payment_file_payer, payment_file_newest;
      CREATE INDEX payment_file_unsent ON payment_file (released_at, id)
        WHERE state = 'RELEASED' AND sent_at IS NULL AND withdrawn_at IS NULL;
      CREATE INDEX payment_file_open ON payment_file (lapses_at, id) WHERE state = 'PREPARED';
      CREATE INDEX payment_file_owner ON payment_file (owner_id, prepared_at DESC, id DESC);
      CREATE INDEX payment_file_newest ON payment_file (prepared_at DESC, id DESC);

      -- A payment as it stands in a file: what it asks, and between which accounts. The state is its file's.
      CREATE TABLE payment_file_line (
        file_id          uuid NOT NULL,
        payment_id       uuid NOT NULL REFERENCES payment,
        amount_minor     bigint NOT NULL CHECK (amount_minor > 0),
        late_minor       bigint NOT NULL CHECK (late_minor >= 0),
        payer_account_id uuid NOT NULL REFERENCES bank_account,
        payee_account_id uuid NOT NULL REFERENCES bank_account,
        state            text NOT NULL,
        PRIMARY KEY (file_id, payment_id),
        FOREIGN KEY (file_id, state) REFERENCES payment_file (id, state) ON UPDATE CASCADE
      );
      CREATE INDEX payment_file_line_payment ON payment_file_line (payment_id);
      CREATE UNIQUE INDEX payment_file_line_once ON payment_file_line (payment_id) WHERE state IN ('PREPARED', 'RELEASED');
      GRANT SELECT, INSERT ON payment_file_line TO tenor_app;
      INSERT INTO payment_file_line
      SELECT p.file_id, p.id, p.amount_minor, p.late_minor, p.payer_account_id, p.payee_account_id, 'RELEASED'
        FROM payment p WHERE p.file_id IS NOT NULL;
      -- What went out stands in the file in which it went.
      ALTER TABLE payment ADD CONSTRAINT payment_in_file FOREIGN KEY (file_id, id)
        REFERENCES payment_file_line (file_id, payment_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('What two persons decided is not decided by one again: there is no way back.');
  }
}
