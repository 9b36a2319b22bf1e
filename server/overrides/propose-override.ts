import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { created, operatorChannel } from '../events/index.js';
import { FeeBilled, FeeOutOfRange } from '../fees/index.js';
import { DocumentExpired, SamePerson } from '../organizations/index.js';
import { command } from '../platform/command.js';
import { newId, fromWireId } from '../platform/ids.js';
import { moneyInput, text, uuidKey } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { actsInPerson, hasRole } from '../platform/viewer.js';
import { type OverrideAct, overrideActs } from './override-acts.js';
import { OverrideProposed } from './override.problems.js';
import { overrideMachine } from './override.states.js';

/** How long another person has to confirm, by the business clock. */
export const overrideHours = 24;

const input = z
  .object({
    act: z.enum(Object.keys(overrideActs) as [OverrideAct, ...OverrideAct[]]),
    subjectId: z.string(),
    amount: moneyInput.nullish(),
    reason: text(500),
    idempotencyKey: uuidKey,
  })
  .refine(({ act, amount }) => (act === 'CORRECT_FEE') === Boolean(amount), {
    path: ['amount'],
    message: 'Name the right fee, of the act CORRECT_FEE alone.',
  });

/**
 * A person of the operator proposes what takes two. Whatever speaks against the act now refuses the proposal: the act's own
 * command is tried, and taken back.
 */
export const proposeOverride = command({
  name: 'proposeOverride',
  input,
  problems: [
    NotFound,
    NotPermitted,
    NotAvailable,
    SamePerson,
    DocumentExpired,
    OverrideProposed,
    FeeBilled,
    FeeOutOfRange,
  ],
  async execute(tx, viewer, { act, subjectId: wireId, reason, amount = null }) {
    const { subject, run } = overrideActs[act];
    const subjectId = fromWireId(subject, wireId);
    if (subjectId === undefined || !hasRole(viewer, 'OPERATOR')) return new NotFound();
    if (!actsInPerson(viewer)) return new NotPermitted();
    const refused = await tried(() => run(tx, { ...viewer, proposedBy: randomUUID() }, subjectId, { reason, amount }));
    if (refused) return refused;
    const waiting = await tx.query(`SELECT FROM operator_override WHERE subject_id = $1 AND state = 'PROPOSED'`, [
      subjectId,
    ]);
    if (waiting.length > 0) return new OverrideProposed();

    const overrideId = newId();
    await tx.execute(
      `INSERT INTO operator_override (id, act, subject_id, organization_id, reason, proposed_by, proposed_at, lapses_at,
                                      amount_minor, currency, state, event_no)
       SELECT $1, $2, $3, $4, $5, $6, n.now, n.now + $7 * interval '1 hour', $8, $9, 'PROPOSED', 1
         FROM (SELECT date_trunc('milliseconds', business_now()) AS now OFFSET 0) n`,
      [
        overrideId,
        act,
        subjectId,
        viewer.organizationId,
        reason,
        viewer.personId,
        overrideHours,
        amount && amount.amountMinor.toString(),
        amount && amount.currency,
      ],
    );
    await created(tx, viewer, overrideMachine, 'proposeOverride', [
      {
        id: overrideId,
        state: 'PROPOSED',
        event: 'override.proposed',
        channels: [operatorChannel],
        after: { act, subjectId, reason },
      },
    ]);
    return { overrideId };

    async function tried(attempt: () => Promise<object | Problem>): Promise<Problem | null> {
      await tx.execute('SAVEPOINT attempt');
      const outcome = await attempt();
      await tx.execute('ROLLBACK TO SAVEPOINT attempt');
      return outcome instanceof Problem ? outcome : null;
    }
  },
});
