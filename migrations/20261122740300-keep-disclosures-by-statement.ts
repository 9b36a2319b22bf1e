import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lines are stored by hundreds of thousands: whether their pack may take them in is judged once for all of a statement. */
export class KeepDisclosuresByStatement20261122740300 implements MigrationInterface {
  name = 'KeepDisclosuresByStatement20261122740300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION keep_closed_disclosure_from_lines() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM (SELECT FROM disclosure_pack p
                                   WHERE p.id IN (SELECT pack_id FROM added) AND p.state <> 'CLOSED' FOR SHARE OF p) open)
           <> (SELECT count(DISTINCT pack_id) FROM added) THEN
          RAISE EXCEPTION 'a closed disclosure pack does not change' USING ERRCODE = '42501';
        END IF;
        RETURN NULL;
      END $$;
      DROP TRIGGER keep_closed_disclosure ON disclosure_line;
      CREATE TRIGGER keep_closed_disclosure BEFORE UPDATE OR DELETE ON disclosure_line
        FOR EACH ROW EXECUTE FUNCTION keep_closed_disclosure();
      CREATE TRIGGER keep_closed_disclosure_from_lines AFTER INSERT ON disclosure_line
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_closed_disclosure_from_lines();
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was disclosed stays disclosed: there is no way back.');
  }
}
