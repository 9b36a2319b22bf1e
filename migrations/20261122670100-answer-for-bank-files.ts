import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Organizations bring files of their banks themselves; the operator brings what speaks of anybody's accounts, and two of its
 * persons end the waiting of what was held.
 */
export class AnswerForBankFiles20261122670100 implements MigrationInterface {
  name = 'AnswerForBankFiles20261122670100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The same bytes count once for each who brought them: what one says of its own accounts is not said by another's copy.
      ALTER TABLE bank_file DROP CONSTRAINT bank_file_sha256_key;
      ALTER TABLE bank_file ADD CONSTRAINT bank_file_once UNIQUE NULLS NOT DISTINCT (sha256, organization_id);
      -- A person without an organization here is the operator's, whose files speak of every account as the bank's own do.
      ALTER TABLE bank_file DROP CONSTRAINT bank_file_check3;

      -- How much a report says was booked, new or told before; null as long as nothing of it was registered.
      ALTER TABLE bank_report ADD COLUMN entry_count integer CHECK (entry_count >= 0);
      GRANT UPDATE (entry_count) ON bank_report TO tenor_app;

      CREATE INDEX bank_report_account ON bank_report (account_id, received_at DESC, id DESC);
      CREATE INDEX bank_entry_newest ON bank_entry (received_at DESC, id DESC);
      CREATE INDEX entry_resolution_latest ON entry_resolution (proposed_at DESC, id DESC);
      CREATE INDEX entry_resolution_entry ON entry_resolution (entry_id);
      CREATE INDEX payment_file_payer ON payment_file (payer_id, released_at DESC, id DESC);
      CREATE INDEX payment_file_newest ON payment_file (released_at DESC, id DESC);
    `);
    await widen(runner, 'operator_override', 'operator_override_act_check', [
      'TAKE_BANK_REPORT',
      'SET_ASIDE_BANK_REPORT',
    ]);
    await widen(runner, 'alert', 'alert_kind_check', ['ENTRY_UNMATCHED', 'WRONG_PAYER', 'BANK_REPORT_HELD']);
    await widen(runner, 'alert', 'alert_subject_kind_check', ['bank_file', 'bank_report', 'bank_entry']);
  }

  async down(): Promise<void> {
    throw new Error('What several brought is kept for each of them: there is no way back.');
  }
}

/** Lets further values into a column whose check lists those it may have. */
async function widen(runner: QueryRunner, table: string, check: string, values: readonly string[]): Promise<void> {
  const [{ definition }] = await runner.query(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND conname = $2',
    [table, check],
  );
  const wider = definition.replace('ARRAY[', `ARRAY[${values.map(value => `'${value}'::text`).join(', ')}, `);
  if (wider === definition) throw new Error(`${check} lists no values.`);
  await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${check}, ADD CONSTRAINT ${check} ${wider}`);
}
