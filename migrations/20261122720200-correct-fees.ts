import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two persons of the operator take back a fee that was too high, and post the right one in its place. */
export class CorrectFees20261122720200 implements MigrationInterface {
  name = 'CorrectFees20261122720200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type)
      SELECT 'financing', state, state, 'financing.feeCorrected'
        FROM unnest(ARRAY['DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID']) AS s(state);

      -- What was agreed stays; a fee that was not in the offer does not exist.
      ALTER TABLE financing
        ADD COLUMN corrected_fee_minor bigint,
        ADD CONSTRAINT financing_corrected_fee CHECK (corrected_fee_minor BETWEEN 0 AND platform_fee_minor);
      GRANT UPDATE (corrected_fee_minor) ON financing TO tenor_app;

      ALTER TABLE operator_override
        ADD COLUMN amount_minor bigint CHECK (amount_minor >= 0),
        ADD COLUMN currency text,
        ADD CONSTRAINT operator_override_amount CHECK ((act = 'CORRECT_FEE') = (amount_minor IS NOT NULL)
                                                       AND (amount_minor IS NULL) = (currency IS NULL)),
        DROP CONSTRAINT operator_override_act_check,
        ADD CONSTRAINT operator_override_act_check CHECK (act IN (
          'RESUME_ORGANIZATION', 'RESUME_AUCTION', 'ACCEPT_CLOSE_MATCH', 'ACCEPT_UNCHECKED_ACCOUNT', 'APPLY_BANK_MESSAGE',
          'IGNORE_BANK_MESSAGE', 'DEFAULT_INVOICE', 'TAKE_BANK_REPORT', 'SET_ASIDE_BANK_REPORT', 'CORRECT_FEE'));

      ALTER TABLE event ADD CONSTRAINT event_correction_takes_two CHECK (
        type <> 'financing.feeCorrected' OR proposed_by IS NOT NULL) NOT VALID;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was corrected stays corrected: there is no way back.');
  }
}
