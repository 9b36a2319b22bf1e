import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An organization takes along everything that it may see, as one file that is made for it and kept for a time. */
export class TakeEverythingAlong20261122530300 implements MigrationInterface {
  name = 'TakeEverythingAlong20261122530300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('complete_export', '', 'REQUESTED', 'completeExport.requested'),
        ('complete_export', 'REQUESTED', 'REQUESTED', 'completeExport.progressed'),
        ('complete_export', 'REQUESTED', 'READY', 'completeExport.ready'),
        ('complete_export', 'REQUESTED', 'FAILED', 'completeExport.failed'),
        ('complete_export', 'READY', 'EXPIRED', 'completeExport.expired');

      CREATE TABLE complete_export (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization,
        requested_by    uuid NOT NULL,
        requested_at    timestamptz NOT NULL DEFAULT business_now(),
        files_done      integer NOT NULL DEFAULT 0 CHECK (files_done >= 0),
        files_total     integer CHECK (files_done <= files_total),
        ready_at        timestamptz,
        expires_at      timestamptz CHECK (expires_at > ready_at),
        size_bytes      bigint CHECK (size_bytes > 0),
        sha256          bytea CHECK (octet_length(sha256) = 32),
        state           text NOT NULL CHECK (state IN ('REQUESTED', 'READY', 'FAILED', 'EXPIRED')),
        event_no        integer NOT NULL,
        CHECK ((state IN ('READY', 'EXPIRED')) = (num_nulls(ready_at, expires_at, size_bytes, sha256) = 0)),
        FOREIGN KEY (requested_by, organization_id) REFERENCES member (id, organization_id),
        FOREIGN KEY (id, event_no, state) REFERENCES event (subject_id, subject_no, state_after)
          DEFERRABLE INITIALLY DEFERRED
      );
      CREATE UNIQUE INDEX complete_export_one ON complete_export (organization_id) WHERE state = 'REQUESTED';
      CREATE INDEX complete_export_newest ON complete_export (organization_id, requested_at DESC);
      CREATE INDEX complete_export_expiring ON complete_export (expires_at) WHERE state = 'READY';
      GRANT SELECT, INSERT, UPDATE (files_done, files_total, ready_at, expires_at, size_bytes, sha256, state, event_no)
        ON complete_export TO tenor_app;

      -- The file, in pieces, for as long as it can be taken.
      CREATE TABLE complete_export_part (
        export_id uuid NOT NULL REFERENCES complete_export,
        no        integer NOT NULL CHECK (no >= 1),
        body      bytea NOT NULL CHECK (octet_length(body) > 0),
        PRIMARY KEY (export_id, no)
      );
      GRANT SELECT, INSERT, DELETE ON complete_export_part TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Events that were told stay told: there is no way back.');
  }
}
