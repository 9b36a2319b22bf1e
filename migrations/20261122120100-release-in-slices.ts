import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A release is a decision, and then work in slices: the batch counts what became of its invoices, each line says it of its
 * own, and an unfinished one is found by any server.
 */
export class ReleaseInSlices20261122120100 implements MigrationInterface {
  name = 'ReleaseInSlices20261122120100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO state_transition (machine, from_state, to_state, event_type) VALUES
        ('approval', 'RELEASED', 'RELEASED', 'approval.progressed'),
        ('approval', 'RELEASED', 'RELEASED', 'approval.completed');

      -- EXCLUDED: named by the preparation, no part of what was frozen. FAILED: a fault of ours, told to the operator.
      ALTER TABLE approval_line DROP CONSTRAINT approval_line_outcome_check;
      ALTER TABLE approval_line ADD CONSTRAINT approval_line_outcome_check
        CHECK (outcome IN ('PENDING', 'APPROVED', 'LEFT_OUT', 'FAILED', 'EXCLUDED'));
      ALTER TABLE approval_line ADD CONSTRAINT approval_line_reason_check
        CHECK ((left_out_reason IS NOT NULL) = (outcome IN ('LEFT_OUT', 'FAILED', 'EXCLUDED')));
      CREATE INDEX approval_line_outcome ON approval_line (approval_id, outcome, invoice_id);

      ALTER TABLE approval
        ADD COLUMN excluded_count integer NOT NULL DEFAULT 0 CHECK (excluded_count >= 0),
        ADD COLUMN approved_count integer NOT NULL DEFAULT 0 CHECK (approved_count >= 0),
        ADD COLUMN approved_minor bigint NOT NULL DEFAULT 0 CHECK (approved_minor BETWEEN 0 AND total_minor),
        ADD COLUMN left_out_count integer NOT NULL DEFAULT 0 CHECK (left_out_count >= 0),
        ADD COLUMN failed_count integer NOT NULL DEFAULT 0 CHECK (failed_count >= 0),
        -- When the last of its slices was committed.
        ADD COLUMN completed_at timestamptz;
      UPDATE approval t SET completed_at = t.decided_at, approved_count = l.approved, approved_minor = l.approved_minor,
                            left_out_count = l.left_out
        FROM (SELECT approval_id, count(*) FILTER (WHERE outcome = 'APPROVED') AS approved,
                     coalesce(sum(amount_minor) FILTER (WHERE outcome = 'APPROVED'), 0) AS approved_minor,
                     count(*) FILTER (WHERE outcome = 'LEFT_OUT') AS left_out
                FROM approval_line GROUP BY approval_id) l
       WHERE t.id = l.approval_id AND t.state = 'RELEASED';
      ALTER TABLE approval
        ADD CHECK (approved_count + left_out_count + failed_count <= invoice_count),
        ADD CHECK (state = 'RELEASED' OR (approved_count + left_out_count + failed_count = 0 AND completed_at IS NULL)),
        ADD CHECK (state <> 'RELEASED'
                   OR (completed_at IS NOT NULL) = (approved_count + left_out_count + failed_count = invoice_count));
      CREATE INDEX approval_unfinished ON approval (decided_at, id) WHERE state = 'RELEASED' AND completed_at IS NULL;
      GRANT UPDATE (approved_count, approved_minor, left_out_count, failed_count, completed_at) ON approval TO tenor_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE approval DROP COLUMN excluded_count, DROP COLUMN approved_count, DROP COLUMN approved_minor,
        DROP COLUMN left_out_count, DROP COLUMN failed_count, DROP COLUMN completed_at;
      DROP INDEX approval_line_outcome;
      ALTER TABLE approval_line DROP CONSTRAINT approval_line_reason_check;
      DELETE FROM state_transition WHERE event_type IN ('approval.progressed', 'approval.completed');
    `);
  }
}
