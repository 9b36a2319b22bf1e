import { z } from 'zod';
import { setNoise } from '../bank/index.js';
import { command } from '../platform/command.js';
import { NotPermitted } from '../platform/problem.js';
import { NotADemo } from './payment.problems.js';
import { refuseUnlessDemo } from './refuse-unless-demo.js';

/** The operator of a demo has the bank repeat its messages, or put them out in another order, from now on. */
export const setBankNoise = command({
  name: 'setBankNoise',
  input: z.object({ repeatMessages: z.boolean(), reorderMessages: z.boolean() }),
  problems: [NotPermitted, NotADemo],
  async execute(tx, viewer, noise) {
    const refused = await refuseUnlessDemo(tx, viewer);
    if (refused) return refused;
    await setNoise((sql, values) => tx.query(sql, values), noise);
    return noise;
  },
});
