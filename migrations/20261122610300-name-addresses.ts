import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where organizations are, structured or hybrid, as payment files name them; and in which form a bank takes those files. */
export class NameAddresses20261122610300 implements MigrationInterface {
  name = 'NameAddresses20261122610300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE organization
        ADD COLUMN address_street          text CHECK (length(address_street) BETWEEN 1 AND 70),
        ADD COLUMN address_building_number text CHECK (length(address_building_number) BETWEEN 1 AND 16),
        ADD COLUMN address_post_code       text CHECK (length(address_post_code) BETWEEN 1 AND 16),
        ADD COLUMN address_town            text CHECK (length(address_town) BETWEEN 1 AND 35),
        ADD COLUMN address_country         text CHECK (address_country ~ '^[A-Z]{2}$'),
        ADD COLUMN address_lines           text[] NOT NULL DEFAULT '{}'
          CHECK (cardinality(address_lines) <= 2 AND array_position(address_lines, NULL) IS NULL
                 AND (cardinality(address_lines) < 1 OR length(address_lines[1]) BETWEEN 1 AND 70)
                 AND (cardinality(address_lines) < 2 OR length(address_lines[2]) BETWEEN 1 AND 70)),
        ADD CONSTRAINT organization_address CHECK (
          (address_town IS NULL) = (address_country IS NULL)
          AND (address_town IS NOT NULL OR (num_nonnulls(address_street, address_building_number, address_post_code) = 0
                                            AND cardinality(address_lines) = 0))
          AND (address_building_number IS NULL OR address_street IS NOT NULL)
          AND (address_street IS NULL OR cardinality(address_lines) = 0));
      GRANT UPDATE (address_street, address_building_number, address_post_code, address_town, address_country, address_lines)
        ON organization TO tenor_app;
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('organization', 'PENDING', 'PENDING', 'organization.addressChanged'),
        ('organization', 'ADMITTED', 'ADMITTED', 'organization.addressChanged'),
        ('organization', 'SUSPENDED', 'SUSPENDED', 'organization.addressChanged'),
        ('bank_account', 'VERIFIED', 'VERIFIED', 'account.formatChanged');

      ALTER TABLE bank_account ADD COLUMN payment_format text NOT NULL DEFAULT 'PAIN_001_001_09'
        CHECK (payment_format IN ('PAIN_001_001_09', 'PAIN_001_001_03'));
      GRANT UPDATE (payment_format) ON bank_account TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bank_account DROP COLUMN payment_format;
      ALTER TABLE organization DROP COLUMN address_street, DROP COLUMN address_building_number, DROP COLUMN address_post_code,
        DROP COLUMN address_town, DROP COLUMN address_country, DROP COLUMN address_lines;
      DELETE FROM state_transition WHERE event_type IN ('organization.addressChanged', 'account.formatChanged');
    `);
  }
}
