import { z } from 'zod';
import { type PlannedBehaviour, planInstruction } from '../bank/index.js';
import { command } from '../platform/command.js';
import { orNull, refuse, text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { NotADemo, TooLateForBank } from './payment.problems.js';
import { lockPayments } from './lock-payments.js';
import { refuseUnlessDemo } from './refuse-unless-demo.js';

const delayDaysMax = 365;
const range = `This must be a whole number from 1 to ${delayDaysMax}.`;

const input = z
  .object({
    paymentId: wireId('payment'),
    behaviour: z.enum(['REJECT', 'RETURN', 'DELAY']),
    delayDays: orNull(z.int(range).min(1, range).max(delayDaysMax, range)),
    reason: text(140),
    idempotencyKey: uuidKey,
  })
  .transform(({ behaviour, delayDays, reason, ...given }, context): typeof given & { plan: PlannedBehaviour } => {
    if (behaviour !== 'DELAY') return { ...given, plan: { behaviour, reason } };
    if (delayDays === null) return refuse(context, 'REQUIRED', 'Say by how many days.', ['delayDays']);
    return { ...given, plan: { behaviour, delayDays, reason } };
  });

/**
 * The operator of a demo has the bank reject, return or delay a payment. One that waits meets its plan when the bank comes
 * to it; one that is booked can only come back, and does so at once.
 */
export const planPayment = command({
  name: 'planPayment',
  input,
  problems: [NotPermitted, NotADemo, NotFound, NotAvailable, TooLateForBank],
  async execute(tx, viewer, { paymentId, plan }) {
    const refused = await refuseUnlessDemo(tx, viewer);
    if (refused) return refused;
    const [payment] = await lockPayments(tx, [paymentId]);
    if (!payment) return new NotFound();
    const isPossible = plan.behaviour === 'RETURN' ? ['DUE', 'INSTRUCTED', 'SETTLED'] : ['DUE', 'INSTRUCTED'];
    if (!isPossible.includes(payment.state)) return new NotAvailable(payment.state);

    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const inTime = await planInstruction((sql, values) => tx.query(sql, values), payment.endToEndId, plan, now);
    return inTime ? { paymentId: payment.id } : new TooLateForBank();
  },
});
