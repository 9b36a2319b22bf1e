import { z } from 'zod';
import { NotADemo, refuseUnlessDemo } from '../payments/index.js';
import { command } from '../platform/command.js';
import { fault, instantInput, orNull, uuidKey } from '../platform/input.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';

/** The farthest one order reaches. */
const daysMax = 400;
const range = `This must be a whole number from 1 to ${daysMax}.`;

/**
 * The operator of a demo moves business time on, to an instant or by whole days on the wall clock. The order and its target
 * are what is remembered; whoever gave it then plays the time up to the target (move-clock.ts), which done twice is the
 * same as done once.
 */
export const orderClockMove = command({
  name: 'moveClock',
  input: z
    .object({
      to: orNull(instantInput),
      byDays: orNull(z.int(range).min(1, range).max(daysMax, range)),
      idempotencyKey: uuidKey,
    })
    .refine(given => (given.to === null) !== (given.byDays === null), {
      ...fault('ONE_OF', 'Say either to which instant or by how many days.'),
      path: ['to'],
    }),
  problems: [NotPermitted, NotADemo],
  async execute(tx, viewer, { to, byDays }) {
    const refused = await refuseUnlessDemo(tx, viewer);
    if (refused) return refused;
    const { now, farthest, target } = await tx.one<{ now: Date; farthest: Date; target: Date }>(
      `SELECT t.now, t.now + $3 * interval '1 day' AS farthest,
              coalesce($1::timestamptz, (t.now AT TIME ZONE c.zone + $2 * interval '1 day') AT TIME ZONE c.zone) AS target
         FROM business_clock c CROSS JOIN (SELECT business_now() AS now OFFSET 0) t`,
      [to, byDays ?? 0, daysMax],
    );
    if (target < now) return refusedTarget('IN_THE_PAST', 'The business clock never goes back.');
    if (target > farthest) return refusedTarget('TOO_FAR', `One order moves the clock by ${daysMax} days at most.`);
    return { target: target.toISOString() };
  },
});

function refusedTarget(code: string, message: string): InvalidInput {
  return new InvalidInput([{ path: 'to', code, message }]);
}
