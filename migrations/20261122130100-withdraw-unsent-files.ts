import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment file knows until when it may go, whether it may have left, and whether it was withdrawn before it could. */
export class WithdrawUnsentFiles20261122130100 implements MigrationInterface {
  name = 'WithdrawUnsentFiles20261122130100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- last_day: of legs 1, the last day on which they may settle; empty where lateness ends nothing.
      -- sending_at: committed before the file is first handed over: from here on it may have left.
      ALTER TABLE payment_file
        ADD COLUMN last_day date,
        ADD COLUMN sending_at timestamptz,
        ADD COLUMN withdrawn_at timestamptz;
      -- Of files from before nobody knows better than that they may have left.
      UPDATE payment_file f
         SET sending_at = coalesce(f.sent_at, f.released_at),
             last_day = (SELECT min(g.disburse_until) FROM payment p JOIN financing g ON g.id = p.financing_id
                          WHERE p.file_id = f.id AND p.kind = 'DISBURSEMENT');
      ALTER TABLE payment_file
        ADD CHECK (sent_at IS NULL OR sending_at IS NOT NULL),
        ADD CHECK (withdrawn_at IS NULL OR sending_at IS NULL);
      DROP INDEX payment_file_unsent;
      CREATE INDEX payment_file_unsent ON payment_file (released_at, id) WHERE sent_at IS NULL AND withdrawn_at IS NULL;
      GRANT UPDATE (sending_at, withdrawn_at) ON payment_file TO tenor_app;

      -- What the simulated bank was asked to give up before it had it: it will not book it when it comes.
      CREATE TABLE simulated_bank.recalled (
        end_to_end_id text PRIMARY KEY
      );
      GRANT SELECT, INSERT ON simulated_bank.recalled TO tenor_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What may have left is not forgotten: there is no way back.');
  }
}
