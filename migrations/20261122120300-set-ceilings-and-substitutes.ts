import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may release how much: a person's ceilings, and who stands in while it is absent. A release keeps under whose authority
 * and ceiling it was made; neither lets anybody check what the same person, or who it stands in for, prepared.
 */
export class SetCeilingsAndSubstitutes20261122120300 implements MigrationInterface {
  name = 'SetCeilingsAndSubstitutes20261122120300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION viewer_person() RETURNS uuid LANGUAGE sql STABLE AS
        $$ SELECT nullif(current_setting('tenor.person', true), '')::uuid $$;

      -- A member without any may release any amount; one with some, only in these currencies.
      CREATE TABLE member_ceiling (
        member_id     uuid   NOT NULL REFERENCES member,
        currency      text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        ceiling_minor bigint NOT NULL CHECK (ceiling_minor >= 0 AND ceiling_minor < 1000000000000000),
        PRIMARY KEY (member_id, currency)
      );
      GRANT SELECT, INSERT, DELETE ON member_ceiling TO tenor_app;

      -- Another member of the same organization, from and until a business day, both included.
      ALTER TABLE member
        ADD COLUMN substitute_id uuid,
        ADD COLUMN substitute_from date,
        ADD COLUMN substitute_until date,
        ADD FOREIGN KEY (substitute_id, organization_id) REFERENCES member (id, organization_id),
        ADD CHECK (substitute_id <> id),
        ADD CHECK (num_nulls(substitute_id, substitute_from, substitute_until) IN (0, 3)),
        ADD CHECK (substitute_until >= substitute_from);
      CREATE INDEX member_substitute ON member (substitute_id) WHERE substitute_id IS NOT NULL;
      GRANT UPDATE (substitute_id, substitute_from, substitute_until) ON member TO tenor_app;

      -- decided_for: the absent person in whose place decided_by acted.
      ALTER TABLE approval
        ADD COLUMN decided_for uuid REFERENCES person,
        ADD COLUMN ceiling_minor bigint,
        ADD CHECK (decided_for IS NULL OR (decided_by IS NOT NULL AND decided_for <> decided_by)),
        ADD CHECK (state <> 'RELEASED' OR decided_for IS NULL OR decided_for <> prepared_by),
        ADD CHECK (ceiling_minor IS NULL OR total_minor <= ceiling_minor);
      GRANT UPDATE (decided_for, ceiling_minor) ON approval TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE approval DROP COLUMN decided_for, DROP COLUMN ceiling_minor;
      ALTER TABLE member DROP COLUMN substitute_id, DROP COLUMN substitute_from, DROP COLUMN substitute_until;
      DROP TABLE member_ceiling;
      DROP FUNCTION viewer_person();
    `);
  }
}
