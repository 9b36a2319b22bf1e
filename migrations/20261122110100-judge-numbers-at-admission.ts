import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Numbers of organizations are unique among those admitted. Whoever registers an organization may not learn whether one of
 * its numbers is here already, so a claim is written down as it is made and settled when the operator decides.
 */
export class JudgeNumbersAtAdmission20261122110100 implements MigrationInterface {
  name = 'JudgeNumbersAtAdmission20261122110100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX organization_registration;
      DROP INDEX organization_tax_id;
      DROP INDEX organization_lei;
      CREATE UNIQUE INDEX organization_registration ON organization (country, registration_number)
        WHERE state IN ('ADMITTED', 'SUSPENDED');
      CREATE UNIQUE INDEX organization_tax_id ON organization (tax_id) WHERE state IN ('ADMITTED', 'SUSPENDED');
      CREATE UNIQUE INDEX organization_lei ON organization (lei) WHERE state IN ('ADMITTED', 'SUSPENDED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX organization_registration;
      DROP INDEX organization_tax_id;
      DROP INDEX organization_lei;
      CREATE UNIQUE INDEX organization_registration ON organization (country, registration_number);
      CREATE UNIQUE INDEX organization_tax_id ON organization (tax_id);
      CREATE UNIQUE INDEX organization_lei ON organization (lei);
    `);
  }
}
