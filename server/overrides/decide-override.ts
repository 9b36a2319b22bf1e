import { z } from 'zod';
import { operatorChannel, transition } from '../events/index.js';
import { FeeBilled, FeeOutOfRange } from '../fees/index.js';
import { DocumentExpired, SamePerson } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { actsInPerson, type MemberViewer } from '../platform/viewer.js';
import { overrideActs } from './override-acts.js';
import type { OverrideRow } from './override.entity.js';
import { overridePolicy } from './override.policy.js';
import { lockOverride } from './override.reads.js';
import { overrideMachine } from './override.states.js';

const input = z.object({ overrideId: wireId('override'), idempotencyKey: uuidKey });

/** Another person confirms, and the act is done in the same transaction, under both names. */
export const confirmOverride = command({
  name: 'confirmOverride',
  input,
  problems: [NotFound, NotPermitted, NotAvailable, SamePerson, DocumentExpired, FeeBilled, FeeOutOfRange],
  async execute(tx, viewer, { overrideId }) {
    const row = await lockOverride(tx, overrideId);
    if (!row) return new NotFound();
    const refused = refusal(overridePolicy.CONFIRM, viewer, row);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();
    if (viewer.personId === row.proposedBy) return new SamePerson();
    if (row.isOver) return new NotAvailable('LAPSED');

    const seconded: MemberViewer = { ...viewer, proposedBy: row.proposedBy };
    const outcome = await overrideActs[row.act].run(tx, seconded, row.subjectId, {
      reason: row.reason,
      amount: row.currency === null ? null : { amountMinor: row.amountMinor!, currency: row.currency },
    });
    if (outcome instanceof Problem) return outcome;
    await decide(tx, seconded, row, 'CONFIRMED', 'override.confirmed', row.now);
    return { overrideId };
  },
});

/** A person of the operator turns a proposal down, its own or another's. */
export const refuseOverride = command({
  name: 'refuseOverride',
  input,
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { overrideId }) {
    const row = await lockOverride(tx, overrideId);
    if (!row) return new NotFound();
    const refused = refusal(overridePolicy.REFUSE, viewer, row);
    if (refused) return refused;
    if (!actsInPerson(viewer)) return new NotPermitted();

    await decide(tx, viewer, row, 'REFUSED', 'override.refused', row.now);
    return { overrideId };
  },
});

function decide(
  tx: Tx,
  viewer: MemberViewer,
  row: OverrideRow,
  to: 'CONFIRMED' | 'REFUSED',
  event: string,
  now: Date,
): Promise<void> {
  const { act, subjectId, reason, amountMinor, currency } = row;
  const after = {
    act,
    subjectId,
    reason,
    ...(amountMinor !== null && { amountMinor: amountMinor.toString(), currency }),
  };
  const change = { row, to, event, channels: [operatorChannel], after };
  return transition(tx, viewer, overrideMachine, event, [change], { decided_by: viewer.personId, decided_at: now });
}
