import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What persons of the operator asked to see: who, when, by which operation, and which things it named. Append-only. */
export class LogLooksOfOperator20261122110500 implements MigrationInterface {
  name = 'LogLooksOfOperator20261122110500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operator_look (
        id              uuid PRIMARY KEY,
        -- The real clock's, and what the business clock showed.
        looked_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        business_at     timestamptz NOT NULL DEFAULT business_now(),
        person_id       uuid NOT NULL REFERENCES person,
        organization_id uuid NOT NULL REFERENCES organization,
        api_key_id      uuid REFERENCES api_key,
        kind            text NOT NULL CHECK (kind IN ('QUERY', 'MUTATION', 'SUBSCRIPTION', 'DOCUMENT', 'FILE')),
        -- The name of the document that was sent, or of the file; empty where it had none.
        operation       text NOT NULL CHECK (length(operation) <= 200),
        -- The fields of the root that it asks for.
        fields          text[] NOT NULL,
        -- The ids it names, as they stand on the wire.
        subjects        text[] NOT NULL
      );
      CREATE INDEX operator_look_latest ON operator_look (looked_at DESC, id DESC);
      CREATE INDEX operator_look_person ON operator_look (person_id, looked_at DESC, id DESC);
      CREATE INDEX operator_look_subject ON operator_look USING gin (subjects);
      CREATE TRIGGER operator_look_append_only BEFORE UPDATE OR DELETE ON operator_look
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      GRANT SELECT, INSERT ON operator_look TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE operator_look');
  }
}
