import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was read long ago, and mails that left long ago, go: their events stay. */
export class ForgetOldAlerts20261122650300 implements MigrationInterface {
  name = 'ForgetOldAlerts20261122650300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX alert_read ON alert (read_at) WHERE state = 'READ';
      CREATE INDEX alert_mail ON alert (mail_id) WHERE mail_id IS NOT NULL;
      CREATE INDEX mail_gone ON mail (coalesce(sent_at, given_up_at)) WHERE subject IS NULL;
      GRANT DELETE ON alert, mail TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE DELETE ON alert, mail FROM tenor_app;
      DROP INDEX alert_read, alert_mail, mail_gone;
    `);
  }
}
