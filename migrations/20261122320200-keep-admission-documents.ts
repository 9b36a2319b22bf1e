import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an organization is admitted on: documents that expire, recorded by the operator. */
export class KeepAdmissionDocuments20261122320200 implements MigrationInterface {
  name = 'KeepAdmissionDocuments20261122320200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('organization', 'PENDING', 'PENDING', 'organization.documentRecorded'),
        ('organization', 'ADMITTED', 'ADMITTED', 'organization.documentRecorded'),
        ('organization', 'SUSPENDED', 'SUSPENDED', 'organization.documentRecorded');

      -- One of a kind stands; the one before it is kept.
      CREATE TABLE admission_document (
        id              uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization,
        kind            text NOT NULL CHECK (kind IN ('LICENCE', 'KYC', 'REGISTER_EXTRACT')),
        number          text NOT NULL CHECK (length(number) BETWEEN 1 AND 80),
        -- The last day on which it holds.
        expires_on      date NOT NULL,
        recorded_by     uuid NOT NULL REFERENCES person,
        recorded_at     timestamptz NOT NULL DEFAULT business_now(),
        replaced_at     timestamptz CHECK (replaced_at >= recorded_at)
      );
      CREATE UNIQUE INDEX admission_document_one ON admission_document (organization_id, kind) WHERE replaced_at IS NULL;
      CREATE INDEX admission_document_expiring ON admission_document (expires_on) WHERE replaced_at IS NULL;
      GRANT SELECT, INSERT, UPDATE (replaced_at) ON admission_document TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE admission_document;
      DELETE FROM state_transition WHERE event_type = 'organization.documentRecorded';
    `);
  }
}
