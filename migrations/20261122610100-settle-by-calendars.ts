import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The columns by which acceptances are dated, with what was in force until now: TARGET and the market's own cut-off. */
const columns = `
  ADD COLUMN calendars text[] NOT NULL DEFAULT '{TARGET}'
    CHECK (cardinality(calendars) >= 1
           AND calendars <@ ARRAY['TARGET', 'LONDON', 'NEW_YORK', 'PARIS', 'TOKYO', 'BUDAPEST']),
  ADD COLUMN roll_convention text NOT NULL DEFAULT 'FOLLOWING'
    CHECK (roll_convention IN ('FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING')),
  ADD COLUMN cut_off text NOT NULL DEFAULT '16:00' CHECK (cut_off ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  ADD COLUMN cut_off_zone text NOT NULL DEFAULT 'Europe/Paris' CHECK (length(cut_off_zone) BETWEEN 1 AND 60)`;

/**
 * Each programme has its calendars, the convention by which due dates move, its cut-off and its days to settlement. The
 * programme's are those in force; each version of the terms keeps its own, so that an auction is dated by what was accepted.
 */
export class SettleByCalendars20261122610100 implements MigrationInterface {
  name = 'SettleByCalendars20261122610100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE programme ${columns};
      ALTER TABLE programme_terms ${columns},
        ADD COLUMN settlement_days integer NOT NULL DEFAULT 1 CHECK (settlement_days BETWEEN 0 AND 2);
      UPDATE programme SET cut_off = to_char(c.cut_off, 'HH24:MI'), cut_off_zone = c.zone FROM business_clock c;
      ALTER TABLE programme_terms DISABLE TRIGGER programme_terms_append_only;
      UPDATE programme_terms t SET cut_off = p.cut_off, cut_off_zone = p.cut_off_zone, settlement_days = p.settlement_days
        FROM programme p WHERE p.id = t.programme_id;
      ALTER TABLE programme_terms ENABLE TRIGGER programme_terms_append_only;

      -- PRECEDING turns back before the longest closure of any calendar.
      DO $$
      DECLARE old text;
      BEGIN
        SELECT conname INTO STRICT old FROM pg_constraint
         WHERE conrelid = 'invoice'::regclass AND pg_get_constraintdef(oid) LIKE 'CHECK ((adjusted_due_date >= (due_date - 3)))';
        EXECUTE format('ALTER TABLE invoice DROP CONSTRAINT %I', old);
      END $$;
      ALTER TABLE invoice ADD CONSTRAINT invoice_adjusted_due_date CHECK (adjusted_due_date BETWEEN due_date - 10 AND due_date + 10);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invoice DROP CONSTRAINT invoice_adjusted_due_date;
      ALTER TABLE invoice ADD CHECK (adjusted_due_date >= due_date - 3);
      ALTER TABLE programme_terms DROP COLUMN settlement_days, DROP COLUMN calendars, DROP COLUMN roll_convention,
        DROP COLUMN cut_off, DROP COLUMN cut_off_zone;
      ALTER TABLE programme DROP COLUMN calendars, DROP COLUMN roll_convention, DROP COLUMN cut_off, DROP COLUMN cut_off_zone;
    `);
  }
}
