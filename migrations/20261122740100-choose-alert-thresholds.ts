import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From when on a member is told of what comes near is its own to say. */
export class ChooseAlertThresholds20261122740100 implements MigrationInterface {
  name = 'ChooseAlertThresholds20261122740100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a member ever chose; a threshold that was changed is met once its member was told of what lies within it.
      CREATE TABLE alert_threshold (
        member_id uuid NOT NULL REFERENCES member,
        kind      text NOT NULL,
        threshold integer NOT NULL,
        -- What it was before the last pass that met it.
        previous  integer NOT NULL,
        met       boolean NOT NULL DEFAULT false,
        PRIMARY KEY (member_id, kind),
        CONSTRAINT alert_threshold_range CHECK (CASE kind
          WHEN 'DUE_SOON' THEN threshold BETWEEN 1 AND 60
          WHEN 'OFFER_ENDING' THEN threshold BETWEEN 1 AND 240
          WHEN 'LIMIT_NEAR' THEN threshold BETWEEN 50 AND 100
          WHEN 'ADMISSION_EXPIRING' THEN threshold BETWEEN 1 AND 180
          WHEN 'FEED_LATE' THEN threshold BETWEEN 5 AND 3600
          ELSE false END)
      );
      CREATE INDEX alert_threshold_in_use ON alert_threshold (kind, threshold);
      CREATE INDEX alert_threshold_unmet ON alert_threshold (member_id) WHERE NOT met;
      GRANT SELECT, INSERT, UPDATE (threshold, previous, met) ON alert_threshold TO tenor_app;

      -- A limit is watched at each threshold that anybody has.
      ALTER TABLE limit_watch
        ADD COLUMN percent integer NOT NULL DEFAULT 80 CHECK (percent BETWEEN 50 AND 100),
        DROP CONSTRAINT limit_watch_pkey,
        ADD PRIMARY KEY (limit_id, percent);
      ALTER TABLE limit_watch ALTER COLUMN percent DROP DEFAULT;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was chosen stays chosen: there is no way back.');
  }
}
